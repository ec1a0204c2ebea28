"""A filled workbook of planning sheets: which sheets there are, and what stands in their cells.

Everything is found by the names of a sheet's own, so rows and columns may have been inserted,
and sheets renamed, moved and copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kano_xl.addresses import address, column_number
from kano_xl.category_names import LETTERS
from kano_xl.errors import InputError, Place
from kano_xl.model.measures import RESULTS, shown_in
from kano_xl.names import COLUMNS, block
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea
from kano_xl.planning.results import OPEN_VERDICT, KnownFeature, KnownFeatures
from kano_xl.survey.files.kind import XLSX, find_kind
from kano_xl.survey.files.xlsx import XlsxFile
from kano_xl.survey.sheet import Cells, Value

PREFIX = "Plan_"
"""How the names of a planning sheet's own begin."""

KINDS: Mapping[str, str] = {
    "house": "Plan_House",
    "priority": "Plan_Priority",
    "actions": "Plan_Actions",
    "roadmap": "Plan_Roadmap",
    "blueprint": "Plan_Blueprint",
    "journey": "Plan_Journey",
    "canvas": "Plan_Canvas",
}
"""The key of a sheet, and the name of its own that tells it."""

NAMES_OF_FEATURES = dict.fromkeys(("actions", "journey", "blueprint"), "Plan_Feature")
USUAL_FEATURES = "Plan_Requirements"
"""The name of a sheet's own for the cells in which features are named."""

ACROSS = frozenset({"journey", "blueprint"})
"""The sheets whose features stand beside each other, in one row."""

_WIDEST = 40
"""Columns among which the headers of the block are looked for."""

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

    def wrong(self, code: str, row: int, column: int, **values: object) -> InputError:
        """What is wrong with a cell, as an error with its place and with what stands there."""
        place = Place(self.file, self.title, address(row, column))
        return InputError(code, place, **{"given": self.text(row, column), **values})

    def features(self) -> list[str]:
        """What was typed where the name of a feature, or of a need of the team's own, belongs."""
        area = self.area(NAMES_OF_FEATURES.get(self.key, USUAL_FEATURES))
        rows = range(area.row, area.last_row + 1)
        last = area.last_column if self.key in ACROSS else area.column
        columns = range(area.column, last + 1)
        return [name for row in rows for at in columns if (name := self.text(row, at))]

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
    """The planning sheets of a file, and the features that they look up.

    Attributes:
        sheets: in the order of the workbook.
        known: the features in the block of results.
        results: the block itself, a row for each of them: its columns by their keys.
    """

    sheets: tuple[FilledSheet, ...]
    known: KnownFeatures
    results: tuple[Mapping[str, Typed], ...] = ()


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
    block = _block(areas, cells, path.name)
    if block is None:
        return FilledWorkbook(tuple(sheets), KnownFeatures())
    results = tuple(_results(block))
    return FilledWorkbook(tuple(sheets), KnownFeatures(list(map(known_feature, results))), results)


def _areas(book: XlsxFile) -> dict[str, dict[str, GridArea]]:
    """Title of a sheet → names that stand for cells of it."""
    found: dict[str, dict[str, GridArea]] = {}
    there = set(book.sheet_names)
    for name, refers_to in book.defined:
        target = block(f"={refers_to}")
        area = None if target is None else _area(target[1])
        # A program that deletes a sheet may leave its names.
        if target is not None and area is not None and target[0] in there:
            found.setdefault(target[0], {})[name] = area
    return found


def _area(address: str) -> GridArea | None:
    corners = [_CELL.fullmatch(each) for each in address.split(":")]
    if any(each is None for each in corners):
        return None
    rows = [int(each[2]) - 1 for each in corners if each]
    columns = [column_number(each[1]) - 1 for each in corners if each]
    return GridArea(rows[0], columns[0], rows[-1], columns[-1])


def _block(
    areas: Mapping[str, Mapping[str, GridArea]], cells: Callable[[str], Cells], file: str
) -> FilledSheet | None:
    """The sheet with the block of results; None where there is none."""
    for title, own in areas.items():
        if all(name in own for name in COLUMNS.values()):
            return FilledSheet("results", title, file, own, cells(title))
    return None


def _results(sheet: FilledSheet) -> Iterator[Mapping[str, Typed]]:
    """The rows of the block: columns that have a name, and those whose header is a key."""
    area = sheet.area(COLUMNS["feature"])
    columns = {key: sheet.area(name).column for key, name in COLUMNS.items()}
    heads = {sheet.text(area.row - 1, at): at for at in range(_WIDEST)} if area.row else {}
    keys = [measure.key for measure in shown_in(RESULTS)]
    columns = {key: heads[key] for key in keys if key in heads} | columns
    for row in range(area.row, area.last_row + 1):
        if sheet.text(row, area.column):
            yield {key: sheet.typed(row, at) for key, at in columns.items()}


def known_feature(row: Mapping[str, Typed]) -> KnownFeature:
    """What planning sheets look up, of a row of the block of results."""
    letter = str(row["category"] or "")
    known = letter if letter in LETTERS else ""
    is_open = row["verdict"] == OPEN_VERDICT
    better, worse = _number(row["better"]), _number(row["worse"])
    verdict = str(row["verdict"] or "")
    return KnownFeature(_as_text(row["feature"]), known, is_open, better, worse, verdict)


def _as_text(value: Typed) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(value: Typed) -> float:
    return value if isinstance(value, float) else float("nan")
