"""Excel workbooks: what must arrive, and what must be refused before it costs memory."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kano_xl.errors import InputError
from kano_xl.survey.files import limits, worksheet, xlsx
from kano_xl.survey.files.opening import read_sheets


def cell(address: str, value: object = 1, extra: str = "") -> str:
    return f'<c r="{address}"{extra}><v>{value}</v></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


PLACE = worksheet.Place("bank.xlsx")


def _sheet(rows: str) -> bytes:
    space = 'xmlns:x="urn:x" xmlns:x14ac="urn:x14ac"'
    return f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>".encode()


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_sheets(path)
    assert path.name in str(caught.value)
    return caught.value


def test_values_keep_their_kind(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Answers")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["like", 3, 2.5, True])
        sheet.write_datetime(0, 4, datetime(2024, 1, 2), day)
        sheet.write_string(1, 0, "=1+1")
        sheet.write_string(1, 1, "   ")
        sheet.write_string(1, 2, "=cmd|' /C calc'!A0")
    (found,) = read_sheets(path)
    assert found.name == "Answers"
    assert found.rows == [
        ["like", 3.0, 2.5, True, date(2024, 1, 2)],
        ["=1+1", None, "=cmd|' /C calc'!A0", None, None],
    ]
    assert type(found.rows[0][3]) is bool


def test_addresses_stay_right_where_the_cells_do_not_begin_at_a1(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Answers").write("C7", "like")
    (found,) = read_sheets(path)
    assert found.rows[6] == [None, None, "like"]
    assert str(found.place(6, 2)) == "bank.xlsx, 'Answers'!C7"


@pytest.mark.parametrize("words", ["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"])
def test_error_cells_arrive_as_their_text(tmp_path, words):
    path = tmp_path / "bank.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["question", "other"])
    workbook.active.append([words, 1])
    workbook.active.append([2, 3])
    assert workbook.active["A2"].data_type == "e"
    workbook.save(path)
    assert read_sheets(path)[0].rows[1:] == [[words, 1.0], [2.0, 3.0]]


def test_error_of_a_formula_arrives(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", "=1/0", workbook.add_format({"bold": True}), "#DIV/0!")
    assert [r[1] for r in read_sheets(path)[0].rows] == [None, "#DIV/0!", "#DIV/0!"]


@pytest.mark.parametrize(
    "xml",
    [
        "<row r='2'><c t = 'e' r = 'B2'><v>#N/A</v></c></row>",
        '<x:row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row>',
        '<row></row><row><c/><c t="e"><v>#N/A</v></c></row>',
        '<row r="2"><c s="0" r="B2" t="e"><v>#N/A</v></c></row>',
    ],
    ids=["spaces", "prefix", "no address", "other order"],
)
def test_unusual_spellings_are_understood(pack_xlsx, xml):
    assert read_sheets(pack_xlsx(xml))[0].rows == [[None, None], [None, "#N/A"]]


def test_only_worksheets_with_content_are_given(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Empty")
        workbook.add_worksheet("答卷").write(0, 0, "喜欢")
        workbook.add_chartsheet("Chart").set_chart(_chart(workbook))
        workbook.add_worksheet("Second").write(0, 0, 1)
    assert [sheet.name for sheet in read_sheets(path)] == ["答卷", "Second"]
    assert [sheet.name for sheet in read_sheets(path, ["second "])] == ["Second"]


def _chart(workbook):
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series({"values": "=Second!$A$1:$A$1"})
    return chart


@pytest.mark.parametrize(
    "xml",
    [
        row(cell("A1")) + row(cell("XFD1048576")),
        row(cell("A1")) + '<row><c r="XFD1" s="0"><v>1</v></c></row>',
        row(cell("A1")) + '<row><c r="A2"/><c r="XFD2"><v>1</v></c><c r="B2"/></row>',
        row(cell("A1")) + "<x:row><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
        row(cell("A1")) + "<row><c s='>' r='XFD9'><v>1</v></c></row>",
        row(cell("A1")) + row(cell("AAAAAAA1")),
        row(cell("A1")) + "<row>" + "<c><v>1</v></c>" * 2001 + "</row>",
        '<!-- <c " -->' + row(cell("A1")) + '<row><c  r="XFD9"><v>1</v></c></row><!-- " -->',
        row(cell("xfd1")),
    ],
)
def test_too_wide_a_sheet_is_refused(pack_xlsx, xml):
    error = refused(pack_xlsx(xml))
    assert error.code == "too_many_columns"
    assert error.place.sheet == "Answers"
    assert "2,000" in error.message("zh-Hans")


@pytest.mark.parametrize(
    "xml",
    [
        row(cell("A1"), cell("ZZ1")) + row(cell("A1048576")),
        row(cell("A1048576")) + row(cell("A1"), cell("ZZ1")),
        row(cell("T1"), cell("A1000001")),
        "<row r='1048576'><c><v>1</v></c></row><row r='1'><c r='ZZ1'><v>1</v></c></row>",
    ],
)
def test_too_large_a_rectangle_is_refused(pack_xlsx, xml):
    assert refused(pack_xlsx(xml)).code == "too_many_cells"


@pytest.mark.parametrize("xml", ['<c r="XFD1" s="0"/>', '<c r="XFD1" s="0"></c>', '<c r="XFD1" />'])
def test_blank_cells_far_away_do_no_harm(pack_xlsx, xml):
    assert read_sheets(pack_xlsx(row(cell("A1"), xml, cell("B1"))))[0].rows == [[1.0, 1.0]]


def test_a_rectangle_is_followed_across_pieces(pack_xlsx):
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}{cell(f"ALL{n}")}</row>' for n in range(1, 9000))
    path = pack_xlsx(rows + row(cell("ALM9000", "#N/A", ' t="e"')))
    found = read_sheets(path)[0].rows
    assert (len(found), len(found[0]), found[8999][1000]) == (9000, 1001, "#N/A")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_the_scan_does_not_depend_on_where_pieces_are_cut(size):
    xml = (
        "<worksheet><cols><col/></cols><sheetData>"
        + row(cell("A1"), cell("AB2"), '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
        + "</sheetData><conditionalFormatting/></worksheet>"
    ).encode()
    pieces = [xml[at : at + size] for at in range(0, len(xml), size)]
    found = worksheet.used(lambda: iter(pieces), worksheet.Place("bank.xlsx"))
    assert found.columns == 28
    assert (list(found.error_rows), list(found.error_columns)) == ([2], [2])
    assert found.error_texts == ["#DIV/0!"]


def test_the_quick_scan_and_the_parser_agree():
    rows = "".join(row(cell(f"{letters}{n}")) for n, letters in ((1, "A"), (5, "CV"), (3, "Z")))
    xml = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    place = worksheet.Place("bank.xlsx")
    quick = worksheet._quick(iter([xml]), 100, place)
    exact = worksheet._exact(iter([xml]), place)
    assert (exact.rows, exact.columns, quick.columns) == (5, 100, 100)


def test_entities_are_refused(pack_xlsx):
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData>'
        b'<row><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    assert refused(pack_xlsx("", replace={"xl/worksheets/sheet1.xml": bomb})).code == "file_damaged"
    assert refused(pack_xlsx("", replace={"xl/workbook.xml": bomb})).code == "file_damaged"


def test_a_bomb_is_refused_by_what_it_unpacks_to(pack_xlsx, monkeypatch):
    monkeypatch.setattr("kano_xl.survey.files.archive.MAX_UNPACKED", 1 << 20)
    path = pack_xlsx(row(cell("A1")) + " " * (2 << 20))
    assert path.stat().st_size < 20_000
    assert refused(path).code == "unpacked_too_large"


def test_a_bomb_that_lies_about_its_size_is_refused(pack_xlsx, monkeypatch):
    monkeypatch.setattr("kano_xl.survey.files.archive.MAX_UNPACKED", 1 << 20)
    path = pack_xlsx(row(cell("A1")) + " " * (2 << 20))
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(data.replace(struct.pack("<I", true), struct.pack("<I", 500)))
    assert refused(path).code == "unpacked_too_large"


def test_a_bomb_of_shared_texts_is_refused(pack_xlsx, monkeypatch):
    monkeypatch.setattr("kano_xl.survey.files.xlsx.MAX_SHARED", 1 << 20)
    shared = f"<si><t>{'a' * (2 << 20)}</t></si>"
    assert refused(pack_xlsx(row(cell("A1", 0, ' t="s"')), shared)).code == "unpacked_too_large"


def test_a_long_text_shared_too_often_is_refused(pack_xlsx, monkeypatch):
    monkeypatch.setattr("kano_xl.survey.files.xlsx.MAX_TEXT", 1 << 20)
    shared = f"<si><t>{'a' * 30_000}</t></si><si><t>b</t></si>"
    often = "".join(row(cell(f"A{n}", 0, ' t="s"')) for n in range(1, 100))
    seldom = row(cell("B1", 0, ' t="s"')) + often.replace("<v>0<", "<v>1<")
    assert refused(pack_xlsx(often, shared)).code == "unpacked_too_large"
    assert read_sheets(pack_xlsx(seldom, shared))[0].rows[98] == ["b", None]


def test_more_cells_in_all_sheets_than_are_read(tmp_path, monkeypatch):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name in ("One", "Two"):
            workbook.add_worksheet(name).write(9, 9, 1)
    monkeypatch.setattr(limits, "MAX_CELLS", 150)
    error = refused(path)
    assert (error.code, error.place.sheet) == ("too_many_cells", "Two")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_truncated_workbook_is_damaged(tmp_path, kept):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write_column(0, 0, range(500))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert refused(path).code == "file_damaged"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_damaged_xml_is_told(pack_xlsx, member):
    assert refused(pack_xlsx("", replace={member: b"<worksheet><sheetData><row"})).code in {
        "file_damaged"
    }


@pytest.mark.parametrize("encoding", [b"UTpeg8", b"big5"])
@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_xml_in_an_encoding_that_is_none_of_xml_s_is_damage(pack_xlsx, member, encoding):
    cells = b"<worksheet><sheetData><row><c r='A1'><v>1</v></c></row></sheetData></worksheet>"
    declared = b'<?xml version="1.0" encoding="%b"?>' % encoding + cells
    assert refused(pack_xlsx("", replace={member: declared})).code == "file_damaged"


def test_a_shared_text_that_is_not_there_is_damage(pack_xlsx):
    assert refused(pack_xlsx(row(cell("A1", 99, ' t="s"')))).code == "file_damaged"


def test_two_members_of_one_name_are_damage(pack_xlsx):
    path = pack_xlsx(row(cell("A1")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", "other")
    assert refused(path).code == "file_damaged"


def test_a_zip_with_a_password_is_told(pack_xlsx):
    path = pack_xlsx(row(cell("A1")))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    assert refused(path).code == "file_password"


def test_a_panic_of_the_reader_is_damage_and_other_errors_pass():
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    place = worksheet.Place("bank.xlsx")
    assert xlsx._refusal(panic(), place).code == "file_damaged"
    stop = KeyboardInterrupt()
    assert xlsx._refusal(stop, place) is stop


def test_hidden_sheets_are_known(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name in ("Shown", "Hidden", "Very hidden"):
            workbook.add_worksheet(name).write("A1", "x")
        workbook.get_worksheet_by_name("Hidden").hide()
        workbook.get_worksheet_by_name("Very hidden").very_hidden()
    assert [sheet.hidden for sheet in read_sheets(path)] == [False, True, True]


def test_rows_hidden_by_hand_and_by_their_height(tmp_path):
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_column(0, 0, range(6))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, 0)
        sheet.set_row(4, None, None, {"level": 1, "hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        workbook.add_worksheet("All shown").write(0, 0, "hidden")
    hidden, shown = read_sheets(path)
    assert [r[0] for r in hidden.rows] == [0, 1, 2, 3, 4, 5]
    assert hidden.hidden_rows == {2, 3, 4}
    assert shown.hidden_rows == frozenset()


def test_rows_hidden_by_a_filter(tmp_path):
    path = tmp_path / "bank.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Segment", "Chat [F]"])
    for number in range(20_000):
        sheet.append([("Retail", "Business")[number % 2], "I like it that way"])
        sheet.row_dimensions[number + 2].hidden = bool(number % 2)
    sheet.auto_filter.ref = "A1:B20001"
    sheet.auto_filter.add_filter_column(0, ["Retail"])
    workbook.save(path)
    (found,) = read_sheets(path)
    business = {at for at, cells in enumerate(found.rows) if cells[0] == "Business"}
    assert len(found.rows) == 20_001
    assert found.hidden_rows == business


@pytest.mark.parametrize(
    "tag",
    [
        '<row r="2" hidden="1">',
        '<row hidden="true" spans="1:2" r="2" >',
        "<row r='2' hidden = '1'>",
        '<row\n ht="15" hidden="1"\n r="2">',
        '<row r="2" ht="0" customHeight="1">',
        '<row r="2" ht="0.0">',
        '<row hidden="1">',
    ],
)
@pytest.mark.parametrize("cells", [cell("A2"), "<c><v>1</v></c>"], ids=["addressed", "not"])
def test_spellings_of_a_hidden_row(pack_xlsx, tag, cells):
    rows = f'<row r="1">{cell("A1")}</row>{tag}{cells}</row><row r="3">{cell("A3")}</row>'
    assert read_sheets(pack_xlsx(rows))[0].hidden_rows == {1}
    prefixed = rows.replace("<", "<x:").replace("<x:/", "</x:")
    assert worksheet.used(lambda: iter([_sheet(prefixed)]), PLACE).hidden_rows == {1}


@pytest.mark.parametrize(
    "tag",
    [
        '<row r="2" hidden="0">',
        '<row r="2" hidden="false" ht="0.75">',
        '<row r="2" ht="15" customHeight="1" x14ac:dyDescent="0">',
        '<rows r="2" hidden="1"/><row r="2" collapsed="1">',
        '<row r="9999999" hidden="1"/><row r="0" hidden="1"/><row r="2">',
    ],
)
def test_what_does_not_hide_a_row(tag):
    xml = _sheet(f'<cols><col hidden="1"/></cols><row r="1"/>{tag}{cell("A2")}</row>')
    assert not worksheet.used(lambda: iter([xml]), PLACE).hidden_rows
    assert not worksheet._exact(iter([xml]), PLACE).hidden_rows


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("cells", [cell("A2"), "", "<x:c/>"], ids=["cells", "none", "exact"])
def test_hidden_rows_do_not_depend_on_where_pieces_are_cut(size, cells):
    xml = _sheet(
        f'<row r="1">{cells}</row><row r="2" hidden="1">{cells}</row>'
        f'<row r="3" hidden="1"/><row r="4">{cells}</row><row hidden="true" r="5" />'
    )
    pieces = [xml[at : at + size] for at in range(0, len(xml), size)]
    assert worksheet.used(lambda: iter(pieces), PLACE).hidden_rows == {1, 2, 4}
