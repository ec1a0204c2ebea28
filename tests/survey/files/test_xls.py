"""Workbooks of Excel 97–2003."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlwt

from kano_xl.errors import InputError
from kano_xl.survey.files.opening import read_sheets


@pytest.fixture
def saved(tmp_path):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("答卷")
    sheet.write(1, 1, "喜欢")
    sheet.write(1, 2, 3)
    sheet.write(1, 3, True)
    sheet.write(2, 1, "  ")
    sheet.row(2).set_cell_error(2, 42)
    sheet.row(2).set_cell_error(3, 7)
    sheet.write(3, 1, datetime(2024, 1, 2), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    workbook.add_sheet("Empty")
    path = tmp_path / "bank.xls"
    workbook.save(str(path))
    return path


def test_values_and_errors_arrive(saved):
    (sheet,) = read_sheets(saved)
    assert sheet.name == "答卷"
    assert sheet.rows == [
        [None, None, None, None],
        [None, "喜欢", 3.0, True],
        [None, None, "#N/A", "#DIV/0!"],
        [None, date(2024, 1, 2), None, None],
    ]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_workbook_is_damaged(saved, kept):
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(InputError) as caught:
        read_sheets(saved)
    assert caught.value.code == "file_damaged"


def test_an_encrypted_workbook_is_told(saved):
    data = bytearray(saved.read_bytes())
    # A FILEPASS record in the place of the first record after the start of the book.
    start = data.index(b"\x09\x08\x10\x00")
    at = start + 4 + 16
    data[at : at + 2] = b"\x2f\x00"
    saved.write_bytes(bytes(data))
    with pytest.raises(InputError) as caught:
        read_sheets(saved)
    assert caught.value.code == "file_password"


def test_hidden_sheets_are_known(tmp_path):
    workbook = xlwt.Workbook()
    for name in ("Shown", "Hidden"):
        workbook.add_sheet(name).write(0, 0, "x")
    workbook.get_sheet("Hidden").visibility = 1
    workbook.save(str(tmp_path / "bank.xls"))
    assert [sheet.hidden for sheet in read_sheets(tmp_path / "bank.xls")] == [False, True]
