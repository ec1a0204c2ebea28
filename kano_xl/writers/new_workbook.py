"""A report as a new workbook, written by XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kano_xl.addresses import address
from kano_xl.languages import text, traits_of
from kano_xl.report.report import UNDEFINED, CategoryName, Cell, Formula, Link, Report
from kano_xl.report.typesetting.placement import (
    PlacedChart,
    PlacedParagraph,
    PlacedSheet,
    PlacedTable,
    Placement,
    quoted,
)
from kano_xl.report.typesetting.sizes import ROW
from kano_xl.writers.cell_text import cell_text
from kano_xl.writers.charts import add_chart
from kano_xl.writers.links import MOST, link_target
from kano_xl.writers.styles import NORMAL, TABLE_STYLE, Styles, set_theme
from kano_xl.writers.whole_file import whole_file
from kano_xl.writers.worksheet import ReportWorksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
_A4 = 9
_MARGIN, _FOOT = 0.35, 0.65
"""Inches around what is printed, and below it, where the footer stands."""

_FOOTER_TITLE = 60
_WITH_ERRORS = ("data", "results", "group_data", "satisfaction_data")
"""The sheets on which #N/A means what it says, and nobody wants to see it."""
_HERE = Path()
_NO_SOURCES: Mapping[str, Path] = MappingProxyType({})


def write_workbook(
    report: Report, path: Path | str, *, sources: Mapping[str, Path] = _NO_SOURCES
) -> None:
    """Write a report to a file, wholly or not at all; what stood there is replaced.

    Args:
        report: what to write.
        path: the file, ``.xlsx``.
        sources: where the survey's files are, by their names, to link to their cells.

    Raises:
        OutputError: the file cannot be written there.
    """
    target = Path(path)
    content = workbook_bytes(report, target.parent, sources=sources)
    with whole_file(target) as file:
        file.write(content)


def workbook_bytes(
    report: Report, folder: Path, *, sources: Mapping[str, Path] = _NO_SOURCES
) -> bytes:
    """A report as the bytes of a workbook.

    Args:
        report: what to write.
        folder: where the workbook will lie, for its links.
        sources: where the survey's files are, by their names, to link to their cells.
    """
    buffer = io.BytesIO()
    workbook = new_workbook(buffer, report.language, report.title, report.written)
    add_report(workbook, report, sources=sources, folder=folder)
    workbook.close()
    return buffer.getvalue()


def new_workbook(target: BinaryIO, language: str, title: str, written: date) -> Workbook:
    """An empty workbook in which no text ever becomes a formula or a link.

    Args:
        target: where it is written when it is closed.
        language: whose fonts it has.
        title: in its properties.
        written: the date that it bears, so that the same content gives the same bytes.
    """
    workbook = Workbook(target, {**_OPTIONS, "default_format_properties": dict(NORMAL)})
    set_theme(workbook, language)
    created = datetime.combine(written, time())
    workbook.set_properties({"title": cell_text(title), "created": created})
    return workbook


def add_report(
    workbook: Workbook,
    report: Report,
    *,
    sources: Mapping[str, Path] = _NO_SOURCES,
    folder: Path = _HERE,
) -> Placement:
    """Add the sheets of a report to a workbook, behind those that it has.

    Args:
        workbook: one of `new_workbook`.
        report: what to write.
        sources: where the survey's files are, by their names, to link to their cells.
        folder: where the workbook will be; links are relative to it.

    Returns:
        Where everything stands.
    """
    placement = Placement(report)
    _Writer(workbook, report, placement, sources, folder).write()
    return placement


class _Writer:
    """The sheets of one report in the making."""

    def __init__(
        self,
        workbook: Workbook,
        report: Report,
        placement: Placement,
        sources: Mapping[str, Path],
        folder: Path,
    ) -> None:
        self._workbook, self._report, self._placement = workbook, report, placement
        self._sources, self._folder = sources, folder
        self._styles = Styles(workbook, report.language)
        self._links = 0

    def write(self) -> None:
        """All sheets; they are made before any is filled, for charts name one another's."""
        sheets = [
            (placed, self._workbook.add_worksheet(placed.sheet.title, ReportWorksheet))
            for placed in self._placement.sheets
        ]
        for placed, worksheet in sheets:
            self._links = 0
            self._set_up(placed, worksheet)
            if placed.sheet.aside:
                worksheet.hide()
            for block in placed.blocks:
                if isinstance(block, PlacedParagraph):
                    self._paragraph(block, worksheet)
                elif isinstance(block, PlacedTable):
                    self._table(block, worksheet)
                else:
                    self._chart(block, worksheet)
            for name, cells in placed.names.items():
                self._workbook.define_name(name, f"={quoted(placed.sheet.title)}!{cells}")

    def _set_up(self, placed: PlacedSheet, worksheet: Worksheet) -> None:
        """Sizes, what stays in sight, and how it is printed."""
        for column, width in enumerate(placed.widths):
            worksheet.set_column_pixels(column, column, width)
        for row in range(placed.last_row + 1):
            worksheet.set_row_pixels(row, placed.heights.get(row, ROW))
        for row in placed.hidden:
            worksheet.set_row(row, None, None, {"hidden": True})
        worksheet.hide_gridlines(2)
        # A feature may be called "24", and #N/A is what charts leave out: neither is a mistake.
        used = f"A1:{address(placed.last_kept, placed.last_column)}"
        worksheet.ignore_errors({"number_stored_as_text": used, "eval_error": used})
        if placed.sheet.key in _WITH_ERRORS:
            worksheet.conditional_format(
                used, {"type": "errors", "format": self._styles.left_out()}
            )
        # Frozen panes in which nothing is frozen may make Excel repair the workbook.
        if any(placed.frozen):
            worksheet.freeze_panes(*placed.frozen)
        self._set_up_page(placed, worksheet)

    def _set_up_page(self, placed: PlacedSheet, worksheet: Worksheet) -> None:
        """How a sheet is printed, if it is to be seen at all."""
        worksheet.set_paper(_A4)
        worksheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_FOOT)
        if placed.sheet.landscape:
            worksheet.set_landscape()
        if placed.scale:
            worksheet.set_print_scale(placed.scale)
        else:
            worksheet.fit_to_pages(placed.pages, int(placed.sheet.one_page))
        # XlsxWriter takes one area, and writes down whatever stands here.
        sheet = quoted(placed.sheet.title)
        worksheet.print_area_range = ",".join(f"{sheet}!{area.address}" for area in placed.areas)
        if placed.beside:
            worksheet.repeat_columns(0, placed.beside - 1)
        if placed.repeated is not None:
            worksheet.repeat_rows(placed.repeated)
        title = cell_text(self._report.title)[:_FOOTER_TITLE].replace("&", "&&")
        footer = text(self._report.language, "report.print.footer", title=title)
        worksheet.set_footer(footer, {"scale_with_doc": False})

    def _paragraph(self, placed: PlacedParagraph, worksheet: Worksheet) -> None:
        style = self._styles.paragraph(placed.style)
        for row, line in enumerate(placed.lines, placed.row):
            self._words(worksheet, (row, placed.column), line, style)

    def _table(self, placed: PlacedTable, worksheet: Worksheet) -> None:
        table = placed.table
        if table.name:
            self._native_table(placed, worksheet)
        else:
            for across, column in enumerate(table.columns, placed.column):
                style = self._styles.header(column.kind)
                self._words(worksheet, (placed.row, across), column.title, style)
        for index, cells in enumerate(table.rows):
            for across, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                at = placed.row + 1 + index, placed.column + across
                self._cell(worksheet, at, cell, column.kind, (table.key, index))

    def _native_table(self, placed: PlacedTable, worksheet: Worksheet) -> None:
        table = placed.table
        columns = [
            {
                "header": column.title,
                "header_format": self._styles.for_text(
                    self._styles.header(column.kind), column.title
                ),
            }
            for column in table.columns
        ]
        refused = worksheet.add_table(
            placed.row,
            placed.column,
            placed.last_row,
            placed.column + len(columns) - 1,
            {
                "name": table.name,
                "style": TABLE_STYLE,
                "autofilter": False,
                "columns": columns,
            },
        )
        if refused:
            raise ValueError(f"the table {table.name!r} is not one that Excel takes")

    def _cell(
        self,
        worksheet: Worksheet,
        at: tuple[int, int],
        cell: Cell,
        kind: str,
        within: tuple[str, int],
    ) -> None:
        style = self._styles.cell(kind)
        match cell:
            case None:
                self._words(worksheet, at, UNDEFINED, style)
            case str():
                self._words(worksheet, at, cell, style)
            case CategoryName():
                self._words(worksheet, at, cell.text, self._styles.category(cell.letter))
            case Formula():
                value = UNDEFINED if cell.value is None else cell.value
                stored = cell_text(value) if isinstance(value, str) else value
                formula = self._placement.formula(cell, *within)
                look = self._styles.link() if kind == "link" else style
                worksheet.write_formula(*at, formula, look, stored)
            case Link():
                self._link(worksheet, at, cell, kind)
            case _:
                worksheet.write_number(*at, cell, style)

    def _link(self, worksheet: Worksheet, at: tuple[int, int], cell: Link, kind: str) -> None:
        target = link_target(cell.place, self._sources, self._folder)
        if target is None or self._links >= MOST:
            self._words(worksheet, at, cell.text, self._styles.cell(kind))
            return
        self._links += 1
        style = self._styles.for_text(self._styles.link(), cell.text)
        worksheet.write_url(*at, target, style, cell_text(cell.text))

    def _words(self, worksheet: Worksheet, at: tuple[int, int], words: str, style: Format) -> None:
        worksheet.write_string(*at, cell_text(words), self._styles.for_text(style, words))

    def _chart(self, placed: PlacedChart, worksheet: Worksheet) -> None:
        add_chart(
            self._workbook,
            worksheet,
            (placed.row, placed.column),
            placed.chart,
            self._placement,
            traits_of(self._report.language).font,
        )
