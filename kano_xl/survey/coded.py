"""Cells as numbers: four bytes a cell, for sheets too large for a Python value in each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import eq
from typing import overload

import numpy as np
import numpy.typing as npt

from kano_xl.survey.sheet import Cells, Value

Codes = npt.NDArray[np.int32]

EMPTY = 0
"""The code of a cell that holds nothing."""

_BLOCK = 256
"""Rows decoded at a time when all are asked for."""

_REMEMBERED = 65_536
"""Values kept ready; more are made anew each time they are asked for."""


def number_codes(numbers: npt.NDArray[np.int32]) -> Codes:
    """The codes of whole numbers from 0 to 10⁹; even, from 2 on."""
    return (numbers << 1) + np.int32(2)


def text_codes(places: npt.NDArray[np.int32]) -> Codes:
    """The codes of texts by their place in the table of texts; odd."""
    return (places << 1) + np.int32(1)


def other_code(place: int) -> int:
    """The code of a value by its place among the other ones; negative."""
    return -1 - place


class _Values(dict[int, Value]):
    """Code → value."""

    def __init__(self, texts: Sequence[Value], others: Sequence[Value]) -> None:
        super().__init__({EMPTY: None})
        self.texts = texts
        self.others = others

    def __missing__(self, code: int) -> Value:
        value: Value
        if code < 0:
            value = self.others[-1 - code]
        elif code & 1:
            value = self.texts[code >> 1]
        else:
            value = float((code >> 1) - 1)
        if len(self) < _REMEMBERED:
            self[code] = value
        return value


class CodedCells(Sequence[Sequence[Value]]):
    """Rows of cells, made into values when they are asked for.

    Attributes:
        codes: R × C codes; see `number_codes`, `text_codes` and `other_code`.

    >>> cells = CodedCells(np.array([[1, 4], [-1, 0]], np.int32), ["like"], [2.5])
    >>> list(cells), cells[0][1], list(cells.column(0, 1))
    ([['like', 1.0], [2.5, None]], 1.0, [2.5])
    """

    def __init__(self, codes: Codes, texts: Sequence[Value], others: Sequence[Value]) -> None:
        self.codes = codes
        self._values = _Values(texts, others)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> list[Value]: ...

    @overload
    def __getitem__(self, index: slice) -> CodedCells: ...

    def __getitem__(self, index: int | slice) -> list[Value] | CodedCells:
        if isinstance(index, slice):
            part = CodedCells.__new__(CodedCells)
            part.codes, part._values = self.codes[index], self._values
            return part
        return list(map(self.value, self.codes[index].tolist()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence) and not isinstance(other, str):
            return len(self) == len(other) and all(map(eq, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[list[Value]]:
        value = self.value
        for start in range(0, len(self.codes), _BLOCK):
            for row in self.codes[start : start + _BLOCK].tolist():
                yield list(map(value, row))

    def value(self, code: int) -> Value:
        """What a code stands for."""
        return self._values[code]

    def column(self, index: int, start: int = 0) -> Iterator[Value]:
        """The cells of one column, from a row on."""
        codes = self.codes[start:, index]
        for first in range(0, len(codes), _BLOCK):
            yield from map(self.value, codes[first : first + _BLOCK].tolist())

    def without(self, rows: Collection[int]) -> CodedCells:
        """The same cells with nothing in some rows."""
        part = self[:]
        part.codes = self.codes.copy()
        part.codes[list(rows)] = EMPTY
        return part


def trimmed(codes: Codes) -> Codes:
    """R × C codes without the rows and columns at the end that hold nothing.

    >>> trimmed(np.array([[0, 4, 0], [0, 0, 0]], np.int32)).tolist()
    [[0, 4]]
    """
    height, width = (int(np.flatnonzero(codes.any(axis)).max(initial=-1)) + 1 for axis in (1, 0))
    return codes[:height, :width]


def without(cells: Cells, rows: Collection[int]) -> Cells:
    """Any cells with nothing in some rows.

    >>> without([["a", 1], ["b", 2]], {0})
    [[None, None], ['b', 2]]
    """
    if isinstance(cells, CodedCells):
        return cells.without(rows)
    blank: list[Value] = [None] * max(map(len, cells), default=0)
    return [blank if at in rows else row for at, row in enumerate(cells)]


def cells_of(rows: Cells, index: int, start: int = 0) -> Iterator[Value]:
    """The cells of one column of any rows, from a row on.

    >>> list(cells_of([["a", 1], ["b", 2]], 1, 1))
    [2]
    """
    if isinstance(rows, CodedCells):
        return rows.column(index, start)
    return (rows[at][index] for at in range(start, len(rows)))
