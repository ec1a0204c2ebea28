"""From a mapping to the layout of a sheet: the columns that it names, found."""

from __future__ import annotations

import difflib

from kano_xl.errors import Place, SettingsError
from kano_xl.survey.cells import Sheet
from kano_xl.survey.layout import MAPPED, Layout
from kano_xl.survey.layout.naming import short
from kano_xl.survey.layout.pairing import Pair
from kano_xl.survey.layout.sides import DYSFUNCTIONAL, FUNCTIONAL, IMPORTANCE
from kano_xl.survey.layout.table import Column, Table, find_table, table_at
from kano_xl.survey.mapping import COLUMNS, ColumnName, Mapping, once
from kano_xl.survey.quoting import quoted


def mapped_layout(sheet: Sheet, mapping: Mapping) -> Layout:
    """The layout of a sheet as a mapping says it is.

    Raises:
        SettingsError: it names a column that is not there, or one column twice.
        InputError: there is no table in the sheet.
    """
    table = _table_of(sheet, mapping)
    place = Place(mapping.file or None)
    names = [
        (feature, side, getattr(feature, side))
        for feature in mapping.features
        for side in (FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE)
    ]
    found = {
        (feature.name, side): _find(table, column, place)
        for feature, side, column in names
        if column is not None and mapping.layout == COLUMNS
    }
    roles = {role: _find(table, column, place) for role, column in mapping.columns.items()}
    columns = [*found.values(), *roles.values()]
    once([column.letter for column in columns], "mapping_column_twice", place)
    used = {column.index for column in columns}
    ignored = tuple((column, "unmapped") for column in table.columns if column.index not in used)
    if mapping.layout != COLUMNS:
        renamed = {feature.value: feature.name for feature in mapping.features}
        return Layout(mapping.layout, table, roles=roles, ignored=ignored, names=renamed)
    pairs = tuple(
        Pair(
            feature.name,
            (found[feature.name, FUNCTIONAL],),
            (found[feature.name, DYSFUNCTIONAL],),
            found.get((feature.name, IMPORTANCE)),
            question=_question(found[feature.name, FUNCTIONAL], feature.name),
        )
        for feature in mapping.features
    )
    return Layout(MAPPED, table, pairs, ignored=ignored)


def _question(column: Column, name: str) -> str:
    return column.header if short(column.header) != name and " " in column.header else ""


def _table_of(sheet: Sheet, mapping: Mapping) -> Table:
    if mapping.header_row is None:
        return find_table(sheet)
    header = mapping.header_row - 1
    first = header + 1 if mapping.first_row is None else mapping.first_row - 1
    if first <= header or header >= len(sheet.rows):
        raise SettingsError("mapping_value", Place(mapping.file or None), key="first_row")
    return table_at(sheet, header, first)


def _find(table: Table, name: ColumnName, place: Place) -> Column:
    """The column a mapping means."""
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
