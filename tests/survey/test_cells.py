"""The door through which files come: what they are, what they are called, which sheet is meant."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kano_xl.addresses import address
from kano_xl.errors import InputError
from kano_xl.survey.files import limits
from kano_xl.survey.files.opening import read_sheets


def workbook(*sheets: str, cell: object = "like") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name in sheets or ("Answers",):
            book.add_worksheet(name).write(0, 0, cell)
    return file.getvalue()


def packed(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return file.getvalue()


def container(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + stream.encode("utf-16-le") + bytes(99)


def refused(path: Path, sheet: str | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_sheets(path, [] if sheet is None else [sheet])
    error = caught.value
    for language in ("en", "zh-Hans"):
        assert error.message(language).startswith(path.name)
        assert "\n" not in error.message(language)
    return error


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_address(row, column, expected):
    assert address(row, column) == expected


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "file_empty"),
        ("a.xlsx", b"", "file_empty"),
        ("a.csv", b" \n,,\n\t\n", "file_blank"),
        ("a.xlsx", workbook(cell=None), "file_blank"),
        ("a.xlsx", b"f,d\n1,2\n", "wrong_ending"),
        ("a.xls", b"f,d\n1,2\n", "wrong_ending"),
        ("a.csv", workbook(), "wrong_ending"),
        ("a.xls", workbook(), "wrong_ending"),
        ("a", b"f,d\n1,2\n", "wrong_ending"),
        ("a.xlsx", container("Workbook"), "wrong_ending"),
        ("a.xls", container("Workbook"), "file_damaged"),
        ("a.xlsx", container("EncryptedPackage"), "file_password"),
        ("a.doc", container("WordDocument"), "kind_unknown"),
        ("a.xls", container("nothing"), "file_damaged"),
        ("a.pdf", b"%PDF-1.7 ...", "kind_unknown"),
        ("a.xlsx", b"\x89PNG\r\n", "kind_unknown"),
        ("a.docx", packed("word/document.xml"), "kind_unknown"),
        ("a.xlsb", packed("xl/workbook.bin"), "kind_unknown"),
        ("a.zip", packed("answers.csv"), "kind_zip"),
        ("a.json", b'{"a": 1}', "kind_ending"),
        ("a.xls", b"\xef\xbb\xbf <!DOCTYPE html><html><table></table></html>", "kind_markup"),
        ("a.xls", b"<table><tr><td>1</td></tr></table>", "kind_markup"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "kind_markup"),
        ("a.csv", b"a,b\n\x00\x01\x02\x03", "file_junk"),
        ("a.xlsx", b"\x00\x01\x02\x03" * 99, "file_junk"),
        ("a.xlsx", b"PK\x03\x04 cut off", "file_damaged"),
        ("a.csv", b'a,b\n"1,2\n3,4\n', "text_quote"),
        ("a.csv", b"," * 4000, "too_many_columns"),
    ],
)
def test_each_unusable_file_has_its_own_message(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path).code == code


@pytest.mark.parametrize(
    ("name", "data", "rename"),
    [("bank.xlsx", b"f,d\n1,2\n", "bank.csv"), ("bank.csv", workbook(), "bank.xlsx")],
)
def test_a_renamed_file_is_told_its_right_name(tmp_path, name, data, rename):
    path = tmp_path / name
    path.write_bytes(data)
    error = refused(path)
    assert f"“{rename}”" in error.message("en")
    assert f"“{rename}”" in error.message("zh-Hans")


def test_a_missing_file_and_the_one_that_was_meant(tmp_path):
    (tmp_path / "Bank survey 2024.xlsx").write_bytes(b"x")
    assert refused(tmp_path / "q.csv").code == "file_missing"
    error = refused(tmp_path / "bank_survey_2024.csv")
    assert error.code == "file_missing_similar"
    assert "did you mean “Bank survey 2024.xlsx”?" in str(error)
    assert refused(tmp_path / "no" / "folder.csv").code == "file_missing"


def test_a_folder_is_no_file(tmp_path):
    assert refused(tmp_path).code == "file_is_folder"


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")
    monkeypatch.setattr(Path, "open", _denied)
    assert refused(path).code == "file_permission"


def _denied(*_: object, **__: object) -> None:
    raise PermissionError


def test_a_device_is_not_read():
    error = refused(Path(os.devnull))
    assert error.code in {"file_unreadable", "file_empty"}


@pytest.mark.parametrize("limit", ["MAX_FILE", "MAX_TEXT_FILE"])
def test_too_large_a_file_is_not_read(tmp_path, monkeypatch, limit):
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(3 << 20))
    monkeypatch.setattr(limits, limit, 2 << 20)
    error = refused(path)
    assert error.code == "file_too_large"
    assert "3 MiB" in str(error)
    assert "2 MiB" in str(error)


def test_a_worksheet_that_is_not_there(tmp_path):
    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook("Answers", "Notes"))
    error = refused(path, "Answer")
    assert error.code == "sheet_missing_similar"
    assert "did you mean “Answers”? There are “Answers”, “Notes”" in str(error)
    error = refused(path, "答卷")
    assert error.code == "sheet_missing"
    assert "没有名为“答卷”的工作表" in error.message("zh-Hans")


def test_the_named_worksheet_is_blank(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Answers").write(0, 0, 1)
        book.add_worksheet("Notes")
    error = refused(path, "Notes")
    assert (error.code, error.place.sheet) == ("file_blank", "Notes")


@pytest.mark.parametrize("name", ["a.csv", "a.TSV", "a.txt"])
def test_text_files(tmp_path, name):
    path = tmp_path / name
    path.write_bytes("性别\t喜欢\n男\t１\n\n".encode("gb18030"))
    (sheet,) = read_sheets(path, ["any"])
    assert (sheet.file, sheet.name) == (name, None)
    assert sheet.rows == [["性别", "喜欢"], ["男", "１"]]
    assert str(sheet.place(1, 1)) == f"{name}, B2"


def test_formulas_and_paths_are_only_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"=1+1,@SUM(A1),../../etc/passwd,-2\n")
    assert read_sheets(path)[0].rows == [["=1+1", "@SUM(A1)", "../../etc/passwd", "-2"]]


WHOLE = workbook("Answers", "Notes")
"""Made once: the time of writing stands in it."""

SUFFIXES = (".csv", ".xlsx", ".xls", ".ods", ".parquet", ".txt", ".bin", "")
STARTS = (b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"PAR1", b"\x09\x08\x10\x00")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(st.sampled_from(SUFFIXES), st.sampled_from(STARTS), st.binary(max_size=2000))
def test_no_bytes_raise_anything_but_an_input_error(tmp_path, suffix, start, data):
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(start + data)
    try:
        sheets = read_sheets(path)
    except InputError as error:
        assert error.message("en") != error.message("zh-Hans")  # noqa: PT017
    else:
        assert sheets[0].rows


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None
)
@given(st.data())
def test_no_damage_to_a_workbook_raises_anything_but_an_input_error(tmp_path, data):
    original = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "fuzz.xlsx"
    path.write_bytes(bytes(original))
    try:
        sheets = read_sheets(path)
    except InputError as error:
        assert error.code  # noqa: PT017
    else:
        assert sheets[0].rows
