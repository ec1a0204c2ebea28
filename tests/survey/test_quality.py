"""What is doubtful about answers that can be read, each with its cell."""

from __future__ import annotations

import numpy as np
import pytest

from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.model.categories import STANDARD
from kano_xl.survey.listing import LISTED
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Value
from kano_xl.survey.survey import Answers
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL, cells, codes, names, pairs, sheet, survey

HEADER = [f"F{feature}_{side}" for feature in (1, 2, 3, 4) for side in "fd"]
GOOD = [1, 5, 2, 5, 3, 3, 1, 4]
OTHER = [2, 5, 3, 5, 1, 3, 2, 4]


def test_nothing_to_say_of_good_answers() -> None:
    found = survey(HEADER, GOOD, OTHER)
    assert codes(found) == []


def test_straight_lines_and_sides_not_told_apart() -> None:
    found = survey(HEADER, GOOD, [3] * 8, [None, *[2] * 7], [1, 1, 5, 5, 2, 2, 3, 3], OTHER)
    assert cells(found, "respondent_straight") == ["A3", "A4"]
    assert cells(found, "respondent_both_sides") == ["A5"]


def test_two_features_are_too_few_to_judge_a_person() -> None:
    found = survey(HEADER[:4], [1, 1, 1, 1], [1, 5, 2, 5])
    assert not [code for code in codes(found) if code.startswith("respondent")]


def test_questionable_answers() -> None:
    found = survey(HEADER, [1, 1, 5, 5, 1, 1, 1, 5], *[GOOD] * 5, *[OTHER] * 5)
    assert cells(found, "respondent_questionable") == ["A2"]
    assert "feature_questionable" not in codes(found)
    found = survey(HEADER, [1, 1, *GOOD[2:]], [5, 5, *GOOD[2:]], GOOD, OTHER)
    told = [problem.values for problem in found.problems if problem.code == "feature_questionable"]
    assert told == [{"name": "F1", "n": 2, "percent": 50}]


def test_the_table_decides_what_is_questionable() -> None:
    rows = [[2, 2, *GOOD[2:]]] * 2
    assert "feature_questionable" not in codes(survey(HEADER, *rows))
    pouliot = survey(HEADER, *rows, settings=Settings(table="pouliot"))
    assert "feature_questionable" in codes(pouliot)


def test_missing_answers_are_counted() -> None:
    found = survey(["Time", *HEADER], ["9:00", *GOOD], ["9:01", None, *OTHER[1:]], ["9:02"])
    (told,) = [problem.values for problem in found.problems if problem.code == "answers_missing"]
    assert told == {"n": len(found.features), "name": "F1", "missing": 2, "total": 3}
    assert found.counts().categories(STANDARD).missing[0].tolist()[:2] == [2, 1]
    assert cells(found, "respondent_blank") == ["A4"]
    assert found.source.respondents == 3


def test_blank_rows_are_nobody() -> None:
    found = survey(HEADER, GOOD, [], OTHER, [])
    assert found.source.respondents == 2
    assert found.answers is not None
    assert found.answers.rows.tolist() == [2, 4]


def test_unreadable_cells() -> None:
    found = survey(HEADER, GOOD, ["#N/A", 7, True, *GOOD[3:]], *[OTHER] * 20)
    assert sorted(map(str, cells(found, "answer_unreadable"))) == ["A3", "B3", "C3"]
    assert pairs(found)[0][:3] == [(1, 5), (0, 0), (2, 5)]


def test_a_leading_true_does_not_become_like() -> None:
    found = survey(HEADER, [True, *GOOD[1:]], *[GOOD] * 40, [False, *GOOD[1:]])
    assert [functional for functional, _ in pairs(found)[0]] == [0, *[1] * 40, 0]


def test_very_many_unreadable_cells_are_summed_up() -> None:
    rows: list[list[Value]] = [[f"odd {row}", *GOOD[1:]] for row in range(1500)]
    found = survey(HEADER, *[GOOD] * 29_000, *rows)
    assert len(cells(found, "answer_unreadable")) == LISTED
    (more,) = (problem for problem in found.problems if problem.code == "answer_unreadable_more")
    assert more.values == {"n": 1500, "listed": LISTED}
    assert more.place.cell is None


def test_a_slip_is_told_with_its_number() -> None:
    found = survey(
        ["A [F]", "A [D]", "B [F]", "B [D]"],
        [LIKE, DISLIKE, "I lke it that way", NEUTRAL],
        ["I lke it that way", DISLIKE, MUST, NEUTRAL],
    )
    (slip,) = (problem for problem in found.problems if problem.code == "answer_slip")
    assert slip.place.cell == "C2"
    assert slip.values["n"] == 2


def test_duplicates_by_id() -> None:
    found = survey(["ID", *HEADER], [7, *GOOD], [8, *GOOD], [7, *OTHER])
    assert cells(found, "respondent_duplicate") == ["A4"]


def test_duplicates_by_the_whole_row() -> None:
    header = ["Timestamp", "Email", *HEADER]
    found = survey(
        header, ["9:00", "a@b.cd", *GOOD], ["9:00", "a@b.cd", *GOOD], ["9:01", "c@b.cd", *GOOD]
    )
    assert cells(found, "respondent_duplicate") == ["A3"]
    assert "a@b.cd" not in repr(found)


def test_equal_answers_of_nobody_in_particular_are_no_duplicates() -> None:
    assert "respondent_duplicate" not in codes(survey(HEADER, GOOD, GOOD))


def test_names_that_are_no_names() -> None:
    rows = [["anonymous", *GOOD], ["anonymous", *OTHER], ["anonymous", *GOOD[::-1]]]
    assert "respondent_duplicate" not in codes(survey(["Email", *HEADER], *rows))


def test_numbers_that_run_the_other_way_are_asked_about() -> None:
    upside_down = [[5, 1, 4, 1, 5, 3, 3, 1], [5, 1, 5, 2, 4, 1, 5, 3]]
    with pytest.raises(InputError) as error:
        survey(HEADER, *upside_down)
    assert error.value.code == "numbers_other_way"
    assert "--codes like=5" in str(error.value)
    assert "--codes like=1" in str(error.value)
    right = survey(HEADER, *upside_down, settings=Settings(codes="like=5"))
    assert pairs(right)[0] == [(1, 5), (1, 5)]
    kept = survey(HEADER, *upside_down, settings=Settings(codes="like=1"))
    assert pairs(kept)[0] == [(5, 1), (5, 1)]
    assert codes(kept) == ["pairs_contrary"]


def test_answers_in_words_are_never_said_to_run_the_other_way() -> None:
    found = survey(HEADER[:2], *[[DISLIKE, LIKE]] * 20)
    assert codes(found) == ["pairs_contrary"]
    assert "--codes" not in found.problems[0].message("en")


def test_demographics_are_no_sign_of_a_person() -> None:
    header = ["Gender", "Age", *HEADER, *[f"G{name}" for name in HEADER]]
    assert "respondent_duplicate" not in codes(survey(header, *[["f", 30, *GOOD, *OTHER]] * 5))


def test_distinct_ids_rule_duplicates_out() -> None:
    rows = [[number, "2026-01-05 9:00:01", *GOOD] for number in (1, 2, 3)]
    assert "respondent_duplicate" not in codes(survey(["ID", "Timestamp", *HEADER], *rows))
    day = [["2026-01-05", *GOOD]] * 3
    assert "respondent_duplicate" not in codes(survey(["Date", *HEADER], *day))


def test_rows_without_answers_are_no_duplicates() -> None:
    rows = [["9:00", *GOOD], ["9:05", *[None] * 8], ["9:05", *[None] * 8]]
    assert "respondent_duplicate" not in codes(survey(["Timestamp", *HEADER], *rows))


def test_respondents_are_left_out_only_if_asked() -> None:
    rows = [[1, *GOOD], [2, *[3] * 8], [1, *OTHER], [3, 1, 1, 5, 5, 1, 1, 1, 5]]
    everybody = survey(["ID", *HEADER], *rows)
    assert everybody.excluded == {}
    assert len(pairs(everybody)[0]) == 4
    groups = ("duplicates", "straight-lining", "questionable")
    some = survey(["ID", *HEADER], *rows, settings=Settings(exclude=groups))
    assert some.excluded == {"duplicates": 1, "straight-lining": 1, "questionable": 1}
    assert pairs(some)[0] == [(1, 5)]
    assert some.source.respondents == 4
    # What is said of features is said of those who count; who does not is not said to count.
    left = ["duplicate", "straight", "questionable"]
    assert codes(some) == [f"respondent_{each}_excluded" for each in left]
    assert cells(some, "respondent_straight_excluded") == ["A3"]
    assert all("is left out" in each.message("en") for each in some.problems)
    with pytest.raises(InputError) as error:
        survey(HEADER, [3] * 8, settings=Settings(exclude=("straight-lining",)))
    assert error.value.code == "nobody_left"


def test_blocks_of_respondents_are_judged_alike() -> None:
    size = 70_000
    grid = sheet(HEADER, *([GOOD] * size), [3] * 8)
    found = read_sheet(grid)
    assert cells(found, "respondent_straight") == [f"A{size + 2}"]
    assert isinstance(found.answers, Answers)
    assert np.array_equal(found.answers.functional[:, 0], [1, 2, 3, 1])
    assert names(found) == ["F1", "F2", "F3", "F4"]
