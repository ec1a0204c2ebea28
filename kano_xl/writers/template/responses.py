"""The sheet "Responses": a row for each person, two columns with dropdowns for each feature.

Before the answers there is room for the person's group and weight, which nobody has to fill in. Its
header is what the survey reader pairs columns by for certain: the feature's name and a
mark of the side.
"""

from __future__ import annotations

from dataclasses import replace

from kano_xl import names
from kano_xl.languages import text, traits_of
from kano_xl.report.charts.palette import RULE
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.writers.template.looks import HEADER_GROUND, INPUT, PALE_INPUT, WRONG
from kano_xl.writers.template.numbering import AMISS, name_of, told, wrong_row
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    ABOUT_PEOPLE,
    LAST_ANSWER,
    LIVE,
    MOST_FEATURES,
    RESPONSES,
    SIDES,
    Block,
    answers,
)
from kano_xl.writers.template.settings import ANSWERS

NUMBER_WIDTH = 110
"""Width of the column that names the respondents, in pixels."""

_ABOUT_WIDTHS = (NUMBER_WIDTH, 110, 80)
_HEADER_HEIGHT = 96
_LEAST_WIDTH = 150
_SHOWN_NOTE = 7
_TOLD_ROW = 2
_POINTS, _ROOM = 10, 28
_PRINT_SCALE = 60


def answer_width(language: str) -> int:
    """Width of a column of answers in pixels: as the longest answer of the language needs."""
    words = [text(language, f"template.answers.{code}") for code in range(1, 6)]
    longest = max(text_width(each, _POINTS) for each in words)
    return max(_LEAST_WIDTH, round(longest * traits_of(language).looseness) + _ROOM)


def write_responses(page: Page) -> None:
    """Write the sheet."""
    width = answer_width(page.language)
    page.widths(*_ABOUT_WIDTHS, *[width] * (2 * MOST_FEATURES), look="typed")
    # Not in the first column: printing repeats that on every page, and would cut a title there.
    page.title(_SHOWN_NOTE, first=1)
    page.link(2, 0, "features")
    _header(page)
    _prompts(page)
    _conditions(page)
    page.sheet.freeze_panes(RESPONSES.row + 1, 1)
    page.begin_at(answers(0, 0))
    page.sheet.set_landscape()
    page.sheet.repeat_rows(RESPONSES.row)
    page.sheet.repeat_columns(0)
    page.sheet.set_print_scale(_PRINT_SCALE)
    page.sheet.set_footer("&L&A&R&P / &N")
    _print_filled(page)
    page.no_marks(LAST_ANSWER, RESPONSES.width - 1)


def _print_filled(page: Page) -> None:
    """Print as many columns as have a feature or an answer, and as many rows as have an answer."""
    head = RESPONSES.address(page.language).split(":")[0]
    header = replace(RESPONSES, height=1).address(page.language)
    given = replace(RESPONSES, row=RESPONSES.row + 1, height=RESPONSES.height - 1)
    cells = given.address(page.language)
    last_row = f"SUMPRODUCT(MAX((1-ISBLANK({cells}))*(ROW({cells})-ROW({head})+1)))"
    columns = [
        f"SUMPRODUCT(MAX(({filled})*(COLUMN({block})-COLUMN({head})+1)))"
        for filled, block in ((f'{header}<>""', header), (f"1-ISBLANK({cells})", cells))
    ]
    page.print_filled(RESPONSES, f"MAX(1,{last_row})", f"MAX(1,{','.join(columns)})")


def _header(page: Page) -> None:
    """The name of each feature, found by its number; what cannot be found is told."""
    page.sheet.set_row_pixels(RESPONSES.row, _HEADER_HEIGHT)
    respondent, row = page.words("responses.respondent"), wrong_row(page)
    unnumbered = told(page, "unnumbered", row=f'"&{row}&"')
    page.formula(
        RESPONSES.row, 0, f'=IF({row}=0,"{respondent}",{unnumbered})', "header", respondent
    )
    for column, key in enumerate(ABOUT_PEOPLE[1:], 1):
        page.write(RESPONSES.row, column, page.words(f"responses.{key}"), "header")
    for index in range(MOST_FEATURES):
        name = name_of(page, index)
        for side, key in enumerate(SIDES):
            mark = page.words(f"mark.{key}")
            column = answers(index, side).column
            page.formula(
                RESPONSES.row, column, f'=IF({name}="","",{name}&CHAR(10)&"{mark}")', "plain"
            )
    names = page.refer(LIVE.all("name"))
    # Whoever pastes all of an earlier template has answers where the group and the weight stand.
    about = page.refer(Block(RESPONSES.sheet, RESPONSES.row, 1, 1, len(ABOUT_PEOPLE) - 1))
    marked = "+".join(
        f'COUNTIF({about},"*"&CHAR(10)&"{page.words(f"mark.{key}")}")' for key in SIDES
    )
    typed = f"COUNTIF({names},{told(page, 'typed_over')})+{marked}"
    advice = told(page, "typed_over_advice")
    page.formula(_TOLD_ROW, 1, f'=IFERROR(IF({typed}>0,{advice},""),"")', "told_beside")


def _prompts(page: Page) -> None:
    first, last = RESPONSES.row + 1, LAST_ANSWER
    for column, key in enumerate(ABOUT_PEOPLE):
        told = {
            "validate": "any",
            "input_title": page.words(f"responses.{key}"),
            "input_message": page.words(f"responses.{key}_prompt"),
        }
        page.sheet.data_validation(first, column, last, column, told)
    words = f"={page.refer(Block(ANSWERS.sheet, ANSWERS.row, ANSWERS.column, ANSWERS.height))}"
    for side, key in enumerate(("with", "without")):
        columns = [answers(index, side).column for index in range(MOST_FEATURES)]
        page.sheet.data_validation(
            first,
            columns[0],
            last,
            columns[0],
            {
                "validate": "list",
                "source": words,
                "input_title": page.words(f"responses.{key}_title"),
                "input_message": page.words(f"responses.{key}_prompt"),
                # Numbers may be typed as well, so the list advises and does not refuse.
                "error_type": "warning",
                "error_title": page.words("responses.error_title"),
                "error_message": page.words("responses.error"),
                "other_cells": [[first, column, last, column] for column in columns[1:]],
            },
        )


def _conditions(page: Page) -> None:
    """Mark what is not counted; give the columns of named features their looks."""
    left, width = len(ABOUT_PEOPLE), 2 * MOST_FEATURES
    body = Block(RESPONSES.sheet, RESPONSES.row + 1, left, RESPONSES.height - 1, width)
    header = Block(RESPONSES.sheet, RESPONSES.row, left, 1, width)
    first = body.at(0).cells.replace("$", "")
    name = header.at(0).cells.replace("$", "", 1)
    looks = page.looks
    # Comparing takes no heed of wildcards, signs and length, as COUNTIF would.
    found = f'SUMPRODUCT(({names.ANSWERS}&""={first}&"")*1)'
    unknown = f'OR({name}="",{found}=0)'
    page.condition(body, f"=AND(LEN({first})>0,{unknown})", looks.conditional(WRONG))
    line = {"bottom": 1, "bottom_color": RULE}
    # A feature has two columns: D and E, F and G …
    odd = f'=AND({name}<>"",MOD(INT((COLUMN()-{left + 1})/2),2)=0)'
    page.condition(body, odd, looks.conditional({"bg_color": INPUT, **line}))
    page.condition(body, f'={name}<>""', looks.conditional({"bg_color": PALE_INPUT, **line}))
    _mark_headers(page, header, name)
    page.condition(header, f'={name}<>""', looks.conditional(HEADER_GROUND))


def _mark_headers(page: Page, header: Block, name: str) -> None:
    """Mark headers that tell what is wrong, and those that are not the template's own."""
    wrong = page.looks.conditional(WRONG)
    corner = RESPONSES.at(0)
    page.condition(corner, f"=COUNTIF({corner.cells},{told(page, 'unnumbered', row='*')})>0", wrong)
    kinds = (told(page, kind, number="*")[:-1] + '*"' for kind in AMISS)
    tells = ",".join(f"COUNTIF({name},{kind})>0" for kind in kinds)
    marks = [f'"{page.words(f"mark.{side}")}"' for side in SIDES]
    # Not by place: whoever inserts a column moves all that stand behind it.
    bare = [f"LEFT({name},LEN({name})-LEN({mark}))" for mark in marks]
    ends = [f"RIGHT({name},LEN({mark}))={mark}" for mark in marks]
    other = f'IF({ends[0]},{bare[0]}&{marks[1]},IF({ends[1]},{bare[1]}&{marks[0]},""))'
    once, paired = (f"SUMPRODUCT(({header.cells}={each})*1)=1" for each in (name, other))
    page.condition(header, f'=AND({name}<>"",OR({tells},NOT(AND({once},{paired}))))', wrong)
