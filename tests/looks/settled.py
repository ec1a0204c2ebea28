"""Print areas that are formulas, as Excel computes them when it prints.

LibreOffice knows no such area and prints the whole sheet. So a copy of the workbook gets cells
that compute where each area ends, and the workbook that is printed gets what they gave.
"""

from __future__ import annotations

import re
import zipfile
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

_BOOK, _FIRST_SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
_NAMED = re.compile(r'(<definedName name="_xlnm\.Print_Area"[^>]*>)([^<]*INDEX\([^<]*)<')


class _Area(NamedTuple):
    """A print area up to a cell that a formula finds."""

    first: str
    last: str

    @classmethod
    def read(cls, formula: str) -> _Area:
        return cls(*unescape(formula).split(":", 1))


def asking(book: Path, target: Path) -> Path:
    """A copy whose first sheet computes, below all else, where each such area ends."""
    with zipfile.ZipFile(book) as source:
        areas = _areas(source)
        if not areas:
            return book
        sheet = source.read(_FIRST_SHEET).decode()
        last = max(int(row) for row in re.findall(r'<row r="(\d+)"', sheet))
        rows = "".join(_row(last + 1 + index, area) for index, area in enumerate(areas))
        sheet = sheet.replace("</sheetData>", f"{rows}</sheetData>")
        return _copy(source, target, _FIRST_SHEET, sheet)


def settled(book: Path, computed: Workbook, target: Path) -> Path:
    """A copy with the areas that a copy made by `asking`, computed, says."""
    with zipfile.ZipFile(book) as source:
        areas = _areas(source)
        if not areas:
            return book
        ends = [*computed.worksheets[0].iter_rows(max_col=2, values_only=True)][-len(areas) :]
        addresses = iter(
            f"{area.first}:${get_column_letter(column)}${row}"
            for area, (row, column) in zip(areas, ends, strict=True)
        )
        content = source.read(_BOOK).decode()
        content = _NAMED.sub(lambda found: f"{found[1]}{escape(next(addresses))}<", content)
        return _copy(source, target, _BOOK, content)


def _areas(source: zipfile.ZipFile) -> list[_Area]:
    return [_Area.read(formula) for _, formula in _NAMED.findall(source.read(_BOOK).decode())]


def _row(number: int, area: _Area) -> str:
    cells = (
        f'<c r="{column}{number}"><f>{escape(function)}({escape(area.last)})</f></c>'
        for column, function in (("A", "ROW"), ("B", "COLUMN"))
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _copy(source: zipfile.ZipFile, target: Path, part: str, content: str) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            made.writestr(item, content.encode() if item.filename == part else source.read(item))
    return target
