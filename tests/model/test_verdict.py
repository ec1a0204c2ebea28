"""Stability and verdicts: against scipy, by hand, and with surveys whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from error_rates import TRUTHS, Truth, wrong
from kano_xl.choices import RULES, Rules
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import count_categories
from kano_xl.model.verdict import RESAMPLES, by_chance, more_answers, stability


def counts(**letters: int) -> list[int]:
    return [letters.get(letter, 0) for letter in CATEGORIES]


def result(rule: str = "mode", **letters: int) -> FeatureResult:
    cube = count_categories(["Chat"], np.array([counts(**letters)]))
    (feature,) = analyse_cube(cube, Rules(rule=rule)).features
    return feature


def test_stability_of_two_categories_is_binomial() -> None:
    """With A and I alone, A wins when it has at least half (a tie goes to A)."""
    found = stability(counts(A=26, I=24), Rules())
    assert found is not None
    assert found["A"] == pytest.approx(stats.binom.sf(24, 50, 26 / 50), abs=0.04)
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize(("a", "i"), [(30, 18), (34, 16), (60, 40), (33, 17)])
def test_stability_near_a_limit_is_drawn_in_full(a: int, i: int) -> None:
    found = stability(counts(A=a, I=i), Rules())
    assert found is not None
    n = a + i
    expected = stats.binom.sf(math.ceil(n / 2) - 1, n, a / n)
    assert found["A"] == pytest.approx(expected, abs=4 * math.sqrt(0.16 / RESAMPLES))


def test_fewer_draws_leave_the_verdict_alone() -> None:
    """What is known after a part of the draws is on the same side of each limit in 100,000."""
    generator = np.random.default_rng(3)
    for cells in generator.multinomial(60, [0.35, 0.3, 0.1, 0.15, 0.05, 0.05], 40):
        found = stability(cells, Rules())
        assert found is not None
        top = int(cells.argmax())
        drawn = generator.multinomial(60, cells / 60, 100_000)
        order = [5, 2, 1, 0, 3, 4]
        wins = np.take(order, drawn[:, order].argmax(axis=1)) == top
        for limit in (0.95, 0.80):
            if abs(wins.mean() - limit) > 0.01:
                assert (found[CATEGORIES[top]] >= limit) == (wins.mean() >= limit)


@pytest.mark.parametrize("rule", RULES)
def test_stability_is_one_where_all_agree(rule: str) -> None:
    found = stability(counts(M=12), Rules(rule=rule))
    assert found == {letter: float(letter == "M") for letter in CATEGORIES}


def test_stability_of_nothing() -> None:
    assert stability(np.zeros(6, int), Rules()) is None


def exact(a: int, b: int) -> float:
    return float(stats.binomtest(a, a + b).pvalue)


@pytest.mark.parametrize(
    ("rule", "category", "cells", "expected"),
    [
        ("mode", "M", counts(M=7, I=3), exact(7, 3)),
        ("mode", "M", counts(M=70, I=40, Q=50), exact(70, 50)),
        ("mode", "Q", counts(Q=30, I=20), exact(30, 20)),
        ("cqm", "M", counts(M=50, O=20, I=40), exact(70, 40)),
        ("cqm", "M", counts(M=50, O=2, I=45), exact(52, 45)),
        ("cqm", "I", counts(M=20, O=10, I=40, R=5, Q=30), exact(40, 30)),
        ("moai", "Q", counts(Q=30, I=20), exact(30, 20)),
        # I leads M by 20 of 100, the gap is 5: 60 of 100 where 52.5 % are expected
        ("moai", "I", counts(M=40, I=60), 2 * stats.binom.sf(59, 100, 0.525)),
        # M is behind by 1: within the gap as if 52.5 % were expected; 41 or fewer of 81
        ("moai", "M", counts(M=40, I=41, R=19), 2 * stats.binom.cdf(41, 81, 0.5 + 5 / 162)),
        # O is within the gap of A; M is beyond it, and nearer to it than A is to I; three could
        # have been the largest that M is behind
        (
            "moai",
            "O",
            counts(M=85, O=118, A=120, I=10),
            3 * 2 * stats.binom.sf(119, 205, 0.5 + 16.65 / 410),
        ),
    ],
)
def test_the_lead_that_decides(rule: str, category: str, cells: list[int], expected: float) -> None:
    assert by_chance(cells, category, Rules(rule=rule)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("letters", "stable"), [({"M": 7, "I": 3}, 0.95), ({"M": 5, "I": 1}, 0.95)]
)
def test_a_stable_category_is_not_clear_if_its_lead_may_be_chance(
    letters: dict[str, int], stable: float
) -> None:
    """M 7 : I 3 has p = .34 and M 5 : I 1 p = .22: a verdict of "clear" would be too sure."""
    feature = result(**letters)
    assert feature.probability is not None
    assert feature.probability["M"] > 0.85
    assert (feature.verdict, feature.rival) == ("likely", "I")


def test_what_more_answers_are_asked_for() -> None:
    lead = {"A": 100, "O": 86, "M": 54, "I": 60}
    assert result("mode", **lead).more_answers is not None
    assert result("moai", **lead).more_answers is None
    assert result("cqm", **lead).more_answers == result("mode", **lead).more_answers
    assert more_answers(counts(M=50, I=45), "M", "I", "mode") is not None
    assert more_answers(counts(M=50, I=45), "M", "I", "cqm") is None
    assert more_answers(counts(I=30, Q=28), "I", "Q", "mode") is None
    assert more_answers(counts(I=30, R=20, A=25), "I", "R", "mode") is None
    assert more_answers(counts(I=30, R=25, A=28), "I", "R", "cqm") is not None


def test_a_tie_with_questionable_answers() -> None:
    feature = result(I=30, Q=30)
    assert (feature.category, feature.tied, feature.verdict) == ("Q", ("Q", "I"), "open")
    assert feature.more_answers is None


HARDEST = [truth for truth in TRUTHS if "nothing else" in truth.name]


@pytest.mark.parametrize("truth", HARDEST, ids=lambda truth: f"{truth.rule}, {truth.name}")
def test_wrong_verdicts_are_as_rare_as_promised(truth: Truth) -> None:
    """At most 5 % on a side, and what 400 surveys are off by chance (a bound of 1 in 10,000)."""
    limit = stats.binom.isf(1e-4, 400, 0.05) / 400
    for people in (10, 30):
        assert wrong(truth, people, 400) <= limit


def test_without_the_exact_test_there_would_be_more_of_them() -> None:
    """The simulation's own arithmetic: drawn, resampled and tested by numpy and scipy alone."""
    generator = np.random.default_rng(11)
    stable = both = 0
    for m, i in generator.multinomial(10, [0.5, 0.5], 2000).tolist():
        share = stats.binom.sf(4, 10, m / 10)  # a tie of 5 and 5 goes to M
        stable += share >= 0.95
        both += share >= 0.95 and exact(m, i) <= 0.10
    assert stable / 2000 > 0.10
    assert both / 2000 <= 0.05
    m_clear = sum(result(M=m, I=10 - m).verdict == "clear" for m in range(5, 11))
    assert m_clear == sum(exact(m, 10 - m) <= 0.10 for m in range(6, 11))
