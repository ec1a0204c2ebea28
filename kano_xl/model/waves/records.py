"""What is known of several waves, and of what moved between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kano_xl.choices import Settings
from kano_xl.model.analysis import Analysis, FeatureResult, Interval
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import CategoryCube, Counts

MOVED, SEEMS, SAME = "moved", "seems", "same"
"""What is to be said of a feature: it moved; it looks so, but that may be chance; neither."""

NOT_COMPARED = "not_compared"
"""What is to be said of one that too few of the same people answered both times."""

MCNEMAR = "mcnemar"
"""How a p of the same people twice was found; of their categories as of other tests."""

POWER = 0.8
"""How likely the smallest change that is told of would be found."""

KINDS = 3
"""How many tests a feature has: of its categories, of Better, of Worse."""

_LIFE_CYCLE = "AOM"


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
        guarded: features of which no number of these people may be told: beside those of other
            waves it would tell of a few.
    """

    people: int
    features: tuple[str, ...]
    counts: Counts
    guarded: frozenset[str] = frozenset()

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
            and its interval are None, and p is rounded up to one digit, where beside other figures
            they would tell what fewer than `FEWEST_PEOPLE` people answered.
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
        return 1.0 if self.p_holm is None else min(1.0, KINDS * self.p_holm)


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

    @property
    def tells_people(self) -> bool:
        """Whether every test of the same people twice tells how many these are."""
        return all(each.people is not None for each in self._tests)

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
