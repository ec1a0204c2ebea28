"""Who stands in several files counts once, in the first of them; and who only seems to does not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sample_surveys import DISLIKE, LIKE
from teams.test_folder import analysed, numbers, team, told


def both(folder: Path, header: str, first: list[object], second: list[object]) -> int:
    """How many count of two files with these IDs."""
    team(folder / "a.csv", len(first), ids=first, header=header)
    team(folder / "b.csv", len(second), ids=second, header=header)
    return numbers(analysed(folder))["Chat"]


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("Respondent ID", [f"C-{4700 + number}" for number in range(10)]),
        ("Response ID", [f"R_{number}kq7" for number in range(10)]),
        ("User ID", list(range(81_000, 81_010))),
        ("Email", [f"person{chr(97 + number)}@example.org" for number in range(10)]),
        ("用户编号", [f"KH{number}" for number in range(9000, 9010)]),
        ("Nr.", [f"K{number}" for number in range(9000, 9010)]),
    ],
)
def test_the_same_id_is_the_same_person(tmp_path: Path, header: str, ids: list[object]) -> None:
    others = [f"{each}x" if isinstance(each, str) else each + 500 for each in ids]  # type: ignore[operator]
    assert both(tmp_path, header, ids, [*ids[:4], *others[:6]]) == 16
    found = analysed(tmp_path)
    assert told(found)["respondent_elsewhere"] == 1
    (where,) = (
        each["where"]
        for each in found["warnings"]  # type: ignore[attr-defined]
        if each["code"] == "respondent_elsewhere"
    )
    assert where == "b.csv"


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("ID", list(range(1, 11))),
        ("ID", [f"P{number:02}" for number in range(1, 11)]),
        ("序号", list(range(1, 11))),
        ("Email", ["anonymous"] * 10),
        ("Email", [None] * 10),
    ],
)
def test_numbers_of_rows_are_no_ids(tmp_path: Path, header: str, ids: list[object]) -> None:
    assert both(tmp_path, header, ids, ids) == 20


def test_the_first_answers_count(tmp_path: Path) -> None:
    rows = {"a2.csv": (LIKE, DISLIKE), "a10.csv": (DISLIKE, LIKE)}
    for name, pair in rows.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            ids = [f"C{number}" for number in range(4000, 4010)]
            head = ["Customer", "Respondent ID", "Chat [F]", "Chat [D]"]
            csv.writer(file).writerows([head, *(["x", each, *pair] for each in ids)])
    (chat,) = analysed(tmp_path)["features"]  # type: ignore[misc]
    assert chat["counts"] == {"A": 0, "O": 10, "M": 0, "I": 0, "R": 0, "Q": 0}


def test_the_same_row_at_the_same_time_is_the_same_person(tmp_path: Path) -> None:
    head = ["ID", "Timestamp", "Chat [F]", "Chat [D]"]
    people = [[n, f"2026-03-01 10:{n:02}:13", LIKE, DISLIKE] for n in range(1, 21)]
    for name, part in (("a.csv", people[:12]), ("b.csv", people[8:])):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *part])
    assert numbers(analysed(tmp_path))["Chat"] == 20


def test_files_that_are_named_follow_the_same_rule(tmp_path: Path) -> None:
    ids = [f"C{number}" for number in range(4000, 4010)]
    paths = [team(tmp_path / name, 10, ids=ids) for name in ("b.csv", "a.csv")]
    found = analysed(*paths)
    assert numbers(found)["Chat"] == 10
    assert found["source"]["files"] == ["b.csv", "a.csv"]  # type: ignore[index]


def test_within_one_file_people_who_come_twice_are_a_remark_as_ever(tmp_path: Path) -> None:
    ids = [f"C{number}" for number in range(4000, 4009)]
    team(tmp_path / "a.csv", 10, ids=[*ids, ids[0]])
    team(tmp_path / "b.csv", 5, ids=[f"D{number}" for number in range(4000, 4005)])
    found = analysed(tmp_path)
    assert numbers(found)["Chat"] == 15
    assert told(found)["respondent_duplicate"] == 1


def test_no_id_gets_into_a_result(tmp_path: Path) -> None:
    ids = [f"person{number}@example.org" for number in range(10)]
    both(tmp_path, "Email", ids, ids[:5])
    assert "example.org" not in str(analysed(tmp_path))


def test_an_id_of_digits_is_the_same_with_zeros_before_it(tmp_path: Path) -> None:
    """A workbook shows 0081000 by a format, and an export holds the text."""
    ids = list(range(81_000, 81_010))
    assert both(tmp_path, "User ID", ids, [f"00{each}" for each in ids]) == 10
