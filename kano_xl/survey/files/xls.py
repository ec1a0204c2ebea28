"""Excel workbooks before 2007 (.xls), read by xlrd: it keeps error cells and old code pages."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlrd

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.limits import check_extent
from kano_xl.survey.sheet import Rows, Value

_FAILURES = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, ArithmeticError, AssertionError,
    AttributeError, EOFError, LookupError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What xlrd raises over a damaged file."""


class XlsFile:
    """An .xls file: names its sheets, then reads those that are asked for.

    Raises:
        InputError: damaged or encrypted.
    """

    def __init__(self, path: Path) -> None:
        self.place = Place(path.name)
        self._memo = Memo()
        self._cells = 0
        self._hidden: set[str] = set()
        try:
            self._book = xlrd.open_workbook(
                str(path), logfile=io.StringIO(), on_demand=True, ragged_rows=True
            )
        except _FAILURES as error:
            code = "file_password" if "encrypted" in str(error).lower() else "file_damaged"
            raise InputError(code, self.place) from error

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """Always empty: files of this kind are none of our own."""
        return ()

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets, in their order."""
        return list(self._book.sheet_names())

    def rows(self, name: str) -> Rows:
        """The cells of a worksheet.

        Raises:
            InputError: the sheet is damaged or too large.
        """
        place = Place(self.place.file, name)
        try:
            sheet = self._book.sheet_by_name(name)
            self._cells = check_extent(sheet.nrows, sheet.ncols, place, self._cells)
            rows = [
                [
                    self._value(kind, value)
                    for kind, value in zip(sheet.row_types(r), sheet.row_values(r), strict=True)
                ]
                for r in range(sheet.nrows)
            ]
            self._hidden |= {name} if sheet.visibility else set()
            self._book.unload_sheet(name)
        except _FAILURES as error:
            raise InputError("file_damaged", place) from error
        return rows

    def lacks_results(self, name: str) -> bool:
        """Not known of this kind of file."""
        return False

    def is_hidden(self, name: str) -> bool:
        """Whether the worksheet, once read, is known not to be shown when the file is opened."""
        return name in self._hidden

    def hidden_rows(self, name: str) -> frozenset[int]:
        """Always none: they are read of .xlsx files alone."""
        return frozenset()

    def _value(self, kind: int, value: str | float) -> Value:
        if kind == xlrd.XL_CELL_TEXT:
            return self._memo[str(value)]
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
        if kind == xlrd.XL_CELL_DATE:
            return self._moment(float(value))
        return value if kind == xlrd.XL_CELL_NUMBER else None

    def _moment(self, days: float) -> Value:
        try:
            moment: datetime = xlrd.xldate_as_datetime(days, self._book.datemode)
        except (ValueError, OverflowError):
            return days
        if 0 <= days < 1:
            return moment.time()
        return moment if days % 1 else moment.date()
