"""Right surveys drawn at random are read exactly, and next to none of them is stopped.

`python -m tests.simulate` does the same with many more of them and lists what was wrong.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulate import judge_seed, judged
from tests.simulated_surveys import simulate
from tests.simulated_variants import reworded, shuffled, ways, wrong_way

SEEDS = range(150)

MOST_STOPPED = 0.03
"""Of right surveys."""

# Seed → what the reader does wrong today. An entry goes when its seed is read right.


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_read_is_right(seed: int) -> None:
    verdict = judge_seed(seed)
    assert not verdict.misread, f"{verdict.detail} ({verdict.told})"


def test_right_surveys_are_not_stopped() -> None:
    stopped = [verdict for verdict in map(judge_seed, SEEDS) if verdict.stopped]
    assert len(stopped) <= MOST_STOPPED * len(SEEDS), stopped


@pytest.mark.parametrize("seed", range(150, 190))
def test_the_same_survey_in_other_ways_is_read_alike(seed: int) -> None:
    simulated = simulate(seed)
    verdict = judged(simulated)
    found = {way: judged(other) for way, other in ways(simulated).items()}
    different = {
        way: other
        for way, other in found.items()
        if (other.stopped, other.misread) != (verdict.stopped, verdict.misread)
    }
    assert not different


def test_a_seed_always_draws_the_same_survey() -> None:
    first, again, other = simulate(7), simulate(7), simulate(8)
    assert first.rows == again.rows
    assert first.rows != other.rows


@pytest.mark.parametrize("seed", range(40))
def test_the_truth_is_the_truth_of_the_cells(seed: int) -> None:
    for simulated in (simulate(seed), shuffled(simulate(seed))):
        code = {words: number for number, words in enumerate(simulated.words, 1)}
        assert len({len(row) for row in simulated.rows}) == 1
        assert len(set(simulated.names)) == len(simulated.counts) == len(simulated.questions) / 2
        for feature, counts in enumerate(simulated.counts):
            for side in (0, 1):
                cells = [simulated.rows[r][c] for r, c in simulated.questions[2 * feature + side]]
                given = np.bincount([code.get(cell, 0) for cell in cells], minlength=6)
                assert given[1:].tolist() == counts.sum(axis=1 - side)[1:].tolist()


def test_variants_change_what_they_say_and_nothing_else() -> None:
    numbers, words = simulate(1, numbers=True), simulate(1, numbers=False)
    turned = wrong_way(numbers)
    assert turned.rows != numbers.rows
    assert wrong_way(turned).rows == numbers.rows
    assert reworded(numbers, 0, 1, "Great") is None
    assert reworded(words, 0, 1, "Great", least=10_000) is None
    question = next(
        index for index in range(len(words.questions)) if reworded(words, index, 3, "Whatever")
    )
    other = reworded(words, question, 3, "Whatever")
    assert other is not None
    changed = {
        (r, c)
        for r, row in enumerate(words.rows)
        for c, cell in enumerate(row)
        if other.rows[r][c] != cell
    }
    assert len(changed) >= 3
    assert changed <= set(words.questions[question])
