"""Surveys drawn again: against drawing every respondent by hand, and what stays fixed."""

from __future__ import annotations

import numpy as np
import pytest

from error_rates import alike_people
from kano_xl.choices import Rules
from kano_xl.model.categories import CATEGORIES, STANDARD, classify
from kano_xl.model.resamples import (
    BLOCKS,
    DRAWS,
    count_blocks,
    resample_features,
    resample_respondents,
)


def by_category(answers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """F×N×6 flags of the category of each answer, counted without the model's cube."""
    return classify(*answers)[..., np.newaxis] == np.arange(len(CATEGORIES))


def one_by_one(flags: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """R×F×6 counts of respondents drawn singly."""
    people = flags.shape[1]
    generator = np.random.default_rng(seed)
    return np.stack(
        [flags[:, generator.integers(0, people, people)].sum(axis=1) for _ in range(draws)]
    )


@pytest.mark.parametrize("people", [200, 3000])
def test_like_a_bootstrap_of_single_respondents(people: int) -> None:
    """Means, spreads and how answers to different features go together, singly and in blocks."""
    answers = alike_people(6, people, 0.5, 1)
    flags = by_category(answers)
    ours = resample_respondents(*answers, Rules()).cells.reshape(DRAWS, -1)
    theirs = one_by_one(flags, 1000, 2).reshape(1000, -1)
    asked = flags.sum(axis=1).ravel() > 5
    ours, theirs = ours[:, asked], theirs[:, asked]
    spread = theirs.std(axis=0)
    assert np.abs(ours.mean(axis=0) - theirs.mean(axis=0)).max() < (5 * spread / 30).max()
    np.testing.assert_allclose(ours.std(axis=0), spread, rtol=0.2)
    difference = np.corrcoef(ours.T) - np.corrcoef(theirs.T)
    assert np.abs(difference).max() < 0.2
    assert np.abs(np.corrcoef(ours.T) - np.eye(asked.sum())).max() > 0.3  # they do go together


def test_features_by_themselves_do_not_go_together() -> None:
    counts = by_category(alike_people(6, 200, 0.5, 1)).sum(axis=1)
    cells = resample_features(counts, Rules()).cells
    assert (cells.sum(axis=2) == 200).all()
    means = cells.mean(axis=0)
    np.testing.assert_allclose(means, counts, atol=1.5)
    indifferent = cells[..., CATEGORIES.index("I")]
    assert np.abs(np.corrcoef(indifferent.T) - np.eye(6)).max() < 0.15


def test_blocks_hold_every_answer_once() -> None:
    generator = np.random.default_rng(0)
    for people in (0, 1, 999, 1000, 1001, 140_000):
        answers = generator.integers(0, 6, (2, 3, people), dtype=np.uint8)
        blocks = count_blocks(*answers, STANDARD, 1)
        assert len(blocks) == min(people, BLOCKS)
        np.testing.assert_array_equal(blocks.sum(axis=0), by_category(tuple(answers)).sum(axis=1))
        full = np.ones((2, 1, people), np.uint8)
        sizes = count_blocks(*full, STANDARD, 1).sum(axis=(1, 2))
        assert people == 0 or sizes.max() - sizes.min() <= 1


def test_missing_answers_stay_missing() -> None:
    answers = np.zeros((2, 2, 50), np.uint8)
    answers[:, 0] = 1
    answers[:, 0, :10] = 0
    cells = resample_respondents(*answers, Rules()).cells
    n = cells.sum(axis=2)
    assert (n[:, 1] == 0).all()
    assert n[:, 0].max() <= 50
    assert 39 < n[:, 0].mean() < 41
    assert n[:, 0].std() == pytest.approx((50 * 0.2 * 0.8) ** 0.5, rel=0.15)


def test_the_seed_decides() -> None:
    answers = alike_people(3, 40, 0.3, 5)
    one, again = (resample_respondents(*answers, Rules()) for _ in range(2))
    other = resample_respondents(*answers, Rules(seed=7))
    assert (one.cells == again.cells).all()
    assert one.agreement == again.agreement
    assert (one.cells != other.cells).any()


def test_agreement_of_halves() -> None:
    """All alike in one feature, two categories as many in the other: half of them agree there."""
    people = 400
    answers = np.ones((2, 2, people), np.uint8)
    answers[1, 1] = np.where(np.arange(people) % 2, 5, 3)
    found = resample_respondents(*answers, Rules()).agreement
    # 200 O, 200 A: in halves the leads are opposite, unless both are level
    assert found == pytest.approx(0.5, abs=0.07)


def test_agreement_equals_halves_by_hand() -> None:
    answers = alike_people(8, 60, 0.4, 3)
    flags = by_category(answers)
    generator = np.random.default_rng(9)
    agreed = []
    order = [CATEGORIES.index(letter) for letter in "QMOAIR"]
    for _ in range(300):
        people = generator.permutation(60)
        one, other = (flags[:, part].sum(axis=1)[:, order] for part in (people[:30], people[30:]))
        agreed.append((one.argmax(axis=1) == other.argmax(axis=1)).mean())
    found = resample_respondents(*answers, Rules()).agreement
    assert found == pytest.approx(np.mean(agreed), abs=0.05)


def test_too_few_to_split() -> None:
    few = np.ones((2, 3, 9), np.uint8)
    assert resample_respondents(*few, Rules()).agreement is None
    assert resample_respondents(*np.ones((2, 3, 10), np.uint8), Rules()).agreement == 1
    assert resample_respondents(*np.ones((2, 3, 0), np.uint8), Rules()).agreement is None
    assert resample_respondents(*np.ones((2, 0, 30), np.uint8), Rules()).agreement is None
    assert resample_features(np.full((3, 6), 50), Rules()).agreement is None
