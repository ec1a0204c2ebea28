"""What teams do to the columns of a journey map: everything stays right, and so does the curve."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings

from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.journey_layout import JourneyLayout
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.reading import FilledSheet, read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import FIRST, GREY, START
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, analysis

Change = Callable[[Any], None]

MAP = JourneyFilling(
    tuple(
        Touchpoint(stage, name, emotion=felt, feature=feature, measure="Mend it")
        for stage, name, felt, feature in (
            ("Find", "Advert", 1, ""),
            ("Find", "Fees", -1, FEATURES[0]),
            ("Use", "Lost card", -2, FEATURES[0]),
            ("Use", "Call", 0, FEATURES[7]),
            ("Grow", "Evening", 0, FEATURES[5]),
        )
    )
)
PLACE = JourneyLayout(5)
ROWS = PLACE.hidden[1] + 1


def copied(column: int, before: int) -> Change:
    """A whole column copied, the copy inserted elsewhere and given a name of its own."""

    def change(sheet: Any) -> None:
        office, number = sheet.office, sheet.number
        office.insert_columns(number, before, 1)
        source = column + (before <= column)
        office.copy_within(number, (0, source, ROWS, 1), 0, before)
        office.write(number, (PLACE.at("touchpoint"), before, 1, 1), [["A copy"]])

    return change


def moved(column: int, before: int) -> Change:
    """A whole column cut and inserted elsewhere."""

    def change(sheet: Any) -> None:
        office, number = sheet.office, sheet.number
        office.insert_columns(number, before, 1)
        source = column + (before <= column)
        office.move(number, (0, source, ROWS, 1), number, 0, before)
        office.insert_columns(number, source, -1)

    return change


def deleted(sheet: Any) -> None:
    sheet.office.insert_columns(sheet.number, FIRST, -2)


def blank(sheet: Any) -> None:
    """An empty column at the end, with a touchpoint typed into it."""
    sheet.office.insert_columns(sheet.number, PLACE.end, 1)
    at = PLACE.at("touchpoint")
    sheet.office.write(sheet.number, (at, PLACE.end, 1, 1), [["New"]])


CHANGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "copied into the middle": (
        copied(FIRST + 1, FIRST + 2),
        ("Advert", "Fees", "A copy", "Lost card", "Call", "Evening"),
    ),
    "copied to the start": (
        copied(FIRST + 2, FIRST),
        ("A copy", "Advert", "Fees", "Lost card", "Call", "Evening"),
    ),
    "copied to the end": (
        copied(FIRST + 1, PLACE.end),
        ("Advert", "Fees", "Lost card", "Call", "Evening", "A copy"),
    ),
    "moved to the start": (
        moved(FIRST + 4, FIRST),
        ("Evening", "Advert", "Fees", "Lost card", "Call"),
    ),
    "moved to the end": (
        moved(FIRST, PLACE.end),
        ("Fees", "Lost card", "Call", "Evening", "Advert"),
    ),
    "deleted": (deleted, ("Lost card", "Call", "Evening")),
}


@pytest.fixture(scope="module")
def changed(
    excel: xlwings.App, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, FilledSheet], KnownFeatures]:
    """A workbook with a map for each change, and one with a column that has no formulas."""
    folder = tmp_path_factory.mktemp("maps")
    found = analysis("en")
    titles = [*CHANGES, "blank"]
    sheets = [journey_sheet("en", each, MAP, KnownFeatures.of(found)) for each in titles]
    path, target = folder / "maps.xlsx", folder / "changed.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", date(2026, 1, 1)))
    book = excel.books.open(path)
    for title, (change, _) in CHANGES.items():
        change(book.sheets[title].impl)
    blank(book.sheets["blank"].impl)
    book.app.calculate()
    book.save(target)
    book.close()
    filled = read_filled(target)
    assert filled is not None
    return target, {each.title: each for each in filled.sheets}, filled.known


def along(sheet: FilledSheet, values: dict[str, object], key: str) -> list[object]:
    """What stands in a row between the grey columns."""
    area = sheet.area("Plan_Touchpoint")
    row = PLACE.at(key)
    columns = range(area.column + 1, area.last_column)
    return [values.get(address(row, column), "") for column in columns]


@pytest.mark.parametrize("key", CHANGES)
def test_columns_may_be_copied_moved_and_deleted(
    key: str, changed: tuple[Path, dict[str, FilledSheet], KnownFeatures]
) -> None:
    path, sheets, known = changed
    sheet, values = sheets[key], cell_values(path)[key]
    read = read_journey(sheet)
    names = CHANGES[key][1]
    assert tuple(each.touchpoint for each in read.touchpoints) == names
    typed = {each.touchpoint: each for each in MAP.touchpoints}
    for each in read.touchpoints:
        if each.touchpoint in typed:
            assert each == typed[each.touchpoint]._replace(emotion=each.emotion)
    journey = calculate_journey(read, known)
    found = journey.touchpoints
    follows = [text("en", f"journey.follows.{each.follows}") for each in found]
    says = [text("en", f"journey.says.{each.says}") if each.says else "" for each in found]
    assert along(sheet, values, "follows") == follows
    assert [each or "" for each in along(sheet, values, "check")] == says
    means = ["" if each.mean is None else each.mean for each in found]
    assert [*along(sheet, values, "mean")] == pytest.approx(means)
    assert along(sheet, values, "line") == [each.emotion for each in found]
    # A stage that comes again is told.
    assert says.count(text("en", "journey.says.again")) == (key in AGAIN)
    counted = {values.get(f"B{row}"): values.get(f"A{row}") for row in range(1, 30)}
    for follow in ("fix", "chance", "stop", "keep"):
        assert counted[text("en", f"journey.count.{follow}")] == journey.count(follow)
    # Each point stands over the middle of its column.
    grey = GREY / PLACE.width
    middles = [(at + 0.5 + grey) / (len(names) + 2 * grey) for at in range(len(names))]
    assert along(sheet, values, "x") == pytest.approx(middles)


AGAIN = ("copied to the start", "copied to the end", "moved to the end")


def test_the_curve_is_fixed_to_both_grey_columns(tmp_path: Path) -> None:
    # Excel stretches a chart between its two anchors; LibreOffice knows the first one alone.
    path = tmp_path / "map.xlsx"
    sheet = journey_sheet("en", "Map", MAP, KnownFeatures())
    path.write_bytes(plan_workbook_bytes([sheet], analysis("en"), "Plan", date(2026, 1, 1)))
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "<xdr:twoCellAnchor>" in drawing
    corners = re.findall(r"<xdr:col>(\d+)</xdr:col><xdr:colOff>(\d+)</xdr:colOff>", drawing)
    assert corners == [(str(START), "0"), (str(PLACE.end + 1), "0")]


def test_a_column_without_formulas_is_told(
    changed: tuple[Path, dict[str, FilledSheet], KnownFeatures],
) -> None:
    path, sheets, _ = changed
    values = cell_values(path)["blank"]
    assert text("en", "journey.warning.column") in values.values()
    assert read_journey(sheets["blank"]).touchpoints[-1].touchpoint == "New"
    for key in CHANGES:
        assert text("en", "journey.warning.column") not in cell_values(path)[key].values()
