"""Continuous scores and stated importance: means instead of categories.

Source of the scores: DuMouchel, in Berger et al. (1993).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from kano_xl.model.analysis import Importance, Score

FUNCTIONAL = (4, 2, 0, -1, -2)
"""The score of the functional answers 1..5, like … dislike."""

DYSFUNCTIONAL = (-2, -1, 0, 2, 4)
"""The score of the dysfunctional answers 1..5, like … dislike."""

SPLIT = 2.0
"""Where the score map is split into quadrants, on both axes."""


def score(
    pairs: npt.ArrayLike, weight: npt.ArrayLike | None = None, effective: float = 0.0
) -> Score | None:
    """The scores of one feature from its 5×5 counts; None where there are none.

    Args:
        pairs: how often each pair of answers came, by functional and dysfunctional answer.
        weight: 5×5 sums of weights; the counts where left out.
        effective: effective number of the weighted answers.

    >>> pairs = np.zeros((5, 5), int); pairs[0, 4] = pairs[2, 4] = 1
    >>> result = score(pairs)
    >>> result.functional_mean, result.dysfunctional_mean, result.n
    (2.0, 4.0, 2)
    """
    cells = np.asarray(pairs, np.int64)
    n = int(cells.sum())
    if n == 0:
        return None
    weights = cells.astype(np.float64) if weight is None else np.asarray(weight, np.float64)
    size = n if weight is None else effective
    functional = _moments(weights.sum(axis=1), size, FUNCTIONAL)
    dysfunctional = _moments(weights.sum(axis=0), size, DYSFUNCTIONAL)
    return Score(n, *functional, *dysfunctional)


def _moments(
    weights: npt.NDArray[np.float64], n: float, values: tuple[int, ...]
) -> tuple[float, float | None, float | None]:
    """Mean, standard deviation (n−1) and standard error; None for fewer than two answers."""
    scale, total = np.array(values, np.float64), float(weights.sum())
    mean = float(weights @ scale) / total
    if n < 2:
        return mean, None, None
    sd = math.sqrt(float(weights @ (scale - mean) ** 2) / (total * (n - 1) / n))
    return mean, sd, sd / math.sqrt(n)


def importance(
    values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64] | None = None
) -> tuple[Importance | None, ...]:
    """Mean importance per feature.

    Args:
        values: F×N, on the scale it was asked on; NaN where missing.
        weights: N weights of respondents; each counts once where left out.

    Returns:
        F results; None for a feature that nobody rated.
    """
    given = ~np.isnan(values)
    rated = np.count_nonzero(given, axis=1)
    if weights is None:
        sums, sizes = np.nansum(values, axis=1), rated.astype(np.float64)
    else:
        sums, sizes = np.nansum(values * weights, axis=1), given @ weights
    return tuple(
        Importance(float(total) / float(size), int(n)) if n else None
        for total, size, n in zip(sums, sizes, rated, strict=True)
    )
