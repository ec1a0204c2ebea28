"""Who is counted, in which group and how much: the columns that tell people apart.

Only what was asked for is looked at, and nothing of it is kept but groups and weights.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.choices import FILE, SHEET, Reading
from kano_xl.errors import InputError, Problem, SettingsError
from kano_xl.languages import InQuotes
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.survey.called import NAMED, Condition, column_called, condition
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.layouts.layout import GroupOfEach, Layout, Part
from kano_xl.survey.quoting import folded, folded_id, printable, quoted, without_addresses
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import Column
from kano_xl.survey.wordings.known import known_wordings, says_nothing

_SEPARATED = re.compile(r"\s*\d*(?P<mark>[.,])\d+\s*")
_MAYBE_THOUSANDS = re.compile(r"\s*[1-9]\d{0,2}[.,]\d{3}\s*")

MOST_WEIGHT = 1e9
"""Weights from 1 / this up to this are weights; what lies beyond would drown all others."""

_LONGEST_NAME = 60

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NONE: Indices = np.zeros(0, np.int64)


class _Values(NamedTuple):
    """What a column says of N respondents.

    Attributes:
        values: distinct values.
        of: N indices of them.
        rows: N 0-based rows of the sheet in which they stand.
        others: rows of respondents that say something else than their first one.
        whose: the respondent of each of these.
    """

    values: tuple[Value, ...]
    of: Indices
    rows: Indices
    others: Indices = _NONE
    whose: Indices = _NONE


def told_apart(layout: Layout, part: Part, reading: Reading) -> Part:
    """A part of a survey with those people alone that are asked for, their groups and weights.

    Raises:
        SettingsError: ``column_needs_answers`` where there are only counts; or a column is not
            there, see `kano_xl.survey.called`.
        InputError: ``weight_negative``, ``weight_unreadable`` or ``weight_thousands``.
    """
    by = None if reading.by in (None, "", SHEET, FILE) else reading.by
    options = {"--where": reading.where, "--by": by, "--weight": reading.weight}
    given = [option for option, value in options.items() if value]
    if not given:
        return part
    if part.totals is not None:
        raise SettingsError("column_needs_answers", layout.table.sheet.whole, option=given[0])
    # Before any of them is used, so that none is told of in vain.
    group = column_called(layout, by, "--by") if by else None
    weight = column_called(layout, reading.weight, "--weight") if reading.weight else None
    part = _filtered(layout, part, {each: condition(layout, each) for each in reading.where})
    if weight is not None:
        part = _weighted(layout, part, weight)
    return part if group is None else _grouped(layout, part, group)


def identities(layout: Layout, part: Part, name: str) -> list[str]:
    """Who each of N respondents is, by a column: the same text for the same person; "" for nobody.

    Raises:
        SettingsError: ``column_needs_answers`` where there are only counts; or there is no such
            column, see `kano_xl.survey.called`.
    """
    if part.totals is not None:
        option = "--same-people"
        raise SettingsError("column_needs_answers", layout.table.sheet.whole, option=option)
    told = _values(layout, part, column_called(layout, name, "--same-people"))
    known = known_wordings()
    keys = ["" if known.is_blank(value) else folded_id(key_of(value)) for value in told.values]
    return [keys[each] for each in told.of.tolist()]


def key_of(value: Value) -> str:
    """What makes two values of a column the same; "" for one that says nothing.

    >>> key_of(" PRO"), key_of(2.0), key_of("n/a"), key_of("None"), key_of(datetime(2026, 3, 1))
    ('pro', '2', '', 'none', '2026-03-01')
    """
    return "" if says_nothing(value) else folded(_written(value))


def _written(value: Value) -> str:
    """A value as people write it: a day without its midnight."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return printable("" if value is None else value)


def _values(layout: Layout, part: Part, column: Column) -> _Values:
    """What a column says of the respondents; where one has several rows, the first that says it."""
    found, first = distinct(layout.table, [column]), layout.table.first_row
    indices = found.indices[column.index].astype(np.int64)
    if part.respondents is None:
        return _Values(found.values, indices[part.rows - first], part.rows)
    keys = [key_of(value) for value in found.values]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    key = np.array([numbers[each] for each in keys], np.int64)[indices]
    blank = np.array([not each for each in keys], np.bool_)[indices]
    held = np.flatnonzero(~blank & (part.respondents >= 0))
    rows = part.rows - first
    people, where = np.unique(part.respondents[held], return_index=True)
    rows = rows.copy()
    rows[people] = held[where]
    others = held[key[held] != key[rows[part.respondents[held]]]]
    whose = part.respondents[others]
    return _Values(found.values, indices[rows], rows + first, others + first, whose)


def _changes(layout: Layout, column: Column, told: _Values, kept: Flags) -> Iterator[Problem]:
    """That some of those who count have several values in a column."""
    counts = kept[told.whose]
    if counts.any():
        place = layout.table.sheet.place(int(told.others[counts][0]), column.index)
        n = int(np.unique(told.whose[counts]).size)
        yield Problem("column_changes", place, {"header": quoted(column.header), "n": n})


def _kept(part: Part, flags: Flags, problems: Sequence[Problem]) -> Part:
    """A part without some of its respondents, and with what is to be said of that."""
    return part.only(flags)._replace(
        choice=(*part.choice, *problems), left=part.left + int((~flags).sum())
    )


def _filtered(layout: Layout, part: Part, conditions: Mapping[str, Condition]) -> Part:
    """The respondents who meet all conditions, by the words of each; values of one column are
    alternatives.
    """
    if not conditions:
        return part
    wanted: dict[Column, dict[str, str]] = {}
    for given, (column, value) in conditions.items():
        wanted.setdefault(column, {})[given] = value
    flags = np.ones(part.rows.size, np.bool_)
    lost, looked_at = {}, []
    for column, values in wanted.items():
        told = _values(layout, part, column)
        looked_at.append((column, told))
        keys = np.array([key_of(value) for value in told.values], np.object_)[told.of]
        fits = np.zeros(flags.size, np.bool_)
        for given, value in values.items():
            has = keys == key_of(value)
            fits |= has
            if not has.any():
                lost[given] = _no_such_value(layout, column, value, told)
        flags &= fits
    problems = [each for one in looked_at for each in _changes(layout, *one, flags)]
    problems.append(_kept_of(layout, int(flags.sum()), part.rows.size))
    return _kept(part, flags, problems)._replace(lost=lost)


def _kept_of(layout: Layout, n: int, total: int) -> Problem:
    """How many fit; without numbers that would tell how few do, or do not."""
    few = 0 < n < FEWEST_PEOPLE or 0 < total - n < FEWEST_PEOPLE
    numbers = {} if few else {"n": n, "total": total}
    return Problem("where_kept_some" if few else "where_kept", layout.table.sheet.whole, numbers)


def _no_such_value(layout: Layout, column: Column, value: str, told: _Values) -> SettingsError:
    """That nobody has a value; those are named that enough people have."""
    _, names, of = _groups(told)
    sizes = np.bincount(of[of >= 0], minlength=len(names))
    known = [name for name, n in zip(names, sizes, strict=True) if n >= FEWEST_PEOPLE]
    listed = ", ".join(f"“{without_addresses(name)}”" for name in known[:NAMED])
    place = layout.table.sheet.place(layout.table.header_row, column.index)
    given = without_addresses(printable(value))
    said = {"given": given, "header": quoted(column.header or column.letter)}
    if not known:
        return SettingsError("where_nobody", place, **said)
    listed = InQuotes(f"{listed}, …" if len(known) > NAMED else listed)
    return SettingsError("where_value", place, known=listed, **said)


def _weighted(layout: Layout, part: Part, column: Column) -> Part:
    """The respondents with their weights, without those whose weight is 0 or blank."""
    told = _values(layout, part, column)
    weights = np.array([_weight(value) for value in told.values], np.float64)[told.of]
    uncertain = np.array(_maybe_thousands(told.values), np.bool_)[told.of]
    for code, wrong in (
        ("weight_negative", weights < 0),
        ("weight_unreadable", ~((weights <= 0) | _is_weight(weights))),
        ("weight_thousands", uncertain),
    ):
        where = np.flatnonzero(wrong)
        if where.size:
            place = layout.table.sheet.place(int(told.rows[where[0]]), column.index)
            raise InputError(code, place, n=where.size, most=int(MOST_WEIGHT))
    used = weights > 0
    problems = list(_changes(layout, column, told, used))
    unused = int((~used).sum())
    if unused:
        few = unused < FEWEST_PEOPLE
        values = {"header": quoted(column.header), "n": FEWEST_PEOPLE if few else unused}
        code = "weight_missing_few" if few else "weight_missing"
        problems.append(Problem(code, layout.table.sheet.whole, values))
    return _kept(part._replace(weights=weights), used, problems)


def _is_weight(weights: npt.NDArray[np.float64]) -> Flags:
    flags: Flags = (weights >= 1 / MOST_WEIGHT) & (weights <= MOST_WEIGHT)
    return flags


def _maybe_thousands(values: Sequence[Value]) -> list[bool]:
    """Which values may be thousands as well as thousandths.

    Their mark is known to be that of decimals where others have it that can be no thousands, and
    none has the other mark so.

    >>> _maybe_thousands(["1.000", "500"]), _maybe_thousands(["1.250", "0.875"])
    ([True, False], [False, False])
    >>> _maybe_thousands(["1.250", "850,5"]), _maybe_thousands(["1.250", "1,5", "0.875"])
    ([True, False], [True, False, False])
    """
    texts = [
        unicodedata.normalize("NFKC", each) if isinstance(each, str) else "" for each in values
    ]
    marked = [(each, found["mark"]) for each in texts if (found := _SEPARATED.fullmatch(each))]
    decimal = {mark for each, mark in marked if not _MAYBE_THOUSANDS.fullmatch(each)}
    uncertain = {each for each, mark in marked if _MAYBE_THOUSANDS.fullmatch(each)}
    if decimal and all({mark} == decimal for each, mark in marked if each in uncertain):
        return [False] * len(texts)
    return [each in uncertain for each in texts]


def _weight(value: Value) -> float:
    """The weight in a cell; 0 for a blank one, not-a-number where it is none.

    >>> [_weight(value) for value in (1.5, "0,8", "１", None, "heavy", True)]
    [1.5, 0.8, 1.0, 0.0, nan, nan]
    """
    if known_wordings().is_blank(value):
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return math.nan
    if isinstance(value, str):
        digits = unicodedata.normalize("NFKC", value).strip()
        value = digits.replace(",", ".") if digits.count(",") == 1 else digits
    try:
        return float(value)
    except (ValueError, OverflowError):
        return math.nan


def _grouped(layout: Layout, part: Part, column: Column) -> Part:
    told = _values(layout, part, column)
    changes = _changes(layout, column, told, np.ones(part.rows.size, np.bool_))
    return part._replace(groups=_groups(told), choice=(*part.choice, *changes))


def _groups(told: _Values) -> GroupOfEach:
    """The groups that values make, each under its most frequent spelling; −1 where blank."""
    times = np.bincount(told.of, minlength=len(told.values))
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    keys = [key_of(value) for value in told.values]
    for key, value, n in zip(keys, told.values, times.tolist(), strict=True):
        if key and n:
            spellings[key][_name(value)] += n
    place = {key: index for index, key in enumerate(spellings)}
    names = tuple(max(each, key=each.__getitem__) for each in spellings.values())
    of = np.array([place.get(key, -1) for key in keys], np.int64)[told.of]
    return GroupOfEach(tuple(place), names, of)


def _name(value: Value) -> str:
    """A value as the name of a group, not too long."""
    words = _written(value)
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"
