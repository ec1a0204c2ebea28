"""A filled house of quality as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kano_xl.model.planning.house import HouseNumbers, Numbers, house
from kano_xl.model.planning.ranking import importance_found
from kano_xl.planning.filling import HouseFilling, number, numbers
from kano_xl.planning.results import KnownFeature, KnownFeatures


@dataclass(frozen=True, slots=True, eq=False)
class CalculatedHouse:
    """A house of quality with all its numbers.

    Attributes:
        filling: what it was calculated from.
        features: what the survey says of each requirement.
        importance: of each requirement, typed or found; NaN where there is none, or no name.
        relations: I×J, NaN where there is none.
        roof: J×J, 0 where there is none.
        numbers: what follows.
    """

    filling: HouseFilling
    features: tuple[KnownFeature, ...]
    importance: Numbers
    relations: Numbers
    roof: Numbers
    numbers: HouseNumbers

    def has_content(self, column: int) -> bool:
        """Whether a column has a name or a relation."""
        named = bool(self.filling.characteristics[column].name)
        return named or not np.isnan(self.relations[:, column]).all()


def calculate(filling: HouseFilling, known: KnownFeatures) -> CalculatedHouse:
    """All numbers of a house."""
    rows, columns = filling.requirements, filling.characteristics
    features = tuple(known.feature(each.name) for each in rows)
    better = np.array([each.better for each in features], np.float64)
    worse = np.array([each.worse for each in features], np.float64)
    importance = _importance(filling, known, better, worse)
    relations = np.full((len(rows), len(columns)), np.nan)
    for place, typed in filling.relations.items():
        relations[place] = number(typed)
    roof = np.zeros((len(columns), len(columns)))
    for place, typed in filling.roof.items():
        roof[place] = np.nan_to_num(number(typed))
    found = house(
        category=[each.category for each in features],
        better=better,
        worse=worse,
        importance=importance,
        now=numbers(each.now for each in rows),
        target=numbers(each.target for each in rows),
        sales_point=numbers(each.sales_point for each in rows),
        relations=relations,
        roof=roof,
        adjustment=filling.adjustment,
        weighting=filling.weighting,
    )
    return CalculatedHouse(filling, features, importance, relations, roof, found)


def _importance(
    filling: HouseFilling, known: KnownFeatures, better: Numbers, worse: Numbers
) -> Numbers:
    """Typed, or else as the survey says it."""
    # The scale is that of all features, in the house or not.
    best, worst = ([getattr(each, key) for each in known.features] for key in ("better", "worse"))
    found = importance_found([*better, *best], [*worse, *worst])[: len(better)]
    typed = numbers(each.importance for each in filling.requirements)
    left = np.array([each.importance is None for each in filling.requirements], np.bool_)
    named = np.array([bool(each.name) for each in filling.requirements], np.bool_)
    return np.where(named, np.where(left, found, typed), np.nan)
