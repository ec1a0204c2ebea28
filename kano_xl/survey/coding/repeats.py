"""Respondents who stand in a sheet twice, or in two. IDs are compared and forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, time
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from kano_xl.survey.coded import cells_of
from kano_xl.survey.quoting import folded, folded_id
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


ROW_NUMBERS = 10
"""Whole numbers up to so many times the number of rows count rows, and tell of no person."""

Signs = list[frozenset[Hashable]]
"""By what each of N respondents may be known again; empty where there is nothing."""

_NUMBERED = re.compile(r"\D{0,3}(\d{1,15})")


def signs(table: Table, rows: npt.NDArray[np.int64]) -> Signs:
    """What tells that a respondent stands in another sheet, too.

    That is an ID with a number in it, an address, or all cells of a row with an exact time among
    them. IDs that only count rows are none, with letters before them or without: every sheet has a
    respondent 1. They are for a comparison and not to be kept.

    Args:
        table: the table they stand in.
        rows: N 0-based rows of the respondents in the sheet.
    """
    found: list[set[Hashable]] = [set() for _ in rows]
    numbering = [column for column in table.columns if _is(column, "numbers")]
    for column in (*numbering, *(each for each in table.columns if _is(each, "persons"))):
        cells = list(cells_of(table.sheet.rows, column.index))
        ids = [None if cells[row] is None else folded_id(cells[row]) for row in rows]
        if column in numbering and _counts_rows(ids):
            continue
        header = folded(unnumbered(column.header)) if column in numbering else ""
        for of_one, value in zip(found, ids, strict=True):
            if value and _TELLING.search(value):
                of_one.add((header, value))
    if any(_is(column, "times") and _is_exact(column) for column in table.columns):
        compared = [c.index for c in table.columns if c not in numbering and c.holds != EMPTY]
        for of_one, row in zip(found, rows, strict=True):
            cells_of_row = table.sheet.rows[row]
            of_one.add(tuple(cells_of_row[index] for index in compared))
    return [frozenset(each) for each in found]


_TELLING = re.compile(r"[\d@]")
"""What an ID or an address has, and "anonymous" has not."""


def _counts_rows(ids: Sequence[str | None]) -> bool:
    """Whether IDs are no more than the numbers of rows.

    >>> _counts_rows(["p1", "p2", None, "p4"]), _counts_rows(["4711", "4712"])
    (True, False)
    """
    numbers = [_NUMBERED.fullmatch(each) for each in ids if each]
    return all(each and int(each[1]) <= ROW_NUMBERS * len(ids) for each in numbers)


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
