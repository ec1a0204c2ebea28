"""A row or column that stands outside a table is told on every planning sheet, and refused."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest
import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.errors import InputError
from kano_xl.languages import text
from kano_xl.planned_filled import read_back, wrong_in_plans
from kano_xl.planning import (
    actions_layout,
    blueprint_layout,
    canvas_layout,
    house_layout,
    journey_layout,
    priority_layout,
    sideways,
)
from kano_xl.planning.actions_sheet import actions_sheet
from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.canvas_sheet import canvas_sheet
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.needs import NAME
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.reading import FilledWorkbook, read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import with_room
from kano_xl.planning.roadmap_layout import LETTER
from kano_xl.planning.roadmap_reading import require_usable
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis
from planning.test_journey_manipulations import MAP
from planning.test_manipulations import ACTIONS, HOUSE, PRIORITY
from planning.test_roadmap_manipulations import FILLING
from planning.test_roadmap_manipulations import PLACE as PLANNED
from planning.test_roadmap_sheet import planned

WIDE = 500
HOUSE_AT = house_layout.HouseLayout(4, 4)
PRIORITY_AT, ACTIONS_AT = priority_layout.PriorityLayout(4), actions_layout.ActionsLayout(4)
CANVAS_AT = canvas_layout.CanvasLayout(2)
JOURNEY_AT, BLUEPRINT_AT = journey_layout.JourneyLayout(5), blueprint_layout.BlueprintLayout(4)
TOUCHPOINT, CUSTOMER = JOURNEY_AT.at("touchpoint"), BLUEPRINT_AT.at("customer")
KINDS = ("house", "priority", "actions", "canvas", "journey", "blueprint", "roadmap")


class Typed(NamedTuple):
    """Where somebody inserts a row or a column, and types into it."""

    kind: str
    row: int
    column: int
    is_column: bool = False


OUTSIDE = {
    "need above": Typed("house", house_layout.BODY, NAME),
    "need below": Typed("house", HOUSE_AT.sentinel + 1, NAME),
    "characteristic before": Typed("house", house_layout.NAMES, house_layout.FIRST, True),
    "characteristic after": Typed("house", house_layout.NAMES, HOUSE_AT.last + 1, True),
    "pair above": Typed("house", HOUSE_AT.roof, house_layout.FIRST + 1),
    "pair below": Typed("house", HOUSE_AT.roof + 4, house_layout.FIRST + 1),
    "wanted above": Typed("priority", priority_layout.BODY, NAME),
    "wanted below": Typed("priority", PRIORITY_AT.sentinel + 1, NAME),
    "measure above": Typed("actions", actions_layout.BODY, ACTIONS_AT.at("measure")),
    "measure below": Typed("actions", ACTIONS_AT.sentinel + 1, ACTIONS_AT.at("feature")),
    "factor above": Typed("canvas", canvas_layout.BODY, NAME),
    "factor below": Typed("canvas", CANVAS_AT.sentinel + 1, NAME),
    "touchpoint before": Typed("journey", TOUCHPOINT, sideways.START, True),
    "touchpoint after": Typed("journey", TOUCHPOINT, JOURNEY_AT.end + 1, True),
    "step before": Typed("blueprint", CUSTOMER, sideways.START, True),
    "step after": Typed("blueprint", CUSTOMER, BLUEPRINT_AT.end + 1, True),
    "feature above": Typed("roadmap", PLANNED.body, NAME),
    "feature below": Typed("roadmap", PLANNED.sentinel + 1, NAME),
    "tie above": Typed("roadmap", PLANNED.tie_body, NAME),
    "tie below": Typed("roadmap", PLANNED.end + 1, NAME),
    "period above": Typed("roadmap", PLANNED.budgets + 1, LETTER),
    "period below": Typed("roadmap", PLANNED.total, LETTER),
}


def sheet_of(kind: str, title: str, known: KnownFeatures) -> GridSheet:
    words, day = Words("en"), date(2026, 1, 1)
    steps = (BlueprintStep(customer="Asks"), BlueprintStep(customer="Pays"))
    factors = (Factor("Chat", 3, 7), Factor(FEATURES[0], 4, 5))
    if kind == "house":
        return house_sheet("en", title, HOUSE, known)
    if kind == "priority":
        return priority_sheet(words, title, PRIORITY, known)
    if kind == "actions":
        return actions_sheet("en", title, ACTIONS, known, day)
    if kind == "canvas":
        return canvas_sheet("en", title, CanvasFilling(factors), known)
    if kind == "journey":
        return journey_sheet("en", title, MAP, known)
    if kind == "blueprint":
        return blueprint_sheet("en", title, BlueprintFilling(steps), known)
    return roadmap_sheet(words, title, with_room(FILLING), known, planned(FILLING))


def typed_outside(sheet: Any, typed: Typed) -> None:
    office, number = sheet.office, sheet.number
    if typed.is_column:
        office.insert_columns(number, typed.column, 1)
    else:
        office.insert(number, (typed.row, 0, 1, WIDE))
    office.write(number, (typed.row, typed.column, 1, 1), [["Lost"]])


@pytest.fixture(scope="module")
def changed(
    excel: xlwings.App, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FilledWorkbook, dict[str, Any]]:
    """A workbook with a sheet for each of these, after that, and untouched sheets of all kinds."""
    found, folder = analysis("en"), tmp_path_factory.mktemp("outside")
    known = KnownFeatures.of(found)
    kinds = {title: each.kind for title, each in OUTSIDE.items()} | {each: each for each in KINDS}
    sheets = [sheet_of(kind, title, known) for title, kind in kinds.items()]
    path, target = folder / "plan.xlsx", folder / "changed.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", date(2026, 1, 1)))
    book = excel.books.open(path)
    for title, typed in OUTSIDE.items():
        typed_outside(book.sheets[title].impl, typed)
    book.app.calculate()
    book.save(target)
    book.close()
    filled = read_filled(target)
    assert filled is not None
    return filled, cell_values(target)


def one_of(filled: FilledWorkbook, title: str) -> FilledWorkbook:
    return FilledWorkbook(
        tuple(each for each in filled.sheets if each.title == title), filled.known, filled.results
    )


@pytest.mark.parametrize("title", OUTSIDE)
def test_what_stands_outside_is_told_and_refused(
    title: str, changed: tuple[FilledWorkbook, dict[str, Any]]
) -> None:
    filled, values = changed
    typed, own = OUTSIDE[title], one_of(filled, title)
    (sheet,) = own.sheets
    cell = address(typed.row, typed.column)
    assert values[title][cell] == "Lost"
    assert text("en", "planning.outside") in values[title].values()
    assert ("plan_cell_outside", cell) in [
        (each.code, each.place.cell) for each in wrong_cells(sheet)
    ]
    if typed.kind == "actions":
        assert cell in [each.place.cell for each in wrong_in_plans(own, ("actions",))]
        assert "Lost" not in read_back(own, ("actions",))
        return
    with pytest.raises(InputError) as refused:
        read_back(own, (typed.kind,))
    assert (refused.value.code, refused.value.place.cell) == ("plan_wrong_cells", cell)
    if typed.kind == "roadmap":
        with pytest.raises(InputError) as refused:
            require_usable(sheet)
        assert refused.value.code == "plan_cell_outside"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_of_a_sheet_as_it_was_made(
    kind: str, changed: tuple[FilledWorkbook, dict[str, Any]]
) -> None:
    filled, values = changed
    assert text("en", "planning.outside") not in values[kind].values()
    (sheet,) = one_of(filled, kind).sheets
    assert not [each for each in wrong_cells(sheet) if each.code == "plan_cell_outside"]
