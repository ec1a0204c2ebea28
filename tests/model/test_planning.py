"""The numbers of the planning sheets: published and hand-made examples, and what always holds."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.model.planning import house as houses
from kano_xl.model.planning import ranking
from kano_xl.model.planning.actions import STATES, FoundOfFeature, is_overdue, moved
from kano_xl.model.planning.cascade import arrived, deployed
from kano_xl.model.planning.house import (
    ADJUSTMENTS,
    adjusted,
    checks,
    improvement_ratio,
    raw_weights,
    relative,
    technical_importance,
    trade_offs,
)
from planning.worked_houses import NEEDS, WORKED, WorkedHouse, WorkedNeed

NAN = float("nan")


@pytest.mark.parametrize("worked", WORKED)
def test_technical_importance_of_worked_examples(worked: WorkedHouse) -> None:
    relations = np.transpose(worked.columns)
    assert tuple(technical_importance(worked.weights, relations)) == worked.expected


def test_shares_and_ranks_of_a_worked_example() -> None:
    sums = WORKED[0].expected
    assert tuple((relative(sums) * 382).round(9)) == sums
    assert houses.rank_of(sums).tolist() == [3, 2, 6, 4, 5, 7, 1]


def test_deployment_to_the_next_house() -> None:
    assert deployed([5, 3], [[9, 1], [1, 9]], [[1], [3]]).tolist() == [144]
    assert arrived(["A", "b"], ["B ", "a"]) == ((), ())


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("none", [5 * 1.25, 4 * 4 / 3 * 1.2, 3 * 2 * 1.5, 1]),
        ("tan-shen", [5 * 1.25**2, 4 * 4 / 3 * 1.2, 3 * 2**0.5 * 1.5, 1]),
        (
            "chaudha",
            [
                5 * 1.25 * 1.8173**0.5,
                4 * 4 / 3 * 1.2 * 1.7839,
                3 * 2 * 1.5 * 1.6474**1.5,
                1,
            ],
        ),
        ("tontini", [6.25 * 0.8173, 6.4 * 0.7839, 9 * 0.6474, 0.1889]),
    ],
)
def test_weights_under_each_adjustment(how: str, expected: list[float]) -> None:
    each = WorkedNeed(*zip(*NEEDS, strict=True))  # type: ignore[arg-type]
    ratio = improvement_ratio(each.now, each.target)
    bearing = adjusted(ratio, each.category, each.better, each.worse, how)
    found = raw_weights(each.importance, bearing, each.sales_point, "targets")
    assert found == pytest.approx(expected)


def test_the_published_adjustments_pull_in_opposite_directions() -> None:
    ratio = [1.5, 1.5]
    tan_shen, chaudha = (
        adjusted(ratio, "MA", [0.3, 0.8], [-0.8, -0.3], how) for how in ("tan-shen", "chaudha")
    )
    assert tan_shen[0] > tan_shen[1]
    assert chaudha[0] < chaudha[1]


@pytest.mark.parametrize("how", ADJUSTMENTS)
def test_what_no_survey_asked_keeps_its_ratio(how: str) -> None:
    assert adjusted([1.5], [""], [NAN], [NAN], how).tolist() == [1.5]


@pytest.mark.parametrize("how", ["best", ""])
def test_unknown_choices_are_refused(how: str) -> None:
    with pytest.raises(ValueError, match="none of"):
        adjusted([1], "M", [0], [0], how)
    with pytest.raises(ValueError, match="none of"):
        raw_weights([1], [1], [1], how)


def test_missing_targets_change_nothing_and_missing_importance_weighs_nothing() -> None:
    assert improvement_ratio([NAN, 0, 2], [3, 3, NAN]).tolist() == [1, 1, 1]
    assert raw_weights([NAN, 4], [1, 1], [1, NAN], "targets").tolist() == [0, 4]
    assert raw_weights([3, 4], [2, 2], [1.5, NAN], "importance").tolist() == [3, 4]
    assert np.isnan(relative([0, 0])).all()


def test_checks_and_trade_offs() -> None:
    found = checks([[9, 0, NAN], [3, 1, 0], [0, 0, 0]], "MOR")
    assert found == ((2,), (1,), (2,), (2,), False)
    assert checks(np.ones((1, 16))).too_big
    assert not checks(np.ones((1, 15))).too_big
    # What stands below the diagonal is not part of the roof.
    assert trade_offs([[0, 1, -1], [-2, 0, NAN], [-2, -2, 0]]) == ((0, 2, -1),)


SIZES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@given(SIZES, st.randoms(use_true_random=False), st.sampled_from(ADJUSTMENTS))
def test_a_house_is_true_in_itself(size: tuple[int, int], chance: object, how: str) -> None:
    rows, columns = size
    draw = np.random.default_rng(chance.randrange(2**32))  # type: ignore[attr-defined]
    better, worse = draw.random(rows), -draw.random(rows)
    letters = draw.choice(list("MOAIRQ"), rows).tolist()
    relations = draw.choice([0, 1, 3, 9], (rows, columns))
    given_in = {
        "importance": draw.integers(1, 6, rows).astype(float),
        "now": draw.choice([NAN, 1, 2, 3, 4, 5], rows),
        "target": draw.choice([NAN, 1, 2, 3, 4, 5], rows),
        "sales_point": draw.choice([NAN, 1, 1.2, 1.5], rows),
    }
    survey = {"category": letters, "better": better, "worse": worse}
    roof = np.zeros((columns, columns))
    found = houses.house(**survey, **given_in, relations=relations, roof=roof, adjustment=how)
    assert found.weight.sum() == pytest.approx(1)
    assert found.plain.sum() == pytest.approx(1)
    # Written out once more, one sum after the other.
    by_hand = [sum(found.raw[i] * relations[i, j] for i in range(rows)) for j in range(columns)]
    assert found.importance == pytest.approx(by_hand)
    assert sorted(found.rank)[0] == 1
    # The order of rows and columns bears on nothing.
    order = draw.permutation(rows)
    turned = {key: np.asarray(value)[order] for key, value in (survey | given_in).items()}
    again = houses.house(**turned, relations=relations[order], roof=roof, adjustment=how)
    assert again.importance == pytest.approx(found.importance)
    # Twice the importance of everything is the same weight.
    given_in["importance"] *= 2
    double = houses.house(**survey, **given_in, relations=relations, roof=roof, adjustment=how)
    assert double.weight == pytest.approx(found.weight)
    assert double.importance == pytest.approx(2 * found.importance)


WIEGERS = {
    "benefit": [2, 5, 9, 5, 9, 3, 4, 6, 3, 7],
    "penalty": [4, 3, 7, 5, 8, 9, 3, 2, 4, 4],
    "cost": [1, 2, 5, 3, 3, 3, 3, 4, 4, 9],
    "risk": [1, 1, 3, 2, 8, 4, 2, 3, 2, 7],
}


def test_the_example_of_wiegers() -> None:
    found = ranking.wiegers(**WIEGERS)  # type: ignore[arg-type]
    expected = [1.22, 1.21, 0.89, 0.87, 0.83, 0.68, 0.64, 0.59, 0.47, 0.33]
    assert found.round(2).tolist() == expected
    # A row that lacks a number leaves the shares of the others as if it were not there.
    rows = {key: [*values, 9] for key, values in WIEGERS.items()}
    rows["risk"][-1] = NAN  # type: ignore[call-overload]
    more = ranking.wiegers(**rows)  # type: ignore[arg-type]
    assert more[:-1] == pytest.approx(found)
    assert np.isnan(more[-1])


def test_wiegers_with_weights_that_leave_things_out() -> None:
    """Value in percent does not depend on the unit of its weights; what costs nothing has none."""
    usual = ranking.wiegers(**WIEGERS)  # type: ignore[arg-type]
    small = ranking.Weights(benefit=0.002, penalty=0.001)
    assert ranking.wiegers(**WIEGERS, weights=small) == pytest.approx(usual)  # type: ignore[arg-type]
    worthless = ranking.Weights(benefit=0, penalty=0)
    assert ranking.wiegers(**WIEGERS, weights=worthless).tolist() == [0] * 10  # type: ignore[arg-type]
    free = ranking.Weights(cost=0, risk=0)
    assert np.isnan(ranking.wiegers(**WIEGERS, weights=free)).all()  # type: ignore[arg-type]


def test_importance_from_the_survey() -> None:
    # max(Better, |Worse|) of .8, .4, .2 and .1, over .8: 5, 3, 2 and 1.5, which is 2.
    found = ranking.importance_found([0.8, 0.1, 0.2, 0.1, NAN], [-0.1, -0.4, -0.1, 0, NAN])
    assert found[:4].tolist() == [5, 3, 2, 2]
    assert np.isnan(found[4])
    assert np.isnan(ranking.importance_found([0.0], [0.0])).all()
    assert np.isnan(ranking.importance_found([NAN], [NAN])).all()
    assert ranking.importance_found([], []).shape == (0,)


def test_halves_are_rounded_up_by_twelve_decimals() -> None:
    assert ranking.rounded_up([0.5, 1.5, 2.5, 2.49]).tolist() == [1, 2, 3, 2]
    assert ranking.rounded_up([2.5 - 4e-13, 2.5 - 6e-13]).tolist() == [3, 2]


def test_classes_at_the_split() -> None:
    numbers = [(3, 3, "now"), (3, 2.9, "plan"), (2.9, 3, "quick"), (2.9, 2.9, "drop")]
    found = ranking.classes(*zip(*[each[:2] for each in numbers], strict=True), "OOOO")  # type: ignore[arg-type]
    assert found == tuple(each[2] for each in numbers)
    assert ranking.classes([NAN], [5], ["M"]) == ("",)
    assert ranking.classes([5, NAN], [5, 5], ["R", "R"]) == ("stop", "stop")


def test_efforts_that_are_missing_or_nothing_have_no_score() -> None:
    assert np.isnan(ranking.by_effort([5, 5, 5], [NAN, 0, -1])).all()
    assert ranking.by_effort([5], [0.5]).tolist() == [10]
    assert ranking.weighted_shortest_job([100], [50], [20], [10]).tolist() == [17]


def mostly_numbers(most: int) -> st.SearchStrategy[float]:
    """Whole numbers from 0, and now and then nothing."""
    return st.integers(-1, most).map(lambda number: NAN if number < 0 else float(number))


SCORED = st.lists(
    st.tuples(
        mostly_numbers(25),
        mostly_numbers(5),
        st.sampled_from(["M", "M", "O", "A", "R", ""]),
        mostly_numbers(30),
    ),
    min_size=1,
    max_size=20,
)


@given(SCORED, st.integers(0, 200))
def test_ranks_and_budget(rows: list[tuple[float, float, str, float]], budget: int) -> None:
    score, urgency, category, effort = (list(column) for column in zip(*rows, strict=True))
    rank = ranking.ranked(score, urgency, category)
    counts = [not np.isnan(s) and letter != "R" for s, letter in zip(score, category, strict=True)]
    assert (~np.isnan(rank)).tolist() == counts
    assert sorted(rank[counts]) == list(range(1, sum(counts) + 1))
    order = [int(place) for place in np.argsort(rank)[: sum(counts)]]
    first = [category[i] == "M" and urgency[i] >= 3 for i in order]
    assert first == sorted(first, reverse=True)
    for one, next_one in pairwise(order):
        same = (category[one] == "M" and urgency[one] >= 3) == (
            category[next_one] == "M" and urgency[next_one] >= 3
        )
        if same:
            assert (-score[one], one) < (-score[next_one], next_one)
    taken, left = ranking.bought(rank, effort, budget)
    assert left == budget - sum(effort[i] for i in np.flatnonzero(taken))
    assert left >= 0
    assert not any(np.isnan(effort[i]) for i in np.flatnonzero(taken))
    # What was passed over did not fit when its turn came.
    spent = 0.0
    for i in order:
        if taken[i]:
            spent += effort[i]
        else:
            assert np.isnan(effort[i]) or effort[i] > budget - spent


def test_what_moved_and_what_is_late() -> None:
    assert moved(FoundOfFeature("A", 0.7, -0.2), FoundOfFeature("A", None, -0.5)) == (
        None,
        None,
        pytest.approx(-0.3),
    )
    assert moved(FoundOfFeature("A", 0.5, -0.2), FoundOfFeature("O", 0.75, None)) == (
        ("A", "O"),
        0.25,
        None,
    )
    assert moved(FoundOfFeature(None, None, None), FoundOfFeature("O", 0.75, -0.5)) == (
        None,
        None,
        None,
    )
    today = date(2026, 3, 2)
    assert [is_overdue(date(2026, 3, 1), each, today) for each in STATES] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_overdue(today, "open", today)
    assert not is_overdue(None, "open", today)
