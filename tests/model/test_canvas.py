"""The strategy canvas: moves, Kano's advice and whether both agree, as the rules say them."""

from __future__ import annotations

import math

import pytest

from kano_xl.model.planning.canvas import (
    ADVICE,
    advice,
    agreement,
    divergence,
    industry_mean,
    move,
    on_scale,
)

NONE = math.nan


@pytest.mark.parametrize(
    ("now", "after", "industry", "expected"),
    [
        (5, 5, 9, "keep"),
        (0, 0, 9, "keep"),
        (5, 6, 9, "raise"),
        (5, 4.5, 1, "reduce"),
        (5, 0, 0, "eliminate"),
        (0, 3, 0, "create"),
        (0, 3, 0.5, "raise"),
        (0, 3, NONE, "raise"),
        (2, 3, 0, "raise"),
        # A newcomer has no level now and is compared with the industry.
        (NONE, 3, 0, "create"),
        (NONE, 3, 4, "reduce"),
        (NONE, 5, 4, "raise"),
        (NONE, 4, 4, "keep"),
        (NONE, 0, 4, "eliminate"),
        (NONE, 3, NONE, ""),
        (3, NONE, 4, ""),
    ],
)
def test_moves(now: float, after: float, industry: float, expected: str) -> None:
    assert move(now, after, industry) == expected


def test_advice_comes_from_clear_and_likely_verdicts_alone() -> None:
    for letter, said in ADVICE.items():
        assert [advice(letter, each) for each in ("clear", "likely", "open", "")] == [
            *(said, said),
            *("open", "open"),
        ]
    assert advice("Q", "clear") == "questionable"
    assert advice("", "") == "no_answer"


MOVES = ("eliminate", "reduce", "raise", "create", "keep")


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("O", ("contrary", "contrary", "agrees", "agrees", "not_followed")),
        ("A", ("contrary", "contrary", "agrees", "agrees", "not_followed")),
        ("I", ("agrees", "agrees", "contrary", "contrary", "not_followed")),
        ("R", ("agrees", "not_followed", "contrary", "contrary", "not_followed")),
    ],
)
def test_agreement_by_the_way_of_the_move(letter: str, expected: tuple[str, ...]) -> None:
    found = [agreement(ADVICE[letter], each, 0 if each == MOVES[0] else 4, 5) for each in MOVES]
    assert tuple(found) == expected


def test_at_the_end_of_the_scale_there_is_no_further_to_go() -> None:
    assert [agreement(ADVICE[each], "keep", 10, 5) for each in "OAIR"] == [
        *("agrees", "agrees"),
        *("not_followed", "not_followed"),
    ]
    assert [agreement(ADVICE[each], "keep", 0, 5) for each in "OAIR"] == [
        *("not_followed", "not_followed"),
        *("agrees", "agrees"),
    ]


def test_a_must_be_is_judged_by_where_it_ends() -> None:
    for moved in MOVES:
        assert agreement("hold", moved, 5, 5) == "agrees"
        assert agreement("hold", moved, 4.9, 5) == "contrary"
        assert agreement("hold", moved, 5, NONE) == "no_industry"
    assert agreement("hold", "", 5, 5) == agreement("open", "", 5, 5) == ""
    assert agreement("open", "raise", 5, 5) == "no_advice"


def test_the_industry_is_the_mean_of_what_is_known() -> None:
    levels = [[0, 10, NONE, 99], [3.1, 3.3, NONE, -1], [NONE, 11, -0.1, NONE], [1, 1, 2, 2]]
    found = industry_mean(levels).tolist()
    assert found[:2] == [5.0, 3.2]
    assert math.isnan(found[2])
    assert found[3] == 1.5
    assert on_scale([0, 10]).tolist() == [0, 10]


def test_divergence_takes_the_same_factors_for_both() -> None:
    # |2−5| = 3, |8−4| = 4 now; |7−5| = 2, |0−4| = 4 next; the third lacks a level.
    found = divergence([2, 8, 1], [7, 0, 1], [5, 4, NONE])
    assert found == (3.5, 3.0, 2)
    assert divergence([1], [NONE], [2]).factors == 0
