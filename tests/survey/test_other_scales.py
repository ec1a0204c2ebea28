"""Answers that are not Kano's, though some of them look like it, and cells that are no answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.survey.mapping import ColumnName, MappedFeature, Mapping
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Value
from sample_surveys import (
    CHINESE,
    DISLIKE,
    LIKE,
    MUST,
    NEUTRAL,
    cells,
    codes,
    pairs,
    sheet,
    survey,
    understood,
)

HEADER = ("Chat [F]", "Chat [D]")


@pytest.mark.parametrize(
    ("answers", "code", "cell"),
    [
        pytest.param([(0, 4), (1, 3), (2, 2)], "numbers_from_zero", "A2", id="0 to 4"),
        pytest.param([(2, 1), (1, 2), (0, -1)], "numbers_from_zero", "A4", id="-2 to 2"),
        pytest.param([(1, 7), (6, 2), (4, 5)], "numbers_beyond", "B2", id="1 to 7"),
        pytest.param(
            [("Agree", "Neutral"), ("Neutral", "Disagree"), ("Agree", "Disagree")],
            "agreement_scale",
            "A2",
            id="one wording of the scale is Kano's too",
        ),
    ],
)
def test_another_scale_is_refused(answers: Sequence[Sequence[Value]], code: str, cell: str) -> None:
    with pytest.raises(InputError) as error:
        survey(HEADER, *answers)
    assert (error.value.code, error.value.place.cell) == (code, cell)


def test_another_scale_is_refused_in_a_long_table() -> None:
    rows = [(person, "Chat", side, 0 if side == "F" else 4) for person in (1, 2) for side in "FD"]
    with pytest.raises(InputError) as error:
        survey(("respondent", "feature", "side", "answer"), *rows)
    assert error.value.code == "numbers_from_zero"


@pytest.mark.parametrize("missing", [0, 6, 9, 99])
def test_a_number_for_no_answer_is_no_other_scale(missing: int) -> None:
    found = survey(HEADER, (1, 5), (missing, 5), (1, missing), *[(2, 4)] * 30)
    assert pairs(found)[0][:4] == [(1, 5), (0, 5), (1, 0), (2, 4)]
    assert cells(found, "answer_unreadable") == ["A3"]
    assert [p.values["n"] for p in found.problems if p.code == "answer_unreadable"] == [2]


def test_importance_in_a_long_table_of_answers_is_importance() -> None:
    rows = [
        (person, "Chat", side, answer)
        for person in (1, 2, 3)
        for side, answer in (("F", 1), ("D", 5), ("importance", 6 + person % 2))
    ]
    found = survey(("respondent", "feature", "side", "answer"), *rows)
    assert pairs(found) == [[(1, 5)] * 3]
    assert found.answers is not None
    assert found.answers.importance is not None
    assert found.answers.importance.tolist() == [[7, 6, 7]]
    assert codes(found) == []


def test_what_the_user_says_of_the_numbers_counts() -> None:
    mapping = Mapping(
        features=(MappedFeature("Chat", ColumnName(letter="A"), ColumnName(letter="B")),),
        answers={str(number): number + 1 for number in range(5)},
    )
    found = read_sheet(sheet(HEADER, (0, 4), (1, 3)), mapping=mapping)
    assert pairs(found) == [[(1, 5), (2, 4)]]


THREE = [(1, 3), (2, 3)] * 5


def test_three_numbers_may_be_the_three_answers_of_the_shorter_questionnaire() -> None:
    with pytest.raises(InputError) as error:
        survey(HEADER, *THREE)
    assert error.value.code == "three_steps"
    shorter = survey(HEADER, *THREE, settings=Settings(answers={"2": 3, "3": 5}))
    assert pairs(shorter)[0][:2] == [(1, 5), (3, 5)]
    assert "numbers_to_three" not in codes(shorter)
    usual = survey(HEADER, *THREE, settings=Settings(codes="like=1"))
    assert pairs(usual)[0][:2] == [(1, 3), (2, 3)]
    assert "numbers_to_three" in codes(usual)


def test_three_numbers_are_asked_about_once_by_inspect() -> None:
    found = understood(HEADER, *THREE)
    assert found.refusal is not None
    assert found.refusal.code == "three_steps"
    assert "numbers_to_three" not in codes(found)


def test_three_numbers_are_asked_about_in_a_long_table() -> None:
    long = [(n, "Chat", f, d) for n, (f, d) in enumerate(THREE)]
    with pytest.raises(InputError) as error:
        survey(("respondent", "feature", "functional", "dysfunctional"), *long)
    assert error.value.code == "three_steps"


def test_a_four_or_a_word_shows_that_there_were_more_than_three_answers() -> None:
    assert survey(HEADER, *[(1, 3), (2, 4)] * 5).features
    assert survey(HEADER, *[(LIKE, NEUTRAL), (MUST, 3)] * 5).features


SCORES = [(4, -2), (2, -1), (4, -1), (0, -2), (2, -2), (0, 0)] * 4
ONE_MEANING = {"4": 1, "2": 2, "0": 3, "-1": 4, "-2": 5}


@pytest.mark.parametrize("chosen", [None, "like=1", "like=5"])
def test_scores_of_one_meaning_are_asked_about(chosen: str | None) -> None:
    """Read as usual, −2 is like where the feature is missing: the three of six pairs that hold it
    are questionable or reverse."""
    with pytest.raises(InputError) as error:
        survey(HEADER, *SCORES, settings=Settings(codes=chosen))
    assert error.value.code == "scores_one_meaning"
    assert "--codes" not in str(error.value)
    assert (error.value.values["percent"], error.value.values["other"]) == (50, 0)
    said = survey(HEADER, *SCORES, settings=Settings(codes=chosen, answers=ONE_MEANING))
    assert pairs(said)[0][:6] == [(1, 5), (2, 4), (1, 4), (3, 5), (2, 5), (3, 3)]


def test_scores_of_one_meaning_are_asked_about_in_long_tables() -> None:
    long = [(n, "Chat", f, d) for n, (f, d) in enumerate(SCORES)]
    with pytest.raises(InputError) as error:
        survey(("respondent", "feature", "functional", "dysfunctional"), *long)
    assert error.value.code == "scores_one_meaning"
    sides = [
        (n, "Chat", side, x)
        for n, both in enumerate(SCORES)
        for side, x in zip("FD", both, strict=True)
    ]
    with pytest.raises(InputError) as error:
        survey(("respondent", "feature", "side", "answer"), *sides)
    assert error.value.code == "scores_one_meaning"


def test_scores_that_run_the_usual_way_are_read() -> None:
    usual = [*((f, {-2: 4, -1: 2, 0: 0}[d]) for f, d in SCORES), (-1, 0)]
    assert pairs(survey(HEADER, *usual))[0][:3] == [(1, 5), (2, 4), (1, 4)]
    # A feature that nobody wants: reverse in the usual reading, questionable in the other.
    assert survey(HEADER, *[(-2, -2)] * 20, (4, 4)).features


@pytest.mark.parametrize("blank", ["(跳过)", "(空)", "N/A", "-", "keine Angabe", "(略過)"])
def test_what_tools_write_for_no_answer_is_none(blank: str) -> None:
    found = survey(HEADER, (LIKE, DISLIKE), (blank, DISLIKE), (LIKE, blank))
    assert pairs(found) == [[(1, 5), (0, 5), (1, 0)]]
    assert "answer_unreadable" not in codes(found)


def test_a_question_that_most_skipped_is_still_a_question() -> None:
    rows = [("(跳过)", "(跳过)", CHINESE[0], CHINESE[4])] * 9
    found = survey(
        ("夜间模式（具备）", "夜间模式（不具备）", "转账（具备）", "转账（不具备）"),
        (CHINESE[0], CHINESE[2], CHINESE[1], CHINESE[4]),
        *rows,
    )
    assert pairs(found)[0] == [(1, 3), *[(0, 0)] * 9]


def test_a_number_with_its_words_is_read_by_the_words() -> None:
    """5 is "like" here, whatever --codes says of bare numbers."""
    labelled = [f"{5 - index}（{wording}）" for index, wording in enumerate(CHINESE)]
    found = survey(HEADER, *((labelled[i], labelled[4 - i]) for i in range(5)))
    assert pairs(found) == [[(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]]


def test_importance_with_words() -> None:
    stated = ["9 - extremely important", "1（不重要）", "5", "very", "2026-01-05"]
    found = survey((*HEADER, "Chat [importance]"), *((LIKE, DISLIKE, one) for one in stated))
    assert found.answers is not None
    assert found.answers.importance is not None
    assert found.answers.importance[0, :3].tolist() == [9, 1, 5]
    assert cells(found, "importance_unreadable") == ["C5"]
    assert [p.values["n"] for p in found.problems if p.code == "importance_unreadable"] == [2]


@pytest.mark.parametrize("label", ["Total", "合计：", "Average", "Summe"])
def test_a_row_of_sums_is_nobody(label: str) -> None:
    rows: list[list[Value]] = [[1, 1, 5], [2, 2, 5], [], [label, 3, 5]]
    found = survey(("ID", *HEADER), *rows)
    assert pairs(found) == [[(1, 5), (2, 5)]]
    assert cells(found, "row_of_sums") == ["A5"]
    assert [wording.n for wording in understood(("ID", *HEADER), *rows).wordings] == [2, 1, 1]


def test_a_whole_number_is_named_without_decimals() -> None:
    with pytest.raises(InputError) as error:
        survey(HEADER, *[(99.0, 4.0), (2.0, 4.0)] * 3)
    assert "“99” (3×)" in str(error.value)


@pytest.mark.parametrize(
    "ladder",
    [
        ["I love it", "I like it", "Neutral", "I don't like it", "I hate it"],
        ["Gefällt mir", "Würde mich freuen", "Egal", "Gefällt mir nicht", "Würde mich stören"],
    ],
)
def test_grades_of_liking_are_another_scale(ladder: list[str]) -> None:
    rows = [(first, second) for first in ladder for second in ladder]
    with pytest.raises(InputError) as error:
        survey(HEADER, *rows)
    assert error.value.code == "liking_scale"
    # With a must-be among them the two wordings of like are two wordings, no more.
    assert survey(HEADER, *rows, *[(MUST, DISLIKE)] * 3).features


def test_four_numbers_may_be_four_answers() -> None:
    assert "numbers_to_four" in codes(survey(HEADER, *[(1, 4), (2, 3)] * 10))
    assert "numbers_to_four" not in codes(survey(HEADER, *[(1, 4), (2, 5)] * 10))


@pytest.mark.parametrize("last", ["Std dev", "Median", "标准差"])
def test_rows_of_statistics_are_nobody(last: str) -> None:
    found = survey(("ID", *HEADER), (1, 1, 5), (2, 1, 3), ("Average", 1, 4), (last, 1, 1))
    assert cells(found, "row_of_sums") == ["A4", "A5"]


def test_contact_data_in_a_header_are_in_no_name() -> None:
    person = "Ask ann@example.com, +49 171 2345678"
    found = survey((f"{person} [F]", f"{person} [D]"), (LIKE, DISLIKE))
    assert "ann@" not in repr(found)
    assert "2345678" not in repr(found)
