"""Measures for an action plan, collected from the other planning sheets."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kano_xl.languages import text
from kano_xl.model.planning.actions import OPEN
from kano_xl.model.planning.canvas import ACTIONS
from kano_xl.model.planning.journey import CHANCE, FIX_FIRST
from kano_xl.model.planning.ranking import DO_NOW, PLAN, QUICK_FIX
from kano_xl.planning.actions_numbers import day_of, state_of
from kano_xl.planning.blueprint_filling import BlueprintFilling
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.canvas_filling import CanvasFilling
from kano_xl.planning.canvas_numbers import calculate_canvas
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.filling import (
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Typed,
)
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.journey_filling import JourneyFilling
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.wrong_cells import require_right_cells
from kano_xl.survey.quoting import folded

_HOUSE, _MATRIX, _CANVAS = "house-of-quality", "priority-matrix", "strategy-canvas"
_JOURNEY, _BLUEPRINT = "journey-map", "service-blueprint"
_WANTED = (DO_NOW, PLAN, QUICK_FIX)


Filling = HouseFilling | PriorityFilling | JourneyFilling | BlueprintFilling | CanvasFilling


class FilledPlan(NamedTuple):
    """What was filled into a sheet that measures come from, and the name on its tab."""

    title: str
    filling: Filling


def sources(sheets: Iterable[FilledSheet]) -> list[FilledPlan]:
    """Those of some sheets that measures are collected from, read.

    Raises:
        InputError: names of such a sheet's own were deleted, or ``plan_wrong_cells``.
    """
    there = [each for each in sheets if each.key in _READ]
    require_right_cells(there)
    return [FilledPlan(each.title, _READ[each.key](each)) for each in there]


def collect(
    planned: Sequence[PlannedMeasure],
    filled: Sequence[FilledPlan],
    known: KnownFeatures,
    language: str,
) -> tuple[PlannedMeasure, ...]:
    """New measures for an action plan, from what a team filled into the other sheets.

    From a priority matrix comes each need to do now, to plan or to fix quickly, by rank, with its
    day and its status; from a house of quality each technical requirement that serves a need, the
    most important first, with its target, for the need to which it adds most; from a journey map
    what is to be done at each touchpoint to fix first, then at each chance, with its owner and what
    it is measured by; from a service blueprint what is to be done about each step to fix first,
    with its owner; from a strategy canvas each measure beside a factor to eliminate, to reduce, to
    raise or to create, with its owner. All else is left to the team. A measure bears what the
    survey says of its
    feature now as what was found then.

    What is in the plan is not proposed again, whatever became of its words since: a measure keeps
    its ``origin``, the kind of sheet and the need or requirement that it was collected from. Nor
    is a measure that somebody wrote with the same words for the same feature.

    Args:
        planned: what is in the plan; it is not changed.
        filled: the other sheets, as of `sources`.
        known: the features of the survey.
        language: of the words of new measures.

    Returns:
        What is new, in the order in which it may be added behind what there is.
    """
    origins = {each.origin for each in planned if each.origin}
    written = {_key(each) for each in planned}
    proposed = (
        measure
        for kind, measures in _MEASURES.items()
        for each in filled
        if isinstance(each.filling, kind)
        for measure in measures(each, known, language)
    )
    found = []
    for each in proposed:
        if each.origin not in origins and _key(each) not in written:
            origins.add(each.origin)
            written.add(_key(each))
            found.append(with_then(each, known))
    return tuple(found)


def _key(measure: PlannedMeasure) -> tuple[str, str]:
    return folded(measure.measure), folded(measure.feature)


def with_then(measure: PlannedMeasure, known: KnownFeatures) -> PlannedMeasure:
    """A measure with what the survey says now as what was found then, if nothing of it is typed.

    Args:
        measure: as it is.
        known: the features of the survey; one that is not there leaves the measure as it is.
    """
    typed = (measure.then_category, measure.then_better, measure.then_worse)
    feature = known.feature(measure.feature)
    if typed != (None, None, None) or not feature.category:
        return measure
    return measure._replace(
        then_category=feature.shown,
        then_better=_defined(feature.better),
        then_worse=_defined(feature.worse),
    )


def with_compared(
    measures: Sequence[PlannedMeasure], verdicts: Mapping[str, str]
) -> tuple[PlannedMeasure, ...]:
    """Measures with what a comparison of waves says of their features; others stay as they are.

    Args:
        measures: as they are.
        verdicts: by names of features, as `kano_xl.survey.quoting.folded` has them.
    """
    return tuple(
        each._replace(compared=verdicts.get(folded(each.feature), each.compared))
        for each in measures
    )


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _of_matrix(matrix: FilledPlan, known: KnownFeatures, language: str) -> Iterator[PlannedMeasure]:
    filling = matrix.filling
    assert isinstance(filling, PriorityFilling)
    found = calculate_priority(filling, known)
    for index in found.order:
        typed, key = filling.rows[index], found.classes[index]
        if key in _WANTED:
            state = state_of(typed.status) or OPEN
            yield PlannedMeasure(
                text(language, f"planning.actions.collected.{key}", need=typed.name),
                typed.name,
                matrix.title,
                due=typed.day if day_of(typed.day) else None,
                status=_status(state, language),
                origin=f"{_MATRIX}: {folded(typed.name)}",
            )


def _of_house(house: FilledPlan, known: KnownFeatures, language: str) -> Iterator[PlannedMeasure]:
    filling = house.filling
    assert isinstance(filling, HouseFilling)
    found = calculate(filling, known)
    served = np.nan_to_num(found.relations) * np.nan_to_num(found.numbers.raw)[:, np.newaxis]
    for index in np.argsort(found.numbers.rank, kind="stable").tolist():
        built = filling.characteristics[index]
        if built.name and served[:, index].max(initial=0.0) > 0:
            yield PlannedMeasure(
                _aim(built),
                filling.requirements[int(served[:, index].argmax())].name,
                house.title,
                status=_status(OPEN, language),
                origin=f"{_HOUSE}: {folded(built.name)}",
            )


def _of_journey(
    journey: FilledPlan, known: KnownFeatures, language: str
) -> Iterator[PlannedMeasure]:
    filling = journey.filling
    assert isinstance(filling, JourneyFilling)
    found = calculate_journey(filling, known).touchpoints
    named: Counter[str] = Counter()
    for each in sorted(found, key=lambda one: one.follows != FIX_FIRST):
        typed, key = each.typed, each.follows
        if key in (FIX_FIRST, CHANCE) and (typed.touchpoint or typed.measure is not None):
            what = folded(typed.touchpoint or _shown(typed.measure))
            named[what] += 1
            nth = f" {named[what]}" if named[what] > 1 else ""
            proposed = text(language, f"journey.collected.{key}", need=typed.touchpoint)
            yield PlannedMeasure(
                _shown(typed.measure) or proposed,
                typed.feature,
                journey.title,
                owner=typed.owner,
                status=_status(OPEN, language),
                expected=typed.measured_by,
                origin=f"{_JOURNEY}: {what}{nth}",
            )


def _of_blueprint(
    blueprint: FilledPlan, known: KnownFeatures, language: str
) -> Iterator[PlannedMeasure]:
    filling = blueprint.filling
    assert isinstance(filling, BlueprintFilling)
    named: Counter[str] = Counter()
    for each in calculate_blueprint(filling, known).fix_first:
        typed, what = each.typed, folded(each.name)
        named[what] += 1
        nth = f" {named[what]}" if named[what] > 1 else ""
        yield PlannedMeasure(
            _shown(typed.measure) or text(language, "blueprint.collected.fix", need=each.name),
            typed.feature,
            blueprint.title,
            owner=typed.owner,
            status=_status(OPEN, language),
            origin=f"{_BLUEPRINT}: {what}{nth}",
        )


def _of_canvas(canvas: FilledPlan, known: KnownFeatures, language: str) -> Iterator[PlannedMeasure]:
    filling = canvas.filling
    assert isinstance(filling, CanvasFilling)
    moves = calculate_canvas(filling, known).moves
    for typed, moved in zip(filling.rows, moves, strict=True):
        if moved in ACTIONS and typed.measure is not None:
            yield PlannedMeasure(
                _shown(typed.measure),
                typed.name,
                canvas.title,
                owner=typed.owner,
                status=_status(OPEN, language),
                origin=f"{_CANVAS}: {folded(typed.name)}",
            )


def _aim(built: Characteristic) -> str:
    """What is to be reached, as in "Data delay → 2 s"."""
    if built.target is None:
        return built.name
    # A number and its unit stay on one line.
    target = "\u00a0".join(filter(None, (_shown(built.target), _shown(built.unit))))
    return f"{built.name} → {target}"


def _shown(typed: Typed) -> str:
    return f"{typed:g}" if isinstance(typed, float | int) else str(typed or "")


def _status(state: str, language: str) -> str:
    return text(language, f"planning.priority.status.{state}")


_READ: Mapping[str, Callable[[FilledSheet], Filling]] = {
    "house": read_house,
    "priority": read_priority,
    "journey": read_journey,
    "blueprint": read_blueprint,
    "canvas": read_canvas,
}
"""How a sheet that measures come from is read, by its key."""

_MEASURES: Mapping[type, Callable[[FilledPlan, KnownFeatures, str], Iterator[PlannedMeasure]]] = {
    PriorityFilling: _of_matrix,
    HouseFilling: _of_house,
    JourneyFilling: _of_journey,
    BlueprintFilling: _of_blueprint,
    CanvasFilling: _of_canvas,
}
"""How measures are found in what was filled in, in the order in which they are proposed."""
