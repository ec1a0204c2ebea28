"""Stated importance: a number in each cell."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from kano_xl.errors import Problem
from kano_xl.survey.cells import Value
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.layout.table import Column, Table
from kano_xl.survey.listing import listed
from kano_xl.survey.quoting import quoted
from kano_xl.survey.wording import known_wordings, number

Numbers = npt.NDArray[np.float64]

_LABELLED = re.compile(r"^\s*(?P<number>\d{1,3})\s*(?:[-–—=.:、：]\s*(?=[^\W\d])|[(（])")
"""A step of a scale with its words, "9 - extremely important"."""


def importance_of(
    table: Table, column: Column, asked: npt.NDArray[np.bool_]
) -> tuple[Numbers, list[Problem]]:
    """The importance stated in the rows that were ``asked``, else NaN, and its unreadable cells."""
    found = distinct(table, [column])
    indices = found.indices[column.index]
    stated = np.array([_importance(value) for value in found.values])[indices]
    blank = np.array([known_wordings().is_blank(value) for value in found.values])[indices]
    stated[~asked] = math.nan
    wrong = np.flatnonzero(np.isnan(stated) & ~blank & asked)
    sheet, index = table.sheet, column.index
    cells = (
        (sheet.place(row, index), {"answer": quoted(sheet.rows[row][index])})
        for row in map(int, wrong + table.first_row)
    )
    return stated, listed("importance_unreadable", cells, len(wrong))


def _importance(value: Value) -> float:
    labelled = _LABELLED.match(value) if isinstance(value, str) else None
    whole = number(labelled["number"] if labelled else value)
    if whole is None and isinstance(value, float):
        return value if 0 <= value <= 100 else math.nan
    return float(whole) if whole is not None and 0 <= whole <= 100 else math.nan
