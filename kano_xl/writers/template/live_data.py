"""The sheet "Live data": the counts of every pair of answers, by formulas that run everywhere.

An answer counts as words or as a number, so each pair is counted in four ways.
"""

from __future__ import annotations

from itertools import product

from kano_xl.addresses import absolute
from kano_xl.model.answers import ANSWERS as ANSWER_CODES
from kano_xl.model.categories import STANDARD
from kano_xl.report.charts.palette import RULE
from kano_xl.writers.template.live_map import write_points
from kano_xl.writers.template.numbering import is_counted
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    FRAME,
    LIVE,
    MOST_FEATURES,
    PAIRS,
    POINTS,
    Block,
    answers,
)
from kano_xl.writers.template.settings import ANSWERS, IN_USE

_LEVELS = len(ANSWER_CODES)
_ROWS = ("functional", "dysfunctional", "functional_number", "dysfunctional_number", "letter")
_TOP = PAIRS.row - len(_ROWS)
_F, _D, _F_NUMBER, _D_NUMBER, _LETTER = (_TOP + index for index in range(len(_ROWS)))

_UPRIGHT = 170
_POINT_WIDTHS = (80, 190, *[90] * (POINTS.width - 2))

LETTERS = Block(PAIRS.sheet, _LETTER, PAIRS.column, 1, PAIRS.width)
"""The category that each pair means."""


def write_live_data(page: Page) -> None:
    """Write the sheet."""
    page.widths(180, *[34] * PAIRS.width, 20, 20, *_POINT_WIDTHS, 20, 170, 60, 60)
    page.title(PAIRS.column + PAIRS.width - 1)
    _pairs(page)
    write_points(page)
    left_out = {"type": "errors", "format": page.looks.conditional({"font_color": RULE})}
    last = POINTS.row + POINTS.height - 1, POINTS.column + POINTS.width - 1
    page.sheet.conditional_format(POINTS.row, POINTS.column, *last, left_out)
    page.sheet.freeze_panes(0, PAIRS.column)
    page.sheet.set_landscape()
    page.finish(PAIRS.row + MOST_FEATURES - 1, FRAME.column + FRAME.width - 1)


def _pairs(page: Page) -> None:
    """Write the counts; the answers above them also tell the survey reader: no survey here."""
    for row in (_F, _D):
        page.sheet.set_row_pixels(row, _UPRIGHT)
    for row, key in enumerate(_ROWS, _TOP):
        page.write(row, 0, page.words(f"live_data.{key}"), "quiet")
    for index, (f, d) in enumerate(product(range(_LEVELS), repeat=2)):
        column = PAIRS.column + index
        for row, answer, what in (
            (_F, f, 0),
            (_D, d, 0),
            (_F_NUMBER, f, 1),
            (_D_NUMBER, d, 1),
        ):
            value = answer + 1 if what else page.words(f"answers.{answer + 1}")
            source = page.refer(ANSWERS.at(answer, what))
            page.formula(row, column, f"={source}", "quiet_number" if what else "upright", value)
        letter = page.refer(IN_USE.at(f, d))
        page.formula(_LETTER, column, f"={letter}", "quiet_letter", STANDARD.rows[f][d])
    for index in range(MOST_FEATURES):
        _feature(page, index)


def _feature(page: Page, index: int) -> None:
    row = PAIRS.row + index
    name = page.refer(LIVE.of(index, "name"))
    page.formula(row, 0, f'=IF({is_counted(page, index, name)},{name},"")', "quiet")
    sides = [page.refer(answers(index, side)) for side in (0, 1)]
    for column in range(PAIRS.column, PAIRS.column + PAIRS.width):
        ways = (
            f"COUNTIFS({sides[0]},{absolute(f, column)},{sides[1]},{absolute(d, column)})"
            for f, d in product((_F, _F_NUMBER), (_D, _D_NUMBER))
        )
        counted = "+".join(ways)
        page.formula(row, column, f'=IF({absolute(row, 0)}="","",{counted})', "quiet_number")
