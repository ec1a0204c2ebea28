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


def score(pairs: npt.ArrayLike) -> Score | None:
    """The scores of one feature from its 5×5 counts; None where there are none.

    >>> pairs = np.zeros((5, 5), int); pairs[0, 4] = pairs[2, 4] = 1
    >>> result = score(pairs)
    >>> result.functional_mean, result.dysfunctional_mean, result.n
    (2.0, 4.0, 2)
    """
    cells = np.asarray(pairs, np.int64)
    n = int(cells.sum())
    if n == 0:
        return None
    functional = _moments(cells.sum(axis=1), FUNCTIONAL)
    dysfunctional = _moments(cells.sum(axis=0), DYSFUNCTIONAL)
    return Score(n, *functional, *dysfunctional)


def _moments(
    counts: npt.NDArray[np.int64], values: tuple[int, ...]
) -> tuple[float, float | None, float | None]:
    """Mean, standard deviation (n−1) and standard error."""
    n = int(counts.sum())
    scale = np.array(values, np.float64)
    mean = float(counts @ scale) / n
    if n < 2:
        return mean, None, None
    sd = math.sqrt(float(counts @ (scale - mean) ** 2) / (n - 1))
    return mean, sd, sd / math.sqrt(n)


def importance(values: npt.NDArray[np.float64]) -> tuple[Importance | None, ...]:
    """Mean importance per feature.

    Args:
        values: F×N, on the scale it was asked on; NaN where missing.

    Returns:
        F results; None for a feature that nobody rated.
    """
    rated = np.count_nonzero(~np.isnan(values), axis=1)
    sums = np.nansum(values, axis=1)
    return tuple(
        Importance(float(total) / int(n), int(n)) if n else None
        for total, n in zip(sums, rated, strict=True)
    )
