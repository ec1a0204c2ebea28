"""The engine does what Excel does where our code relies on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from libreoffice.engine import OfficeError


@pytest.fixture
def sheet(excel: xlwings.App) -> Iterator[xlwings.Sheet]:
    book = excel.books.add()
    yield book.sheets[0]
    book.close()


def test_assigned_texts_are_taken_as_if_they_were_typed(sheet: xlwings.Sheet) -> None:
    typed = ["=1+1", "'=1+1", "007", "'007", "TRUE", "'TRUE", "1/2", "'1/2", "''a", "", "@x"]
    sheet["A1"].formula = [[each] for each in typed]
    shown = sheet["A1:A11"].value
    assert shown[:6] == [2, "=1+1", 7, "007", True, "TRUE"]
    assert isinstance(shown[6], float)
    assert shown[7:] == ["1/2", "'a", None, "@x"]


def test_a_text_has_no_apostrophe_in_its_formula(sheet: xlwings.Sheet) -> None:
    sheet["A1"].formula = [["'=1+1", "'007", 2.5, '=A1&"; x,"', None]]
    assert sheet["A1:E1"].formula == (("=1+1", "007", "2.5", '=A1&"; x,"', ""),)


def test_errors_are_numbers_and_nothing_unless_asked_for(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = ["=1/0", "=NA()", '=VALUE("x")']
    cells = sheet["A1:C1"]
    assert cells.raw_value == ((-2146826281, -2146826246, -2146826273),)
    assert cells.value == [None, None, None]
    assert cells.options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#VALUE!"]


def test_copied_cells_keep_their_formats_and_formulas_refer_beside_them(
    sheet: xlwings.Sheet, excel: xlwings.App
) -> None:
    other = excel.books.add()
    sheet["A1:B1"].formula = [["'=x", "=A1"]]
    sheet["A1"].number_format = "@"
    sheet["A1:B1"].copy(other.sheets[0]["C5"])
    found = other.sheets[0]["C5:D5"]
    assert found.formula == (("=x", "=C5"),)
    assert (found[0, 0].number_format, found.number_format) == ("@", None)
    other.close()


def test_references_follow_cells_that_are_cut_and_pasted(sheet: xlwings.Sheet) -> None:
    sheet["A1:B2"].value = [["a", "b"], [1, 2]]
    table = sheet.tables.add(sheet["A1:B2"], name="Cut")
    sheet["D1"].value = "=B2*3"
    sheet.book.names.add("Kano_Cut", "=Sheet1!$A$1:$B$2")
    sheet["A1:B2"].move(sheet["A7"])
    assert (sheet["D1"].formula, sheet["D1"].value) == ("=B8*3", 6)
    assert table.range.address == "$A$7:$B$8"
    assert sheet.book.names["Kano_Cut"].refers_to == "=Sheet1!$A$7:$B$8"


def test_tables_keep_their_header_row_and_do_not_overlap(sheet: xlwings.Sheet) -> None:
    table = sheet.tables.add(sheet["A1:B3"], name="One")
    sheet.tables.add(sheet["A6:B8"], name="Two")
    table.resize(sheet["A1:C5"])
    for wrong in ("A2:B5", "A1:B6"):
        with pytest.raises(OfficeError):
            table.resize(sheet[wrong])


@pytest.mark.parametrize("name", ["MINE", "a:b"])
def test_sheets_have_names_as_in_excel(name: str, sheet: xlwings.Sheet) -> None:
    sheet.book.sheets.add("Mine")
    with pytest.raises(OfficeError):
        sheet.name = name


def test_a_name_of_a_deleted_sheet_refers_to_nothing(sheet: xlwings.Sheet) -> None:
    sheet.book.sheets.add("Mine")
    sheet.book.names.add("Kano_Gone", "='Mine'!$A$1")
    sheet.book.sheets["Mine"].delete()
    assert "#REF!" in sheet.book.names["Kano_Gone"].refers_to


def test_hidden_rows_have_no_height(sheet: xlwings.Sheet) -> None:
    sheet["A1:A4"].row_height = 20
    sheet["A2:A3"].row_height = 0
    assert sheet["A2:A3"].row_height == 0
    assert sheet["A1:A4"].row_height is None
    assert sheet["A4"].row_height == pytest.approx(20, abs=0.1)


def test_what_is_not_there_fails(sheet: xlwings.Sheet, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        sheet.book.sheets["none"]
    with pytest.raises(FileNotFoundError):
        sheet.book.app.books.open(tmp_path / "none.xlsx")
