"""Reports written into open workbooks, by the real code in a real spreadsheet program."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from kano_xl.addresses import address
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import OutputError
from kano_xl.languages import LANGUAGES
from kano_xl.report.build import report_for_workbook
from kano_xl.report.report import Report
from kano_xl.report.typesetting.placement import Placement
from kano_xl.survey.reading import read
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.cells import linked, pieces, titled, typed
from kano_xl.writers.open_workbook.marks import changed_by_hand
from kano_xl.writers.open_workbook.sheet import heights
from libreoffice.engine import COPY_SHEETS, Name, Names, Office, OfficeError, Sheet
from sample_reports import HOSTILE, WRITTEN, analysis_of, mixed_counts, problem_at, survey_of
from workbook_listing import box_of, contents, everything

Contents = dict[str, dict[str, object]]


def report_with(features: int, language: str = "en", problems: int = 0) -> Report:
    survey = survey_of(mixed_counts(features), problems=[problem_at("C7")] * problems)
    return report_for_workbook(survey, analysis_of(survey, language), WRITTEN)


def write(book: xlwings.Book, report: Report) -> tuple[str, ...]:
    with undisturbed(book):
        return write_into(book, report)


def as_file(excel: xlwings.App, report: Report, folder: Path) -> dict[str, object]:
    """What a new workbook of the same report holds."""
    path = folder / f"{len(report.sheets[0].blocks)}-{id(report)}.xlsx"
    write_workbook(linked(report), path)
    book = excel.books.open(path)
    try:
        return everything(book)
    finally:
        book.close()


def looks(side: dict[str, object], title: str) -> dict[str, object]:
    """How cells look that hold anything; the others have each workbook's standard font.

    LibreOffice gives a text that could be a number, such as a rank, the format of texts once it is
    typed; Excel does not, and no report has that format.
    """
    return {
        at: ("General" if look[0] == "@" else look[0], *look[1:])
        for row, cells in enumerate(side["looks"][title])
        for column, look in enumerate(cells)
        if (at := address(row, column)) in side["cells"][title]
    }


def assert_holds(book: xlwings.Book, report: Report, folder: Path) -> None:
    """The workbook's result sheets are those of a new workbook, and nothing else is there."""
    expected, found = as_file(book.app, report, folder), everything(book)
    for title in (sheet.title for sheet in report.sheets):
        for part in ("cells", "tables", "rows", "printed"):
            assert found[part][title] == expected[part][title], (part, title)
        assert looks(found, title) == looks(expected, title)
        names = [[chart[0] for chart in side["charts"][title]] for side in (found, expected)]
        assert names[0] == names[1]


RUNS = {
    "en": ((3, 0), (60, 2), (12, 0)),
    "de": ((12, 1), (3, 0)),
    "zh-Hans": ((12, 1), (3, 0)),
    "zh-Hant": ((3, 0), (12, 1)),
}
"""Features and problems of the reports that are written one after the other."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_and_later_runs_give_what_a_new_file_holds(
    language: str, book: xlwings.Book, tmp_path: Path
) -> None:
    for features, problems in RUNS[language]:
        report = report_with(features, language, problems)
        assert write(book, report) == tuple(sheet.title for sheet in report.sheets)
        assert_holds(book, report, tmp_path)
        assert changed_by_hand(book) == ()
    assert contents(book.sheets["Mine"]) == {
        "A1": ("", "mine"),
        "B1": ("", "1"),
        "A2": ("", "too"),
        "B2": ("", "2.5"),
    }


def test_results_may_change_their_language(book: xlwings.Book, tmp_path: Path) -> None:
    write(book, report_with(12, "en", problems=1))
    for report in (report_with(12, "zh-Hans", problems=1), report_with(3, "en")):
        titles = write(book, report)
        assert titles[0] == "Summary"
        expected = as_file(book.app, titled(report, titles), tmp_path)["cells"]
        for title in titles:
            assert contents(book.sheets[title]) == expected[title], title


def test_titles_that_the_user_has_are_left_to_the_user(book: xlwings.Book) -> None:
    book.sheets["Mine"].name = "summary"
    assert write(book, report_with(3))[:2] == ("Summary (Kano)", "Categories")
    assert write(book, report_with(12))[:2] == ("Summary (Kano)", "Categories")
    assert "A1" in contents(book.sheets["summary"])


def test_renamed_sheets_are_found_again(book: xlwings.Book, tmp_path: Path) -> None:
    write(book, report_with(3))
    book.sheets["Coefficients"].name = "Jane's, (b)"
    report = report_with(12)
    assert write(book, report)[3] == "Jane's, (b)"
    values = contents(book.sheets["Chart data"]).values()
    assert any("'Jane''s, (b)'!" in formula for formula, _ in values)
    assert not any(str(value).startswith("#REF") for _, value in values)
    assert changed_by_hand(book) == ()
    expected = as_file(book.app, report, tmp_path)["cells"]["Coefficients"]
    assert contents(book.sheets["Jane's, (b)"]) == expected


def test_what_the_user_added_lives_on(book: xlwings.Book) -> None:
    write(book, report_with(12))
    mine, categories = book.sheets["Mine"], book.sheets["Categories"]
    table = categories.tables["Kano_Counts"].range
    mine["D1"].value = f"=Categories!B{table.row + 1}"
    below = categories.range((table.last_cell.row + 9, 3))
    below.value = "=Mine!B2*2"
    beside = categories.range((3, table.last_cell.column + 2))
    beside.value = "'=mine"
    office = book.app.impl.office
    office.add_chart(categories.impl.number, "My chart", (0, 0, 3, 2), 500, 900, 200, 100)
    for features in (3, 12):
        write(book, report_with(features))
        assert mine["D1"].formula == f"=Categories!B{table.row + 1}"
        assert mine["D1"].value == categories.range((table.row + 1, 2)).value
        assert below.value == 5
        assert beside.value == "=mine"
        left, _, width, height = map(round, box_of(categories.charts["My chart"]))
        assert (left, width, height) == (500, 200, 100)


def own_table(sheet: xlwings.Sheet, at: str, name: str) -> None:
    sheet[at].value = [["Owner", "Due"], ["Jo", 1], ["Al", 2]]
    sheet.tables.add(sheet[at].resize(3, 2), name=name)


def test_tables_of_the_user_beside_ours_live_on(book: xlwings.Book) -> None:
    write(book, report_with(3))
    places = {"Summary": "L40", "Method": "H12", "Shares": "C20", "Data check": "E3"}
    for number, (title, at) in enumerate(places.items()):
        own_table(book.sheets[title], at, f"Mine{number}")
    before = {title: contents(book.sheets[title]) for title in places}

    def assert_alive() -> None:
        for number, (title, at) in enumerate(places.items()):
            table = book.sheets[title].tables[f"Mine{number}"].range
            assert table.address == book.sheets[title][at].resize(3, 2).address
            assert table.value == [["Owner", "Due"], ["Jo", 1], ["Al", 2]]

    write(book, report_with(5, "zh-Hans", problems=2))
    assert_alive()
    write(book, report_with(3))
    assert_alive()
    assert {title: contents(book.sheets[title]) for title in places} == before
    state = everything(book)
    assert_put_back(book, "resize_table", report_with(5, "zh-Hans", problems=2), state)


def test_a_table_of_the_user_in_the_way_is_named(book: xlwings.Book) -> None:
    write(book, report_with(3))
    sheet = book.sheets["Categories"]
    row = sheet.tables["Kano_Counts"].range.last_cell.row + 3
    own_table(sheet, f"Y{row}", "Mine")
    sheet.range((row, 25)).resize(3, 2).value = ""
    before = everything(book)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(12))
    assert (refused.value.code, refused.value.place.cell) == ("open_cell_taken", f"Y{row}")
    assert everything(book) == before


def test_what_our_table_took_in_when_the_user_typed_beside_it_stays_the_users(
    book: xlwings.Book,
) -> None:
    write(book, report_with(3))
    sheet = book.sheets["Coefficients"]
    table = sheet.tables["Kano_Coefficients"]
    row, width = table.range.row, table.range.columns.count
    beside, below = sheet.range((row, width + 1)), sheet.range((row + 4, 2))
    beside.resize(4, 1).value = [["Owner"], ["Jo"], ["Al"], ["Su"]]
    below.value = "agreed in May"
    table.resize(sheet.range((row, 1), (row + 4, width + 1)))
    before = everything(book)
    assert_put_back(book, "write", report_with(2), before)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(12))
    assert refused.value.place.cell == below.get_address(False, False)
    write(book, report_with(2))
    assert beside.resize(4, 1).value == ["Owner", "Jo", "Al", "Su"]
    assert below.value == "agreed in May"
    assert sheet.tables["Kano_Coefficients"].range.shape == (3, width)


def test_merged_cells_are_named(book: xlwings.Book) -> None:
    write(book, report_with(3))
    book.sheets["Categories"]["A1:D1"].merge()
    before = everything(book)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(12))
    assert refused.value.code == "open_cells_merged"
    assert refused.value.place.sheet == "Categories"
    assert everything(book) == before


def test_cells_that_the_user_merged_between_ours_live_on(book: xlwings.Book) -> None:
    write(book, report_with(3))
    sheet = book.sheets["Summary"]
    sheet["C2:D3"].merge()
    sheet["C2"].value = "decided in May"
    write(book, report_with(12))
    assert (sheet["C2:D3"].merge_cells, sheet["C2"].value) == (True, "decided in May")


def test_heights_that_the_user_changed_are_put_back_after_a_fault(book: xlwings.Book) -> None:
    write(book, report_with(3))
    sheet = book.sheets["Method"]
    for row, height in ((3, 33), (20, 44), (21, 0), (60, 55)):
        sheet.range((row, 1)).row_height = height
    likely = [15.0] * 30 + [20.0] * 40
    expected = [sheet.range((row, 1)).row_height for row in range(1, 71)]
    assert list(heights(sheet, likely)) == expected
    assert list(heights(sheet, likely[5:], 5)) == expected[5:]
    assert_put_back(book, "write", report_with(12), everything(book))


def test_titles_that_excel_changes_are_taken_as_they_are(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = book.app.impl
    copy = app.macros[COPY_SHEETS]

    def beside_a_chart_sheet(path: str, name: str) -> str:
        answer = copy(path, name)
        book.sheets["Summary"].name = "Summary (2)"
        return answer

    monkeypatch.setitem(app.macros, COPY_SHEETS, beside_a_chart_sheet)
    assert write(book, report_with(3))[:2] == ("Summary (2)", "Categories")
    assert book.names["Kano_Result_summary"].refers_to_range.sheet.name == "Summary (2)"


def test_names_of_a_copied_sheet_are_not_taken_for_the_workbooks(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(book, report_with(3))

    def of_the_sheet_that_is_shown(names: Names, name: object) -> Name:
        raise AssertionError("Excel gives the name of the copied sheet that is shown")

    monkeypatch.setattr(Names, "__call__", of_the_sheet_that_is_shown)
    write(book, report_with(12))


def test_a_cell_of_the_user_in_the_way_is_named_and_nothing_is_changed(book: xlwings.Book) -> None:
    write(book, report_with(3))
    table = book.sheets["Categories"].tables["Kano_Counts"].range
    taken = book.sheets["Categories"].range((table.last_cell.row + 3, 2))
    taken.value = "a note"
    before = everything(book)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(12))
    assert refused.value.code == "open_cell_taken"
    assert refused.value.place.sheet == "Categories"
    assert refused.value.place.cell == taken.get_address(False, False)
    assert everything(book) == before


def test_a_protected_sheet_is_refused(book: xlwings.Book) -> None:
    write(book, report_with(3))
    before = everything(book)
    book.app.impl.office.protect_sheet(book.sheets["Method"].impl.number)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(12))
    assert (refused.value.code, refused.value.place.sheet) == ("open_sheet_protected", "Method")
    assert everything(book) == before


def test_a_filtered_sheet_is_refused(book: xlwings.Book) -> None:
    write(book, report_with(12))
    table = book.sheets["Coefficients"].tables["Kano_Coefficients"]
    table.show_autofilter = True
    write(book, report_with(12))
    book.sheets["Coefficients"].range((table.range.row + 2, 1)).row_height = 0
    before = everything(book)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(3))
    assert (refused.value.code, refused.value.place.sheet) == (
        "open_sheet_filtered",
        "Coefficients",
    )
    assert everything(book) == before


def test_a_workbook_that_takes_no_sheets_is_refused(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, name: str) -> str:
        return "1004 the structure is protected"

    monkeypatch.setitem(book.app.impl.macros, COPY_SHEETS, refuse)
    before = everything(book)
    with pytest.raises(OutputError) as refused:
        write(book, report_with(3))
    assert refused.value.code == "open_cannot_add"
    assert everything(book) == before


def test_a_deleted_sheet_comes_back_unless_it_has_a_chart(
    book: xlwings.Book, tmp_path: Path
) -> None:
    write(book, report_with(3))
    book.sheets["Coefficients"].delete()
    report = report_with(12)
    write(book, report)
    assert_holds(book, report, tmp_path)
    book.sheets["Shares"].delete()
    with pytest.raises(OutputError) as refused:
        write(book, report)
    assert refused.value.code == "open_sheet_deleted"
    assert "Shares" in str(refused.value)


def test_hostile_texts_stay_texts(book: xlwings.Book) -> None:
    survey = survey_of(mixed_counts(len(HOSTILE)), HOSTILE)
    report = report_for_workbook(survey, analysis_of(survey), WRITTEN)
    write(book, report)
    write(book, report)
    shown = {value for _, value in contents(book.sheets["Categories"]).values()}
    assert {typed(name)[1:] for name in HOSTILE} <= shown
    placement = Placement(linked(report))
    ours = {
        plain(cell)
        for placed in placement.sheets
        for piece in pieces(placed, placement)
        for row in piece.cells
        for cell in row
        if isinstance(cell, str) and cell.startswith("=")
    }
    found = {
        plain(formula)
        for sheet in report.sheets
        for formula, value in contents(book.sheets[sheet.title]).values()
        if formula != value
    }
    assert found - {""} <= ours


def plain(formula: str) -> str:
    """A formula without what programs write differently: quotes of titles, digits of numbers."""
    return re.sub(r"\d+\.\d+|'", "", formula)


def test_whatever_fails_midway_leaves_the_workbook_as_it_was(book: xlwings.Book) -> None:
    write(book, report_with(12))
    book.sheets["Mine"]["D1"].value = "=Categories!C9"
    before = everything(book)
    steps = "add_name move paste_formats resize_table write"
    for step in steps.split():
        assert_put_back(book, step, report_with(3, "zh-Hans", problems=2), before)
    book.sheets["Coefficients"].delete()
    assert_put_back(book, "add_table", report_with(12), everything(book))


def assert_put_back(
    book: xlwings.Book, step: str, report: Report, before: dict[str, object]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fail(step, patch)
        with pytest.raises(OfficeError, match="injected"):
            write(book, report)
    after = everything(book)
    for part in before:
        assert after[part] == before[part], (step, part)


@pytest.mark.parametrize("name", ["add_table", "add_name", "copy_all"])
def test_a_first_run_that_fails_leaves_nothing(
    name: str, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(book)
    fail(name, monkeypatch)
    with pytest.raises((OfficeError, OutputError)) as failed:
        write(book, report_with(3))
    assert getattr(failed.value, "code", "addin_not_reached") == "addin_not_reached"
    assert everything(book) == before


NTH = dict.fromkeys(("add_table", "copy_all", "move"), 1) | {"write": 20}
"""Which call of a kind fails where it is not the fifth; the first ones write nothing new."""


def fail(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a kind of change fail: once."""
    calls = 0
    real = Office.__getattr__

    def call(office: Office, asked: str) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += asked == name
            if asked == name and calls == NTH.get(name, 5):
                calls += 1
                raise OfficeError("injected")
            return real(office, asked)(*arguments, **options)

        return counted

    monkeypatch.setattr(Office, "__getattr__", call)


def test_sheets_selected_together_are_selected_one_by_one(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    selected: list[str] = []
    monkeypatch.setattr(Sheet, "select", lambda sheet: selected.append(sheet.name))
    with undisturbed(book):
        assert selected == ["Mine"]


def test_notes_beside_the_results_are_no_change_of_them(book: xlwings.Book) -> None:
    write(book, report_with(3))
    sheet = book.sheets["Categories"]
    counts = sheet.tables["Kano_Counts"].range
    sheet["J2"].value = "a note"
    assert changed_by_hand(book) == ()
    counts[2, 2].value = 77
    assert changed_by_hand(book) == ("Categories",)
    write(book, report_with(3))
    assert changed_by_hand(book) == ()
    sheet["A3"].value = "a text in our column"
    assert changed_by_hand(book) == ("Categories",)


def test_the_application_is_left_as_it_was(book: xlwings.Book) -> None:
    app = book.app
    app.calculation, app.status_bar, app.enable_events = "semiautomatic", "busy", False
    try:
        for report in (report_with(3), report_with(12)):
            write(book, report)
            state = (app.calculation, app.status_bar, app.enable_events, app.screen_updating)
            assert state == ("semiautomatic", "busy", False, True)
            assert (app.display_alerts, app.cut_copy_mode) == (True, None)
            assert len(app.books) == 1
            assert book.sheets.active.name == "Mine"
    finally:
        app.calculation, app.status_bar, app.enable_events = "automatic", False, True


def test_a_survey_that_asked_for_importance_is_updated_and_so_is_one_that_did_not(
    excel: xlwings.App,
) -> None:
    example = Path(__file__).parents[2] / "tests" / "cases" / "reading" / "k8_importance_words.csv"
    survey = read([example])
    assert survey.importance()
    book = excel.books.add()
    try:
        for language in LANGUAGES:
            settings = Settings(language=language, scores=True)
            asked = analyse(survey, settings)
            write(book, report_for_workbook(survey, asked, WRITTEN))
            assert changed_by_hand(book) == ()
            write(book, report_with(3, language))
            assert changed_by_hand(book) == ()
    finally:
        book.close()
