"""What stands just outside a table of a planning sheet, where nothing counts it.

Whoever inserts a row above the first one, or below the grey one, types outside all cells that
formulas and names know. So a table knows its neighbours too: from the head above it, or the last
column before it, to what comes next. What is filled in between and not within the table is outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import NamedTuple

from kano_xl.errors import InputError
from kano_xl.languages import text
from kano_xl.planning.grid import GridArea
from kano_xl.planning.reading import PREFIX, FilledSheet

BESIDE = 4
"""Rows or columns that are looked at where nothing comes next; beyond them are a team's notes."""

_AROUND = "Around"


class EnclosedTable(NamedTuple):
    """A table, and the cells that it stands in.

    Attributes:
        name: the sheet's own, which has the same rows as the table; or, where its columns are
            what is inserted, the same columns.
        inside: the cells in which something is typed.
        around: the same with the last line before and the first line after, rows or columns, in
            which anything may stand.
    """

    name: str
    inside: GridArea
    around: GridArea

    @classmethod
    def of_rows(cls, name: str, inside: GridArea, before: int, after: int) -> EnclosedTable:
        """A table between two rows."""
        return cls(name, inside, GridArea(before, inside.column, after, inside.last_column))

    @classmethod
    def of_columns(cls, name: str, inside: GridArea, before: int, after: int) -> EnclosedTable:
        """A table between two columns."""
        return cls(name, inside, GridArea(inside.row, before, inside.last_row, after))

    @property
    def is_left(self) -> str:
        """The formula for whether anything stands around it that does not count."""
        first, last = self._ends()
        within = "+".join(_filled(each) for each in (first, self.inside, last))
        return f"{_filled(self.around)}>{within}"

    def _ends(self) -> tuple[GridArea, GridArea]:
        row, column, last_row, last_column = astuple(self.around)
        if column < self.inside.column:
            last = GridArea(row, last_column, last_row, last_column)
            return GridArea(row, column, last_row, column), last
        last = GridArea(last_row, column, last_row, last_column)
        return GridArea(row, column, row, last_column), last


def told_outside(language: str, tables: Sequence[EnclosedTable]) -> tuple[str, str]:
    """What a sheet says where something stands outside its tables, and the formula for that."""
    return text(language, "planning.outside"), f"OR({','.join(each.is_left for each in tables)})"


def names_around(tables: Sequence[EnclosedTable]) -> Mapping[str, GridArea]:
    """The names of a sheet's own by which the neighbours of its tables are found again."""
    return {each.name + _AROUND: each.around for each in tables}


def wrong_outside(sheet: FilledSheet) -> Iterator[InputError]:
    """The first cell of each row or column that stands outside a table of a filled sheet.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    for name, around in sheet.areas.items():
        if name.startswith(PREFIX) and name.endswith(_AROUND):
            inside = sheet.area(name.removesuffix(_AROUND))
            for line in _lines(inside, around):
                yield from _first(sheet, line)


def _lines(inside: GridArea, around: GridArea) -> Iterator[GridArea]:
    """The rows or columns between a table and both its ends."""
    if around.column < inside.column:
        before = range(around.column + 1, inside.column)
        after = range(inside.last_column + 1, around.last_column)
        for at in (*before, *after):
            yield GridArea(around.row, at, around.last_row, at)
    else:
        before = range(around.row + 1, inside.row)
        after = range(inside.last_row + 1, around.last_row)
        for at in (*before, *after):
            yield GridArea(at, around.column, at, around.last_column)


def _first(sheet: FilledSheet, line: GridArea) -> Iterator[InputError]:
    for row in range(line.row, line.last_row + 1):
        for column in range(line.column, line.last_column + 1):
            if sheet.text(row, column):
                yield sheet.wrong("plan_cell_outside", row, column)
                return


def _filled(area: GridArea) -> str:
    """The formula for how many cells hold something."""
    return f"SUMPRODUCT(--(LEN({area.fixed})>0))"
