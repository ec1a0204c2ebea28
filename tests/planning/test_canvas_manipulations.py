"""What teams do to a strategy canvas: nothing typed is lost, and what follows stays right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.canvas_layout import BODY, CanvasLayout
from kano_xl.planning.canvas_numbers import calculate_canvas
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.canvas_sheet import canvas_sheet
from kano_xl.planning.reading import FilledWorkbook, read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis

WIDE = 500
ROWS = (
    Factor("Chat", 3, 7, (5, 6, None, None), measure="Two advisers", owner="Ana"),
    Factor("Daily calls", 5, 8, (2, None, None, None)),
    Factor("The price", 6, 6, (8, 2, None, None)),
    Factor(FEATURES[0], 4, 5, (6, 8, None, None)),
    Factor(FEATURES[1], 0, 5, (0, 0, None, None)),
)
PLACE = CanvasLayout(len(ROWS))
Change = Callable[[Any], None]


def whole_row(row: int) -> tuple[int, int, int, int]:
    return row, 0, 1, WIDE


def copied_row(sheet: Any) -> None:
    """A row copied, the copy inserted below it, named and given levels of its own."""
    row = BODY + 1
    sheet.office.insert(sheet.number, whole_row(row + 1))
    sheet.office.copy_within(sheet.number, whole_row(row), row + 1, 0)
    sheet.office.write(sheet.number, (row + 1, 1, 1, 1), [["New factor"]])
    sheet.office.write(sheet.number, (row + 1, PLACE.at("now"), 1, 2), [[4, 0]])


def moved_row(sheet: Any) -> None:
    """The last factor cut and inserted as the second: copied, and then deleted below."""
    sheet.office.insert(sheet.number, whole_row(BODY + 1))
    sheet.office.copy_within(sheet.number, whole_row(BODY + len(ROWS)), BODY + 1, 0)
    sheet.office.delete(sheet.number, whole_row(BODY + len(ROWS)))


def deleted_row(sheet: Any) -> None:
    sheet.office.delete(sheet.number, whole_row(BODY + 1))


def sorted_rows(sheet: Any) -> None:
    area = BODY, 0, len(ROWS), PLACE.hidden[1] + 1
    sheet.office.sort_rows(sheet.number, area, 1, True)


def renamed(sheet: Any) -> None:
    sheet.office.name_sheet(sheet.number, "It's (ours), not theirs")


def third_rival(sheet: Any) -> None:
    """A third rival, whose levels are typed before it has a name."""
    column = PLACE.at("rival_2")
    sheet.office.write(sheet.number, (BODY, column, 2, 1), [[1], [10]])


CHANGES: dict[str, Change] = {
    "copied": copied_row,
    "moved": moved_row,
    "deleted": deleted_row,
    "sorted": sorted_rows,
    "renamed": renamed,
    "third rival": third_rival,
}


def changed(excel: xlwings.App, folder: Path, change: Change) -> tuple[FilledWorkbook, Any]:
    """The workbook after a change of its sheet, and the values that the sheet then holds."""
    found = analysis("en")
    filling = CanvasFilling(ROWS, ("Bank Nord", "Fin", "", ""))
    sheet = canvas_sheet("en", "Canvas", filling, KnownFeatures.of(found))
    path, target = folder / "canvas.xlsx", folder / "changed.xlsx"
    path.write_bytes(plan_workbook_bytes([sheet], found, "Plan", date(2026, 1, 1)))
    book = excel.books.open(path)
    change(book.sheets[0].impl)
    book.app.calculate()
    book.save(target)
    book.close()
    filled = read_filled(target)
    assert filled is not None
    return filled, cell_values(target)[filled.sheets[0].title]


@pytest.mark.parametrize("key", CHANGES)
def test_what_is_typed_stays_and_what_follows_is_right(
    key: str, excel: xlwings.App, tmp_path: Path
) -> None:
    filled, values = changed(excel, tmp_path, CHANGES[key])
    (sheet,) = filled.sheets
    canvas = read_canvas(sheet)
    names = [each.name for each in canvas.rows]
    expected = [each.name for each in ROWS]
    if key == "copied":
        expected.insert(2, "New factor")
    if key == "moved":
        expected.insert(1, expected.pop())
    if key == "deleted":
        del expected[1]
    if key == "sorted":
        expected = names if sorted(names) == sorted(expected) and names != expected else []
    assert names == expected
    by_name = {each.name: each for each in canvas.rows}
    for typed in ROWS:
        if typed.name in by_name and key != "third rival":
            assert by_name[typed.name]._replace(industry=None) == typed
    # The industry is left to the rivals again: it is to follow from what is typed.
    rows = tuple(each._replace(industry=None) for each in canvas.rows)
    found = calculate_canvas(canvas._replace(rows=rows), filled.known)
    area = sheet.area("Plan_Requirements")
    for group, column, meant in (
        ("move", "move", found.moves),
        ("agreement", "agreement", found.agreements),
        ("advice", "advice", found.advice),
    ):
        shown = [
            values.get(address(row, PLACE.at(column)), "") or ""
            for row in range(area.row, area.last_row)
        ]
        assert shown == [text("en", f"canvas.{group}.{each}") if each else "" for each in meant]
    assert_the_lists_are_right(values, found.moves, names, area.last_row)
    warned = [each for each in values.values() if str(each).startswith("✗")]
    told = [text("en", "canvas.warning.unnamed")] if key == "third rival" else []
    assert warned == told


def assert_the_lists_are_right(
    values: Any, moves: tuple[str, ...], names: list[str], sentinel: int
) -> None:
    head = sentinel + 3
    for action, column in (("eliminate", 0), ("raise", PLACE.at("now"))):
        meant = [name[:30] for name, each in zip(names, moves, strict=True) if each == action]
        shown = [values.get(address(head + 1 + at, column), "") for at in range(len(ROWS))]
        assert [each for each in shown if each] == meant
        assert values[address(head, column)] == f"{action} ({len(meant)})"


def test_a_copied_sheet_has_rivals_and_levels_of_its_own(
    excel: xlwings.App, tmp_path: Path
) -> None:
    def copied(sheet: Any) -> None:
        copy = sheet.office.copy_sheet(sheet.number, sheet.book.number, 1)
        sheet.office.write(copy, (PLACE.heads.row, PLACE.at("rival_1"), 1, 1), [[""]])
        sheet.office.write(copy, (BODY, PLACE.at("after"), 1, 1), [[0]])

    filled, _ = changed(excel, tmp_path, copied)
    first, second = (read_canvas(each) for each in filled.sheets)
    assert (first.rivals[1], second.rivals[1]) == ("Fin", "")
    assert (first.rows[0].after, second.rows[0].after) == (7.0, 0.0)
    # Without its name the second rival counts nowhere: 5.5 was the mean of 5 and 6.
    assert (first.rows[0].industry, second.rows[0].industry) == (5.5, 5.0)


def test_a_row_above_the_first_is_told_and_refused(excel: xlwings.App, tmp_path: Path) -> None:
    def above(sheet: Any) -> None:
        sheet.office.insert(sheet.number, whole_row(BODY))
        sheet.office.copy_within(sheet.number, whole_row(BODY + 1), BODY, 0)

    filled, values = changed(excel, tmp_path, above)
    assert text("en", "planning.outside") in values.values()
    found = [(each.code, each.place.cell) for each in wrong_cells(filled.sheets[0])]
    assert found == [("plan_cell_outside", address(BODY, 1))]


def test_a_row_without_formulas_is_told(excel: xlwings.App, tmp_path: Path) -> None:
    def blank_row(sheet: Any) -> None:
        row = PLACE.sentinel
        sheet.office.insert(sheet.number, whole_row(row))
        sheet.office.write(sheet.number, (row, 1, 1, 1), [["At the end"]])

    filled, values = changed(excel, tmp_path, blank_row)
    assert read_canvas(filled.sheets[0]).rows[-1].name == "At the end"
    assert text("en", "planning.house.warning.row") in values.values()
