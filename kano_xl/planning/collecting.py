"""Measures for an action plan, collected from the other planning sheets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kano_xl.languages import text
from kano_xl.model.planning.actions import OPEN
from kano_xl.model.planning.ranking import DO_NOW, PLAN, QUICK_FIX
from kano_xl.planning.actions_numbers import day_of, state_of
from kano_xl.planning.filling import (
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Typed,
)
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.survey.quoting import folded

_HOUSE, _MATRIX = "house-of-quality", "priority-matrix"
_WANTED = (DO_NOW, PLAN, QUICK_FIX)


class FilledHouse(NamedTuple):
    """A house of quality, and the name on the tab of its sheet."""

    title: str
    filling: HouseFilling


class FilledMatrix(NamedTuple):
    """A priority matrix, and the name on the tab of its sheet."""

    title: str
    filling: PriorityFilling


def sources(sheets: Iterable[FilledSheet]) -> tuple[list[FilledHouse], list[FilledMatrix]]:
    """Those of some sheets that measures are collected from, read.

    Raises:
        InputError: names of such a sheet's own were deleted.
    """
    there = list(sheets)
    houses = [FilledHouse(each.title, read_house(each)) for each in there if each.key == "house"]
    matrices = [
        FilledMatrix(each.title, read_priority(each)) for each in there if each.key == "priority"
    ]
    return houses, matrices


def collect(
    planned: Sequence[PlannedMeasure],
    houses: Sequence[FilledHouse],
    matrices: Sequence[FilledMatrix],
    known: KnownFeatures,
    language: str,
) -> tuple[PlannedMeasure, ...]:
    """New measures for an action plan, from what a team filled into the other sheets.

    From a priority matrix comes each need to do now, to plan or to fix quickly, by rank, with its
    day and its status; from a house of quality each technical requirement that serves a need, the
    most important first, with its target, for the need to which it adds most. Owner and expected
    effect are left to the team. A measure bears what the survey says of its feature now as what
    was found then.

    What is in the plan is not proposed again, whatever became of its words since: a measure keeps
    its ``origin``, the kind of sheet and the need or requirement that it was collected from. Nor
    is a measure that somebody wrote with the same words for the same feature.

    Args:
        planned: what is in the plan; it is not changed.
        houses, matrices: as they were read back.
        known: the features of the survey.
        language: of the words of new measures.

    Returns:
        What is new, in the order in which it may be added behind what there is.
    """
    origins = {each.origin for each in planned if each.origin}
    written = {_key(each) for each in planned}
    found = []
    for each in (*_of_matrices(matrices, known, language), *_of_houses(houses, known, language)):
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


def _of_matrices(
    matrices: Sequence[FilledMatrix], known: KnownFeatures, language: str
) -> Iterator[PlannedMeasure]:
    for title, filling in matrices:
        found = calculate_priority(filling, known)
        for index in found.order:
            typed, key = filling.rows[index], found.classes[index]
            if key in _WANTED:
                state = state_of(typed.status) or OPEN
                yield PlannedMeasure(
                    text(language, f"planning.actions.collected.{key}", need=typed.name),
                    typed.name,
                    title,
                    due=typed.day if day_of(typed.day) else None,
                    status=_status(state, language),
                    origin=f"{_MATRIX}: {folded(typed.name)}",
                )


def _of_houses(
    houses: Sequence[FilledHouse], known: KnownFeatures, language: str
) -> Iterator[PlannedMeasure]:
    for title, filling in houses:
        found = calculate(filling, known)
        served = np.nan_to_num(found.relations) * np.nan_to_num(found.numbers.raw)[:, np.newaxis]
        for index in np.argsort(found.numbers.rank, kind="stable").tolist():
            built = filling.characteristics[index]
            if built.name and served[:, index].max(initial=0.0) > 0:
                yield PlannedMeasure(
                    _aim(built),
                    filling.requirements[int(served[:, index].argmax())].name,
                    title,
                    status=_status(OPEN, language),
                    origin=f"{_HOUSE}: {folded(built.name)}",
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
