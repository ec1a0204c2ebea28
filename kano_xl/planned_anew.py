"""New planning sheets from filled ones: an action plan of all, a blueprint of a journey map."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from kano_xl.errors import InputError, Place
from kano_xl.languages import text
from kano_xl.planning.actions_numbers import state_of
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.actions_sheet import actions_sheet, empty_rows
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.blueprint_steps import blueprint_of
from kano_xl.planning.collecting import collect, sources, with_compared, with_then
from kano_xl.planning.compared import read_compared
from kano_xl.planning.filling import ActionFilling, PlannedMeasure
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.reading import FilledWorkbook, known_feature
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.wrong_cells import require_right_cells
from kano_xl.report.content.results import results_sheet_of
from kano_xl.report.words import Words


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
