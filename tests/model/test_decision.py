"""The three rules, strengths and category probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.model import decision
from kano_xl.model.categories import CATEGORIES
from kano_xl.settings import RULES, Settings

COUNTS = st.lists(st.integers(0, 60), min_size=6, max_size=6)


def counts(**letters: int) -> list[int]:
    return [letters.get(letter, 0) for letter in CATEGORIES]


def decided(cells: list[int], rule: str, tie_gap: float = 0.05) -> str | None:
    return decision.letter(int(decision.decide(cells, rule, tie_gap)))


def by_hand(cells: list[int], rule: str, tie_gap: float) -> str | None:
    """The three rules once more, by their wording, one feature at a time."""
    order = "MOAIRQ"
    count = dict(zip(CATEGORIES, cells, strict=True))
    n = sum(cells)
    if n == 0:
        return None
    ranking = sorted(order, key=lambda letter: (-count[letter], order.index(letter)))
    if rule == "moai":
        first, second = ranking[:2]
        if count[second] and count[first] - count[second] <= tie_gap * n + 1e-9:
            return min(first, second, key=order.index)
    if rule == "cqm":
        wanted = sum(count[letter] for letter in "OAM")
        group = "OAM" if wanted > n - wanted else "IRQ"
        return next(letter for letter in ranking if letter in group)
    return ranking[0]


@given(COUNTS, st.sampled_from(RULES), st.sampled_from([0.0, 0.05, 0.06, 0.25, 1.0]))
def test_rules_follow_their_wording(cells: list[int], rule: str, tie_gap: float) -> None:
    assert decided(cells, rule, tie_gap) == by_hand(cells, rule, tie_gap)


@pytest.mark.parametrize(
    ("cells", "mode", "moai", "cqm"),
    [
        (counts(A=40, O=38, I=22), "A", "O", "A"),
        (counts(A=30, O=20, I=40, M=10), "I", "I", "A"),
        (counts(A=30, I=31, R=10), "I", "A", "I"),
        (counts(Q=5, R=5), "R", "R", "R"),
        (counts(M=3, O=3, A=3, I=3, R=3, Q=3), "M", "M", "I"),
        (counts(A=10), "A", "A", "A"),
        (counts(), None, None, None),
    ],
)
def test_worked_cases(cells: list[int], mode: str, moai: str, cqm: str) -> None:
    assert [decided(cells, rule) for rule in RULES] == [mode, moai, cqm]


def test_moai_gap_is_inclusive() -> None:
    """5 of 100 apart is within a tie gap of 0.05, 6 of 100 is not."""
    assert decided(counts(A=50, O=45, I=5), "moai") == "O"
    assert decided(counts(A=50, O=44, I=6), "moai") == "A"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (counts(A=4, O=4, I=1), ("O", "A")),
        (counts(R=1), ("R",)),
        (counts(), ()),
    ],
)
def test_ties(cells: list[int], expected: tuple[str, ...]) -> None:
    assert decision.tied(cells) == expected


def test_strengths_by_hand() -> None:
    """Q counts in n but is no candidate: (40−30)/100 and (40+30+0)/100."""
    assert decision.strengths(counts(A=40, O=30, I=5, Q=25)) == pytest.approx((0.10, 0.70))
    assert decision.strengths(counts()) is None


@pytest.mark.parametrize(
    ("strengths", "word"),
    [((0.07, 0.9), ""), ((0.06, 0.59), "unclear"), ((0.06, 0.60), "mixed")],
)
def test_strength_words(strengths: tuple[float, float], word: str) -> None:
    assert decision.strength_word(*strengths) == word


def test_probability_of_two_categories_is_binomial() -> None:
    """With A and I alone, A wins when it has more than half (a tie goes to A)."""
    from scipy import stats

    found = decision.probabilities(counts(A=26, I=24), Settings())
    assert found is not None
    expected = stats.binom.sf(24, 50, 26 / 50)
    assert found["A"] == pytest.approx(expected, abs=0.015)
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("rule", RULES)
def test_probability_is_one_where_all_agree(rule: str) -> None:
    found = decision.probabilities(counts(M=12), Settings(rule=rule))
    assert found == {letter: float(letter == "M") for letter in CATEGORIES}


def test_probability_of_nothing() -> None:
    assert decision.probabilities(np.zeros(6, int), Settings()) is None
