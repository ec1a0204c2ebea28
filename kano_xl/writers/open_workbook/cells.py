"""What a report puts into the cells of an open workbook, as Excel has to be told it.

Excel takes an assigned text for what somebody types: ``=x`` for a formula, ``1/2`` for a
date, ``007`` for a number. An apostrophe before it keeps it a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from kano_xl.addresses import address, column_number
from kano_xl.report.report import (
    UNDEFINED,
    Band,
    Block,
    CategoryName,
    Cell,
    Formula,
    Link,
    Report,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.typesetting.placement import (
    PlacedParagraph,
    PlacedSheet,
    PlacedTable,
    Placement,
)
from kano_xl.writers.cell_text import cell_text
from kano_xl.writers.links import link_formula

_BLOCK = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")

Typed = str | float
"""What is assigned to a cell: a number, or a text as somebody would type it; "" empties it."""


class Area(NamedTuple):
    """A block of cells: its first row and column, 0-based, and how many there are of each."""

    row: int
    column: int
    rows: int
    columns: int

    @classmethod
    def at(cls, address: str) -> Area | None:
        """The block of an address; None for whole rows or columns, and for several blocks.

        >>> Area.at("$A$2:$B$4"), Area.at("C7")
        (Area(row=1, column=0, rows=3, columns=2), Area(row=6, column=2, rows=1, columns=1))
        >>> Area.at("$A:$B"), Area.at("$A$1,$C$1")
        (None, None)
        """
        found = _BLOCK.fullmatch(address)
        if found is None:
            return None
        left, top, right, bottom = found.groups()
        row, column = int(top) - 1, column_number(left) - 1
        return cls(row, column, int(bottom or top) - row, column_number(right or left) - column)

    @property
    def address(self) -> str:
        """Its address.

        >>> Area(1, 0, 3, 2).address
        'A2:B4'
        """
        last = address(self.row + self.rows - 1, self.column + self.columns - 1)
        return f"{address(self.row, self.column)}:{last}"

    @property
    def absolute(self) -> str:
        """Its address as names and print areas want it.

        >>> Area(1, 0, 3, 2).absolute
        '$A$2:$B$4'
        """
        return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", self.address)

    def is_within(self, other: Area) -> bool:
        """Whether the other one holds all its cells.

        >>> Area(1, 1, 2, 2).is_within(Area(0, 0, 3, 3))
        True
        """
        down, across = self.row - other.row, self.column - other.column
        return 0 <= down <= other.rows - self.rows and 0 <= across <= other.columns - self.columns

    def touches(self, other: Area) -> bool:
        """Whether they have any cell in common.

        >>> Area(1, 1, 2, 2).touches(Area(2, 2, 3, 3)), Area(1, 1, 1, 1).touches(Area(2, 1, 1, 1))
        (True, False)
        """
        return (
            self.row < other.row + other.rows
            and other.row < self.row + self.rows
            and self.column < other.column + other.columns
            and other.column < self.column + self.columns
        )

    def common(self, other: Area) -> Area | None:
        """The cells that are of both.

        >>> Area(0, 0, 3, 3).common(Area(1, 2, 9, 9)), Area(0, 0, 1, 1).common(Area(1, 0, 1, 1))
        (Area(row=1, column=2, rows=2, columns=1), None)
        """
        if not self.touches(other):
            return None
        row, column = max(self.row, other.row), max(self.column, other.column)
        bottom = min(self.row + self.rows, other.row + other.rows)
        right = min(self.column + self.columns, other.column + other.columns)
        return Area(row, column, bottom - row, right - column)

    def cells(self) -> Iterable[tuple[int, int]]:
        """Row and column of every cell."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


def around(areas: Sequence[Area]) -> Area:
    """The smallest block that holds some blocks.

    >>> around([Area(1, 0, 2, 1), Area(2, 3, 1, 2)])
    Area(row=1, column=0, rows=2, columns=5)
    """
    top, left = min(area.row for area in areas), min(area.column for area in areas)
    bottom = max(area.row + area.rows for area in areas)
    right = max(area.column + area.columns for area in areas)
    return Area(top, left, bottom - top, right - left)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is written into one block of cells, row by row, all of one length."""

    row: int
    column: int
    cells: tuple[tuple[Typed, ...], ...]

    @property
    def area(self) -> Area:
        """The block."""
        return Area(self.row, self.column, len(self.cells), len(self.cells[0]))

    def part(self, area: Area) -> Piece:
        """What of it is written into a block within its own.

        >>> Piece(1, 1, ((1.0, 2.0), (3.0, 4.0))).part(Area(2, 1, 1, 2))
        Piece(row=2, column=1, cells=((3.0, 4.0),))
        """
        down, across = area.row - self.row, area.column - self.column
        rows = self.cells[down : down + area.rows]
        cells = tuple(row[across : across + area.columns] for row in rows)
        return Piece(area.row, area.column, cells)


def typed(text: str) -> str:
    """A text as it is typed so that Excel takes nothing in it for anything else.

    >>> typed("=1+1"), typed("'abc"), typed("")
    ("'=1+1", "''abc", '')
    """
    clean = cell_text(text)
    return f"'{clean}" if clean else ""


def pieces(placed: PlacedSheet, placement: Placement) -> tuple[Piece, ...]:
    """Everything that stands in the cells of a sheet: its texts and its tables.

    Texts of one column are one piece as far as no table comes between, with the empty cells
    there: fewer pieces are written faster.
    """
    tables = [block for block in placed.blocks if isinstance(block, PlacedTable)]
    taken = {cell for table in tables for cell in table_area(table).cells()}
    found = [Piece(each.row, each.column, _table(each, placement)) for each in tables]
    texts = {
        (block.row + down, block.column): typed(line)
        for block in placed.blocks
        if isinstance(block, PlacedParagraph)
        for down, line in enumerate(block.lines)
    }
    texts = {(row, 0): "" for row in range(placed.last_row + 1)} | texts
    for column in {column for _, column in texts}:
        rows = sorted(row for row, across in texts.keys() - taken if across == column)
        for run in runs(rows):
            found.append(Piece(run[0], column, tuple((texts[row, column],) for row in run)))
    return tuple(found)


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Sorted numbers, split where one is left out.

    >>> runs([1, 2, 5])
    [[1, 2], [5]]
    """
    groups = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    return [[number for _, number in group] for _, group in groups]


def table_area(placed: PlacedTable) -> Area:
    """The cells of a table with its header; there is a row below it even when it is empty."""
    rows = placed.last_row - placed.row + 1
    return Area(placed.row, placed.column, rows, len(placed.table.columns))


def native_tables(placed: PlacedSheet) -> dict[str, Area]:
    """The cells of those tables of a sheet that are Excel's own kind, by name."""
    return {
        block.table.name: table_area(block)
        for block in placed.blocks
        if isinstance(block, PlacedTable) and block.table.name
    }


def plain_tables(placed: PlacedSheet) -> dict[str, Area]:
    """The cells of the other ones, by key."""
    return {
        block.table.key: table_area(block)
        for block in placed.blocks
        if isinstance(block, PlacedTable) and not block.table.name
    }


def _table(placed: PlacedTable, placement: Placement) -> tuple[tuple[Typed, ...], ...]:
    table = placed.table
    header = tuple(typed(column.title) for column in table.columns)
    rows = tuple(
        tuple(_cell(cell, placement, table.key, index) for cell in row)
        for index, row in enumerate(table.rows)
    )
    return (header, *(rows or (("",) * len(header),)))


def _cell(cell: Cell, placement: Placement, table: str, row: int) -> Typed:
    match cell:
        case None:
            return typed(UNDEFINED)
        case str():
            return typed(cell)
        case CategoryName() | Link():
            return typed(cell.text)
        case Formula():
            return placement.formula(cell, table, row)
        case _:
            return float(cell)


def linked(report: Report) -> Report:
    """The report with its links as formulas that lead to cells of the same workbook."""
    return replace(report, sheets=tuple(map(_linked_sheet, report.sheets)))


def _linked_sheet(sheet: ReportSheet) -> ReportSheet:
    return replace(sheet, blocks=tuple(map(_linked_block, sheet.blocks)))


def _linked_block(block: Block) -> Block:
    if isinstance(block, Band):
        return replace(block, tables=tuple(map(_linked_table, block.tables)))
    return _linked_table(block) if isinstance(block, ReportTable) else block


def _linked_table(table: ReportTable) -> ReportTable:
    rows = tuple(tuple(map(_linked, row)) for row in table.rows)
    return replace(table, rows=rows)


def _linked(cell: Cell) -> Cell:
    formula = link_formula(cell) if isinstance(cell, Link) else None
    if formula is None or not isinstance(cell, Link):
        return cell
    template = formula.removeprefix("=").replace("{", "{{").replace("}", "}}")
    return Formula(template, cell.text)


def titled(report: Report, titles: Sequence[str]) -> Report:
    """The report with these titles on the tabs of its sheets, in their order."""
    sheets = zip(report.sheets, titles, strict=True)
    return replace(report, sheets=tuple(replace(sheet, title=title) for sheet, title in sheets))
