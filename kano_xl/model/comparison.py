"""Two groups of respondents, or two waves of a survey: which feature differs?

Per feature: χ² of the category counts with Cramér's V (by permutation where an expected
count is below 5), and two-proportion tests of Better and Worse (Fisher's exact test there). The
p values of each kind are corrected over the features by Holm's (1979) method.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import CategoryCube, Counts
from kano_xl.model.significance import ShareTest, holm, same_shares, two_shares

BETTER, WORSE = "AO", "OM"
"""The letters whose answers Better and Worse are the share of, in A, O, M and I."""


@dataclass(frozen=True, slots=True)
class ProportionTest:
    """Second minus first of a coefficient, its z and two-sided p; z and p None without spread.

    ``method`` is how p was found, "z" or "fisher".
    """

    difference: float
    z: float | None
    p: float | None
    p_holm: float | None = None
    method: str = "z"


@dataclass(frozen=True, slots=True)
class FeatureComparison:
    """How one feature differs between two groups. None is 'undefined'.

    Attributes:
        name: the feature.
        categories: whether the shares of the six categories differ: χ², degrees of
            freedom, Cramér's V (0..1), p and its Holm correction; None where a group has
            no answers or all fall into one category.
        method: how p was found, "chi2" or "permutation".
        better, worse: the tests of the coefficients; None where one is undefined.
    """

    name: str
    chi2: float | None
    degrees_of_freedom: int | None
    cramers_v: float | None
    p: float | None
    p_holm: float | None
    method: str | None
    better: ProportionTest | None
    worse: ProportionTest | None


def compare(
    first: CategoryCube, second: CategoryCube, seed: int = 1984
) -> tuple[FeatureComparison, ...]:
    """Compare the features that both groups were asked about, in the first group's order.

    All groups that a cube has count together.

    >>> import numpy as np
    >>> from kano_xl.model.cube import count_categories
    >>> one = count_categories(["Chat"], np.array([[30, 10, 5, 5, 0, 0]]))
    >>> two = count_categories(["Chat"], np.array([[10, 30, 5, 5, 0, 0]]))
    >>> result, = compare(one, two)
    >>> result.chi2, result.degrees_of_freedom, round(result.cramers_v, 3)
    (20.0, 3, 0.447)
    """
    one, two = first.everybody(), second.everybody()
    results = []
    for index, name in enumerate(one.features):
        if name in two.features:
            other = two.counts[0, two.features.index(name)]
            results.append(_compare_feature(name, one.counts[0, index], other, seed))
    corrected = holm([result.p for result in results])
    better = holm([result.better.p if result.better else None for result in results])
    worse = holm([result.worse.p if result.worse else None for result in results])
    return tuple(
        replace(
            result,
            p_holm=p,
            better=result.better and replace(result.better, p_holm=p_better),
            worse=result.worse and replace(result.worse, p_holm=p_worse),
        )
        for result, p, p_better, p_worse in zip(results, corrected, better, worse, strict=True)
    )


def coefficient_test(first: Counts, second: Counts, letters: str) -> ShareTest | None:
    """Test the share of these letters in A, O, M and I; of `WORSE` its negative.

    Args:
        first, second: six counts in the order of `CATEGORIES`.
        letters: `BETTER` or `WORSE`.
    """
    hits, trials = (
        [int(sum(counts[CATEGORIES.index(each)] for each in which)) for counts in (first, second)]
        for which in (letters, "AOMI")
    )
    found = two_shares(hits, trials)
    if found is None or letters != WORSE:
        return found
    return found._replace(difference=0.0 - found.difference, z=found.z and -found.z)


def _compare_feature(name: str, first: Counts, second: Counts, seed: int) -> FeatureComparison:
    better, worse = (
        found and ProportionTest(found.difference, found.z, found.p, None, found.method)
        for found in (coefficient_test(first, second, letters) for letters in (BETTER, WORSE))
    )
    test = same_shares([first, second], seed)
    if test is None:
        return FeatureComparison(name, None, None, None, None, None, None, better, worse)
    chi2, freedom, v, p, method = test
    return FeatureComparison(name, chi2, freedom, v, p, None, method, better, worse)
