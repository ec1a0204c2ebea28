"""What is not certain about a survey: merged by kind, in order of weight, told in two places."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

import kano_xl
from kano_xl.errors import COMMAND_LINE, HIDDEN, IN_EXCEL, Place, Problem
from kano_xl.languages import LANGUAGES, file
from kano_xl.survey.findings import CODES, MOST_ALIKE, PLACES_SHOWN, findings
from kano_xl.survey.listing import LISTED
from kano_xl.survey.survey import Source

ONE_FILE = Source(("a.csv",), (None,), ("coded",), 9)
VALUES = {
    "top": 9,
    "name": "Chat", "percent": 60, "functional": "B", "dysfunctional": "C", "n": 2,
    "answer": "meh", "meant": "I like it", "missing": 1, "total": 9, "header": "Weight",
    "first": "B", "second": "D", "fewest": 5, "effective": 1, "file": "b.csv",
    "names": "notes.docx", "feature": "Talk", "reason": "the file is empty",
}  # fmt: skip


def at(code: str, cell: str, **values: object) -> Problem:
    return Problem(code, Place("a.csv", None, cell), values)


def test_every_problem_that_the_readers_tell_has_its_place_in_the_order() -> None:
    told = set(file("en", "check")["found"])
    assert set(CODES) == told
    made = set()
    for path in (Path(kano_xl.__file__).parent).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                code = node.args[0]
                if node.func.id == "Problem" and isinstance(code, ast.Constant):
                    made.add(code.value)
    assert made - {"frame_hint"} <= told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_everything_says_what_it_counts_as_and_what_mends_it(code: str, language: str) -> None:
    hidden = {"answer": HIDDEN} if code.endswith("_hidden") else {}
    problem = Problem(code.removesuffix("_hidden"), Place(), {**VALUES, **hidden})
    for where in (COMMAND_LINE, IN_EXCEL):
        assert problem.found(language)
        assert problem.mend(language, where)
        assert HIDDEN not in problem.message(language, where)
    # Nobody in Excel knows a command line, or a mapping file.
    in_excel = problem.message(language, IN_EXCEL)
    assert "--" not in in_excel
    assert "mapping" not in in_excel
    assert "映射" not in in_excel


def test_respondents_are_one_line_with_the_first_of_them() -> None:
    rows = (5, 9, 12, 20, 31)
    (found,) = findings([at("respondent_duplicate", f"A{row}") for row in rows])
    assert found.where("en", ONE_FILE) == "A5, A9, A12 and 2 more"
    assert found.found("en").startswith("5 respondents repeat an earlier one")
    assert PLACES_SHOWN == 3
    (found,) = findings([at("respondent_duplicate", "A5")])
    assert found.where("en", ONE_FILE) == "A5"
    assert found.found("en").startswith("this respondent repeats an earlier one")


def test_of_very_many_respondents_the_whole_number_is_told() -> None:
    listed = [at("respondent_straight", f"A{row}") for row in range(2, LISTED + 2)]
    more = Problem("respondent_straight_more", Place("a.csv"), {"n": 4321, "listed": LISTED})
    (found,) = findings([*listed, more])
    assert found.found("en").startswith("4,321 respondents")
    assert found.where("en", ONE_FILE) == "A2, A3, A4 and 4,318 more"


def test_a_wording_is_one_line_and_those_that_are_not_shown_are_one_together() -> None:
    problems = [
        at("answer_unreadable", "B7", answer="meh", n=4),
        at("answer_unreadable", "C9", answer=HIDDEN, n=1),
        at("answer_unreadable", "D3", answer=HIDDEN, n=2),
        at("answer_unreadable", "E2", answer="dunno", n=11),
    ]
    told = [(each.where("en", ONE_FILE), each.found("en")) for each in findings(problems)]
    assert told == [
        (
            "E2 and 10 more",
            "“dunno” is not one of the known answers: it counts as missing, in 11 cells",
        ),
        (
            "B7 and 3 more",
            "“meh” is not one of the known answers: it counts as missing, in 4 cells",
        ),
        (
            "C9, D3 and 1 more",
            "answers of fewer than 3 people each are not among the known ones: "
            "they count as missing, in 3 cells",
        ),
    ]


def test_the_most_serious_comes_first_whatever_the_order() -> None:
    problems = [Problem(code, Place(), VALUES) for code in CODES if not code.endswith("_hidden")]
    random.Random(3).shuffle(problems)
    found = findings(problems)
    assert [each.problem.code for each in found] == [
        code for code in CODES if not code.endswith("_hidden")
    ]
    kinds = [each.kind for each in found]
    assert list(dict.fromkeys(kinds)) == [
        "files",
        "pairs",
        "answers",
        "questions",
        "people",
        "table",
    ]
    assert kinds == sorted(kinds, key=list(file("en", "check")["kind"]).index)


def test_many_of_one_code_are_cut_and_counted() -> None:
    problems = [
        at("feature_questionable", "", name=f"F{index}", percent=20, n=1)
        for index in range(MOST_ALIKE + 7)
    ]
    found = findings(problems)
    assert len(found) == MOST_ALIKE
    assert [each.alike for each in found] == [0] * (MOST_ALIKE - 1) + [7]


def test_of_several_files_the_file_is_named() -> None:
    two = Source(("a.csv", "b.csv"), (None, None), ("coded", "coded"), 9)
    (found,) = findings([at("respondent_blank", "A5"), at("respondent_blank", "A6")])
    assert found.where("zh-Hans", two) == "a.csv, A5、A6"
