"""Counts with a row for each category and a column for each feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kano_xl.errors import InputError
from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.coding.counts import as_count
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.grid import NEEDED, CountGrid
from kano_xl.survey.layouts.layout import Layout, Part
from kano_xl.survey.mapping import (
    MappedFeature,
    MappingKeys,
    columns_of,
    feature_columns,
    mapped_table,
    name_of,
)
from kano_xl.survey.mapping import Mapping as SheetMapping
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Feature
from kano_xl.survey.tables.category_names import PERFORMANCE, category_letter
from kano_xl.survey.tables.table import EMPTY, Column, Table

FORM = "totals_across"

KEYS = MappingKeys(needed=("category",), feature=("column",), features=True)

_MOST_CATEGORIES = 40
"""Rows of such a table at most, sums and notes included."""


@dataclass(frozen=True)
class AcrossLayout(Layout):
    """A row for each category, a column for each feature."""

    features: tuple[tuple[str, Column], ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    def code(self, instructions: Instructions) -> Part:
        """The counts of a sheet; raises as `TotalsLayout.code` does."""
        grid = CountGrid(
            [name for name, _ in self.features],
            lambda feature: (self.table.header_row, self.features[feature][1].index),
            lambda feature, letter: (self.rows[letter], self.features[feature][1].index),
            [letter for letter in CATEGORIES if letter in self.rows],
        )
        place = self.table.sheet.place(self.table.first_row, 0)
        return grid.part(self, instructions, list(self.column_problems()), place)

    def mapped_features(self, features: Sequence[Feature]) -> tuple[MappedFeature, ...]:
        """The features with their columns."""
        return tuple(MappedFeature(name, column=name_of(c)) for name, c in self.features)


def recognise(table: Table, instructions: Instructions) -> AcrossLayout | None:
    """A row for each category: one column of letters, each once, beside columns of numbers."""
    if table.height > _MOST_CATEGORIES:
        return None
    for column in table.columns:
        rows: dict[str, int] = {}
        cells = [row[column.index] for row in table.sheet.rows[table.first_row :]]
        letters = [category_letter(cell) if isinstance(cell, str) else None for cell in cells]
        for offset, letter in enumerate(letters):
            if letter is not None:
                rows.setdefault("O" if letter == PERFORMANCE else letter, table.first_row + offset)
        if len(rows) != sum(letter is not None for letter in letters) or not set(NEEDED) <= set(
            rows
        ):
            continue
        features = tuple(
            (each.header, each)
            for each in table.columns
            if each.header
            and _holds_counts([table.sheet.rows[row][each.index] for row in rows.values()])
        )
        if features:
            return AcrossLayout(
                FORM, FORM, table, roles={"category": column}, features=features, rows=rows
            )
    return None


def _holds_counts(cells: Sequence[Value]) -> bool:
    """Whether a column is one of counts, be it that a cell of it is wrong."""
    counts = [as_count(cell) for cell in cells]
    return any(counts) or (None not in counts and any(cell is not None for cell in cells))


def mapped(sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> AcrossLayout:
    """The layout of a sheet as a mapping says it is; raises as `columns_of` does."""
    table = mapped_table(sheet, mapping, instructions.own.keys)
    category = columns_of(table, mapping)["category"]
    found = recognise(replace(table, columns=(category, *_others(table, category))), instructions)
    if found is None or found.roles["category"] != category:
        place = sheet.place(table.first_row, category.index)
        raise InputError("no_categories", place, known=" ".join(NEEDED))
    return replace(found, features=feature_columns(table, mapping))


def _others(table: Table, column: Column) -> list[Column]:
    return [each for each in table.columns if each != column and each.holds != EMPTY]
