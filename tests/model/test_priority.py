"""The order of priority: by its wording, one survey at a time, and its intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from error_rates import alike_people
from kano_xl.choices import RULES, Rules
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Importance
from kano_xl.model.cube import count_pairs
from kano_xl.model.decision import decide, letter
from kano_xl.model.priority import rank_intervals, ranks
from kano_xl.model.resamples import resample_respondents

SURVEYS = hnp.arrays(np.int64, (5, 6), elements=st.integers(0, 30))
STATED = st.lists(st.none() | st.builds(Importance, st.floats(1, 9), st.just(5)), min_size=5)


def by_hand(counts: np.ndarray, rules: Rules, stated: list[Importance | None]) -> list[int]:
    keys = []
    for index, cells in enumerate(counts.tolist()):
        a, o, m, i, _, _ = cells
        whole = a + o + m + i
        gain, loss = ((a + o) / whole, (o + m) / whole) if whole else (0, 0)
        category = letter(int(decide(cells, rules.rule, rules.tie_gap)))
        weight = {"M": loss, "O": gain + loss, "A": gain}.get(category or "", 0)
        each = stated[index]
        keys.append(
            (
                "MOAIRQ".index(category) if category else 6,
                -weight,
                -(each.mean if each else 0),
                -sum(cells),
                index,
            )
        )
    return [1 + sorted(keys).index(key) for key in keys]


@given(SURVEYS, STATED, st.sampled_from(RULES))
def test_ranks_follow_their_wording(
    counts: np.ndarray, stated: list[Importance | None], rule: str
) -> None:
    rules = Rules(rule=rule)
    assert ranks(counts, rules, stated[:5]).tolist() == by_hand(counts, rules, stated)


@given(hnp.arrays(np.int64, (7, 5, 6), elements=st.integers(0, 30)), STATED)
def test_many_surveys_at_once_are_ranked_as_one(
    surveys: np.ndarray, stated: list[Importance | None]
) -> None:
    together = ranks(surveys, Rules(), stated[:5])
    assert together.tolist() == [by_hand(each, Rules(), stated) for each in surveys]


def test_intervals_by_hand() -> None:
    """Two features that change places in 1 resample of 10, or in 1 of 50."""
    first, second = [0, 0, 60, 10, 0, 0], [0, 0, 50, 20, 0, 0]
    stays, changes = np.array([first, second]), np.array([second, first])
    rank = ranks(stays, Rules(), [None, None])
    for often, expected in ((10, (1, 2)), (2, (1, 1))):
        cells = np.array([changes] * often + [stays] * (100 - often))
        assert rank_intervals(cells, rank, Rules(), [None, None])[0] == expected


def test_the_rank_lies_within_its_interval() -> None:
    for seed in range(20):
        answers = alike_people(12, 25, 0.3, seed)
        cube = count_pairs([str(index) for index in range(12)], *answers)
        analysis = analyse_cube(cube, None, None, resample_respondents(*answers, Rules()))
        for result in analysis.features:
            assert result.rank_interval is not None
            low, high = result.rank_interval
            assert 1 <= low <= result.rank <= high <= 12


def test_answers_that_go_together_make_narrower_intervals() -> None:
    """A person who wants all features moves none of them past another."""
    answers = alike_people(12, 200, 0.5, 4)
    cube = count_pairs([str(index) for index in range(12)], *answers)
    together = analyse_cube(cube, None, None, resample_respondents(*answers, Rules()))
    alone = analyse_cube(cube)
    assert (together.resampled, alone.resampled) == ("respondents", "features")
    assert alone.agreement is None
    assert together.agreement is not None

    def width(analysis: object) -> float:
        ends = [result.rank_interval for result in analysis.features]
        return float(np.mean([high - low for low, high in ends]))

    assert width(together) < 0.97 * width(alone)


def test_no_feature_and_one() -> None:
    nothing = analyse_cube(count_pairs([], *np.empty((2, 0, 5), np.uint8)))
    assert nothing.features == ()
    (one,) = analyse_cube(count_pairs(["Chat"], *np.ones((2, 1, 5), np.uint8))).features
    assert (one.rank, one.rank_interval) == (1, (1, 1))


@pytest.mark.parametrize("rule", RULES)
def test_nobody_answered_one_feature(rule: str) -> None:
    codes = np.ones((2, 2, 30), np.uint8)
    codes[:, 1] = 0
    cube = count_pairs(["Chat", "Alerts"], *codes)
    resamples = resample_respondents(*codes, Rules(rule=rule))
    chat, alerts = analyse_cube(cube, Rules(rule=rule), None, resamples).features
    assert (chat.rank, alerts.rank) == (1, 2)
    assert alerts.rank_interval is None
