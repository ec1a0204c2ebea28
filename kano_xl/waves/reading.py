"""A file as a wave: a survey, what `analyse --json` wrote, or a report. The content tells which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kano_xl.choices import RULES, Settings
from kano_xl.errors import InputError, Place, Problem, SettingsError
from kano_xl.model.categories import CATEGORIES, EvaluationTable, evaluation_table
from kano_xl.model.cube import CategoryCube, Cube, count_categories
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.survey.analysis_file import is_json, read_analysis
from kano_xl.survey.choosing import is_report
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.reading import read_given, read_people
from kano_xl.survey.report_file import read_report
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Survey

SURVEY, JSON, REPORT = "survey", "json", "report"
"""What a file may be."""

_MAYBE_REPORT = ("is_report", "sheet_missing", "sheet_missing_similar")


@dataclass(frozen=True, eq=False)
class WaveFile:
    """What was read of one wave.

    Attributes:
        file: its name, without the folder.
        kind: `SURVEY`, `JSON` or `REPORT`.
        counts: its answers by category, by the evaluation table of the settings.
        problems: what is to be said of a survey.
        where: the conditions that those who are counted meet.
        other_rule: the rule by which a file's own categories were taken, if that is another one.
        survey: with the single answers, where the same people are to be found; else None.
        people: who each of its respondents is, likewise; else empty.
    """

    file: str
    kind: str
    counts: CategoryCube
    problems: tuple[Problem, ...] = ()
    other_rule: str = ""
    where: tuple[str, ...] = ()
    survey: Survey | None = None
    people: tuple[str, ...] = ()


def read_wave(
    path: Path,
    settings: Settings,
    mapping: Mapping | None = None,
    same_people: str | None = None,
) -> WaveFile:
    """The wave in a file.

    Args:
        path: the file.
        settings: how a survey is read; and the evaluation table.
        mapping: of a survey.
        same_people: the column that tells who somebody is, if single answers are needed.

    Raises:
        InputError: the file cannot be used; ``wave_other_table`` where its categories are by
            another table and cannot be found anew, ``wave_too_few`` for fewer than
            `FEWEST_PEOPLE` people.
        SettingsError: ``wave_needs_survey`` where single answers are asked for, and there are
            none.
    """
    if is_json(path):
        found = _of_json(path, settings)
    else:
        found = _of_sheets(path, settings, mapping, same_people)
    if found.kind != SURVEY:
        _require_survey(found, settings, same_people)
    _require_people(found)
    return found


def _require_people(found: WaveFile) -> None:
    """Refuse a wave of which a result would be about single people."""
    if int(found.counts.people()[0]) < FEWEST_PEOPLE:
        raise InputError("wave_too_few", Place(found.file), fewest=FEWEST_PEOPLE)


def _of_json(path: Path, settings: Settings) -> WaveFile:
    written = read_analysis(path)
    counts, wanted, place = written.counts, evaluation_table(settings.table), Place(path.name)
    if isinstance(counts, Cube):
        counts = counts.categories(wanted)
    else:
        _require_table(evaluation_table(written.table), wanted, place)
    return WaveFile(
        path.name,
        JSON,
        _with(counts, written.too_few),
        other_rule=_other_rule(written.rule, settings),
        where=written.where,
    )


def _of_sheets(
    path: Path, settings: Settings, mapping: Mapping | None, same_people: str | None
) -> WaveFile:
    """A survey, or a report: a workbook with both is a survey."""
    people: tuple[str, ...] = ()
    sheets: list[Sheet] = []
    try:
        sheets = read_sheets(path, settings.sheets)
        if same_people is None:
            survey = read_given(path, sheets, settings, mapping)
        else:
            survey, people = read_people(path, sheets, settings, mapping, same_people)
    except InputError as error:
        if error.code not in _MAYBE_REPORT:
            raise
        # Of a report the sheets of the surveys that were asked for tell nothing.
        sheets = read_sheets(path) if settings.sheets else sheets
        if not is_report(sheets):
            raise
        return _of_report(path, sheets, settings)
    wave = wave_of(survey, path.name, settings)
    return replace(wave, survey=survey, people=people) if people else wave


def _of_report(path: Path, sheets: Sequence[Sheet], settings: Settings) -> WaveFile:
    found = read_report(sheets)
    place = Place(path.name)
    _require_table(EvaluationTable("", found.table), evaluation_table(settings.table), place)
    other = _other_rule(found.rule, settings)
    counts = _with(found.counts, found.too_few)
    return WaveFile(path.name, REPORT, counts, other_rule=other, where=found.where)


def wave_of(survey: Survey, name: str, settings: Settings) -> WaveFile:
    """A survey as a wave of this name, without its single answers.

    Raises:
        InputError: ``wave_too_few``.
    """
    counted = survey.counts().everybody()
    if isinstance(counted, Cube):
        counted = counted.categories(evaluation_table(settings.table))
    counts = _with(counted, survey.too_few)
    found = WaveFile(name, SURVEY, counts, survey.problems, where=settings.where)
    _require_people(found)
    return found


def _with(counts: CategoryCube, too_few: Sequence[str]) -> CategoryCube:
    """The counts with features of which nothing may be told: they are not gone."""
    if not too_few:
        return counts
    nothing = np.zeros((len(too_few), len(CATEGORIES)), np.int64)
    return counts + count_categories(too_few, nothing)


def _require_survey(found: WaveFile, settings: Settings, same_people: str | None) -> None:
    """Refuse what only single answers can tell."""
    asked = {
        "--same-people": same_people,
        "--where": settings.where,
        "--exclude": settings.exclude,
    }
    for option, given in asked.items():
        if given:
            raise SettingsError("wave_needs_survey", Place(found.file), option=option)


def _require_table(own: EvaluationTable, wanted: EvaluationTable, place: Place) -> None:
    if own.rows != wanted.rows:
        own_rows, wanted_rows = " ".join(own.rows), " ".join(wanted.rows)
        raise InputError("wave_other_table", place, own=own_rows, wanted=wanted_rows)


def _other_rule(rule: str, settings: Settings) -> str:
    return "" if rule == settings.rule or rule not in RULES else rule
