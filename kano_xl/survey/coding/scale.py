"""Whether the answers of a survey are Kano's at all, before some that look like them are believed.

Each step of another scale may be read as an answer of Kano's: on a scale from 0 to 4 a 1
is the second step. Only all answers together tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from kano_xl.errors import InputError, Problem
from kano_xl.model.answers import ANSWERS, MISSING
from kano_xl.survey.coding.coded import Coded
from kano_xl.survey.layout.table import Column, Table
from kano_xl.survey.quoting import quoted
from kano_xl.survey.wording import UNREADABLE, number, own_key

MOSTLY = 0.5
"""Where a larger share of the answers is unreadable, the others say nothing about the features."""

OFTEN = 0.05
"""A number outside 1..5 with at least this share of all answers is a step of the scale, no slip."""

LEAST_ANSWERS = 20
"""Fewer answers than this do not show how far a scale goes."""


def require_kano_scale(
    table: Table, columns: Sequence[Column], coded: Coded, own: Collection[str]
) -> list[Problem]:
    """Refuse answers of another scale; a problem where they may be of one with three steps.

    Args:
        table: the table they stand in.
        columns: the columns of answers.
        coded: what their cells mean.
        own: the wordings and numbers that the user has explained, as `own_key` has them.

    Raises:
        InputError: ``numbers_from_zero`` where there is a 0 and no 5, ``numbers_beyond``
            where there are both 6 and 7, ``answers_unreadable`` where most cannot be read.
    """
    given = np.zeros(len(coded.found.values), np.int64)
    for column in columns:
        answered = coded.codes[column.index] != MISSING
        given += np.bincount(coded.found.indices[column.index][answered], minlength=len(given))
    total = int(given.sum())
    numbers: Counter[int] = Counter()
    unreadable: Counter[int] = Counter()
    for index, value in enumerate(coded.found.values):
        count, whole = int(given[index]), number(value)
        if whole is not None and own_key(value) not in own:
            numbers[whole] += count
        if coded.understood.codes[value] == UNREADABLE:
            unreadable[index] = count
    if numbers[0] >= max(1, OFTEN * total) and not numbers[len(ANSWERS)]:
        code, number_meant = "numbers_from_zero", 0
    elif min(numbers[6], numbers[7]) and numbers[6] + numbers[7] >= OFTEN * total:
        code, number_meant = "numbers_beyond", 7
    elif unreadable.total() > MOSTLY * total:
        code, number_meant = "answers_unreadable", None
    else:
        return _three_steps(table, columns, numbers, total)
    worst = (
        unreadable.most_common(1)[0][0]
        if number_meant is None
        else next(i for i, v in enumerate(coded.found.values) if number(v) == number_meant)
    )
    row, index = min(
        (int(rows[0]), column.index)
        for column in columns
        if (rows := np.flatnonzero(coded.found.indices[column.index] == worst)).size
    )
    values = {
        "percent": round(100 * unreadable.total() / total),
        "answer": quoted(coded.found.values[worst]),
    }
    raise InputError(code, table.sheet.place(table.first_row + row, index), **values)


def _three_steps(
    table: Table, columns: Sequence[Column], numbers: Counter[int], total: int
) -> list[Problem]:
    """A remark where only 1, 2 and 3 come: the three answers of the shorter questionnaire?"""
    if numbers.total() < max(LEAST_ANSWERS, total) or max(+numbers, default=0) > 3:
        return []
    place = table.sheet.place(table.first_row, columns[0].index)
    return [Problem("numbers_to_three", place, {"n": total})]
