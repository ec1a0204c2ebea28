"""Rows that stand for several people, and rows of a feature and a category: none is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kano_xl.errors import InputError
from kano_xl.survey.coded import cells_of
from kano_xl.survey.coding.counts import as_count
from kano_xl.survey.layouts import across, columns, letters, totals
from kano_xl.survey.layouts.layout import Layout
from kano_xl.survey.layouts.long import is_role
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import EMPTY, LETTERS, Column, Table
from kano_xl.survey.tables.vocabulary import pattern

FEWEST_NUMBERED = 10
"""So many rows, each with a higher number than the last, are numbered and not counted."""

_HOLD_COUNTS = (totals.FORM, across.FORM)


def not_one_a_row(layout: Layout) -> InputError | None:
    """Why the rows of a layout are not an answer of one person each; None where they may be.

    ``categories_down`` where each row holds a feature and a category, ``rows_counted`` where a
    column says how often each row came. The numbers of the rows say nothing of the kind.
    """
    table = layout.table
    if layout.form in (across.FORM, letters.FORM):
        feature = _categories_down(layout)
        if feature is not None:
            return InputError("categories_down", table.sheet.place(table.header_row, feature.index))
    if layout.form in _HOLD_COUNTS or (layout.form == columns.FORM and not layout.pairs):
        return None
    within = [layout.roles[role] for role in ("feature", "side") if role in layout.roles]
    for column in table.columns:
        if _says_how_often(column) and _counts(table, column, within):
            return InputError(
                "rows_counted",
                table.sheet.place(table.header_row, column.index),
                header=quoted(column.header),
                column=column.letter,
            )
    return None


def _categories_down(layout: Layout) -> Column | None:
    """The column of features beside the only column of categories; None if there is none."""
    named = [column for column in layout.table.columns if column.holds == LETTERS]
    features = [
        column
        for column in layout.table.columns
        if column not in (*named, *layout.roles.values())
        and column.holds != EMPTY
        and is_role(column, "feature")
    ]
    return features[0] if len(named) == 1 and features else None


def _says_how_often(column: Column) -> bool:
    return bool(pattern("background", "frequencies").fullmatch(column.header.strip(" .:：*")))


def _counts(table: Table, column: Column, within: Sequence[Column]) -> bool:
    """Whether a column holds whole numbers that are not all 1 and do not number the rows.

    Rows are numbered from the top, or within each group of the columns ``within``.
    """
    found: dict[tuple[Value, ...], list[int]] = defaultdict(list)
    read = [cells_of(table.sheet.rows, c.index, table.first_row) for c in (column, *within)]
    for cell, *group in zip(*read, strict=True):
        if cell is None:
            continue
        count = as_count(cell)
        if count is None:
            return False
        found[tuple(group)].append(count)
    groups = [*found.values()]
    every = [count for group in groups for count in group]
    once = all(count == 1 for count in every)
    return not once and not _numbered(every) and not all(map(_numbered, groups))


def _numbered(values: Sequence[int]) -> bool:
    """Whether numbers only number what they stand beside.

    >>> _numbered([1, 2, 3]), _numbered([17, 18, 19]), _numbered([3, 1, 30]), _numbered([5])
    (True, True, False, False)
    >>> _numbered([2, 3, 5, 7, 11, 13, 17, 19, 23, 29]), _numbered([9, 0, 8, 1, 7, 2, 6, 3, 5, 4])
    (True, True)
    """
    if len(values) >= FEWEST_NUMBERED:
        ascending = all(a < b for a, b in pairwise(values))
        gapless = len(set(values)) == len(values) == max(values) - min(values) + 1
        return ascending or gapless
    from_first = list(range(values[0], values[0] + len(values)))
    return list(values) == from_first and (len(values) > 2 or values[0] == 1)
