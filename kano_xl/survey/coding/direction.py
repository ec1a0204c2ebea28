"""Whether numbers run the other way round: 5 for like, where 1 was taken for it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place
from kano_xl.model.answers import LEVELS, MISSING
from kano_xl.model.categories import CATEGORIES, EvaluationTable
from kano_xl.model.counts import Codes

ERRORS = 2.0
"""The functional mean has to lie above the other by more than so many standard errors …"""

FEWER_CONTRARY = 0.10
"""… and the other reading has to make reverse and questionable pairs rarer by this share."""

_CONTRARY = [CATEGORIES.index(letter) for letter in "RQ"]


def wrong_way(
    functional: Codes,
    dysfunctional: Codes,
    numeric: npt.NDArray[np.bool_],
    table: EvaluationTable,
    place: Place,
) -> InputError | None:
    """The question to the user where numbers seem to run the other way; else None.

    People mostly like what is there more than what is not: the lower number stands on the
    functional side. The unit of the standard error is the respondent, whose answers go together.

    Args:
        functional, dysfunctional: F×N codes 0..5 as they were read.
        numeric: F×N, whether both answers were bare numbers.
        table: decides which pairs are reverse and questionable.
        place: the sheet, for the message.
    """
    full = numeric & (functional != MISSING) & (dysfunctional != MISSING)
    pairs = full.sum(axis=0)
    differences = np.where(full, functional.astype(np.int64) - dysfunctional, 0).sum(axis=0)
    people = pairs > 0
    if people.sum() < 2:
        return None
    each = differences[people] / pairs[people]
    error = each.std(ddof=1) / math.sqrt(each.size)
    if each.mean() <= ERRORS * error or each.mean() <= 0:
        return None
    f, d = functional[full], dysfunctional[full]
    now, turned = _contrary(f, d, table), _contrary(LEVELS - f, LEVELS - d, table)
    if now - turned < FEWER_CONTRARY:
        return None
    return InputError(
        "numbers_other_way",
        place,
        functional=f"{f.mean():.1f}",
        dysfunctional=f"{d.mean():.1f}",
        percent=round(100 * now),
        other=round(100 * turned),
    )


def _contrary(functional: Codes, dysfunctional: Codes, table: EvaluationTable) -> float:
    return float(np.isin(table.lookup[functional, dysfunctional], _CONTRARY).mean())
