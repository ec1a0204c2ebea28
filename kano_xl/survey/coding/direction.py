"""Whether numbers run the other way round: 5 for like, where 1 was taken for it.

Of scores only those of the dysfunctional questions may: 4 for like, where it was taken for
dislike, as on the functional side.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place
from kano_xl.model.answers import LEVELS, MISSING, NEUTRAL
from kano_xl.model.categories import CATEGORIES, EvaluationTable
from kano_xl.model.cube import Codes, Counts

ERRORS = 2.0
"""The functional mean has to lie above the other, or the mean of the dysfunctional scores beyond
neutral, by more than so many standard errors …"""

FEWER_CONTRARY = 0.10
"""… and the other reading has to make reverse and questionable pairs rarer by this share."""


class OtherReading(NamedTuple):
    """Another way in which the numbers may be meant.

    Attributes:
        code: of the error that asks.
        both: whether the answers to both questions are turned; else the dysfunctional alone.
    """

    code: str
    both: bool

    def turned(self, pairs: Counts) -> Counts:
        """6×6 full pairs with 5 for 1, 4 for 2 and so on, where this reading turns them."""
        other = np.zeros_like(pairs)
        rows = pairs[:0:-1] if self.both else pairs[1:]
        other[1:, 1:] = rows[:, :0:-1]
        return other

    def compared(self, functional: Codes) -> Codes:
        """Codes 0..5 to compare the dysfunctional ones with: neutral where these stay."""
        return functional if self.both else np.where(functional, NEUTRAL, MISSING).astype(np.uint8)


OF_NUMBERS = OtherReading("numbers_other_way", both=True)
OF_SCORES = OtherReading("scores_one_meaning", both=False)

_CONTRARY = [CATEGORIES.index(letter) for letter in "RQ"]


def wrong_way(
    functional: Codes,
    dysfunctional: Codes,
    numeric: npt.NDArray[np.bool_],
    table: EvaluationTable,
    place: Place,
    other: OtherReading = OF_NUMBERS,
) -> InputError | None:
    """The question to the user where numbers seem to run the other way; else None.

    People mostly like what is there more than what is not: the lower number stands on the
    functional side. The unit of the standard error is the respondent, whose answers go together.

    Args:
        functional, dysfunctional: F×N codes 0..5 as they were read.
        numeric: F×N, whether both answers were bare numbers.
        table: decides which pairs are reverse and questionable.
        place: the sheet, for the message.
        other: what the numbers may mean instead.
    """
    full = numeric & (functional != MISSING) & (dysfunctional != MISSING)
    pairs = full.sum(axis=0)
    steps = other.compared(functional).astype(np.int8) - dysfunctional.astype(np.int8)
    differences = steps.sum(axis=0, where=full, dtype=np.int64)
    people = pairs > 0
    codes = functional[full] * np.uint8(LEVELS) + dysfunctional[full]
    cells = np.bincount(codes, minlength=LEVELS * LEVELS).reshape(LEVELS, LEVELS)
    if not turns_better(cells, table, other):
        return None
    each = differences[people] / pairs[people]
    return counted_wrong_way(each, np.ones(each.size, np.int64), cells, table, place, other)


def counted_wrong_way(
    differences: npt.NDArray[np.float64],
    people: Counts,
    pairs: Counts,
    table: EvaluationTable,
    place: Place,
    other: OtherReading = OF_NUMBERS,
) -> InputError | None:
    """The same question where the answers are counted.

    Args:
        differences: K means of a person's `OtherReading.compared` minus dysfunctional codes.
        people: K numbers of those who have this mean.
        pairs: 6×6 numbers of pairs of codes of which both were bare numbers.
        table, place, other: as for `wrong_way`.
    """
    n = int(people.sum())
    if n < 2 or not turns_better(pairs, table, other):
        return None
    mean = float(differences @ people) / n
    error = math.sqrt(float(((differences - mean) ** 2) @ people) / (n - 1) / n)
    if mean <= ERRORS * error or mean <= 0:
        return None
    codes, total = np.arange(LEVELS), pairs.sum()
    return InputError(
        other.code,
        place,
        functional=f"{float(codes @ pairs.sum(axis=1)) / total:.1f}",
        dysfunctional=f"{float(codes @ pairs.sum(axis=0)) / total:.1f}",
        percent=round(100 * _contrary(pairs, table)),
        other=round(100 * _contrary(other.turned(pairs), table)),
    )


def turns_better(pairs: Counts, table: EvaluationTable, other: OtherReading = OF_NUMBERS) -> bool:
    """Whether the other reading of 6×6 pairs makes enough fewer reverse and questionable ones."""
    if not pairs.any():
        return False
    return _contrary(pairs, table) - _contrary(other.turned(pairs), table) >= FEWER_CONTRARY


def _contrary(pairs: Counts, table: EvaluationTable) -> float:
    return float(pairs[np.isin(table.lookup, _CONTRARY)].sum() / pairs.sum())
