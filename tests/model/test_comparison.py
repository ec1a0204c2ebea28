"""Comparing two groups, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kano_xl.model.comparison import compare
from kano_xl.model.cube import CategoryCube, count_categories
from kano_xl.model.significance import chi2_tail, holm


def group(*features: list[int]) -> CategoryCube:
    names = tuple(f"Feature {index}" for index in range(len(features)))
    return count_categories(names, np.array(features))


@given(st.floats(0, 60), st.integers(1, 9))
def test_chi2_tail_equals_scipy(chi2: float, freedom: int) -> None:
    assert chi2_tail(chi2, freedom) == pytest.approx(stats.chi2.sf(chi2, freedom), abs=1e-12)


def test_large_counts_use_chi2() -> None:
    first, second = [60, 40, 30, 20, 10, 8], [40, 60, 35, 25, 9, 7]
    (result,) = compare(group(first), group(second))
    expected = stats.chi2_contingency([first, second], correction=False)
    assert result.method == "chi2"
    assert result.chi2 == pytest.approx(expected.statistic)
    assert result.p == pytest.approx(expected.pvalue)
    v = stats.contingency.association([first, second], method="cramer")
    assert result.cramers_v == pytest.approx(v)


def test_small_counts_use_permutations() -> None:
    """For a 2×2 table the permutation test of χ² is Fisher's exact test."""
    first, second = [8, 2, 0, 0, 0, 0], [1, 5, 0, 0, 0, 0]
    (result,) = compare(group(first), group(second))
    assert result.method == "permutation"
    exact = stats.fisher_exact([[8, 2], [1, 5]]).pvalue
    assert result.p == pytest.approx(exact, abs=0.01)


def test_proportions_by_hand() -> None:
    """Better 60/100 → 45/90: difference −0.1, pooled 105/190."""
    (result,) = compare(group([40, 20, 10, 30, 0, 0]), group([30, 15, 15, 30, 5, 0]))
    better, worse = result.better, result.worse
    assert better is not None
    assert worse is not None
    pooled = 105 / 190
    z = -0.1 / (pooled * (1 - pooled) * (1 / 100 + 1 / 90)) ** 0.5
    assert better.difference == pytest.approx(-0.1)
    assert better.z == pytest.approx(z)
    assert better.p == pytest.approx(2 * stats.norm.sf(abs(z)))
    assert worse.difference == pytest.approx(-(30 / 90 - 30 / 100))


def test_undefined_is_none() -> None:
    (result,) = compare(group([0, 0, 0, 0, 5, 5]), group([1, 0, 0, 0, 2, 1]))
    assert result.better is None
    (result,) = compare(group([0, 0, 0, 0, 0, 0]), group([1, 0, 0, 0, 2, 1]))
    assert (result.chi2, result.p, result.method) == (None, None, None)
    (result,) = compare(group([9, 0, 0, 0, 0, 0]), group([4, 0, 0, 0, 0, 0]))
    assert result.better is not None
    assert (result.chi2, result.better.p) == (None, None)


def test_only_common_features_are_compared() -> None:
    one = count_categories(("Chat", "Alerts"), np.ones((2, 6), np.int64))
    two = count_categories(("Alerts", "Maps"), np.ones((2, 6), np.int64))
    assert [result.name for result in compare(one, two)] == ["Alerts"]


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_by_its_definition(p_values: list[float]) -> None:
    """p(i) corrected is the largest of (m−k+1)·p(k) over k ≤ i, at most 1."""
    found = holm([*p_values, None])
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    m = len(p_values)
    for place, index in enumerate(order):
        steps = [(m - k) * p_values[order[k]] for k in range(place + 1)]
        assert found[index] == pytest.approx(min(1.0, max(steps)))
    assert found[-1] is None
