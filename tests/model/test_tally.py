"""Weighted answers in the forms that are computed with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from error_rates import VARIATIONS, weighted_errors
from kano_xl.choices import RULES, Rules
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.cube import CategoryCube, Cube, count_groups, count_pairs, effective_number
from kano_xl.model.resamples import resample_respondents
from kano_xl.model.tally import rescaled

NAMES = ("Chat", "Alerts")


def answers(people: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.random.default_rng(seed).integers(0, 6, (2, 2, people), dtype=np.uint8))


def cube(functional: np.ndarray, dysfunctional: np.ndarray, weights: np.ndarray | None) -> Cube:
    everybody = np.zeros(functional.shape[1], np.int64)
    return count_groups(NAMES, functional, dysfunctional, [""], everybody, weights)


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("people", [30, 200])
def test_weighted_leads_are_found_by_chance_no_more_often_than_said(
    people: int, variation: float
) -> None:
    """Ten in a hundred are said; on weighted counts as they are it would be up to 41."""
    trials = 2000
    on_effective, plain = weighted_errors(people, variation, trials)
    assert on_effective <= 0.10
    if people == 200:
        assert plain > 0.12


@given(
    hnp.arrays(np.float64, (3, 6), elements=st.floats(0, 1000)),
    hnp.arrays(np.float64, 3, elements=st.floats(0, 500)),
)
def test_rescaled_counts_add_up_to_the_effective_number(
    weight: np.ndarray, effective: np.ndarray
) -> None:
    counts = rescaled(weight, effective)
    for row, given_, size in zip(counts, weight, effective, strict=True):
        total = given_.sum()
        assert row.sum() == (max(1, round(size)) if total else 0)
        if total:
            exact = given_ / total * max(1, round(size))
            assert (np.abs(row - exact) <= 1 + 1e-6).all()


def test_weights_are_summed_and_so_are_their_squares() -> None:
    functional, dysfunctional = answers(500)
    weights = np.random.default_rng(1).lognormal(size=500)
    groups = np.random.default_rng(2).integers(0, 3, 500)
    found = count_groups(NAMES, functional, dysfunctional, ["a", "b", "c"], groups, weights)
    for group, feature, f, d in [(0, 0, 1, 5), (1, 1, 0, 0), (2, 0, 3, 3), (2, 1, 5, 1)]:
        held = (groups == group) & (functional[feature] == f) & (dysfunctional[feature] == d)
        at = (group, feature, f, d)
        assert found.n[at] == held.sum()
        assert found.weight[at] == pytest.approx(weights[held].sum())
        assert found.weight_squared[at] == pytest.approx((weights[held] ** 2).sum())
    assert (found.groups, found.features) == (("a", "b", "c"), NAMES)
    assert found.people().tolist() == np.bincount(groups).tolist()
    first = weights[groups == 0]
    assert found.effective()[0] == pytest.approx(first.sum() ** 2 / (first**2).sum())
    plain = count_groups(NAMES, functional, dysfunctional, ["a", "b", "c"], groups)
    everybody = count_pairs(NAMES, functional, dysfunctional)
    assert (plain.everybody().n == everybody.n).all()
    assert not plain.is_weighted
    assert found.is_weighted


def test_a_group_of_nobody_has_no_weight() -> None:
    functional, dysfunctional = answers(9)
    everybody = np.zeros(9, np.int64)
    for weights in (None, np.full(9, 2.0)):
        found = count_groups(NAMES, functional, dysfunctional, ["a", "none"], everybody, weights)
        assert found.people().tolist() == [9, 0]
        assert not found.weight[1].any()
        assert found.weight[0].sum() == 2 * (9 if weights is None else 18)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("weight", [2.0, 0.3, 1 / 7])
def test_the_same_weight_for_everybody_changes_nothing(rule: str, weight: float) -> None:
    functional, dysfunctional = answers(60)
    rules = Rules(rule=rule)
    plain = analyse_cube(
        cube(functional, dysfunctional, None),
        rules,
        resamples=resample_respondents(functional, dysfunctional, rules),
    )
    weights = np.full(60, weight)
    weighted = analyse_cube(
        cube(functional, dysfunctional, weights),
        rules,
        resamples=resample_respondents(functional, dysfunctional, rules, weights),
    )
    for one, two in zip(plain.features, weighted.features, strict=True):
        assert two.weighted is not None
        assert two.weighted.rescaled == one.counts == two.counts
        assert two.weighted.n == pytest.approx(weight * one.n)
        assert two.weighted.effective == pytest.approx(one.n)
        for key in ("category", "categories", "tied", "verdict", "rival", "rank", "rank_interval"):
            assert getattr(two, key) == getattr(one, key)
        for key in ("better", "worse", "better_se", "better_interval", "worse_interval"):
            assert getattr(two, key) == pytest.approx(getattr(one, key))
        assert two.probability == one.probability
        assert two.score is not None
        assert one.score is not None
        assert two.score.functional_se == pytest.approx(one.score.functional_se)
    assert weighted.agreement == plain.agreement


def test_a_weight_of_two_is_as_the_row_twice_in_coefficients() -> None:
    functional, dysfunctional = answers(80)
    weights = np.where(np.arange(80) % 3 == 0, 2.0, 1.0)
    again = np.repeat(np.arange(80), weights.astype(int))
    one = analyse_cube(cube(functional, dysfunctional, weights))
    two = analyse_cube(count_pairs(NAMES, functional[:, again], dysfunctional[:, again]))
    for weighted, twice in zip(one.features, two.features, strict=True):
        for key in (
            *("category", "better", "worse", "total_satisfaction", "average_satisfaction"),
            *("better_with_reversals", "worse_with_reversals", "total_strength", "tied"),
        ):
            expected = getattr(twice, key)
            exact = not isinstance(expected, float)
            assert getattr(weighted, key) == (expected if exact else pytest.approx(expected))
        assert weighted.weighted is not None
        assert weighted.weighted.counts == twice.counts
        assert weighted.score is not None
        assert twice.score is not None
        assert weighted.score.functional_mean == pytest.approx(twice.score.functional_mean)
        assert weighted.n < twice.n
        rests_on = sum(weighted.weighted.rescaled.values())
        assert rests_on == round(weighted.weighted.effective) < weighted.n
        # But 80 people are no 107, so the interval is wider.
        assert weighted.better_interval is not None
        assert twice.better_interval is not None
        low, high = weighted.better_interval
        assert high - low > twice.better_interval[1] - twice.better_interval[0]


def test_heavy_people_are_resampled_with_their_weight() -> None:
    """One person of a thousand weighs as much as all others: now here, now gone."""
    functional, dysfunctional = np.full((1, 999), 3, np.uint8), np.full((1, 999), 3, np.uint8)
    functional[0, 0], dysfunctional[0, 0] = 1, 5
    weights = np.ones(999)
    weights[0] = 998
    cells = resample_respondents(functional, dysfunctional, Rules(), weights).cells[:, 0]
    share = cells[:, 1] / cells.sum(axis=1)
    assert (share == 0).mean() == pytest.approx(0.37, abs=0.05)
    assert effective_number(1996, 998**2 + 998) == pytest.approx(4, abs=0.02)


def test_people_are_those_who_were_asked() -> None:
    cells = np.zeros((1, 1, 7), np.int64)
    cells[0, 0] = [1, 2, 3, 0, 0, 0, 4]
    assert CategoryCube.unweighted([""], ["Chat"], cells).people().tolist() == [10]
