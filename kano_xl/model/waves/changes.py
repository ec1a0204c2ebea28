"""Whether something changed: the tests of different people, and of the same people twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from kano_xl.choices import Settings
from kano_xl.model.analysis import FeatureResult, Interval
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.coefficients import wilson
from kano_xl.model.comparison import BETTER, WORSE, compare
from kano_xl.model.cube import CategoryCube, Counts
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.significance import bowker, mcnemar
from kano_xl.model.waves.records import MCNEMAR, Change

TRIALS = [CATEGORIES.index(letter) for letter in "AOMI"]
"""The categories of those who count for a coefficient."""

Tests = tuple[Change | None, Change | None, Change | None]


def of_groups(before: FeatureResult, after: FeatureResult, settings: Settings) -> Tests:
    """The tests of different people."""
    (found,) = compare(_alone(before), _alone(after), settings.seed)
    categories = (
        None if found.p is None else Change(found.p, None, found.method, cramers_v=found.cramers_v)
    )
    level = settings.confidence
    better, worse = (
        None
        if test is None
        else Change(
            test.p,
            method=None if test.p is None else test.method,
            difference=test.difference,
            interval=difference_interval(
                hits_and_trials(before, letters), hits_and_trials(after, letters), level
            ),
        )
        for test, letters in ((found.better, BETTER), (found.worse, WORSE))
    )
    return categories, better, _negated(worse)


def _alone(result: FeatureResult) -> CategoryCube:
    cells = np.array([[[result.counts[letter] for letter in CATEGORIES] + [0]]], np.int64)
    return CategoryCube.unweighted(("",), ("",), cells)


def hits_and_trials(result: FeatureResult, letters: str) -> tuple[int, int]:
    """Of a coefficient, `BETTER` or `WORSE`."""
    return (
        sum(result.counts[letter] for letter in letters),
        sum(result.counts[letter] for letter in "AOMI"),
    )


def _negated(change: Change | None) -> Change | None:
    """A change of |Worse| whose interval is turned into that of Worse."""
    if change is None or change.interval is None:
        return change
    low, high = change.interval
    return replace(change, interval=(0.0 - high, 0.0 - low))


def difference_interval(
    first: tuple[int, int], second: tuple[int, int], confidence: float
) -> Interval | None:
    """Newcombe's interval of the second share minus the first, from Wilson's of each.

    Source: Newcombe (1998), Statistics in Medicine 17:873–890, method 10.

    Args:
        first, second: hits and trials of each; None is returned where there are no trials.
        confidence: the level, between 0 and 1.

    >>> low, high = difference_interval((48, 80), (56, 70), 0.95)
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    one, two = wilson(*first, confidence), wilson(*second, confidence)
    if one is None or two is None:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    low = q - p - math.hypot(q - two[0], one[1] - p)
    high = q - p + math.hypot(two[1] - q, p - one[0])
    return max(-1.0, low), min(1.0, high)


def of_people(cells: Counts, settings: Settings) -> Tests:
    """The tests of the same people twice; none of fewer than `FEWEST_PEOPLE`."""
    n = int(cells.sum())
    test = bowker(cells, settings.seed) if n >= FEWEST_PEOPLE else None
    categories = test and Change(test.p, method=test.method, people=n)
    return (
        categories,
        _of_people_twice(cells, BETTER, settings.confidence),
        _negated_wholly(_of_people_twice(cells, WORSE, settings.confidence)),
    )


def without_few(tests: Tests, people: int, before: FeatureResult, after: FeatureResult) -> Tests:
    """The tests without what would tell of the few who answered in a wave and are not in them."""
    answered = [each.n - people for each in (before, after)]
    trials = [hits_and_trials(each, BETTER)[1] for each in (before, after)]

    def safe(change: Change | None, of: Sequence[int]) -> Change | None:
        if change is None or change.people is None:
            return change
        left = (*answered, *(each - change.people for each in of))
        return guarded(change) if any(0 < each < FEWEST_PEOPLE for each in left) else change

    categories, better, worse = tests
    return safe(categories, ()), safe(better, trials), safe(worse, trials)


def guarded(change: Change | None) -> Change | None:
    """A test of the same people twice without any number of theirs."""
    if change is None:
        return None
    p = None if change.p is None else _rounded_up(change.p)
    return replace(change, p=p, difference=None, interval=None, people=None)


def _rounded_up(p: float) -> float:
    """A p that holds for certain, but does not tell by how many people it was found.

    >>> _rounded_up(0.000341), _rounded_up(0.05), _rounded_up(0.97), _rounded_up(0.0)
    (0.0004, 0.05, 1.0, 0.0)
    """
    if not p:
        return p
    unit = 10.0 ** math.floor(math.log10(p))
    # 0.07 / 0.01 is a little more than 7 in binary.
    return float(f"{math.ceil(round(p / unit, 9)) * unit:.1g}")


def _of_people_twice(cells: Counts, letters: str, confidence: float) -> Change | None:
    """McNemar's test of a coefficient, of those with A, O, M or I both times."""
    inside = [CATEGORIES.index(letter) for letter in letters]
    outside = [each for each in TRIALS if each not in inside]
    n = int(cells[np.ix_(TRIALS, TRIALS)].sum())
    if n < FEWEST_PEOPLE:
        return None
    gained = int(cells[np.ix_(outside, inside)].sum())
    lost = int(cells[np.ix_(inside, outside)].sum())
    interval = paired_interval(gained, lost, n, confidence)
    return Change(
        mcnemar(gained, lost),
        method=MCNEMAR,
        difference=(gained - lost) / n,
        interval=interval,
        people=n,
    )


def _negated_wholly(change: Change | None) -> Change | None:
    """A change of |Worse| as one of Worse."""
    if change is None or change.difference is None:
        return change
    return _negated(replace(change, difference=0.0 - change.difference))


def paired_interval(gained: int, lost: int, n: int, confidence: float) -> Interval:
    """The interval of the difference of two shares of the same people, within −1..1.

    Source: Agresti & Min (2005), Statistics in Medicine 24:729–740: Wald's with half a person
    more in each of the four cells.

    Args:
        gained, lost: people of whom something holds the second or the first time only.
        n: all people, at least 1.
        confidence: the level, between 0 and 1.
    """
    z, total, net = NormalDist().inv_cdf((1 + confidence) / 2), n + 2, gained - lost
    half = z * math.sqrt(gained + lost + 1 - net**2 / total) / total
    return max(-1.0, net / total - half), min(1.0, net / total + half)
