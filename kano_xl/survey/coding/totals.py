"""Surveys of which only the counts are left: one row per feature, a column per category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kano_xl.errors import InputError, Problem
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.counts import CategoryCounts
from kano_xl.survey.cells import Value
from kano_xl.survey.coding.columns import Part
from kano_xl.survey.layout import Layout
from kano_xl.survey.layout.naming import short
from kano_xl.survey.layout.sides import pattern
from kano_xl.survey.quoting import printable, quoted
from kano_xl.survey.survey import Feature
from kano_xl.survey.wording import number

_MOST = 10**9
"""No survey counts more people."""


def read_totals(layout: Layout) -> Part:
    """The counts of a sheet; a category without a column counts 0.

    Raises:
        InputError: ``count_not_whole`` for a cell that is no count, ``duplicate_feature``,
            ``no_answers`` where nothing is counted.
    """
    table, sheet = layout.table, layout.table.sheet
    named = layout.roles["feature"].index
    features: dict[str, Feature] = {}
    cells: list[list[int]] = []
    problems: list[Problem] = []
    first_rows: dict[str, int] = {}
    for row in range(table.first_row, len(sheet.rows)):
        label = sheet.rows[row][named]
        values = [sheet.rows[row][c.index] for r, c in layout.roles.items() if r in CATEGORIES]
        if label is None or (layout.names and printable(label) not in layout.names):
            if any(value is not None for value in values) and not layout.names:
                problems.append(Problem("row_without_feature", sheet.place(row, named)))
            continue
        text = printable(label)
        if pattern("totals", "sum").fullmatch(text.strip(" :：")):
            problems.append(Problem("row_of_sums", sheet.place(row, named)))
            continue
        if all(value is None for value in values):
            continue
        name = layout.names.get(text) or short(text)
        if name.casefold() in first_rows:
            first = sheet.place(first_rows[name.casefold()], named).cell
            second = sheet.place(row, named).cell
            raise InputError(
                "duplicate_feature",
                sheet.place(row, named),
                name=quoted(name),
                first=first,
                second=second,
            )
        first_rows[name.casefold()] = row
        features[name] = Feature(name, text if text != name else "", text, text)
        cells.append(_counts(layout, row))
    if not cells or not any(map(any, cells)):
        raise InputError("no_answers", sheet.place(table.first_row, named))
    return _part(features, cells, problems)


def _part(
    features: dict[str, Feature], cells: Sequence[Sequence[int]], problems: Sequence[Problem]
) -> Part:
    none = np.zeros((len(features), 0), np.uint8)
    counts = CategoryCounts(
        tuple(features), np.array(cells, np.int64), np.zeros(len(features), np.int64)
    )
    return Part(
        tuple(features.values()),
        none,
        none,
        None,
        np.zeros(0, np.int64),
        np.zeros(0, np.bool_),
        counts,
        tuple(problems),
    )


def _counts(layout: Layout, row: int) -> list[int]:
    """The six counts in a row; a blank cell counts 0."""
    sheet, found = layout.table.sheet, []
    for letter in CATEGORIES:
        column = layout.roles.get(letter)
        value: Value = sheet.rows[row][column.index] if column else None
        count = 0 if value is None else number(value)
        if count is None or not 0 <= count <= _MOST:
            place = sheet.place(row, column.index if column else 0)
            raise InputError("count_not_whole", place, value=quoted(value))
        found.append(count)
    return found
