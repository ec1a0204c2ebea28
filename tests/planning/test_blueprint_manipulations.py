"""What teams do to a service blueprint: nothing typed is lost, what is calculated stays right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_layout import WARNING, BlueprintLayout
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import FIRST, LABEL
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis

FOUND = analysis("en")
STEPS = (
    BlueprintStep("A0", "A", "A1", "A2", "A3", 1.0, None, None, None, FEATURES[0]),
    BlueprintStep(None, "B", "B1", "B2", "B3", 2.0, "F", "W", "Slow", FEATURES[0]),
    BlueprintStep("C0", "C", "C1", None, None, 4.0, None, "W", None, FEATURES[5]),
    BlueprintStep("D0", "D", "D1", "D2", "D3", None, "F", None, None, FEATURES[0], "Do", "Ana"),
    BlueprintStep("E0", "E", None, None, None, 8.0),
)
A, B, C, D, E = STEPS
PLACE = BlueprintLayout(len(STEPS))
HIGH = PLACE.hidden[1] + 1


class Done(NamedTuple):
    """What somebody does, which steps there are then, and which warning there is."""

    change: Callable[[Any], None]
    steps: tuple[BlueprintStep, ...]
    warning: str = ""


def column(at: int) -> tuple[int, int, int, int]:
    return 0, at, HIGH, 1


def copied(source: int, target: int) -> Callable[[Any], None]:
    """A column copied, and the copy inserted with another name."""

    def change(sheet: Any) -> None:
        sheet.office.insert_columns(sheet.number, target, 1)
        sheet.office.copy_within(sheet.number, column(source), 0, target)
        sheet.office.write(sheet.number, (PLACE.at("customer"), target, 1, 1), [["New"]])

    return change


def moved(source: int, target: int) -> Callable[[Any], None]:
    """A column cut, inserted further left, and its empty place deleted."""

    def change(sheet: Any) -> None:
        sheet.office.insert_columns(sheet.number, target, 1)
        sheet.office.move(sheet.number, column(source + 1), sheet.number, 0, target)
        sheet.office.insert_columns(sheet.number, source + 1, -1)

    return change


def blank(sheet: Any) -> None:
    """A column inserted empty, and something typed into it."""
    sheet.office.insert_columns(sheet.number, FIRST + 1, 1)
    sheet.office.write(sheet.number, (PLACE.at("customer"), FIRST + 1, 1, 1), [["New"]])


def new(step: BlueprintStep) -> BlueprintStep:
    return step._replace(customer="New")


CHANGES = {
    "Copied": Done(copied(FIRST + 1, FIRST + 2), (A, B, new(B), C, D, E)),
    "First": Done(copied(FIRST + 1, FIRST), (new(A), A, B, C, D, E)),
    "Last": Done(copied(FIRST + 3, PLACE.end), (A, B, C, D, E, new(D))),
    "Moved": Done(moved(FIRST + 3, FIRST), (D, A, B, C, E)),
    "Deleted": Done(
        lambda sheet: sheet.office.insert_columns(sheet.number, FIRST + 1, -1), (A, C, D, E)
    ),
    "Blank": Done(blank, (A, BlueprintStep(customer="New"), B, C, D, E), "column"),
    "Outside": Done(copied(FIRST + 1, PLACE.end + 1), STEPS, "outside"),
    "Left": Done(copied(FIRST + 1, FIRST - 1), STEPS, "outside"),
    "Renamed": Done(lambda sheet: sheet.office.name_sheet(sheet.number, "Our's (2)"), STEPS),
}

TOLD = {"outside": "planning.outside", "column": "blueprint.warning.column"}
"""Where the words of a warning are."""


def test_changes_of_columns(excel: xlwings.App, tmp_path: Path) -> None:
    known = KnownFeatures.of(FOUND)
    sheets = [blueprint_sheet("en", title, BlueprintFilling(STEPS), known) for title in CHANGES]
    path, target = tmp_path / "plan.xlsx", tmp_path / "changed.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, FOUND, "Plan", date(2026, 1, 1)))
    book = excel.books.open(path)
    for index, each in enumerate(CHANGES.values()):
        each.change(book.sheets[index].impl)
    book.app.calculate()
    book.save(target)
    book.close()
    filled, values = read_filled(target), cell_values(target)
    assert filled is not None
    for sheet, (title, done) in zip(filled.sheets, CHANGES.items(), strict=True):
        cells = values[sheet.title]
        back = read_blueprint(sheet)
        assert back.steps == done.steps, title
        told = text("en", TOLD[done.warning]) if done.warning else ""
        assert cells.get(address(WARNING, LABEL), "") == told, title
        outside = [each.place.cell for each in wrong_cells(sheet)]
        assert len(outside) == (done.warning == "outside"), title
        assert not [key for key, each in cells.items() if str(each).startswith("#")], title
        if not done.warning:
            assert_it_says_what_the_twin_says(calculate_blueprint(back, known), cells, title)


def assert_it_says_what_the_twin_says(found: Any, cells: dict[str, object], title: str) -> None:
    """What follows goes along with its column, and the sums know all columns."""
    shown = {
        key: [cells.get(address(PLACE.at(key), FIRST + at), "") for at in range(len(found.steps))]
        for key in ("step", "follows", "check", "letter", "touch", "visibility")
    }
    assert shown["step"] == [each.number for each in found.steps], title
    for key, section in (("follows", "follows"), ("check", "says")):
        keys = [each.follows if key == "follows" else each.says for each in found.steps]
        words = [text("en", f"blueprint.{section}.{each}") if each else "" for each in keys]
        assert shown[key] == words, title
    assert shown["letter"] == [each.found.shown for each in found.steps], title
    for key, lanes in (
        ("touch", ("evidence", "customer")),
        ("visibility", ("onstage", "backstage")),
    ):
        drawn = [all(getattr(each.typed, lane) for lane in lanes) for each in found.steps]
        assert shown[key] == ["↕" if each else "" for each in drawn], title
    counted = {key: cells.get(address(PLACE.counted(key), LABEL)) for key in ("fix", "minutes")}
    assert counted == {"fix": len(found.fix_first), "minutes": found.times.total}, title
