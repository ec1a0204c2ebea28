"""The sheet "Start": how to get from needs to decisions, in six steps, and what to ask whom."""

from __future__ import annotations

from dataclasses import replace

from kano_xl.languages import text
from kano_xl.model.categories import PRECEDENCE
from kano_xl.questionnaire.sample import (
    ADVISED,
    MOST_GROUPS,
    advice,
    certainty,
    sample_sizes,
)
from kano_xl.report.words import Words
from kano_xl.writers.template.lambdas import FUNCTIONS, PREFIX
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import FEATURES, GROUPS, PRODUCT, answers
from kano_xl.writers.template.settings import ANSWERS

_STEPS = {1: "", 2: "features", 3: "responses", 4: "live", 5: "settings", 6: ""}
"""The steps, and the sheet where each is done."""

_MARGIN, _TEXT, _LINK = range(3)
_EXAMPLE_ROWS = 200
_TWO_LINES, _ONE_LINE = 38, 24


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
    """How many people to ask, for as many groups as are typed; the row after it."""
    _heading(page, row, "enough")
    row += 1
    assert row == GROUPS.row, "the button of the ribbon reads the number there"
    _groups(page)
    page.formula(row + 1, _TEXT, _sentence(page), "advised", advice(page.language, 1))
    page.sheet.set_row_pixels(row + 1, _TWO_LINES)
    page.paragraph(row + 2, _TEXT, _TEXT, page.words("start.enough_text"), "body")
    row += 3
    groups = GROUPS.cells
    several = f"AND({groups}>1,{groups}<={MOST_GROUPS},{groups}=INT({groups}))"
    for size in sample_sizes(1):
        found = certainty(page.language, size)
        one = page.words("start.enough_line", n=size.each, **found)
        total = f'"&{size.each}*{groups}&"'
        more = page.words("start.enough_line_groups", n=size.each, all=total, **found)
        formula = f'=IF(ISNUMBER({groups}),IF({several},"{more}","{one}"),"{one}")'
        page.formula(row, _TEXT, formula, "line", one)
        row += 1
    return row + 1


def _groups(page: Page) -> None:
    """The cell for the number of groups, and what it is for."""
    page.write(GROUPS.row, _TEXT, page.words("start.groups"), "asked")
    page.write(GROUPS.row, GROUPS.column, 1, "input_centre")
    page.sheet.set_row_pixels(GROUPS.row, _ONE_LINE)
    wrong = page.words("start.groups_wrong", most=MOST_GROUPS)
    page.sheet.data_validation(
        GROUPS.row,
        GROUPS.column,
        GROUPS.row,
        GROUPS.column,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": MOST_GROUPS,
            "input_message": page.words("start.groups_prompt"),
            "error_message": wrong,
        },
    )


def _sentence(page: Page) -> str:
    """A formula: how many people to ask for the number of groups, 1 where none is typed."""
    groups, key = GROUPS.cells, "questionnaire.sample.sentence"
    (size,) = (each for each in sample_sizes(1) if each.each == ADVISED)
    found: dict[str, object] = {"each": size.each, **certainty(page.language, size)}
    one = text(page.language, f"{key}.one", all=size.total, **found)
    total = f'"&{size.each}*{groups}&"'
    more = text(page.language, f"{key}.other", n=f'"&{groups}&"', all=total, **found)
    wrong = page.words("start.groups_wrong", most=MOST_GROUPS)
    possible = f"AND({groups}>=1,{groups}<={MOST_GROUPS},{groups}=INT({groups}))"
    several = f'IF({possible},IF({groups}=1,"{one}","{more}"),"{wrong}")'
    return f'=IF({groups}="","{one}",IF(ISNUMBER({groups}),{several},"{wrong}"))'


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
