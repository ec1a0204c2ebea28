"""Respondents who stand in a sheet twice. IDs are compared and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, time
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from kano_xl.survey.coded import cells_of
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.headings import unnumbered
from kano_xl.survey.tables.table import EMPTY, Column, Table
from kano_xl.survey.tables.vocabulary import pattern

NAMES_PERSONS = 0.5
"""A column names persons when at least this share of its values is distinct (not "anonymous")."""


def repeated_rows(table: Table, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the respondents repeat an earlier one.

    That takes a sign of the person: the same ID or address again, or the same in every cell
    with an exact time among them. Two people of one age who tick the same are no duplicates,
    nor are rows with IDs of their own.

    Args:
        table: the table they stand in.
        rows: N 0-based rows of the respondents in the sheet.

    Returns:
        N flags; the first of its kind is not flagged.
    """
    flags = np.zeros(len(rows), np.bool_)
    numbering = [column for column in table.columns if _is(column, "numbers")]
    addresses = [column for column in table.columns if _is(column, "persons")]
    told_apart = False
    for column in (*numbering, *addresses):
        cells = list(cells_of(table.sheet.rows, column.index))
        ids = [cells[row] for row in rows]
        repeated = _seen_before(ids)
        known = len(ids) - ids.count(None)
        different = known - int(repeated.sum())
        if different >= max(2, NAMES_PERSONS * known):
            flags |= repeated
            told_apart |= column in numbering and different == len(ids)
    timed = any(_is(column, "times") and _is_exact(column) for column in table.columns)
    if timed and not told_apart:
        compared = [c.index for c in table.columns if c not in numbering and c.holds != EMPTY]
        if len(compared) > 1:
            flags |= _same_row([table.sheet.rows[row] for row in rows], itemgetter(*compared))
    return flags


def _is_exact(column: Column) -> bool:
    """Whether the times in a column tell more than the day."""
    return any(
        (isinstance(value, datetime) and value.time() != time())
        or (isinstance(value, str) and ":" in value)
        for value in column.sample
    )


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
    rows: Sequence[Sequence[Value]], cells: Callable[[Sequence[Value]], tuple[Value, ...]]
) -> npt.NDArray[np.bool_]:
    """Which rows equal an earlier one; only hashes are kept, so that 100,000 rows cost little."""
    hashes = np.fromiter(map(hash, map(cells, rows)), np.int64, len(rows))
    _, firsts, kinds = np.unique(hashes, return_index=True, return_inverse=True)
    earlier = firsts[kinds]
    repeated = np.zeros(len(rows), np.bool_)
    for index in np.flatnonzero(earlier != np.arange(len(rows))).tolist():
        repeated[index] = cells(rows[earlier[index]]) == cells(rows[index])
    return repeated
