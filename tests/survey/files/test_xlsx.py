"""Excel workbooks: what must arrive, and what must be refused before it costs memory."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place
from kano_xl.survey.files import cells_exact, cells_pass, formulas, limits
from kano_xl.survey.files.gathering import Gathering
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.files.styles import NumberFormats
from kano_xl.survey.inspecting import understand
from kano_xl.survey.reading import read
from kano_xl.teams.reading import read as read_team


def cell(address: str, value: object = 1, extra: str = "") -> str:
    return f'<c r="{address}"{extra}><v>{value}</v></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


PLACE = Place("bank.xlsx")
PASSES = [cells_pass, cells_exact]


def gathered(reader: ModuleType, rows: str, size: int = 1 << 20) -> Gathering:
    """What one of the two passes gathers from the rows of a worksheet, given in pieces."""
    space = 'xmlns:x="urn:x" xmlns:x14ac="urn:x14ac"'
    xml = f"<worksheet {space}><cols/><sheetData>{rows}</sheetData><a/></worksheet>".encode()
    gathering = Gathering(PLACE, ["like", None])
    pieces = (xml[at : at + size] for at in range(0, len(xml), size))
    reader.gather(pieces, lambda: NumberFormats(None, False, PLACE), gathering)
    return gathering


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


@pytest.mark.parametrize("reader", PASSES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_the_cells_do_not_depend_on_where_pieces_are_cut(reader, size, monkeypatch):
    monkeypatch.setattr(cells_pass, "_PIECE", size)
    rows = row(cell("A1"), cell("AB2"), '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    found = gathered(reader, rows + row(cell("A4", 0, ' t="s"')), size).cells()
    assert (len(found), len(found[0]), found[2][2]) == (4, 28, "#DIV/0!")
    assert found[3][0] == "like"


SPELLINGS = {
    "numbers": cell("A1", 12345678) + cell("B1", 123456789) + cell("C1", "007") + cell("D1", "-2"),
    "fractions": cell("A1", "0.1") + cell("B1", "1E-3", ' s="0"') + cell("C1", "3.5e+20", ' t="n"'),
    "blank": f'<c r="B1"/><c r="C1" s="0"></c><c r="D1"><v></v></c><c r="E1"><v/></c>{cell("F1")}',
    "shared": cell("A1", 0, ' t="s"')
    + cell("B1", 1, ' t="s" s="0"')
    + cell("C1", 0, ' s="0" t="s"'),
    "booleans": cell("A1", 1, ' t="b"') + cell("B1", 0, ' t="b"') + cell("C1", "", ' t="b"'),
    "errors": cell("A1", "#N/A", ' t="e"') + cell("B1", "#DIV/0!", ' s="0" t="e"'),
    "texts": cell("A1", " a &amp; &lt;b&gt; ", ' t="str"') + cell("B1", "", ' t="str"'),
    "formulas": "".join(
        f'<c r="{at}1"{kind}>{formula}{value}</c>'
        for at, kind, formula, value in (
            ("A", "", "<f>1+1</f>", "<v>2</v>"),
            ("B", ' t="str"', '<f t="shared" ref="B1:B2" si="0">C1</f>', "<v>ü</v>"),
            ("C", "", '<f t="shared" si="0"/>', "<v>3</v>"),
            ("D", "", "<f>1</f>", ""),
            ("E", "", "<f/>", "<v></v>"),
            ("F", ' t="str"', "<f>1</f>", "<v />"),
            ("G", "", '<f ca="1">A1&gt;2</f>', "<v>4</v>"),
        )
    ),
    "inline": "".join(
        f'<c r="{at}1" t="inlineStr"><is><t{kept}>{words}</t></is></c>'
        for at, kept, words in (
            ("A", "", " a &quot;b&apos; "),
            ("B", ' xml:space="preserve"', " a "),
            ("C", "", "a_x000D_b"),
            ("D", "", ""),
            ("E", "", "a\nb > c"),
        )
    ),
    "columns": "".join(cell(at) for at in ("A9", "Z10", "AA99", "AZ100", "ZZ2", "AAA3", "BXX4")),
    "twice": cell("A1", 1) + cell("A1", 2),
    "more attributes": cell("A1", 5, ' cm="1" vm="2" ph="1"'),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_both_passes_say_the_same(spelling):
    rows = f'<row r="1" spans="1:9" ht="15">{SPELLINGS[spelling]}</row>'
    quick, exact = (gathered(reader, rows).cells() for reader in PASSES)
    assert quick.codes.any()
    assert list(quick) == list(exact)
    assert [list(map(type, each)) for each in quick] == [list(map(type, each)) for each in exact]


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        row(cell("A1", " 3 ")),
        row(cell("A1", "x")),
        row(cell("A1", 2, ' t="b"')),
        row(cell("A1", 9, ' t="s"')),
        row(cell("A1", "0x1", ' t="s"')),
        row(cell("A1", "&#10;", ' t="str"')),
        row(cell("A1", "&b;", ' t="str"')),
        row(cell("A1", "\x01", ' t="str"')),
        row(cell("A1", "a\rb", ' t="str"')),
        row(cell("A1", "a" * 32_768, ' t="str"')),
        row(cell("A1", "2024-01-02", ' t="d"')),
        row(cell("A1", 1, ' s="x"')),
        row(cell("A1", 1, ' r="B1"')),
        row(cell("A1", 1, ' t="s" t="n"')),
        row(cell("A1", 1, "  s='1'")),
        row(cell("a1")),
        row(cell("A0")),
        row(cell("A")),
        row(cell("A12345678")),
        row(cell("ABCD1")),
        row(cell("A1 ")),
        row('<c r="A1"><v>1</v><v>2</v></c>'),
        row('<c r="A1"><v>1</c>'),
        row('<c r="A1"> <v>1</v></c>'),
        row('<c r="A1"><v><b>1</b></v></c>'),
        row('<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>'),
        row('<c r="A1" t="inlineStr"><is><t>a</t><t>b</t></is></c>'),
        row('<c r="A1"><vx/></c>'),
        row('<c r="A1"><v><![CDATA[1]]></v></c>'),
        "<!-- -->" + row(cell("A1")),
        "<rows>" + cell("A1") + "</rows>",
        "<x:row><x:c r='A1'><x:v>1</x:v></x:c></x:row>",
        row(cell("A1"), "<v>1</v>"),
    ],
)
def test_the_quick_pass_takes_nothing_that_it_does_not_know(rows):
    with pytest.raises(cells_pass.UnusualError):
        gathered(cells_pass, rows)


@pytest.mark.parametrize("kind", [b"\xf3", b"\xe2\x82", b"\xff\xfe"])
def test_a_kind_of_cell_that_is_no_text_is_damage(kind, pack_xlsx):
    start = b'<worksheet><sheetData><row><c r="A1" t="'
    sheet = start + kind + b'"><v>1</v></c></row></sheetData></worksheet>'
    path = pack_xlsx("", replace={"xl/worksheets/sheet1.xml": sheet})
    assert refused(path).code == "file_damaged"


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


@pytest.mark.parametrize("times", [1, 1000])
def test_a_text_is_as_long_as_in_excel_and_kept_once(pack_xlsx, times):
    shared = f"<si><t>{'a' * 40_000}</t></si>"
    often = "".join(row(cell(f"A{n}", 0, ' t="s"')) for n in range(1, times + 1))
    inline = f'<row><c r="B1" t="inlineStr"><is><t>{"b" * 40_000}</t></is></c></row>'
    found = read_sheets(pack_xlsx(often + inline, shared))[0].rows
    assert found[0] == ["a" * 32_767, "b" * 32_767]
    assert found[times - 1][0] is found[0][0]


def test_more_elements_than_are_parsed_are_refused(pack_xlsx, monkeypatch):
    monkeypatch.setattr("kano_xl.survey.files.markup.MAX_ELEMENTS", 200)
    rows = row(cell("A1", 98, ' t="s"'))
    assert read_sheets(pack_xlsx(rows, "<si/>" * 98 + "<si><t>a</t></si>"))[0].rows == [["a"]]
    assert refused(pack_xlsx(rows, "<si/>" * 201)).code == "odd_too_large"
    odd = "<row>" + "<c><v>1</v></c>" * 300 + "</row>"
    error = refused(pack_xlsx(odd))
    assert (error.code, error.place.sheet) == ("odd_too_large", "Answers")
    # As a spreadsheet program saves it again, which is what the message advises.
    usual = "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 301))
    assert len(read_sheets(pack_xlsx(usual))[0].rows) == 300


@pytest.mark.parametrize(
    ("part", "bomb"),
    [
        ("xl/worksheets/sheet1.xml", lambda most: b"<a b='" + b"a" * most + b"'/>"),
        ("xl/worksheets/sheet1.xml", lambda most: b"<!--" + b"a" * most + b"-->"),
        ("xl/worksheets/sheet1.xml", lambda most: b"<a>" * 1000 + b"</a>" * 1000),
        ("xl/sharedStrings.xml", lambda most: b"<si a='" + b"a" * most + b"'/>"),
        ("xl/workbook.xml", lambda most: b"<a>" * 1000 + b"</a>" * 1000),
        ("xl/styles.xml", lambda most: b"<xf a='" + b"a" * most + b"'/>"),
    ],
    ids=["tag", "comment", "depth", "text", "workbook", "styles"],
)
def test_no_tag_and_no_depth_is_without_an_end(pack_xlsx, part, bomb):
    xml = b"<x>" + bomb(2 * limits.MAX_TAG) + b"<c r='A1'/></x>"
    rows = row(cell("A1", 0, ' t="s"'), cell("B1", 1, ' s="1"'))
    path = pack_xlsx(rows, "<si><t>a</t></si>", replace={part: xml})
    assert refused(path).code == "file_damaged"


@pytest.mark.parametrize("rows", ["<row r='1' hidden='1'></row>", '<row r="1" hidden="1"></row>'])
def test_more_rows_than_excel_has(pack_xlsx, monkeypatch, rows):
    monkeypatch.setattr(cells_pass, "MOST_ROWS", 1_000)
    monkeypatch.setattr("kano_xl.survey.files.markup.MAX_ELEMENTS", 2_000)
    assert refused(pack_xlsx(rows * 3_000)).code == "odd_too_large"


def test_a_byte_that_changed_is_damage(pack_xlsx):
    path = pack_xlsx(row(cell("A1", 12345)))
    with zipfile.ZipFile(path) as archive:
        stored = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in stored.items():
            archive.writestr(name, content)
    data = path.read_bytes()
    assert data.count(b"<v>12345</v>") == 1
    path.write_bytes(data.replace(b"<v>12345</v>", b"<v>12346</v>"))
    assert refused(path).code == "file_damaged"


def test_two_sheets_of_one_part_are_damage(pack_xlsx):
    book = (
        b'<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId1"/>'
        b"</sheets></workbook>"
    )
    path = pack_xlsx(row(cell("A1")), replace={"xl/workbook.xml": book})
    assert refused(path).code == "file_damaged"


@pytest.mark.parametrize("kind", ["n", "str"])
def test_too_many_different_values_are_refused(pack_xlsx, monkeypatch, kind):
    monkeypatch.setattr("kano_xl.survey.files.gathering.MAX_VALUES", 10_000)
    same, other = (
        "".join(row(cell(f"A{n}", v, f' t="{kind}"')) for n, v in enumerate(values, 1))
        for values in ([0.5] * 1000, [n + 0.5 for n in range(1000)])
    )
    assert len(read_sheets(pack_xlsx(same))[0].rows) == 1000
    assert refused(pack_xlsx(other)).code == "unpacked_too_large"


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
    assert gathered(cells_exact, prefixed).hidden_rows == {1}


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
    rows = f'<row r="1"></row>{tag}{cell("A2")}</row>'
    assert not gathered(cells_exact, rows).hidden_rows
    if "rows" not in tag and "/>" not in tag:
        assert not gathered(cells_pass, rows).hidden_rows


@pytest.mark.parametrize("reader", PASSES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("cells", [cell("A2"), ""], ids=["cells", "none"])
def test_hidden_rows_do_not_depend_on_where_pieces_are_cut(reader, size, cells, monkeypatch):
    monkeypatch.setattr(cells_pass, "_PIECE", size)
    rows = (
        f'<row r="1">{cells}</row><row r="2" hidden="1">{cells}</row>'
        f'<row r="3" hidden="1" /><row r="4">{cells}</row><row hidden="true" r="5" />'
    )
    assert gathered(reader, rows, size).hidden_rows == {1, 2, 4}


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("A9", {"by": "Plan"}),
        ("A9", {"where": ("Plan=Pro",)}),
        ("B9", {"weight": "Factor"}),
        ("C1", {}),
    ],
)
def test_a_formula_without_result_where_cells_are_read(
    cell: str, choices: dict[str, Any], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Plan", "Factor", "Bus [F]", "Bus [D]", "Map [F]", "Map [D]"])
    for row in range(30):
        sheet.append(["Pro" if row % 2 else "Basic", 1.5, *["I like it", "I dislike it"] * 2])
    path = tmp_path / "survey.xlsx"
    sheet["A30"] = sheet["B30"] = '=""'
    book.save(path)
    assert read(path).source.respondents == 30
    sheet["A30"], sheet["B30"], sheet[cell] = "Pro", 1.5, '="I like "&"it"'
    book.save(path)
    with pytest.raises(InputError) as error:
        read(path, Settings(**choices))
    assert (error.value.code, error.value.place.cell) == ("formula_without_result", cell)
    if not choices:
        assert understand(path).refusal is not None


def test_answers_without_results_are_told_of_by_one_pass_through_the_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Plan", "Bus [F]", "Bus [D]", "Map [F]", "Map [D]"])
    for _ in range(30):
        sheet.append(["Pro", *["I like it", "I dislike it"] * 2])
    # What stands beside the table is no answer.
    for cell in ("D9", "C12", "E31", "G5"):
        sheet[cell] = '="I like "&"it"'
    path = tmp_path / "survey.xlsx"
    book.save(path)
    passes = []
    follow = formulas.follow
    monkeypatch.setattr(formulas, "follow", lambda *given: passes.append(follow(*given)))
    settings = Settings(where=("Plan=Pro",))
    for survey in (read(path), read(path, settings), understand(path).survey):
        assert survey is not None
        (told,) = [each for each in survey.problems if each.code == "formula_without_result"]
        assert (told.place.cell, told.values["n"]) == ("D9", 3)
    assert len(passes) == 3
    (tmp_path / "other.csv").write_bytes(b"Bus [F],Bus [D]\nI like it,I dislike it\n")
    team = read_team([tmp_path])
    assert [each.place.file for each in team.problems if each.code == told.code] == [path.name]
