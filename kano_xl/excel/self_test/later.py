"""Analyse again when the survey has changed, and the results removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kano_xl.choices import Settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.ranges import as_sheet
from kano_xl.excel.functions import kano_class
from kano_xl.excel.self_test.check import CheckFailedError, SelfCheck, Trial, expect
from kano_xl.excel.self_test.expected import ExpectedReport, result_areas
from kano_xl.excel.self_test.listing import listing
from kano_xl.model.categories import CATEGORIES
from kano_xl.names import COLUMNS
from kano_xl.survey.inspecting import understand_sheet
from kano_xl.survey.layouts.pairing import Pair
from kano_xl.writers.open_workbook.sheet import area_of, contents

if TYPE_CHECKING:
    import xlwings

_FEWER = 2
_NOTE = "?"
_FAR = 3
"""Columns between the results and a note of the user's."""


def changed_answer(trial: Trial) -> None:
    """A later Analyse, after one answer was changed, moves one person to another category."""
    book, report = trial.books["survey"], trial.seen["expected"]
    sheet = book.sheets[0]
    pair, row = _pairs(sheet)
    cell, other = (
        sheet[f"{side[0].letter}{row}"] for side in (pair[0].functional, pair[0].dysfunctional)
    )
    old, answer = _counts(report)[pair[0].name], cell.value
    before = kano_class(answer, other.value)
    column = cell.resize(_people(sheet, row)).options(ndim=1).value
    new = next(
        each for each in column if each and kano_class(each, other.value) not in ("", before)
    )
    after = kano_class(new, other.value)
    with _changed(cell):
        cell.value = new
        sheet.activate()
        trial.host.click("analyse", book)
        found = _counts(report)[pair[0].name]
    moved = [
        count - (letter == before) + (letter == after)
        for letter, count in zip(CATEGORIES, old, strict=True)
    ]
    expect("counts", found, moved)


def fewer_features(trial: Trial) -> None:
    """A later Analyse with two features less takes their rows out of the results."""
    book, report = trial.books["survey"], trial.seen["expected"]
    sheet = book.sheets[0]
    pairs, row = _pairs(sheet)
    gone, kept = pairs[-_FEWER:], pairs[:-_FEWER]
    columns = [
        sheet[f"{side[0].letter}1"]
        for pair in gone
        for side in (pair.functional, pair.dysfunctional)
    ]
    height = row - 1 + _people(sheet, row)
    with _own_things(trial), _changed(*(column.resize(height) for column in columns)):
        for column in columns:
            column.resize(height).clear_contents()
        sheet.activate()
        trial.host.click("analyse", book)
        found = [name for name in _counts(report) if name]
    expect("features", sorted(found), sorted(pair.name for pair in kept))
    for key, table in report.tables(("categories", "coefficients", "results")):
        area = report.native_table(key, table)
        expect(f"{key}, rows", area and area.rows, 1 + len(kept))
    for name in COLUMNS.values():
        expect(f"{name}, rows", named_cells(book, name)[name].shape[0], len(kept))


def own_things(trial: Trial) -> None:
    """A note beside the results and a formula that reads them live on."""
    expect("note", trial.seen["note"], _NOTE)
    if not isinstance(trial.seen["link"], float):
        raise CheckFailedError("a formula of the user's lost what it reads")


def removed(trial: Trial) -> None:
    """Remove results leaves the workbook as it was before the first Analyse."""
    book = trial.books["survey"]
    trial.host.click("remove", book, "remove")
    if difference := trial.seen["before"].difference(listing(book)):
        raise CheckFailedError(f"not as before: {difference}")


def _pairs(sheet: xlwings.Sheet) -> tuple[tuple[Pair, ...], int]:
    """The pairs of columns of a survey, and the first row of answers, from 1."""
    found = understand_sheet(as_sheet(sheet.used_range), Settings(accept_pairs=True))
    assert found.layout is not None
    return found.pairs, found.layout.table.first_row + 1


def _people(sheet: xlwings.Sheet, first_row: int) -> int:
    return int(sheet.used_range.last_cell.row) - first_row + 1


def _counts(report: ExpectedReport) -> dict[str, list[Any]]:
    """Feature → its counts, as the sheet of categories shows them now."""
    ((_, table),) = report.tables(("categories",))
    rows = report.cells("categories", table).options(ndim=2).value
    keys = [column.key for column in table.table.columns]
    name, counts = keys.index("feature"), [keys.index(letter) for letter in CATEGORIES]
    return {str(row[name] or ""): [row[column] for column in counts] for row in rows}


@contextmanager
def _changed(*cells: xlwings.Range) -> Iterator[None]:
    """Put back afterwards what these cells hold now."""
    before = [contents(each.sheet, area_of(each)) for each in cells]
    try:
        yield
    finally:
        for each, typed in zip(cells, before, strict=True):
            each.formula = typed


@contextmanager
def _own_things(trial: Trial) -> Iterator[None]:
    """What a user might add: a note beside the results, a sheet with a formula that reads them.

    Afterwards it is noted what has become of them, and they are taken away.
    """
    book = trial.books["survey"]
    area = result_areas(book)["coefficients"]
    sheet, column = area.sheet, area.last_cell.column + _FAR
    sheet.range((area.row, column)).value = _NOTE
    ((_, table),) = trial.seen["expected"].tables(("coefficients",))
    read = sheet.range((table.row + 2, table.column_of("better") + 1))
    own = book.sheets.add(after=book.sheets[0])
    own["A1"].formula = f"='{sheet.name}'!{read.address}"
    try:
        yield
        trial.seen["note"] = sheet.range((area.row, column)).value
        trial.seen["link"] = own["A1"].value
    finally:
        sheet.range((area.row, column)).clear_contents()
        _quietly(book.app, own.delete)


def _quietly(app: xlwings.App, act: Callable[[], None]) -> None:
    """Do something about which Excel would ask."""
    alerts = app.display_alerts
    app.display_alerts = False
    try:
        act()
    finally:
        app.display_alerts = alerts


CHECKS = (
    SelfCheck(changed_answer, ("analysed",)),
    SelfCheck(fewer_features, ("analysed",)),
    SelfCheck(own_things, ("fewer_features",)),
    SelfCheck(removed, ("analysed",)),
)
"""What is tried of later analyses."""
