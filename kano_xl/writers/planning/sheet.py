"""A planning sheet written by XlsxWriter: looks and values, names, formulas, lists, charts."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kano_xl.languages import text, traits_of
from kano_xl.planning.grid import GridCell, GridSheet, PickList
from kano_xl.report.typesetting.placement import quoted
from kano_xl.writers.cell_text import cell_text
from kano_xl.writers.planning.charts import add_plan_chart
from kano_xl.writers.planning.looks import BAR, PlanLooks
from kano_xl.writers.worksheet import ReportWorksheet

_PAPERS = {"A3": 8, "A4": 9}
_MARGIN, _FOOT = 0.35, 0.65
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
"""What Excel shows of a list's title and prompt."""

_NEWER = "AGGREGATE("
"""What Excel 2007 does not know has a prefix in files."""


def add_plan_sheet(workbook: Workbook, looks: PlanLooks, language: str, sheet: GridSheet) -> None:
    """Add a planning sheet to a workbook, behind the sheets that it has.

    Args:
        workbook: one of `kano_xl.writers.new_workbook.new_workbook`.
        looks: its formats.
        language: whose font charts and the footer have.
        sheet: what is written.
    """
    worksheet: Worksheet = workbook.add_worksheet(sheet.title, ReportWorksheet)
    _set_up(worksheet, sheet, language)
    _sizes(worksheet, sheet)
    for area in sheet.merged:
        look = looks.cell(sheet.cells[area.row, area.column].look)
        worksheet.merge_range(area.row, area.column, area.last_row, area.last_column, "", look)
    for place, cell in sheet.cells.items():
        _cell(worksheet, place, cell, looks)
    for name, area in sheet.names.items():
        own = f"'{sheet.title}'!{name}"  # XlsxWriter wants a quote in a title as it is
        workbook.define_name(own, f"={quoted(sheet.title)}!{area.fixed}")
    for each in sheet.lists:
        _list(worksheet, each)
    _highlights(worksheet, sheet, looks)
    for chart in sheet.charts:
        add_plan_chart(workbook, worksheet, sheet, chart, traits_of(language).font)


def _set_up(worksheet: Worksheet, sheet: GridSheet, language: str) -> None:
    """How it is printed, and what stays in sight."""
    printing = sheet.printing
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(_PAPERS[printing.paper])
    worksheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_FOOT)
    worksheet.center_horizontally()
    if printing.scale:
        worksheet.set_print_scale(printing.scale)
    else:
        worksheet.fit_to_pages(1, printing.pages_high)
    # XlsxWriter takes one area, and writes down whatever stands here.
    own = quoted(sheet.title)
    worksheet.print_area_range = ",".join(f"{own}!{area.fixed}" for area in printing.areas)
    title = cell_text(sheet.title).replace("&", "&&")
    worksheet.set_footer(text(language, "report.print.footer", title=title))
    if printing.repeated is not None:
        worksheet.repeat_rows(*printing.repeated)
    worksheet.freeze_panes(*sheet.frozen)
    # A feature may be called "24", and #N/A is what charts leave out: neither is a mistake.
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1000", "eval_error": "A1:XFD1000"})


def _sizes(worksheet: Worksheet, sheet: GridSheet) -> None:
    for column, width in sheet.widths.items():
        worksheet.set_column_pixels(column, column, width)
    for row, height in sheet.heights.items():
        worksheet.set_row_pixels(row, height)
    if sheet.hidden is not None:
        worksheet.set_column(*sheet.hidden, None, None, {"hidden": True})
    if sheet.hidden_rows is not None:
        first, last = sheet.hidden_rows
        for row in range(first, last + 1):
            worksheet.set_row(row, None, None, {"hidden": True})


def _cell(worksheet: Worksheet, place: tuple[int, int], cell: GridCell, looks: PlanLooks) -> None:
    value = cell_text(cell.value) if isinstance(cell.value, str) else cell.value
    if cell.formula:
        stored = "" if value is None else value
        formula = cell.formula.replace(_NEWER, f"_xlfn.{_NEWER}")
        worksheet.write_formula(*place, f"={formula}", looks.cell(cell.look), stored)
    elif value is None:
        worksheet.write_blank(*place, None, looks.cell(cell.look))
    elif isinstance(value, str):
        worksheet.write_string(*place, value, looks.for_text(cell.look, value))
    else:
        worksheet.write_number(*place, value, looks.cell(cell.look))


def _list(worksheet: Worksheet, each: PickList) -> None:
    area = each.area
    source: Any = f"={each.source}" if isinstance(each.source, str) else list(each.source)
    options = {
        "validate": "list",
        "source": source,
        "input_title": each.title[:_LONGEST_TITLE],
        "input_message": each.prompt[:_LONGEST_PROMPT],
        "error_title": each.title[:_LONGEST_TITLE],
        "error_message": each.refusal[:_LONGEST_PROMPT],
        "show_error": bool(each.refusal),
    }
    worksheet.data_validation(area.row, area.column, area.last_row, area.last_column, options)


def _highlights(worksheet: Worksheet, sheet: GridSheet, looks: PlanLooks) -> None:
    for each in sheet.highlights:
        area = each.area
        places = area.row, area.column, area.last_row, area.last_column
        if not each.formula:
            bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": BAR}
            worksheet.conditional_format(*places, {**bar, "min_type": "num", "min_value": 0})
            continue
        look = looks.laid_over(each.look)
        options = {"type": "formula", "criteria": f"={each.formula}", "format": look}
        worksheet.conditional_format(*places, {**options, "stop_if_true": True})
