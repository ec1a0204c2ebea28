"""The action plan of the open workbook: measures collected from its other planning sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from kano_xl.errors import OutputError, Place
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.native import contents_protected, show
from kano_xl.excel.book.plans import PlanInBook, known_features, plans_in
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.planning.actions_layout import NAMES
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.actions_rows import as_cell
from kano_xl.planning.actions_sheet import actions_sheet, empty_rows
from kano_xl.planning.collecting import collect, sources
from kano_xl.planning.filling import ActionFilling, PlannedMeasure, Typed
from kano_xl.planning.grid import GridArea
from kano_xl.planning.reading import FilledSheet
from kano_xl.survey.quoting import printable, quoted
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.cells import Area, typed
from kano_xl.writers.open_workbook.planning import add_plan, free_plan_title
from kano_xl.writers.open_workbook.sheet import type_into

if TYPE_CHECKING:
    import xlwings


def plan_actions(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Add an action plan, or collect into the one that there is, and go to it.

    What stands in a plan is never changed: new measures come into its empty rows.

    Raises:
        InputError: ``plan_name_missing``: names of a planning sheet's own were deleted.
        OutputError: no sheet can be added, or the plan is protected.
    """
    book = NamesAsked(book)
    settings = read_settings(book, language)
    plans = plans_in(book)
    there = next((plan for plan in plans if plan.key == "actions"), None)
    if there is None:
        check_state(book, BEFORE_ADDING_SHEETS)
        title = free_plan_title(text(settings.language, "planning.sheet.actions"), book)
        found = _collected(plans, (), book, settings.language)
        filling = ActionFilling((*found, *empty_rows(len(found))))
        known = known_features(book)
        with undisturbed(book):
            made = actions_sheet(settings.language, title, filling, known, date.today())
            sheet = add_plan(book, made, settings.language)
        left = 0
    else:
        sheet, filled = there.sheet, there.filled()
        if contents_protected(sheet):
            raise OutputError("open_sheet_protected", Place(sheet=printable(there.title)))
        found = _collected(plans, read_actions(filled).measures, book, settings.language)
        rows = list(_empty(filled))
        left = max(0, len(found) - len(rows))
        found = found[: len(rows)]
        with undisturbed(book):
            _write(sheet, filled, dict(zip(rows, found, strict=False)))
    show(sheet)
    return Reply("done", _told(sheet.name, len(found), left, language))


def _collected(
    plans: Sequence[PlanInBook], planned: Sequence[PlannedMeasure], book: xlwings.Book, words: str
) -> tuple[PlannedMeasure, ...]:
    """The new measures of the other planning sheets."""
    filled = sources(plan.filled() for plan in plans if plan.key != "actions")
    return collect(planned, filled, known_features(book), words)


def _empty(filled: FilledSheet) -> Iterator[int]:
    """The rows in which nothing is typed, before the grey one."""
    areas = [filled.area(name) for name in NAMES.values()]
    for row in range(areas[0].row, areas[0].last_row):
        if all(filled.typed(row, area.column) is None for area in areas):
            yield row


def _write(sheet: xlwings.Sheet, filled: FilledSheet, rows: dict[int, PlannedMeasure]) -> None:
    """Type measures into rows, a column of neighbouring rows at a time."""
    areas: dict[str, GridArea] = {key: filled.area(name) for key, name in NAMES.items()}
    for _, run in groupby(enumerate(rows), lambda at: at[1] - at[0]):
        beside = [row for _, row in run]
        for key, area in areas.items():
            cells = [(_typed(getattr(rows[row], key), key),) for row in beside]
            if any(cell != "" for (cell,) in cells):
                block = Area(beside[0], area.column, len(beside), 1)
                type_into(sheet.range(block.address), cells)


def _typed(value: Typed, key: str) -> str | float:
    found = as_cell(value) if key == "due" else value
    if isinstance(found, int | float):
        return float(found)
    return "" if found is None else typed(found)


def _told(title: str, n: int, left: int, language: str) -> str:
    called = {"sheet": quoted(title)}
    if not n and not left:
        return text(language, "actions.plan.nothing", **called)
    lines = [text(language, "actions.plan.collected", n=n, **called)]
    if left:
        lines.append(text(language, "actions.plan.room", n=left))
    return "\n\n".join(lines)
