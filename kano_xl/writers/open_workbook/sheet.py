"""One result sheet of an open workbook: what it holds, and how it is made to hold something else.

Updating a sheet and putting it back after a fault is the same work: `write` makes a sheet
hold a `Content`, whether a report says what that is or `captured` has seen it before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import xlwings

from kano_xl.writers.open_workbook.cells import Area, Piece, Typed, runs, typed

LONG = 8_000
"""Characters of a text from which on Excel takes it only alone, not within a block."""

STANDARD_HEIGHT = 15.0
"""Points of a row that is no longer used."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a chart lies: from the top left corner of a cell, sizes in points."""

    row: int
    column: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Content:
    """What our part of a sheet holds.

    Attributes:
        pieces: the cells' contents.
        looks: a sheet of another workbook whose same cells have the formats.
        tables: the native tables by name.
        charts: where the charts lie, by name.
        heights: of the rows from the first one on, in points; 0 for hidden ones.
        columns: how many columns have their width from ``looks``.
        printed: the address of what is printed.
    """

    pieces: tuple[Piece, ...]
    looks: xlwings.Sheet
    tables: Mapping[str, Area]
    charts: Mapping[str, Box]
    heights: tuple[float, ...]
    columns: int
    printed: str | None


def captured(
    sheet: xlwings.Sheet,
    areas: Sequence[Area],
    blocks: Sequence[Area],
    tables: Mapping[str, Area],
    content: Content,
    scratch: xlwings.Sheet,
) -> Content:
    """What a sheet holds now where it is about to be changed, to be put back by `write`.

    Args:
        sheet: the sheet.
        areas: the cells that may be changed.
        blocks: cells to be read at once; each area is within one of them.
        tables: all tables of the sheet, and where they are.
        content: what is about to be written.
        scratch: an empty sheet of another workbook, for the formats.
    """
    pieces: list[Piece] = []
    for block in blocks:
        cells = _range(sheet, block)
        held = Piece(block.row, block.column, _contents(cells, block))
        pieces += (held.part(area) for area in areas if area.is_within(block))
        _paste(cells, _range(scratch, block), "formats")
    across = max(content.columns, *(area.column + area.columns for area in areas))
    top = Area(0, 0, 1, across)
    _paste(_range(sheet, top), _range(scratch, top), "column_widths")
    return Content(
        tuple(pieces),
        scratch,
        tables,
        dict(_boxes(sheet, content.charts)),
        tuple(heights(sheet, content.heights)),
        across,
        sheet.page_setup.print_area,
    )


def _boxes(sheet: xlwings.Sheet, wanted: Mapping[str, Box]) -> Iterator[tuple[str, Box]]:
    """Where those of the charts are that are there."""
    for chart in sheet.charts if wanted else ():
        name = chart.name
        if name in wanted:
            yield name, Box(0, 0, chart.left, chart.top, chart.width, chart.height)


def write(sheet: xlwings.Sheet, content: Content, before: Sequence[Area]) -> None:
    """Make our part of a sheet hold a content, once its tables are where they shall be.

    Args:
        sheet: the sheet.
        content: what it shall hold.
        before: the cells that are ours so far; those that the content leaves out are emptied.
    """
    areas = [piece.area for piece in content.pieces]
    for area in _left_over(before, areas):
        _range(sheet, area).clear()
    tables = set(content.tables.values())
    for piece in content.pieces:
        cells = _range(sheet, piece.area)
        fill(cells, piece)
        if piece.area in tables:
            # Excel renames a header that another column still has; the second time none has.
            header = Piece(piece.row, piece.column, piece.cells[:1])
            fill(_range(sheet, header.area), header)
        _paste(_range(content.looks, piece.area), cells, "formats")
    _set_sizes(sheet, content)
    _place_charts(sheet, content.charts)
    # Excel without any printer refuses, and then nothing is printed anyway.
    with contextlib.suppress(Exception):
        sheet.page_setup.print_area = content.printed or ""


def area_of(cells: xlwings.Range) -> Area:
    """The block of a range."""
    # Row, column and shape would be seven calls to Excel.
    return Area.at(cells.address) or Area(cells.row - 1, cells.column - 1, *cells.shape)


def grid(sheet: xlwings.Sheet, area: Area) -> tuple[tuple[str, ...], ...]:
    """The formulas and constants of some cells as Excel gives them, by rows."""
    return _words(_range(sheet, area).formula, area)


def contents(sheet: xlwings.Sheet, area: Area) -> tuple[tuple[Typed, ...], ...]:
    """What has to be typed to get the same cells again."""
    return _contents(_range(sheet, area), area)


def _contents(cells: xlwings.Range, area: Area) -> tuple[tuple[Typed, ...], ...]:
    return tuple(
        tuple(map(_retyped, formulas, shown))
        for formulas, shown in zip(
            _words(cells.formula, area), _by_rows(cells.raw_value, area), strict=True
        )
    )


def _words(formulas: Any, area: Area) -> tuple[tuple[str, ...], ...]:
    rows = _by_rows(formulas, area)
    return tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)


def _by_rows(found: Any, area: Area) -> Iterator[Sequence[Any]]:
    """What Excel gives of some cells, by rows.

    Excel gives one cell as itself, and on a Mac one row without the rows around it.
    """
    rows = found if isinstance(found, list | tuple) else (found,)
    flat = [*chain.from_iterable(row if isinstance(row, list | tuple) else (row,) for row in rows)]
    return (flat[start : start + area.columns] for start in range(0, len(flat), area.columns))


def _retyped(formula: str, value: object) -> Typed:
    """What has to be typed for a cell that has this formula or constant and this raw value."""
    if isinstance(value, float) and not formula.startswith("="):
        return value
    is_error = formula.startswith("#")
    return (
        typed(formula) if isinstance(value, str) and formula == value and not is_error else formula
    )


def type_into(cells: xlwings.Range, words: Sequence[Sequence[Typed]]) -> None:
    """Put formulas and constants into cells of the same shape, as somebody would type them.

    By the engine, as xlwings itself would ask for the shape four times.
    """
    cells.impl.formula = words


def fill(cells: xlwings.Range, piece: Piece) -> None:
    """Type a piece into its cells, long texts one by one."""
    short = [
        ["" if isinstance(cell, str) and len(cell) > LONG else cell for cell in row]
        for row in piece.cells
    ]
    type_into(cells, short)
    for down, row in enumerate(piece.cells):
        for across, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > LONG:
                cells(down + 1, across + 1).raw_value = cell


def _paste(source: xlwings.Range, target: xlwings.Range, what: str) -> None:
    """Formats or widths alone, by way of the clipboard.

    Without it Excel copies all that cells have, and the user's notes on them would go.
    """
    source.copy()
    target.paste(what)


def _set_sizes(sheet: xlwings.Sheet, content: Content) -> None:
    row = 0
    for height, run in groupby(content.heights):
        rows = len(list(run))
        _range(sheet, Area(row, 0, rows, 1)).row_height = height
        row += rows
    top = Area(0, 0, 1, content.columns)
    _paste(_range(content.looks, top), _range(sheet, top), "column_widths")


def heights(sheet: xlwings.Sheet, likely: Sequence[float], first: int = 0) -> Iterator[float]:
    """The heights of rows, asked for in as few blocks as possible.

    Args:
        sheet: the sheet.
        likely: what they probably are: Excel is asked about rows of one height together.
        first: the first of the rows.
    """
    for _, run in groupby(likely):
        rows = len(list(run))
        yield from _heights(sheet, first, rows)
        first += rows


def _heights(sheet: xlwings.Sheet, row: int, rows: int) -> Iterator[float]:
    height = _range(sheet, Area(row, 0, rows, 1)).row_height
    if height is not None:
        yield from [height] * rows
    else:
        yield from _heights(sheet, row, rows // 2)
        yield from _heights(sheet, row + rows // 2, rows - rows // 2)


def _place_charts(sheet: xlwings.Sheet, boxes: Mapping[str, Box]) -> None:
    """Give those of the charts their places and sizes that are there."""
    if not boxes:
        return
    charts = sheet.charts
    for name, box in boxes.items():
        if name in charts:
            chart, corner = charts[name], _range(sheet, Area(box.row, box.column, 1, 1))
            chart.width, chart.height = box.width, box.height
            chart.left, chart.top = corner.left + box.left, corner.top + box.top


def _left_over(before: Sequence[Area], after: Sequence[Area]) -> Iterator[Area]:
    """The cells of some areas that lie in none of the others, as blocks."""
    kept = {cell for area in after for cell in area.cells()}
    gone = {cell for area in before for cell in area.cells()} - kept
    columns_of: dict[tuple[int, int], list[int]] = {}
    for column in sorted({column for _, column in gone}):
        for run in runs(sorted(row for row, across in gone if across == column)):
            columns_of.setdefault((run[0], len(run)), []).append(column)
    for (row, rows), columns in columns_of.items():
        for beside in runs(columns):
            yield Area(row, beside[0], rows, len(beside))


def _range(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    return sheet.range(area.address)
