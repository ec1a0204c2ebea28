"""The letter of the category of each person and feature: a row a person, a column a feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kano_xl.errors import InputError, KanoError
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import count_categories
from kano_xl.survey.coded import cells_of
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.labels import distinct_names
from kano_xl.survey.layouts.layout import Layout, Part, left_out, only_counts
from kano_xl.survey.mapping import (
    MappedFeature,
    MappingKeys,
    feature_columns,
    mapped_table,
    name_of,
    unmapped,
)
from kano_xl.survey.mapping import Mapping as SheetMapping
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Feature
from kano_xl.survey.tables.category_names import PERFORMANCE, category_letter
from kano_xl.survey.tables.table import LETTERS, WORDS, Column, Table

FORM = "letters"

KEYS = MappingKeys(feature=("column",), features=True)


@dataclass(frozen=True)
class LettersLayout(Layout):
    """A row for each person, a column for each feature, and the letter of a category in it."""

    features: tuple[tuple[str, Column], ...] = ()

    def code(self, instructions: Instructions) -> Part:
        """The letters, counted.

        Raises:
            InputError: ``letter_unknown`` for a cell that names no category,
                ``duplicate_feature`` where two columns have one header.
        """
        table, sheet = self.table, self.table.sheet
        letters = [
            [
                _letter(value, sheet, row, c)
                for row, value in enumerate(
                    cells_of(sheet.rows, c.index, table.first_row), table.first_row
                )
            ]
            for _, c in self.features
        ]
        cells = np.array([[column.count(c) for c in CATEGORIES] for column in letters], np.int64)
        people = max((len(column) - column.count(None) for column in letters), default=0)
        missing = np.array([people - int(row.sum()) for row in cells], np.int64).clip(0)
        places = [sheet.place(table.header_row, c.index) for _, c in self.features]
        names = tuple(distinct_names([name for name, _ in self.features], places))
        features = [
            Feature(n, "", c.header, "") for n, (_, c) in zip(names, self.features, strict=True)
        ]
        counts = count_categories(names, cells, missing)
        return only_counts(features, counts, list(self.column_problems()))

    def mapped_features(self, features: Sequence[Feature]) -> tuple[MappedFeature, ...]:
        """The features with their columns."""
        return tuple(MappedFeature(name, column=name_of(c)) for name, c in self.features)


def _letter(value: Value, sheet: Sheet, row: int, column: Column) -> str | None:
    if value is None or not printable(value):
        return None
    letter = category_letter(str(value))
    if letter is None:
        raise InputError(
            "letter_unknown", sheet.place(row, column.index), known=" ".join(CATEGORIES)
        )
    return "O" if letter == PERFORMANCE else letter


def recognise(table: Table, instructions: Instructions) -> LettersLayout | None:
    """Letters in the cells, of more than one category, and no answers beside them."""
    if any(column.holds == WORDS for column in table.columns):
        return None
    columns = [c for c in table.columns if c.holds == LETTERS and not c.background]
    letters = {category_letter(str(value)) for column in columns for value in column.sample}
    if len(letters - {None}) < 2 or any(column.heading.marked for column in columns):
        return None
    refusal: KanoError | None = None
    if {"O", PERFORMANCE} <= letters:
        place = table.sheet.place(table.first_row, columns[0].index)
        refusal = InputError("letters_ambiguous", place)
    features = tuple((column.header or column.letter, column) for column in columns)
    return LettersLayout(
        FORM,
        FORM,
        table,
        ignored=left_out(table, columns),
        features=features,
        refusal=refusal,
    )


def mapped(sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> LettersLayout:
    """The layout of a sheet as a mapping says it is; raises as `columns_of` does."""
    table = mapped_table(sheet, mapping, instructions.own.keys)
    features = feature_columns(table, mapping)
    ignored = unmapped(table, [column for _, column in features])
    return LettersLayout(FORM, FORM, table, ignored=ignored, features=features)
