"""Counts, or shares, by feature and category, wherever their cells are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.counts import CategoryCounts
from kano_xl.survey.coding.counts import as_count, as_shares
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Part, only_counts
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Feature
from kano_xl.survey.tables.naming import short

NEEDED = ("A", "O", "M", "I")
"""The categories that counts cannot do without: Better and Worse are made of them."""


@dataclass(frozen=True)
class CountGrid:
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
        features: dict[str, Feature] = {}
        first: dict[str, Place] = {}
        for index, label in enumerate(self.labels):
            name = layout.names.get(label) or short(label)
            place = sheet.place(*self.label(index))
            if name.casefold() in first:
                values = {"first": first[name.casefold()].cell, "second": place.cell}
                raise InputError("duplicate_feature", place, name=quoted(name), **values)
            first[name.casefold()] = place
            features[name] = Feature(name, label if label != name else "", label, label)
        cells = self._cells(sheet, instructions, problems)
        if not cells.any():
            raise InputError("no_answers", nothing)
        counts = CategoryCounts(tuple(features), cells, np.zeros(len(features), np.int64))
        return only_counts(list(features.values()), counts, problems)

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
                    raise InputError("count_not_whole", sheet.place(*self.cell(index, letter)))
                found[index, column] = count
        if _look_like_shares(found) and people is None:
            place = sheet.place(*self.cell(0, self.letters[0]))
            raise InputError("shares_need_respondents", place)
        return found


def _look_like_shares(counts: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> bool:
    """Whether counts add up to 100 for every feature, as percentages do."""
    return len(counts) > 1 and bool((np.abs(counts.sum(axis=1) - 100) <= 1).all())
