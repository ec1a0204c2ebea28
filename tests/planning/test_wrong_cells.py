"""What is wrong in filled planning sheets is told with its cell, and nothing is made of it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice, cell_values
from kano_xl.addresses import address
from kano_xl.languages import LANGUAGES, text
from kano_xl.planning.actions_sheet import actions_sheet
from kano_xl.planning.filling import (
    ActionFilling,
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Requirement,
    Typed,
    Wanted,
)
from kano_xl.planning.grid import GridCell, GridSheet
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.priority_layout import PriorityLayout
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import analysis
from planning.recalculated import differences

FOUND = analysis("en")
KNOWN = KnownFeatures.of(FOUND)
MATRIX = priority_sheet(
    Words("en"),
    "Matrix",
    PriorityFilling((Wanted("Chat", 4, 2, 3, 5, 5, 5), Wanted("Our own", 3, 5, 1))),
    KNOWN,
)
HOUSE = house_sheet(
    "en",
    "House",
    HouseFilling(
        (Requirement("Chat", 5, 3, 2, 4, 5, 1.2), Requirement("Our own", 2)),
        (Characteristic("Speed"), Characteristic("Price")),
        {(0, 0): 9, (1, 1): 1},
        {(0, 1): -1},
    ),
    KNOWN,
)


def written(path: Path, *sheets: GridSheet) -> Path:
    path.write_bytes(plan_workbook_bytes(sheets, FOUND, "Plan", date(2026, 1, 1)))
    return path


def typed_over(sheet: GridSheet, row: int, column: int, typed: Typed) -> GridSheet:
    cell = GridCell(typed, sheet.cells[row, column].look)
    return replace(sheet, cells={**sheet.cells, (row, column): cell})


def wrong_of(path: Path, sheet: GridSheet, name: str, typed: Typed) -> list[tuple[object, ...]]:
    """The wrong cells after something was typed into the last cell of a name, in its first row."""
    area = sheet.names[name]
    row, column = area.row, area.last_column
    written(path, typed_over(sheet, row, column, typed))
    filled = read_filled(path)
    assert filled is not None
    found = wrong_cells(filled.sheets[0])
    assert {each.place.cell for each in found} <= {address(row, column)}
    return [(each.code, each.values["given"]) for each in found]


@pytest.mark.parametrize(
    ("sheet", "name", "wrong", "right", "code"),
    [
        (MATRIX, "Plan_Urgency", 99, 5, "plan_cell_range"),
        (MATRIX, "Plan_Urgency", -5, 1, "plan_cell_range"),
        (MATRIX, "Plan_Urgency", "4", 4, "plan_cell_range"),
        (MATRIX, "Plan_Importance", 0, None, "plan_cell_range"),
        (MATRIX, "Plan_Effort", -1, 0, "plan_cell_least"),
        (MATRIX, "Plan_Benefit", 10, 9, "plan_cell_range"),
        (MATRIX, "Plan_Budget", "much", 20, "plan_cell_least"),
        (MATRIX, "Plan_Scoring", "rubbish", "Wiegers (1999)", "plan_cell_pick"),
        (HOUSE, "Plan_Relations", "●", 9, "plan_cell_relation"),
        (HOUSE, "Plan_Relations", 5, 3, "plan_cell_relation"),
        (HOUSE, "Plan_Relations", "9", 1, "plan_cell_relation"),
        (HOUSE, "Plan_Roof", 7, -2, "plan_cell_roof"),
        (HOUSE, "Plan_Target", 6, 5, "plan_cell_range"),
        (HOUSE, "Plan_SalesPoint", 12, 1.5, "plan_cell_range"),
        (HOUSE, "Plan_Adjustment", "rubbish", "keine", "plan_cell_pick"),
        (HOUSE, "Plan_Weighting", 1, None, "plan_cell_pick"),
    ],
)
def test_what_does_not_belong_there(
    sheet: GridSheet, name: str, wrong: Typed, right: Typed, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    assert wrong_of(path, sheet, name, wrong) == [(code, str(wrong))]
    assert wrong_of(path, sheet, name, right) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_refused(language: str, tmp_path: Path) -> None:
    rows = (Wanted("Chat", 4, 99), Wanted("", 9, 9), Wanted("Our own", 3, 2, -1))
    sheet = priority_sheet(Words("en"), "Matrix", PriorityFilling(rows), KNOWN)
    plan, target = written(tmp_path / "plan.xlsx", sheet), tmp_path / "list.csv"
    values = {"given": "99", "low": "1", "high": "5"}
    reason = text(language, "problems.plan_cell_range", **values)
    meant = text(language, "problems.plan_wrong_cells", reason=reason, more=1)
    for kind, asked in (
        ("priority-matrix", ("--csv", target)),
        ("priority-matrix", ("--json", "-")),
        ("all", ("--json", "-")),
        # Measures are collected by what a matrix calculates.
        ("action-plan", ("-o", tmp_path / "actions.xlsx")),
    ):
        done = kano("plan", kind, plan, *asked, "--language", language)
        assert (done.code, done.out) == (2, "")
        assert done.err.strip().endswith(f"plan.xlsx, 'Matrix'!G8: {meant}")
    assert [each.name for each in tmp_path.iterdir()] == ["plan.xlsx"]


def test_an_action_plan_tells_each_wrong_cell(tmp_path: Path) -> None:
    rows = (
        PlannedMeasure("Hire", due="2026-13-01", status="nearly", then_category="must-be"),
        PlannedMeasure("Train", due="2026-03-01", status="offen", then_better=25),
        PlannedMeasure(due="never"),
    )
    sheet = actions_sheet("en", "Plan", ActionFilling(rows), KNOWN, date(2026, 1, 1))
    plan = written(tmp_path / "plan.xlsx", sheet)
    done = kano("plan", "action-plan", plan, "--json", "-", "--language", "en")
    assert done.code == 0
    assert len(json.loads(done.out)["sheets"][0]["measures"]) == 3
    told = [line.partition(": ")[0] for line in done.err.strip().splitlines()]
    assert told == [f"plan.xlsx, 'Plan'!{cell}" for cell in ("F9", "G9", "I9", "J10")]


def test_must_be_needs_without_a_rank_are_listed_last(tmp_path: Path) -> None:
    (must,) = (each.name for each in KNOWN.features if each.category == "M")
    rows = (Wanted(must, 5), Wanted("Our own", 3), Wanted("Chat", 4, 2))
    sheet = priority_sheet(Words("en"), "Matrix", PriorityFilling(rows), KNOWN)
    plan, target = written(tmp_path / "plan.xlsx", sheet), tmp_path / "list.csv"
    assert kano("plan", "priority-matrix", plan, "--csv", target).code == 0
    _, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert [line[:2] for line in lines] == [["1", "Chat"], ["", must]]


def test_what_a_workbook_has_not(tmp_path: Path) -> None:
    plan, target = written(tmp_path / "plan.xlsx", HOUSE, MATRIX), tmp_path / "list.csv"
    call = ("plan", "house-of-quality", plan, "--csv", target, "--language", "en")
    done = kano(*call)
    assert done.code == 2
    assert text("en", "problems.plan_no_list") in done.err
    done = kano("plan", "action-plan", plan, "--csv", target, "--language", "en")
    assert done.code == 2
    known = "house-of-quality, priority-matrix"
    assert text("en", "problems.plan_not_among", known=known) in done.err
    done = kano("plan", "house-of-quality", tmp_path / "nowhere.xlsx", "--json", "-")
    assert done.code == 2
    assert "there is no such file" in done.err
    done = kano("plan", "priority-matrix", plan, "--csv", "-", "--language", "en")
    assert (done.code, text("en", "problems.plan_csv_file") in done.err) == (2, True)
    assert not target.exists()


def test_a_list_tells_what_is_not_in_it(tmp_path: Path) -> None:
    """Of several matrices the first is listed; names that the survey has not are told."""
    rows = (Wanted("Chat", 4, 2), Wanted("Our own\n need", 3, 2))
    second = priority_sheet(Words("en"), "Second", PriorityFilling(rows), KNOWN)
    plan, target = written(tmp_path / "plan.xlsx", MATRIX, second), tmp_path / "list.csv"
    done = kano("plan", "priority-matrix", plan, "--csv", target, "--language", "en")
    assert done.code == 0
    named = {"sheet": "“Matrix”", "left": "“Second”"}
    assert text("en", "terminal.plan_first", **named) in done.err
    assert "Not in the survey’s result: " in done.err
    assert "Our own" in done.err
    alone = written(tmp_path / "alone.xlsx", second)
    done = kano("plan", "priority-matrix", alone, "--csv", target, "--overwrite")
    assert "--json" not in done.err


def test_the_sheet_sees_through_blanks_and_says_what_is_no_way_of_scoring(
    office: LibreOffice, tmp_path: Path
) -> None:
    rows = tuple(
        Wanted(name, None, 3)
        for name in ("chat ", "Strong  account security", " Daily\u00a0calls", "Dailycalls", " ")
    )
    rows = (*rows, Wanted("Our own", 3, 5, 1, 9, 1, 10))
    blanks = priority_sheet(Words("en"), "Matrix", PriorityFilling(rows), KNOWN)
    assert [blanks.cells[row, 2].value for row in range(7, 11)] == ["A", "M", "R", ""]
    assert blanks.cells[12, PriorityLayout(6).at("check")].value == text(
        "en", "planning.priority.says.range"
    )
    at = MATRIX.names["Plan_Scoring"]
    both = (blanks, typed_over(MATRIX, at.row, at.column, "rubbish"))
    paths = [written(tmp_path / f"{n}.xlsx", sheet) for n, sheet in enumerate(both)]
    opened = office.convert(paths, "xlsx")
    assert not differences(blanks, cell_values(opened[0])["Matrix"])
    assert text("en", "planning.priority.no_way") in cell_values(opened[1])["Matrix"].values()
