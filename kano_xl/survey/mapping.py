"""What a mapping says of a sheet: its columns by name, its features, what its answers mean.

How it is written down is told by `kano_xl.survey.mapping_file`; which columns and which keys
of a feature a layout has is told by the layout itself, with `MappingKeys`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kano_xl.errors import Place, SettingsError
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.tables.table import Column, Table, find_table, table_at


class ColumnName(NamedTuple):
    """How a mapping names a column: by its header, its letter, or both (the header goes first)."""

    header: str = ""
    letter: str = ""


def name_of(column: Column) -> ColumnName:
    """The name under which a mapping finds this column again."""
    return ColumnName(column.header, column.letter)


class MappedFeature(NamedTuple):
    """One feature of a mapping.

    Attributes:
        name: what it is to be called.
        functional, dysfunctional, importance: the columns of its sides.
        column: its one column, where a layout has a column for each feature.
        value: its value in the feature column, in the layouts that have one.
        satisfaction: the column of satisfaction today.
    """

    name: str
    functional: ColumnName | None = None
    dysfunctional: ColumnName | None = None
    importance: ColumnName | None = None
    column: ColumnName | None = None
    value: str = ""
    satisfaction: ColumnName | None = None


class MappingKeys(NamedTuple):
    """What a mapping file may say of a layout.

    Attributes:
        needed: roles of columns that it cannot do without.
        optional: roles of columns that may be absent.
        feature: keys that every ``[[feature]]`` needs beside its name.
        feature_optional: those that may be absent.
        features: whether there has to be a feature.
    """

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    feature: tuple[str, ...] = ("value",)
    feature_optional: tuple[str, ...] = ()
    features: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles of columns."""
        return (*self.optional, *self.needed)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says.

    Attributes:
        layout: a key of `kano_xl.survey.choosing.FORMS`; "" to find the layout, where only
            answers are explained.
        header_row, first_row: 1-based rows of the header and of the first respondent; None
            to find them.
        features: the features, in the order they are to have.
        columns: role → column, in the layouts with roles.
        answers: wording → 1..5, or 0 for no answer, on either side.
        side_answers: side → the same, of one side alone; goes before ``answers``.
        file: name of the file it came from, for messages.
        satisfaction_top: the best answer of the scale of satisfaction, which begins with 1; None
            to find it.
    """

    layout: str = ""
    header_row: int | None = None
    first_row: int | None = None
    features: tuple[MappedFeature, ...] = ()
    columns: AnyMapping[str, ColumnName] = field(default_factory=dict)
    answers: AnyMapping[str, int] = field(default_factory=dict)
    side_answers: AnyMapping[str, AnyMapping[str, int]] = field(default_factory=dict)
    file: str = ""
    satisfaction_top: int | None = None

    @property
    def place(self) -> Place:
        """The mapping file, for messages."""
        return Place(self.file or None)

    def answers_of(self, side: str) -> dict[str, int]:
        """Wording → 0..5 as it holds for one side."""
        return {**self.answers, **self.side_answers.get(side, {})}


def mapped_table(sheet: Sheet, mapping: Mapping, explained: frozenset[str]) -> Table:
    """The table whose header stands where the mapping says, or where it is found.

    Raises:
        SettingsError: there is no such row.
        InputError: no table is found.
    """
    if mapping.header_row is None:
        return find_table(sheet, explained)
    header = mapping.header_row - 1
    first = header + 1 if mapping.first_row is None else mapping.first_row - 1
    if first <= header or header >= len(sheet.rows):
        raise SettingsError("mapping_value", mapping.place, key="first_row")
    return table_at(sheet, header, first, explained=explained)


def find_column(table: Table, name: ColumnName, place: Place) -> Column:
    """The column a mapping means.

    Raises:
        SettingsError: ``mapping_letter_unknown`` or ``mapping_column_unknown``.
    """
    same = [column for column in table.columns if name.header and column.header == name.header]
    lettered = [column for column in table.columns if column.letter == name.letter]
    both = [column for column in same if column in lettered]
    if both:
        return both[0]
    if len(same) == 1 or (same and not name.letter):
        return same[0]
    if lettered and (not name.header or name.header.upper() == name.letter):
        return lettered[0]
    given = name.header or name.letter
    if given.upper() == name.letter:
        last = table.columns[-1].letter
        raise SettingsError("mapping_letter_unknown", place, given=name.letter, last=last)
    headers = [column.header for column in table.columns if column.header]
    near = difflib.get_close_matches(given, headers, 1, 0.0) or [""]
    raise SettingsError(
        "mapping_column_unknown", place, given=quoted(given), nearest=quoted(near[0])
    )


def once(names: Iterable[str], code: str, place: Place) -> None:
    """Refuse a name that stands twice, without regard to case, with this code."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise SettingsError(code, place, name=quoted(name))
        seen.add(name.casefold())


def columns_of(table: Table, mapping: Mapping) -> dict[str, Column]:
    """Role → column, as the mapping says.

    Raises:
        SettingsError: it names a column that is not there, or one column twice.
    """
    found = {
        role: find_column(table, name, mapping.place) for role, name in mapping.columns.items()
    }
    once([column.letter for column in found.values()], "mapping_column_twice", mapping.place)
    return found


def unmapped(table: Table, used: Iterable[Column]) -> tuple[tuple[Column, str], ...]:
    """The columns that a mapping leaves out, with the reason."""
    taken = {column.index for column in used}
    return tuple((column, "unmapped") for column in table.columns if column.index not in taken)


def feature_columns(table: Table, mapping: Mapping) -> tuple[tuple[str, Column], ...]:
    """Name → column, where each feature has one column; raises as `columns_of` does."""
    found = tuple(
        (feature.name, find_column(table, feature.column, mapping.place))
        for feature in mapping.features
        if feature.column is not None
    )
    once([column.letter for _, column in found], "mapping_column_twice", mapping.place)
    return found
