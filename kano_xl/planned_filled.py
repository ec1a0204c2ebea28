"""What is told of filled planning sheets: all of it as JSON, a list as CSV, what to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kano_xl.errors import InputError, Place, SettingsError
from kano_xl.planned import KINDS
from kano_xl.planning.actions_numbers import calculate_actions
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.canvas_numbers import calculate_canvas
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.journey_checks import stages_to_see
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.reading import FilledSheet, FilledWorkbook
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_reading import read_roadmap
from kano_xl.planning.wrong_cells import require_right_cells, wrong_cells

_MERELY_TOLD = frozenset({"actions"})
"""Sheets whose wrong cells are told and not refused: no number hangs on them."""


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
