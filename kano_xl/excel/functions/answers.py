"""Cells of answers as codes, by the same wordings that the reader of surveys knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kano_xl.choices import CODES
from kano_xl.excel.functions.cells import (
    DIVISION_BY_ZERO,
    NOT_AVAILABLE,
    WRONG,
    CellBlock,
    error_text,
)
from kano_xl.model.answers import LEVELS
from kano_xl.survey.sheet import Value
from kano_xl.survey.wordings.meanings import UNREADABLE, meanings

ERRORS = (WRONG, NOT_AVAILABLE, DIVISION_BY_ZERO)
"""The error values of the marks from `UNREADABLE` on; other errors of Excel's are the first."""

MARKS = LEVELS + len(ERRORS)
"""How many codes and marks there are: 0 missing, 1..5 an answer, then a mark for each error."""


def read_answers(blocks: Sequence[CellBlock], numbers: str = CODES[0]) -> list[bytes]:
    """Codes and marks of the cells of some ranges, which are taken for one questionnaire.

    Args:
        blocks: the ranges.
        numbers: what the numbers 1 to 5 mean, one of `kano_xl.choices.CODES`.

    Returns:
        For each range a byte for each of its cells, row by row, below `MARKS`.

    >>> from kano_xl.excel.functions.cells import block
    >>> first, = read_answers([block((("I like it", 5.0, None, "???", "#N/A"),))])
    >>> list(first)
    [1, 5, 0, 6, 7]
    """
    distinct = set(chain.from_iterable(each.values for each in blocks))
    known = understood(distinct, numbers)
    return [bytes(map(known.__getitem__, each.values)) for each in blocks]


def understood(distinct: Iterable[Value], numbers: str) -> dict[Value, int]:
    """The code or mark of every distinct cell."""
    marks: dict[Value, int] = {}
    answers: list[Value] = []
    for value in distinct:
        error = error_text(value)
        if error is None:
            answers.append(value)
        else:
            marks[value] = UNREADABLE + (ERRORS.index(error) if error in ERRORS else 0)
    return {**meanings(answers, numbers).codes, **marks}
