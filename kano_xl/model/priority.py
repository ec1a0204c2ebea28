"""What to do first: must-be, then one-dimensional, then attractive, then the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Rules
from kano_xl.model import coefficients
from kano_xl.model.analysis import Importance
from kano_xl.model.categories import CATEGORIES, PRECEDENCE
from kano_xl.model.decision import Indices, decide

LOWEST, HIGHEST = 0.05, 0.95
"""The shares of resamples below and above which a rank is left out of its interval."""

_PLACE = np.array([*map(PRECEDENCE.index, CATEGORIES), len(PRECEDENCE)])  # by index of category


def ranks(
    counts: npt.ArrayLike,
    rules: Rules,
    importance: Sequence[Importance | None],
    first: Sequence[bool] | None = None,
) -> Indices:
    """The rank of each feature, 1 for what to do first; a permutation of 1..F.

    By category M O A I R Q, then none; within must-be those first that come ``first``; then
    within must-be by |Worse|, within one-dimensional by Better + |Worse|, within attractive by
    Better; then by importance, then by n, then by their order.

    Args:
        counts: …×F×6 numbers of answers in the order of `CATEGORIES`.
        rules: the rule that makes the categories.
        importance: one per feature.
        first: whether each comes before other must-bes where it is one; see
            `kano_xl.model.satisfaction.comes_first`.

    Returns:
        …×F ranks.

    >>> nobody = [None] * 3
    >>> ranks([[80, 10, 5, 5, 0, 0], [5, 5, 60, 30, 0, 0], [0, 20, 70, 10, 0, 0]], Rules(), nobody)
    array([3, 2, 1])
    """
    cells = np.asarray(counts, np.int64)
    category = decide(cells, rules.rule, rules.tie_gap)
    gain = np.nan_to_num(coefficients.better(cells))
    loss = np.nan_to_num(-coefficients.worse(cells))
    letters = [CATEGORIES.index(letter) for letter in "MOA"]
    weight = np.select([category == each for each in letters], [loss, gain + loss, gain], 0.0)
    stated = np.array([0.0 if each is None else each.mean for each in importance])
    before = np.array([0.0] * len(importance) if first is None else first, np.float64)
    keys = (
        -cells.sum(axis=-1),
        np.broadcast_to(-stated, weight.shape),
        -weight,
        np.where(category == CATEGORIES.index("M"), -before, 0.0),
        _PLACE[category],
    )
    order = np.lexsort(keys, axis=-1)
    return 1 + np.argsort(order, axis=-1)


def rank_intervals(
    resampled: npt.ArrayLike,
    rank: Indices,
    rules: Rules,
    importance: Sequence[Importance | None],
    first: Sequence[bool] | None = None,
) -> list[tuple[int, int]]:
    """From the rank at `LOWEST` to the one at `HIGHEST` of the resamples, per feature.

    The feature's own rank always lies inside.

    Args:
        resampled: R×F×6 numbers of answers; R is 1 or more.
        rank: the F ranks of the survey itself.
        rules, importance, first: as for `ranks`.
    """
    drawn = ranks(resampled, rules, importance, first)
    ends = np.quantile(drawn, (LOWEST, HIGHEST), axis=0, method="inverted_cdf").astype(int)
    low, high = np.minimum(ends[0], rank).tolist(), np.maximum(ends[1], rank).tolist()
    return list(zip(low, high, strict=True))
