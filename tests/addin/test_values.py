"""What of the cells reaches Python: values, and of whole columns no more than is in use."""

# Names of members are Excel's own.
# ruff: noqa: N802, N803

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from pyopenvba.interpreter import VBARuntimeError
from pyopenvba.interpreter._objects import VBAObject, member, method
from pyopenvba.interpreter._values import EMPTY, VBAInt

from addin.fake_excel import FakeExcel
from addin.python_process import row

ROWS_OF_A_SHEET = 1048576


@pytest.fixture
def survey(excel: FakeExcel, tmp_path: Path) -> FakeExcel:
    """With a workbook of two sheets, One and Two, that is open and active."""
    path = tmp_path / "cells.xlsx"
    with xlsxwriter.Workbook(path) as book:
        one, two = book.add_worksheet("One"), book.add_worksheet("Two")
        for at in range(1, 4):
            one.write_row(at, 0, [at + 1, f"B{at + 1}"])
        two.write("C9", "last")
    excel.open_workbook(path)
    return excel


def values(excel: FakeExcel, first: str, second: str) -> list[object]:
    book = excel.application.active_book
    ranges = [
        book.sheet_named(sheet).vba_get("Range", [cells])
        for sheet, cells in (("One", first), ("Two", second))
    ]
    found = excel.run("ValuesOf", row(tuple(ranges)))
    assert isinstance(found, list)
    return found


def test_a_block_is_rows_of_values_and_a_cell_a_row_of_one(survey: FakeExcel) -> None:
    block, cell = values(survey, "A2:B3", "C9")
    assert block == [[2, "B2"], [3, "B3"]]
    assert cell == [["last"]]


def test_several_areas_are_refused(survey: FakeExcel) -> None:
    with pytest.raises(VBARuntimeError, match="error 5"):
        values(survey, "A1:A2,B1:B2", "A1")


def test_what_is_no_range_is_passed_on_and_a_list_is_one_row(excel: FakeExcel) -> None:
    given = row(("like", row((1, 2, 3)), EMPTY, True))
    assert excel.run("ValuesOf", given) == ["like", [[1, 2, 3]], None, True]


@dataclass
class Counted(VBAObject):
    """Rows or areas, of which only the number is asked for."""

    number: int

    @member
    def Count(self) -> object:
        return VBAInt(self.number, "Long")


@dataclass
class Block(VBAObject):
    """A range whose value is the rows that would be read of it.

    Attributes:
        first: its first row.
        number: how many rows it has.
        last_in_use: the last row in use on its sheet, where use begins in row 2.
    """

    first: int
    number: int
    last_in_use: int

    @member
    def Row(self) -> object:
        return VBAInt(self.first, "Long")

    @member
    def Rows(self) -> object:
        return Counted(self.number)

    @member
    def Areas(self) -> object:
        return Counted(1)

    @member
    def Worksheet(self) -> object:
        return Sheet(self.last_in_use)

    @method
    def Resize(self, RowSize: object) -> object:
        return Block(self.first, int(RowSize), self.last_in_use)

    @member
    def Value2(self) -> object:
        return f"{self.first} to {self.first + self.number - 1}"


@dataclass
class Sheet(VBAObject):
    """A worksheet of 1,048,576 rows."""

    last_in_use: int

    @member
    def Rows(self) -> object:
        return Counted(ROWS_OF_A_SHEET)

    @member
    def UsedRange(self) -> object:
        return Block(2, self.last_in_use - 1, self.last_in_use)


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ((1, 1048576, 4), (1, 3, 9), ["1 to 4", "1 to 3"]),
        ((1, 1048576, 4), (1, 1048576, 9), ["1 to 9", "1 to 9"]),  # so that they pair up
        ((2, 1048575, 4), (2, 1048575, 9), ["2 to 9", "2 to 9"]),
        ((1, 30, 4), (1, 1048576, 9), ["1 to 30", "1 to 9"]),
        ((1, 30, 4), (2, 29, 9), ["1 to 30", "2 to 30"]),
        ((7, 1048570, 4), (1, 1, 4), ["7 to 7", "1 to 1"]),  # below all use
    ],
)
def test_only_columns_to_the_end_of_a_sheet_are_cut_and_all_at_one_row(
    excel: FakeExcel,
    first: tuple[int, int, int],
    second: tuple[int, int, int],
    read: list[str],
) -> None:
    found = excel.run("ValuesOf", row((Block(*first), Block(*second))))
    assert found == [[[rows]] for rows in read]
