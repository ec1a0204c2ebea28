"""Satisfaction today: where a feature stands between its best and its worst, and what is left.

Worse is how far a feature can displease when it is not there, Better how far it can please when it
is. How satisfied people are with it today puts it between the two.

Our own, after the idea of a potential customer satisfaction improvement index in Lim & Park
(2010); that the article exists is known to us by citation, its formulas have not been compared.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.analysis import FeatureResult, Satisfaction, StatedSatisfaction
from kano_xl.model.scores import importance
from kano_xl.model.verdict import FEWEST

Floats = npt.NDArray[np.float64]

LOWEST_TOP, HIGHEST_TOP = 3, 10
"""How far a scale from 1 may go."""

MIDDLE = 0.5
"""Below this share of the scale more is missing than there is: it works badly today."""


class SatisfactionToday(NamedTuple):
    """Where features stand; of one shape, NaN where a number is undefined.

    Attributes:
        position: P = Worse + s·(Better − Worse), −1..1.
        room: how much better it could get: Better − P = (1 − s)·(Better − Worse), 0..2.
        at_stake: how much worse it could get: P − Worse = s·(Better − Worse), 0..2.
    """

    position: Floats
    room: Floats
    at_stake: Floats


def satisfied_share(mean: npt.ArrayLike, top: int) -> Floats:
    """How satisfied people are, as a share of the scale: s = (mean − 1)/(top − 1), 0..1.

    NaN where the mean is, or where it is not on the scale.

    Args:
        mean: mean answers, 1 for not at all.
        top: the answer of those who could not be more satisfied, 2 or more; 5 or 9, say.

    Raises:
        ValueError: a scale of one answer or none.

    >>> satisfied_share([1, 3, 9, 10], 9).tolist()
    [0.0, 0.25, 1.0, nan]
    """
    if top < 2:
        raise ValueError(f"a scale from 1 to {top} says nothing")
    found: Floats = (np.asarray(mean, np.float64) - 1) / (top - 1)
    on_scale: Floats = np.where((found >= 0) & (found <= 1), found, np.nan)
    return on_scale


def satisfaction_today(
    better: npt.ArrayLike, worse: npt.ArrayLike, share: npt.ArrayLike
) -> SatisfactionToday:
    """Where features stand between Worse and Better, and what is left and at stake.

    Undefined where Better, Worse or the satisfaction is.

    Args:
        better, worse: coefficients, 0..1 and −1..0.
        share: of `satisfied_share`, 0..1.

    >>> found = satisfaction_today([0.36], [-0.82], satisfied_share([3], 9))
    >>> [round(float(each[0]), 3) for each in found]
    [-0.525, 0.885, 0.295]
    """
    up, down = np.asarray(better, np.float64), np.asarray(worse, np.float64)
    s = np.asarray(share, np.float64)
    position: Floats = down + s * (up - down)
    return SatisfactionToday(position, (1 - s) * (up - down), s * (up - down))


def stated_satisfaction(
    values: Floats, top: int, weights: Floats | None = None
) -> tuple[StatedSatisfaction, ...]:
    """The mean satisfaction with each feature.

    Args:
        values: F×N answers, 1..top; NaN where missing.
        top: of the scale.
        weights: N weights of respondents; each counts once where left out.
    """
    found = importance(values, weights)
    return tuple(
        StatedSatisfaction(None if each is None else each.mean, each.n if each else 0, top)
        for each in found
    )


def of_feature(
    stated: StatedSatisfaction, better: float | None, worse: float | None
) -> Satisfaction:
    """Where a feature with these coefficients stands; undefined where a part of it is."""
    mean = np.nan if stated.mean is None else stated.mean
    share = satisfied_share([mean], stated.top)
    up, down = (np.nan if each is None else each for each in (better, worse))
    found = satisfaction_today([up], [down], share)
    parts = [None if np.isnan(each[0]) else float(each[0]) for each in (share, *found)]
    return Satisfaction(stated.mean, stated.n, stated.top, *parts)


def works_badly(satisfaction: Satisfaction | None) -> bool | None:
    """Whether people are rather not satisfied with a feature today; None where too few say so.

    That is a mean below the middle of the scale, of `FEWEST` people or more.
    """
    if satisfaction is None or satisfaction.share is None or satisfaction.n < FEWEST:
        return None
    return satisfaction.share < MIDDLE


def comes_first(result: FeatureResult) -> bool:
    """Whether a feature comes before others of its category: a settled must-be that works badly.

    Of the others nothing is repaired by doing them first: what people do not mind missing, or
    may turn out to be something else, waits its turn.
    """
    settled = result.category == "M" and result.verdict in ("clear", "likely")
    return settled and works_badly(result.satisfaction) is True
