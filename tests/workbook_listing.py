"""All that can be seen of an open workbook, to compare it with itself."""

from __future__ import annotations

import xlwings

from kano_xl.addresses import address


def contents(sheet: xlwings.Sheet) -> dict[str, object]:
    """Every cell that holds anything: its formula if it has one, and its value."""
    used = sheet.used_range
    used = sheet.range((1, 1), (used.last_cell.row, used.last_cell.column)).resize(column_size=40)
    values = used.options(ndim=2, err_to_str=True).value
    return {
        address(row, column): (
            formula if formula.startswith("=") else "",
            f"{value:.11g}" if isinstance(value, float) else value,
        )
        for row, cells in enumerate(zip(used.formula, values, strict=True))
        for column, (formula, value) in enumerate(zip(*cells, strict=True))
        if formula != ""
    }


def everything(book: xlwings.Book) -> dict[str, object]:
    """All that can be seen of a workbook, to compare it with itself."""
    return {
        "names": {name.name: name.refers_to for name in book.names},
        "sheets": [sheet.name for sheet in book.sheets],
        "cells": {sheet.name: contents(sheet) for sheet in book.sheets},
        "tables": {
            sheet.name: {table.name: table.range.address for table in sheet.tables}
            for sheet in book.sheets
        },
        "charts": {
            sheet.name: [(chart.name, *map(round, box_of(chart))) for chart in sheet.charts]
            for sheet in book.sheets
        },
        "rows": {
            sheet.name: [
                sheet.range((row, 1)).row_height
                for row in range(1, sheet.used_range.last_cell.row + 1)
            ]
            for sheet in book.sheets
        },
        "looks": {
            sheet.name: sheet.impl.office.looks(sheet.impl.number, (0, 0, 40, 12))
            for sheet in book.sheets
        },
        "seen": {sheet.name: sheet.visible for sheet in book.sheets},
        "active": book.sheets.active.name,
        "printed": {sheet.name: sheet.page_setup.print_area for sheet in book.sheets},
    }


def box_of(chart: xlwings.Chart) -> tuple[float, float, float, float]:
    return chart.left, chart.top, chart.width, chart.height
