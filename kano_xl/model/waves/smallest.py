"""How small a change so many answers would still show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np

from kano_xl.model.categories import CATEGORIES
from kano_xl.model.comparison import BETTER, WORSE
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.waves.changes import TRIALS, hits_and_trials
from kano_xl.model.waves.records import POWER, Crossing, FeatureMove, Wave


def smallest_change(
    first: int, second: int, level: float, tests: int = 1, power: float = POWER
) -> float | None:
    """The smallest change of a share that so many answers would show, at the worst (about ½).

    (z(1 − level/2) + z(power))·√(¼·(1/n₁ + 1/n₂)), the level divided by the number of tests as
    for the first of Holm's. Source: Fleiss, Levin & Paik (2003), *Statistical Methods for Rates
    and Proportions*, chapter 4. None where even a change from 0 to 1 would be smaller, or
    there are no answers.

    Args:
        first, second: answers in each wave.
        level: the risk of all tests together, between 0 and 1.
        tests: how many there are.
        power: how likely the change shall be found.

    >>> round(smallest_change(200, 200, 0.05), 3)
    0.14
    """
    if not first or not second:
        return None
    change = _quantiles(level, tests, power) * math.sqrt((1 / first + 1 / second) / 4)
    return change if change < 1 else None


def smallest_paired_change(
    people: int, changed: float, level: float, tests: int = 1, power: float = POWER
) -> float | None:
    """The same of the same people twice, by the share of them that changed either way.

    (z(1 − level/2) + z(power))·√(changed/n), a little more than Connor's (1987, Biometrics
    43:207–211) formula asks for. None where nobody changed, or it would be 1 or more.
    """
    if not people or not changed:
        return None
    change = _quantiles(level, tests, power) * math.sqrt(changed / people)
    return change if change < 1 else None


def _quantiles(level: float, tests: int, power: float) -> float:
    normal = NormalDist()
    return -normal.inv_cdf(level / tests / 2) + normal.inv_cdf(power)


def smallest_of(
    move: FeatureMove,
    crossings: Mapping[tuple[int, int], Crossing],
    waves: Sequence[Wave],
    tests: int,
) -> float | None:
    """The smallest change of Better or Worse that would be found, the larger of the two.

    None where it would tell how many of a few people changed.
    """
    names = [wave.name for wave in waves]
    first, second = (names.index(each) for each in move.waves)
    crossing = crossings.get((first, second))
    if crossing is None:
        trials = [hits_and_trials(each, BETTER)[1] for each in (move.before, move.after)]
        return smallest_change(trials[0], trials[1], move.level, tests)
    cells = crossing.of(move.feature)[np.ix_(TRIALS, TRIALS)]
    people = int(cells.sum())
    if people < FEWEST_PEOPLE or not move.tells_people:
        return None
    found = []
    for letters in (BETTER, WORSE):
        inside = np.array([CATEGORIES[each] in letters for each in TRIALS])
        changed = int(cells[inside][:, ~inside].sum() + cells[~inside][:, inside].sum())
        found.append(smallest_paired_change(people, changed / people, move.level, tests))
    return max((each for each in found if each is not None), default=None)
