"""Counts, or shares, with a row for each feature and a column for each category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kano_xl.errors import InputError, Problem
from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.grid import NEEDED, CountGrid
from kano_xl.survey.layouts.layout import Layout, Part, left_out
from kano_xl.survey.layouts.long import is_role
from kano_xl.survey.mapping import Mapping as SheetMapping
from kano_xl.survey.mapping import MappingKeys, columns_of, mapped_table, unmapped
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.tables.category_names import PERFORMANCE
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.tables.vocabulary import pattern

FORM = "totals"

KEYS = MappingKeys(needed=("feature", *NEEDED), optional=("R", "Q"))


class TotalsLayout(Layout):
    """A row for each feature, a column for each category."""

    def code(self, instructions: Instructions) -> Part:
        """The counts of a sheet; a category without a column counts 0.

        Raises:
            InputError: ``count_not_whole`` for a cell that is no count, ``duplicate_feature``,
                ``no_answers`` where nothing is counted, ``shares_need_respondents``.
        """
        table, named = self.table, self.roles["feature"].index
        problems = list(self.column_problems())
        rows = list(self._rows(problems))
        grid = CountGrid(
            [text for _, text in rows],
            lambda feature: (rows[feature][0], named),
            lambda feature, letter: (rows[feature][0], self.roles[letter].index),
            [letter for letter in CATEGORIES if letter in self.roles],
        )
        return grid.part(self, instructions, problems, table.sheet.place(table.first_row, named))

    def _rows(self, problems: list[Problem]) -> Iterator[tuple[int, str]]:
        """The rows that hold a feature, with its label."""
        table, sheet = self.table, self.table.sheet
        named = self.roles["feature"].index
        for row in range(table.first_row, len(sheet.rows)):
            label = sheet.rows[row][named]
            values = [sheet.rows[row][c.index] for r, c in self.roles.items() if r in CATEGORIES]
            if label is None or (self.names and printable(label) not in self.names):
                if any(value is not None for value in values) and not self.names:
                    problems.append(Problem("row_without_feature", sheet.place(row, named)))
            elif pattern("totals", "sum").fullmatch(printable(label).strip(" :：")):
                problems.append(Problem("row_of_sums", sheet.place(row, named)))
            elif any(value is not None for value in values):
                yield row, printable(label)


def recognise(table: Table, instructions: Instructions) -> Layout | None:
    """The layout of counts with a column for each category; None for any other."""
    if not any(is_role(column, "A", "totals") for column in table.columns):
        return None
    found = _roles(table)
    performance = next((c for c in table.columns if c.header.strip().upper() == PERFORMANCE), None)
    unclear = performance is not None and "O" in found
    if performance is not None:
        # Beside P, a column O may hold the must-bes ("obligatory").
        found.setdefault("M" if unclear else "O", performance)
    if "feature" not in found:
        rest = [column for column in table.columns if column not in found.values()]
        found |= {"feature": rest[0]} if rest else {}
    if not all(role in found for role in KEYS.needed):
        return None
    if not unclear or performance is None:
        ignored = left_out(table, list(found.values()))
        return TotalsLayout(FORM, FORM, table, roles=found, ignored=ignored)
    refusal = InputError(
        "totals_ambiguous",
        table.sheet.place(table.header_row, performance.index),
        feature=found["feature"].letter,
        attractive=found["A"].letter,
        obligatory=found["O"].letter,
        performance=performance.letter,
        indifferent=found["I"].letter,
    )
    known = {role: column for role, column in found.items() if role not in ("O", "M")}
    return TotalsLayout(FORM, FORM, table, roles=known, refusal=refusal)


def _roles(table: Table) -> dict[str, Column]:
    """Role → column, as far as the headers tell; a bare P tells nothing by itself."""
    found: dict[str, Column] = {}
    for column in table.columns:
        if column.header.strip().upper() == PERFORMANCE:
            continue
        for role in KEYS.roles:
            group = "totals" if role in CATEGORIES else "long"
            if role not in found and is_role(column, role, group):
                found[role] = column
                break
    return found


def mapped(sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> TotalsLayout:
    """The layout of a sheet as a mapping says it is; raises as `columns_of` does."""
    table = mapped_table(sheet, mapping, instructions.own.keys)
    roles = columns_of(table, mapping)
    return replace(
        TotalsLayout(FORM, FORM, table, roles=roles),
        ignored=unmapped(table, roles.values()),
        names={feature.value: feature.name for feature in mapping.features},
    )
