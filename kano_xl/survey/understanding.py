"""What the reader understood of a survey, for people to look at and to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kano_xl.errors import Problem
from kano_xl.settings import Settings
from kano_xl.survey import mapping as mapping_file
from kano_xl.survey.assembling import assemble, choose, code
from kano_xl.survey.cells import Sheet, read_sheets
from kano_xl.survey.coding.coded import code as coded
from kano_xl.survey.layout import LONG, LONG_ANSWERS, ROLES, Layout
from kano_xl.survey.layout.table import Column
from kano_xl.survey.mapping import COLUMNS, ColumnName, MappedFeature
from kano_xl.survey.quoting import HIDDEN, printable, quoted
from kano_xl.survey.survey import Survey
from kano_xl.survey.wording import UNREADABLE, own_key

_MOST_UNKNOWN = 50


@dataclass(frozen=True, slots=True)
class Wording:
    """One answer as people gave it.

    Attributes:
        text: its words, or its number.
        code: what it was taken for, 1..5; 0 where it means that no answer was given; None
            where it is not known.
        n: how often it came.
        meant: the known wording that it was read as, where it is not known exactly.
    """

    text: str
    code: int | None
    n: int
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodPair:
    """A feature, and the columns that ask about it."""

    name: str
    functional: Column
    dysfunctional: Column
    importance: Column | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the reader understood of a sheet.

    Attributes:
        file, sheet: where it was read.
        layout: a key of the catalogue ``names.layout``.
        header_row, first_row: 1-based rows of the header and the first respondent.
        features: the names, in order.
        pairs: the columns of every feature, in the layouts with a column per question.
        roles: role → column in the other layouts.
        wordings: the answers found, the most frequent first; unreadable ones shortened.
        ignored: columns left out, each with a key of ``names.layout.ignored``.
        respondents: people who answered; 0 where there are only counts.
        problems: all that is wrong.
        mapping: the same as a mapping, ready to be saved.
    """

    file: str
    sheet: str | None
    layout: str
    header_row: int
    first_row: int
    features: tuple[str, ...]
    pairs: tuple[UnderstoodPair, ...]
    roles: Mapping[str, Column]
    wordings: tuple[Wording, ...]
    ignored: tuple[tuple[Column, str], ...]
    respondents: int
    problems: tuple[Problem, ...]
    mapping: mapping_file.Mapping


def understand(
    path: Path, settings: Settings | None = None, mapping: mapping_file.Mapping | None = None
) -> Understanding:
    """What the reader understands of one file; raises as `read` does."""
    settings = settings or Settings()
    return _understood(read_sheets(path, settings.sheet), settings, mapping)


def understand_sheet(
    sheet: Sheet, settings: Settings | None = None, mapping: mapping_file.Mapping | None = None
) -> Understanding:
    """What the reader understands of one sheet of cells; raises as `read` does."""
    return _understood([sheet], settings or Settings(), mapping)


def _understood(
    sheets: Sequence[Sheet], settings: Settings, mapping: mapping_file.Mapping | None
) -> Understanding:
    sheet, layout = choose(sheets, mapping)
    survey = assemble([sheet], [layout.kind], [code(layout, settings, mapping)], settings)
    wordings = _wordings(layout, settings, mapping)
    pairs = tuple(
        UnderstoodPair(p.name, p.functional[0], p.dysfunctional[0], p.importance, p.certain)
        for p in layout.pairs
    )
    shown = tuple(replace(wording, text=quoted(wording.text)) for wording in wordings)
    return Understanding(
        sheet.file,
        sheet.name,
        layout.kind,
        layout.table.header_row + 1,
        layout.table.first_row + 1,
        tuple(feature.name for feature in survey.features),
        pairs,
        layout.roles,
        shown,
        layout.ignored,
        survey.source.respondents,
        survey.problems,
        _as_mapping(layout, survey, wordings),
    )


def _wordings(
    layout: Layout, settings: Settings, mapping: mapping_file.Mapping | None
) -> list[Wording]:
    """The answers in the columns of a layout, the most frequent first."""
    columns = [
        column for pair in layout.pairs for column in (*pair.functional, *pair.dysfunctional)
    ]
    sides = {LONG: ("functional", "dysfunctional"), LONG_ANSWERS: ("answer",)}
    columns += [layout.roles[role] for role in sides.get(layout.kind, ())]
    if not columns:
        return []
    own = mapping.own_answers() if mapping else None
    found = coded(layout.table, columns, settings, own)
    numbers = found.found.counts()
    merged: dict[tuple[str, int | None, str | None], int] = {}
    for index in np.argsort(-numbers, kind="stable"):
        value = found.found.values[index]
        if value is not None and numbers[index]:
            words = printable(value) if isinstance(value, str) else own_key(value) or str(value)
            code = found.understood.codes[value]
            key = (words, None if code == UNREADABLE else code, found.understood.slips.get(value))
            merged[key] = merged.get(key, 0) + int(numbers[index])
    ordered = sorted(merged.items(), key=lambda item: -item[1])
    return [Wording(text, code, n, meant) for (text, code, meant), n in ordered]


def _as_mapping(
    layout: Layout, survey: Survey, wordings: Sequence[Wording]
) -> mapping_file.Mapping:
    """The mapping that says what was understood; unreadable wordings only if they are harmless."""
    features = tuple(
        MappedFeature(
            pair.name,
            _named(pair.functional[0]),
            _named(pair.dysfunctional[0]),
            _named(pair.importance) if pair.importance else None,
        )
        for pair in layout.pairs
    ) or tuple(MappedFeature(f.name, value=f.functional) for f in survey.features)
    unknown = [w.text for w in wordings if w.code is None and quoted(w.text) == w.text != HIDDEN]
    return mapping_file.Mapping(
        layout.kind if layout.kind in ROLES else COLUMNS,
        layout.table.header_row + 1,
        layout.table.first_row + 1,
        features,
        {role: _named(column) for role, column in layout.roles.items()},
        {wording.text: wording.code for wording in wordings if wording.code},
        tuple(unknown[:_MOST_UNKNOWN]),
        layout.table.sheet.file,
    )


def _named(column: Column) -> ColumnName:
    return ColumnName(column.header, column.letter)
