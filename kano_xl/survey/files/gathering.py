"""The cells of a worksheet as they are found, in any order, until all are known."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from sys import getsizeof

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place
from kano_xl.survey.coded import EMPTY, CodedCells, Codes, other_code
from kano_xl.survey.files.limits import MAX_VALUES, MIB, check_extent
from kano_xl.survey.files.styles import NumberFormats
from kano_xl.survey.sheet import Value

_AT_ONCE = 50_000
"""Dates asked for at a time."""

_NUMBER = 32
"""Bytes that a number takes."""

_DATE = 96
"""Bytes that a date takes until it is known."""

Indices = npt.NDArray[np.intp]


class Gathering:
    """Puts cells in their places; memory grows with the rectangle that holds them.

    Attributes:
        place: file and sheet, for messages.
        hidden_rows: 0-based.
        texts: the workbook's shared texts.
        lacks_results: the result of a formula may be missing.
    """

    def __init__(self, place: Place, texts: Sequence[Value], before: int = 0) -> None:
        self.place = place
        self.hidden_rows: set[int] = set()
        self.lacks_results = False
        self.texts = texts
        self._before = before
        self._rows = self._columns = 0
        self._codes: Codes = np.zeros((0, 0), np.int32)
        self._others: list[Value] = []
        self._dates = (array("q"), array("q"), array("d"))
        self._memory = 0
        self._blank = np.array([at for at, text in enumerate(texts) if text is None], np.int32)

    @property
    def total(self) -> int:
        """Cells of the rectangles of this sheet and those before it."""
        return self._before + self._rows * self._columns

    def put(self, rows: Indices, columns: Indices, codes: Codes) -> None:
        """Put cells, of which the last counts where two have one place.

        Raises:
            InputError: ``too_many_columns`` or ``too_many_cells``.
        """
        if len(self._blank):
            codes = np.where(np.isin(codes, (self._blank << 1) + 1), EMPTY, codes)
        filled = codes != EMPTY
        if not filled.all():
            rows, columns, codes = rows[filled], columns[filled], codes[filled]
        if len(codes):
            self._reach(int(rows.max()) + 1, int(columns.max()) + 1)
            self._codes[rows, columns] = codes

    def code(self, value: Value) -> int:
        """A code for a value that is neither a shared text nor a small whole number.

        Raises:
            InputError: ``unpacked_too_large``: there are too many.
        """
        if value is None or (isinstance(value, str) and not value.strip()):
            return EMPTY
        self._charge(getsizeof(value) + 8)
        self._others.append(value)
        return other_code(len(self._others) - 1)

    def codes(self, numbers: Sequence[float]) -> list[int]:
        """Codes for numbers that are no small whole ones; raises as `code` does."""
        self._charge(_NUMBER * len(numbers))
        first = len(self._others)
        self._others.extend(numbers)
        return [other_code(place) for place in range(first, len(self._others))]

    def date(self, style: int, number: float) -> int:
        """A code for a number that is shown as a date; `settle` says what date it is."""
        self._charge(_DATE)
        code = self.code(number)
        codes, used, numbers = self._dates
        codes.append(code)
        used.append(style)
        numbers.append(number)
        return code

    def settle(self, styles: Callable[[], NumberFormats]) -> None:
        """Put dates in the places of their numbers."""
        codes, used, numbers = self._dates
        for start in range(0, len(codes), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            cells = list(zip(used[part].tolist(), numbers[part].tolist(), strict=True))
            for code, value in zip(codes[part], styles().dates(cells), strict=True):
                self._others[-1 - int(code)] = value

    def _charge(self, memory: int) -> None:
        self._memory += memory
        if self._memory > MAX_VALUES:
            raise InputError("unpacked_too_large", self.place, most=MAX_VALUES // MIB)

    def cells(self) -> CodedCells:
        """All cells, from A1 to the last row and column that hold anything."""
        return CodedCells(self._codes[: self._rows, : self._columns], self.texts, self._others)

    def _reach(self, rows: int, columns: int) -> None:
        self._rows, self._columns = max(self._rows, rows), max(self._columns, columns)
        check_extent(self._rows, self._columns, self.place, self._before)
        height, width = self._codes.shape
        if self._rows > height or self._columns > width:
            if self._rows > height:
                height = max(self._rows, height + height // 2)
            larger = np.zeros((height, max(self._columns, width)), np.int32)
            larger[: len(self._codes), : self._codes.shape[1]] = self._codes
            self._codes = larger
