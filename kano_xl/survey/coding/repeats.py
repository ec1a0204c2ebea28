"""Respondents who stand in a sheet twice. IDs are compared and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from kano_xl.survey.cells import Value
from kano_xl.survey.layout.sides import pattern, unnumbered
from kano_xl.survey.layout.table import EMPTY, Column, Table

_LEAST_FEATURES = 8
"""Without a time or any other sign of the person, so many features must agree to be no accident."""

_LEAST_DISTINCT = 0.5
"""A column names persons when at least this share of its values is distinct (not "anonymous")."""


def repeated_rows(
    table: Table, rows: npt.NDArray[np.int64], features: int
) -> npt.NDArray[np.bool_]:
    """Which of the respondents repeat an earlier one: the same ID, or the same in every cell.

    Args:
        table: the table they stand in.
        rows: N 0-based rows of the respondents in the sheet.
        features: how many features they were asked about.

    Returns:
        N flags; the first of its kind is not flagged.
    """
    flags = np.zeros(len(rows), np.bool_)
    numbering = [column for column in table.columns if _is(column, "numbers")]
    named = [column for column in table.columns if _is(column, "persons")]
    sheet_rows = table.sheet.rows
    for column in (*numbering, *named):
        ids = [sheet_rows[row][column.index] for row in rows]
        known = [value for value in ids if value is not None]
        if known and len(set(known)) >= max(2, _LEAST_DISTINCT * len(known)):
            flags |= _seen_before(ids)
    compared = [
        column for column in table.columns if column not in numbering and column.holds != EMPTY
    ]
    signed = any(column.background for column in compared)
    if len(compared) > 1 and (signed or features >= _LEAST_FEATURES):
        cells = itemgetter(*(column.index for column in compared))
        flags |= _same_row([sheet_rows[row] for row in rows], cells, signed)
    return flags


def _is(column: Column, group: str) -> bool:
    return bool(pattern("background", group).fullmatch(unnumbered(column.header).strip(" :：*#")))


def _seen_before(ids: Sequence[Hashable]) -> npt.NDArray[np.bool_]:
    seen: set[Hashable] = {None}
    repeated = np.zeros(len(ids), np.bool_)
    for index, value in enumerate(ids):
        repeated[index] = value is not None and value in seen
        seen.add(value)
    return repeated


def _same_row(
    rows: Sequence[Sequence[Value]],
    cells: Callable[[Sequence[Value]], tuple[Value, ...]],
    signed: bool,
) -> npt.NDArray[np.bool_]:
    """Which rows equal an earlier one; only hashes are kept, so that 100,000 rows cost little.

    Unsigned rows, those without a time or a name, count only if the answers vary: two
    people who tick "like" all the way down are no duplicates.
    """
    hashes = np.fromiter(map(hash, map(cells, rows)), np.int64, len(rows))
    _, firsts, kinds = np.unique(hashes, return_index=True, return_inverse=True)
    earlier = firsts[kinds]
    repeated = np.zeros(len(rows), np.bool_)
    for index in np.flatnonzero(earlier != np.arange(len(rows))).tolist():
        compared = cells(rows[index])
        if cells(rows[earlier[index]]) == compared:
            repeated[index] = signed or len(set(compared)) > 2
    return repeated
