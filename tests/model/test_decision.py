"""The three rules and the strengths."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kano_xl.choices import RULES
from kano_xl.model import decision
from kano_xl.model.categories import CATEGORIES

COUNTS = st.lists(st.integers(0, 60), min_size=6, max_size=6)


def counts(**letters: int) -> list[int]:
    return [letters.get(letter, 0) for letter in CATEGORIES]


def decided(cells: list[int], rule: str, tie_gap: float = 0.05) -> str | None:
    return decision.letter(int(decision.decide(cells, rule, tie_gap)))


def by_hand(cells: list[int], rule: str, tie_gap: float) -> str | None:
    """The three rules once more, by their wording, one feature at a time."""
    order = "QMOAIR"
    count = dict(zip(CATEGORIES, cells, strict=True))
    n = sum(cells)
    if n == 0:
        return None
    ranking = sorted(order, key=lambda letter: (-count[letter], order.index(letter)))
    if rule == "moai" and ranking[0] != "Q":
        top = count[ranking[0]]
        near = [each for each in "MOAIR" if count[each] and top - count[each] <= tie_gap * n + 1e-9]
        return near[0]
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
        (counts(Q=5, R=5), "Q", "Q", "Q"),
        (counts(I=30, Q=30), "Q", "Q", "Q"),
        (counts(A=40, O=10, Q=40), "Q", "Q", "A"),
        (counts(M=3, O=3, A=3, I=3, R=3, Q=3), "Q", "Q", "Q"),
        (counts(A=120, O=110, M=50, I=109), "A", "O", "A"),
        (counts(A=120, O=110, M=50, I=111), "A", "O", "A"),
        (counts(A=100, O=96, M=90, I=104), "I", "M", "A"),
        (counts(A=10), "A", "A", "A"),
        (counts(), None, None, None),
    ],
)
def test_worked_cases(cells: list[int], mode: str, moai: str, cqm: str) -> None:
    assert [decided(cells, rule) for rule in RULES] == [mode, moai, cqm]


@given(st.lists(COUNTS, min_size=1, max_size=4), st.sampled_from(RULES), st.floats(0, 0.5))
def test_many_features_are_decided_as_each_alone(
    rows: list[list[int]], rule: str, tie_gap: float
) -> None:
    together = decision.decide(rows, rule, tie_gap).tolist()
    assert together == [int(decision.decide(row, rule, tie_gap)) for row in rows]


@pytest.mark.parametrize("rule", RULES)
def test_one_answer_decides(rule: str) -> None:
    for letter in CATEGORIES:
        assert decided(counts(**{letter: 1}), rule) == letter


def test_moai_gap_is_inclusive() -> None:
    """5 of 100 apart is within a tie gap of 0.05, 6 of 100 is not."""
    assert decided(counts(A=50, O=45, I=5), "moai") == "O"
    assert decided(counts(A=50, O=44, I=6), "moai") == "A"


@given(COUNTS, st.sampled_from([0.0, 0.05, 0.25]), st.sampled_from("MOAIR"), st.integers(0, 60))
def test_moai_is_monotone(cells: list[int], tie_gap: float, letter: str, more: int) -> None:
    """A category that grows, at the cost of one that is far behind, up to the largest count: what
    wins is what won before, or that category.
    """
    order, index = "MOAIR", CATEGORIES.index(letter)
    far = sum(cells) + 200  # a count of Q that is on top makes room for nothing else
    before = [*cells[:5], 0]
    top, n = max(before), sum(before)
    assume(n)
    shrinking = [
        each
        for each in range(5)
        if each != index and top - before[each] > tie_gap * n + 1 and before[each]
    ]
    assume(shrinking)
    give = min(more, before[shrinking[0]], top - before[index])
    after = list(before)
    after[index] += give
    after[shrinking[0]] -= give
    one, other = decided(before, "moai", tie_gap), decided(after, "moai", tie_gap)
    assert one is not None
    assert other in (one, letter)
    assert order.index(other) <= order.index(one)
    assert decided([*before[:5], far], "moai", tie_gap) == "Q"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (counts(A=4, O=4, I=1), ("O", "A")),
        (counts(A=4, Q=4), ("Q", "A")),
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
