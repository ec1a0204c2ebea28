"""The roadmap's program against trying every plan, its refusals, its periods and its sureness."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from kano_xl.model.coefficients import better, worse
from kano_xl.model.planning.roadmap import (
    BUDGET_LACKS,
    MUST_EXCLUDED,
    NEEDS_NEVER,
    TANGLED,
    TOO_FINE,
    Backlog,
    NoPlanError,
    Pairs,
    whole_units,
    worth,
)
from kano_xl.model.planning.roadmap_frontier import steps
from kano_xl.model.planning.roadmap_periods import finished_in
from kano_xl.model.planning.roadmap_program import GRAIN, best_plans, worth_by_budget
from kano_xl.model.planning.roadmap_sureness import (
    costs_of_must,
    curve,
    more_budget,
    next_step,
    sureness,
)

CASES = 250


class Tried(NamedTuple):
    """Every plan that the rules let through, and the key by which plans are ordered."""

    plans: np.ndarray
    effort: np.ndarray

    def keys(self, values: np.ndarray) -> np.ndarray:
        """Whole numbers: more worth, then less effort, then the smaller sum of ranks."""
        grains = self.plans @ np.rint(values / GRAIN).astype(np.int64)
        ranks = self.plans @ np.arange(1, self.plans.shape[1] + 1)
        return (grains * 10_000 - self.effort) * 1_000 - ranks

    def within(self, budget: int) -> Tried:
        fits = self.effort <= budget
        return Tried(self.plans[fits], self.effort[fits])


def tried(backlog: Backlog, budget: int) -> Tried:
    """All plans within a budget, found by trying each of them."""
    count = len(backlog.effort)
    plans = (np.arange(1 << count)[:, np.newaxis] >> np.arange(count)) & 1
    whole = plans.astype(bool)
    whole[:, list(backlog.there)] = True
    may = ~plans[:, list(backlog.there | backlog.never)].any(axis=1)
    may &= whole[:, list(backlog.must)].all(axis=1)
    for a, b in backlog.needs:
        may &= ~whole[:, a] | whole[:, b] | (plans[:, a] == 0)
    for a, b in backlog.excludes:
        both_exist = a in backlog.there and b in backlog.there
        may &= both_exist | ~(whole[:, a] & whole[:, b])
    effort = plans @ np.array(backlog.effort)
    may &= effort <= budget
    return Tried(plans[may], effort[may])


def a_backlog(chance: random.Random) -> Backlog:
    """Up to 15 features: zero efforts, circles of needs, contradictions, some that exist."""
    count = chance.randint(1, 15 if chance.random() < 0.1 else 9)
    features = range(count)

    def pairs(most: int) -> Pairs:
        wanted = chance.randint(0, most)
        drawn = [(chance.randrange(count), chance.randrange(count)) for _ in range(wanted)]
        return tuple(pair for pair in drawn if pair[0] != pair[1])

    needs = pairs(count)
    if count > 3 and chance.random() < 0.3:
        circle = chance.sample(features, 3)
        needs += tuple(zip(circle, circle[1:] + circle[:1], strict=True))
    kinds = [chance.choice(["there", "must", "never", *[""] * 6]) for _ in features]
    of = {kind: frozenset(i for i in features if kinds[i] == kind) for kind in set(kinds)}
    return Backlog(
        tuple(chance.choice([0, 1, 2, 3, 5, 8]) for _ in features),
        needs,
        pairs(count // 2),
        *(of.get(kind, frozenset()) for kind in ("there", "must", "never")),
    )


def some_values(chance: random.Random, count: int, rows: int) -> np.ndarray:
    """Ties are frequent, some values are negative, some are no whole grains."""
    coarse = np.array([[chance.randint(-1, 4) / 2 for _ in range(count)] for _ in range(rows)])
    fine = np.array([[chance.uniform(-0.3, 2) for _ in range(count)] for _ in range(rows)])
    return np.where(np.arange(rows)[:, np.newaxis] % 2 == 0, coarse, fine)


def test_plans_are_as_good_as_any() -> None:
    chance, refused = random.Random(1), set()
    for _ in range(CASES):
        backlog = a_backlog(chance)
        count, budget = len(backlog.effort), chance.randint(0, 25)
        values = some_values(chance, count, 4)
        possible = tried(backlog, budget)
        try:
            found = best_plans(backlog, values, budget)
        except NoPlanError as error:
            refused.add(error.why)
            assert not len(possible.plans)
            continue
        for plan, row in zip(found, values, strict=True):
            at = np.flatnonzero((possible.plans == plan).all(axis=1))
            assert at.size == 1
            keys = possible.keys(row)
            assert keys[at[0]] == keys.max()
        reached = worth_by_budget(backlog, values[0], budget)
        for smaller in range(budget + 1):
            part = possible.within(smaller)
            most = (part.plans @ values[0]).max() if len(part.plans) else np.nan
            assert reached[smaller] == pytest.approx(most, abs=1e-4, nan_ok=True)
    assert refused == {NEEDS_NEVER, MUST_EXCLUDED, BUDGET_LACKS}


def test_each_survey_may_have_a_budget_of_its_own() -> None:
    backlog, row = Backlog((2, 3, 4), ((0, 2),)), np.array([[1.0, 0.4, 0.5]])
    budgets = np.array([0, 3, 4, 6, 9, 100])
    found = best_plans(backlog, np.repeat(row, len(budgets), axis=0), budgets)
    assert found.astype(int).tolist() == [
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 1],
        [1, 1, 1],
        [1, 1, 1],
    ]


def test_ties_and_efforts_of_nothing() -> None:
    # Equal worth: less effort, then the better ranks. Nothing to do is done if it is worth it.
    plans = best_plans(
        Backlog((2, 1, 1, 0, 0)),
        np.array([[1.0, 1.0, 1.0, 0.1, 0.0], [1.0, 1.0, 0.0, 0.0, 0.0]]),
        1,
    )
    assert plans.astype(int).tolist() == [[0, 1, 0, 1, 0], [0, 1, 0, 0, 0]]


@pytest.mark.parametrize(
    ("backlog", "budget", "why", "features", "lacking"),
    [
        (Backlog((1, 1), ((0, 1),), must=frozenset({0}), never=frozenset({1})), 9, 0, (1,), 0),
        (Backlog((1, 1), (), ((0, 1),), must=frozenset({0, 1})), 9, 1, (0, 1), 0),
        (Backlog((1, 1), (), ((0, 1),), frozenset({1}), frozenset({0})), 9, 1, (0, 1), 0),
        (Backlog((4, 3, 9), ((0, 1),), must=frozenset({0})), 5, 2, (0, 1), 2),
    ],
)
def test_refusals_say_what_is_lacking(
    backlog: Backlog, budget: int, why: int, features: tuple[int, ...], lacking: int
) -> None:
    with pytest.raises(NoPlanError) as caught:
        best_plans(backlog, np.ones((1, len(backlog.effort))), budget)
    error = caught.value
    assert error.why == (NEEDS_NEVER, MUST_EXCLUDED, BUDGET_LACKS)[why]
    assert (error.features, error.lacking) == (features, lacking)


def test_units_of_effort() -> None:
    units = whole_units([0.5, 1.5, 3, 0], [2.2, 2.2])
    assert units.effort == (1, 3, 6, 0)
    assert units.until == (4, 8)  # 2.2 and 4.4 in halves
    assert units.of(4.84) == 9
    assert whole_units([0.1, 0.2], [0.3]).until == (3,)
    assert whole_units([0, 0], [5]).effort == (0, 0)
    # A large budget for few efforts is no trouble; odd efforts are.
    assert whole_units([1, 2], [1e9]).effort == (1, 2)
    with pytest.raises(NoPlanError, match=TOO_FINE):
        whole_units([1 / 3, 20], [10])


def hostile() -> dict[str, Backlog]:
    """Forty features and sixty relations, as bad as they come."""
    chance = np.random.default_rng(3)
    every = range(40)
    drawn = [tuple(chance.choice(40, 2, replace=False).tolist()) for _ in range(60)]
    grid = [(8 * r + c, 8 * r + c + 1) for r in range(5) for c in range(7)]
    grid += [(8 * r + c, 8 * r + c + 8) for r in range(4) for c in range(8)]
    effort = tuple(chance.integers(1, 21, 40).tolist())
    relations: dict[str, tuple[Pairs, Pairs]] = {
        "needs": (tuple(drawn), ()),
        "excludes": ((), tuple(drawn)),
        "mixed": (tuple(drawn[:30]), tuple(drawn[30:])),
        "grid": ((), tuple(grid[:60])),
        "star": (tuple((0, each) for each in every[1:]), tuple(drawn[:20])),
        "circle": (tuple((each, (each + 1) % 40) for each in every), tuple(drawn[:20])),
        "block": ((), tuple((i, 20 + j) for i in range(8) for j in range(8))[:60]),
    }
    return {key: Backlog(effort, *pairs) for key, pairs in relations.items()}


@pytest.mark.parametrize("key", hostile())
def test_forty_features_and_sixty_relations_are_planned(key: str) -> None:
    backlog = hostile()[key]
    values = np.random.default_rng(4).random((20, 40)) * 2
    for plan in best_plans(backlog, values, sum(backlog.effort) // 2):
        chosen = set(np.flatnonzero(plan).tolist())
        assert all(b in chosen for a, b in backlog.needs if a in chosen)
        assert not any({a, b} <= chosen for a, b in backlog.excludes)
        assert sum(backlog.effort[each] for each in chosen) <= sum(backlog.effort) // 2


def test_what_nobody_can_untangle_is_refused_soon() -> None:
    pairs = tuple((i, j) for i in range(20) for j in range(20, 40))
    chance = random.Random(5)
    with pytest.raises(NoPlanError, match=TANGLED):
        steps(Backlog((1,) * 40, (), tuple(chance.sample(pairs, 200))))


def test_must_be_features_come_in_the_earliest_period_they_fit() -> None:
    chance = random.Random(6)
    seen = 0
    for _ in range(CASES):
        backlog = a_backlog(chance)
        if len(backlog.effort) > 9:
            continue
        values = np.abs(some_values(chance, len(backlog.effort), 1)[0])
        until = np.cumsum([chance.randint(0, 9) for _ in range(chance.randint(1, 4))]).tolist()
        try:
            period = finished_in(backlog, values, until)
        except NoPlanError:
            continue
        seen += 1
        (plan,) = best_plans(backlog, values[np.newaxis], until[-1])
        assert ((period > 0) == plan).all()
        early = np.zeros(len(plan), bool)
        must = np.isin(np.arange(len(plan)), list(backlog.must))
        for number, budget in enumerate(until[:-1], 1):
            out = frozenset(np.flatnonzero(~plan).tolist()) - backlog.there
            part = replace(backlog, must=frozenset(np.flatnonzero(early).tolist()), never=out)
            possible = tried(part, budget).plans.astype(bool)
            now = (period > 0) & (period <= number)
            scores = [
                ((each & must).sum(), round(float(values[each].sum()), 4)) for each in possible
            ]
            assert ((now & must).sum(), round(float(values[now].sum()), 4)) == max(scores)
            early = now
    assert seen > 50


def test_the_order_of_rows_says_nothing() -> None:
    backlog = hostile()["mixed"]
    values = np.rint(np.random.default_rng(7).random((5, 40)) * 4) / 2
    found = best_plans(backlog, values, 100)
    turned = replace(backlog, needs=backlog.needs[::-1], excludes=backlog.excludes[::-1])
    assert (best_plans(turned, values, 100) == found).all()


def test_sureness_agrees_with_a_simulation_of_its_own() -> None:
    # Two features for one place: the second is worth more in a known share of surveys.
    chance = np.random.default_rng(8)
    values = np.stack([chance.normal(1.0, 0.1, 20_000), chance.normal(0.9, 0.1, 20_000)], axis=1)
    backlog, plan = Backlog((2, 2)), np.array([True, False])
    found = sureness(backlog, plan, values, 3)
    ahead = 0.7602  # Φ(0.1 / (0.1·√2))
    assert found.chosen.tolist() == pytest.approx([ahead, 1 - ahead], abs=0.01)
    best = values.max(axis=1)
    assert found.mean == pytest.approx((values[:, 0] / best).mean())
    assert found.low == pytest.approx(np.quantile(values[:, 0] / best, 0.05), abs=0.001)
    nothing = sureness(backlog, np.array([False, False]), np.zeros((3, 2)), 3)
    assert (nothing.mean, nothing.low, nothing.chosen.tolist()) == (1, 1, [0, 0])


def test_budgets_beyond_this_one() -> None:
    backlog = Backlog((2, 2, 4, 3), must=frozenset({0}))
    values = np.array([0.1, 1.0, 1.8, 0.0])
    (plan,) = best_plans(backlog, values[np.newaxis], 5)
    assert plan.tolist() == [True, True, False, False]
    steps_of = curve(backlog, values, sum(backlog.effort))
    assert steps_of.budgets == (2, 4, 6, 8)
    assert steps_of.worth == pytest.approx((0.1, 1.1, 1.9, 2.9))
    step = next_step(backlog, plan, values, 5, steps_of)
    assert step is not None
    assert (step.budget, step.added.tolist()) == (6, [False, False, True, False])
    assert step.more == pytest.approx(0.8)
    assert step.dropped.tolist() == [False, True, False, False]
    assert next_step(backlog, plan, values, 8, steps_of) is None
    more = more_budget(backlog, plan, values, 6)
    assert not more.kept.any()
    assert (more.added.tolist(), more.dropped.tolist()) == (
        step.added.tolist(),
        step.dropped.tolist(),
    )
    costs = costs_of_must(backlog, plan, values, 5)
    # Without the must-be: the third one alone, 1.8 against 1.1.
    assert costs.tolist() == pytest.approx([0.7, np.nan, np.nan, np.nan], nan_ok=True)


def test_worth_is_nothing_where_a_coefficient_is_undefined() -> None:
    assert worth([0.5, np.nan, 0.2], [-0.25, -1, np.nan]).tolist() == [0.75, 0, 0]


def test_stability_agrees_with_a_survey_simulated_again() -> None:
    # Drawn here with a generator of our own and planned by trying every plan.
    chance = np.random.default_rng(10)
    counts = chance.multinomial(60, chance.dirichlet([2, 2, 2, 1.5], 8))
    backlog = Backlog((2, 3, 4, 1, 5, 2, 3, 1), ((0, 1), (4, 6)), ((2, 5),), must=frozenset({3}))
    drawn = np.stack([chance.multinomial(60, each / 60, 1_500) for each in counts], axis=1)
    a, o, m, i = np.moveaxis(drawn.astype(float), -1, 0)
    values = (a + 2 * o + m) / (a + o + m + i)
    possible = tried(backlog, 9)
    reached = values @ possible.plans.T
    best = reached.argmax(axis=1)
    base = ((counts @ [1, 2, 1, 0]) / 60)[np.newaxis]
    (plan,) = best_plans(backlog, base, 9)
    cells = np.zeros((2_000, 8, 6), np.int64)
    cells[..., :4] = np.stack([chance.multinomial(60, each / 60, 2_000) for each in counts], axis=1)
    again = worth(better(cells), worse(cells))
    found = sureness(backlog, plan, again, 9)
    assert found.chosen == pytest.approx(possible.plans[best].mean(axis=0), abs=0.06)
    own = (possible.plans == plan).all(axis=1)
    shares = reached[:, own][:, 0] / reached.max(axis=1)
    assert found.mean == pytest.approx(shares.mean(), abs=0.005)
    assert found.low == pytest.approx(np.quantile(shares, 0.05), abs=0.02)
