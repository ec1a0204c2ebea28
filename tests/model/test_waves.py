"""What moved between waves: against scipy, published intervals, and simulated surveys."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import CategoryCube, count_categories
from kano_xl.model.waves import (
    MOVED,
    NOT_COMPARED,
    SAME,
    SEEMS,
    Change,
    Crossing,
    FeatureMove,
    Wave,
    difference_interval,
    moves_between,
    paired_interval,
    smallest_change,
    smallest_paired_change,
)

A, O, M, I, R, Q = range(6)  # noqa: E741
THEN = [[60, 20, 10, 30, 5, 5], [30, 30, 30, 30, 5, 5], [20, 40, 30, 20, 10, 10]]
NOW = [[20, 60, 25, 15, 5, 5], [28, 33, 27, 32, 6, 4], [35, 40, 25, 15, 10, 5]]
NAMES = ("Chat", "Map", "Lock")


def cube(counts: list[list[int]], names: tuple[str, ...] = NAMES) -> CategoryCube:
    return count_categories(names[: len(counts)], np.array(counts))


def two(then: list[list[int]], now: list[list[int]], **more: object):
    return moves_between([Wave("2025", cube(then)), Wave("2026", cube(now))], **more)


def holm(values: list[float]) -> list[float]:
    """Step by step, as Holm (1979) describes it."""
    found, least = [0.0] * len(values), 0.0
    for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        least = max(least, min(1.0, (len(values) - rank) * values[index]))
        found[index] = least
    return found


def test_different_people_against_scipy() -> None:
    moves = two(THEN, NOW).moves
    chi2 = [
        stats.chi2_contingency([t, n], correction=False).pvalue
        for t, n in zip(THEN, NOW, strict=True)
    ]
    permuted = [
        min(stats.contingency.expected_freq([t, n]).min() for t, n in [pair]) < 5
        for pair in zip(THEN, NOW, strict=True)
    ]
    for move, p, rough in zip(moves, chi2, permuted, strict=True):
        assert move.categories.p == pytest.approx(p, abs=0.01 if rough else 1e-9)
    assert [each.categories.p_holm for each in moves] == pytest.approx(
        holm([each.categories.p for each in moves])
    )
    for kind, inside in (("better", (A, O)), ("worse", (O, M))):
        ps = []
        for t, n in zip(THEN, NOW, strict=True):
            table = [
                [sum(w[k] for k in inside), sum(w[k] for k in (A, O, M, I) if k not in inside)]
                for w in (t, n)
            ]
            ps.append(stats.chi2_contingency(table, correction=False).pvalue)
        assert [getattr(each, kind).p for each in moves] == pytest.approx(ps)
        assert [getattr(each, kind).p_holm for each in moves] == pytest.approx(holm(ps))


def test_differences_are_later_minus_earlier_with_the_sign_of_the_coefficient() -> None:
    move = two(THEN, NOW).moves[0]
    assert move.better.difference == pytest.approx(80 / 120 - 80 / 120)
    assert move.worse.difference == pytest.approx(-85 / 120 + 30 / 120)
    low, high = move.worse.interval
    assert low < move.worse.difference < high < 0


def test_interval_of_a_difference_as_newcombe_printed_it() -> None:
    # Newcombe (1998), table II, method 10: 56/70 − 48/80, 9/10 − 3/10, 10/10 − 0/20.
    for second, first, expected in (
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
    ):
        assert difference_interval(first, second, 0.95) == pytest.approx(expected, abs=5e-5)
    assert difference_interval((0, 0), (1, 2), 0.95) is None


def test_paired_interval_is_walds_with_half_a_person_in_each_cell() -> None:
    gained, lost, n = 25.5, 9.5, 102
    net = (gained - lost) / n
    error = math.sqrt(gained + lost - (gained - lost) ** 2 / n) / n
    half = stats.norm.ppf(0.975) * error
    assert paired_interval(25, 9, 100, 0.95) == pytest.approx((net - half, net + half))
    # Of six who all changed one way it would reach beyond 1.
    assert paired_interval(6, 0, 6, 0.95)[1] == 1
    assert paired_interval(0, 6, 6, 0.95)[0] == -1


@pytest.mark.parametrize("n", [100, 400])
def test_smallest_change_is_found_in_four_of_five(n: int) -> None:
    change = smallest_change(n, n, 0.05)
    generator = np.random.default_rng(5)
    first = generator.binomial(n, 0.5 - change / 2, 20_000) / n
    second = generator.binomial(n, 0.5 + change / 2, 20_000) / n
    pooled = (first + second) / 2
    z = (second - first) / np.sqrt(pooled * (1 - pooled) * 2 / n)
    found = (abs(z) > stats.norm.ppf(0.975)).mean()
    assert 0.78 < found < 0.86


def test_smallest_paired_change_is_found_in_four_of_five() -> None:
    n, changed = 300, 0.3
    change = smallest_paired_change(n, changed, 0.05)
    generator = np.random.default_rng(5)
    shares = [(changed + change) / 2, (changed - change) / 2, 1 - changed]
    gained, lost, _ = generator.multinomial(n, shares, 4_000).T
    found = np.mean(
        [
            stats.binomtest(int(g), int(g + x)).pvalue <= 0.05
            for g, x in zip(gained, lost, strict=True)
        ]
    )
    assert 0.77 < found < 0.88


def test_smallest_change_of_hardly_any_answers_is_unknown() -> None:
    assert smallest_change(3, 3, 0.05) is None
    assert smallest_change(0, 100, 0.05) is None
    assert smallest_paired_change(50, 0.0, 0.05) is None


def crossed(**cells: int) -> np.ndarray:
    found = np.zeros((6, 6), np.int64)
    for pair, n in cells.items():
        found[CATEGORIES.index(pair[0]), CATEGORIES.index(pair[1])] = n
    return found


def test_same_people_against_scipy() -> None:
    cells = crossed(AA=40, AO=30, OA=8, OO=20, II=20, AI=12, IA=11, RR=6, RA=9)
    found = two(
        [[82, 28, 0, 31, 15, 0]],
        [[68, 50, 0, 32, 6, 0]],
        crossings={(0, 1): Crossing(156, ("Chat",), cells[np.newaxis])},
    )
    (move,) = found.moves
    # Better: A or O against M or I, of people with A, O, M or I both times.
    assert move.better.people == 40 + 30 + 8 + 20 + 20 + 12 + 11
    assert move.better.p == pytest.approx(stats.binomtest(11, 23).pvalue)
    assert move.better.difference == pytest.approx(-1 / 141)
    # Worse: O against A or I; its size rose, so it fell.
    assert move.worse.p == pytest.approx(stats.binomtest(30, 38).pvalue)
    assert move.worse.difference == pytest.approx(-22 / 141)
    low, high = move.worse.interval
    assert low < -22 / 141 < high < 0
    bowker = sum((b - c) ** 2 / (b + c) for b, c in ((30, 8), (12, 11), (0, 9)))
    assert move.categories.people == 156
    # 9 changes between two categories are too few for the χ² distribution.
    assert move.categories.method == "permutation"
    assert move.categories.p == pytest.approx(stats.chi2.sf(bowker, 3), abs=0.01)
    assert (move.better.method, move.worse.method) == ("mcnemar", "mcnemar")


def of_the_same(cells: np.ndarray, then: list[int], now: list[int]) -> FeatureMove:
    crossing = Crossing(int(cells.sum()), ("Chat",), cells[np.newaxis])
    return two([then], [now], crossings={(0, 1): crossing}).moves[0]


@pytest.mark.parametrize(
    ("left", "told"), [(0, True), (1, False), (4, False), (5, True), (6, True)]
)
@pytest.mark.parametrize("wave", [0, 1])
@pytest.mark.parametrize("letter", [A, R])
def test_who_is_not_among_the_same_people_is_told_of_as_nobody_or_five(
    left: int, told: bool, wave: int, letter: int
) -> None:
    """The answers of a wave less those of the same people are those of the others."""
    answers = [[30, 20, 0, 0, 8, 0], [20, 30, 0, 0, 8, 0]]
    answers[wave][letter] += left
    move = of_the_same(crossed(AA=15, AO=15, OA=5, OO=15, RR=8), *answers)
    for change, people in ((move.categories, 58), (move.better, 50), (move.worse, 50)):
        assert change.people == (people if told else None)
        assert (change.interval is None) == (not told or change is move.categories)
        assert (change.difference is None) == (not told or change is move.categories)
    # Fifteen against five; what is not told has a p that is rounded up to one digit.
    p = stats.binomtest(5, 20).pvalue
    assert move.worse.p == pytest.approx(p if told else 0.05)


def test_of_a_coefficient_its_own_answers_are_told_apart() -> None:
    """Three who answered R earlier and A now: Better of the others would tell of them."""
    cells = crossed(AA=20, OO=10, RA=3, RR=4)
    move = of_the_same(cells, [20, 10, 0, 0, 7, 0], [23, 10, 0, 0, 4, 0])
    assert move.categories.people == 37
    assert (move.better.people, move.worse.people) == (None, None)


def test_five_of_the_same_people_are_tested() -> None:
    """All five turned from A to O: by chance once in 32 one way, and once the other."""
    move = of_the_same(crossed(AO=5), [5, 0, 0, 0, 0, 0], [0, 5, 0, 0, 0, 0])
    assert move.categories.people == move.better.people == move.worse.people == 5
    assert move.worse.p == pytest.approx(2 / 2**5)
    assert move.categories.p == pytest.approx(2 / 2**5, abs=0.02)
    again = of_the_same(crossed(AO=5), [5, 0, 0, 0, 0, 0], [0, 5, 0, 0, 0, 0])
    assert again.categories.p == move.categories.p


def test_of_a_feature_that_nobody_answered_twice_there_are_no_counts() -> None:
    cells = crossed(AO=5, II=2)
    crossing = Crossing(7, ("Map", "Chat"), np.stack([np.zeros_like(cells), cells]))
    assert (crossing.of("Chat") == cells).all()
    assert crossing.of("Lock").shape == cells.shape
    assert not crossing.of("Lock").any()
    unasked = two([THEN[2]], [NOW[2]], crossings={(0, 1): replace(crossing, features=("X", "Y"))})
    assert unasked.moves[0].verdict == NOT_COMPARED


def test_who_had_a_or_i_and_now_has_r_is_not_among_those_of_a_coefficient() -> None:
    move = of_the_same(
        crossed(AA=15, AI=9, IA=4, II=12, AR=10, QA=6),
        [34, 0, 0, 16, 0, 6],
        [25, 0, 0, 21, 10, 0],
    )
    assert move.categories.people == 56
    assert move.better.people == 15 + 9 + 4 + 12
    assert move.better.difference == pytest.approx((4 - 9) / 40)
    assert move.better.p == pytest.approx(stats.binomtest(4, 13).pvalue)


def test_fewer_than_five_of_the_same_people_are_not_tested() -> None:
    cells = crossed(AA=2, AO=2)
    found = two(
        [[60, 20, 10, 30, 0, 0]],
        [[30, 60, 10, 20, 0, 0]],
        crossings={(0, 1): Crossing(40, ("Chat",), cells[np.newaxis])},
    )
    (move,) = found.moves
    assert (move.categories, move.better, move.worse, move.smallest_change) == (None,) * 4


def test_what_moved_what_seems_so_and_what_did_not() -> None:
    then = [[60, 20, 10, 30, 0, 0], [40, 10, 10, 38, 0, 0], [30, 30, 30, 30, 0, 0]]
    now = [[15, 65, 20, 20, 0, 0], [38, 10, 10, 40, 0, 0], [30, 30, 30, 30, 0, 0]]
    assert [each.verdict for each in two(then, now).moves] == [MOVED, SEEMS, SAME]


def test_the_life_cycle_is_one_way_and_only_of_what_certainly_moved() -> None:
    then, now = [90, 10, 5, 10, 0, 0], [10, 90, 5, 10, 0, 0]
    assert two([then], [now]).moves[0].is_life_cycle
    assert not two([now], [then]).moves[0].is_life_cycle
    assert not two([[6, 3, 0, 1, 0, 0]], [[3, 6, 0, 1, 0, 0]]).moves[0].is_life_cycle
    assert not two([then], [[10, 5, 5, 90, 0, 0]]).moves[0].is_life_cycle


def test_a_change_counts_by_its_p_of_all_kinds() -> None:
    move = two(THEN, NOW).moves[1]
    assert not move.is_certain(None)
    assert not move.is_certain(Change(0.001, p_holm=0.02))  # three times .02 is more than .05
    assert move.is_certain(Change(0.001, p_holm=0.016))
    loose = replace(move, level=0.10)
    assert loose.is_certain(Change(0.001, p_holm=0.02))


def test_of_three_waves_all_comparisons_are_corrected_together() -> None:
    waves = [Wave(str(year), cube(each)) for year, each in ((1, THEN), (2, NOW), (3, THEN))]
    found = moves_between(waves)
    assert found.pairs == ((0, 1), (1, 2), (0, 2))
    assert [len(found.between(pair)) for pair in found.pairs] == [3, 3, 3]
    ps = [each.worse.p if each.worse.p is not None else 1.0 for each in found.moves]
    assert [each.worse.p_holm for each in found.moves] == pytest.approx(holm(ps))


def test_features_with_fewer_than_five_answers_are_left_out() -> None:
    found = two([*THEN[:2], [2, 1, 1, 0, 0, 0]], NOW)
    assert [each.feature for each in found.moves] == ["Chat", "Map"]
    assert found.too_few == (("Lock",), ())
    assert [each.name for each in found.analyses[0].features] == ["Chat", "Map"]
    assert found.only_in == {"2025": (), "2026": ()}


def test_only_in_one_wave() -> None:
    one, other = cube(THEN), cube(NOW, ("Chat", "Route", "Lock"))
    found = moves_between([Wave("a", one), Wave("b", other)])
    assert found.only_in == {"a": ("Map",), "b": ("Route",)}
    alike = moves_between([Wave("a", one), Wave("b", other)], renamed={(0, "Map"): "Route"})
    assert alike.only_in == {"a": (), "b": ()}
    assert [(each.was_called, each.feature) for each in alike.moves][1] == ("Map", "Route")


@pytest.mark.parametrize("names", [("a",), ("a", "a")])
def test_waves_need_names_of_their_own(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="two or more waves"):
        moves_between([Wave(name, cube(THEN)) for name in names])


def test_where_nothing_moved_something_is_said_to_have_in_one_of_twenty_at_most() -> None:
    """40 comparisons of 5 features: with a true rate of 5 % more than 7 come in 1 of 1,000."""
    generator, wrong = np.random.default_rng(1984), 0
    shares = generator.dirichlet([3, 3, 3, 3, 0.5, 0.3], 5)
    names = tuple(f"F{index}" for index in range(5))
    for _ in range(40):
        then, now = (
            cube([generator.multinomial(60, each).tolist() for each in shares], names)
            for _ in range(2)
        )
        found = moves_between([Wave("a", then), Wave("b", now)])
        wrong += any(each.verdict == MOVED for each in found.moves)
    assert wrong <= 7


def test_features_that_truly_moved_are_found_and_the_others_are_not() -> None:
    generator = np.random.default_rng(3)
    same, then, now = (
        (0.2, 0.3, 0.3, 0.2, 0, 0),
        (0.6, 0.2, 0.1, 0.1, 0, 0),
        (0.2, 0.5, 0.2, 0.1, 0, 0),
    )
    names = tuple(f"F{index}" for index in range(10))
    moved = {"F2", "F5"}
    waves = [
        cube(
            [generator.multinomial(200, new if name in moved else same).tolist() for name in names],
            names,
        )
        for new in (then, now)
    ]
    found = moves_between([Wave("a", waves[0]), Wave("b", waves[1])])
    assert {each.feature for each in found.moves if each.verdict == MOVED} == moved
