"""The values that take the place of formulas, and what must hold before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kano_xl.errors import InputError
from kano_xl.excel.formulas.blocks import FormulaBlock, SheetCells, runs
from kano_xl.excel.functions.cells import error_text

ERRORS = ("#N/A", "#VALUE!", "#DIV/0!", "#NUM!", "#REF!", "#NULL!")
"""Errors that a finished calculation may end in.

Any other means that there is no result: ``#NAME?`` without the add-in or Python,
``#SPILL!`` without room, ``#BUSY!`` and their like.
"""

_KINDS = (str, int, float, date, Decimal)


def check_calculated(cells: SheetCells, blocks: Sequence[FormulaBlock]) -> None:
    """See that every formula has a result.

    Raises:
        InputError: ``not_calculated``, with the first cell that has none.
    """
    for block in blocks:
        for row, column in block.cells():
            value = cells.values[row][column]
            known = value is None or isinstance(value, _KINDS)
            # An error that xlwings has no text for arrives as its number.
            if not known or (error_text(value) and value not in ERRORS):
                raise InputError("not_calculated", cells.place(row, column))


def errors_shown(cells: SheetCells, block: FormulaBlock) -> int:
    """How many cells of a block show an error."""
    return sum(cells.values[row][column] in ERRORS for row, column in block.cells())


def constants(cells: SheetCells, block: FormulaBlock) -> list[list[Any]]:
    """What is to be written so that the cells of a block go on showing what they show."""
    top, left = block.row, block.column
    rows, columns = block.shape
    return [
        [constant(value) for value in line[left : left + columns]]
        for line in cells.values[top : top + rows]
    ]


def constant(value: Any) -> Any:
    """What is to be written for a value: texts guarded, so that Excel reads nothing into them.

    An empty text stays one, which is not the same as an empty cell. An error is written as
    a formula that is nothing but the error: a text would be the word for it.

    >>> constant(0.5), constant("=1+1"), constant("007"), constant(None), constant("#N/A")
    (0.5, "'=1+1", "'007", "'", '=#N/A')
    """
    if value is None:
        return "'"
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return f"={value}" if value in ERRORS else f"'{value}"
    return value


def lost(before: SheetCells, after: SheetCells) -> list[FormulaBlock]:
    """The cells that have become empty: those into which a formula had spilled.

    Cells one below the other are one block, as indices into ``before``.
    """
    gone = []
    for row, line in enumerate(before.values):
        for column, value in enumerate(line):
            if value is not None and after.at(before, row, column) == ("", None):
                gone.append((row, column))
    return runs(before, gone)


def check_references(before: SheetCells, after: SheetCells) -> None:
    """See that no other formula lost what it refers to, as ``=SUM(D2#)`` does.

    Raises:
        InputError: ``spill_needed``, with the first cell that did.
    """
    for row, line in enumerate(before.values):
        for column, value in enumerate(line):
            if value != "#REF!" and before.is_formula(row, column):
                formula, now = after.at(before, row, column)
                if now == "#REF!" and formula == before.formulas[row][column]:
                    raise InputError("spill_needed", before.place(row, column))
