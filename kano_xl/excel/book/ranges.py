"""Ranges of an open workbook as sheets that the survey reader takes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kano_xl.errors import Place
from kano_xl.excel.functions.cells import error_text
from kano_xl.survey.files import Memo
from kano_xl.survey.files.limits import check_extent
from kano_xl.survey.sheet import Rows, Sheet, Value, trim

if TYPE_CHECKING:
    import xlwings


def as_sheet(cells: xlwings.Range) -> Sheet:
    """The cells at their places in their worksheet, as a file of it would give them.

    What stands above and to the left of them is left out. Blank cells are None, errors are
    the texts that Excel shows.

    Raises:
        InputError: there are more cells than a survey has.
    """
    sheet = cells.sheet
    above, left = cells.row - 1, cells.column - 1
    height, width = cells.shape
    check_extent(above + height, left + width, Place(sheet.book.name, sheet.name))
    memo = Memo()
    before: list[Value] = [None] * left
    rows: Rows = [[] for _ in range(above)]
    for row in cells.options(ndim=2, err_to_str=True).value:
        rows.append(before + [_value(cell, memo) for cell in row])
    trim(rows)
    return Sheet(sheet.book.name, sheet.name, rows)


def within(cells: xlwings.Range, used: xlwings.Range) -> xlwings.Range | None:
    """The part of some cells that is in use; None if there is none."""
    top, left = max(cells.row, used.row), max(cells.column, used.column)
    bottom = min(range_.row + range_.shape[0] for range_ in (cells, used)) - 1
    right = min(range_.column + range_.shape[1] for range_ in (cells, used)) - 1
    if bottom < top or right < left:
        return None
    return cells.sheet.range((top, left), (bottom, right))


def _value(cell: Value | Decimal, memo: Memo) -> Value:
    if cell.__class__ is str:
        return memo[cell]
    # So arrive numbers that are shown as an amount of money.
    if isinstance(cell, Decimal):
        return float(cell)
    # Errors that xlwings has no text for, such as #SPILL!, arrive as numbers.
    return error_text(cell) or cell if cell.__class__ is int else cell
