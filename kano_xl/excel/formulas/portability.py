"""KANO_ functions as names that hold a LAMBDA: which stand for which, and with what result."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from kano_xl.errors import InputError
from kano_xl.excel.formulas.blocks import FormulaBlock, SheetCells, runs
from kano_xl.excel.formulas.tokens import Call, arguments
from kano_xl.writers.template.lambdas import PREFIX, lambda_names

_NOT_THERE = "#NAME?"


def new_name(call: Call) -> str | None:
    """The name that can stand for the function of a call; None where no name can.

    >>> from kano_xl.excel.formulas.tokens import calls
    >>> [new_name(call) for call in calls("=KANO_BETTER(A1:A9,B1:B9)+KANO_FONG(A1:A9,B1:B9)")]
    ['KANO.BETTER', None]
    >>> [new_name(call) for call in calls("=KANO_BETTER(A1:B9)")]
    [None]
    """
    name = PREFIX + call.name.partition("_")[2]
    if name not in lambda_names() or len(call.arguments) != _parameters(name):
        return None
    return name if all(argument.strip() for argument in call.arguments) else None


@cache
def _parameters(name: str) -> int:
    """How many arguments a name takes: all parts of its LAMBDA but the last."""
    return len(arguments(lambda_names()[name])) - 1


def typed(formula: str) -> str:
    """A formula as files hold it, as one would type it.

    >>> typed("=_xlfn.LAMBDA(_xlpm.c,_xlpm.c+1)")
    '=LAMBDA(v_c,v_c+1)'
    """
    # A bare c or r is no name in Excel: it stands for a column or a row.
    return re.sub(r"_xlpm\.", "v_", re.sub(r"_xlfn\.(?:_xlws\.)?", "", formula))


def compared(
    before: SheetCells, blocks: Sequence[FormulaBlock], after: SheetCells
) -> tuple[list[FormulaBlock], list[FormulaBlock]]:
    """The formulas that show the same as before, and those that show something else.

    Where there was no result before, any is welcome. When a cell that was spilled into
    shows something else, nobody knows from where, so all of them count as different.

    Raises:
        InputError: ``no_lambda``: nothing but ``#NAME?`` where results were.
    """
    cells = [cell for block in blocks for cell in block.cells()]
    shown = [
        (before.values[row][column], after.at(before, row, column)[1]) for row, column in cells
    ]
    were = [now for value, now in shown if value != _NOT_THERE]
    if were and all(now == _NOT_THERE for now in were):
        raise InputError("no_lambda")
    if not _constant_cells_kept(before, after):
        return [], list(blocks)
    changed = {cell for cell, pair in zip(cells, shown, strict=True) if not _same(*pair)}
    same: list[FormulaBlock] = []
    other: list[FormulaBlock] = []
    for block in blocks:
        own = set(block.cells())
        if block.is_array:
            (other if own & changed else same).append(block)
        else:
            same += runs(before, own - changed)
            other += runs(before, own & changed)
    return same, other


def _constant_cells_kept(before: SheetCells, after: SheetCells) -> bool:
    """Whether all cells without a formula show the same: one that does not was spilled into."""
    return all(
        before.is_formula(row, column) or _same(value, after.at(before, row, column)[1])
        for row, line in enumerate(before.values)
        for column, value in enumerate(line)
    )


def _same(before: Any, after: Any) -> bool:
    if before == _NOT_THERE:
        return True
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, rel_tol=1e-9, abs_tol=1e-12)
    return bool(before == after)
