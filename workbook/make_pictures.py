"""Make the pictures in the README anew: the first page of the example report, in each language.

    .venv/bin/python workbook/make_pictures.py

needs what `install/develop.py test` installs (LibreOffice among it).
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from kano_xl import Settings, analyse, build_report, read, write_workbook
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES

PICTURES = Path(__file__).parent / "pictures"
SCALE = 1.6
MARGIN = 24


def main() -> None:
    """Write one picture per language."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            report = Path(folder, f"summary-{language}.xlsx")
            write_example(report, language)
            picture = cropped(first_page(report))
            target = PICTURES / f"summary-{language}.png"
            picture.save(target, optimize=True)
            print(target.name, *picture.size)


def write_example(path: Path, language: str) -> None:
    """Write the report of the example survey."""
    settings = Settings(language=language)
    survey = read([example_survey(language)], settings)
    analysis = analyse(survey.counts(), settings, survey.importance())
    write_workbook(build_report(survey, analysis, date.today()), path)


def first_page(report: Path) -> Image.Image:
    """The first printed page of a workbook, by LibreOffice."""
    profile = f"-env:UserInstallation={(report.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, report.parent, report], check=True, capture_output=True)
    document = pypdfium2.PdfDocument(report.with_suffix(".pdf"))
    try:
        return document[0].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()


def cropped(page: Image.Image) -> Image.Image:
    """The page without its footer and its empty margins."""
    width, height = page.size
    page = page.crop((0, 0, width, round(0.94 * height)))
    left, top, right, bottom = ImageChops.invert(page).getbbox()
    return page.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


if __name__ == "__main__":
    main()
