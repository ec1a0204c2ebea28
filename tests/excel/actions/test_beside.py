"""A second survey in one workbook: its results replace the first one's, or come beside them."""

from __future__ import annotations

from collections.abc import Iterator

import openpyxl
import pytest
import xlwings

from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.actions.removing import remove
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.reply import Reply
from kano_xl.names import COLUMNS, WRITTEN_OF
from sample_surveys import DISLIKE, LIKE, NEUTRAL

HEADER = ["Chat [F]", "Chat [D]", "Map [F]", "Map [D]"]
FIRST = [HEADER, *[[NEUTRAL, DISLIKE, NEUTRAL, NEUTRAL]] * 12]
SECOND = [HEADER, *[[LIKE, NEUTRAL, NEUTRAL, NEUTRAL]] * 12]


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A workbook with two surveys, of which the first was analysed."""
    book = excel.books.add()
    first = book.sheets.active
    first.name = "2025"
    first["B3"].value = FIRST
    book.sheets.add("2026", after=first)["A1"].value = SECOND
    first.activate()
    assert analyse(book, (), "en").kind == "done"
    yield book
    for each in list(excel.books):
        each.close()


def shown(book: xlwings.Book, sheet: str, *agreed: str) -> Reply:
    """The reply to *Analyse* by somebody who looks at a sheet."""
    book.sheets[sheet].activate()
    return analyse(book, agreed, "en")


def results(book: xlwings.Book) -> tuple[object, ...]:
    """The features and categories of the results, and all names with what they refer to."""
    named = named_cells(book, "Kano_")
    cells = [named[COLUMNS[key]].value for key in ("feature", "category")]
    return *cells, sorted((name.name, name.refers_to) for name in book.names)


def test_both_results_are_kept_whole(book: xlwings.Book) -> None:
    before = results(book)
    asked = shown(book, "2026")
    assert (asked.kind, asked.code) == ("choose", "beside")
    assert "“2025”, B3:E15." in asked.text
    assert "Now “2026” was read." in asked.text
    reply = shown(book, "2026", "beside")
    assert reply.kind == "open"
    assert reply.path.endswith("2026-Kano.xlsx")
    assert "“2026”, rows 2 to 13" in reply.text
    table = openpyxl.load_workbook(reply.path)["Summary"]
    texts = {str(cell) for row in table.iter_rows(values_only=True) for cell in row}
    assert "attractive" in texts
    assert "must-be" not in texts
    assert results(book) == before
    # Of two surveys those who look at the results mean the one that these are of.
    assert "“2025”, rows 4 to 15" in shown(book, "Summary").text
    assert shown(book, "2025").kind == "done"
    # The other workbook is one as any other.
    assert remove(book, ("remove",), "en").kind == "done"
    assert WRITTEN_OF not in {name.name for name in book.names}
    assert shown(book, "2026").kind == "done"


def test_results_are_replaced_where_the_user_says_so(book: xlwings.Book) -> None:
    assert shown(book, "2026", "beside", "beside_yes").kind == "done"
    assert results(book)[1][0] == "A"
    assert shown(book, "2026").kind == "done"
    assert shown(book, "2025").code == "beside"


def test_a_survey_that_grew_moved_or_lost_rows_is_the_same(book: xlwings.Book) -> None:
    sheet = book.sheets["2025"]
    sheet["B16"].value = [*FIRST[1:4]]
    sheet["F3"].value = [["Pay [F]", "Pay [D]"], *[[LIKE, NEUTRAL]] * 15]
    assert "rows 4 to 18" in shown(book, "2025").text
    sheet["A1:H1"].insert("down")
    sheet.name = "Survey"
    assert "rows 5 to 19" in shown(book, "Survey").text
    sheet["A17:H19"].delete("up")
    assert "rows 5 to 16" in shown(book, "Survey").text
    sheet["B16:G16"].clear_contents()
    assert "rows 5 to 15" in shown(book, "Survey").text
    # A part of it that somebody selects is not.
    sheet["B4:E12"].select()
    assert analyse(book, (), "en").code == "beside"


def test_results_of_what_is_gone_or_of_other_features_are_asked_about(book: xlwings.Book) -> None:
    sheet = book.sheets["2025"]
    sheet["B3"].value = ["Pay [F]", "Pay [D]", "Lock [F]", "Lock [D]"]
    assert "are of other features" in shown(book, "2025").text
    sheet.delete()
    assert "there no longer" in shown(book, "2026").text
