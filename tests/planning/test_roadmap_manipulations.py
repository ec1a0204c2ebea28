"""What teams do to a planned roadmap: nothing typed is lost, and changes are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import NEEDS, Buildable, RoadmapFilling, Tie, with_room
from kano_xl.planning.roadmap_layout import NAME, STATUS, RoadmapLayout
from kano_xl.planning.roadmap_reading import read_roadmap
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis
from planning.test_roadmap_sheet import planned

WIDE = 400
ROWS = tuple(Buildable(name, 2 + index) for index, name in enumerate(FEATURES[:5]))
TIE = Tie(FEATURES[1], NEEDS, FEATURES[2])
FILLING = RoadmapFilling(ROWS, (TIE,), (6, 9, None, None))
PLACE = RoadmapLayout(7, len(ROWS) + 3, 8)
FIRST, RELATION = PLACE.body, PLACE.tie_body


def whole_row(row: int) -> tuple[int, int, int, int]:
    return row, 0, 1, WIDE


@dataclass(frozen=True)
class Done:
    """What somebody does, what is then filled in, and whether that has to be planned again."""

    change: Callable[[Any], None]
    rows: tuple[Buildable, ...] = ROWS
    ties: tuple[Tie, ...] = (TIE,)
    told: bool = True


def copied_row(sheet: Any) -> None:
    sheet.office.insert(sheet.number, whole_row(FIRST + 2))
    sheet.office.copy_within(sheet.number, whole_row(FIRST + 1), FIRST + 2, 0)
    sheet.office.write(sheet.number, (FIRST + 2, NAME, 1, 1), [["New"]])


def copied_relation(sheet: Any) -> None:
    sheet.office.insert(sheet.number, whole_row(RELATION + 1))
    sheet.office.copy_within(sheet.number, whole_row(RELATION), RELATION + 1, 0)
    sheet.office.write(sheet.number, (RELATION + 1, NAME, 1, 1), [[FEATURES[0]]])


def sorted_by_name(sheet: Any) -> None:
    area = FIRST, 0, len(ROWS), PLACE.last + 1
    sheet.office.sort_rows(sheet.number, area, NAME, True)


def inserted_column(sheet: Any) -> None:
    sheet.office.insert_columns(sheet.number, PLACE.at("chosen"), 1)


NEW = Buildable("New", ROWS[1].effort)
CHANGES = {
    "Copied": Done(copied_row, (*ROWS[:2], NEW, *ROWS[2:])),
    "Deleted": Done(
        lambda sheet: sheet.office.delete(sheet.number, whole_row(FIRST + 4)), ROWS[:4]
    ),
    "Sorted": Done(
        sorted_by_name, tuple(sorted(ROWS, key=lambda each: each.name.casefold())), told=False
    ),
    "Relation": Done(copied_relation, ties=(TIE, Tie(FEATURES[0], NEEDS, FEATURES[2]))),
    "No relation": Done(
        lambda sheet: sheet.office.delete(sheet.number, whole_row(RELATION)), ties=()
    ),
    "Column": Done(inserted_column, told=False),
    "Renamed": Done(lambda sheet: sheet.office.name_sheet(sheet.number, "Our's (2)"), told=False),
}


def test_changes_of_sheets(excel: xlwings.App, tmp_path: Path) -> None:
    found, plan = analysis("en"), planned(FILLING)
    known = KnownFeatures.of(found)
    sheets = [
        roadmap_sheet(Words("en"), title, with_room(FILLING), known, plan) for title in CHANGES
    ]
    path, target = tmp_path / "plan.xlsx", tmp_path / "changed.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", date(2026, 1, 1)))
    book = excel.books.open(path)
    for index, each in enumerate(CHANGES.values()):
        each.change(book.sheets[index].impl)
    book.app.calculate()
    book.save(target)
    book.close()
    filled, values = read_filled(target), cell_values(target)
    assert filled is not None
    changed = text("en", "roadmap.status.changed")
    for sheet, (title, done) in zip(filled.sheets, CHANGES.items(), strict=True):
        back = read_roadmap(sheet)
        if title == "Sorted":
            assert set(back.rows) == set(done.rows)
        else:
            assert back.rows == done.rows, title
        assert back.ties == done.ties, title
        assert back.budgets == FILLING.budgets, title
        cells = values[sheet.title]
        assert (cells[address(STATUS, NAME)] == changed) == done.told, title
        assert not [key for key, each in cells.items() if str(each).startswith("#REF")], title
