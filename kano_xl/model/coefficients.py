"""Better and Worse: how much a feature can please when it is there, or displease when not.

All functions take counts in the order of `CATEGORIES`, of shape (6,) or (…, 6), and
return floats of the shape without the last axis; NaN where the coefficient is undefined.

Source: Berger et al. (1993), "Kano's methods for understanding customer-defined
quality". The variants with reversals are in common use; no source is known to us.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.categories import CATEGORIES

Floats = npt.NDArray[np.float64]

_A, _O, _M, _I, _R, _Q = range(len(CATEGORIES))


def trials(counts: npt.ArrayLike) -> Floats:
    """n' = A+O+M+I, the answers that Better and Worse are shares of."""
    cells = np.asarray(counts, np.float64)
    total: Floats = cells[..., _A] + cells[..., _O] + cells[..., _M] + cells[..., _I]
    return total


def better(counts: npt.ArrayLike) -> Floats:
    """Better = (A+O)/n', from 0 to 1; undefined where n' = 0.

    >>> float(better([45, 123, 95, 33, 0, 0]).round(3))
    0.568
    """
    cells = np.asarray(counts, np.float64)
    return _share(cells[..., _A] + cells[..., _O], trials(cells))


def worse(counts: npt.ArrayLike) -> Floats:
    """Worse = −(O+M)/n', from −1 to 0; undefined where n' = 0.

    >>> float(worse([45, 123, 95, 33, 0, 0]).round(3))
    -0.736
    """
    cells = np.asarray(counts, np.float64)
    return 0.0 - _share(cells[..., _O] + cells[..., _M], trials(cells))


def better_with_reversals(counts: npt.ArrayLike) -> Floats:
    """(A+O−R)/(n'+R), from −1 to 1: a variant in which reverse answers count against."""
    cells = np.asarray(counts, np.float64)
    reverse = cells[..., _R]
    return _share(cells[..., _A] + cells[..., _O] - reverse, trials(cells) + reverse)


def worse_with_reversals(counts: npt.ArrayLike) -> Floats:
    """−(O+M−R)/(n'+R), from −1 to 1: a variant in which reverse answers count against."""
    cells = np.asarray(counts, np.float64)
    reverse = cells[..., _R]
    return 0.0 - _share(cells[..., _O] + cells[..., _M] - reverse, trials(cells) + reverse)


class Errors(NamedTuple):
    """Standard errors of a feature's coefficients, 0 or more."""

    better: float
    worse: float
    total_satisfaction: float
    average_satisfaction: float


def standard_errors(counts: npt.ArrayLike) -> Errors | None:
    """How far Better, Worse, their sum and their average are off, typically; None where n' = 0.

    A, O, M, I are a multinomial sample of n'. With B = Better, W = |Worse| and p_O = O/n' the
    variances of B and W are B(1−B)/n' and W(1−W)/n', their covariance (p_O − B·W)/n'.

    >>> errors = standard_errors([30, 30, 20, 20, 0, 0])
    >>> round(errors.better, 4), round(errors.worse, 4), round(errors.average_satisfaction, 4)
    (0.049, 0.05, 0.035)
    """
    cells = np.asarray(counts, np.float64)
    n = float(trials(cells))
    if n == 0:
        return None
    b, w = float(better(cells)), -float(worse(cells))
    of_b, of_w, both = b * (1 - b) / n, w * (1 - w) / n, (float(cells[_O]) / n - b * w) / n
    # Where all answers agree, rounding could leave less than nothing.
    total, average = max(0.0, of_b + of_w - 2 * both), max(0.0, of_b + of_w + 2 * both)
    return Errors(of_b**0.5, of_w**0.5, total**0.5, average**0.5 / 2)


def wilson(successes: float, trials: float, confidence: float) -> tuple[float, float] | None:
    """Wilson's (1927) score interval of a share, within 0..1; None for no trials.

    Args:
        successes: 0 up to ``trials``.
        trials: how often it could have happened.
        confidence: the level, between 0 and 1.

    >>> low, high = wilson(50, 100, 0.95)
    >>> round(low, 4), round(high, 4)
    (0.4038, 0.5962)
    """
    if trials == 0:
        return None
    z2 = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    share = successes / trials
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    spread = share * (1 - share) / trials + z2 / (4 * trials**2)
    half = z2**0.5 * spread**0.5 / (1 + z2 / trials)
    # The share itself always lies inside; rounding must not say otherwise.
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def printed(value: float, digits: int) -> str:
    """A number as published tables print it: halves away from zero.

    >>> printed(33 / 40, 2), printed(-0.825, 2), printed(-0.001, 2)
    ('0.83', '-0.83', '0.00')
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:f}"


def _share(part: Floats, whole: Floats) -> Floats:
    result: Floats = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return result
