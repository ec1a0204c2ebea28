"""Counts, or shares, by feature and category, wherever their cells are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import count_categories
from kano_xl.survey.coding.counts import are_shares, as_count, as_shares
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.labels import distinct_names, require_distinct
from kano_xl.survey.layouts.layout import Layout, Part, only_counts
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Feature

NEEDED = ("A", "O", "M", "I")
"""The categories that counts cannot do without: Better and Worse are made of them."""


class CountGrid(NamedTuple):
    """Counts by feature and category, wherever their cells are."""

    labels: Sequence[str]
    label: Callable[[int], tuple[int, int]]
    cell: Callable[[int, str], tuple[int, int]]
    letters: Sequence[str]

    def part(
        self, layout: Layout, instructions: Instructions, problems: list[Problem], nothing: Place
    ) -> Part:
        """The counts as a part of a survey."""
        sheet = layout.table.sheet
        places = [sheet.place(*self.label(index)) for index in range(len(self.labels))]
        if layout.names:
            names = [layout.names[label] for label in self.labels]
            require_distinct(names, places)
        else:
            names = distinct_names(self.labels, places)
        features = [
            Feature(name, label if label != name else "", label, label)
            for name, label in zip(names, self.labels, strict=True)
        ]
        cells = self._cells(sheet, instructions, problems)
        if not cells.any():
            raise InputError("no_answers", nothing)
        counts = count_categories(tuple(names), cells)
        return only_counts(features, counts, problems)

    def _cells(
        self, sheet: Sheet, instructions: Instructions, problems: list[Problem]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        values: list[list[Value]] = []
        for index in range(len(self.labels)):
            row: list[Value] = []
            for letter in CATEGORIES:
                at = self.cell(index, letter) if letter in self.letters else None
                row.append(None if at is None else sheet.rows[at[0]][at[1]])
            values.append(row)
        people = instructions.settings.respondents
        shares = as_shares(values, people)
        if shares is not None:
            problems.append(Problem("counts_from_shares", sheet.whole, {"n": people}))
            return shares
        found = np.zeros((len(values), len(CATEGORIES)), np.int64)
        for index, row in enumerate(values):
            for column, letter in enumerate(CATEGORIES):
                count = as_count(row[column])
                if count is None:
                    code = "counts_are_shares" if are_shares(values) else "count_not_whole"
                    raise InputError(code, sheet.place(*self.cell(index, letter)))
                found[index, column] = count
        if _look_like_shares(found) and people is None:
            place = sheet.place(*self.cell(0, self.letters[0]))
            raise InputError("shares_need_respondents", place)
        return found


def _look_like_shares(counts: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> bool:
    """Whether counts add up to 100 for every feature, as percentages do."""
    return len(counts) > 1 and bool((np.abs(counts.sum(axis=1) - 100) <= 1).all())
