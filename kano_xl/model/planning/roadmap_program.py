"""The best plan within a budget: exact, and for many surveys at once.

A dynamic program goes from feature to feature. For every number of units and every state of the
frontier (`kano_xl.model.planning.roadmap_frontier`) it knows the most that can be reached. All
surveys go through it together: what features are worth differs between them, relations do not.

Equal plans: more worth, in multiples of `GRAIN`; then less effort; then the smaller sum of ranks;
then whichever the program meets first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.planning.house import Numbers
from kano_xl.model.planning.roadmap import TOO_FINE, Backlog, NoPlanError
from kano_xl.model.planning.roadmap_frontier import Step, Way, steps

Units = npt.NDArray[np.int64]
Chosen = npt.NDArray[np.bool_]
Choice = npt.NDArray[np.int16]

GRAIN = 1e-6
"""Worth is counted in whole multiples of this, so that equal plans are equal in whatever order
their parts are summed."""

_IN_CACHE = 32_768
"""Numbers that a table holds at most: what a processor keeps at hand."""

_FEWEST_ROWS = 4
_FIRST_WAY = np.zeros((1, 1), np.int16)
_NEVER = -(1 << 62)
_LARGEST_KEY = 1 << 61


class _Keys(NamedTuple):
    """Whole numbers whose sums order plans as the module says.

    Attributes:
        of_features: R×F.
        by_effort, by_rank: a step of worth is so many steps of effort, and one of effort so many
            ranks.
    """

    of_features: Units
    by_effort: int
    by_rank: int

    def worth(self, sums: Units) -> Numbers:
        """The worth that sums of keys stand for; NaN for what cannot be."""
        grains = -(sums // -self.by_rank)
        grains = -(grains // -self.by_effort)
        found: Numbers = np.where(sums < -_LARGEST_KEY, np.nan, grains * GRAIN)
        return found


def best_plans(backlog: Backlog, values: Numbers, budget: int | Units) -> Chosen:
    """The best plan of each survey.

    Args:
        backlog: F features.
        values: R×F, what features are worth in each of R surveys, all finite. A negative one
            comes in only where another feature needs it.
        budget: units of effort, for all surveys or for each.

    Returns:
        R×F, True for what is built; False for what exists already.

    Raises:
        NoPlanError: as of `Backlog.check` and `kano_xl.model.planning.roadmap_frontier.steps`.

    >>> best_plans(Backlog((2, 2, 3)), np.array([[1.0, 0.9, 1.5]]), 4).tolist()
    [[True, True, False]]
    """
    rows = np.asarray(values, np.float64)
    total = sum(backlog.effort)
    units = np.minimum(np.broadcast_to(budget, len(rows)), total).astype(np.int64)
    backlog.check(int(np.min(budget, initial=total)))
    keys, way = _keys(rows, backlog.effort), steps(backlog)
    chunk = max(_FEWEST_ROWS, _IN_CACHE // (int(units.max(initial=0)) + 1))
    found = np.zeros(rows.shape, np.bool_)
    for start in range(0, len(rows), chunk):
        part = slice(start, start + chunk)
        passed = _pass(way, keys.of_features[part], backlog.effort, int(units[part].max()))
        found[part] = _plans(way, passed, backlog.effort, units[part])
    return found


def worth_by_budget(backlog: Backlog, values: Numbers, budget: int) -> Numbers:
    """The worth of the best plan at every budget up to one.

    Args:
        backlog: F features.
        values: F, what they are worth.
        budget: units of effort.

    Returns:
        One for each budget from 0 on, rising; NaN where what has to be in the plan does not fit.

    Raises:
        NoPlanError: as of `best_plans`.

    >>> worth_by_budget(Backlog((2, 3)), np.array([1.0, 1.5]), 5).tolist()
    [0.0, 0.0, 1.0, 1.5, 1.5, 2.5]
    """
    backlog.check(budget)
    keys = _keys(np.asarray(values, np.float64)[np.newaxis], backlog.effort)
    passed = _pass(steps(backlog), keys.of_features, backlog.effort, budget)
    return keys.worth(passed.table[:, 0])


def _keys(values: Numbers, effort: Sequence[int]) -> _Keys:
    features = len(effort)
    by_rank, by_effort = features * (features + 1) // 2 + 1, sum(effort) + 1
    grains = np.rint(values / GRAIN)
    most = float(np.abs(grains).sum(axis=-1).max(initial=0)) + 1
    if most * by_effort * by_rank >= _LARGEST_KEY:
        raise NoPlanError(TOO_FINE)
    ordered = grains.astype(np.int64) * by_effort - np.array(effort, np.int64)
    return _Keys(ordered * by_rank - np.arange(1, features + 1), by_effort, by_rank)


class _Passed(NamedTuple):
    """What the program found.

    Attributes:
        table: units+1 × R sums of keys, the most that each budget reaches.
        choices: for each step and each state then, the number of the way that was best.
    """

    table: Units
    choices: list[list[Choice]]


def _pass(way: list[Step], keys: Units, effort: Sequence[int], most: int) -> _Passed:
    """Go forward through all features."""
    tables, choices = [np.zeros((most + 1, len(keys)), np.int64)], []
    for step in way:
        units, gain = effort[step.feature], keys[:, step.feature]
        met = [_best_way(tables, ways, units, gain) for ways in step.states]
        tables = [table for table, _ in met]
        choices.append([choice for _, choice in met])
    return _Passed(tables[0], choices)


def _best_way(
    tables: list[Units], ways: tuple[Way, ...], units: int, gain: Units
) -> tuple[Units, Choice]:
    """The most that a state reaches, and by which way."""
    first, *others = ways
    start, table = _after(tables[first.before], first.chosen, units, gain)
    if not others:
        whole = _whole(table, start, tables[first.before])
        return whole, np.broadcast_to(_FIRST_WAY, whole.shape)
    table = _whole(table, start, tables[first.before]).copy()
    choice = np.zeros(table.shape, np.int16)
    for number, each in enumerate(others, 1):
        start, option = _after(tables[each.before], each.chosen, units, gain)
        part = table[start:]
        np.copyto(choice[start:], number, where=option > part)
        np.maximum(part, option, out=part)
    return table, choice


def _after(table: Units, chosen: bool, units: int, gain: Units) -> tuple[int, Units]:
    """A table after a feature was decided, from the first budget on that there is one for."""
    if not chosen:
        return 0, table
    start = min(units, len(table))
    return start, table[: len(table) - start] + gain


def _whole(part: Units, start: int, like: Units) -> Units:
    """A table for all budgets."""
    if start == 0:
        return part
    return np.concatenate([np.full_like(like[:start], _NEVER), part])


def _plans(way: list[Step], passed: _Passed, effort: Sequence[int], budget: Units) -> Chosen:
    """Go back through all features, from each survey's budget, to what was chosen."""
    plan = np.zeros((len(budget), len(effort)), np.bool_)
    state, left = np.zeros(len(budget), np.int64), budget.copy()
    for step, choices in zip(reversed(way), reversed(passed.choices), strict=True):
        before = np.empty_like(state)
        for now in np.unique(state):
            who = np.flatnonzero(state == now)
            taken = np.array(step.states[now], np.int64)[choices[now][left[who], who]]
            before[who], plan[who, step.feature] = taken[:, 0], taken[:, 1]
            left[who] -= taken[:, 1] * effort[step.feature]
        state = before
    return plan
