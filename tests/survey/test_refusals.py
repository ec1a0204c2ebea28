"""Surveys that cannot be used: the exact error, its cell, and no personal data in it."""

from __future__ import annotations

import pytest

from kano_xl.errors import InputError
from kano_xl.languages import LANGUAGES
from kano_xl.survey.choosing import choose
from kano_xl.survey.sheet import Value
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL, sheet, survey

WITH, WITHOUT = "How do you feel with night mode?", "How do you feel without night mode?"
SATISFIED = ["非常满意", "满意", "一般", "不满意", "非常不满意"]


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        pytest.param([[]], "no_survey", "A1", id="nothing"),
        pytest.param([["Notes"], ["asked in May"]], "no_survey", "A1", id="prose"),
        pytest.param([[LIKE, DISLIKE], [LIKE, MUST]], "no_header", "A1", id="header missing"),
        pytest.param([["1", "5"], ["2", "4"]], "no_header", "A1", id="numbers without header"),
        pytest.param([[WITH, WITHOUT]], "no_answers", "A2", id="headers only"),
        pytest.param(
            [["Time", WITH, WITHOUT], ["9:00", None, None]], "no_answers", "A2", id="only blanks"
        ),
        pytest.param(
            [["Name", "Town"], ["Ann", "Rome"], ["Bob", "Oslo"]], "no_pairs", "A1", id="no survey"
        ),
        pytest.param(
            [[WITH, WITHOUT, "Wi-Fi [F]"], [LIKE, DISLIKE, LIKE]],
            "one_side_missing",
            "C1",
            id="functional side alone",
        ),
        pytest.param(
            [["Wi-Fi [D]", WITH, WITHOUT], [LIKE, LIKE, DISLIKE]],
            "one_side_missing",
            "A1",
            id="dysfunctional side alone",
        ),
        pytest.param(
            [
                ["A1 [F]", "A1 [D]", "Bus [F]", "Fan [F]", "Fan [D]", "Map [D]", "Z [F]", "Z [D]"],
                [LIKE, DISLIKE, LIKE, LIKE, DISLIKE, LIKE, LIKE, DISLIKE],
            ],
            "one_side_missing",
            "C1",
            id="different sides of two features missing",
        ),
        pytest.param(
            [["Time", WITH, WITHOUT], ["9:00", LIKE, None], ["9:01", MUST, None]],
            "question_empty",
            "C2",
            id="one side without an answer",
        ),
        pytest.param(
            [["F1_f", "F1_d", "F2_f", "F2_d"], [LIKE, DISLIKE, LIKE, None], [LIKE, MUST, LIKE, 7]],
            "answers_unknown",
            "D3",
            id="numbers outside 1 to 5",
        ),
        pytest.param(
            [["F1_f", "F1_d"], [LIKE, "yes"], [LIKE, "no"]],
            "answers_unknown",
            "B2",
            id="no answer of Kano",
        ),
        pytest.param(
            [["F1_f", "F1_d"], ["yes", "no"], ["no", "no"]],
            "answers_unknown",
            "A2",
            id="no answer of Kano anywhere",
        ),
        pytest.param(
            [["快速转账（正向）", "快速转账（反向）"], *([answer] * 2 for answer in SATISFIED)],
            "satisfaction_scale",
            "A2",
            id="satisfaction",
        ),
        pytest.param(
            [["Q1", "Q2"], ["Very satisfied", "Dissatisfied"], ["Satisfied", "Satisfied"]],
            "satisfaction_scale",
            "A2",
            id="satisfaction without marks",
        ),
        pytest.param(
            [["F1_f", "F1_d", "F2_f", "F2_d"], [1, 5, "满意", "不满意"]],
            "satisfaction_scale",
            "C2",
            id="satisfaction in one pair",
        ),
        pytest.param(
            [["With it", "Without it", "With it2", "Without it2"], [LIKE, DISLIKE] * 2],
            "features_unnamed",
            "C1",
            id="rows of Likert questions of Microsoft Forms",
        ),
        pytest.param(
            [["Bus [F]", "Bus [D]", "bus [F]", "bus [D]"], [1, 5, 1, 5]],
            "duplicate_feature",
            "C1",
            id="two features of one name",
        ),
        pytest.param(
            [["feature", "functional", "dysfunctional"], ["Bus", LIKE, None], ["Bus", LIKE, None]],
            "question_empty",
            "C2",
            id="long without a side",
        ),
        pytest.param(
            [["feature", "functional", "dysfunctional"], ["Bus", 1, 5], ["Car", 1, None]],
            "feature_without_dysfunctional",
            "A3",
            id="long without a side of one feature",
        ),
        pytest.param(
            [["feature", "functional", "dysfunctional"], ["Bus", None, None]],
            "no_answers",
            "B2",
            id="long without answers",
        ),
        pytest.param(
            [["Feature", "Side", "R1", "R2"], ["Bus", "F", LIKE, LIKE], ["Bus", "D", MUST, LIKE]],
            "respondents_across",
            "C1",
            id="a column for each respondent",
        ),
        pytest.param(
            [["Feature", "Ann", "Bob"], ["Bus [F]", LIKE, LIKE], ["Bus [D]", MUST, LIKE]],
            "respondents_across",
            "B1",
            id="a column for each respondent, both sides below each other",
        ),
        pytest.param(
            [["Feature", *"AOMIRQ"], ["Bus", 1, 2, "many", 3, 0, 0]],
            "count_not_whole",
            "D2",
            id="no count",
        ),
        pytest.param(
            [["Feature", *"AOMIRQ"], ["Bus", 0.4, 0.2, 0.2, 0.2, 0, 0]],
            "counts_are_shares",
            "B2",
            id="shares instead of counts",
        ),
        pytest.param(
            [["Feature", *"AOMIRQ"], ["Bus", "1,000", "2,000", "3,000", "4,000", "0,000", 0]],
            "count_not_whole",
            "F2",
            id="fixed decimals",
        ),
        pytest.param(
            [["Feature", *"AOMI"], ["Bus", "1,000", "2,5", 3, 4]],
            "count_not_whole",
            "C2",
            id="one decimal among thousands",
        ),
        pytest.param(
            [["Category", "Bus", "Car"], ["A", 1, 1], ["O", 2, "0.000"], ["M", 3, 2], ["I", 4, 3]],
            "count_not_whole",
            "C3",
            id="fixed decimals in a column of counts",
        ),
        pytest.param(
            [["Feature", *"AOMIRQ"], ["Bus", *"123456"], ["bus", *"123456"]],
            "duplicate_feature",
            "A3",
            id="a feature counted twice",
        ),
        pytest.param(
            [["Feature", *"AOMIRQ"], ["Bus", 0, 0, 0, 0, 0, 0]], "no_answers", "A2", id="zeros"
        ),
    ],
)
def test_refused(rows: list[list[Value]], code: str, cell: str) -> None:
    with pytest.raises(InputError) as error:
        survey(*rows)
    assert (error.value.code, error.value.place.cell) == (code, cell)
    assert "survey.xlsx, 'Answers'!" + cell in str(error.value)
    for language in LANGUAGES:
        assert "\n" not in error.value.message(language)


def test_no_sheet_holds_a_survey_the_nearest_error_is_told() -> None:
    raw = sheet(["X [F]", "Y"], [LIKE, 2], name="Raw")
    (found,) = choose([sheet(["Notes"], name="Notes"), raw])
    assert found.refusal is not None
    assert found.refusal.code == "one_side_missing"
    assert found.refusal.place.sheet == "Raw"


@pytest.mark.parametrize(
    "private", ["ask ann@example.com", "+44 20 7946 0958", "192.0.2.44", "call 13800138000"]
)
def test_no_contact_data_in_messages(private: str) -> None:
    with pytest.raises(InputError) as error:
        survey(["F1_f", "F1_d"], *[[LIKE, private]] * 5)
    assert private not in str(error.value)
    assert "B2 (5×)" in str(error.value)
    found = survey(["F1_f", "F1_d"], [LIKE, private], *[[LIKE, DISLIKE]] * 30)
    messages = [problem.message(language) for problem in found.problems for language in LANGUAGES]
    assert messages
    assert private not in repr((messages, found.wordings))


def test_what_fewer_than_three_people_wrote_is_not_shown() -> None:
    rows = [["my boss is awful", DISLIKE]] * 2 + [["meh", DISLIKE]] * 3
    with pytest.raises(InputError) as error:
        survey(["F1_f", "F1_d"], *rows)
    assert "“meh” (3×), A2 (2×)" in str(error.value)
    assert "boss" not in repr(error.value.values)


def test_hostile_text_is_harmless() -> None:
    with pytest.raises(InputError) as error:
        survey(["F1_f", "F1_d"], *[[NEUTRAL, "\u202eabc\n\x07" + "x" * 30]] * 3)
    assert "abc " + "x" * 30 in str(error.value)
    assert str(error.value).isprintable()
