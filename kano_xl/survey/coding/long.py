"""Surveys with one answer, or the pair of answers to one feature, in a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.counts import Codes
from kano_xl.settings import Settings
from kano_xl.survey.cells import Value
from kano_xl.survey.coding.checking import check_answers
from kano_xl.survey.coding.coded import code
from kano_xl.survey.coding.columns import Part
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.coding.importance import importance_of
from kano_xl.survey.layout import LONG, Layout, naming
from kano_xl.survey.layout.sides import (
    DYSFUNCTIONAL,
    FUNCTIONAL,
    IMPORTANCE,
    SIDES,
    side_by_words,
    side_of_mark,
)
from kano_xl.survey.listing import listed
from kano_xl.survey.quoting import printable, quoted
from kano_xl.survey.survey import Feature
from kano_xl.survey.wording import UNREADABLE

Indices = npt.NDArray[np.int64]

_ASKED = (*SIDES, IMPORTANCE, "")
"""What a row may be about; the last for a side that says nothing."""


def code_long(layout: Layout, settings: Settings, own: Mapping[str, int] | None) -> Part:
    """The answers of a sheet in one of the long layouts.

    A respondent is known by ID, else by the time of the answers, else a new one begins
    where a feature comes again. An ID that answers a feature a second time is a duplicate.

    Raises:
        InputError: ``no_answers``, ``question_unreadable``, ``feature_without_functional``,
            ``feature_without_dysfunctional``, ``answer_ambiguous``.
    """
    table, sheet = layout.table, layout.table.sheet
    found = distinct(table, [layout.roles["feature"]])
    labels = [_label(value) for value in found.values]
    names = _names(labels, layout.names)
    index_of = {label: index for index, label in enumerate(names)}
    lookup = np.array([index_of.get(label, -1) for label in labels], np.int64)
    features = lookup[found.indices[layout.roles["feature"].index]]
    codes, asked, problems = _answers(layout, settings, own)
    problems += _rows_without_feature(layout, features, codes)
    if not names or not any(array.any() for array in codes.values()):
        raise InputError("no_answers", sheet.place(table.first_row, layout.roles["feature"].index))
    respondents, rows, duplicates = _respondents(layout, features, asked)
    shape = (len(names), len(rows))
    sides = {side: np.zeros(shape, np.uint8) for side in SIDES}
    for side, array in sides.items():
        held = (features >= 0) & (codes[side] != MISSING) & (codes[side] != UNREADABLE)
        array[features[held], respondents[held]] = codes[side][held]
    for label, index in index_of.items():
        for side, array in sides.items():
            if not array[index].any():
                row = table.first_row + int(np.argmax(features == index))
                place = sheet.place(row, layout.roles["feature"].index)
                raise InputError(f"feature_without_{side}", place, name=quoted(label))
    importance = None
    column = layout.roles.get("answer", layout.roles.get("importance"))
    stating = asked == _ASKED.index(IMPORTANCE if "answer" in layout.roles else FUNCTIONAL)
    if column is not None and stating.any():
        stated, wrong = importance_of(table, column, stating)
        problems += wrong
        importance = np.full(shape, math.nan)
        held = (features >= 0) & ~np.isnan(stated)
        importance[features[held], respondents[held]] = stated[held]
    return Part(
        tuple(Feature(n, label if label != n else "", label, label) for label, n in names.items()),
        sides[FUNCTIONAL],
        sides[DYSFUNCTIONAL],
        importance,
        rows,
        duplicates,
        None,
        tuple(problems),
    )


def _label(value: Value) -> str:
    return "" if value is None else printable(value)


def _names(labels: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Value of the feature column → name, in order of first appearance."""
    found = [label for label in dict.fromkeys(labels) if label]
    if given:
        return {label: given[label] for label in found if label in given}
    subjects = [naming.subject_of(label)[0] for label in found]
    return dict(zip(found, naming.unique([naming.short(one) for one in subjects]), strict=True))


def _answers(
    layout: Layout, settings: Settings, own: Mapping[str, int] | None
) -> tuple[dict[str, Codes], Indices, list[Problem]]:
    """The code of each row for either side, 0 where the row holds none.

    Also what each row is about, as an index of `_ASKED` (0 where a row has both sides), and
    the problems.
    """
    table = layout.table
    if layout.kind == LONG:
        columns = [layout.roles[side] for side in SIDES]
        coded = code(table, columns, settings, own)
        problems = check_answers(table, columns, coded, own or ())
        both = {side: coded.codes[layout.roles[side].index] for side in SIDES}
        return both, np.zeros(table.height, np.int64), problems
    column, side_column = layout.roles["answer"], layout.roles["side"]
    found = distinct(table, [side_column])
    where = found.indices[side_column.index]
    told = np.array([_side(value) or "" for value in found.values])[where]
    coded = code(table, [column], settings, own)
    codes = coded.codes[column.index] * (told != IMPORTANCE).astype(np.uint8)
    coded.codes[column.index] = codes
    problems = check_answers(table, [column], coded, own or ())
    unknown = np.flatnonzero((told == "") & (codes != MISSING))
    problems += listed(
        "side_unreadable",
        (
            (
                table.sheet.place(table.first_row + int(row), side_column.index),
                {"side": quoted(found.values[where[row]] or "")},
            )
            for row in unknown
        ),
        len(unknown),
    )
    single = {side: np.where(told == side, codes, np.uint8(MISSING)) for side in SIDES}
    asked = np.array([_ASKED.index(_side(value) or "") for value in found.values])[where]
    return single, asked, problems


def _side(value: Value) -> str | None:
    return None if value is None else side_of_mark(str(value)) or side_by_words(printable(value))


def _rows_without_feature(
    layout: Layout, features: Indices, codes: Mapping[str, Codes]
) -> list[Problem]:
    answered = (codes[FUNCTIONAL] != MISSING) | (codes[DYSFUNCTIONAL] != MISSING)
    if layout.names:
        return []
    rows = np.flatnonzero((features < 0) & answered)
    first, column = layout.table.first_row, layout.roles["feature"].index
    cells: list[tuple[Place, dict[str, object]]] = [
        (layout.table.sheet.place(first + int(row), column), {}) for row in rows
    ]
    return listed("row_without_feature", cells, len(rows))


def _respondents(
    layout: Layout, features: Indices, asked: Indices
) -> tuple[Indices, Indices, npt.NDArray[np.bool_]]:
    """The respondent of every row; and of every respondent the first row, and a duplicate flag."""
    table = layout.table
    known = layout.roles.get("respondent") or layout.roles.get("time")
    question = features * len(_ASKED) + asked
    used = features >= 0
    if known is None:
        persons, again = _by_order(question, used)
        again[:] = 0
    else:
        persons = distinct(table, [known]).indices[known.index].astype(np.int64)
        questions = len(_ASKED) * max(1, int(features.max()) + 1)
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


def _by_order(question: Indices, used: npt.NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """A new respondent begins where a question comes again."""
    persons, current, seen = np.zeros(question.size, np.int64), 0, set[int]()
    for row in np.flatnonzero(used):
        asked = int(question[row])
        if asked in seen:
            current, seen = current + 1, set()
        seen.add(asked)
        persons[row] = current
    return persons, np.zeros(question.size, np.int64)


def _times_before(keys: Indices, used: npt.NDArray[np.bool_]) -> Indices:
    """How often each key came in an earlier row."""
    again = np.zeros(keys.size, np.int64)
    rows = np.flatnonzero(used)
    order = rows[np.argsort(keys[rows], kind="stable")]
    same = np.concatenate([[False], keys[order][1:] == keys[order][:-1]])
    starts = np.maximum.accumulate(np.where(same, 0, np.arange(order.size)))
    again[order] = np.arange(order.size) - starts
    return again
