"""What is wrong or not certain in a file is so in a frame, with the same code and numbers."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kano_xl import InputError, Settings, count_frame, read
from kano_xl.choices import Settings as Choices
from tests.frames.engines import ENGINES, Columns, as_file

WORDS = ["I like it", "It must be that way", "I am neutral", "I can live with it", "I dislike it"]


def answered(functional: list[object], dysfunctional: list[object], times: int = 10) -> Columns:
    return {"Chat [F]": functional * times, "Chat [D]": dysfunctional * times}


def turned_round(people: int, seed: int) -> Columns:
    """5 for like: most like what is there and dislike what is not; some answers are missing."""
    draw = random.Random(seed)
    columns: dict[str, list[object]] = {}
    for name in ("Chat", "Maps", "Dark mode"):
        for side, usual in (("F", 5), ("D", 1)):
            columns[f"{name} [{side}]"] = [
                usual if draw.random() < 0.7 else draw.choice([1, 2, 3, 4, 5, None])
                for _ in range(people)
            ]
    return columns


def as_long(columns: Columns, people: int) -> Columns:
    names = [name[:-4] for name in columns if name.endswith("[F]")]
    rows = [
        (person, name, columns[f"{name} [F]"][person] or 3, columns[f"{name} [D]"][person] or 3)
        for person in range(people)
        for name in names
    ]
    heads = ("respondent", "feature", "functional", "dysfunctional")
    return {head: [row[at] for row in rows] for at, head in enumerate(heads)}


WRONG: dict[str, tuple[Columns, str]] = {
    "unknown": (
        answered(["I like it", "whatever"], ["I dislike it", "I am neutral"]),
        "answers_unknown",
    ),
    "many unknown": (
        answered(["I like it", "a1b", "c2d", "e3f", "g4h"], ["I dislike it"] * 5),
        "answers_unknown_more",
    ),
    "turned": (turned_round(40, 1), "numbers_other_way"),
    "turned, few": (turned_round(4, 2), "numbers_other_way"),
    "turned, long": (as_long(turned_round(40, 3), 40), "numbers_other_way"),
    "scores": (answered([4, 2, 4, 0, 2, 0], [-2, -1, -1, -2, -2, 0]), "scores_one_meaning"),
    "scores, long": (
        as_long(answered([4, 2, 4, 2], [-2, -1, -1, -2]), 40),
        "scores_one_meaning",
    ),
    "three": (answered([1, 2, 1], [3, 3, 2]), "three_steps"),
    "three, long": (as_long(answered([1, 2, 1], [3, 3, 2]), 30), "three_steps"),
    "from zero": (answered([0, 1, 2], [4, 3, 4]), "numbers_from_zero"),
    "to seven": (answered([1, 7, 6], [4, 3, 5]), "numbers_beyond"),
    "liking": (
        answered(["I really like it", "I like it", "I am neutral"],
                 ["I really dislike it", "I dislike it", "I am neutral"]),
        "liking_scale",
    ),
    "satisfaction": (
        answered(["very satisfied", "satisfied"], ["dissatisfied", "very dissatisfied"]),
        "satisfaction_scale",
    ),
    "one side": (
        {"Chat [F]": [1, 2], "Chat [D]": [5, 5], "Maps [F]": [1, 1]},
        "one_side_missing",
    ),
    "one side, long": (
        {"feature": ["Chat", "Maps"], "functional": [1, 2], "dysfunctional": [5, None]},
        "feature_without_dysfunctional",
    ),
    "empty": ({"Chat [F]": [1, 2], "Chat [D]": [None, None]}, "question_empty"),
    "by position": (
        {"Alpha one": WORDS, "Beta two": WORDS[::-1], "Gamma three": WORDS, "Delta four": WORDS},
        "pairs_by_position",
    ),
    "no survey": ({"name": ["a", "b"], "town": ["c", "d"]}, "no_pairs"),
    "no header": ({"1": [1, 2], "5": [5, 4], "2": [2, 2], "4": [4, 4]}, "no_header"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_same_error_as_of_a_file(name: str, tmp_path: Path) -> None:
    columns, code = WRONG[name]
    with pytest.raises(InputError) as expected:
        read([as_file(columns, tmp_path)])
    assert expected.value.code == code
    for engine, make in ENGINES.items():
        with pytest.raises(InputError) as found:
            count_frame(make(columns))
        assert found.value.code == code, engine
        shown = {key: v for key, v in expected.value.values.items() if key not in COLUMN_LETTERS}
        assert {key: found.value.values[key] for key in shown} == shown, engine


COLUMN_LETTERS = ("column", "pairs", "first", "second")
"""Values that name columns: by letters in a file, by their names in a frame."""


@pytest.mark.parametrize("seed", range(30))
def test_numbers_are_doubted_as_in_a_file(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    people = draw.randrange(2, 12)
    columns = turned_round(people, seed)
    for name, cells in columns.items():
        if draw.random() < 0.5:
            columns[name] = [
                None if cell is None else draw.choice([cell, 6 - cell]) for cell in cells
            ]

    def told(survey: object) -> str:
        try:
            survey()
        except InputError as error:
            return error.code
        return ""

    expected = told(lambda: read([as_file(columns, tmp_path)]))
    for engine, make in ENGINES.items():
        assert told(lambda make=make: count_frame(make(columns))) == expected, engine


def test_what_the_user_said_is_taken() -> None:
    columns, _ = WRONG["unknown"]
    found = count_frame(ENGINES["polars"](columns), Settings(answers={"whatever": 3}))
    assert found.counts().n[0, 0, 3, 3] == 10
    columns, _ = WRONG["turned"]
    found = count_frame(ENGINES["duckdb"](columns), Settings(codes="like=5"))
    assert found.counts().n[0, 0, 1, 5] > 10


def test_a_slip_and_a_rare_unknown_wording_are_remarks(tmp_path: Path) -> None:
    columns = {
        "Chat [F]": WORDS * 30 + ["I liek it", "hm"],
        "Chat [D]": WORDS[::-1] * 30 + ["I dislike it"] * 2,
    }
    expected = read([as_file(columns, tmp_path)])
    for engine, make in ENGINES.items():
        found = count_frame(make(columns))
        assert {p.code for p in found.problems} - {"frame_only_counted"} == {
            p.code for p in expected.problems
        }, engine
        assert all(str(p.place).startswith(engine.partition(",")[0]) for p in found.problems)


def test_advice_for_the_command_line_is_told_in_python_too() -> None:
    columns, _ = WRONG["unknown"]
    with pytest.raises(InputError) as told:
        count_frame(ENGINES["pandas"](columns), Choices(language="zh-Hans"))
    assert "Settings(answers=" in told.value.__notes__[0]
    assert str(told.value.place) == "pandas, Chat [F]"
