"""Waves: the same questions asked again. What moved, and what only seems to have moved?

Each feature has three tests: whether the shares of its categories differ, and whether Better and
Worse do. Of different people they are those of `kano_xl.model.comparison`; of the same people twice
Bowker's test and McNemar's. The p values of each kind are corrected over the features (and, of more
than two waves, over the comparisons) by Holm's (1979) method; and as there are three kinds, each
gets a third of the risk (Bonferroni): where nothing moved, something is said to have moved in no
more comparisons than the level says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from kano_xl.choices import Rules, Settings
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Analysis, FeatureResult, Interval
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.coefficients import wilson
from kano_xl.model.comparison import BETTER, WORSE, compare
from kano_xl.model.cube import CategoryCube, Counts
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.significance import bowker, holm, mcnemar

MOVED, SEEMS, SAME = "moved", "seems", "same"
"""What is to be said of a feature: it moved; it looks so, but that may be chance; neither."""

NOT_COMPARED = "not_compared"
"""What is to be said of one that too few of the same people answered both times."""

MCNEMAR = "mcnemar"
"""How a p of the same people twice was found; of their categories as of other tests."""

POWER = 0.8
"""How likely the smallest change that is told of would be found."""

_KINDS = 3
_LIFE_CYCLE = "AOM"
_TRIALS = [CATEGORIES.index(letter) for letter in "AOMI"]


@dataclass(frozen=True, eq=False)
class Wave:
    """One survey of several: its name, and its answers by category, everybody together."""

    name: str
    counts: CategoryCube

    @property
    def respondents(self) -> int:
        """How many people there are: of the feature that most were asked about."""
        return int(self.counts.everybody().people()[0])


@dataclass(frozen=True, eq=False)
class Crossing:
    """The same people twice.

    Attributes:
        people: how many they are.
        features: F names, as in the later wave.
        counts: F×6×6 people by category the first time, category the second time; who did not
            answer both times is not among them.
    """

    people: int
    features: tuple[str, ...]
    counts: Counts

    def of(self, feature: str) -> Counts:
        """The 6×6 counts of a feature; zeros where nobody answered both times."""
        if feature not in self.features:
            return np.zeros((len(CATEGORIES), len(CATEGORIES)), np.int64)
        found: Counts = self.counts[self.features.index(feature)]
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """A test of whether something changed. None is 'undefined'.

    Attributes:
        p: 0..1.
        p_holm: p corrected over all features and comparisons of this kind.
        method: how p was found: "chi2", "permutation", "z", "fisher" or `MCNEMAR`.
        cramers_v: of categories of different people, the size of the change, 0..1.
        difference: of a coefficient, later minus earlier, −1..1.
        interval: of the difference, at the level of the rules.
        people: of the same people twice, how many of them the test is about. This, the difference
            and its interval are None where fewer than `FEWEST_PEOPLE` of a wave are not among
            them: beside the figures of the waves they would tell what these few answered.
    """

    p: float | None
    p_holm: float | None = None
    method: str | None = None
    cramers_v: float | None = None
    difference: float | None = None
    interval: Interval | None = None
    people: int | None = None

    @property
    def p_of_all(self) -> float:
        """p corrected for the three kinds of tests too; 1 where it is undefined."""
        return 1.0 if self.p_holm is None else min(1.0, _KINDS * self.p_holm)


@dataclass(frozen=True, slots=True)
class FeatureMove:
    """A feature in two waves.

    Attributes:
        feature: its name in the later wave.
        was_called: its name in the earlier one.
        waves: the names of the waves, the earlier first.
        before, after: its results in them.
        categories, better, worse: the tests; None where there is nothing to test.
        smallest_change: of Better or Worse, that such a comparison would find in `POWER` of the
            cases; None where nobody can say.
        level: the risk of all tests together, 0..1.
        is_compared: False where fewer than `FEWEST_PEOPLE` of the same people answered it twice.
    """

    feature: str
    was_called: str
    waves: tuple[str, str]
    before: FeatureResult
    after: FeatureResult
    categories: Change | None
    better: Change | None
    worse: Change | None
    smallest_change: float | None
    level: float
    is_compared: bool = True

    @property
    def p(self) -> float:
        """The smallest p of the tests, corrected for everything."""
        return min(each.p_of_all for each in self._tests) if self._tests else 1.0

    @property
    def verdict(self) -> str:
        """`MOVED`, `SEEMS`, `SAME` or `NOT_COMPARED`."""
        if not self.is_compared:
            return NOT_COMPARED
        if self.p <= self.level:
            return MOVED
        by_itself = any(each.p is not None and each.p <= self.level for each in self._tests)
        other = self.before.category != self.after.category
        return SEEMS if by_itself or other else SAME

    def is_certain(self, change: Change | None) -> bool:
        """Whether a change of this feature is more than chance."""
        return change is not None and change.p_of_all <= self.level

    @property
    def is_life_cycle(self) -> bool:
        """Whether its category moved as often over time: from A to O or M, or from O to M.

        Reported where the shares of the categories certainly changed and both categories are
        settled. It is common, not a law (Borgianni 2018).
        """
        then, now = (_LIFE_CYCLE.find(each.category or " ") for each in (self.before, self.after))
        settled = "open" not in (self.before.verdict, self.after.verdict)
        return 0 <= then < now and settled and self.is_certain(self.categories)

    @property
    def _tests(self) -> tuple[Change, ...]:
        return tuple(each for each in (self.categories, self.better, self.worse) if each)


@dataclass(frozen=True, eq=False)
class WaveComparison:
    """Several waves of a survey.

    Attributes:
        settings: by which they were analysed.
        waves: the earliest first.
        analyses: of each wave, its features with at least `FEWEST_PEOPLE` answers.
        too_few: of each wave, the features with fewer answers, which are not compared.
        moves: the features that two waves share, from each wave to the next, then from the first
            to the last.
        crossings: for each two waves the same people in both; empty where nobody asked for them.
        renamed: name in a wave → name in the last wave that has it, of features that are the
            same under several names: (wave, name) → name.
    """

    settings: Settings
    waves: tuple[Wave, ...]
    analyses: tuple[Analysis, ...]
    too_few: tuple[tuple[str, ...], ...]
    moves: tuple[FeatureMove, ...]
    crossings: Mapping[tuple[int, int], Crossing]
    renamed: Mapping[tuple[int, str], str]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The waves that are compared, by their places."""
        return pairs_of(len(self.waves))

    def between(self, pair: tuple[int, int]) -> tuple[FeatureMove, ...]:
        """The features that two waves share."""
        names = tuple(self.waves[each].name for each in pair)
        return tuple(each for each in self.moves if each.waves == names)

    @property
    def only_in(self) -> dict[str, tuple[str, ...]]:
        """The name of each wave → the features that no other wave has."""
        names = [
            {each: self.common(place, each) for each in wave.counts.features}
            for place, wave in enumerate(self.waves)
        ]
        return {
            wave.name: tuple(
                name
                for name, common in names[place].items()
                if not any(common in other.values() for other in names[:place] + names[place + 1 :])
            )
            for place, wave in enumerate(self.waves)
        }

    def common(self, place: int, name: str) -> str:
        """What the feature of a wave is called in the last wave that has it."""
        return self.renamed.get((place, name), name)


def pairs_of(waves: int) -> tuple[tuple[int, int], ...]:
    """Which of so many waves are compared: each with the next, and the first with the last.

    >>> pairs_of(2), pairs_of(4)
    (((0, 1),), ((0, 1), (1, 2), (2, 3), (0, 3)))
    """
    steps = tuple(pairwise(range(waves)))
    return steps if waves < 3 else (*steps, (0, waves - 1))


def moves_between(
    waves: Sequence[Wave],
    rules: Rules | None = None,
    crossings: Mapping[tuple[int, int], Crossing] | None = None,
    renamed: Mapping[tuple[int, str], str] | None = None,
) -> WaveComparison:
    """What moved between surveys of the same questions, and what only seems to have moved.

    Args:
        waves: two or more, the earliest first, each under a name of its own.
        rules: table, rule, level and seed; the categories of all waves are by this table.
        crossings: for each two of `pairs_of` the same people in both; different people where left
            out.
        renamed: (place of the wave, name in it) → name in the last wave that has the feature.

    Raises:
        ValueError: fewer than two waves, or two of one name.

    >>> import numpy as np
    >>> from kano_xl.model.cube import count_categories
    >>> then = count_categories(["Chat", "Map"], np.array([[60, 10, 5, 25, 0, 0]] * 2))
    >>> answers = np.array([[20, 50, 20, 10, 0, 0], [55, 12, 8, 25, 0, 0]])
    >>> now = count_categories(["Chat", "Map"], answers)
    >>> found = moves_between([Wave("2025", then), Wave("2026", now)])
    >>> [(each.feature, each.verdict, each.is_life_cycle) for each in found.moves]
    [('Chat', 'moved', True), ('Map', 'same', False)]
    """
    names = [wave.name for wave in waves]
    if len(names) < 2 or len(set(names)) < len(names):
        raise ValueError("two or more waves, each under a name of its own")
    settings = rules if isinstance(rules, Settings) else Settings(**vars(rules or Rules()))
    alike = dict(renamed or {})
    of_people = dict(crossings or {})
    cubes = [wave.counts.everybody() for wave in waves]
    kept = [_shown(cube) for cube in cubes]
    analyses = tuple(
        analyse_cube(cube.only(names), settings) for cube, names in zip(cubes, kept, strict=True)
    )
    moves = [
        each
        for pair in pairs_of(len(waves))
        for each in _moves(pair, waves, analyses, alike, of_people.get(pair), settings)
    ]
    moves = _corrected(moves)
    tests = _KINDS * max(1, sum(each.is_compared for each in moves))
    return WaveComparison(
        settings,
        tuple(waves),
        analyses,
        tuple(
            tuple(name for name in cube.features if name not in names)
            for cube, names in zip(cubes, kept, strict=True)
        ),
        tuple(
            replace(each, smallest_change=_smallest(each, of_people, waves, tests))
            for each in moves
        ),
        of_people,
        alike,
    )


def _shown(cube: CategoryCube) -> list[str]:
    answers = cube.counts[0].sum(axis=1)
    return [name for name, n in zip(cube.features, answers, strict=True) if n >= FEWEST_PEOPLE]


def _moves(
    pair: tuple[int, int],
    waves: Sequence[Wave],
    analyses: Sequence[Analysis],
    alike: Mapping[tuple[int, str], str],
    crossing: Crossing | None,
    settings: Settings,
) -> Iterator[FeatureMove]:
    """The features that two waves share, in the order of the later one, not yet corrected."""
    first, second = pair
    before = {alike.get((first, each.name), each.name): each for each in analyses[first].features}
    for after in analyses[second].features:
        common = alike.get((second, after.name), after.name)
        if common in before:
            then = before[common]
            cells = None if crossing is None else crossing.of(after.name)
            tests = (
                _of_groups(then, after, settings)
                if cells is None
                else _without_few(_of_people(cells, settings), int(cells.sum()), then, after)
            )
            compared = cells is None or int(cells.sum()) >= FEWEST_PEOPLE
            names = (waves[first].name, waves[second].name)
            level = 1 - settings.confidence
            yield FeatureMove(
                after.name, then.name, names, then, after, *tests, None, level, compared
            )


Tests = tuple[Change | None, Change | None, Change | None]


def _of_groups(before: FeatureResult, after: FeatureResult, settings: Settings) -> Tests:
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
            interval=difference_interval(_share(before, letters), _share(after, letters), level),
        )
        for test, letters in ((found.better, BETTER), (found.worse, WORSE))
    )
    return categories, better, _negated(worse)


def _alone(result: FeatureResult) -> CategoryCube:
    cells = np.array([[[result.counts[letter] for letter in CATEGORIES] + [0]]], np.int64)
    return CategoryCube.unweighted(("",), ("",), cells)


def _share(result: FeatureResult, letters: str) -> tuple[int, int]:
    """Hits and trials of a coefficient."""
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


def _of_people(cells: Counts, settings: Settings) -> Tests:
    """The tests of the same people twice; none of fewer than `FEWEST_PEOPLE`."""
    n = int(cells.sum())
    test = bowker(cells, settings.seed) if n >= FEWEST_PEOPLE else None
    categories = test and Change(test.p, method=test.method, people=n)
    return (
        categories,
        _of_people_twice(cells, BETTER, settings.confidence),
        _negated_wholly(_of_people_twice(cells, WORSE, settings.confidence)),
    )


def _without_few(tests: Tests, people: int, before: FeatureResult, after: FeatureResult) -> Tests:
    """The tests without what would tell of the few who answered in a wave and are not in them."""
    answered = [each.n - people for each in (before, after)]
    trials = [_share(each, BETTER)[1] for each in (before, after)]

    def safe(change: Change | None, of: Sequence[int]) -> Change | None:
        if change is None or change.people is None:
            return change
        left = (*answered, *(each - change.people for each in of))
        if not any(0 < each < FEWEST_PEOPLE for each in left):
            return change
        return replace(change, difference=None, interval=None, people=None)

    categories, better, worse = tests
    return safe(categories, ()), safe(better, trials), safe(worse, trials)


def _of_people_twice(cells: Counts, letters: str, confidence: float) -> Change | None:
    """McNemar's test of a coefficient, of those with A, O, M or I both times."""
    inside = [CATEGORIES.index(letter) for letter in letters]
    outside = [each for each in _TRIALS if each not in inside]
    n = int(cells[np.ix_(_TRIALS, _TRIALS)].sum())
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


def _corrected(moves: Sequence[FeatureMove]) -> list[FeatureMove]:
    """The moves, the p values of each kind corrected over all of them."""
    kinds = [
        _by_holm([getattr(each, kind) for each in moves])
        for kind in ("categories", "better", "worse")
    ]
    return [
        replace(each, categories=categories, better=better, worse=worse)
        for each, categories, better, worse in zip(moves, *kinds, strict=True)
    ]


def _by_holm(changes: Sequence[Change | None]) -> list[Change | None]:
    corrected = holm([None if each is None else each.p for each in changes])
    return [each and replace(each, p_holm=p) for each, p in zip(changes, corrected, strict=True)]


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


def _smallest(
    move: FeatureMove,
    crossings: Mapping[tuple[int, int], Crossing],
    waves: Sequence[Wave],
    tests: int,
) -> float | None:
    """The smallest change of Better or Worse that would be found, the larger of the two."""
    names = [wave.name for wave in waves]
    first, second = (names.index(each) for each in move.waves)
    crossing = crossings.get((first, second))
    if crossing is None:
        trials = [_share(each, BETTER)[1] for each in (move.before, move.after)]
        return smallest_change(trials[0], trials[1], move.level, tests)
    cells = crossing.of(move.feature)[np.ix_(_TRIALS, _TRIALS)]
    people = int(cells.sum())
    if people < FEWEST_PEOPLE:
        return None
    found = []
    for letters in (BETTER, WORSE):
        inside = np.array([CATEGORIES[each] in letters for each in _TRIALS])
        changed = int(cells[inside][:, ~inside].sum() + cells[~inside][:, inside].sum())
        found.append(smallest_paired_change(people, changed / people, move.level, tests))
    return max((each for each in found if each is not None), default=None)
