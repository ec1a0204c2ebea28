"""Better, Worse and their intervals, against scipy and independent arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kano_xl.model import coefficients

COUNTS = st.lists(st.integers(0, 500), min_size=6, max_size=6)


@given(COUNTS)
def test_against_fractions(counts: list[int]) -> None:
    a, o, m, i, r, _ = counts
    expected = {
        coefficients.better: (a + o, a + o + m + i),
        coefficients.worse: (-(o + m), a + o + m + i),
        coefficients.better_with_reversals: (a + o - r, a + o + m + i + r),
        coefficients.worse_with_reversals: (-(o + m - r), a + o + m + i + r),
    }
    for coefficient, (part, whole) in expected.items():
        found = float(coefficient(counts))
        if whole == 0:
            assert np.isnan(found)
        else:
            assert found == pytest.approx(float(Fraction(part, whole)), abs=1e-15)


@given(COUNTS)
def test_ranges(counts: list[int]) -> None:
    better, worse = coefficients.better(counts), coefficients.worse(counts)
    assert np.isnan(better) or 0 <= better <= 1
    assert np.isnan(worse) or -1 <= worse <= 0


def test_of_many_features_at_once() -> None:
    table = np.array([[1, 1, 1, 1, 9, 9], [0, 0, 0, 0, 9, 9]])
    assert coefficients.better(table).tolist()[0] == 0.5
    assert np.isnan(coefficients.better(table)[1])


def test_no_negative_zero() -> None:
    """A Worse of −0 would be printed as "-0.00"."""
    assert not np.signbit(coefficients.worse([5, 0, 0, 5, 0, 0]))


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_wilson_equals_scipy(confidence: float, sample: tuple[int, int]) -> None:
    expected = stats.binomtest(*sample).proportion_ci(confidence, method="wilson")
    found = coefficients.wilson(*sample, confidence)
    assert found == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_nothing() -> None:
    assert coefficients.wilson(0, 0, 0.95) is None


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.825, 2, "0.83"),
        (-0.825, 2, "-0.83"),
        (0.005, 2, "0.01"),
        (2.5, 0, "3"),
        (-0.0004, 2, "0.00"),
        (1.0, 3, "1.000"),
    ],
)
def test_printed_halves_go_away_from_zero(value: float, digits: int, expected: str) -> None:
    assert coefficients.printed(value, digits) == expected


@pytest.mark.parametrize("counts", [(30, 40, 20, 10), (5, 0, 90, 5), (1, 7, 1, 3), (99, 1, 1, 99)])
def test_standard_errors_are_those_of_the_delta_method(counts: tuple[int, ...]) -> None:
    """The covariance of a multinomial's shares, carried through each coefficient's gradient."""
    n = sum(counts)
    p = np.array(counts) / n
    covariance = (np.diag(p) - np.outer(p, p)) / n
    gradients = {  # by A, O, M, I
        "better": (1, 1, 0, 0),
        "worse": (0, -1, -1, 0),
        "total_satisfaction": (1, 0, -1, 0),
        "average_satisfaction": (0.5, 1, 0.5, 0),
    }
    found = coefficients.standard_errors([*counts, 17, 4])
    assert found is not None
    for name, gradient in gradients.items():
        variance = np.array(gradient) @ covariance @ np.array(gradient)
        assert getattr(found, name) == pytest.approx(variance**0.5)


def test_standard_errors_are_what_surveys_drawn_again_show() -> None:
    counts = np.array([30, 40, 20, 10, 0, 0])
    drawn = np.random.default_rng(1).multinomial(100, counts / 100, 20_000)
    better, worse = coefficients.better(drawn), coefficients.worse(drawn)
    found = coefficients.standard_errors(counts)
    assert found is not None
    spreads = [(each).std() for each in (better, worse, better + worse, (better - worse) / 2)]
    assert tuple(found) == pytest.approx(spreads, rel=0.03)


def test_standard_errors_at_the_ends() -> None:
    assert coefficients.standard_errors([0, 0, 0, 0, 9, 9]) is None
    assert coefficients.standard_errors([0, 9, 0, 0, 0, 0]) == (0, 0, 0, 0)
