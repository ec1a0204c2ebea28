"""The sheet "Start": how to get from needs to decisions, in six steps, and what to ask whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kano_xl.languages import text
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.sample_size import chance_of_true_mode, half_width
from kano_xl.report.words import Words
from kano_xl.writers.template.lambdas import FUNCTIONS, PREFIX
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import FEATURES, PRODUCT, answers
from kano_xl.writers.template.settings import ANSWERS

_STEPS = {1: "", 2: "features", 3: "responses", 4: "live", 5: "settings", 6: ""}
"""The steps, and the sheet where each is done."""

_MARGIN, _TEXT, _LINK = range(3)
_EXAMPLE_ROWS = 200
_TWO_LINES, _ONE_LINE = 38, 24
_ALMOST = 0.994

_PEOPLE = (30, 50, 100, 200)
_TRUE: Mapping[str, Sequence[float]] = {
    "clear": (0.45, 0.25, 0.20, 0.10),
    "close": (0.35, 0.30, 0.20, 0.15),
}
"""True shares of the four categories of a feature, for what a number of people can tell."""


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
    row = _enough(page, row)
    row = _questionnaire(page, row)
    row = _categories(page, row)
    row = _functions(page, row)
    page.sheet.fit_to_pages(1, 1)
    page.finish(row, _LINK)


def _enough(page: Page, row: int) -> int:
    """What a number of answers can tell; the row after it."""
    _heading(page, row, "enough")
    page.paragraph(row + 1, _TEXT, _TEXT, page.words("start.enough_text"), "body")
    row += 2
    for n in _PEOPLE:
        found = {key: _percent(chance_of_true_mode(shares, n)) for key, shares in _TRUE.items()}
        words = page.words("start.enough_line", n=n, width=Decimal(f"{half_width(n):.2f}"), **found)
        page.write(row, _TEXT, words, "line")
        row += 1
    return row + 1


def _percent(chance: float) -> str:
    """A chance below 1 as a whole percentage that does not claim to be certain."""
    return ">99%" if chance > _ALMOST else f"{chance:.0%}"


def _questionnaire(page: Page, row: int) -> int:
    """Both questions and the five answers, a cell for each, to be copied; the row after them."""
    _heading(page, row, "questionnaire")
    page.paragraph(row + 1, _TEXT, _TEXT, page.words("start.questionnaire_text"), "body")
    page.link(row + 1, _LINK, "features")
    row += 2
    # Sorting and deleting rows leave the address of the whole list as it is.
    first = f"INDEX({page.refer(FEATURES)},1)"
    named = f'IF({first}="","{page.words("start.unnamed")}",{first})'
    joined = {"product": f'"&{page.refer(PRODUCT)}&"', "feature": f'"&{named}&"'}
    for key in ("question_with", "question_without"):
        question = page.words(f"features.{key}", **joined)
        shown = page.words(
            f"features.{key}",
            product=page.words("features.product_value"),
            feature=page.words("start.unnamed"),
        )
        page.formula(row, _TEXT, f'="{question}"', "copied", shown)
        page.sheet.set_row_pixels(row, _TWO_LINES)
        row += 1
    for index in range(ANSWERS.height):
        shown = page.words(f"answers.{index + 1}")
        page.formula(row, _TEXT, f"={page.refer(ANSWERS.at(index))}", "copied", shown)
        page.sheet.set_row_pixels(row, _ONE_LINE)
        row += 1
    return row + 1


def _categories(page: Page, row: int) -> int:
    """What the categories mean for action; the row after it."""
    _heading(page, row, "categories")
    for letter in PRECEDENCE:
        row += 1
        name = Words(page.language).category_first(letter)
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
