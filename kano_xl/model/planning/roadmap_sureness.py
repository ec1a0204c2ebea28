"""How sure a roadmap is: what becomes of it in other surveys, and with another budget.

Efforts are taken as exact. They seldom are, and that changes more than the survey does; so
whoever tells these numbers has to tell that too. The mean of what the best plans of resampled
surveys are worth says nothing of this plan, and is not given.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kano_xl.model.planning.house import Numbers
from kano_xl.model.planning.roadmap import Backlog
from kano_xl.model.planning.roadmap_program import (
    GRAIN,
    Chosen,
    best_plans,
    worth_by_budget,
)

LOW = 0.05
"""The share of resampled surveys that may do worse than what `Sureness.low` says."""

_DIGITS = 9


class Sureness(NamedTuple):
    """A plan in R resampled surveys.

    Attributes:
        mean: the share, 0..1, of the best possible worth that it reaches there, on average.
        low: the share that it reaches in all but `LOW` of them.
        chosen: F shares, 0..1, of the surveys whose best plan has the feature.
    """

    mean: float
    low: float
    chosen: Numbers


def sureness(backlog: Backlog, plan: Chosen, values: Numbers, budget: int) -> Sureness:
    """What becomes of a plan in resampled surveys.

    Features that have to be in the plan are those of the survey itself in all of them. Where
    nothing can be reached, all of it is.

    Args:
        backlog: F features.
        plan: F, what is built.
        values: R×F, what features are worth in R surveys, all finite; R is 1 or more.
        budget: units of effort.

    Raises:
        NoPlanError: as of `kano_xl.model.planning.roadmap_program.best_plans`.

    >>> drawn = np.array([[1.0, 0.5], [1.0, 2.0]])
    >>> sureness(Backlog((2, 2)), np.array([True, False]), drawn, 2).mean
    0.75
    """
    best = best_plans(backlog, values, budget)
    most = np.where(best, values, 0.0).sum(axis=1)
    reached = values[:, plan].sum(axis=1)
    shares = np.divide(reached, most, out=np.ones(len(most)), where=most > GRAIN)
    # Equal plans are summed in different orders, and differ by less than a grain a feature.
    shares = np.minimum(np.round(shares, _DIGITS), 1.0)
    low = float(np.quantile(shares, LOW, method="inverted_cdf"))
    return Sureness(float(shares.mean()), low, best.mean(axis=0))


class MoreBudget(NamedTuple):
    """What more budget brings; F flags each.

    Attributes:
        kept: what is added to the plan if all of it stays.
        added, dropped: what comes in and what goes out if it is planned anew.
    """

    kept: Chosen
    added: Chosen
    dropped: Chosen


def more_budget(backlog: Backlog, plan: Chosen, values: Numbers, budget: int) -> MoreBudget:
    """What a larger budget brings, to the plan as it is and planned anew.

    Args:
        backlog: F features.
        plan: F, what is built with the budget as it is.
        values: F, what features are worth.
        budget: units of effort, more than it was.

    >>> found = more_budget(
    ...     Backlog((2, 2, 4)), np.array([True, True, False]), np.array([1.0, 0.5, 1.8]), 6
    ... )
    >>> found.kept.tolist(), found.added.tolist(), found.dropped.tolist()
    ([False, False, False], [False, False, True], [False, True, False])
    """
    row = np.asarray(values, np.float64)[np.newaxis]
    staying = frozenset(np.flatnonzero(plan).tolist())
    (kept,) = best_plans(backlog.with_must(backlog.must | staying), row, budget)
    (anew,) = best_plans(backlog, row, budget)
    return MoreBudget(kept & ~plan, anew & ~plan, plan & ~anew)


class NextStep(NamedTuple):
    """The smallest budget with which more can be reached.

    Attributes:
        budget: units of effort.
        more: how much more the best plan is then worth, above 0.
        added, dropped: F flags, what comes in and what goes out.
    """

    budget: int
    more: float
    added: Chosen
    dropped: Chosen


class Curve(NamedTuple):
    """What budgets reach.

    Attributes:
        budgets: units of effort at which more can be reached than with one unit less, rising; the
            first is what has to be in the plan.
        worth: of the best plan at each.
    """

    budgets: tuple[int, ...]
    worth: tuple[float, ...]


def curve(backlog: Backlog, values: Numbers, budget: int) -> Curve:
    """The steps of what budgets reach, up to one.

    >>> curve(Backlog((2, 3)), np.array([1.0, 1.5]), 5)
    Curve(budgets=(0, 2, 3, 5), worth=(0.0, 1.0, 1.5, 2.5))
    """
    found = worth_by_budget(backlog, values, budget)
    first = int(np.isnan(found).sum())
    rises = np.flatnonzero(np.diff(found[first:]) > GRAIN / 2) + 1
    steps = [first, *(first + rises).tolist()]
    return Curve(tuple(steps), tuple(found[steps].tolist()))


def next_step(
    backlog: Backlog, plan: Chosen, values: Numbers, budget: int, steps: Curve
) -> NextStep | None:
    """What the next step of the budget brings; None where no budget brings more.

    Args:
        backlog: F features.
        plan: F, what is built with the budget as it is.
        values: F, what features are worth.
        budget: units of effort.
        steps: of `curve`, up to the effort of all features.
    """
    larger = [index for index, each in enumerate(steps.budgets) if each > budget]
    if not larger:
        return None
    at = larger[0]
    row = np.asarray(values, np.float64)[np.newaxis]
    (anew,) = best_plans(backlog, row, steps.budgets[at])
    more = steps.worth[at] - steps.worth[at - 1]
    return NextStep(steps.budgets[at], more, anew & ~plan, plan & ~anew)


def costs_of_must(backlog: Backlog, plan: Chosen, values: Numbers, budget: int) -> Numbers:
    """What each feature that has to be in the plan costs: what the others could reach without it.

    The plan is made anew without forcing the feature in; if it is chosen all the same, or another
    one that has to be needs it, it costs nothing.

    Args:
        backlog: F features.
        plan: F, what is built.
        values: F, what features are worth.
        budget: units of effort.

    Returns:
        F numbers, 0 or more; NaN for features that need not be in the plan.

    >>> backlog = Backlog((2, 2), must=frozenset({1}))
    >>> costs_of_must(backlog, np.array([False, True]), np.array([1.0, 0.25]), 2).tolist()
    [nan, 0.75]
    """
    worth, found = np.asarray(values, np.float64), np.full(len(plan), np.nan)
    for feature in backlog.must - backlog.there:
        freed = backlog.with_must(backlog.must - {feature})
        (anew,) = best_plans(freed, worth[np.newaxis], budget)
        gain = float(worth[anew].sum() - worth[plan].sum())
        found[feature] = gain if gain > GRAIN else 0.0
    return found
