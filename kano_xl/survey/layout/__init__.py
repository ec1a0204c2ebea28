"""How a sheet lays out its survey: a column per question, a row per answer, or only counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kano_xl.errors import InputError
from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.cells import Sheet
from kano_xl.survey.layout.pairing import Pair, Pairing, pair_columns
from kano_xl.survey.layout.sides import pattern, unnumbered
from kano_xl.survey.layout.table import EMPTY, NUMBERS, WORDS, Column, Table, find_table

SIDE_BY_SIDE, SIDES_APART, MIXED = "side_by_side", "sides_apart", "mixed"
CODED, GRID, MAPPED = "coded", "grid", "mapped"
LONG, LONG_ANSWERS, TOTALS = "long", "long_answers", "totals"
"""The layouts, keys of the catalogue ``names.layout``; all but these three have a column per
question."""

ROLES = {
    LONG: ("respondent", "time", "feature", "functional", "dysfunctional", "importance"),
    LONG_ANSWERS: ("respondent", "time", "feature", "side", "answer"),
    TOTALS: ("feature", *CATEGORIES),
}
"""What the columns of the other layouts are for; the first ones may be absent."""

NEEDED = {
    LONG: ("feature", "functional", "dysfunctional"),
    LONG_ANSWERS: ("feature", "side", "answer"),
    TOTALS: ("feature", "A", "O", "M", "I"),
}
"""The roles that a layout cannot do without."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where in a sheet.

    Attributes:
        kind: the name of the layout, a key of the catalogue ``names.layout``.
        table: the table in the sheet.
        pairs: the columns of every feature; empty in the layouts of `ROLES`.
        roles: role → column, in the layouts of `ROLES`; else empty.
        ignored: columns left out, each with a reason of `kano_xl.survey.layout.pairing.Pairing`.
        names: value of the feature column → the name to give it, from a mapping file.
    """

    kind: str
    table: Table
    pairs: tuple[Pair, ...] = ()
    roles: Mapping[str, Column] = field(default_factory=dict)
    ignored: tuple[tuple[Column, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def recognise(sheet: Sheet) -> Layout:
    """The layout of a sheet.

    Raises:
        InputError: there is no survey in it, or not all of one; see `pair_columns`.
    """
    table = find_table(sheet)
    for kind in (TOTALS, LONG_ANSWERS, LONG):
        roles = _roles(table, kind)
        if roles is not None:
            used = {column.index for column in roles.values()}
            ignored = tuple(
                (column, "empty" if column.holds == EMPTY else "background")
                for column in table.columns
                if column.index not in used
            )
            return Layout(kind, table, roles=roles, ignored=ignored)
    _refuse_respondents_across(table)
    pairing = pair_columns(table)
    return Layout(_kind(pairing), table, pairing.pairs, ignored=pairing.ignored)


def _roles(table: Table, kind: str) -> dict[str, Column] | None:
    """Role → column where the headers are those of this layout; None where they are not."""
    found: dict[str, Column] = {}
    for column in table.columns:
        for role in ROLES[kind]:
            if role not in found and _is_role(column, role, kind):
                found[role] = column
                break
    if kind == TOTALS and "feature" not in found:
        first = next((c for c in table.columns if c not in found.values()), None)
        if first is not None:
            found["feature"] = first
    return found if all(role in found for role in NEEDED[kind]) else None


def _refuse_respondents_across(table: Table) -> None:
    """Refuse a table that has a row for each question and a column for each respondent.

    Raises:
        InputError: ``respondents_across``.
    """
    roles = {
        r: c for c in table.columns for r in ("feature", "side") if _is_role(c, r, LONG_ANSWERS)
    }
    answers = [column for column in table.columns if column.holds in (WORDS, NUMBERS)]
    if len(roles) == 2 and len(answers) > 1 and not any(c.heading.side for c in answers):
        raise InputError(
            "respondents_across", table.sheet.place(table.header_row, answers[0].index)
        )


def _is_role(column: Column, role: str, kind: str) -> bool:
    header = re.sub(r"\s*[(（][^()（）]{2,}[)）]$", "", unnumbered(column.header)).strip(" :：*")
    if role == "time":
        return bool(pattern("background", "times").fullmatch(header))
    group = "totals" if role in CATEGORIES else "long"
    return bool(pattern(group, role).fullmatch(header))


def _kind(pairing: Pairing) -> str:
    """The name of the layout that a column for each question is in."""
    pairs = pairing.pairs
    headings = [
        column.heading for pair in pairs for column in (pair.functional[0], pair.dysfunctional[0])
    ]
    if all(heading.in_grid for heading in headings):
        return GRID
    if all(
        heading.marked and len(heading.subject) <= 12 and " " not in heading.subject
        for heading in headings
    ):
        return CODED
    functional = [pair.functional[0].index for pair in pairs]
    dysfunctional = [pair.dysfunctional[0].index for pair in pairs]
    if len(pairs) > 1 and (
        max(functional) < min(dysfunctional) or max(dysfunctional) < min(functional)
    ):
        return SIDES_APART
    near = all(abs(f - d) <= 2 for f, d in zip(functional, dysfunctional, strict=True))
    return SIDE_BY_SIDE if near else MIXED
