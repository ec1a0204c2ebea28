"""Which column a user means by a header or a letter: one of those that are no answers."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from kano_xl.choices import Reading
from kano_xl.errors import SettingsError
from kano_xl.languages import InQuotes
from kano_xl.survey.layouts.layout import Layout
from kano_xl.survey.quoting import folded, printable, quoted
from kano_xl.survey.tables.headings import IMPORTANCE, unnumbered
from kano_xl.survey.tables.table import EMPTY, Column

NAMED = 12
"""So many of the columns that could be meant are named."""


class Condition(NamedTuple):
    """A column, and what is to stand in it; see `kano_xl.survey.people.key_of`."""

    column: Column
    value: str


def column_called(layout: Layout, name: str, option: str) -> Column:
    """The column with this header, else the one with this letter.

    Args:
        layout: of the sheet.
        name: as the user gives it; case and the number before a question do not matter.
        option: what it is given for, as in ``--by``.

    Raises:
        SettingsError: ``column_unknown``, ``column_meant``, ``column_twice``, ``column_answers``,
            ``column_blank`` or ``column_none``.
    """
    found = _by_header(layout, name) or _by_letter(layout, name)
    if found is None:
        raise _unknown(layout, name, option)
    return found


def in_use(layout: Layout, reading: Reading) -> Layout:
    """The layout in which the columns that the settings name are what these take them for.

    Such a column is not said to be unread, and the one of weights is no importance. Whether there
    is such a column is told where it is looked for.
    """
    roles, ignored = dict(layout.roles), layout.ignored
    stated = roles.get(IMPORTANCE)
    with suppress(SettingsError):
        among = (*layout.background, *([] if stated is None else [stated]))
        if reading.weight and _among(layout, among, reading.weight) == stated:
            roles.pop(IMPORTANCE, None)
    freed = replace(layout, roles=roles)
    used = []
    with suppress(SettingsError):
        used = [condition(freed, each).column for each in reading.where]
    for name in (reading.by, reading.weight):
        with suppress(SettingsError):
            used += [column_called(freed, name, "")] if name else []
    return replace(freed, ignored=tuple(each for each in ignored if each[0] not in used))


def columns_in_use(layout: Layout, reading: Reading) -> tuple[Column, ...]:
    """The columns of answers and roles, and those that the settings name."""
    used = [column for pair in layout.pairs for column in pair.columns]
    used += layout.roles.values()
    with suppress(SettingsError):
        used += [condition(layout, each).column for each in reading.where]
    for name in (reading.by, reading.weight):
        with suppress(SettingsError):
            used += [column_called(layout, name, "")] if name else []
    return tuple(used)


def condition(layout: Layout, given: str) -> Condition:
    """The column and the value of "COLUMN=VALUE"; the longest header that is there is meant.

    Raises:
        SettingsError: ``where_form``, or as `column_called` does.
    """
    ends = [at for at, character in enumerate(given) if character == "="]
    if not ends or not given[: ends[0]].strip():
        raise SettingsError("where_form", given=quoted(given))
    for find in (_by_header, _by_letter):
        for end in reversed(ends):
            found = find(layout, given[:end])
            if found is not None:
                return Condition(found, given[end + 1 :].strip())
    raise _unknown(layout, given[: ends[0]], "--where")


def _by_header(layout: Layout, name: str) -> Column | None:
    """The column whose header this is; None if there is none."""
    return _with_header(layout, layout.background, name)


def _by_letter(layout: Layout, name: str) -> Column | None:
    return _with_letter(layout.background, name)


def _among(layout: Layout, columns: Sequence[Column], name: str) -> Column | None:
    return _with_header(layout, columns, name) or _with_letter(columns, name)


def _with_header(layout: Layout, among: Sequence[Column], name: str) -> Column | None:
    wanted = printable(name)
    columns = [column for column in among if column.header]
    for same in (str, folded, lambda header: folded(unnumbered(header))):
        found = [column for column in columns if same(column.header) == same(wanted)]
        if len(found) > 1:
            letters = ", ".join(column.letter for column in found)
            place = layout.table.sheet.place(layout.table.header_row, found[1].index)
            raise SettingsError("column_twice", place, header=quoted(wanted), letters=letters)
        if found:
            return found[0]
    return None


def _with_letter(among: Sequence[Column], name: str) -> Column | None:
    letter = name.strip().upper()
    return next((each for each in among if each.letter.upper() == letter), None)


def _unknown(layout: Layout, name: str, option: str) -> SettingsError:
    """Why a name means no column, and which ones could be meant."""
    sheet, columns = layout.table.sheet, layout.background
    given = {"option": option, "given": quoted(name.strip())}
    wanted = folded(name)
    for each in layout.table.columns:
        if each.holds == EMPTY and wanted in (folded(each.header), each.letter.casefold()):
            place = sheet.place(layout.table.header_row, each.index)
            return SettingsError("column_blank", place, **given)
    if not columns:
        return SettingsError("column_none", sheet.whole, **given)
    given["known"] = _listed(columns)
    answers = [each for each in layout.table.columns if each not in columns and each.holds != EMPTY]
    if any(wanted in (folded(each.header), each.letter.casefold()) for each in answers):
        return SettingsError("column_answers", sheet.whole, **given)
    headers = {folded(each.header): each.header for each in columns if each.header}
    near = difflib.get_close_matches(wanted, list(headers), 1)
    if near:
        meant = quoted(headers[near[0]])
        return SettingsError("column_meant", sheet.whole, meant=meant, **given)
    return SettingsError("column_unknown", sheet.whole, **given)


def _listed(columns: Sequence[Column]) -> str:
    """Columns by header and letter."""
    named = [
        f"“{quoted(each.header)}” ({each.letter})" if each.header else each.letter
        for each in columns[:NAMED]
    ]
    return InQuotes(", ".join([*named, "…"] if len(columns) > NAMED else named))
