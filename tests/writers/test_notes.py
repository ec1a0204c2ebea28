"""A column of notes beside the categories goes along with its features."""

from __future__ import annotations

import pytest
import xlwings

from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.marks import changed_by_hand
from sample_reports import survey_of, workbook_report_of

MUST_BE, OPEN, INDIFFERENT = {"M": 60, "I": 2}, {"A": 30, "I": 25}, {"I": 60, "M": 2}


def write(book: xlwings.Book, counts: dict[str, dict[str, int]]) -> None:
    with undisturbed(book):
        write_into(book, workbook_report_of(survey_of(list(counts.values()), list(counts))))


def beside(book: xlwings.Book, column: int) -> list[tuple[object, object]]:
    """The first column of the categories with that of the notes, rows below it too."""
    table = book.sheets["Categories"].tables["Kano_Counts"].range
    rows = range(table.row, table.last_cell.row + 4)
    cells = book.sheets["Categories"].range
    pairs = [(cells((row, 1)).value, cells((row, column)).value) for row in rows]
    return [pair for pair in pairs if pair != (None, None)]


def test_notes_go_along_with_their_features(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(book, {"Chat": MUST_BE, "007": OPEN, "SSO": INDIFFERENT})
    sheet = book.sheets["Categories"]
    table = sheet.tables["Kano_Counts"]
    row, column = table.range.row, table.range.last_cell.column + 1
    assert [pair[0] for pair in beside(book, column)] == ["Feature", "Chat", "007", "SSO"]
    sheet.range((row, column)).value = [["Notiz"], ["ask Jo"], ["'=soon"], [7]]
    sheet.range((row, column + 1)).value = [["Owner"], ["Ann"], ["Bob"], ["Cy"]]
    sheet.range((row, column + 2)).value = [["Note"], [f"=B{row + 1}"], ["x"], ["y"]]
    # Excel takes what is typed beside a table into it.
    table.resize(sheet.range((row, 1), (row + 3, column)))
    write(book, {"Chat": INDIFFERENT, "007": OPEN, "SSO": MUST_BE})
    noted = [("Feature", "Notiz"), ("SSO", 7), ("007", "=soon"), ("Chat", "ask Jo")]
    assert beside(book, column) == noted
    assert sheet.range((row + 1, column + 1), (row + 3, column + 1)).value == ["Ann", "Bob", "Cy"]
    assert sheet.range((row + 1, column + 2)).formula == f"=B{row + 1}"
    assert changed_by_hand(book) == ()

    def fail(*_: object) -> None:
        raise RuntimeError("injected")

    with monkeypatch.context() as patch:
        patch.setattr("kano_xl.writers.open_workbook.set_aside", fail)
        with pytest.raises(RuntimeError):
            write(book, {"Chat": MUST_BE, "007": OPEN, "SSO": INDIFFERENT})
    assert beside(book, column) == noted
    # One feature is gone: what was noted of it is not.
    write(book, {"007": OPEN, "SSO": MUST_BE})
    assert beside(book, column)[:3] == noted[:3]
    assert sheet.range((row + 3, column)).value == "Chat: ask Jo"
    write(book, {"007": MUST_BE, "SSO": OPEN, "New": INDIFFERENT})
    assert beside(book, column)[1:] == [
        ("007", "=soon"),
        ("SSO", 7),
        ("New", None),
        (None, "Chat: ask Jo"),
    ]
