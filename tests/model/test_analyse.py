"""The whole analysis: properties that hold for any survey, and the undefined cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from error_rates import alike_people
from kano_xl.analysing import analyse
from kano_xl.choices import RULES, Settings
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Importance
from kano_xl.model.categories import CATEGORIES, STANDARD
from kano_xl.model.cube import count_categories, count_pairs
from kano_xl.model.measures import MEASURES
from sample_reports import survey_of

NAMES = ("Chat", "Transfers", "Alerts")
SAID = {measure.key: measure.value for measure in MEASURES}
BLOCKS = st.integers(0, 25).flatmap(
    lambda n: hnp.arrays(np.uint8, (2, len(NAMES), n), elements=st.integers(0, 5))
)


@given(BLOCKS, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(block: np.ndarray, shuffler: object) -> None:
    order = list(range(block.shape[2]))
    shuffler.shuffle(order)
    one = analyse_cube(count_pairs(NAMES, *block))
    assert analyse_cube(count_pairs(NAMES, *block[:, :, order])) == one


@given(BLOCKS, BLOCKS)
def test_analysing_two_surveys_together_is_analysing_their_sum(
    one: np.ndarray, two: np.ndarray
) -> None:
    together = analyse_cube(count_pairs(NAMES, *np.concatenate([one, two], axis=2)))
    assert analyse_cube(count_pairs(NAMES, *one) + count_pairs(NAMES, *two)) == together


@given(BLOCKS)
def test_results_hang_together(block: np.ndarray) -> None:
    features = analyse_cube(count_pairs(NAMES, *block)).features
    assert sorted(feature.rank for feature in features) == [1, 2, 3]
    for feature in features:
        assert sum(feature.counts.values()) == feature.n == np.sum(feature.pairs)
        assert feature.n + feature.missing == block.shape[2]
        defined = sum(feature.counts[letter] for letter in "AOMI") > 0
        assert (feature.better is not None) == (feature.worse is not None) == defined
        if feature.better is not None and feature.better_interval is not None:
            low, high = feature.better_interval
            assert 0 <= low <= feature.better <= high <= 1
        if feature.worse is not None and feature.worse_interval is not None:
            low, high = feature.worse_interval
            assert -1 <= low <= feature.worse <= high <= 0
        assert (feature.category is None) == (feature.n == 0)


@given(BLOCKS)
def test_counts_alone_give_the_same_but_scores(block: np.ndarray) -> None:
    pairs = count_pairs(NAMES, *block)
    from_pairs = analyse_cube(pairs).features
    from_counts = analyse_cube(pairs.categories(STANDARD)).features
    assert [replace(feature, pairs=None, score=None) for feature in from_pairs] == list(from_counts)


def single(settings: Settings | None = None, **letters: int) -> object:
    cells = np.array([[letters.get(letter, 0) for letter in CATEGORIES]])
    return analyse_cube(count_categories(["Chat"], cells), settings).features[0]


def test_nobody_answered() -> None:
    feature = single()
    for name in (
        "category",
        "better",
        "worse",
        "better_interval",
        "category_strength",
        "top_two",
        "probability",
        "verdict",
        "more_answers",
        "total_satisfaction",
        "average_satisfaction",
    ):
        assert getattr(feature, name) is None, name
    for name in ("fong", "stability", "exact_p", "better_low", "share_A"):
        assert SAID[name](feature) is None, name
    assert feature.categories == dict.fromkeys(RULES)


def test_everyone_wants_the_opposite() -> None:
    feature = single(R=20)
    assert feature.category == "R"
    assert (feature.better, feature.worse, feature.better_with_reversals) == (None, None, -1)


def test_satisfaction_by_hand() -> None:
    """Better 60/100, Worse −50/100."""
    feature = single(A=30, O=30, M=20, I=20)
    assert feature.total_satisfaction == pytest.approx(0.1)
    assert feature.average_satisfaction == pytest.approx(0.55)


def test_open_between_two() -> None:
    feature = single(A=52, I=48)
    assert SAID["stability"](feature) == feature.probability["A"] > feature.probability["I"] > 0
    assert (feature.category, feature.verdict, feature.rival) == ("A", "open", "I")
    assert feature.more_answers is not None
    assert feature.more_answers > 1000  # a lead of 4 in 100 takes thousands of answers


def test_clear_needs_no_more() -> None:
    feature = single(M=90, I=10)
    assert (feature.verdict, feature.rival, feature.more_answers) == ("clear", None, None)


def test_rank_by_category_then_coefficient_then_importance() -> None:
    cells = {
        "weaker must-be": [5, 5, 60, 30, 0, 0],
        "attractive": [80, 10, 5, 5, 0, 0],
        "stronger must-be": [0, 20, 70, 10, 0, 0],
        "indifferent, important": [10, 0, 0, 90, 0, 0],
        "indifferent": [10, 0, 0, 90, 0, 0],
        "reverse": [0, 0, 0, 10, 90, 0],
    }
    importance = [None, None, None, Importance(8, 100), Importance(3, 100), None]
    counts = count_categories(list(cells), np.array(list(cells.values())))
    ranked = [feature.name for feature in analyse_cube(counts, Settings(), importance).ranked()]
    assert ranked == [
        "stronger must-be",
        "weaker must-be",
        "attractive",
        "indifferent, important",
        "indifferent",
        "reverse",
    ]


@pytest.mark.parametrize("rule", RULES)
def test_the_chosen_rule_decides(rule: str) -> None:
    feature = single(Settings(rule=rule), A=30, O=29, I=35, Q=6)
    assert feature.category == feature.categories[rule]


def test_a_handful_of_answers_is_never_clear() -> None:
    """Five that agree are significant at 10 % by the exact test (p = 1/16), four are not."""
    assert single(M=4).verdict == "open"
    assert single(M=4).rival is None
    assert single(M=5).verdict == "clear"


def test_holm_is_a_column_of_its_own() -> None:
    """Exact p's of 7:3, 70:30 and 52:48, and a feature without any: Holm multiplies by 3, 2, 1."""
    cells = np.array(
        [[0, 0, 7, 3, 0, 0], [0, 0, 70, 30, 0, 0], [52, 0, 0, 48, 0, 0], [0, 0, 0, 0, 0, 9]]
    )
    features = analyse_cube(count_categories(["a", "b", "c", "d"], cells)).features
    p = [stats.binomtest(a, b).pvalue for a, b in ((7, 10), (70, 100), (52, 100))]
    expected = [2 * p[0], 3 * p[1], max(p[2], 2 * p[0])]
    tests = [feature.top_two for feature in features]
    assert [test.p_holm for test in tests if test] == pytest.approx(expected)
    assert tests[3] is None
    alone = [single(M=7, I=3), single(M=70, I=30), single(A=52, I=48), single(Q=9)]
    assert [feature.verdict for feature in features] == [feature.verdict for feature in alone]


def test_a_survey_is_resampled_by_respondent_and_counts_by_feature() -> None:
    people = alike_people(3, 40, 0.5, 1)
    survey = survey_of([{"M": 40}] * 3, NAMES)
    answers = replace(survey.answers, functional=people[0], dysfunctional=people[1])
    survey = replace(survey, answers=answers)
    one, two = analyse(survey), analyse(survey.counts())
    assert (one.resampled, two.resampled) == ("respondents", "features")
    assert one.agreement is not None
    assert [replace(each, rank_interval=None) for each in one.features] == [
        replace(each, rank_interval=None) for each in two.features
    ]
    assert analyse(survey) == one
