"""A filled workbook of planning sheets: which sheets there are, and what stands in their cells.

Everything is found by the names of a sheet's own, so rows and columns may have been inserted,
and sheets renamed, moved and copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kano_xl.addresses import column_number
from kano_xl.errors import InputError, Place
from kano_xl.names import COLUMNS, block
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea
from kano_xl.planning.results import KnownFeature, KnownFeatures
from kano_xl.survey.files.kind import XLSX, find_kind
from kano_xl.survey.files.xlsx import XlsxFile
from kano_xl.survey.sheet import Cells, Value

PREFIX = "Plan_"
"""How the names of a planning sheet's own begin."""

KINDS: Mapping[str, str] = {
    "house": "Plan_House",
    "priority": "Plan_Priority",
    "roadmap": "Plan_Roadmap",
}
"""The key of a sheet, and the name of its own that tells it."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


@dataclass(frozen=True, slots=True, eq=False)
class FilledSheet:
    """A planning sheet in a file.

    Attributes:
        key: one of `KINDS`.
        title: the name on its tab.
        file: the name of the file.
        areas: its own names, and the cells that they stand for.
        cells: by row and column, as far as there are any.
    """

    key: str
    title: str
    file: str
    areas: Mapping[str, GridArea]
    cells: Cells

    def area(self, name: str) -> GridArea:
        """The cells of a name.

        Raises:
            InputError: ``plan_name_missing``: somebody deleted it, or its cells.
        """
        if name not in self.areas:
            raise InputError("plan_name_missing", Place(self.file, self.title), name=name)
        return self.areas[name]

    def typed(self, row: int, column: int) -> Typed:
        """What stands in a cell: a number, a text, or nothing.

        Days are texts in the order of year, month, day.
        """
        value: Value = None
        if row < len(self.cells) and column < len(self.cells[row]):
            value = self.cells[row][column]
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        words = "" if value is None else str(value)
        return words if words.strip() else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, as a text; "" for nothing."""
        value = self.typed(row, column)
        return f"{value:g}" if isinstance(value, float) else value or ""

    def down(self, name: str) -> list[Typed]:
        """What stands in the cells of a name that is one column wide."""
        area = self.area(name)
        return [self.typed(row, area.column) for row in range(area.row, area.last_row + 1)]

    def along(self, name: str) -> list[Typed]:
        """What stands in the cells of a name that is one row high."""
        area = self.area(name)
        columns = range(area.column, area.last_column + 1)
        return [self.typed(area.row, column) for column in columns]

    def grid(self, name: str) -> dict[tuple[int, int], Typed]:
        """What stands in the cells of a name, by row and column within it, empty ones left out."""
        area = self.area(name)
        found = {
            (row - area.row, column - area.column): self.typed(row, column)
            for row in range(area.row, area.last_row + 1)
            for column in range(area.column, area.last_column + 1)
        }
        return {place: value for place, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True, eq=False)
class FilledWorkbook:
    """The planning sheets of a file, and the features that they look up."""

    sheets: tuple[FilledSheet, ...]
    known: KnownFeatures


def read_filled(path: Path) -> FilledWorkbook | None:
    """The planning sheets in a file; None for a file that has none.

    Raises:
        InputError: the file is damaged.
    """
    try:
        if find_kind(path) is not XLSX:
            return None
    except OSError:
        return None
    book = XlsxFile(path)
    areas = _areas(book)
    read: dict[str, Cells] = {}

    def cells(title: str) -> Cells:
        if title not in read:
            read[title] = book.rows(title)
        return read[title]

    sheets = []
    for title in book.sheet_names:
        own = {name: area for name, area in areas.get(title, {}).items() if name[:5] == PREFIX}
        for key, name in KINDS.items():
            if name in own:
                sheets.append(FilledSheet(key, title, path.name, own, cells(title)))
    if not sheets:
        return None
    return FilledWorkbook(tuple(sheets), _known(areas, cells, path.name))


def _areas(book: XlsxFile) -> dict[str, dict[str, GridArea]]:
    """Title of a sheet → names that stand for cells of it."""
    found: dict[str, dict[str, GridArea]] = {}
    for name, refers_to in book.defined:
        target = block(f"={refers_to}")
        area = None if target is None else _area(target[1])
        if target is not None and area is not None:
            found.setdefault(target[0], {})[name] = area
    return found


def _area(address: str) -> GridArea | None:
    corners = [_CELL.fullmatch(each) for each in address.split(":")]
    if any(each is None for each in corners):
        return None
    rows = [int(each[2]) - 1 for each in corners if each]
    columns = [column_number(each[1]) - 1 for each in corners if each]
    return GridArea(rows[0], columns[0], rows[-1], columns[-1])


def _known(areas: Mapping[str, Mapping[str, GridArea]], cells: object, file: str) -> KnownFeatures:
    """The features in the block of results; none where there is no such block."""
    assert callable(cells)
    for title, own in areas.items():
        if all(name in own for name in COLUMNS.values()):
            sheet = FilledSheet("results", title, file, own, cells(title))
            return KnownFeatures(list(_features(sheet)))
    return KnownFeatures()


def _features(sheet: FilledSheet) -> Iterator[KnownFeature]:
    columns = {key: sheet.down(COLUMNS[key]) for key in ("feature", "category", "verdict")}
    numbers = {key: sheet.down(COLUMNS[key]) for key in ("better", "worse")}
    for index, name in enumerate(columns["feature"]):
        if name is None:
            continue
        letter = str(columns["category"][index] or "")
        better, worse = (_number(numbers[key][index]) for key in ("better", "worse"))
        is_open = columns["verdict"][index] == "open"
        known = letter if letter in tuple("MOAIRQ") else ""
        yield KnownFeature(_as_text(name), known, is_open, better, worse)


def _as_text(value: Typed) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(value: Typed) -> float:
    return value if isinstance(value, float) else float("nan")
