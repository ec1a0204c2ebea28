"""Calls are counted as xlwings' engine for Windows makes them; see `xlwings._xlwindows`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import xlwings

from libreoffice.counting import counting


@pytest.fixture
def sheet(excel: xlwings.App) -> Iterator[xlwings.Sheet]:
    book = excel.books.add()
    book.sheets[0]["A1:B3"].value = [["a", "b"], [1, 2], [3, 4]]
    book.sheets[0].tables.add(book.sheets[0]["A1:B3"], name="One")
    book.names.add("Mine", "=Sheet1!$A$1")
    yield book.sheets[0]
    book.close()


def slice_of(cells: xlwings.Range) -> object:
    return cells[1:2, 0].row


COSTS: tuple[tuple[str, int, Callable[[xlwings.Sheet], object]], ...] = (
    ("an address", 1, lambda sheet: sheet.range("A1:B2")),
    ("two corners: Cells, Cells, Range", 3, lambda sheet: sheet.range((1, 1), (2, 2))),
    ("Range, Formula", 2, lambda sheet: sheet.range("A1:B2").formula),
    ("Range, Address", 2, lambda sheet: sheet.range("A1:B2").address),
    ("Range, and its place in seven", 8, lambda sheet: sheet.range("A1:B2").row),
    ("a place is asked once", 8, lambda sheet: (c := sheet.range("A1:B2")).row + c.shape[0]),
    ("the place of a slice is known", 8, lambda sheet: slice_of(sheet.range("A1:B2"))),
    ("its cells are not", 12, lambda sheet: sheet.range("A1:B2")[1:2, 0].formula),
    (
        "ListObjects, enumerator, Next twice, Name",
        5,
        lambda sheet: [each.name for each in sheet.tables],
    ),
    ("ListObjects, Item", 2, lambda sheet: sheet.tables["One"]),
    ("Parent, Names, Count, Item and Name", 5, lambda sheet: list(iter(sheet.book.names))),
    ("Parent, Application, Workbooks, Count", 4, lambda sheet: len(sheet.book.app.books)),
    ("Parent, Application, Calculation", 3, lambda sheet: sheet.book.app.calculation),
)


@pytest.mark.parametrize(("what", "expected", "ask"), COSTS, ids=[each[0] for each in COSTS])
def test_calls_are_those_of_windows(
    what: str,
    expected: int,
    ask: Callable[[xlwings.Sheet], object],
    sheet: xlwings.Sheet,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = counting(monkeypatch)
    ask(sheet)
    assert counted.total() == expected, (what, counted)


def test_what_is_counted_is_done(sheet: xlwings.Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    app = sheet.book.app
    counted = counting(monkeypatch)
    app.calculation = "manual"
    sheet["A2"].value = 7
    assert (app.calculation, sheet["A2"].value) == ("manual", 7)
    app.calculation = "automatic"
    assert counted["App.calculation"] == 3
    monkeypatch.undo()
    before = counted.total()
    assert sheet["A2"].value == 7
    assert counted.total() == before
