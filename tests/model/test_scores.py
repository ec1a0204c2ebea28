"""Continuous scores and importance, against statistics of the single answers."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.model.scores import importance, score

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=60)
FUNCTIONAL = {1: 4, 2: 2, 3: 0, 4: -1, 5: -2}
DYSFUNCTIONAL = {1: -2, 2: -1, 3: 0, 4: 2, 5: 4}


@given(PAIRS)
def test_equals_the_statistics_of_the_answers(pairs: list[tuple[int, int]]) -> None:
    cells = np.zeros((5, 5), int)
    for functional, dysfunctional in pairs:
        cells[functional - 1, dysfunctional - 1] += 1
    result = score(cells)
    assert result is not None
    first = [FUNCTIONAL[f] for f, _ in pairs]
    second = [DYSFUNCTIONAL[d] for _, d in pairs]
    assert result.n == len(pairs)
    assert result.functional_mean == pytest.approx(statistics.mean(first))
    assert result.functional_sd == pytest.approx(statistics.stdev(first))
    assert result.functional_se == pytest.approx(statistics.stdev(first) / len(pairs) ** 0.5)
    assert result.dysfunctional_mean == pytest.approx(statistics.mean(second))
    assert result.dysfunctional_sd == pytest.approx(statistics.stdev(second))


def test_one_answer_has_no_spread() -> None:
    cells = np.zeros((5, 5), int)
    cells[0, 4] = 1
    result = score(cells)
    assert result is not None
    assert (result.functional_mean, result.functional_sd, result.functional_se) == (4, None, None)


def test_no_answer_has_no_score() -> None:
    assert score(np.zeros((5, 5), int)) is None


def test_importance_leaves_out_who_did_not_say() -> None:
    nan = float("nan")
    first, second = importance(np.array([[7.0, nan, 8.0], [nan, nan, nan]]))
    assert first is not None
    assert (first.mean, first.n) == (7.5, 2)
    assert second is None


def test_importance_of_weighted_people() -> None:
    """(1·7 + 3·9)/4 of those who said, then (1·2 + 2·5)/3: n counts people."""
    nan = float("nan")
    values = np.array([[7.0, nan, 9.0], [2.0, 5.0, nan], [nan, nan, nan]])
    first, second, third = importance(values, np.array([1.0, 2.0, 3.0]))
    assert first is not None
    assert (first.mean, first.n) == (8.5, 2)
    assert second is not None
    assert (second.mean, second.n) == (4.0, 2)
    assert third is None
