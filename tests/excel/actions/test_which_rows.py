"""Hidden rows and rows below a table: the user says whether they count, and then they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import xlwings

from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.actions.checking import check
from kano_xl.excel.book import native
from kano_xl.languages import LANGUAGES

HEADER = ["ID", "Chat (functional)", "Chat (dysfunctional)"]
ATTRACTIVE, MUST_BE = [1, 3], [2, 5]
"""Two pairs of answers with like=1: the standard table makes them A and M."""


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey of 12 people: the first four find the feature attractive, the others a must-be."""
    book = excel.books.add()
    pairs = [ATTRACTIVE] * 4 + [MUST_BE] * 8
    book.sheets[0]["A1"].value = [HEADER, *([f"p{n}", *pair] for n, pair in enumerate(pairs))]
    yield book
    book.close()


def hide(book: xlwings.Book, first: int, count: int) -> None:
    """Hide rows of the survey, counted from 0, as a filter does."""
    sheet = book.sheets[0].impl
    sheet.office.filter_rows(sheet.number, (first, 0, count, 1))


def as_table(book: xlwings.Book, rows: int) -> None:
    sheet = book.sheets[0].impl
    sheet.office.add_table(sheet.number, "Answers", (0, 0, rows, 3))
    book.sheets[0]["B2"].select()


def counts(book: xlwings.Book) -> dict[str, float]:
    header, row = next(iter(book.sheets["Categories"].tables)).range.value
    return {key: row[header.index(key)] for key in ("M", "A")}


@pytest.mark.parametrize(
    ("answered", "expected"),
    [(("hidden",), {"M": 8, "A": 4}), (("hidden", "hidden_yes"), {"M": 2, "A": 4})],
    ids=["they count", "they are left out"],
)
def test_the_user_says_whether_hidden_rows_count(
    book: xlwings.Book, answered: tuple[str, ...], expected: dict[str, float]
) -> None:
    hide(book, 7, 6)
    for language in LANGUAGES:
        for act in (analyse, check):
            reply = act(book, (), language)
            assert (reply.kind, reply.code) == ("choose", "hidden")
            assert re.search(r"\b6\b", reply.text)
    assert len(book.sheets) == 1
    assert analyse(book, answered, "en").kind == "done"
    assert counts(book) == expected
    assert check(book, answered, "en").kind == "done"


def test_a_problem_keeps_its_place_among_rows_that_are_left_out(book: xlwings.Book) -> None:
    hide(book, 1, 2)
    book.sheets[0]["B9"].value = "perhaps"
    told = check(book, ("hidden", "hidden_yes"), "en").text
    assert "B9" in told


def test_without_hidden_answers_nobody_is_asked(book: xlwings.Book) -> None:
    hide(book, 40, 5)  # nothing is in them
    assert analyse(book, (), "en").kind == "done"
    assert counts(book) == {"M": 8, "A": 4}


@pytest.mark.parametrize(
    ("answered", "expected"),
    [(("below",), {"M": 4, "A": 4}), (("below", "below_yes"), {"M": 8, "A": 4})],
    ids=["the table alone", "those below it too"],
)
def test_the_user_says_whether_rows_below_the_table_count(
    book: xlwings.Book, answered: tuple[str, ...], expected: dict[str, float]
) -> None:
    as_table(book, 9)
    book.sheets[0]["A20"].value = "a note far below"
    for language in LANGUAGES:
        reply = analyse(book, (), language)
        assert (reply.kind, reply.code) == ("choose", "below")
        assert re.search(r"\b4\b", reply.text)
    assert analyse(book, answered, "en").kind == "done"
    assert counts(book) == expected


def test_a_table_with_nothing_below_it_is_read_without_a_question(book: xlwings.Book) -> None:
    as_table(book, 13)
    assert analyse(book, (), "en").kind == "done"


def test_rows_hidden_at_very_many_places_are_told(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "_MOST_LOOKS", 3)
    hide(book, 7, 1)
    reply = analyse(book, (), "en")
    assert (reply.kind, reply.code) == ("ask", "hidden")
    assert "onto a new sheet" in reply.text
    assert analyse(book, ("hidden",), "en").kind == "done"
    assert counts(book) == {"M": 8, "A": 4}
