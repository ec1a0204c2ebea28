"""Where every block of a report stands: its cells, widths and heights, page by page.

A writer asks here for every address and size, so that all writers put the same thing at
the same place. All rows and columns are 0-based; sizes are in pixels at 96 dots per inch.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from kano_xl.addresses import absolute, address
from kano_xl.languages import traits_of
from kano_xl.report.report import (
    Band,
    Block,
    Chart,
    Formula,
    Paragraph,
    Range,
    Report,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.typesetting.sizes import (
    BOLD,
    POINTS,
    ROW,
    TEXT_WIDTH,
    column_widths,
    line_height,
    row_heights,
)
from kano_xl.report.typesetting.text_size import lines

_LEAST_WIDTH = 760
_EXTRA_COLUMN = 64
_BAND_HEADING = "heading"
_WHOLE_COLUMN = "all"
ACROSS = 980
"""Pixels between the margins of a page on its side, Letter or A4, less a rounding of columns."""

_TEXT_SHARE = 0.95
"""A paragraph fills no more of the page, for fonts that run wider than planned."""


class PlacedParagraph(NamedTuple):
    """A paragraph, one line per row from ``row`` on, in one column."""

    row: int
    column: int
    style: str
    lines: tuple[str, ...]


class PlacedTable(NamedTuple):
    """A table whose header's first cell is (``row``, ``column``)."""

    row: int
    column: int
    table: ReportTable

    def column_of(self, key: str) -> int:
        """Where the column of a key stands on the sheet."""
        return self.column + [column.key for column in self.table.columns].index(key)

    @property
    def last_row(self) -> int:
        """The row of the last line; Excel wants at least one below the header."""
        return self.row + max(1, len(self.table.rows))

    def cells_of(self, key: str) -> str:
        """The absolute address of the cells of a column, without its header."""
        column = self.column_of(key)
        first, last = (absolute(row, column) for row in (self.row + 1, self.last_row))
        return f"{first}:{last}"


class PlacedChart(NamedTuple):
    """A chart whose top left corner is that of a cell, over ``rows`` rows."""

    row: int
    column: int
    rows: int
    chart: Chart


Placed = PlacedParagraph | PlacedTable | PlacedChart


class PrintArea(NamedTuple):
    """Cells that are printed, from the first row and column to the last."""

    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Where they are.

        >>> PrintArea(0, 1, 9, 2).address
        '$B$1:$C$10'
        """
        first = absolute(self.row, self.column)
        return f"{first}:{absolute(self.last_row, self.last_column)}"


class PlacedSheet(NamedTuple):
    """A sheet with everything at its place.

    Attributes:
        sheet: what is placed.
        blocks: its blocks from top to bottom.
        widths: of the columns in use.
        heights: of the rows by row; one that is not named has the height `ROW`.
        hidden: rows that are kept for tables but not filled.
        frozen: rows and columns that stay while scrolling.
        repeated: the row printed at the top of every further page; None for none.
        last_row, last_column: the lower right corner of what is printed.
        pages: how many pages wide it is printed.
        areas: what is printed, each area on pages of its own.
        beside: how many columns are printed at the left of every further area.
        scale: at how many percent it is printed; 0 for whatever fits.
    """

    sheet: ReportSheet
    blocks: tuple[Placed, ...]
    widths: tuple[int, ...]
    heights: Mapping[int, int]
    hidden: range
    frozen: tuple[int, int]
    repeated: int | None
    last_row: int
    last_column: int
    pages: int
    areas: tuple[PrintArea, ...]
    beside: int = 0
    scale: int = 0

    @property
    def printed(self) -> str:
        """The address of what is printed."""
        return ",".join(area.address for area in self.areas)

    @property
    def last_kept(self) -> int:
        """The last row that is printed or kept for tables."""
        return self.hidden[-1] if self.hidden else self.last_row

    @property
    def names(self) -> dict[str, str]:
        """The names of columns, and the addresses of their cells on the sheet."""
        return {
            column.name: block.cells_of(column.key)
            for block in self.blocks
            if isinstance(block, PlacedTable)
            for column in block.table.columns
            if column.name
        }


class Cells(Protocol):
    """What a chart has to know of the cells that it reads."""

    def locate(self, cells: Range) -> tuple[str, int, int, int, int]:
        """Sheet title, first row, first column, last row, last column of a range."""

    def values(self, cells: Range) -> list[float | None]:
        """The numbers that a range holds, row by row; None where there is none."""


class Placement:
    """The places of all blocks of a report, and the addresses that follow from them."""

    def __init__(self, report: Report) -> None:
        looseness = traits_of(report.language).looseness
        self.sheets = tuple(_place(sheet, looseness) for sheet in report.sheets)
        self._tables = {
            block.table.key: (placed.sheet.title, block)
            for placed in self.sheets
            for block in placed.blocks
            if isinstance(block, PlacedTable)
        }
        self._formulas: dict[tuple[str, str], tuple[str | _InRow, ...]] = {}

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
        """The numbers that a range holds, row by row; None where there is none.

        Raises:
            KeyError: the report has no such table.
            ValueError: the table has no such column.
        """
        _, placed = self._tables[cells.table]
        first = placed.column_of(cells.column) - placed.column
        last = placed.column_of(cells.until) - placed.column if cells.until else first
        rows = placed.table.rows[cells.first : cells.first + cells.count]
        shown = [cell for row in rows for cell in row[first : last + 1]]
        plain = (cell.value if isinstance(cell, Formula) else cell for cell in shown)
        found = [value if isinstance(value, int | float) else None for value in plain]
        return found + [None] * (cells.count * (last + 1 - first) - len(found))

    def formula(self, formula: Formula, table: str, row: int) -> str:
        """The formula of a cell in the ``row``-th line of a table, with its addresses.

        >>> from datetime import date
        >>> from kano_xl.report.report import ReportColumn
        >>> counts = ReportTable("counts", "Counts", (ReportColumn("A", "A", "count"),), ((3,),))
        >>> report = Report("en", "", (ReportSheet("x", "My sheet", (counts,)),), date(2026, 1, 1))
        >>> Placement(report).formula(Formula("2*{A}", 6), "counts", 0)
        '=2*A2'
        >>> Placement(report).formula(Formula("2*{counts.A}", 6), "other", 0)
        "=2*'My sheet'!A2"
        >>> Placement(report).formula(Formula("SUM({counts.A:all})", 3), "other", 7)
        "=SUM('My sheet'!$A$2:$A$2)"

        Raises:
            KeyError: the report has no such table.
            ValueError: the table has no such column, or no such cells of it can be meant.
        """
        key = formula.template, table
        if key not in self._formulas:
            self._formulas[key] = tuple(self._parts(*key))
        return "=" + "".join(
            part if isinstance(part, str) else address(part.first + row, part.column)
            for part in self._formulas[key]
        )

    def _parts(self, template: str, table: str) -> Iterator[str | _InRow]:
        """What a formula is made of in a table; all rows of a column share one template."""
        for literal, field, cells, _ in string.Formatter().parse(template):
            yield literal
            if field is not None:
                other, _, key = field.rpartition(".")
                title, placed = self._tables[other or table]
                if other and other != table:
                    yield f"{quoted(title)}!"
                yield _referred(placed, key, cells or "")


class _InRow(NamedTuple):
    """A cell in the row of the formula; in that of the table's first row it is this one."""

    first: int
    column: int


def quoted(title: str) -> str:
    """A sheet's title as a formula wants it.

    >>> quoted("Jane's")
    "'Jane''s'"
    """
    return "'" + title.replace("'", "''") + "'"


def _referred(placed: PlacedTable, key: str, cells: str) -> str | _InRow:
    """A column's cell in the row of the formula, or the address of all its cells."""
    if cells == _WHOLE_COLUMN:
        return placed.cells_of(key)
    if cells:
        raise ValueError(f"{cells!r} are no cells of a column")
    return _InRow(placed.row + 1, placed.column_of(key))


def _band_headings(band: Band, row: int) -> list[Placed]:
    """What stands above the tables of a band."""
    return [
        PlacedParagraph(row, column, _BAND_HEADING, (heading,))
        for (column, _), heading in zip(_columns(band), band.headings, strict=True)
    ]


def _place(sheet: ReportSheet, looseness: float) -> PlacedSheet:
    tables = [stood for block in sheet.blocks for stood in _columns(block)]
    charts = [block for block in sheet.blocks if isinstance(block, Chart)]
    widest = max((chart.width for chart in charts), default=0)
    widths = column_widths(tables, looseness)
    starts, beside = _parts(sheet)
    first_page = sum(widths[: starts[0]]) if starts else sum(widths)
    across_tables = sum(widths) if tables and not starts else 0
    room = min(max(TEXT_WIDTH, widest), max(first_page, widest, _LEAST_WIDTH))
    while sum(widths) < max(room, widest):
        widths.append(_EXTRA_COLUMN)
    blocks: list[Placed] = []
    heights: dict[int, int] = {}
    hidden = range(0)
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
        elif isinstance(block, Chart):
            rows = math.ceil((block.height + 1) / ROW)
            blocks.append(PlacedChart(row, 0, rows, _as_wide(block, across_tables)))
            row += rows
        else:
            if isinstance(block, Band):
                heights[row] = line_height(_BAND_HEADING)
                blocks += _band_headings(block, row)
                row += 1
            stood = [PlacedTable(row, column, table) for column, table in _columns(block)]
            for one in stood:
                across = widths[one.column : one.column + len(one.table.columns)]
                for line, height in enumerate(row_heights(one.table, across, looseness), row):
                    heights[line] = max(height, heights.get(line, 0))
            blocks += stood
            kept = row + (block.kept if isinstance(block, Band) else 0)
            row = max(one.last_row for one in stood) + 1
            hidden = range(row, kept + 1) if kept >= row else hidden
    placed_tables = [block for block in blocks if isinstance(block, PlacedTable)]
    last_row, last_column = max(row - 1, 0), len(widths) - 1
    areas = _areas(sheet, starts, blocks, last_row, last_column)
    return PlacedSheet(
        sheet,
        tuple(blocks),
        tuple(widths),
        heights,
        hidden,
        _frozen(placed_tables),
        _repeated(blocks),
        last_row,
        last_column,
        max(len(_columns(block)) for block in sheet.blocks) or 1,
        areas,
        beside,
        _scale(widths, areas, beside),
    )


def _as_wide(chart: Chart, wide: int) -> Chart:
    """A chart as wide as the tables below it, if those are wider; nothing in it comes closer."""
    if wide <= chart.width:
        return chart
    left, top, width, height = chart.plot or (0, 0, 0, 0)
    wider = wide / chart.width
    plot = (round(left * wider), top, round(width * wider), height) if chart.plot else None
    return replace(chart, width=wide, plot=plot)


def _parts(sheet: ReportSheet) -> tuple[list[int], int]:
    """The columns with which further pages begin, and how many are repeated on each of them."""
    if not sheet.parts:
        return [], 0
    keys = [column.key for column in sheet.tables[-1].columns]
    kinds = [column.kind for column in sheet.tables[-1].columns]
    return [keys.index(key) for key in sheet.parts], kinds.index("text") + 1


def _areas(
    sheet: ReportSheet,
    starts: list[int],
    blocks: list[Placed],
    last_row: int,
    last_column: int,
) -> tuple[PrintArea, ...]:
    """What is printed: everything up to the first of the starts, then what of the table is left."""
    if any(isinstance(block, Band) for block in sheet.blocks):
        # What charts read nobody wants on paper, but not every program leaves a hidden sheet out.
        return (PrintArea(0, 0, 0, 0),)
    if sheet.chart_apart:
        below = next(each.row + each.rows for each in blocks if isinstance(each, PlacedChart))
        return (
            PrintArea(0, 0, below - 1, last_column),
            PrintArea(below + 1, 0, last_row, last_column),
        )
    if not starts:
        return (PrintArea(0, 0, last_row, last_column),)
    tables = [block for block in blocks if isinstance(block, PlacedTable)]
    ends = [start - 1 for start in starts[1:]] + [last_column]
    return (
        PrintArea(0, 0, last_row, starts[0] - 1),
        *(
            PrintArea(tables[-1].row, start, last_row, end)
            for start, end in zip(starts, ends, strict=True)
        ),
    )


def _scale(widths: list[int], areas: tuple[PrintArea, ...], beside: int) -> int:
    """At how many percent the widest page fits on paper; 0 where there is one part alone."""
    if len(areas) == 1:
        return 0
    pages = (
        sum(widths[area.column : area.last_column + 1])
        + (sum(widths[:beside]) if area.column else 0)
        for area in areas
    )
    return min(100, int(100 * ACROSS / max(pages)))


def _columns(block: Block) -> list[tuple[int, ReportTable]]:
    """The tables of a block, each with its first column; an empty one stands between two."""
    if isinstance(block, ReportTable):
        return [(0, block)]
    if not isinstance(block, Band):
        return []
    found, column = [], 0
    for table in block.tables:
        found.append((column, table))
        column += len(table.columns) + 1
    return found


def _apart(above: Block, below: Block) -> bool:
    """Whether an empty row stands between two blocks."""
    if isinstance(below, Paragraph) and below.style == "heading":
        return True
    if isinstance(below, Paragraph) and below.style == "note" and isinstance(above, ReportTable):
        return False
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
    """The header of the table that a sheet ends with, or of the first one with the same."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, PlacedTable):
        return None
    same = (
        block.row
        for block in blocks
        if isinstance(block, PlacedTable) and block.table.columns == last.table.columns
    )
    return next(same)


def _paragraph(block: Paragraph, row: int, room: float) -> PlacedParagraph:
    bold = block.style in BOLD
    return PlacedParagraph(
        row,
        0,
        block.style,
        tuple(line.rstrip() for line in lines(block.text, POINTS[block.style], room, bold=bold)),
    )
