"""Native tables of a sheet, brought to other places with what refers to them.

Excel lets a table grow or shrink below its header only, and lets no two overlap. So tables
first shrink, then move by being cut and pasted, which takes all references along, then grow.
"""

from __future__ import annotations

from collections.abc import Mapping

import xlwings

from kano_xl.writers.open_workbook.cells import Area

STYLE = "TableStyleLight1"
"""As `kano_xl.writers.styles.TABLE_STYLE`, in Excel's own spelling."""


def arrange(sheet: xlwings.Sheet, wanted: Mapping[str, Area]) -> None:
    """Give a sheet just these tables at these places; those that stay keep their references."""
    there = {table.name: table for table in sheet.tables}
    for name in there.keys() - wanted.keys():
        _remove(there.pop(name))
    for name, table in there.items():
        _shrink(table, wanted[name])
    # From where they go to: the last one of those that go down makes room for the others.
    downwards = sorted(there, key=lambda name: -_area(there[name]).row)
    for name in downwards:
        if wanted[name].row > _area(there[name]).row:
            _move(sheet, there[name], wanted[name])
    for name in reversed(downwards):
        if wanted[name][:2] != _area(there[name])[:2]:
            _move(sheet, there[name], wanted[name])
    for name, area in wanted.items():
        if name in there:
            _fit(there[name], area)
        else:
            add(sheet, name, area)


def add(sheet: xlwings.Sheet, name: str, area: Area) -> None:
    """Make cells a table. Where the workbook has a table of this name, it gets another one."""
    taken = {table.name.casefold() for each in sheet.book.sheets for table in each.tables}
    names = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
    free = next(each for each in names if each.casefold() not in taken)
    table = sheet.tables.add(_cells(sheet, area), name=free, table_style_name=STYLE)
    if table.show_autofilter:
        table.show_autofilter = False


def _remove(table: xlwings.main.Table) -> None:
    """Delete a table and leave what stands below it where it is."""
    sheet, area = table.parent, _area(table)
    _cells(sheet, area).delete(shift="up")
    _cells(sheet, area).insert(shift="down")


def _shrink(table: xlwings.main.Table, wanted: Area) -> None:
    """Leave behind, before it moves, what the table shall not have: the user typed it there."""
    area = _area(table)
    rows, columns = min(area.rows, wanted.rows), min(area.columns, wanted.columns)
    _fit(table, area._replace(rows=rows, columns=columns))


def _fit(table: xlwings.main.Table, area: Area) -> None:
    if _area(table) != area:
        table.resize(_cells(table.parent, area))


def _move(sheet: xlwings.Sheet, table: xlwings.main.Table, area: Area) -> None:
    table.range.move(_cells(sheet, Area(area.row, area.column, 1, 1)))


def _area(table: xlwings.main.Table) -> Area:
    cells = table.range
    return Area(cells.row - 1, cells.column - 1, *cells.shape)


def _cells(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    return sheet.range(
        (area.row + 1, area.column + 1), (area.row + area.rows, area.column + area.columns)
    )
