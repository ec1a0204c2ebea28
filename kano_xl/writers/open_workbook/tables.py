"""Native tables of a sheet, brought to other places with what refers to them.

Excel lets a table grow or shrink below its header only, and lets no two overlap. So tables
first shrink, then move by being cut and pasted, which takes all references along, then grow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import xlwings

from kano_xl.writers.open_workbook.cells import Area
from kano_xl.writers.open_workbook.sheet import area_of

STYLE = "TableStyleLight1"
"""As `kano_xl.writers.styles.TABLE_STYLE`, in Excel's own spelling."""


class Listed(NamedTuple):
    """A table of a sheet, and where it is."""

    table: xlwings.main.Table
    area: Area


def listed(sheet: xlwings.Sheet) -> dict[str, Listed]:
    """The tables of a sheet by name, in Excel's order."""
    return {table.name: Listed(table, area_of(table.range)) for table in sheet.tables}


def arrange(sheet: xlwings.Sheet, there: Mapping[str, Listed], wanted: Mapping[str, Area]) -> None:
    """Give a sheet just the wanted tables at these places; those that stay keep their references.

    Args:
        sheet: the sheet.
        there: the tables that it has.
        wanted: those that it shall have.
    """
    for name in there.keys() - wanted.keys():
        _remove(sheet, there[name])
    now = {
        name: _shrunk(sheet, each, wanted[name]) for name, each in there.items() if name in wanted
    }
    # From where they go to: the last one of those that go down makes room for the others.
    downwards = sorted(now, key=lambda name: -now[name].area.row)
    for name in downwards:
        if wanted[name].row > now[name].area.row:
            now[name] = _moved(sheet, now[name], wanted[name])
    for name in reversed(downwards):
        if wanted[name][:2] != now[name].area[:2]:
            now[name] = _moved(sheet, now[name], wanted[name])
    for name, area in wanted.items():
        if name in now:
            _fitted(sheet, now[name], area)
    if wanted.keys() - now.keys():
        add(sheet, {name: area for name, area in wanted.items() if name not in now})


def add(sheet: xlwings.Sheet, wanted: Mapping[str, Area]) -> None:
    """Make cells tables; one whose name the workbook has already gets another one."""
    taken = {table.name.casefold() for each in sheet.book.sheets for table in each.tables}
    for name, area in wanted.items():
        free = _free_name(name, taken)
        taken.add(free.casefold())
        table = sheet.tables.add(sheet.range(area.address), name=free, table_style_name=STYLE)
        if table.show_autofilter:
            table.show_autofilter = False


def _free_name(name: str, taken: Collection[str]) -> str:
    names = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each.casefold() not in taken)


def _remove(sheet: xlwings.Sheet, there: Listed) -> None:
    """Delete a table and leave what stands below it where it is."""
    # As long as cells are marked as copied, inserting cells would insert those.
    sheet.book.app.cut_copy_mode = False
    sheet.range(there.area.address).delete(shift="up")
    sheet.range(there.area.address).insert(shift="down")


def _shrunk(sheet: xlwings.Sheet, there: Listed, wanted: Area) -> Listed:
    """Leave behind, before it moves, what the table shall not have: the user typed it there."""
    area = there.area
    rows, columns = min(area.rows, wanted.rows), min(area.columns, wanted.columns)
    return _fitted(sheet, there, area._replace(rows=rows, columns=columns))


def _fitted(sheet: xlwings.Sheet, there: Listed, area: Area) -> Listed:
    if there.area != area:
        there.table.resize(sheet.range(area.address))
    return there._replace(area=area)


def _moved(sheet: xlwings.Sheet, there: Listed, area: Area) -> Listed:
    corner = Area(area.row, area.column, 1, 1)
    sheet.range(there.area.address).move(sheet.range(corner.address))
    return there._replace(area=there.area._replace(row=area.row, column=area.column))
