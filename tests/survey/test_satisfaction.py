"""How satisfied people are today: which columns say so, on which scale, and what is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.frames.counting import count_frame
from kano_xl.survey.mapping_file import load
from kano_xl.survey.reading import read, read_sheet
from kano_xl.survey.survey import Survey
from sample_surveys import sheet, survey, understood

CHAT = ("Chat [F]", "Chat [D]")
QUESTIONS = (
    "How satisfied are you today with “Chat”?",
    "How satisfied are you with Chat today?",
    "How satisfied are you currently with Chat?",
    "Wie zufrieden sind Sie heute damit: „Chat“?",
    "Wie zufrieden sind Sie mit Chat?",
    "您目前对“Chat”的满意程度如何？",
    "您目前对“Chat”有多满意？",
    "您对Chat的满意度是？",
    "您目前對「Chat」的滿意程度如何？",
    "Chat [satisfaction]",
    "Chat - satisfaction",
    "Chat（满意度）",
    "Chat [Zufriedenheit]",
)


def rated(header: str, *answers: object, importance: Sequence[object] = ()) -> Survey:
    """A survey of a feature, as many people as answers; by turns they find it M and O."""
    head = [*CHAT, header, *(["Chat [importance]"] if importance else [])]
    rows = [
        [1 + 2 * (at % 2), 5, answer, *([importance[at]] if importance else [])]
        for at, answer in enumerate(answers)
    ]
    return survey(head, *rows)


def told(found: Survey) -> list[tuple[str, str | None]]:
    return [(p.code, p.place.cell) for p in found.problems if "satisfaction" in p.code]


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_about_a_feature(question: str) -> None:
    (found,) = rated(question, 9, 1, 3, 4, 9).satisfaction() or ()
    assert found is not None
    assert (found.mean, found.n, found.top) == (pytest.approx(26 / 5), 5, 9)


@pytest.mark.parametrize(
    "header",
    [
        "How satisfied are you with our bank?",
        "How satisfied would you be if there were a chat?",
        "How satisfied are you with Mail today?",
        "Overall satisfaction",
    ],
)
def test_other_questions_say_nothing_of_the_feature(header: str) -> None:
    found = rated(header, 9, 1, 3, 4, 9)
    assert found.satisfaction() is None
    assert [feature.name for feature in found.features] == ["Chat"]


def test_the_header_tells_the_scale() -> None:
    for header, top in {
        "Chat [satisfaction] (1–5)": 5,
        "How satisfied are you with Chat today? (1-9)": 9,
        "您对Chat的满意度（1至7分）": 7,
        "Wie zufrieden sind Sie heute damit: „Chat“? (1 = sehr unzufrieden, 9 = sehr zufrieden)": 9,
        "Chat [satisfaction 1–5]": 5,
    }.items():
        (found,) = rated(header, 1, 2, 3, 2, 4).satisfaction() or ()
        assert found is not None
        assert (found.top, found.mean) == (top, pytest.approx(2.4)), header


def test_answers_tell_the_scale_where_they_leave_no_doubt() -> None:
    assert rated(QUESTIONS[0], 1, 2, 5, 4).answers.top == 5  # type: ignore[union-attr]
    assert rated(QUESTIONS[0], 1, 2, 8, 4).answers.top == 9  # type: ignore[union-attr]
    words = "Very satisfied", "Satisfied", "Neither satisfied nor dissatisfied", "Dissatisfied"
    (found,) = rated(QUESTIONS[0], *words).satisfaction() or ()
    assert found is not None
    assert (found.mean, found.n, found.top) == (3.5, 4, 5)
    (found,) = rated(QUESTIONS[5], "非常满意", "不满意", "一般", "不满意").satisfaction() or ()
    assert found is not None
    assert (found.mean, found.top) == (3.0, 5)


@pytest.mark.parametrize(
    ("answers", "importance"),
    [
        ([1, 2, 4, 4], []),
        ([1, 2, 6, 7], []),
        ([1, 2, 10, 3], []),
        ([1, 2, 5, 4], [9, 8, 7, 9]),
        ([*[1, 2, 5, 4] * 25, 9], []),
    ],
)
def test_what_is_not_certain_is_asked(answers: list[int], importance: list[int]) -> None:
    with pytest.raises(InputError) as refused:
        rated(QUESTIONS[0], *answers, importance=importance)
    assert refused.value.code == "satisfaction_scale_unsure"
    assert refused.value.place.cell == "C1"


def test_no_answer_needs_no_scale() -> None:
    assert rated("Chat [satisfaction]", None, None, "N/A").satisfaction() is None


def test_what_is_off_the_scale_is_told() -> None:
    found = rated("Chat [satisfaction] (1–5)", 1, 5, 6, 0, "often", None, 99, 3)
    assert told(found) == [("satisfaction_unreadable", "C4")]
    (problem,) = (each for each in found.problems if each.code == "satisfaction_unreadable")
    assert problem.values == {"n": 4, "top": 5}
    (stated,) = found.satisfaction() or ()
    assert stated is not None
    assert (stated.mean, stated.n) == (3.0, 3)


def test_several_features_each_has_its_own() -> None:
    found = understood(
        ["Chat [F]", "Chat [D]", "Mail [F]", "Mail [D]", "Mail [satisfaction]", "x", "Chat [sat]"],
        [1, 5, 1, 5, 9, "a", 1],
        [1, 5, 1, 5, 8, "b", 2],
    )
    assert [(p.name, p.satisfaction and p.satisfaction.letter) for p in found.pairs] == [
        ("Chat", "G"),
        ("Mail", "E"),
    ]
    assert found.mapping.satisfaction_top == 9


def test_a_saved_mapping_reads_the_same(tmp_path: Path) -> None:
    rows = [["Chat [F]", "Chat [D]", "Chat [satisfaction]"], [1, 5, 9], [1, 5, 2]]
    saved = tmp_path / "map.toml"
    saved.write_text(understood(*rows).to_toml("en"), encoding="utf-8")
    again = read_sheet(sheet(*rows), Settings(), load(saved))
    (stated,) = again.satisfaction() or ()
    assert stated is not None
    assert (stated.mean, stated.top) == (5.5, 9)


def test_long_tables() -> None:
    head = ("respondent", "feature", "functional", "dysfunctional", "satisfaction")
    wide = survey(head, (1, "Chat", 1, 5, 9), (1, "Mail", 1, 5, 3), (2, "Chat", 1, 5, 8))
    assert [each and (each.mean, each.n) for each in wide.satisfaction() or ()] == [
        (8.5, 2),
        (3.0, 1),
    ]
    sides = (("F", 1), ("D", 5), ("satisfaction", 9), ("importance", 7))
    rows = [(person, "Chat", side, answer) for person in (1, 2) for side, answer in sides]
    narrow = survey(("respondent", "feature", "side", "answer"), *rows)
    assert [each and each.mean for each in narrow.satisfaction() or ()] == [9.0]
    assert [each and each.mean for each in narrow.importance() or ()] == [7.0]


def test_weights_and_groups() -> None:
    head = [*CHAT, "Chat [satisfaction] (1–5)", "Plan", "Weight"]
    rows = [[1, 5, 1 + 4 * (at % 2), "ab"[at % 2], 1 + 2 * (at % 2)] for at in range(12)]
    found = analyse(survey(head, *rows, settings=Settings(weight="Weight")))
    stated = found.features[0].satisfaction
    assert stated is not None
    assert (stated.mean, stated.n) == (pytest.approx((1 + 3 * 5) / 4), 12)
    settings = Settings(by="Plan")
    groups = analyse(survey(head, *rows, settings=settings), settings).groups
    means = {each.name: each.features[0].satisfaction for each in groups}
    assert {name: each and each.mean for name, each in means.items()} == {"a": 1.0, "b": 5.0}


def test_ratings_of_fewer_than_five_of_a_group_are_not_shown() -> None:
    head = [*CHAT, "Chat [satisfaction] (1–5)", "Plan"]
    rows = [[1, 5, 2 if at < 14 else None, "ab"[at % 2 and at > 8]] for at in range(18)]
    settings = Settings(by="Plan")
    groups = analyse(survey(head, *rows, settings=settings), settings).groups
    shown = {each.name: each.features[0].satisfaction for each in groups}
    # Nor are those of the other group, from which and the mean of all they would follow.
    found = {name: each and (each.mean, each.n) for name, each in shown.items()}
    assert found == dict.fromkeys("ab", (None, 0))


def test_a_data_frame_says_the_same() -> None:
    pandas = pytest.importorskip("pandas")
    chance = np.random.default_rng(3)
    rows = [[*chance.integers(1, 6, 2), *chance.integers(1, 10, 2)] for _ in range(60)]
    head = [*CHAT, "How satisfied are you today with “Chat”? (1–9)", "Chat [importance]"]
    read_as = survey(head, *([int(each) for each in row] for row in rows))
    counted = count_frame(pandas.DataFrame(rows, columns=head), Settings(codes="like=1"))
    assert counted.satisfaction() == read_as.satisfaction()
    long = [(at, "Chat", row[0], row[1], row[2]) for at, row in enumerate(rows)]
    columns = ["respondent", "feature", "functional", "dysfunctional", "satisfaction"]
    counted = count_frame(pandas.DataFrame(long, columns=columns), Settings(codes="like=1"))
    assert counted.satisfaction() == read_as.satisfaction()


def test_files_of_one_scale_are_one_survey(tmp_path: Path) -> None:
    paths = []
    for name, answers in {"a": "25", "b": "41"}.items():
        path = tmp_path / f"{name}.csv"
        lines = [f"1,5,{answer}" for answer in answers]
        path.write_text("\n".join(["Chat [F],Chat [D],Chat [satisfaction] (1–5)", *lines]))
        paths.append(path)
    (stated,) = read(paths).satisfaction() or ()
    assert stated is not None
    assert (stated.mean, stated.n) == (3.0, 4)
