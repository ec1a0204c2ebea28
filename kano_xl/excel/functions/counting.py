"""The range of a function as counts: of pairs of answers, and of categories.

A range is a block of category letters or, with a second range beside it, of answers. On its
own it may also be two columns of answers. Blanks do not count; a cell that cannot be read
makes the whole result an error, for without it every number would be silently wrong.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from kano_xl.excel.functions.answers import read_answers
from kano_xl.excel.functions.cells import (
    NOT_AVAILABLE,
    WRONG,
    CellBlock,
    CellError,
    block,
    left_out,
)
from kano_xl.excel.functions.letters import letter_of
from kano_xl.model.categories import CATEGORIES, STANDARD
from kano_xl.model.cube import Codes, Counts, Cube, count_pairs
from kano_xl.survey.wordings.meanings import UNREADABLE

PAIR = 2
"""The columns of a range that holds both answers of each pair."""


def category_counts(range_: object, dysfunctional: object) -> Counts:
    """How often each category comes, in the order of `CATEGORIES`.

    Two columns are answers if each of their cells can be read as one, else letters: that
    is how "must-be" is told, which is a category and an answer. A range of any other shape
    is letters; only a single cell may be an answer whose partner is blank, for Excel does
    not tell a blank cell from an argument that was left out. Answers are judged by the
    standard evaluation table.

    >>> category_counts((("A", "O", ""), ("M", "attractive", None)), None).tolist()
    [2, 1, 1, 0, 0, 0]
    >>> category_counts((("like", "dislike"), ("like", "neutral")), None).tolist()
    [1, 1, 0, 0, 0, 0]

    Raises:
        CellError: a cell that cannot be read, or two ranges of unequal shape.
    """
    cells = block(range_)
    if not left_out(dysfunctional):
        return _by_category(pair_counts(cells, block(dysfunctional)))
    if len(cells.values) == 1 and letter_of(cells.values[0]) is None:
        return _by_category(pair_counts(cells, block(None)))
    if cells.width == PAIR:
        found = np.frombuffer(read_answers([cells])[0], np.uint8)
        if found.max() < UNREADABLE:
            return _by_category(_counted(found[0::PAIR], found[1::PAIR]))
    return _letter_counts(cells)


def pair_counts(functional: CellBlock, dysfunctional: CellBlock) -> Cube:
    """How often each pair of answers comes in two ranges of one shape.

    Raises:
        CellError: a cell that cannot be read, or ranges of unequal shape.
    """
    if functional.shape != dysfunctional.shape:
        raise CellError(WRONG)
    first, second = read_answers([functional, dysfunctional])
    return _counted(np.frombuffer(first, np.uint8), np.frombuffer(second, np.uint8))


def answered(counts: Counts) -> Counts:
    """The counts, of which there must be any.

    Raises:
        CellError: ``#N/A`` where all are 0.
    """
    if not counts.any():
        raise CellError(NOT_AVAILABLE)
    return counts


def _counted(functional: Codes, dysfunctional: Codes) -> Cube:
    if max(functional.max(), dysfunctional.max()) >= UNREADABLE:
        raise CellError(WRONG)
    return count_pairs([""], functional[np.newaxis], dysfunctional[np.newaxis])


def _by_category(pairs: Cube) -> Counts:
    counts: Counts = pairs.categories(STANDARD).counts[0, 0]
    return counts


def _letter_counts(cells: CellBlock) -> Counts:
    counts = dict.fromkeys(CATEGORIES, 0)
    for value, count in Counter(cells.values).items():
        name = letter_of(value)
        if name is None:
            raise CellError(WRONG)
        if name:
            counts[name] += count
    return np.array(list(counts.values()), np.int64)
