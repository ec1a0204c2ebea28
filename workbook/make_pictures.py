"""Make the pictures in the README anew, in each language.

    .venv/bin/python workbook/make_pictures.py

The first page of the example report, and the template's sheet Live with the same answers
typed in. Needs what `install/develop.py test` installs (LibreOffice among it).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from kano_xl import Settings, analyse, build_report, read, write_workbook
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES
from kano_xl.writers.template.places import title
from kano_xl.writers.template.workbook import write_template

FOLDER = Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent / "tests"))
from filled_template import fill, survey_cells  # noqa: E402

PICTURES = FOLDER / "pictures"
SCALE = 1.6
MARGIN = 24

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice computes typed answers only when told to."""


def main() -> None:
    """Write two pictures per language."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            report = Path(folder, f"summary-{language}.xlsx")
            write_example(report, language)
            save(cropped(pages(report)[0]), f"summary-{language}.png")
            template = Path(folder, f"live-{language}.xlsx")
            first, second = pages(write_filled(template, language), title(language, "live"))
            save(stacked(cropped(first), cropped(second)), f"live-{language}.png")


def save(picture: Image.Image, name: str) -> None:
    """Write a picture and tell its size."""
    picture.save(PICTURES / name, optimize=True)
    print(name, *picture.size)


def write_example(path: Path, language: str) -> None:
    """Write the report of the example survey."""
    settings = Settings(language=language)
    survey = read([example_survey(language)], settings)
    analysis = analyse(survey.counts(), settings, survey.importance())
    write_workbook(build_report(survey, analysis, date.today()), path)


def write_filled(path: Path, language: str) -> Path:
    """Write the template with the answers of the example survey."""
    survey = read([example_survey(language)])
    assert survey.answers is not None
    sides = zip(survey.answers.functional, survey.answers.dysfunctional, strict=True)
    columns = [side for pair in sides for side in pair]
    answers = [[int(code) or None for code in person] for person in zip(*columns, strict=True)]
    empty = path.with_name(f"empty-{path.name}")
    write_template(empty, language)
    names = [feature.name for feature in survey.features]
    return fill(empty, path, survey_cells(language, names, answers))


def pages(workbook: Path, heading: str = "") -> list[Image.Image]:
    """Two printed pages of a workbook, by LibreOffice, from the one that begins so."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    document = pypdfium2.PdfDocument(workbook.with_suffix(".pdf"))
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        first = next(n for n, words in enumerate(texts) if words.startswith(heading))
        found = [document[number] for number in range(first, first + 2)]
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in found]
    finally:
        document.close()


def stacked(above: Image.Image, below: Image.Image) -> Image.Image:
    """Two pictures as one, as they stand on the screen."""
    size = max(above.width, below.width), above.height + below.height - MARGIN
    whole = Image.new("RGB", size, "white")
    whole.paste(above, (0, 0))
    whole.paste(below, (0, above.height - MARGIN))
    return whole


def cropped(page: Image.Image) -> Image.Image:
    """The page without its footer and its empty margins."""
    width, height = page.size
    page = page.crop((0, 0, width, round(0.94 * height)))
    left, top, right, bottom = ImageChops.invert(page).getbbox()
    return page.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


if __name__ == "__main__":
    main()
