"""Planning sheets for a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem, SettingsError
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.making import new_sheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.report.words import Words
from kano_xl.survey.analysis_file import is_json, read_analysis
from kano_xl.survey.choosing import is_report
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.mapping import Mapping as SurveyMapping
from kano_xl.survey.reading import Progress, read
from kano_xl.survey.report_file import read_report
from kano_xl.survey.survey import Survey

KINDS = {
    "house-of-quality": ("house",),
    "priority-matrix": ("priority",),
    "journey-map": ("journey",),
    "service-blueprint": ("blueprint",),
    "strategy-canvas": ("canvas",),
    "roadmap": ("roadmap",),
    "action-plan": ("actions",),
    "all": ("house", "priority", "journey", "blueprint", "canvas", "roadmap", "actions"),
}
"""What can be planned, and the keys of its sheets."""

_MAYBE_REPORT = ("is_report", "sheet_missing", "sheet_missing_similar")


class KnownSurvey(NamedTuple):
    """What is known of a survey.

    Attributes:
        analysis: what the model says of it.
        problems: what is to be said of its answers.
        survey: itself, where single answers were given.
    """

    analysis: Analysis
    problems: tuple[Problem, ...] = ()
    survey: Survey | None = None


def analysed(
    path: Path | None, settings: Settings, mapping: SurveyMapping | None, progress: Progress
) -> KnownSurvey:
    """What the model says of a survey, of the JSON of an analysis, or of a report.

    Args:
        path: the file; None for a survey that is still to come.
        settings: how a survey is read; what else holds its counts was found by a table and a
            rule of its own, which stay.
        mapping: of a survey.
        progress: is told how far the reading is.

    Raises:
        InputError: the file cannot be used.
        SettingsError: ``wave_needs_survey`` where single answers are asked for, and there are
            none.
    """
    if path is None:
        return KnownSurvey(Analysis((), settings))
    if is_json(path):
        _require_no_people(path, settings)
        written = read_analysis(path)
        return KnownSurvey(
            analyse(written.counts, _settings(settings, written.table, written.rule))
        )
    try:
        survey = read([path], settings, mapping, progress)
        return KnownSurvey(analyse(survey, settings), survey.problems, survey)
    except InputError as error:
        if error.code not in _MAYBE_REPORT:
            raise
        sheets = read_sheets(path)
        if not is_report(sheets):
            raise
        _require_no_people(path, settings)
        reported = read_report(sheets)
        own = _settings(settings, reported.table, reported.rule)
        return KnownSurvey(analyse(reported.counts, own))


def _require_no_people(path: Path, settings: Settings) -> None:
    """Refuse what only single answers can tell."""
    asked = {
        "--where": settings.where,
        "--exclude": settings.exclude,
        "--weight": settings.weight,
    }
    for option, given in asked.items():
        if given:
            raise SettingsError("wave_needs_survey", Place(path.name), option=option)


def _settings(settings: Settings, table: str | tuple[str, ...], rule: str) -> Settings:
    """The settings by which a file's categories were found."""
    return replace(settings, table=table, rule=rule or settings.rule)


def planning_sheets(analysis: Analysis, keys: Sequence[str]) -> list[GridSheet]:
    """New planning sheets for the features of an analysis.

    Args:
        analysis: what was found; without features, for a survey that is still to come.
        keys: which sheets, one of the values of `KINDS`.
    """
    words, known = Words.of(analysis.settings), KnownFeatures.of(analysis)
    needs = [each.name for each in known.features]
    return [
        new_sheet(key, words, text(words.language, f"planning.sheet.{key}"), known, needs)
        for key in keys
    ]


def plan_workbook(analysis: Analysis, keys: Sequence[str]) -> bytes:
    """A new workbook of planning sheets."""
    from kano_xl.writers.planning.workbook import plan_workbook_bytes

    title = text(analysis.settings.language, "planning.workbook")
    return plan_workbook_bytes(planning_sheets(analysis, keys), analysis, title, date.today())
