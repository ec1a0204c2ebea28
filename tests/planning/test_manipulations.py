"""What teams do to planning sheets: nothing typed is lost, and what is calculated stays right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.actions_layout import BODY as FIRST_MEASURE
from kano_xl.planning.actions_layout import ActionsLayout
from kano_xl.planning.actions_numbers import calculate_actions
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.actions_sheet import actions_sheet
from kano_xl.planning.filling import (
    ActionFilling,
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Requirement,
    Wanted,
)
from kano_xl.planning.house_layout import BODY, FIRST, HouseLayout
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.priority_layout import BODY as FIRST_NEED
from kano_xl.planning.priority_layout import PriorityLayout
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.reading import FilledSheet, FilledWorkbook, read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis

WIDE = 500
"""More columns than a sheet of these uses, hidden ones too."""

NEEDS = (FEATURES[0], FEATURES[1], "Chat", "Our own need")
HOUSE = HouseFilling(
    tuple(Requirement(name, 5 - i, 2, 3, 4, 5, 1.2) for i, name in enumerate(NEEDS)),
    tuple(Characteristic(f"T{j}", "%", "▲", j, 2) for j in range(4)),
    {(0, 0): 9, (1, 1): 3, (2, 2): 9, (3, 3): 1, (0, 3): 3},
    {(0, 1): -1, (2, 3): -2, (0, 3): 1},
    "chaudha",
)
PRIORITY = PriorityFilling(
    tuple(Wanted(name, 5 - i, i + 2, 10 + i) for i, name in enumerate(NEEDS)), budget=25
)
DAYS = ("2025-03-01", "2099-01-01", "soon", "2025-01-01")
ACTIONS = ActionFilling(
    tuple(
        PlannedMeasure(
            f"Do {name}"[:20], name, "Matrix", f"Owner {i}", DAYS[i], "open", None, "O", 0.5, -0.5,
            origin=f"priority-matrix: {i}",
        )
        for i, name in enumerate(NEEDS)
    )
)  # fmt: skip
PLACE, LIST, PLAN = HouseLayout(4, 4), PriorityLayout(4), ActionsLayout(4)

Change = Callable[[Any], None]


def whole_row(row: int) -> tuple[int, int, int, int]:
    return row, 0, 1, WIDE


def copied_row(row: int, name: str) -> Change:
    """A row copied, the copy inserted below it and given a name of its own."""

    def change(sheet: Any) -> None:
        sheet.office.insert(sheet.number, whole_row(row + 1))
        sheet.office.copy_within(sheet.number, whole_row(row), row + 1, 0)
        sheet.office.write(sheet.number, (row + 1, 1, 1, 1), [[name]])

    return change


def copied_column(sheet: Any) -> None:
    """A column copied, the copy inserted beside it, and a row for it in the triangle."""
    sheet.office.insert_columns(sheet.number, FIRST + 2, 1)
    sheet.office.copy_within(sheet.number, (0, FIRST + 1, PLACE.end, 1), 0, FIRST + 2)
    sheet.office.write(sheet.number, (12, FIRST + 2, 1, 1), [["T new"]])


def deleted_row(row: int) -> Change:
    return lambda sheet: sheet.office.delete(sheet.number, whole_row(row))


def blank_row(row: int) -> Change:
    """An empty row before the grey one, with a name typed into it."""

    def change(sheet: Any) -> None:
        sheet.office.insert(sheet.number, whole_row(row))
        sheet.office.write(sheet.number, (row, 1, 1, 1), [["At the end"]])

    return change


def sorted_by(first: int, column: int, wide: int) -> Change:
    def change(sheet: Any) -> None:
        area = first, 0, len(NEEDS), wide
        sheet.office.sort_rows(sheet.number, area, column, True)

    return change


def renamed(sheet: Any) -> None:
    sheet.office.name_sheet(sheet.number, f"It's (ours), not theirs {sheet.number}")


def made(folder: Path) -> Path:
    """A workbook with a house, a matrix and an action plan."""
    found = analysis("en")
    known = KnownFeatures.of(found)
    sheets = [
        house_sheet("en", "House", HOUSE, known),
        priority_sheet(Words("en"), "Matrix", PRIORITY, known),
        actions_sheet("en", "Plan", ACTIONS, known, date(2026, 1, 1)),
    ]
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", date(2026, 1, 1)))
    return path


def changed(
    excel: xlwings.App, folder: Path, *changes: Change | None
) -> tuple[FilledWorkbook, dict[str, dict[str, object]]]:
    """The workbook after changes of its sheets, and the values that it then holds."""
    book = excel.books.open(made(folder))
    for index, change in enumerate(changes):
        if change is not None:
            change(book.sheets[index].impl)
    target = folder / "changed.xlsx"
    book.app.calculate()
    book.save(target)
    book.close()
    filled = read_filled(target)
    assert filled is not None
    return filled, cell_values(target)


def along(sheet: FilledSheet, values: dict[str, object], name: str, below: int) -> list[object]:
    """What stands so many rows below the cells of a name."""
    area = sheet.area(name)
    columns = range(area.column, area.last_column + 1)
    return [values.get(address(area.row + below, column)) for column in columns]


def down(sheet: FilledSheet, values: dict[str, object], name: str, beside: int) -> list[object]:
    area = sheet.area(name)
    rows = range(area.row, area.last_row)
    return [values.get(address(row, area.column + beside)) for row in rows]


CHANGES: dict[str, tuple[Change | None, ...]] = {
    "copied row": tuple(
        copied_row(first + 1, "New need") for first in (BODY, FIRST_NEED, FIRST_MEASURE)
    ),
    "deleted row": tuple(deleted_row(first + 1) for first in (BODY, FIRST_NEED, FIRST_MEASURE)),
    "sorted": (
        sorted_by(BODY, 1, PLACE.check + 1),
        sorted_by(FIRST_NEED, 1, LIST.last + 1),
        sorted_by(FIRST_MEASURE, 4, PLAN.hidden[1] + 1),
    ),
    "renamed": (renamed, None, renamed),
}


@pytest.mark.parametrize("key", CHANGES)
def test_what_is_typed_stays_and_what_follows_is_right(
    key: str, excel: xlwings.App, tmp_path: Path
) -> None:
    filled, values = changed(excel, tmp_path, *CHANGES[key])
    first, second, third = filled.sheets
    assert_the_plan_is_right(third, filled, values[third.title], key)
    house = read_house(first)
    names = {each.name for each in house.requirements}
    expected = set(NEEDS)
    if key == "copied row":
        expected |= {"New need"}
    if key == "deleted row":
        expected -= {NEEDS[1]}
    assert names == expected
    assert {each.target for each in house.requirements} == {5.0}
    assert dict(house.roof) == dict(HOUSE.roof)
    found = calculate(house, filled.known)
    sums = along(first, values[first.title], "Plan_FootDifficulty", 1)
    assert sums == pytest.approx(found.numbers.importance.tolist())
    matrix = read_priority(second)
    ranked = calculate_priority(matrix, filled.known)
    if key != "renamed":
        assert {each.name for each in matrix.rows} == expected
    ranks = [each for each in down(second, values[second.title], "Plan_Risk", 2) if each != ""]
    assert ranks == pytest.approx(ranked.rank[~np.isnan(ranked.rank)].tolist())


def assert_the_plan_is_right(
    sheet: FilledSheet, filled: FilledWorkbook, values: dict[str, object], key: str
) -> None:
    plan = read_actions(sheet)
    kept = [each for each in ACTIONS.measures if key != "deleted row" or each.feature != NEEDS[1]]
    same = [each for each in plan.measures if each.measure != "New need"]
    assert sorted(same) == sorted(kept)
    assert len(plan.measures) - len(same) == (key == "copied row")
    # What follows goes along with its row.
    measures = calculate_actions(plan, filled.known, date.today(), ("en",))
    shown = {
        key: [values.get(address(row, PLAN.at(key)), "") or "" for row in rows_of(sheet)]
        for key in ("check", "late", "now_category")
    }
    assert shown["check"] == [
        text("en", f"planning.actions.says.{each.says}") if each.says else "" for each in measures
    ]
    assert shown["late"] == ["late" if each.is_late else "" for each in measures]
    assert "late" in shown["late"]
    assert shown["now_category"] == [each.found.shown for each in measures]


def rows_of(sheet: FilledSheet) -> range:
    """The rows of the measures, without the grey one."""
    area = sheet.area("Plan_Measure")
    return range(area.row, area.last_row)


def test_a_row_without_formulas_is_told(excel: xlwings.App, tmp_path: Path) -> None:
    filled, values = changed(
        excel, tmp_path, blank_row(PLACE.sentinel), None, blank_row(PLAN.sentinel)
    )
    assert read_actions(filled.sheets[2]).measures[-1].measure == "At the end"
    assert text("en", "planning.house.warning.row") in values["Plan"].values()
    assert [each.name for each in read_house(filled.sheets[0]).requirements][-1] == "At the end"
    assert text("en", "planning.house.warning.row") in values["House"].values()


def test_a_new_column_counts_and_its_missing_row_in_the_roof_is_told(
    excel: xlwings.App, tmp_path: Path
) -> None:
    filled, values = changed(excel, tmp_path, copied_column)
    house = read_house(filled.sheets[0])
    assert [each.name for each in house.characteristics] == ["T0", "T1", "T new", "T2", "T3"]
    found = calculate(house, filled.known)
    sums = along(filled.sheets[0], values["House"], "Plan_FootDifficulty", 1)
    assert sums == pytest.approx(found.numbers.importance.tolist())
    assert text("en", "planning.house.warning.roof_rows") in values["House"].values()


def test_a_copied_sheet_has_settings_of_its_own(excel: xlwings.App, tmp_path: Path) -> None:
    book = excel.books.open(made(tmp_path))
    sheet = book.sheets[0].impl
    copy = sheet.office.copy_sheet(sheet.number, book.impl.number, 1)
    plan = book.sheets[3].impl  # the copied house stands before it
    plan_copy = plan.office.copy_sheet(plan.number, book.impl.number, 4)
    plan.office.write(plan_copy, (FIRST_MEASURE, PLAN.at("owner"), 1, 1), [["Somebody else"]])
    other = text("en", "planning.house.adjustment.tan_shen")
    sheet.office.write(copy, (2, 2, 1, 1), [[other]])
    target = tmp_path / "copied.xlsx"
    book.app.calculate()
    book.save(target)
    book.close()
    filled = read_filled(target)
    assert filled is not None
    houses = [read_house(each) for each in filled.sheets if each.key == "house"]
    assert [each.adjustment for each in houses] == ["chaudha", "tan-shen"]
    assert houses[0].requirements == houses[1].requirements
    plans = [read_actions(each).measures for each in filled.sheets if each.key == "actions"]
    assert sorted(each[0].owner for each in plans) == ["Owner 0", "Somebody else"]  # type: ignore[type-var]
    assert plans[0][1:] == plans[1][1:] == ACTIONS.measures[1:]
    values = cell_values(target)
    for sheet_read, house in zip(filled.sheets[:2], houses, strict=True):
        sums = along(sheet_read, values[sheet_read.title], "Plan_FootDifficulty", 1)
        expected = calculate(house, filled.known).numbers.importance
        assert sums == pytest.approx(expected.tolist())
