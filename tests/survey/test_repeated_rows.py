"""Columns that say how often each row came are never passed over; row numbers are no counts."""

from __future__ import annotations

import random

import polars as pl
import pytest

from kano_xl import InputError, count_frame
from kano_xl.survey.reading import read_sheet
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL, sheet, survey

LONG = [("Bus", LIKE, DISLIKE), ("Bus", NEUTRAL, NEUTRAL), ("Car", MUST, DISLIKE)]


def refusal(*rows: list[object]) -> InputError:
    with pytest.raises(InputError) as caught:
        read_sheet(sheet(*rows))
    return caught.value


def long(header: str, times: tuple[object, ...]) -> list[list[object]]:
    rows = [[*row, n] for row, n in zip(LONG, times, strict=True)]
    return [["feature", "functional", "dysfunctional", header], *rows]


def wide(header: str, times: list[object]) -> list[list[object]]:
    return [[header, "Bus [F]", "Bus [D]"], *([n, LIKE, DISLIKE] for n in times)]


@pytest.mark.parametrize(
    "header",
    [
        *["count", "Counts", "n", "N", "freq", "Freq.", "frequency", "respondents", "Anzahl"],
        *["Häufigkeit", "人数", "频数", "频次", "次数", "数量", "빈도"],
    ],
)
def test_rows_with_their_number(header: str) -> None:
    for rows, cell in ((long(header, (3, 1, 40)), "D1"), (wide(header, [40, 3, 3]), "A1")):
        error = refusal(*rows)
        assert (error.code, error.place.cell) == ("rows_counted", cell)


def test_every_row_the_same_number_of_times() -> None:
    assert refusal(*long("count", (3, 3, 3))).code == "rows_counted"
    assert refusal(*wide("n", ["1,000", "20", 3.0])).code == "rows_counted"


def test_one_answer_in_a_row() -> None:
    rows = [["Bus", "functional", LIKE, 7], ["Bus", "dysfunctional", DISLIKE, 2]]
    error = refusal(["feature", "side", "answer", "count"], *rows)
    assert (error.code, error.place.cell) == ("rows_counted", "D1")


def test_letters_with_their_number() -> None:
    rows = [["A", "M", 3], ["O", "I", 30], ["A", "A", 4]]
    assert refusal(["Bus", "Car", "count"], *rows).code == "rows_counted"


SHUFFLED = list(range(1, 31))
random.Random(7).shuffle(SHUFFLED)


@pytest.mark.parametrize(
    "numbers",
    [
        [1, 2, 3],
        [101, 102, 103],
        [0, 1, 2, 3],
        [1, 1, 1],
        [1, None, 2, 3],
        [2, 3, 5, 8, 9, 10, 11, 14, 17, 20],
        SHUFFLED,
        ["few", 3, 3],
        [1.5, 0.5, 2],
    ],
    ids=str,
)
def test_row_numbers_are_no_counts(numbers: list[object]) -> None:
    found = survey(*wide("n", numbers))
    assert found.source.respondents == len(numbers)


def test_rows_numbered_for_each_feature() -> None:
    rows = [[f, LIKE, DISLIKE, n] for f in ("Bus", "Car") for n in (1, 2, 3, 4)]
    found = survey(["feature", "functional", "dysfunctional", "n"], *rows)
    assert found.source.respondents == 4


@pytest.mark.parametrize("header", ["x", "Count of children", "visits", "人数规模"])
def test_other_headers_are_let_alone(header: str) -> None:
    assert survey(*wide(header, [40, 3, 3])).source.respondents == 3


def test_a_feature_of_this_name_is_a_feature() -> None:
    found = survey(["Count [F]", "Count [D]"], [LIKE, DISLIKE], [LIKE, NEUTRAL], [LIKE, NEUTRAL])
    assert [feature.name for feature in found.features] == ["Count"]
    found = survey(["Category", "Count"], ["A", 10], ["O", 3], ["M", 3], ["I", 9])
    assert found.counts().features == ("Count",)


@pytest.mark.parametrize(
    "rows",
    [
        [["Bus", "A", 1], ["Bus", "M", 30], ["Car", "A", 50], ["Car", "I", 3]],
        [["Bus", letter, n] for n, letter in enumerate("AOMI", 1)],
        [["Bus", "A", "Ann"], ["Car", "M", "Ann"], ["Bus", "O", "Bob"], ["Car", "M", "Bob"]],
    ],
    ids=["counts", "counts of one feature", "letters of people"],
)
def test_rows_of_a_feature_and_a_category(rows: list[list[object]]) -> None:
    """Read as letters they would be one feature called "category"."""
    error = refusal(["feature", "category", "count"], *rows)
    assert (error.code, error.place.cell) == ("categories_down", "A1")


def test_frames() -> None:
    header, *rows = long("count", (3, 1, 40))
    frame = pl.DataFrame(rows, schema=header, orient="row")
    with pytest.raises(InputError) as caught:
        count_frame(frame)
    assert caught.value.code == "rows_counted"
    assert count_frame(frame.rename({"count": "x"})).source.respondents == 2
    header, *rows = wide("n", [40, 3, 3])
    frame = pl.DataFrame(rows, schema=header, orient="row")
    with pytest.raises(InputError) as caught:
        count_frame(frame)
    assert caught.value.code == "rows_counted"
