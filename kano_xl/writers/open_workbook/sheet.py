"""One result sheet of an open workbook: what it holds, and how it is made to hold something else.

Updating a sheet and putting it back after a fault is the same work: `write` makes a sheet
hold a `Content`, whether a report says what that is or `captured` has seen it before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

import xlwings

from kano_xl.writers.open_workbook.cells import Area, Piece, Typed, runs, typed
from kano_xl.writers.open_workbook.tables import arrange

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
    sheet: xlwings.Sheet, areas: Sequence[Area], content: Content, scratch: xlwings.Sheet
) -> Content:
    """What a sheet holds now where it is about to be changed, to be put back by `write`.

    Args:
        sheet: the sheet.
        areas: the cells that may be changed.
        content: what is about to be written.
        scratch: an empty sheet of another workbook, for the formats.
    """
    for area in areas:
        _paste(_range(sheet, area), _range(scratch, area), "formats")
    across = max(content.columns, *(area.column + area.columns for area in areas))
    top = Area(0, 0, 1, across)
    _paste(_range(sheet, top), _range(scratch, top), "column_widths")
    return Content(
        tuple(Piece(area.row, area.column, contents(sheet, area)) for area in areas),
        scratch,
        {table.name: area_of(table.range) for table in sheet.tables},
        {
            chart.name: Box(0, 0, chart.left, chart.top, chart.width, chart.height)
            for chart in sheet.charts
            if chart.name in content.charts
        },
        tuple(heights(sheet, 0, len(content.heights))),
        across,
        sheet.page_setup.print_area,
    )


def write(sheet: xlwings.Sheet, content: Content, before: Sequence[Area]) -> None:
    """Make our part of a sheet hold a content.

    Args:
        sheet: the sheet.
        content: what it shall hold.
        before: the cells that are ours so far; those that the content leaves out are emptied.
    """
    arrange(sheet, content.tables)
    areas = [piece.area for piece in content.pieces]
    for area in _left_over(before, areas):
        _range(sheet, area).clear()
    tables = set(content.tables.values())
    for piece in content.pieces:
        _fill(sheet, piece)
        if piece.area in tables:
            # Excel renames a header that another column still has; the second time none has.
            _fill(sheet, replace(piece, cells=piece.cells[:1]))
        _paste(_range(content.looks, piece.area), _range(sheet, piece.area), "formats")
    _set_sizes(sheet, content)
    for name, box in content.charts.items():
        if name in sheet.charts:
            _place(sheet, name, box)
    # Excel without any printer refuses, and then nothing is printed anyway.
    with contextlib.suppress(Exception):
        sheet.page_setup.print_area = content.printed or ""


def area_of(cells: xlwings.Range) -> Area:
    """The block of a range."""
    return Area(cells.row - 1, cells.column - 1, *cells.shape)


def grid(cells: xlwings.Range) -> tuple[tuple[str, ...], ...]:
    """The formulas and constants of a range as Excel gives them, by rows.

    Excel gives one cell as itself, and on a Mac one row without the rows around it.
    """
    found = cells.formula
    rows = found if isinstance(found, list | tuple) else (found,)
    flat = chain.from_iterable(row if isinstance(row, list | tuple) else (row,) for row in rows)
    words = ["" if cell is None else str(cell) for cell in flat]
    across = cells.shape[1]
    return tuple(tuple(words[start : start + across]) for start in range(0, len(words), across))


def contents(sheet: xlwings.Sheet, area: Area) -> tuple[tuple[Typed, ...], ...]:
    """What has to be typed to get the same cells again."""
    cells = _range(sheet, area)
    values = cells.options(ndim=2, err_to_str=True).value
    return tuple(
        tuple(map(_retyped, formulas, shown))
        for formulas, shown in zip(grid(cells), values, strict=True)
    )


def _retyped(formula: str, value: object) -> Typed:
    """What has to be typed for a cell that has this formula or constant and shows this value."""
    if isinstance(value, float) and not formula.startswith("="):
        return value
    is_error = formula.startswith("#")
    return (
        typed(formula) if isinstance(value, str) and formula == value and not is_error else formula
    )


def _fill(sheet: xlwings.Sheet, piece: Piece) -> None:
    short = [
        ["" if isinstance(cell, str) and len(cell) > LONG else cell for cell in row]
        for row in piece.cells
    ]
    _range(sheet, piece.area).formula = short
    for down, row in enumerate(piece.cells, piece.row):
        for across, cell in enumerate(row, piece.column):
            if isinstance(cell, str) and len(cell) > LONG:
                _range(sheet, Area(down, across, 1, 1)).value = cell


def _paste(source: xlwings.Range, target: xlwings.Range, what: str) -> None:
    source.copy()
    target.paste(what)
    # As long as cells are marked as copied, inserting cells would insert those.
    target.sheet.book.app.cut_copy_mode = False


def _set_sizes(sheet: xlwings.Sheet, content: Content) -> None:
    row = 0
    for height, run in groupby(content.heights):
        rows = len(list(run))
        _range(sheet, Area(row, 0, rows, 1)).row_height = height
        row += rows
    top = Area(0, 0, 1, content.columns)
    _paste(_range(content.looks, top), _range(sheet, top), "column_widths")


def heights(sheet: xlwings.Sheet, row: int, rows: int) -> Iterator[float]:
    """The heights of some rows, asked for in as few blocks as possible."""
    height = _range(sheet, Area(row, 0, rows, 1)).row_height
    if height is not None:
        yield from [height] * rows
    else:
        yield from heights(sheet, row, rows // 2)
        yield from heights(sheet, row + rows // 2, rows - rows // 2)


def _place(sheet: xlwings.Sheet, name: str, box: Box) -> None:
    chart, corner = sheet.charts[name], _range(sheet, Area(box.row, box.column, 1, 1))
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
    return sheet.range(
        (area.row + 1, area.column + 1), (area.row + area.rows, area.column + area.columns)
    )
