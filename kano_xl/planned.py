"""Planning sheets for a survey, and what a team filled into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem, SettingsError
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.planning.actions_numbers import calculate_actions, state_of
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.actions_sheet import actions_sheet, empty_rows
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.blueprint_steps import blueprint_of
from kano_xl.planning.canvas_numbers import calculate_canvas
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.collecting import collect, sources, with_compared, with_then
from kano_xl.planning.compared import read_compared
from kano_xl.planning.filling import ActionFilling, PlannedMeasure
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.journey_checks import stages_to_see
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.making import new_sheet
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.reading import FilledSheet, FilledWorkbook, known_feature
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_reading import read_roadmap
from kano_xl.planning.wrong_cells import require_right_cells, wrong_cells
from kano_xl.report.content.results import results_sheet_of
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

_MERELY_TOLD = frozenset({"actions"})
"""Sheets whose wrong cells are told and not refused: no number hangs on them."""

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


def read_back(filled: FilledWorkbook, keys: Sequence[str]) -> str:
    """What was filled into the planning sheets of a workbook, with all numbers, as JSON.

    Args:
        filled: the workbook.
        keys: which sheets, one of the values of `KINDS`.

    Raises:
        InputError: as of `wanted_sheets`, or ``plan_wrong_cells``.
    """
    from kano_xl.writers.plan_json import plan_json

    wanted = wanted_sheets(filled, keys)
    require_right_cells([each for each in wanted if each.key not in _MERELY_TOLD])
    return plan_json([_TOLD[each.key](each, filled.known) for each in wanted])


class Collected(NamedTuple):
    """A workbook with an action plan: its bytes, and how many measures it holds.

    Attributes:
        content: the workbook.
        kept: measures that were in the plan already.
        added: those collected from the other sheets.
    """

    content: bytes
    kept: int
    added: int


def collected_plan(filled: FilledWorkbook, compared: Path | None, language: str) -> Collected:
    """A new workbook with the action plan of a filled one and what its other sheets propose.

    Measures without what was found then get what the filled workbook says. Several action plans
    stay several; what is new comes into the first.

    Args:
        filled: the filled workbook.
        compared: JSON of ``kano-xl compare``: its verdicts are written beside the measures, and
            its last wave is what the survey says now. None leaves both as they are.
        language: of the new workbook.

    Raises:
        InputError: a sheet cannot be read, or as of `read_compared`.
    """
    from kano_xl.writers.planning.workbook import plan_workbook_over

    plans = _plans(filled, language)
    planned = [each for _, measures in plans for each in measures]
    added = collect(planned, sources(filled.sheets), filled.known, language)
    known, results = filled.known, filled.results
    verdicts: dict[str, str] = {}
    if compared is not None:
        found = read_compared(compared)
        known, results = KnownFeatures(list(map(known_feature, found.results))), found.results
        verdicts = {
            name: text(language, f"waves.verdict.{each}") for name, each in found.verdicts.items()
        }
    sheets = []
    for index, (title, measures) in enumerate(plans):
        whole = with_compared((*measures, *(() if index else added)), verdicts)
        rows = ActionFilling((*whole, *empty_rows(len(whole))))
        sheets.append(actions_sheet(language, title, rows, known, date.today()))
    words, title = Words(language), text(language, "planning.workbook")
    block = results_sheet_of(results, words)
    content = plan_workbook_over(sheets, block, language, title, date.today())
    return Collected(content, len(planned), len(added))


class TakenOver(NamedTuple):
    """A workbook of service blueprints: its bytes, and how many steps were taken over.

    Attributes:
        content: the workbook.
        steps: those that journey maps had touchpoints for.
    """

    content: bytes
    steps: int


def taken_over(filled: FilledWorkbook, language: str) -> TakenOver | None:
    """A new workbook with a service blueprint for each journey map of a filled one.

    Args:
        filled: the filled workbook.
        language: of the new workbook.

    Returns:
        The workbook; None where there is no journey map.

    Raises:
        InputError: a sheet cannot be read; ``plan_wrong_cells``, ``plan_no_touchpoints``, or
            ``plan_blueprint_there`` where a blueprint was filled in already.
    """
    from kano_xl.writers.planning.workbook import plan_workbook_over

    journeys = [each for each in filled.sheets if each.key == "journey"]
    for each in filled.sheets:
        if each.key == "blueprint" and journeys and read_blueprint(each).steps:
            raise InputError("plan_blueprint_there", Place(each.file, each.title), file=each.file)
    if not journeys:
        return None
    require_right_cells(journeys)
    sheets: list[GridSheet] = []
    taken, title = 0, text(language, "planning.sheet.blueprint")
    for sheet in journeys:
        journey = read_journey(sheet)
        if not journey.touchpoints:
            raise InputError("plan_no_touchpoints", Place(sheet.file, sheet.title))
        taken += len(journey.touchpoints)
        named = f"{title} {len(sheets) + 1}" if sheets else title
        sheets.append(blueprint_sheet(language, named, blueprint_of(journey), filled.known))
    block = results_sheet_of(filled.results, Words(language))
    content = plan_workbook_over(
        sheets, block, language, text(language, "planning.workbook"), date.today()
    )
    return TakenOver(content, taken)


def _plans(filled: FilledWorkbook, language: str) -> list[tuple[str, list[PlannedMeasure]]]:
    """The titles and measures of the action plans; an empty one where there is none."""
    plans = []
    for sheet in filled.sheets:
        if sheet.key == "actions":
            typed = read_actions(sheet).measures
            plans.append((sheet.title, [_in_words(each, filled, language) for each in typed]))
    return plans or [(text(language, "planning.sheet.actions"), [])]


def _in_words(typed: PlannedMeasure, filled: FilledWorkbook, language: str) -> PlannedMeasure:
    """A measure whose status is one of the words of a language, if it is one of any."""
    state = state_of(typed.status)
    status = text(language, f"planning.priority.status.{state}") if state else typed.status
    return with_then(typed._replace(status=status), filled.known)


class SheetList(NamedTuple):
    """The list of a filled sheet.

    Attributes:
        content: the list, as CSV.
        title: the name on the tab of its sheet.
        left: the names of the other wanted sheets that have a list.
    """

    content: str
    title: str
    left: tuple[str, ...]


def listed(filled: FilledWorkbook, keys: Sequence[str], language: str) -> SheetList:
    """The list of the first sheet of a workbook that has one, as CSV.

    Args:
        filled: the workbook.
        keys: which sheets, one of the values of `KINDS`.
        language: of the header.

    Raises:
        InputError: as of `wanted_sheets`, or ``plan_wrong_cells``.
        SettingsError: ``plan_no_list``: no sheet that is wanted has a list.
    """
    wanted = wanted_sheets(filled, keys)
    having = [each for key in _LISTS for each in wanted if each.key == key]
    if not having:
        raise SettingsError("plan_no_list", Place(wanted[0].file, wanted[0].title))
    sheet, *more = having
    if sheet.key not in _MERELY_TOLD:
        require_right_cells([sheet])
    content = _LISTS[sheet.key](sheet, filled.known, language)
    return SheetList(content, sheet.title, tuple(each.title for each in more))


def unknown_features(filled: FilledWorkbook, keys: Sequence[str]) -> tuple[str, ...]:
    """The names where a feature belongs that are none of the survey's; none before a survey.

    Args:
        filled: the workbook.
        keys: which sheets, one of the values of `KINDS`.

    Raises:
        InputError: as of `wanted_sheets`.
    """
    if not filled.known.features:
        return ()
    names = (name for each in wanted_sheets(filled, keys) for name in each.features())
    return tuple(dict.fromkeys(name for name in names if filled.known.row(name) is None))


def wanted_sheets(filled: FilledWorkbook, keys: Sequence[str]) -> list[FilledSheet]:
    """Those sheets of a filled workbook that are wanted, at least one.

    Raises:
        InputError: ``plan_not_among``: it has others only.
    """
    wanted = [each for each in filled.sheets if each.key in keys]
    if not wanted:
        there = {(each.key,) for each in filled.sheets}
        known = ", ".join(kind for kind, held in KINDS.items() if held in there)
        raise InputError("plan_not_among", Place(filled.sheets[0].file), known=known)
    return wanted


def wrong_in_plans(filled: FilledWorkbook, keys: Sequence[str]) -> list[InputError]:
    """The cells of a workbook's sheets that are told and not refused: no number hangs on them.

    Args:
        filled: the workbook.
        keys: which sheets, one of the values of `KINDS`.

    Raises:
        InputError: as of `wanted_sheets`.
    """
    wanted = wanted_sheets(filled, keys)
    found = [wrong for each in wanted if each.key in _MERELY_TOLD for wrong in wrong_cells(each)]
    journeys = [each for each in wanted if each.key == "journey"]
    return found + [stage for each in journeys for stage in stages_to_see(each)]


def _house(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.plan_json import house_json

    return house_json(sheet.title, calculate(read_house(sheet), known))


def _priority(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.plan_json import priority_json

    return priority_json(sheet.title, calculate_priority(read_priority(sheet), known))


def _canvas(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.canvas_told import canvas_json

    return canvas_json(sheet.title, calculate_canvas(read_canvas(sheet), known))


def _actions(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.plan_json import actions_json

    measures = calculate_actions(read_actions(sheet), known, date.today())
    return actions_json(sheet.title, measures)


def _roadmap(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.roadmap_told import roadmap_json

    return roadmap_json(sheet.title, read_roadmap(sheet), None)


def _journey(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.journey_told import journey_json

    return journey_json(sheet.title, calculate_journey(read_journey(sheet), known))


def _blueprint(sheet: FilledSheet, known: KnownFeatures) -> dict[str, Any]:
    from kano_xl.writers.blueprint_told import blueprint_json

    return blueprint_json(sheet.title, calculate_blueprint(read_blueprint(sheet), known))


_TOLD: Mapping[str, Callable[[FilledSheet, KnownFeatures], dict[str, Any]]] = {
    "house": _house,
    "priority": _priority,
    "canvas": _canvas,
    "actions": _actions,
    "roadmap": _roadmap,
    "journey": _journey,
    "blueprint": _blueprint,
}
"""What is told of a filled sheet as JSON, by its key."""


def _ranked(sheet: FilledSheet, known: KnownFeatures, language: str) -> str:
    from kano_xl.writers.plan_csv import priority_csv

    return priority_csv(calculate_priority(read_priority(sheet), known), language)


def _factors(sheet: FilledSheet, known: KnownFeatures, language: str) -> str:
    from kano_xl.writers.canvas_told import canvas_csv

    return canvas_csv(calculate_canvas(read_canvas(sheet), known), language)


def _measures(sheet: FilledSheet, known: KnownFeatures, language: str) -> str:
    from kano_xl.writers.plan_csv import actions_csv

    return actions_csv(calculate_actions(read_actions(sheet), known, date.today()), language)


def _touchpoints(sheet: FilledSheet, known: KnownFeatures, language: str) -> str:
    from kano_xl.writers.journey_told import journey_csv

    return journey_csv(calculate_journey(read_journey(sheet), known), language)


def _steps(sheet: FilledSheet, known: KnownFeatures, language: str) -> str:
    from kano_xl.writers.blueprint_told import blueprint_csv

    return blueprint_csv(calculate_blueprint(read_blueprint(sheet), known), language)


_LISTS: Mapping[str, Callable[[FilledSheet, KnownFeatures, str], str]] = {
    "priority": _ranked,
    "actions": _measures,
    "journey": _touchpoints,
    "blueprint": _steps,
    "canvas": _factors,
}
"""What is written of a filled sheet as CSV, by its key; the first that a workbook has counts."""
