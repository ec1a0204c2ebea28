"""What a team fills in, by sheet; and what it means as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from kano_xl.model.planning.house import NO_ADJUSTMENT, WITH_TARGETS, Numbers
from kano_xl.model.planning.ranking import BY_URGENCY, SPLIT, USUAL

Typed = str | float | None
"""What somebody typed into a cell: a number, anything else, or nothing."""

MOST_REQUIREMENTS = 40
"""Rows of a house of quality, and of a priority matrix, when it is made."""

MOST_CHARACTERISTICS = 25
"""Columns up to which a house draws its roof."""


def number(typed: Typed) -> float:
    """A number as it was typed; NaN for anything else.

    >>> number(4), number("four"), number(None)
    (4.0, nan, nan)
    """
    return float(typed) if isinstance(typed, int | float) else np.nan


def numbers(typed: Iterable[Typed]) -> Numbers:
    """The same for several."""
    return np.array([number(each) for each in typed], np.float64)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of a house.

    Attributes:
        name: that of a feature, or one of the team's own; "" for an empty row.
        importance: 1 to 5; None leaves it to the survey.
        now, rival_a, rival_b: how well we and two rivals meet it, 1 to 5.
        target: how well we shall meet it.
        sales_point: one of `kano_xl.model.planning.house.SALES_POINTS`.
    """

    name: str = ""
    importance: Typed = None
    now: Typed = None
    rival_a: Typed = None
    rival_b: Typed = None
    target: Typed = None
    sales_point: Typed = None


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A column of a house.

    Attributes:
        name: what can be built and measured; "" for an empty column.
        unit: in which it is measured.
        direction: one of `DIRECTIONS`.
        target: how much of it there shall be.
        difficulty: 1 to 5.
        ours, rival_a, rival_b: how much of it we and two rivals have.
    """

    name: str = ""
    unit: Typed = None
    direction: Typed = None
    target: Typed = None
    difficulty: Typed = None
    ours: Typed = None
    rival_a: Typed = None
    rival_b: Typed = None


DIRECTIONS = ("▲", "▼", "◆")
"""Whether more of a characteristic is better, less, or just so much."""


@dataclass(frozen=True, slots=True)
class HouseFilling:
    """A house of quality as it is filled in.

    Attributes:
        requirements: its rows.
        characteristics: its columns.
        relations: by 0-based row and column; what is not there is empty.
        roof: correlations by 0-based pair of columns, the first one less than the second.
        adjustment: one of `kano_xl.model.planning.house.ADJUSTMENTS`.
        weighting: one of `kano_xl.model.planning.house.WEIGHTINGS`.
    """

    requirements: tuple[Requirement, ...]
    characteristics: tuple[Characteristic, ...]
    relations: Mapping[tuple[int, int], Typed] = field(default_factory=dict)
    roof: Mapping[tuple[int, int], Typed] = field(default_factory=dict)
    adjustment: str = NO_ADJUSTMENT
    weighting: str = WITH_TARGETS


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of a priority matrix.

    Attributes:
        name: that of a feature, or a need that no survey asked; "" for an empty row.
        importance: 1 to 5; None leaves it to the survey.
        urgency: 1 to 5.
        effort: in the unit of the budget, 0 or more.
        benefit, penalty: 1 to 9, of having it and of not having it; None leaves them to the survey.
        risk: 1 to 9.
        kind: what kind of need it is.
        requested_by: who wants it.
        status: how far it is.
        day: by when, as it is read back: year, month, day.
    """

    name: str = ""
    importance: Typed = None
    urgency: Typed = None
    effort: Typed = None
    benefit: Typed = None
    penalty: Typed = None
    risk: Typed = None
    kind: Typed = None
    requested_by: Typed = None
    status: Typed = None
    day: Typed = None


@dataclass(frozen=True, slots=True)
class PriorityFilling:
    """A priority matrix as it is filled in.

    Attributes:
        rows: what is wanted.
        scoring: one of `kano_xl.model.planning.ranking.SCORINGS`.
        split: from where on importance and urgency are high.
        budget: how much effort there is; empty for a matrix without one.
        weights: those of the scoring of Wiegers: benefit, penalty, cost, risk.
    """

    rows: tuple[Wanted, ...]
    scoring: str = BY_URGENCY
    split: Typed = SPLIT
    budget: Typed = None
    weights: tuple[Typed, ...] = USUAL


class PlannedMeasure(NamedTuple):
    """A row of an action plan.

    Attributes:
        measure: what is to be done; "" where nobody has said it yet.
        feature: that it is for, a need of the team's own, or "".
        source: the sheet that it came from.
        owner: who does it.
        due: by when, as it is read back: year, month, day.
        status: how far it is, one of the words of the list.
        expected: what it shall change.
        then_category, then_better, then_worse: what the survey said when it was decided: a letter,
            with a question mark where it was open, and two shares.
        compared: what a comparison of waves says of the feature.
        origin: what it was collected from, see `kano_xl.planning.collecting`; "" for none.
    """

    measure: str = ""
    feature: str = ""
    source: Typed = None
    owner: Typed = None
    due: Typed = None
    status: Typed = None
    expected: Typed = None
    then_category: Typed = None
    then_better: Typed = None
    then_worse: Typed = None
    compared: Typed = None
    origin: str = ""


class ActionFilling(NamedTuple):
    """An action plan as it is filled in: its rows, empty ones too."""

    measures: tuple[PlannedMeasure, ...]
