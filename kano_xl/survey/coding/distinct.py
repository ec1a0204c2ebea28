"""Columns of cells as numbers of distinct values: each cell is touched once, in C.

A survey has a handful of different answers in millions of cells. What a cell means is
then found out once for each different value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import Column, Table

Indices = npt.NDArray[np.int32]

_BLOCK = 2048
"""Rows taken at a time, so that their cells are still in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Distinct:
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
    rows, chosen = table.sheet.rows, _getter(where)
    for start in range(0, table.height, _BLOCK):
        first = table.first_row + start
        cells = list(chain.from_iterable(map(chosen, rows[first : first + _BLOCK])))
        if bool in set(map(type, cells)):
            cells = list(_without_bools(cells))
        block = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))
        by_row = block.reshape(-1, len(where))
        found[:, start : start + len(by_row)] = by_row.T
    return Distinct(tuple(numbers), dict(zip(where, found, strict=True)))


def _getter(where: Sequence[int]) -> Callable[[Sequence[Value]], Sequence[Value]]:
    if len(where) == 1:
        return lambda row: (row[where[0]],)
    return itemgetter(*where)


def _without_bools(cells: Sequence[Value]) -> Iterator[Value]:
    for value in cells:
        yield str(value).upper() if isinstance(value, bool) else value
