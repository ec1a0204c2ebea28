"""Analyse in a workbook with the example survey, and what it leaves in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.errors import KanoError
from kano_xl.examples import example_survey
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.formulas.blocks import notation, read_cells
from kano_xl.excel.self_test.check import (
    CheckFailedError,
    CheckSkippedError,
    SelfCheck,
    Trial,
    expect,
    first_difference,
)
from kano_xl.excel.self_test.expected import (
    NUMBERS,
    ExpectedReport,
    expected_report,
    shown,
)
from kano_xl.excel.self_test.listing import listing
from kano_xl.excel.self_test.native import drawn_series
from kano_xl.names import SETTINGS
from kano_xl.report.report import Formula
from kano_xl.writers.open_workbook.cells import table_area
from kano_xl.writers.open_workbook.copying import copy_by_add_in
from kano_xl.writers.template.workbook import write_settings_workbook

if TYPE_CHECKING:
    import xlwings


def copies(trial: Trial) -> None:
    """The add-in copies sheets into a workbook, with their names and without links to the file."""
    book, path = trial.host.new_book(), trial.host.folder / "settings.xlsx"
    write_settings_workbook(path, trial.host.language)
    before = len(book.sheets)
    try:
        copy_by_add_in(book, path)
    except KanoError as error:
        raise CheckFailedError(error.code) from error
    if len(book.sheets) <= before:
        raise CheckFailedError("no sheet was added")
    if SETTINGS not in named_cells(book, SETTINGS):
        raise CheckFailedError("the names did not come along")
    check_no_links(book)


def analysed(trial: Trial) -> None:
    """Analyse writes its result sheets into the workbook of the example survey."""
    path = trial.seen.setdefault("survey", example_survey(trial.host.language))
    book = trial.host.opened_copy(path)
    trial.books["survey"] = book
    trial.seen["before"] = listing(book)
    book.sheets[0].activate()
    trial.seen["clipboard"] = trial.host.clipboard()
    trial.seen["state"] = trial.host.state()
    trial.host.click("analyse", book)
    trial.seen["clipboard after"] = trial.host.clipboard()
    trial.seen["state after"] = trial.host.state()
    trial.seen["active after"] = trial.host.app.books.active.name
    trial.seen["expected"] = expected_report(book, path)


def results(trial: Trial) -> None:
    """The cells of the results are those of the same survey analysed without Excel."""
    expected: ExpectedReport = trial.seen["expected"]
    for key, table in expected.tables(NUMBERS):
        cells = expected.cells(key, table)
        found = cells.options(ndim=2, err_to_str=True).value
        wanted = [[shown(cell) for cell in row] for row in table.table.rows]
        if difference := first_difference(found, wanted):
            raise CheckFailedError(f"{key}/{table.table.key}, {difference}")
        formulas = cells.formula
        for row, line in enumerate(table.table.rows):
            for column, cell in enumerate(line):
                if isinstance(cell, Formula) and not str(formulas[row][column]).startswith("="):
                    raise CheckFailedError(f"{key}/{table.table.key}: a formula has become a value")


def tables(trial: Trial) -> None:
    """The tables are tables of Excel, each over all its cells."""
    expected: ExpectedReport = trial.seen["expected"]
    for key, table in expected.tables(NUMBERS):
        if table.table.name:
            expect(f"{key}/{table.table.key}", expected.native_table(key, table), table_area(table))


def names(trial: Trial) -> None:
    """The names of the results lead into this very workbook, and no formula to another file."""
    book, expected = trial.books["survey"], trial.seen["expected"]
    check_no_links(book)
    called = named_cells(book, "Kano_")
    for name, cells in expected.placed["results"].names.items():
        expect(name, called[name].address if name in called else None, cells)


def charts(trial: Trial) -> None:
    """The series of all charts read the right cells of this very workbook."""
    expected: ExpectedReport = trial.seen["expected"]
    for sheet, chart in expected.charts():
        drawn = list(drawn_series(expected.sheet(sheet.key).charts[chart.name]))
        expect(f"{chart.name}, series", len(drawn), len(chart.series))
        for series, found in zip(chart.series, drawn, strict=True):
            formula = found.formula.replace("'", "")
            for cells in filter(None, (series.x, series.y)):
                if f",{expected.address(cells)}," not in formula:
                    raise CheckFailedError(f"{chart.name}: {found.formula}")


def labels(trial: Trial) -> None:
    """The labels of the features and quadrants are on the maps."""
    expected: ExpectedReport = trial.seen["expected"]
    label = expected.labels()
    for sheet, chart in expected.charts():
        drawn = drawn_series(expected.sheet(sheet.key).charts[chart.name])
        for series, found in zip(chart.series, drawn, strict=True):
            if series.role in ("labels", "quadrant") and series.labels is not None:
                if not found.labelled:
                    raise CheckFailedError(f"{chart.name}: a label is missing")
                words = label(series.labels)
                # For a label that is not in use Excel may make up a name.
                expect(f"{chart.name}, label", found.name if words else "", words)


def clipboard(trial: Trial) -> None:
    """What was on the clipboard is still there, and no cells are marked as copied."""
    expect("CutCopyMode", trial.seen["state after"]["cut_copy_mode"] or None, None)
    if trial.seen["clipboard"] is None:
        raise CheckSkippedError("nothing_copied")
    if trial.seen["clipboard after"] != trial.seen["clipboard"]:
        raise CheckFailedError("the clipboard holds something else")


def state(trial: Trial) -> None:
    """Screen, questions, events, calculation and active workbook are as before the click."""
    for name, before in trial.seen["state"].items():
        if name != "cut_copy_mode":
            expect(name, trial.seen["state after"][name], before)
    if trial.seen["active after"] != trial.books["survey"].name:
        raise CheckFailedError("another workbook is active")


def check_no_links(book: xlwings.Book) -> None:
    """See that neither names nor formulas of a workbook lead to another file, or nowhere.

    Raises:
        CheckFailedError: one does.
    """
    for name in book.names:
        refers = name.refers_to or ""
        if "[" in refers or "#REF!" in refers:
            raise CheckFailedError(
                f"{name.name} refers to {'nothing' if '#REF!' in refers else 'a file'}"
            )
    way = notation(book)
    for sheet in book.sheets:
        for row in read_cells(sheet, way).formulas:
            if any(isinstance(cell, str) and cell[:1] == "=" and "[" in cell for cell in row):
                raise CheckFailedError("a formula refers to a file")


CHECKS = (
    SelfCheck(copies),
    SelfCheck(analysed),
    SelfCheck(results, ("analysed",)),
    SelfCheck(tables, ("analysed",)),
    SelfCheck(names, ("analysed",)),
    SelfCheck(charts, ("analysed",)),
    SelfCheck(labels, ("analysed",)),
    SelfCheck(clipboard, ("analysed",)),
    SelfCheck(state, ("analysed",)),
)
"""What is tried of a first analysis."""
