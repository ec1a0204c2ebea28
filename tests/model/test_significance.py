"""The tests of counts, against scipy, published examples and arithmetic of their own."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kano_xl.model import significance
from kano_xl.model.significance import bowker, fisher, mcnemar, same_shares, two_shares

VISION = [
    [1520, 266, 124, 66],
    [234, 1512, 432, 78],
    [117, 362, 1772, 205],
    [36, 82, 179, 492],
]
"""Unaided vision of the right and the left eye of 7,477 women (Stuart 1953)."""


@pytest.mark.parametrize(
    "table",
    [
        [[60, 40, 30, 20, 10, 8], [40, 60, 35, 25, 9, 7]],
        [[60, 40, 30], [40, 60, 35], [50, 50, 50], [20, 90, 10]],
    ],
)
def test_large_counts_are_tested_by_chi2(table: list[list[int]]) -> None:
    found, expected = same_shares(table, 1), stats.chi2_contingency(table, correction=False)
    assert found is not None
    assert found.method == "chi2"
    assert found.chi2 == pytest.approx(expected.statistic)
    assert found.degrees_of_freedom == expected.dof
    assert found.p == pytest.approx(expected.pvalue)
    assert found.cramers_v == pytest.approx(stats.contingency.association(table, method="cramer"))


@pytest.mark.parametrize(
    "table",
    [
        [[3, 9, 1], [10, 2, 2], [4, 4, 4]],
        [[8, 1, 0, 2], [2, 3, 3, 1]],
        [[5, 1], [1, 4], [2, 2], [0, 6]],
        [[1, 2, 3], [2, 1, 3], [3, 3, 3]],
    ],
)
def test_small_counts_are_tested_by_permutation(table: list[list[int]]) -> None:
    """The share of random tables with these margins whose χ² is as large."""
    cells = np.array(table)
    chi2 = stats.chi2_contingency(cells, correction=False).statistic
    drawn = stats.random_table(cells.sum(1), cells.sum(0), seed=5).rvs(20_000)
    expected = stats.contingency.expected_freq(cells)
    p = (((drawn - expected) ** 2 / expected).sum((1, 2)) >= chi2 * (1 - 1e-9)).mean()
    found = same_shares(table, 1)
    assert found is not None
    assert found.method == "permutation"
    assert found.p == pytest.approx(p, abs=0.05 * max(0.2, p))
    assert same_shares(table, 1) == found


def test_what_is_empty_says_nothing() -> None:
    table = [[30, 10, 0, 20], [10, 30, 0, 20], [0, 0, 0, 0]]
    assert same_shares(table, 1) == same_shares([[30, 10, 20], [10, 30, 20]], 1)
    assert same_shares([[3, 4], [0, 0]], 1) is None
    assert same_shares([[3, 0], [4, 0]], 1) is None


def test_more_than_numpy_draws_from() -> None:
    found = same_shares([[10**9, 4], [10**9, 1]], 1)
    assert found is not None
    assert found.method == "chi2"


CELL = st.integers(0, 30)


@given(CELL, CELL, CELL, CELL)
def test_fisher_equals_scipy(a: int, b: int, c: int, d: int) -> None:
    assert fisher([[a, b], [c, d]]) == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue)


@given(CELL, CELL, CELL, CELL)
def test_two_shares_are_tested_exactly_where_few_are_expected(
    a: int, b: int, c: int, d: int
) -> None:
    found = two_shares([a, c], [a + b, c + d])
    if not (a + b and c + d):
        assert found is None
        return
    assert found is not None
    if not (a + c and b + d):
        assert found.p is None
        return
    table = [[a, b], [c, d]]
    if stats.contingency.expected_freq(table).min() < 5:
        expected = stats.fisher_exact(table).pvalue
        assert found.method == "fisher"
    else:
        expected = stats.chi2_contingency(table, correction=False).pvalue
        assert found.method == "z"
    assert found.p == pytest.approx(expected)
    assert found.difference == pytest.approx(c / (c + d) - a / (a + b))


def test_three_against_three() -> None:
    """The normal distribution would say .014."""
    found = two_shares([3, 0], [3, 3])
    assert found is not None
    assert found.p == pytest.approx(0.1)
    assert 2 * stats.norm.sf(abs(found.z or 0)) == pytest.approx(0.0143, abs=1e-4)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_exact_binomial_of_those_who_changed(gained: int, lost: int) -> None:
    both = gained + lost
    expected = stats.binomtest(gained, both, 0.5).pvalue if both else 1.0
    assert mcnemar(gained, lost) == pytest.approx(expected)


def test_mcnemar_of_presidential_approval() -> None:
    """150 turned away and 86 came (Agresti 1990, p. 350); with the continuity correction,
    χ² = 63²/236 = 16.82.
    """
    assert mcnemar(86, 150) == pytest.approx(stats.chi2.sf(63**2 / 236, 1), rel=0.1)


def test_bowker_of_published_vision() -> None:
    """χ² = 19.11 with 6 degrees of freedom (Bishop, Fienberg & Holland 1975, p. 284)."""
    found = bowker(VISION, 1)
    assert found is not None
    assert found.chi2 == pytest.approx(19.107, abs=1e-3)
    assert (found.degrees_of_freedom, found.method) == (6, "chi2")
    assert found.p == pytest.approx(stats.chi2.sf(19.107, 6), rel=1e-3)


def test_bowker_of_few_people_lets_their_answers_change_places() -> None:
    """Every way in which the movers may have moved, by its probability."""
    table = [[4, 5, 1], [1, 3, 6], [0, 2, 2]]
    moved = [(5, 1), (1, 0), (6, 2)]
    chi2 = sum((a - b) ** 2 / (a + b) for a, b in moved)
    exact = 0.0
    for ways in product(*(range(a + b + 1) for a, b in moved)):
        sizes = [a + b for a, b in moved]
        far = sum((2 * w - n) ** 2 / n for w, n in zip(ways, sizes, strict=True))
        if far >= chi2 - 1e-9:
            exact += float(np.prod([comb(n, w) / 2**n for w, n in zip(ways, sizes, strict=True)]))
    found = bowker(table, 1)
    assert found is not None
    assert found.chi2 == pytest.approx(chi2)
    assert (found.degrees_of_freedom, found.method) == (3, "permutation")
    assert found.p == pytest.approx(exact, abs=0.015)
    assert bowker(table, 1) == found


def test_bowker_by_the_distribution_from_five_expected_on() -> None:
    """Of ten between two categories five are expected either way, of nine fewer."""
    enough, too_few = bowker([[0, 8], [2, 0]], 1), bowker([[0, 7], [2, 0]], 1)
    assert enough is not None
    assert (enough.method, enough.p) == ("chi2", pytest.approx(stats.chi2.sf(3.6, 1)))
    assert too_few is not None
    assert too_few.method == "permutation"
    assert too_few.p == pytest.approx(stats.binomtest(7, 9).pvalue, abs=0.015)


def test_nobody_moved() -> None:
    assert bowker(np.diag([3, 4, 5]), 1) is None


@given(st.floats(0, 400), st.integers(1, 300))
def test_tail_of_many_degrees_of_freedom(chi2: float, freedom: int) -> None:
    """Twenty groups make 95 of them."""
    assert significance.chi2_tail(chi2, freedom) == pytest.approx(
        stats.chi2.sf(chi2, freedom), abs=1e-12
    )
