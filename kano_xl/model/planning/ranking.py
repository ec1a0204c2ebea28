"""The priority matrix: which requirements come first, and what a budget buys.

What nobody has filled in is NaN, and so is what cannot be found without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.planning.house import Numbers, largest_effect

BY_URGENCY, BY_EFFORT, BY_WIEGERS = "urgency", "effort", "wiegers"
SCORINGS = (BY_URGENCY, BY_EFFORT, BY_WIEGERS)
"""Ways of scoring: importance × urgency, importance ÷ effort, or that of `wiegers`."""

DO_NOW, PLAN, QUICK_FIX, DROP, STOP = "now", "plan", "quick", "drop", "stop"
CLASSES = (DO_NOW, PLAN, QUICK_FIX, DROP, STOP)
"""What to do with a requirement; see `classes`."""

SPLIT = 3.0
"""From where on importance and urgency are high."""


class Weights(NamedTuple):
    """How much each part counts in the scoring of Wiegers; the defaults are his example's."""

    benefit: float = 2.0
    penalty: float = 1.0
    cost: float = 1.0
    risk: float = 0.5


USUAL = Weights()
"""The weights of Wiegers' example."""


def importance_found(better: npt.ArrayLike, worse: npt.ArrayLike) -> Numbers:
    """Importance as the survey says it: ROUND(1 + 4·m/largest m), whole, 1 to 5.

    m = max(Better, |Worse|), and the largest m is that of all features given. NaN where m is
    undefined, or all are 0. Halves are rounded up. The rule is ours.

    Args:
        better, worse: F coefficients, 0..1 and −1..0.

    >>> importance_found([0.36, 0.1], [-0.82, -0.05]).tolist()
    [5.0, 1.0]
    """
    effect = largest_effect(better, worse)
    largest = np.nanmax(effect, initial=0.0)
    if largest <= 0:
        return np.full(effect.shape, np.nan)
    return rounded_up(1 + 4 * effect / largest)


def ninths(share: npt.ArrayLike) -> Numbers:
    """A coefficient on Wiegers' scale: ROUND(1 + 8·|share|), whole, 1 to 9. The rule is ours.

    >>> ninths([0.36, -0.82]).tolist()
    [4.0, 8.0]
    """
    return rounded_up(1 + 8 * np.abs(np.asarray(share, np.float64)))


def rounded_up(values: npt.ArrayLike) -> Numbers:
    """Whole numbers, halves upwards as a spreadsheet rounds them, by 12 decimals; NaN stays.

    >>> rounded_up([2.5, 3.4999999999999996]).tolist()
    [3.0, 4.0]
    """
    found: Numbers = np.floor(np.round(np.asarray(values, np.float64), 12) + 0.5)
    return found


def classes(
    importance: npt.ArrayLike,
    urgency: npt.ArrayLike,
    category: Sequence[str],
    split: float = SPLIT,
) -> tuple[str, ...]:
    """What to do with each requirement: one of `CLASSES`, or "" where either number is missing.

    High importance and high urgency "now", high and low "plan", low and high "quick", low and low
    "drop"; a reverse feature is "stop" whatever the numbers.

    Args:
        importance, urgency: N numbers, 1 to 5.
        category: N letters; "" for none.
        split: from where on a number is high.

    >>> classes([5, 5, 2, 2, 5], [5, 1, 4, 1, 5], ["M", "O", "A", "", "R"])
    ('now', 'plan', 'quick', 'drop', 'stop')
    """
    found = []
    for weight, haste, letter in zip(_floats(importance), _floats(urgency), category, strict=True):
        if letter == "R":
            found.append(STOP)
        elif np.isnan(weight) or np.isnan(haste):
            found.append("")
        elif weight >= split:
            found.append(DO_NOW if haste >= split else PLAN)
        else:
            found.append(QUICK_FIX if haste >= split else DROP)
    return tuple(found)


def by_urgency(importance: npt.ArrayLike, urgency: npt.ArrayLike) -> Numbers:
    """Importance × urgency, 1 to 25; NaN where either is missing.

    >>> by_urgency([5, 4], [5, 2]).tolist()
    [25.0, 8.0]
    """
    return _floats(importance) * _floats(urgency)


def by_effort(value: npt.ArrayLike, effort: npt.ArrayLike) -> Numbers:
    """Value ÷ effort, 0 or more; NaN where either is missing or the effort is not above 0.

    >>> by_effort([5, 4], [40, 8]).tolist()
    [0.125, 0.5]
    """
    worth, work = _floats(value), _floats(effort)
    known = work > 0
    found: Numbers = np.divide(worth, work, out=np.full(known.shape, np.nan), where=known)
    return found


def wiegers(
    benefit: npt.ArrayLike,
    penalty: npt.ArrayLike,
    cost: npt.ArrayLike,
    risk: npt.ArrayLike,
    weights: Weights = USUAL,
) -> Numbers:
    """Value in percent over weighted cost and risk in percent, 0 or more.

    value = w_b·benefit + w_p·penalty; priority = value% ÷ (w_c·cost% + w_r·risk%), each percentage
    of the sum over the requirements that have all four. NaN for the others, and where the divisor
    is 0. Benefit stands for Better, penalty for |Worse|.

    Source: Wiegers (1999), "First things first: prioritizing requirements". The formula and the
    weights 2, 1, 1, ½ have been checked against his slides, and so have the first three rows of
    the example that the tests hold; its other rows have not.

    Args:
        benefit, penalty, cost, risk: N numbers each, 1 to 9.
        weights: what each of them counts.

    >>> wiegers([2, 5], [4, 3], [1, 2], [1, 1]).round(3).tolist()
    [0.653, 0.675]
    """
    parts = np.stack([_floats(each) for each in (benefit, penalty, cost, risk)])
    known = np.asarray(~np.isnan(parts).any(axis=0), np.bool_)
    good, bad, work, danger = parts
    value = _percent(weights.benefit * good + weights.penalty * bad, known)
    over: Numbers = weights.cost * _percent(work, known) + weights.risk * _percent(danger, known)
    counts = known & (over > 0)
    found: Numbers = np.divide(value, over, out=np.full(known.shape, np.nan), where=counts)
    return found


def _percent(values: Numbers, known: npt.NDArray[np.bool_]) -> Numbers:
    """Values as shares of the sum of those that are known, 0 where that is 0."""
    total = float(values[known].sum())
    return values / total if total > 0 else np.zeros(values.shape)


def weighted_shortest_job(
    value: npt.ArrayLike,
    criticality: npt.ArrayLike,
    opportunity: npt.ArrayLike,
    size: npt.ArrayLike,
) -> Numbers:
    """(business value + time criticality + risk reduction or opportunity) ÷ job size.

    NaN where one is missing or the size is not above 0. Source: WSJF of the Scaled Agile
    Framework, after Reinertsen (2009).

    >>> weighted_shortest_job([100], [50], [20], [10]).tolist()
    [17.0]
    """
    return by_effort(_floats(value) + _floats(criticality) + _floats(opportunity), size)


def ranked(
    score: npt.ArrayLike, urgency: npt.ArrayLike, category: Sequence[str], split: float = SPLIT
) -> Numbers:
    """The order in which to do them, 1 for the first; NaN for what is not to be ranked.

    Must-be requirements of high urgency first, then by score from high to low, equal ones in the
    order given. A reverse feature is never ranked, nor is what has no score.

    Args:
        score: N scores, by whichever way.
        urgency: N numbers.
        category: N letters; "" for none.
        split: from where on an urgency is high.

    >>> ranked([4, 25, 9, 9, 30], [5, 2, 1, 1, 5], ["M", "O", "A", "", "R"]).tolist()
    [1.0, 2.0, 3.0, 4.0, nan]
    """
    scores, letters = _floats(score), np.asarray(category)
    counts = ~np.isnan(scores) & (letters != "R")
    first = (letters == "M") & (_floats(urgency) >= split)
    order = np.lexsort((-np.where(counts, scores, 0.0), ~first, ~counts))
    found = np.empty(scores.shape)
    found[order] = np.arange(1, len(order) + 1)
    found[~counts] = np.nan
    return found


class Bought(NamedTuple):
    """What a budget buys.

    Attributes:
        taken: N, whether each requirement is bought.
        left: what remains of the budget.
    """

    taken: npt.NDArray[np.bool_]
    left: float


def bought(rank: npt.ArrayLike, effort: npt.ArrayLike, budget: float) -> Bought:
    """What a budget buys in order of rank: what does not fit is passed over, the next is tried.

    A requirement whose effort nobody has filled in is never bought: empty is not for nothing.

    Args:
        rank: N ranks; NaN for what is not ranked.
        effort: N efforts, 0 or more.
        budget: how much effort there is.

    >>> bought([1, 2, 3], [40, 90, 60], 100)
    Bought(taken=array([ True, False,  True]), left=0.0)
    """
    ranks, work = _floats(rank), _floats(effort)
    taken, left = np.zeros(ranks.shape, bool), float(budget)
    for index in np.argsort(ranks)[: np.count_nonzero(~np.isnan(ranks))]:
        if 0 <= work[index] <= left:
            taken[index], left = True, left - float(work[index])
    return Bought(taken, left)


def _floats(values: npt.ArrayLike) -> Numbers:
    return np.asarray(values, np.float64)
