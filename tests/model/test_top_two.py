"""The tests of the two largest counts, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kano_xl.model.top_two import LEVEL, POWER, answers_to_lead, compare_top_two, upper_tail


@given(
    st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.sampled_from([0.5, 0.52, 0.7, 0.99]),
)
def test_upper_tail_equals_scipy(sample: tuple[int, int], share: float) -> None:
    successes, trials = sample
    expected = stats.binom.sf(successes - 1, trials, share)
    # scipy gives 0 for tails that are smaller still.
    assert upper_tail(successes, trials, share) == pytest.approx(expected, rel=1e-8, abs=1e-200)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_exact_test_equals_scipy(a: int, b: int) -> None:
    result = compare_top_two([a, b, 0, 0, 0, 17])
    if max(a, b) == 0:
        assert result is None
    else:
        assert result is not None
        assert result.p == pytest.approx(stats.binomtest(max(a, b), a + b).pvalue, rel=1e-8)


def test_of_a_billion_answers_in_no_time() -> None:
    result = compare_top_two([500_000_000, 499_900_000, 0, 0, 0, 0])
    assert result is not None
    expected = 2 * stats.norm.sf(result.z)
    assert result.p == pytest.approx(expected, rel=1e-3)


def test_questionable_never_leads() -> None:
    result = compare_top_two([0, 3, 0, 1, 0, 50])
    assert result is not None
    assert (result.first, result.second) == ("O", "I")


def test_fong_by_hand() -> None:
    """n = 200, a = 80, b = 60: 1.65·√(140·260/400) = 15.74; 20 is not below."""
    result = compare_top_two([80, 60, 30, 20, 5, 5])
    assert result is not None
    assert result.fong.difference == 20
    assert result.fong.critical == pytest.approx(15.74, abs=0.005)
    assert result.fong.significant


@pytest.mark.parametrize(
    ("a", "b", "n"), [(55, 45, 100), (30, 25, 80), (12, 9, 30), (510, 490, 1200)]
)
def test_answers_to_lead_give_the_power(a: int, b: int, n: int) -> None:
    """With that many answers scipy finds the power reached; with four fifths of them, not."""
    more = answers_to_lead(a, b, n)
    assert more is not None
    assert _power(round((n + more) * (a + b) / n), a / (a + b)) >= POWER - 0.03
    assert _power(round(0.8 * (n + more) * (a + b) / n), a / (a + b)) < POWER


def _power(trials: int, share: float) -> float:
    critical = next(
        k for k in range(trials // 2, trials + 2) if 2 * stats.binom.sf(k - 1, trials, 0.5) <= LEVEL
    )
    return float(stats.binom.sf(critical - 1, trials, share))


def test_settled_equal_and_empty() -> None:
    assert answers_to_lead(90, 10, 100) == 0
    assert answers_to_lead(10, 10, 20) is None
    assert answers_to_lead(0, 0, 9) is None


@pytest.mark.parametrize("shares", [(0.4, 0.4, 0.1, 0.1), (0.3, 0.3, 0.2, 0.2)])
@pytest.mark.parametrize("n", [100, 300])
def test_real_error_rates(shares: tuple[float, ...], n: int) -> None:
    """What the Method sheet says: with two equal categories, how often is one called ahead?

    The two are A and O throughout, so that the tests are not led to another pair.
    """
    draws = np.random.default_rng(20).multinomial(n, shares, size=4000)[:, :2]
    exact = fong = 0
    for a, o in draws.tolist():
        result = compare_top_two([a, o, 0, 0, 0, n - a - o])
        assert result is not None
        exact += result.p <= LEVEL
        fong += result.fong.significant
    assert exact / 4000 <= 0.11
    assert 0.13 <= fong / 4000 <= 0.24
