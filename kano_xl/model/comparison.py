"""Two groups of respondents, or two waves of a survey: which feature differs?

Per feature: χ² of the category counts with Cramér's V (by permutation where an expected
count is below 5), and two-proportion tests of Better and Worse. The p values of each
kind are corrected over the features by Holm's (1979) method.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kano_xl.model import coefficients
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import CategoryCube, Counts

ENOUGH_EXPECTED = 5
"""The smallest expected count for which the χ² distribution is relied on."""

_PERMUTATIONS = 9_999


@dataclass(frozen=True, slots=True)
class ProportionTest:
    """Second minus first of a coefficient, its z and two-sided p; z and p None without spread."""

    difference: float
    z: float | None
    p: float | None
    p_holm: float | None = None


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

    >>> from kano_xl.model.cube import count_categories
    >>> one = count_categories(["Chat"], np.array([[30, 10, 5, 5, 0, 0]]))
    >>> two = count_categories(["Chat"], np.array([[10, 30, 5, 5, 0, 0]]))
    >>> result, = compare(one, two)
    >>> result.chi2, result.degrees_of_freedom, round(result.cramers_v, 3)
    (20.0, 3, 0.447)
    """
    results = []
    for index, name in enumerate(first.features):
        if name in second.features:
            other = second.counts[0, second.features.index(name)]
            results.append(_compare_feature(name, first.counts[0, index], other, seed))
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


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's correction, in the given order; None stays None and does not count.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted((p, index) for index, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for place, (p, index) in enumerate(order):
        largest = max(largest, min(1.0, p * (len(order) - place)))
        corrected[index] = largest
    return corrected


def chi2_tail(chi2: float, degrees_of_freedom: int) -> float:
    """Probability of a χ² this large or larger, for whole degrees of freedom ≥ 1.

    >>> round(chi2_tail(3.841458820694124, 1), 6)
    0.05
    """
    half = chi2 / 2
    if degrees_of_freedom % 2:
        tail, term = math.erfc(math.sqrt(half)), math.sqrt(half) / math.gamma(1.5)
        start = 1.5
    else:
        tail, term, start = 0.0, 1.0, 1.0
    for step in range((degrees_of_freedom - (degrees_of_freedom % 2)) // 2):
        tail += term * math.exp(-half)
        term *= half / (start + step)
    return min(1.0, tail)


def _compare_feature(name: str, first: Counts, second: Counts, seed: int) -> FeatureComparison:
    a, o, m, _, _, _ = range(len(CATEGORIES))
    better = _proportions(first, second, (a, o))
    worse = _proportions(first, second, (o, m))
    if worse is not None:  # Worse is the negative of its share
        worse = replace(worse, difference=-worse.difference, z=worse.z and -worse.z)
    table = np.array([first, second], np.int64)
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return FeatureComparison(name, None, None, None, None, None, None, better, worse)
    chi2, freedom = float(_chi2(table)), table.shape[1] - 1
    if _expected(table).min() >= ENOUGH_EXPECTED:
        method, p = "chi2", chi2_tail(chi2, freedom)
    else:
        method, p = "permutation", _permuted(table, chi2, seed)
    v = math.sqrt(chi2 / int(table.sum()))
    return FeatureComparison(name, chi2, freedom, v, p, None, method, better, worse)


def _expected(table: Counts) -> coefficients.Floats:
    rows, columns = table.sum(axis=-1, keepdims=True), table.sum(axis=-2, keepdims=True)
    expected: coefficients.Floats = rows * columns / table.sum(axis=(-1, -2), keepdims=True)
    return expected


def _chi2(table: Counts) -> coefficients.Floats:
    expected = _expected(table)
    chi2: coefficients.Floats = ((table - expected) ** 2 / expected).sum(axis=(-1, -2))
    return chi2


def _permuted(table: Counts, chi2: float, seed: int) -> float:
    """Share of tables with the same margins whose χ² is as large, this one included."""
    columns, size = table.sum(axis=0), int(table[0].sum())
    generator = np.random.default_rng(seed)
    drawn = generator.multivariate_hypergeometric(columns, size, size=_PERMUTATIONS)
    larger = _chi2(np.stack([drawn, columns - drawn], axis=1)) >= chi2 * (1 - 1e-12)
    return (1 + int(larger.sum())) / (1 + _PERMUTATIONS)


def _proportions(first: Counts, second: Counts, letters: tuple[int, ...]) -> ProportionTest | None:
    trials = [float(coefficients.trials(counts)) for counts in (first, second)]
    if min(trials) == 0:
        return None
    hits = [float(counts[list(letters)].sum()) for counts in (first, second)]
    difference = hits[1] / trials[1] - hits[0] / trials[0]
    pooled = sum(hits) / sum(trials)
    spread = pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1])
    if spread == 0:
        return ProportionTest(difference, None, None)
    z = difference / math.sqrt(spread)
    return ProportionTest(difference, z, math.erfc(abs(z) / math.sqrt(2)))
