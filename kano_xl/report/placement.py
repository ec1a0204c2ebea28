"""Where every block of a report stands: its cells, widths and heights, page by page.

A writer asks here for every address and size, so that all writers put the same thing at
the same place. All rows and columns are 0-based; sizes are in pixels at 96 dots per inch.
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from dataclasses import dataclass

from kano_xl.addresses import address
from kano_xl.report.report import Chart, Formula, Paragraph, Range, Report, Sheet, Table
from kano_xl.report.sizes import (
    BOLD,
    LOOSENESS,
    POINTS,
    ROW,
    TEXT_WIDTH,
    column_widths,
    line_height,
    row_heights,
)
from kano_xl.report.text_size import lines

_LEAST_WIDTH = 760
_EXTRA_COLUMN = 64
_TEXT_SHARE = 0.95
"""A paragraph fills no more of the page, for fonts that run wider than planned."""


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph, one line per row from ``row`` on, in the first column."""

    row: int
    style: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table whose header's first cell is (``row``, ``column``)."""

    row: int
    column: int
    table: Table

    def column_of(self, key: str) -> int:
        """Where the column of a key stands on the sheet."""
        return self.column + [column.key for column in self.table.columns].index(key)

    @property
    def last_row(self) -> int:
        """The row of the last line; Excel wants at least one below the header."""
        return self.row + max(1, len(self.table.rows))


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart whose top left corner is that of a cell, over ``rows`` rows."""

    row: int
    column: int
    rows: int
    chart: Chart


Placed = PlacedParagraph | PlacedTable | PlacedChart


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A sheet with everything at its place.

    Attributes:
        sheet: what is placed.
        blocks: its blocks from top to bottom.
        widths: of the columns in use.
        heights: of the rows by row; one that is not named has the height `ROW`.
        frozen: rows and columns that stay while scrolling.
        repeated: the row printed at the top of every further page; None for none.
        last_row, last_column: the lower right corner of what is printed.
    """

    sheet: Sheet
    blocks: tuple[Placed, ...]
    widths: tuple[int, ...]
    heights: Mapping[int, int]
    frozen: tuple[int, int]
    repeated: int | None
    last_row: int
    last_column: int


class Placement:
    """The places of all blocks of a report, and the addresses that follow from them."""

    def __init__(self, report: Report) -> None:
        self.sheets = tuple(_place(sheet, LOOSENESS[report.language]) for sheet in report.sheets)
        self._tables = {
            block.table.key: (placed.sheet.title, block)
            for placed in self.sheets
            for block in placed.blocks
            if isinstance(block, PlacedTable)
        }

    def locate(self, cells: Range) -> tuple[str, int, int, int, int]:
        """Sheet title, first row, first column, last row, last column of a range.

        Raises:
            KeyError: the report has no such table.
            ValueError: the table has no such column.
        """
        title, placed = self._tables[cells.table]
        first = placed.row + 1 + cells.first
        left = placed.column_of(cells.column)
        right = placed.column_of(cells.until) if cells.until else left
        return title, first, left, first + cells.count - 1, right

    def values(self, cells: Range) -> list[float | None]:
        """The numbers that a range of one column holds; None where there is none.

        Raises:
            KeyError: the report has no such table.
            ValueError: the table has no such column.
        """
        _, placed = self._tables[cells.table]
        index = placed.column_of(cells.column) - placed.column
        rows = placed.table.rows[cells.first : cells.first + cells.count]
        shown = (row[index] for row in rows)
        plain = (cell.value if isinstance(cell, Formula) else cell for cell in shown)
        return [value if isinstance(value, int | float) else None for value in plain]

    def formula(self, formula: Formula, table: str, row: int) -> str:
        """The formula of a cell in the ``row``-th line of a table, with its addresses.

        >>> from datetime import date
        >>> from kano_xl.report.report import Column
        >>> counts = Table("counts", "Counts", (Column("A", "A", "count"),), ((3,),))
        >>> report = Report("en", "", (Sheet("x", "My sheet", (counts,)),), date(2026, 1, 1))
        >>> Placement(report).formula(Formula("2*{A}", 6), "counts", 0)
        '=2*A2'
        >>> Placement(report).formula(Formula("2*{counts.A}", 6), "other", 0)
        "=2*'My sheet'!A2"
        """
        parts = []
        for literal, field, _, _ in string.Formatter().parse(formula.template):
            parts.append(literal)
            if field is not None:
                other, _, key = field.rpartition(".")
                title, placed = self._tables[other or table]
                sheet = f"{quoted(title)}!" if other and other != table else ""
                cell = address(placed.row + 1 + row, placed.column_of(key))
                parts.append(sheet + cell)
        return "=" + "".join(parts)


def quoted(title: str) -> str:
    """A sheet's title as a formula wants it.

    >>> quoted("Jane's")
    "'Jane''s'"
    """
    return "'" + title.replace("'", "''") + "'"


def _place(sheet: Sheet, looseness: float) -> PlacedSheet:
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    charts = [block for block in sheet.blocks if isinstance(block, Chart)]
    widest = max((chart.width for chart in charts), default=0)
    widths = column_widths(tables, looseness)
    room = min(max(TEXT_WIDTH, widest), max(sum(widths), widest, _LEAST_WIDTH))
    while sum(widths) < max(room, widest):
        widths.append(_EXTRA_COLUMN)
    blocks: list[Placed] = []
    heights: dict[int, int] = {}
    row = 0
    for index, block in enumerate(sheet.blocks):
        if index and _apart(sheet.blocks[index - 1], block):
            row += 1
        if isinstance(block, Paragraph):
            placed = _paragraph(block, row, room * _TEXT_SHARE / looseness)
            for offset in range(len(placed.lines)):
                heights[row + offset] = line_height(block.style)
            blocks.append(placed)
            row += len(placed.lines)
        elif isinstance(block, Table):
            table = PlacedTable(row, 0, block)
            heights |= enumerate(row_heights(block, widths[: len(block.columns)], looseness), row)
            blocks.append(table)
            row = table.last_row + 1
        else:
            rows = math.ceil((block.height + 1) / ROW)
            blocks.append(PlacedChart(row, 0, rows, block))
            row += rows
    placed_tables = [block for block in blocks if isinstance(block, PlacedTable)]
    return PlacedSheet(
        sheet,
        tuple(blocks),
        tuple(widths),
        heights,
        _frozen(placed_tables),
        _repeated(blocks),
        max(row - 1, 0),
        len(widths) - 1,
    )


def _apart(above: Paragraph | Table | Chart, below: Paragraph | Table | Chart) -> bool:
    """Whether an empty row stands between two blocks."""
    if isinstance(below, Paragraph) and below.style == "heading":
        return True
    if isinstance(above, Paragraph):
        return above.style != "heading" and not isinstance(below, Paragraph)
    return True


def _frozen(tables: list[PlacedTable]) -> tuple[int, int]:
    """Keep a table's header in sight where it begins near the top, and the names beside it."""
    if len(tables) != 1 or tables[0].row > 8:
        return 0, 0
    kinds = [column.kind for column in tables[0].table.columns]
    wide = len(kinds) > 7 and "text" in kinds
    return tables[0].row + 1, kinds.index("text") + 1 if wide else 0


def _repeated(blocks: list[Placed]) -> int | None:
    """The header of the table that a sheet ends with."""
    last = blocks[-1] if blocks else None
    return last.row if isinstance(last, PlacedTable) else None


def _paragraph(block: Paragraph, row: int, room: float) -> PlacedParagraph:
    bold = block.style in BOLD
    return PlacedParagraph(
        row,
        block.style,
        tuple(line.rstrip() for line in lines(block.text, POINTS[block.style], room, bold=bold)),
    )
