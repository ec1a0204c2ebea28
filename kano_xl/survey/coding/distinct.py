"""Columns of cells as numbers of distinct values: each cell is touched once, in C.

A survey has a handful of different answers in millions of cells. What a cell means is
then found out once for each different value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.survey.coded import CodedCells
from kano_xl.survey.sheet import Cells, Value
from kano_xl.survey.tables.table import Column, Table

Indices = npt.NDArray[np.int32]

_MOST_CODES = 1 << 24

_BLOCK = 2048
"""Rows taken at a time, so that their cells are still in the processor's cache."""


class Distinct(NamedTuple):
    """Some columns of a table.

    Attributes:
        values: the distinct values; the first is None, which also stands for not-a-number.
            TRUE and FALSE are there as text, for as keys they would be 1 and 0.
        indices: column → N indices into ``values``, one for each row below the header.
    """

    values: tuple[Value, ...]
    indices: dict[int, Indices]

    def counts(self) -> npt.NDArray[np.int64]:
        """How often each of the values comes in all the columns."""
        total = np.zeros(len(self.values), np.int64)
        for column in self.indices.values():
            total += np.bincount(column, minlength=len(self.values))
        return total


class _Numbers(dict[Value, int]):
    """Value → its number, in order of first appearance; not-a-number is None."""

    def __missing__(self, value: Value) -> int:
        if value != value:
            return self[None]
        self[value] = len(self)
        return self[value]


def distinct(table: Table, columns: Sequence[Column]) -> Distinct:
    """The distinct values of these columns, numbered across all of them."""
    numbers = _Numbers({None: 0})
    where = list(dict.fromkeys(column.index for column in columns))
    found = np.empty((len(where), table.height), np.int32)
    cells = table.sheet.rows
    numbered = _coded(cells, where, numbers) if isinstance(cells, CodedCells) else None
    numbered = numbered or _plain(cells, where, numbers)
    for start in range(0, table.height, _BLOCK):
        first = table.first_row + start
        by_row = numbered(first, min(first + _BLOCK, len(cells)))
        found[:, start : start + len(by_row)] = by_row.T
    return Distinct(tuple(numbers), dict(zip(where, found, strict=True)))


_Numbered = Callable[[int, int], npt.NDArray[np.int32]]
"""The cells of rows, from one to before another, as numbers."""


def _plain(rows: Cells, where: Sequence[int], numbers: _Numbers) -> _Numbered:
    chosen = _getter(where)

    def numbered(first: int, end: int) -> npt.NDArray[np.int32]:
        cells = list(chain.from_iterable(map(chosen, rows[first:end])))
        if bool in set(map(type, cells)):
            cells = list(_without_bools(cells))
        block = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))
        return block.reshape(-1, len(where))

    return numbered


def _coded(cells: CodedCells, where: Sequence[int], numbers: _Numbers) -> _Numbered | None:
    """As `_plain`, by a table of what each code is; None where that would be too large."""
    columns = list(where)
    lowest = min((int(cells.codes[:, each].min(initial=0)) for each in columns), default=0)
    highest = max((int(cells.codes[:, each].max(initial=0)) for each in columns), default=0)
    if highest - lowest > _MOST_CODES:
        return None
    known = np.full(highest - lowest + 1, -1, np.int32)

    def numbered(first: int, end: int) -> npt.NDArray[np.int32]:
        codes = cells.codes[first:end, columns] - lowest
        block = known[codes]
        if (block < 0).any():
            unknown = codes[block < 0]
            fresh, places = np.unique(unknown, return_index=True)
            for code in fresh[np.argsort(places)].tolist():
                value = cells.value(code + lowest)
                known[code] = numbers[str(value).upper() if isinstance(value, bool) else value]
            block = known[codes]
        return block

    return numbered


def _getter(where: Sequence[int]) -> Callable[[Sequence[Value]], Sequence[Value]]:
    if len(where) == 1:
        return lambda row: (row[where[0]],)
    return itemgetter(*where)


def _without_bools(cells: Sequence[Value]) -> Iterator[Value]:
    for value in cells:
        yield str(value).upper() if isinstance(value, bool) else value
