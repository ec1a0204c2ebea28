"""In which features groups differ.

All groups are tested at once first, and two of several only in the features in which these
differ: so many pairs would else find differences that are none. The p of all groups is corrected
over the features, that of two over the features and over the pairs of its feature, whichever makes
it larger. Tests count answers; those of
unequal weight are rescaled to their effective number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from kano_xl.choices import Settings
from kano_xl.model import coefficients
from kano_xl.model.analysis import GroupComparison, GroupTest
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.comparison import BETTER, WORSE, coefficient_test
from kano_xl.model.cube import CategoryCube, Counts
from kano_xl.model.grouping import Flags
from kano_xl.model.significance import PERMUTATIONS, holm, same_shares
from kano_xl.model.tally import Tally

MOST_IN_PAIRS = 20
"""Of more groups no two are compared, only all at once."""

_KINDS = 3
"""A feature has tests of its categories, of Better and of Worse; each gets a third of the risk
where something is said to differ beside the categories (Bonferroni)."""

_FEWEST_PERMUTATIONS = 1_999
"""So many are drawn for two of several groups, or more where so many are needed."""


@dataclass(frozen=True, eq=False)
class _Tables:
    """What is compared: G groups, F features.

    Attributes:
        groups, features: their names.
        counts: G×F×6 answers to be tested.
        coefficients: letters of a coefficient → G×F values, NaN where undefined.
        seed: of the permutations.
    """

    groups: tuple[str, ...]
    features: tuple[str, ...]
    counts: Counts
    coefficients: dict[str, coefficients.Floats]
    seed: int

    def compared(
        self, feature: int, groups: Sequence[int], permutations: int, of_all: bool
    ) -> GroupComparison:
        """The tests of a feature between some groups, not yet corrected."""
        table = self.counts[list(groups), feature]
        test = same_shares(table, self.seed, permutations) if len(groups) > 1 else None
        return GroupComparison(
            self.features[feature],
            tuple(self.groups[each] for each in groups),
            None if test is None else GroupTest(test.p, test.method, cramers_v=test.cramers_v),
            self._coefficient(feature, groups, BETTER),
            self._coefficient(feature, groups, WORSE),
            False,
            of_all,
        )

    def _coefficient(self, feature: int, groups: Sequence[int], letters: str) -> GroupTest | None:
        """The test of a coefficient: of two shares, or of several."""
        table = self.counts[list(groups), feature]
        if len(groups) == 2:
            found = coefficient_test(table[0], table[1], letters)
            if found is None:
                return None
            one, two = self.coefficients[letters][list(groups), feature].tolist()
            return GroupTest(found.p, found.method, difference=two - one)
        inside, outside = (
            table[:, [CATEGORIES.index(letter) for letter in which]].sum(axis=1)
            for which in (letters, "".join(each for each in "AOMI" if each not in letters))
        )
        test = same_shares(np.stack([inside, outside], axis=1), self.seed)
        return None if test is None else GroupTest(test.p, test.method, cramers_v=test.cramers_v)


def compare_groups(
    totals: CategoryCube, may: Flags, settings: Settings
) -> tuple[GroupComparison, ...]:
    """For each feature the comparison of all groups; then that of each two, if these differ.

    Args:
        totals: G groups, F features.
        may: G×F flags: the results that may be shown; others are not compared.
        settings: level and seed.
    """
    tallies = [Tally.of(totals.group(name)) for name in totals.groups]
    weights = np.array([each.weight for each in tallies])
    tables = _Tables(
        totals.groups,
        totals.features,
        np.array([each.tested for each in tallies]),
        {BETTER: coefficients.better(weights), WORSE: coefficients.worse(weights)},
        settings.seed,
    )
    where = [np.flatnonzero(may[:, feature]).tolist() for feature in range(len(totals.features))]
    level = 1 - settings.confidence
    of_all = _corrected(
        [tables.compared(each, groups, PERMUTATIONS, True) for each, groups in enumerate(where)]
    )
    of_all = _judged(of_all, level)
    between = [list(_pairs(*each)) for each in zip(where, of_all, strict=True)]
    # The smallest p that there can be has to be small enough to be significant when corrected.
    most = max(len(between), *map(len, between), 1)
    permutations = min(PERMUTATIONS, max(_FEWEST_PERMUTATIONS, math.ceil(2 * most / level)))
    of_two = [
        _corrected([tables.compared(feature, pair, permutations, False) for pair in pairs])
        for feature, pairs in enumerate(between)
    ]
    of_two = [_judged(each, level) for each in _over_features(of_two)]
    return tuple(
        found for first, pairs in zip(of_all, of_two, strict=True) for found in (first, *pairs)
    )


def _pairs(groups: Sequence[int], of_all: GroupComparison) -> Iterator[tuple[int, int]]:
    if of_all.differs and 2 < len(groups) <= MOST_IN_PAIRS:
        yield from combinations(groups, 2)


def _over_features(by_feature: list[list[GroupComparison]]) -> list[list[GroupComparison]]:
    """The comparisons of two groups, each corrected over the features too."""
    same: dict[tuple[str, ...], list[GroupComparison]] = defaultdict(list)
    for each in chain.from_iterable(by_feature):
        same[each.groups].append(each)
    corrected = {pair: iter(_corrected(found)) for pair, found in same.items()}
    return [[next(corrected[each.groups]) for each in found] for found in by_feature]


def _corrected(found: list[GroupComparison]) -> list[GroupComparison]:
    """The comparisons, the p values of each kind of test corrected over all of them."""
    categories = _by_holm([each.categories for each in found])
    better = _by_holm([each.better for each in found])
    worse = _by_holm([each.worse for each in found])
    return [
        replace(each, categories=c, better=b, worse=w)
        for each, c, b, w in zip(found, categories, better, worse, strict=True)
    ]


def _by_holm(tests: list[GroupTest | None]) -> list[GroupTest | None]:
    """The tests, corrected over all of them where that is not less than it was."""
    corrected = holm([None if test is None else test.p for test in tests])
    return [
        None if test is None else replace(test, p_holm=_larger(test.p_holm, p))
        for test, p in zip(tests, corrected, strict=True)
    ]


def _larger(one: float | None, two: float | None) -> float | None:
    return two if one is None or two is None else max(one, two)


def _judged(found: list[GroupComparison], level: float) -> list[GroupComparison]:
    """The comparisons, each with what its categories and its coefficients show at this level."""
    return [
        replace(
            each,
            differs=_is_significant(each.categories, level),
            coefficients=tuple(
                name
                for name, test in (("better", each.better), ("worse", each.worse))
                if _is_significant(test, level / _KINDS)
            ),
        )
        for each in found
    ]


def _is_significant(test: GroupTest | None, level: float) -> bool:
    return test is not None and test.p_holm is not None and test.p_holm <= level
