"""Counting, and that counts of surveys add up."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kano_xl.model.categories import CATEGORIES, STANDARD
from kano_xl.model.cube import CategoryCube, Cube, count_pairs

CODES = st.integers(0, 5)


@st.composite
def answers(draw: st.DrawFn, features: int = 3) -> tuple[np.ndarray, np.ndarray]:
    shape = (features, draw(st.integers(0, 40)))
    block = hnp.arrays(np.uint8, shape, elements=CODES)
    return draw(block), draw(block)


NAMES = ("Chat", "Transfers", "Alerts")


@given(answers())
def test_counts_equal_counting_by_hand(block: tuple[np.ndarray, np.ndarray]) -> None:
    cells = count_pairs(NAMES, *block).n[0]
    for index in range(len(NAMES)):
        pairs = Counter(zip(block[0][index].tolist(), block[1][index].tolist(), strict=True))
        assert {pair: int(cells[index][pair]) for pair in np.ndindex(6, 6)} == {
            pair: pairs[pair] for pair in np.ndindex(6, 6)
        }


@pytest.mark.parametrize("size", [1, 2, 131_071, 131_072, 131_073, 300_001])
def test_long_columns(size: int) -> None:
    """Longer than a block, odd and even."""
    generator = np.random.default_rng(7)
    first, second = generator.integers(0, 6, (2, 1, size), dtype=np.uint8)
    expected = np.histogram2d(first[0], second[0], bins=6, range=[[0, 6], [0, 6]])[0]
    assert (count_pairs(["Chat"], first, second).n[0, 0] == expected).all()


@given(answers(), answers())
def test_two_surveys_add_up(
    one: tuple[np.ndarray, np.ndarray], two: tuple[np.ndarray, np.ndarray]
) -> None:
    both = (np.hstack([one[0], two[0]]), np.hstack([one[1], two[1]]))
    total = count_pairs(NAMES, *one) + count_pairs(NAMES, *two)
    assert (total.n == count_pairs(NAMES, *both).n).all()


def test_adding_surveys_with_different_features() -> None:
    one = count_pairs(("Chat", "Alerts"), *np.uint8([[[1], [2]], [[5], [5]]]))
    two = count_pairs(("Alerts", "Transfers"), *np.uint8([[[2], [1]], [[5], [3]]]))
    total = one + two
    assert total.features == ("Chat", "Alerts", "Transfers")
    assert total.n[0, 1, 2, 5] == 2
    assert total.n.sum() == 4
    categories = one.categories(STANDARD) + two.categories(STANDARD)
    assert (categories.n == total.categories(STANDARD).n).all()


@given(answers())
def test_categories_and_missing_add_up_to_the_respondents(
    block: tuple[np.ndarray, np.ndarray],
) -> None:
    counts = count_pairs(NAMES, *block).categories(STANDARD)
    assert isinstance(counts, CategoryCube)
    assert (counts.counts[0].sum(axis=1) + counts.missing[0] == block[0].shape[1]).all()
    expected = Counter(
        STANDARD.category(f, d)
        for f, d in zip(block[0][0].tolist(), block[1][0].tolist(), strict=True)
        if f and d
    )
    assert dict(zip(CATEGORIES, counts.counts[0, 0].tolist(), strict=True)) == {
        letter: expected[letter] for letter in CATEGORIES
    }


def test_what_cannot_be_counted() -> None:
    good = np.ones((1, 2), np.uint8)
    with pytest.raises(ValueError, match="shape"):
        count_pairs(["Chat", "Alerts"], good, good)
    with pytest.raises(ValueError, match="codes"):
        count_pairs(["Chat"], good, good * np.uint8(6))
    with pytest.raises(ValueError, match="twice"):
        count_pairs(["Chat", "Chat"], np.ones((2, 1), np.uint8), np.ones((2, 1), np.uint8))


def test_nobody() -> None:
    counts = count_pairs(["Chat"], np.empty((1, 0), np.uint8), np.empty((1, 0), np.uint8))
    assert isinstance(counts, Cube)
    assert counts.n.sum() == 0
