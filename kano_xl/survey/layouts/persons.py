"""Who gave the answers of a table with several rows a respondent."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.known import known_wordings

Indices = npt.NDArray[np.int64]


def find_persons(
    table: Table, roles: Mapping[str, Column], features: Indices, asked: Indices, kinds: int
) -> tuple[Indices, Indices, npt.NDArray[np.bool_]]:
    """The respondent of every row; and of every respondent the first row, and a duplicate flag.

    Rows that do not say whose they are belong to people of their own, told apart by their order.

    Args:
        table: N rows below the header.
        roles: "respondent" and "time", as far as there are such columns.
        features: N indices of features, −1 for a row that names none.
        asked: N numbers of what each row is about, below ``kinds``.
        kinds: see ``asked``.
    """
    known = roles.get("respondent") or roles.get("time")
    question = features * kinds + asked
    used = features >= 0
    if known is None:
        persons, again = _by_order(question, used), np.zeros(question.size, np.int64)
    else:
        persons = _by_name(table, known, question, used)
        questions = kinds * max(1, int(features.max(initial=0)) + 1)
        again = _times_before(persons * questions + question, used)
    keys = persons * (int(again.max(initial=0)) + 1) + again
    keys[~used] = -1
    unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    skipped = int(unique[0] == -1) if unique.size else 0
    order = np.argsort(first[skipped:], kind="stable")
    place_of = np.empty_like(order)
    place_of[order] = np.arange(order.size)
    respondents = np.where(
        used, np.concatenate([np.zeros(skipped, np.int64), place_of])[inverse], 0
    )
    rows = first[skipped:][order]
    return respondents, rows + table.first_row, again[rows] > 0


def _by_name(
    table: Table, column: Column, question: Indices, used: npt.NDArray[np.bool_]
) -> Indices:
    """The person whom a column names in each row; a blank is nobody's name."""
    found = distinct(table, [column])
    persons = found.indices[column.index].astype(np.int64)
    blank = np.array([known_wordings().is_blank(value) for value in found.values], np.bool_)
    unnamed = blank[persons]
    if unnamed.any():
        others = _by_order(question[unnamed], used[unnamed])
        persons[unnamed] = len(found.values) + others
    return persons


def _by_order(question: Indices, used: npt.NDArray[np.bool_]) -> Indices:
    """A new respondent begins where a question comes again.

    Where the rows are sorted by question, the first rows of all questions are the first one's.
    """
    asked_in_turn = question[used]
    kinds = np.unique(asked_in_turn).size
    if asked_in_turn.size > kinds and np.count_nonzero(np.diff(asked_in_turn)) == kinds - 1:
        return _times_before(question, used)
    persons, current, seen = np.zeros(question.size, np.int64), 0, set[int]()
    for row in np.flatnonzero(used):
        asked = int(question[row])
        if asked in seen:
            current, seen = current + 1, set()
        seen.add(asked)
        persons[row] = current
    return persons


def _times_before(keys: Indices, used: npt.NDArray[np.bool_]) -> Indices:
    """How often each key came in an earlier row."""
    again = np.zeros(keys.size, np.int64)
    rows = np.flatnonzero(used)
    order = rows[np.argsort(keys[rows], kind="stable")]
    same = np.concatenate([[False], keys[order][1:] == keys[order][:-1]])
    starts = np.maximum.accumulate(np.where(same, 0, np.arange(order.size)))
    again[order] = np.arange(order.size) - starts
    return again
