"""Files in, a `Survey` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np

from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.categories import evaluation_table
from kano_xl.model.cube import CategoryCube
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.survey.choosing import Recognised, choose
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.groups import by_place, merged, split, split_counts
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Part
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.people import identities, told_apart
from kano_xl.survey.quality import check, doubts, left_out
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Answers, Feature, Source, Survey, Wording

Progress = Callable[[str, float], None]
"""Told the stage ("reading", "understanding" or "checking") and the share done, 0..1."""


def read(
    paths: Sequence[Path | str] | Path | str,
    settings: Settings | None = None,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> Survey:
    """The survey in a file, or in several.

    Several files, or sheets that the settings name, are taken as one survey: features of one
    name are one feature.

    Raises:
        InputError: a file, or what stands in it, cannot be used, or something in it is not
            certain and the settings do not say what is meant.
        SettingsError: the mapping does not fit the file.
    """
    instructions, tell = Instructions(settings or Settings(), mapping), progress or _silent
    files = [paths] if isinstance(paths, str | Path) else paths
    found: list[tuple[Recognised, Part]] = []
    for index, path in enumerate(files):
        tell("reading", index / len(files))
        sheets = read_sheets(Path(path), instructions.settings.sheets)
        tell("understanding", index / len(files))
        for each in choose(sheets, instructions):
            part = code(each, instructions)
            # The cells are not needed any longer, and they are most of the memory.
            found.append((replace(each, sheet=replace(each.sheet, rows=[])), part))
    tell("checking", 1.0)
    return assemble(found, instructions.settings)


def read_people(
    path: Path, settings: Settings, mapping: Mapping | None, column: str
) -> tuple[Survey, tuple[str, ...]]:
    """The survey in a file, and who each of its N respondents is, by a column.

    That is a text, the same for the same person, and "" where the cell says nothing. It is for
    finding people again in another survey, and not to be kept.

    Raises:
        KanoError: as `read` does, or as `kano_xl.survey.people.identities`.
    """
    instructions = Instructions(settings, mapping)
    found: list[tuple[Recognised, Part]] = []
    who: dict[tuple[int, int], str] = {}
    for each in choose(read_sheets(path, settings.sheets), instructions):
        part = code(each, instructions)
        assert each.layout is not None
        keys = identities(each.layout, part, column)
        who |= {
            (len(found), row + 1): key for row, key in zip(part.rows.tolist(), keys, strict=True)
        }
        found.append((each, part))
    survey = assemble(found, settings)
    assert survey.answers is not None
    rows = zip(survey.answers.files.tolist(), survey.answers.rows.tolist(), strict=True)
    return survey, tuple(who[each] for each in rows)


def read_sheet(
    sheet: Sheet, settings: Settings | None = None, mapping: Mapping | None = None
) -> Survey:
    """The survey in one sheet of cells; raises as `read` does."""
    instructions = Instructions(settings or Settings(), mapping)
    return survey_of(choose([sheet], instructions)[0], instructions)


def survey_of(found: Recognised, instructions: Instructions) -> Survey:
    """The survey in a sheet whose layout was recognised; raises as `read` does."""
    return assemble([(found, code(found, instructions))], instructions.settings)


def code(found: Recognised, instructions: Instructions) -> Part:
    """What stands in the cells of a sheet, if nothing has to be asked first.

    Raises:
        KanoError: the sheet cannot be read, or the user has to be asked.
    """
    if found.refusal is not None or found.layout is None:
        raise found.refusal or InputError("no_survey", found.sheet.whole)
    part = found.layout.code(instructions)
    if part.doubts:
        raise part.doubts[0]
    return told_apart(found.layout, part, instructions.settings)


def assemble(found: Sequence[tuple[Recognised, Part]], settings: Settings) -> Survey:
    """The parts of one or more files as one survey, checked, without whom the settings leave out.

    Raises:
        InputError: ``mixed_totals``, ``nobody_left``, ``where_too_few``; or as of
            `kano_xl.survey.groups.split`.
        SettingsError: nobody meets a condition of the settings.
    """
    parts = [part for _, part in found]
    source = Source(
        tuple(each.sheet.file for each, _ in found),
        tuple(each.sheet.name for each, _ in found),
        tuple(dict.fromkeys(each.layout.kind for each, _ in found if each.layout)),
        sum(part.rows.size for part in parts),
    )
    _require_people(source, parts, settings)
    parts = by_place(source, parts, settings)
    survey = _merged(source, parts)
    if survey.answers is None:
        return split_counts(survey, settings.language) if settings.by else survey
    doubted = doubts(survey.answers, evaluation_table(settings.table))
    problems = check(source, survey.features, survey.answers, doubted, settings)
    gone, numbers = left_out(survey.answers, doubted, settings)
    if gone.all():
        raise InputError("nobody_left", Place(source.files[0], source.sheets[0]))
    answers = survey.answers.kept(~gone) if gone.any() else survey.answers
    told = (*survey.problems, *problems)
    survey = replace(survey, answers=answers, problems=told, excluded=numbers)
    return split(survey, survey.groups, settings.language) if settings.by else survey


def _require_people(source: Source, parts: Sequence[Part], settings: Settings) -> None:
    """Refuse conditions that too few people meet."""
    if not settings.where or source.respondents >= FEWEST_PEOPLE:
        return
    lost = [part.lost for part in parts]
    if all(lost):
        raise lost[0][0]
    raise InputError(
        "where_too_few", Place(source.files[0], source.sheets[0]), fewest=FEWEST_PEOPLE
    )


def _merged(source: Source, parts: Sequence[Part]) -> Survey:
    """The parts, one per sheet of the source; a feature that a sheet lacks is missing there."""
    features: dict[str, Feature] = {}
    for part in parts:
        for feature in part.features:
            features.setdefault(feature.name, feature)
    problems = [problem for part in parts for problem in part.problems]
    problems += _differences(source, parts, list(features))
    totals = [part.totals for part in parts if part.totals is not None]
    if totals and len(totals) < len(parts):
        file = next(i for i, part in enumerate(parts) if part.totals is not None)
        raise InputError("mixed_totals", Place(source.files[file], source.sheets[file]))
    survey = Survey(source, tuple(features.values()), tuple(problems), wordings=_wordings(parts))
    groups = merged(parts)
    if totals:
        counts: CategoryCube = reduce(add, totals)
        return replace(survey, totals=counts, groups=() if groups is None else groups.names)
    answers = _answers(list(features), parts)
    if parts and parts[0].weights is not None:
        weights = np.concatenate([part.weights for part in parts if part.weights is not None])
        answers = replace(answers, weights=weights)
    if groups is None:
        return replace(survey, answers=answers)
    return replace(survey, answers=replace(answers, groups=groups.of), groups=groups.names)


def _wordings(parts: Sequence[Part]) -> tuple[Wording, ...]:
    """The wordings of all parts, equal ones together, the most frequent first."""
    if len(parts) == 1:
        return parts[0].wordings
    merged: dict[object, Wording] = {}
    for part in parts:
        for each in part.wordings:
            key = (each.text, each.code, each.meant, each.side) if each.text else each.place
            before = merged.get(key)
            merged[key] = replace(before, n=before.n + each.n) if before else each
    return tuple(sorted(merged.values(), key=lambda each: -each.n))


def _answers(names: list[str], parts: Sequence[Part]) -> Answers:
    sizes = [part.rows.size for part in parts]
    files = np.repeat(np.arange(len(parts)), sizes)
    rows = np.concatenate([part.rows + 1 for part in parts])
    duplicates = np.concatenate([part.duplicates for part in parts])
    if len(parts) == 1:
        only = parts[0]
        return Answers(
            only.functional, only.dysfunctional, only.importance, rows, files, duplicates
        )
    shape, ends = (len(names), sum(sizes)), np.cumsum([0, *sizes])
    functional, dysfunctional = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    asked = any(part.importance is not None for part in parts)
    importance = np.full(shape, np.nan) if asked else None
    for part, start, end in zip(parts, ends, ends[1:], strict=False):
        where = [names.index(feature.name) for feature in part.features]
        functional[where, start:end] = part.functional
        dysfunctional[where, start:end] = part.dysfunctional
        if importance is not None and part.importance is not None:
            importance[where, start:end] = part.importance
    return Answers(functional, dysfunctional, importance, rows, files, duplicates)


def _differences(source: Source, parts: Sequence[Part], names: list[str]) -> list[Problem]:
    """The features that a file lacks and another one has."""
    problems = []
    for part, file, sheet in zip(parts, source.files, source.sheets, strict=True):
        own = {feature.name for feature in part.features}
        lacking = [name for name in names if name not in own]
        if lacking:
            values = {"n": len(lacking), "name": quoted(lacking[0])}
            problems.append(Problem("features_differ", Place(file, sheet), values))
    return problems


def _silent(stage: str, share: float) -> None:
    """Tell nobody."""
