"""Make the pictures in the README anew, in each language.

    .venv/bin/python workbook/make_pictures.py

The first page of the example report, the template's sheets with the same features and answers
typed in, and the planning sheets as a team may have filled them in. Needs what
`install/develop.py test` installs (LibreOffice among it).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from kano_xl import Settings, analyse, build_report, read, write_workbook
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.report import Paragraph
from kano_xl.writers.template.responses import NUMBER_WIDTH, answer_width
from kano_xl.writers.template.workbook import write_template

FOLDER = Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent / "tests"))
from filled_template import fill, survey_cells  # noqa: E402
from make_loop import grouped_report, waves_report  # noqa: E402
from make_plans import example_plan  # noqa: E402

PICTURES = FOLDER / "pictures"
SCALE = 1.6
MARGIN = 24
STEP = 5
"""Shades are rounded to this, which nobody sees and which makes the files a third smaller."""

WITHOUT_FOOTER = (1.0, 0.94)
"""How much of a page is shown, across and down."""

FEATURES_SHOWN = (1.0, 0.802)
"""Down to the row below the last feature."""

SIX_ANSWERS, FIRST_PEOPLE = 6, 0.498
"""The columns of three features, and how much of the page the first people take."""

LEFT_MARGIN, PIXEL = 0.0441, 0.000565
"""Of the width of a page of answers."""

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice computes typed answers only when told to."""


def main() -> None:
    """Write all pictures of each language."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            report = printed(write_example(Path(folder, f"report-{language}.xlsx"), language))
            save(cropped(next(pages(report))), f"summary-{language}.png")
            survey = printed(write_filled(Path(folder, f"survey-{language}.xlsx"), language))
            features = next(pages(survey, text(language, "template.features.title")))
            save(cropped(features, FEATURES_SHOWN), f"features-{language}.png")
            answers = next(pages(survey, text(language, "template.responses.title")))
            save(cropped(answers, responses_shown(language)), f"responses-{language}.png")
            live = pages(survey, text(language, "template.live.title"))
            save(stacked(cropped(next(live)), cropped(next(live))), f"live-{language}.png")
            save_plans(Path(folder), language)
            save_of_loop(Path(folder), language)


def save_plans(folder: Path, language: str) -> None:
    """Write the pictures of the filled planning sheets of a language."""
    plan = folder / f"plan-{language}.xlsx"
    plan.write_bytes(example_plan(language))
    sheets = pages(printed(plan))
    for name in ("house", "matrix", "journey", "blueprint", "canvas", "roadmap", "actions"):
        save(cropped(next(sheets)), f"{name}-{language}.png")


def save_of_loop(folder: Path, language: str) -> None:
    """Write the pictures of the groups and of what moved in a language."""
    reports = {"groups": grouped_report(language), "waves": waves_report(language)}
    for name, report in reports.items():
        path = folder / f"{name}-{language}.xlsx"
        write_workbook(report, path)
        (sheet,) = (each for each in report.sheets if each.key == name)
        title = next(each.text for each in sheet.blocks if isinstance(each, Paragraph))
        save(cropped(next(pages(printed(path), title))), f"{name}-{language}.png")


def responses_shown(language: str) -> tuple[float, float]:
    """How much of a page of answers is shown, across and down."""
    pixels = NUMBER_WIDTH + SIX_ANSWERS * answer_width(language)
    return LEFT_MARGIN + PIXEL * pixels, FIRST_PEOPLE


def save(picture: Image.Image, name: str) -> None:
    """Write a picture and tell its size."""
    rounded = picture.point(lambda shade: STEP * round(shade / STEP))
    rounded.save(PICTURES / name, optimize=True)
    print(name, *picture.size)


def write_example(path: Path, language: str) -> Path:
    """Write the report of the example survey."""
    settings = Settings(language=language)
    survey = read([example_survey(language)], settings)
    analysis = analyse(survey.counts(), settings, survey.importance())
    write_workbook(build_report(survey, analysis, date.today()), path)
    return path


def write_filled(path: Path, language: str) -> Path:
    """Write the template with the answers of the example survey."""
    survey = read([example_survey(language)])
    assert survey.answers is not None
    sides = zip(survey.answers.functional, survey.answers.dysfunctional, strict=True)
    columns = [side for pair in sides for side in pair]
    words = [None, *(text(language, f"template.answers.{code}") for code in range(1, 6))]
    answers = [[words[code] for code in person] for person in zip(*columns, strict=True)]
    empty = path.with_name(f"empty-{path.name}")
    write_template(empty, language)
    names = [feature.name for feature in survey.features]
    return fill(empty, path, survey_cells(language, names, answers))


def printed(workbook: Path) -> Path:
    """A workbook as LibreOffice prints it, as PDF."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def pages(document: Path, heading: str = "") -> Iterator[Image.Image]:
    """The pages of a document, from the one on one of whose lines is this, if there is one."""
    opened = pypdfium2.PdfDocument(document)
    try:
        texts = (page.get_textpage().get_text_bounded() for page in opened)
        first = next(n for n, words in enumerate(texts) if heading in ("", *words.splitlines()))
        for number in range(first, len(opened)):
            yield opened[number].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        opened.close()


def stacked(above: Image.Image, below: Image.Image) -> Image.Image:
    """Two pictures as one, as they stand on the screen."""
    size = max(above.width, below.width), above.height + below.height - MARGIN
    whole = Image.new("RGB", size, "white")
    whole.paste(above, (0, 0))
    whole.paste(below, (0, above.height - MARGIN))
    return whole


def cropped(page: Image.Image, shown: tuple[float, float] = WITHOUT_FOOTER) -> Image.Image:
    """What is shown of a page, with margins as small on every side."""
    across, down = shown
    page = page.crop((0, 0, round(across * page.width), round(down * page.height)))
    inside = page.crop(ImageChops.invert(page).getbbox())
    return ImageOps.expand(inside, MARGIN, "white")


if __name__ == "__main__":
    main()
