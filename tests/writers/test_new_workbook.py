"""Whole workbooks, judged by the Open XML SDK and by LibreOffice."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kano_xl.addresses import address
from kano_xl.choices import Settings
from kano_xl.errors import OutputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import StatedSatisfaction
from kano_xl.report.build import build_report, empty_report
from kano_xl.report.report import (
    UNDEFINED,
    Formula,
    Link,
    Report,
    ReportColumn,
    ReportSheet,
    ReportTable,
    without_names,
)
from kano_xl.report.typesetting.placement import PlacedTable, Placement
from kano_xl.writers.new_workbook import add_report, new_workbook, write_workbook
from sample_reports import (
    FILE,
    HOSTILE,
    SHEET,
    WRITTEN,
    mixed_counts,
    problem_at,
    report_of,
    survey_of,
    totals_of,
    workbook_report_of,
)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OoxmlErrors = Callable[[Path], list[str]]
Recalculated = Callable[[Path], Mapping[str, Mapping[str, object]]]


def write(report: Report, folder: Path, name: str = "report.xlsx") -> Path:
    path = folder / name
    write_workbook(report, path, sources={FILE: folder / FILE})
    return path


def parts(path: Path, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if re.search(pattern, name)
        }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("features", [1, 3, 12, 60])
def test_the_open_xml_sdk_finds_no_error(
    language: str, features: int, tmp_path: Path, ooxml_errors: OoxmlErrors
) -> None:
    survey = survey_of(mixed_counts(features), problems=[problem_at("C7"), problem_at(None)])
    assert ooxml_errors(write(report_of(survey, language, scores=True), tmp_path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text_everywhere(
    language: str, tmp_path: Path, ooxml_errors: OoxmlErrors
) -> None:
    survey = survey_of([{"M": 5, "A": 2}] * len(HOSTILE), HOSTILE)
    report = report_of(survey, language, scores=True)
    path = write(report, tmp_path)
    assert ooxml_errors(path) == []
    ours = {
        placement.formula(cell, block.table.key, row).removeprefix("=")
        for placement in [Placement(report)]
        for placed in placement.sheets
        for block in placed.blocks
        if isinstance(block, PlacedTable)
        for row, cells in enumerate(block.table.rows)
        for cell in cells
        if isinstance(cell, Formula)
    }
    for xml in parts(path, r"worksheets/sheet\d+\.xml$").values():
        root = ElementTree.fromstring(xml)
        assert {element.text for element in root.iter(f"{MAIN}f")} <= ours
        assert not list(root.iter(f"{MAIN}hyperlink"))
        assert not list(root.iter(f"{MAIN}mergeCell"))
    for xml in parts(path, r"charts/chart\d+\.xml$").values():
        for formula in re.findall(r"<c:f>(.*?)</c:f>", xml):
            assert re.fullmatch(r"('[^']+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", formula)
    book = openpyxl.load_workbook(path, data_only=True)
    first = book.worksheets[1]
    shown = {str(cell.value) for row in first.iter_rows() for cell in row if cell.value}
    assert {"=1+1", "@SUM(A1)", "+1", "-1", "=cmd|' /C calc'!A0", "{better}"} <= shown


FORMULAS = ("=1+1", "@SUM(A1)", "+1", "-1", "\t=x", " =2", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_reads_as_a_formula_stays_one_when_it_is_confirmed(
    language: str, tmp_path: Path, recalculated: Recalculated
) -> None:
    names = [*FORMULAS, "A-B", "1=1", "'=1", "＝1", "mail@example.org"]
    survey = survey_of([{"M": 5, "A": 2}] * len(names), names, problems=[problem_at("C7")])
    path = write(report_of(survey, language, scores=True), tmp_path)
    prefixed = {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.quotePrefix
    }
    computed = recalculated(path)
    shown = {
        (sheet, place): value
        for sheet, cells in computed.items()
        for place, value in cells.items()
        if isinstance(value, str) and value.strip().startswith(tuple("=+-@"))
    }
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert prefixed.keys() == shown.keys() - formulas
    assert set(FORMULAS) <= set(prefixed.values())
    for place, words in prefixed.items():
        assert shown[place].strip() == words.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_and_a_header_that_read_as_formulas_do_so_too(language: str, tmp_path: Path) -> None:
    link = Link("=1", Place(FILE, SHEET, "C7"))
    columns = (ReportColumn("where", "+where", "link"), ReportColumn("group", "=group", "text"))
    for name in ("", "Native"):
        table = ReportTable("odd", name, columns, ((link, "-"),))
        sheet = ReportSheet("odd", "Odd", (table,))
        report = replace(empty_report(language, WRITTEN), sheets=(sheet,))
        cells = openpyxl.load_workbook(write(report, tmp_path)).worksheets[0]
        held = [cell for row in cells.iter_rows() for cell in row if cell.value]
        assert {cell.value for cell in held} == {"=1", "+where", "=group", "-"}
        assert all(cell.quotePrefix for cell in held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_computes_what_is_stored(
    language: str, tmp_path: Path, recalculated: Recalculated
) -> None:
    rows = [*mixed_counts(9), {"R": 10}, {}, {"A": 1}, {"Q": 4, "R": 1}]
    survey, choices = survey_of(rows), Settings(language=language, scores=True, confidence=0.9)
    means = [*np.linspace(1, 9, len(rows) - 1), None]
    today = [StatedSatisfaction(mean, 9 if mean else 0, 9) for mean in means]
    report = build_report(
        survey, analyse_cube(survey.counts(), choices, satisfaction=today), WRITTEN
    )
    computed = recalculated(write(report, tmp_path))
    formulas = 0
    for placed in Placement(report).sheets:
        for block in placed.blocks:
            if not isinstance(block, PlacedTable):
                continue
            for down, cells in enumerate(block.table.rows, block.row + 1):
                for across, cell in enumerate(cells, block.column):
                    if isinstance(cell, Formula):
                        stored = UNDEFINED if cell.value is None else cell.value
                        there = computed[placed.sheet.title][address(down, across)]
                        expected = (
                            stored
                            if isinstance(stored, str)
                            else pytest.approx(stored, rel=1e-9, abs=1e-9)
                        )
                        assert there == expected, (placed.sheet.key, address(down, across))
                        formulas += 1
    assert formulas >= len(rows) * 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_coefficients_follow_counts_that_are_edited(
    language: str, tmp_path: Path, recalculated: Recalculated
) -> None:
    counts = [{"A": 40, "O": 20, "M": 20, "I": 20}, {"R": 50}, {"M": 60, "O": 30, "I": 10}]
    report = report_of(survey_of(counts), language)
    path = write(report, tmp_path)
    placement = Placement(report)
    tables = {
        block.table.key: (placed.sheet.title, block)
        for placed in placement.sheets
        for block in placed.blocks
        if isinstance(block, PlacedTable)
    }

    def cell(table: str, column: str, row: int) -> tuple[str, str]:
        title, block = tables[table]
        return title, address(block.row + 1 + row, block.column_of(column))

    names = [row[0] for row in tables["counts"][1].table.rows]
    edited = {"Feature 1": {"A": 10, "O": 50, "M": 30, "I": 10}, "Feature 2": {"A": 5, "I": 15}}
    book = openpyxl.load_workbook(path)
    for name, row in edited.items():
        for letter, count in row.items():
            title, at = cell("counts", letter, names.index(name))
            book[title][at] = count
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    values = recalculated(changed)

    def value(table: str, column: str, name: str) -> object:
        title, at = cell(table, column, names.index(name))
        return values[title][at]

    assert value("coefficients", "better", "Feature 1") == pytest.approx(0.60)
    assert value("coefficients", "worse", "Feature 1") == pytest.approx(-0.80)
    # Wilson's interval of 60 in 100, as published calculators give it.
    assert value("coefficients", "better_low", "Feature 1") == pytest.approx(0.502, abs=5e-4)
    assert value("coefficients", "better_high", "Feature 1") == pytest.approx(0.691, abs=5e-4)
    assert value("counts", "share_O", "Feature 1") == pytest.approx(0.50)
    assert value("map", "x", "Feature 1") == pytest.approx(0.80)
    assert value("map", "y", "Feature 1") == pytest.approx(0.60)
    # It had no coefficients as long as everybody was against it.
    assert value("counts", "n", "Feature 2") == 70
    assert value("coefficients", "better", "Feature 2") == pytest.approx(0.25)
    assert value("coefficients", "worse_with_reversals", "Feature 2") == pytest.approx(50 / 70)
    assert value("coefficients", "better", "Feature 3") == pytest.approx(0.30)
    # Points and labels move, in the column of the category that the table "counts" names.
    assert value("map", "y_A", "Feature 1") == pytest.approx(0.60)
    assert value("map", "y_R", "Feature 2") == pytest.approx(0.25)
    assert {value("map", f"y_{letter}", "Feature 1") for letter in "MOIRQ"} == {"#N/A"}
    for axis, offset in (("x", "right"), ("y", "up")):
        moved = value("map", axis, "Feature 1") + value("map", offset, "Feature 1")  # type: ignore[operator]
        assert value("map", f"label_{axis}", "Feature 1") == pytest.approx(moved)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_point_takes_the_category_that_is_written_over_it(
    language: str, tmp_path: Path, recalculated: Recalculated
) -> None:
    report = report_of(survey_of([{"A": 40, "O": 20, "M": 20, "I": 20}]), language)
    path = write(report, tmp_path)
    tables = {
        block.table.key: (placed.sheet.title, block)
        for placed in Placement(report).sheets
        for block in placed.blocks
        if isinstance(block, PlacedTable)
    }
    title, counts = tables["counts"]
    book = openpyxl.load_workbook(path)
    book[title][address(counts.row + 1, counts.column_of("category"))] = text(
        language, "names.category.M"
    )
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    title, points = tables["map"]
    cells = recalculated(changed)[title]
    heights = {
        letter: cells[address(points.row + 1, points.column_of(f"y_{letter}"))]
        for letter in "MOAIRQ"
    }
    assert heights == dict.fromkeys("OAIRQ", "#N/A") | {"M": pytest.approx(0.6)}


def test_footers_stay_within_what_excel_takes(tmp_path: Path) -> None:
    # Each & of a file's name is written twice; Excel repairs a file with more than 255 characters.
    report = replace(report_of(survey_of([{"M": 5}])), title="&" * 300)
    for xml in parts(write(report, tmp_path), r"worksheets/sheet\d+\.xml$").values():
        footer = ElementTree.fromstring(xml).findtext(f".//{MAIN}oddFooter")
        assert footer is not None
        assert len(footer) <= 255
        assert footer.startswith("&L" + "&&" * 60 + "&R")


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_are_the_names_that_the_tables_give_their_columns(
    language: str, tmp_path: Path
) -> None:
    # Excel repairs a file where they differ, or where a table has one name twice.
    survey = survey_of(mixed_counts(3), problems=[problem_at("C7")])
    path = write(report_of(survey, language, scores=True), tmp_path)
    seen = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        for table in sheet.tables.values():
            names = [column.name for column in table.tableColumns]
            first = table.ref.split(":")[0]
            top = sheet[first]
            headers = [
                sheet.cell(top.row, top.column + across).value for across in range(len(names))
            ]
            assert headers == names
            assert len({name.casefold() for name in names}) == len(names)
            assert all(0 < len(name) <= 255 and name == name.strip() for name in names)
            assert not any("\n" in name for name in names)
            seen.append(table.displayName.casefold())
    assert len(set(seen)) == len(seen) > 10


def test_values_are_stored_for_programs_that_do_not_calculate(tmp_path: Path) -> None:
    path = write(report_of(survey_of([{"A": 3, "O": 1, "M": 2, "I": 4}])), tmp_path)
    sheet = openpyxl.load_workbook(path, data_only=True)["Coefficients"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "#")
    column = {cell.value: cell.column for cell in header}
    row = header[0].row + 1
    assert sheet.cell(row, column["Better"]).value == pytest.approx(0.4)
    assert sheet.cell(row, column["Worse"]).value == pytest.approx(-0.3)


def test_links_lead_to_the_cell_beside_the_report(tmp_path: Path) -> None:
    survey = survey_of([{"M": 5}], problems=[problem_at("C7"), problem_at(None)])
    path = write(report_of(survey), tmp_path)
    links = [
        link
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (link := cell.hyperlink)
    ]
    assert [(link.target, link.location) for link in links] == [
        ("answers.xlsx", "'Form Responses 1'!C7")
    ]
    write_workbook(report_of(survey), path)
    assert "hyperlink" not in "".join(parts(path, r"worksheets/sheet").values())


def test_it_is_printed_page_by_page_with_headers_on_every_page(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(report_of(survey_of(mixed_counts(60))), tmp_path))
    in_parts = ("Categories", "Coefficients")
    for sheet in book.worksheets:
        hidden = sheet.title in ("For formulas", "Chart data")
        assert sheet.sheet_state == ("hidden" if hidden else "visible")
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) == (sheet.title not in in_parts)
        wide = {"Chart data": 2}.get(sheet.title, 1)
        assert (sheet.page_setup.fitToWidth or 1) == wide  # 1 is what is not written
        high = sheet.page_setup.fitToHeight
        one_page = sheet.title in ("Summary", "Shares", *in_parts)
        assert (1 if high is None else high) == one_page
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_area
        assert "&P" in (sheet.oddFooter.right.text or "")
    for title in in_parts:
        assert book[title].print_title_rows
        assert book[title].print_title_cols


def test_panes_are_frozen_only_where_something_stays_in_sight(tmp_path: Path) -> None:
    views = parts(write(report_of(survey_of(mixed_counts(3))), tmp_path), r"worksheets/sheet\d+")
    frozen = {name: re.findall("<pane [^>]*>", xml) for name, xml in views.items()}
    assert any(frozen.values())
    for panes in frozen.values():
        assert all("Split=" in pane for pane in panes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_is_still_to_come_is_a_whole_workbook(
    language: str, tmp_path: Path, ooxml_errors: OoxmlErrors
) -> None:
    path = write(empty_report(language, date(2026, 3, 1)), tmp_path)
    assert ooxml_errors(path) == []
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 15
    assert sum(len(sheet.tables) for sheet in book.worksheets) == 24


def test_rows_that_are_kept_for_more_features_are_hidden(tmp_path: Path) -> None:
    report = workbook_report_of(survey_of(mixed_counts(3)))
    sheet = openpyxl.load_workbook(write(report, tmp_path))["Chart data"]
    (header,) = {sheet[table.ref.split(":")[0]].row for table in band_tables(sheet)}
    hidden = [row for row, size in sheet.row_dimensions.items() if size.hidden]
    assert hidden == list(range(header + 4, header + 251))
    visible = openpyxl.load_workbook(write(report_of(survey_of(mixed_counts(3))), tmp_path))
    for other in visible.worksheets:
        assert not any(size.hidden for size in other.row_dimensions.values())


def band_tables(sheet: Worksheet) -> list[Table]:
    return [table for table in sheet.tables.values() if len(table.tableColumns) > 3]


def test_tables_without_a_name_are_plain_cells(tmp_path: Path, ooxml_errors: OoxmlErrors) -> None:
    report = workbook_report_of(survey_of(mixed_counts(3), problems=[problem_at("C7")]))
    named, plain = (
        write(one, tmp_path, name)
        for one, name in ((report, "named.xlsx"), (without_names(report), "plain.xlsx"))
    )
    assert ooxml_errors(plain) == []
    assert parts(named, "xl/tables/")
    assert not parts(plain, "xl/tables/")
    first, second = (openpyxl.load_workbook(path).worksheets for path in (named, plain))
    for before, after in zip(first, second, strict=True):
        looks = [
            [(cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb) for cell in row]
            for sheet in (before, after)
            for row in sheet.iter_rows()
        ]
        assert looks[: len(looks) // 2] == looks[len(looks) // 2 :]


def test_a_report_goes_behind_the_sheets_that_a_workbook_has(
    tmp_path: Path, ooxml_errors: OoxmlErrors
) -> None:
    path = tmp_path / "more.xlsx"
    report = report_of(survey_of(mixed_counts(3)))
    with path.open("wb") as file:
        workbook = new_workbook(file, "en", "More", report.written)
        workbook.add_worksheet("Mine").write_string(0, 0, "=1+1")
        placement = add_report(workbook, report)
        workbook.close()
    assert ooxml_errors(path) == []
    titles = [placed.sheet.title for placed in placement.sheets]
    assert openpyxl.load_workbook(path).sheetnames == ["Mine", *titles]


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    report = report_of(survey_of(mixed_counts(3)))
    first, second = (write(report, tmp_path, name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_no_author_is_named(tmp_path: Path) -> None:
    core = next(iter(parts(write(report_of(survey_of([{"M": 5}])), tmp_path), "core").values()))
    assert "<dc:title>Kano analysis · answers.xlsx</dc:title>" in core
    assert "<dc:creator></dc:creator>" in core
    assert "2026-03-01T00:00:00Z" in core


def test_counts_alone_make_a_whole_workbook(tmp_path: Path, ooxml_errors: OoxmlErrors) -> None:
    survey = totals_of({"Chat": {"A": 9, "I": 3}, "Alerts": {"M": 12}})
    assert ooxml_errors(write(report_of(survey, scores=True), tmp_path)) == []


def test_fonts_are_those_of_the_language(tmp_path: Path) -> None:
    for language, font in (("en", "Arial"), ("zh-Hans", "Microsoft YaHei")):
        book = openpyxl.load_workbook(write(report_of(survey_of([{"M": 5}]), language), tmp_path))
        fonts = {
            cell.font.name
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert fonts == {font}


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as error:
        write(report_of(survey_of([{"M": 5}])), tmp_path / "none")
    assert error.value.code == "output_folder_missing"
