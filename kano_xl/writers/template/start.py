"""The sheet "Start": how to get from needs to decisions, in six steps."""

from __future__ import annotations

from dataclasses import replace

from kano_xl.languages import text
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.scatter_frame import category_name
from kano_xl.writers.template.lambdas import FUNCTIONS, PREFIX
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import answers

_STEPS = {1: "", 2: "features", 3: "responses", 4: "live", 5: "settings", 6: ""}
"""The steps, and the sheet where each is done."""

_MARGIN, _TEXT, _LINK = range(3)
_EXAMPLE_ROWS = 200


def write_start(page: Page) -> None:
    """Write the sheet."""
    page.widths(24, 760, 150)
    page.write(1, _TEXT, page.words("start.title"), "title")
    page.sheet.set_row_pixels(1, 36)
    page.write(2, _TEXT, page.words("start.subtitle"), "subtitle")
    row = 4
    for number, sheet in _STEPS.items():
        page.write(row, _TEXT, page.words(f"start.step.{number}.title"), "step")
        page.sheet.set_row_pixels(row, 26)
        if sheet:
            page.link(row, _LINK, sheet)
        page.paragraph(row + 1, _TEXT, _TEXT, page.words(f"start.step.{number}.text"), "body")
        row += 3
    row = _categories(page, row)
    row = _functions(page, row)
    page.finish(row, _LINK)


def _categories(page: Page, row: int) -> int:
    """What the categories mean for action; the row after it."""
    _heading(page, row, "categories")
    for letter in PRECEDENCE:
        row += 1
        name = category_name(letter, page.language)
        separator = page.words("start.separator")
        advice = text(page.language, f"report.advice.clear.{letter}")
        page.sheet.write_rich_string(
            row,
            _TEXT,
            page.looks.letter(letter),
            f"{letter}  {name}{separator}",
            page.looks("run"),
            advice,
            page.looks("line"),
        )
    return row + 2


def _functions(page: Page, row: int) -> int:
    """How to use the workbook with nothing installed; the last row."""
    _heading(page, row, "without")
    page.paragraph(row + 1, _TEXT, _TEXT, page.words("start.without_text"), "body")
    functional, dysfunctional = (
        replace(answers(0, side), height=_EXAMPLE_ROWS).address(page.language).replace("$", "")
        for side in (0, 1)
    )
    example = page.words(
        "start.functions_example", functional=functional, dysfunctional=dysfunctional
    )
    page.write(row + 2, _TEXT, example, "code")
    row += 3
    for name in FUNCTIONS:
        given = page.words(f"start.function.{name}")
        page.write(row, _TEXT, f"{PREFIX}{name}{page.words('start.separator')}{given}", "line")
        row += 1
    return row


def _heading(page: Page, row: int, key: str) -> None:
    page.write(row, _TEXT, page.words(f"start.{key}"), "heading")
    page.sheet.set_row_pixels(row, 28)
