"""What is going to happen to one result sheet of an open workbook, and whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import chain

import xlwings

from kano_xl.addresses import address
from kano_xl.errors import OutputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import CELLS, RESULT, block, target
from kano_xl.report.build import empty_report
from kano_xl.report.typesetting.placement import PlacedChart, PlacedSheet, PlacedTable, Placement
from kano_xl.report.typesetting.sizes import ROW
from kano_xl.writers.open_workbook.cells import Area, Piece, around, native_tables, pieces
from kano_xl.writers.open_workbook.sheet import (
    Box,
    Content,
    area_of,
    contents,
    grid,
    heights,
    type_into,
)
from kano_xl.writers.open_workbook.tables import Listed, listed

_POINTS = 0.75
"""Points of a pixel."""


@dataclass(frozen=True, slots=True)
class Found:
    """A result sheet of a workbook, and the cells around all that the last report wrote.

    ``cells`` are those of its tables that are none of Excel's own kind.
    """

    sheet: xlwings.Sheet
    area: Area
    cells: tuple[Area, ...] = ()


def result_sheets(book: xlwings.Book) -> dict[str, Found | None]:
    """The result sheets of a workbook by their keys; None for one that is there no longer.

    Such a sheet was deleted, or moved to another workbook. A sheet that the user copied has
    names of its own, and is the user's.
    """
    return results_named(book, ((name.name, name) for name in book.names))


def results_named(
    book: xlwings.Book, names: Iterable[tuple[str, xlwings.main.Name]]
) -> dict[str, Found | None]:
    """As `result_sheets`, of a workbook with these names."""
    sheets, called = book.sheets, dict(names)
    tables = [
        block(name.refers_to) or ("", "") for title, name in called.items() if is_of_cells(title)
    ]
    return {
        title.removeprefix(RESULT): _found(sheets, name, tables)
        for title, name in called.items()
        if title.startswith(RESULT)
    }


def is_of_cells(name: str) -> bool:
    """Whether a name is one of the cells of a result table."""
    return name.startswith(CELLS)


def _found(
    sheets: xlwings.main.Sheets, name: xlwings.main.Name, tables: Sequence[tuple[str, str]]
) -> Found | None:
    refers_to = name.refers_to
    if target(refers_to) != "cells":
        return None
    # Excel would be asked seven times where the cells are that it gives for a name.
    title, address = block(refers_to) or ("", "")
    area = Area.at(address)
    if area is not None:
        cells = (Area.at(address) for on, address in tables if on == title)
        return Found(sheets[title], area, tuple(filter(None, cells)))
    written = name.refers_to_range
    return Found(written.sheet, area_of(written))


@cache
def usual_placement(language: str = LANGUAGES[0]) -> Placement:
    """Where everything stands that an analysis adds, whatever the survey."""
    return Placement(empty_report(language, date.today()))


def area_of_all(placed: PlacedSheet) -> Area:
    """The cells from A1 to the last that is printed or kept for tables."""
    return Area(0, 0, placed.last_kept + 1, placed.last_column + 1)


class Plan:
    """A sheet of a report, and the sheet of the workbook that is to become it.

    Attributes:
        placed: the sheet of the report.
        found: the sheet of the workbook; None if there is none yet.
        pieces: what is going to be written.
    """

    def __init__(self, placed: PlacedSheet, placement: Placement, found: Found | None) -> None:
        self.placed, self.found = placed, found
        self.pieces: tuple[Piece, ...] = pieces(placed, placement)

    @property
    def title(self) -> str:
        """What is on its tab."""
        return self.placed.sheet.title

    @property
    def comes_new(self) -> bool:
        """Whether the sheet is added, or holds for the first time what this version needs.

        An earlier version had fewer columns of what charts are drawn from.
        """
        return self.found is None or self.found.area.columns < area_of_all(self.placed).columns

    @cached_property
    def owned(self) -> tuple[Area, ...]:
        """The cells that are ours so far: texts, which stand in the first column, and tables.

        What stands beside them is the user's, also between our first and last cell.
        """
        if self.found is None:
            return ()
        first = self.found.area._replace(columns=1)
        found = [first, *self.found.cells]
        for _, whole in self._tables.values():
            area = self._own_part(whole, self.found.area)
            found.append(area)
            if area.column > first.column and area.row:
                found.append(Area(area.row - 1, area.column, 1, 1))
        return tuple(found)

    def _own_part(self, table: Area, written: Area) -> Area:
        """A table without the rows and columns that it took in when the user typed beside it.

        One that fills the page was written as wide as the page; of any other one the report
        says how wide it was, for its columns are always the same.
        """
        rows = min(table.rows, written.row + written.rows - table.row)
        columns = min(table.columns, written.column + written.columns - table.column)
        if table.column + columns < written.column + written.columns:
            columns = min(columns, self._widths[table.column - written.column])
        return table._replace(rows=rows, columns=columns)

    @cached_property
    def _widths(self) -> dict[int, int]:
        """How many columns the tables that begin in a column of the report have."""
        tables = [block for block in self.placed.blocks if isinstance(block, PlacedTable)]
        return {
            column: max(len(each.table.columns) for each in tables if each.column == column)
            for column in {each.column for each in tables}
        }

    @property
    def own_tables(self) -> tuple[Area, ...]:
        """Our tables on the sheet, without what they took in."""
        if self.found is None:
            return ()
        return tuple(self._own_part(each.area, self.found.area) for each in self._tables.values())

    @property
    def touched(self) -> tuple[Area, ...]:
        """All cells that are going to be changed; none of the areas lies within another."""
        areas = dict.fromkeys((*self.owned, *(piece.area for piece in self.pieces)))
        return tuple(
            area
            for area in areas
            if not any(area != other and area.is_within(other) for other in areas)
        )

    @cached_property
    def blocks(self) -> tuple[Area, ...]:
        """What is read at once: all around what is touched, unless the user merged cells there."""
        if self.found is None:
            return ()
        whole = around(self.touched)
        return self.touched if _is_merged(self.found.sheet, whole) else (whole,)

    def check(self) -> None:
        """See that it can be done.

        Raises:
            OutputError: a cell or table of the user's stands in the way, columns of a table are
                at other places, cells are merged, or the sheet is protected or filtered.
        """
        if self.found is None:
            return
        sheet = self.found.sheet
        moved = next(iter(self.moved_columns), None)
        if moved is not None:
            raise OutputError("open_columns_moved", Place(None, sheet.name, moved.address))
        self._check_taken(sheet)
        self._check_merged(sheet)
        for table, area in self._tables.values():
            if table.show_autofilter and 0 in heights(sheet, [ROW] * area.rows, area.row):
                raise OutputError("open_sheet_filtered", Place(None, sheet.name))
        try:
            first = self.found.area._replace(rows=1, columns=1)
            type_into(sheet.range(first.address), contents(sheet, first))
        except Exception as error:
            raise OutputError("open_sheet_protected", Place(None, sheet.name)) from error

    def _check_merged(self, sheet: xlwings.Sheet) -> None:
        """See that no cells are merged; where none is between them either, Excel is asked once."""
        if self.blocks == self.touched:
            for area in self.touched:
                if _is_merged(sheet, area):
                    raise OutputError("open_cells_merged", Place(None, sheet.name, area.address))

    def _check_taken(self, sheet: xlwings.Sheet) -> None:
        """See that no cell or table of the user's stands in the way."""
        owned = {cell for area in self.owned for cell in area.cells()}
        for piece in self.pieces:
            if any(cell not in owned for cell in piece.area.cells()):
                for at in _filled(sheet, piece.area):
                    if at not in owned:
                        code = "table_lost" if self.lost_table(at) else "open_cell_taken"
                        raise OutputError(code, Place(None, sheet.name, address(*at)))
        for area in self._own_tables.values():
            if any(area.touches(piece.area) for piece in self.pieces):
                corner = address(area.row, area.column)
                raise OutputError("open_cell_taken", Place(None, sheet.name, corner))

    def lost_table(self, at: tuple[int, int]) -> bool:
        """Whether a cell may belong to a result table that was turned into plain cells."""
        area = Area(*at, 1, 1)
        fewer = len(self._tables) < len(native_tables(self.placed))
        return fewer and self.found is not None and area.is_within(self.found.area)

    @cached_property
    def moved_columns(self) -> tuple[Area, ...]:
        """The result tables whose columns stand at other places than an analysis puts them.

        Somebody inserted or moved columns, or another version wrote them.
        """
        known, sometimes = _headers(self.placed.sheet.key), _sometimes()
        return tuple(
            area
            for _, area in self._tables.values()
            if _out_of_place([each for each in self._header(area) if each not in sometimes], known)
        )

    def _header(self, table: Area) -> tuple[str, ...]:
        assert self.found is not None
        return grid(self.found.sheet, table._replace(rows=1))[0]

    def content(self, looks: xlwings.Sheet) -> Content:
        """What the sheet shall hold.

        Args:
            looks: the sheet as a new workbook has it.
        """
        area = area_of_all(self.placed)
        rows = max(area.rows, self.found.area.row + self.found.area.rows if self.found else 0)
        hidden = set(self.placed.hidden)
        return Content(
            self.pieces,
            looks,
            self._places(),
            {
                block.chart.name: Box(
                    block.row,
                    block.column,
                    0,
                    0,
                    block.chart.width * _POINTS,
                    block.chart.height * _POINTS,
                )
                for block in self.placed.blocks
                if isinstance(block, PlacedChart)
            },
            tuple(
                0 if row in hidden else self.placed.heights.get(row, ROW) * _POINTS
                for row in range(rows)
            ),
            len(self.placed.widths),
            self.placed.printed,
        )

    def _places(self) -> dict[str, Area]:
        """Where every table of the sheet shall be: those of the user's stay."""
        wanted = native_tables(self.placed)
        # A table may have another name: of another language, or as another workbook had it.
        others = [name for name in wanted if name not in self._tables]
        in_order = sorted(self._tables, key=lambda name: self._tables[name].area)
        strangers = [name for name in in_order if name not in wanted]
        known = dict(zip(others, strangers, strict=False)) if len(others) == len(strangers) else {}
        return self._own_tables | {known.get(name, name): area for name, area in wanted.items()}

    @cached_property
    def tables(self) -> dict[str, Listed]:
        """All tables of the sheet of the workbook, by name, as they are before it is changed."""
        return {} if self.found is None else listed(self.found.sheet)

    @cached_property
    def _tables(self) -> dict[str, Listed]:
        """The tables within what the last report wrote that begin where a report's do, by name.

        Others are the user's: beside ours there is room for some.
        """
        if self.found is None:
            return {}
        written = self.found.area
        return {
            name: each
            for name, each in self.tables.items()
            if each.area.touches(written) and each.area.column - written.column in self._widths
        }

    @property
    def _own_tables(self) -> dict[str, Area]:
        """Where the tables of the user's are, by name."""
        return {name: each.area for name, each in self.tables.items() if name not in self._tables}


@cache
def _headers(key: str) -> tuple[tuple[str, ...], ...]:
    """The headers of all tables of a sheet, in every language; see also `_sometimes`."""
    return tuple(
        tuple(column.title for column in block.table.columns)
        for language in LANGUAGES
        for placed in usual_placement(language).sheets
        for block in placed.blocks
        if placed.sheet.key == key and isinstance(block, PlacedTable)
    )


@cache
def _sometimes() -> frozenset[str]:
    """The titles of columns that a table has only where the survey, or a choice, asked for it."""
    return frozenset(
        text(language, f"report.column.{key}")
        for language in LANGUAGES
        for key in ("mean_importance", "effective")
    )


def _out_of_place(header: Sequence[str], known: Sequence[Sequence[str]]) -> bool:
    """Whether a header has the titles of a known one at other places.

    >>> known = [("Feature", "A", "O"), ("Feature", "Better")]
    >>> _out_of_place(("Feature", "A", "O"), known), _out_of_place(("Feature", "My A", "O"), known)
    (False, False)
    >>> _out_of_place(("Feature", "Owner", "A", "O"), known), _out_of_place(("Owner",), known)
    (True, False)

    One title says nothing: an earlier version had it in a table of another kind.

    >>> _out_of_place(("Better", "Advice"), known)
    False
    """
    shared = [len(set(header) & set(titles)) for titles in known]
    alike = [titles for titles, n in zip(known, shared, strict=True) if 1 < n == max(shared)]
    return bool(alike) and not any(
        all(
            list(header[at : at + 1]) == [title]
            for at, title in enumerate(titles)
            if title in header
        )
        for titles in alike
    )


def _is_merged(sheet: xlwings.Sheet, area: Area) -> bool:
    """Whether any cells of an area are merged."""
    # Neither False nor True is what Excel says of cells of which some are.
    return sheet.range(area.address).merge_cells is not False


def _filled(sheet: xlwings.Sheet, area: Area) -> Iterator[tuple[int, int]]:
    """Row and column of the cells of an area that hold anything."""
    words = chain.from_iterable(grid(sheet, area))
    return (at for at, found in zip(area.cells(), words, strict=True) if found)
