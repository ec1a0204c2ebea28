"""Everything that a workbook holds, for comparing it with what it held before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kano_xl.excel.formulas.blocks import Grid, notation, read_cells

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class WorkbookListing:
    """What a workbook holds.

    Attributes:
        sheets: their titles, in their order.
        cells: first row, first column and formulas of each sheet.
        names: the defined names and what they refer to.
        tables: the tables and charts, by the titles of their sheets.
    """

    sheets: tuple[str, ...]
    cells: tuple[tuple[int, int, Grid], ...]
    names: dict[str, str]
    tables: tuple[tuple[str, ...], ...]

    def difference(self, other: WorkbookListing) -> str:
        """What differs between the two; "" where nothing does."""
        differing = [
            part
            for part in ("sheets", "cells", "names", "tables")
            if getattr(self, part) != getattr(other, part)
        ]
        return ", ".join(differing)


def listing(book: xlwings.Book, without: Collection[str] = ()) -> WorkbookListing:
    """What a workbook holds now, but for the sheets of some titles."""
    way = notation(book)
    sheets = [sheet for sheet in book.sheets if sheet.name not in without]
    found = [read_cells(sheet, way) for sheet in sheets]
    return WorkbookListing(
        tuple(sheet.name for sheet in sheets),
        tuple((cells.row, cells.column, cells.formulas) for cells in found),
        {name.name: name.refers_to or "" for name in book.names},
        tuple((*_names(sheet.tables), *_names(sheet.charts)) for sheet in sheets),
    )


def _names(things: xlwings.main.Tables | xlwings.main.Charts) -> list[str]:
    return [thing.name for thing in things]
