"""A filled priority matrix as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kano_xl.model.planning import ranking
from kano_xl.model.planning.house import Numbers
from kano_xl.model.planning.ranking import Bought, Weights
from kano_xl.planning.filling import PriorityFilling, Typed, number, numbers
from kano_xl.planning.results import KnownFeature, KnownFeatures


@dataclass(frozen=True, slots=True, eq=False)
class CalculatedPriority:
    """A priority matrix with all its numbers; N rows, NaN for what is missing or undefined.

    Attributes:
        filling: what it was calculated from.
        features: what the survey says of each row.
        importance, urgency, effort, benefit, penalty, risk: as typed, or as the survey says it.
        classes: what to do with each, one of `kano_xl.model.planning.ranking.CLASSES` or "".
        score: by the way that is chosen.
        rank: 1 for the first.
        bought: what the budget buys; None where there is no budget.
    """

    filling: PriorityFilling
    features: tuple[KnownFeature, ...]
    importance: Numbers
    urgency: Numbers
    effort: Numbers
    benefit: Numbers
    penalty: Numbers
    risk: Numbers
    classes: tuple[str, ...]
    score: Numbers
    rank: Numbers
    bought: Bought | None

    @property
    def order(self) -> list[int]:
        """The rows by rank, those without a rank left out."""
        ranked = np.flatnonzero(~np.isnan(self.rank))
        return sorted(ranked.tolist(), key=lambda row: float(self.rank[row]))


def calculate_priority(filling: PriorityFilling, known: KnownFeatures) -> CalculatedPriority:
    """All numbers of a priority matrix."""
    rows = filling.rows
    features = tuple(known.feature(each.name) for each in rows)
    better = np.array([each.better for each in features], np.float64)
    worse = np.array([each.worse for each in features], np.float64)
    letters = [each.category for each in features]
    named = np.array([bool(each.name) for each in rows], np.bool_)

    def of(key: str) -> Numbers:
        return np.where(named, numbers(getattr(each, key) for each in rows), np.nan)

    def or_found(key: str, found: Numbers) -> Numbers:
        left = np.array([getattr(each, key) is None for each in rows], np.bool_)
        return np.where(named, np.where(left, found, of(key)), np.nan)

    importance = or_found("importance", found_importance(known, better, worse))
    benefit = or_found("benefit", ranking.ninths(better))
    penalty = or_found("penalty", ranking.ninths(worse))
    urgency, effort, risk = of("urgency"), of("effort"), of("risk")
    split = split_of(filling.split)
    if filling.scoring == ranking.BY_URGENCY:
        score = ranking.by_urgency(importance, urgency)
    elif filling.scoring == ranking.BY_EFFORT:
        score = ranking.by_effort(importance, effort)
    else:
        weights = Weights(*np.nan_to_num(numbers(filling.weights)).tolist())
        score = ranking.wiegers(benefit, penalty, effort, risk, weights)
    rank = ranking.ranked(score, urgency, letters, split)
    budget = number(filling.budget)
    return CalculatedPriority(
        filling,
        features,
        importance,
        urgency,
        effort,
        benefit,
        penalty,
        risk,
        tuple(
            each if row.name else ""
            for row, each in zip(
                rows, ranking.classes(importance, urgency, letters, split), strict=True
            )
        ),
        score,
        rank,
        None if math.isnan(budget) else ranking.bought(rank, effort, budget),
    )


def split_of(typed: Typed) -> float:
    """From where on a number is high, whatever was typed."""
    found = number(typed)
    return ranking.SPLIT if math.isnan(found) else found


def found_importance(known: KnownFeatures, better: Numbers, worse: Numbers) -> Numbers:
    """The importance of rows as the survey says it, on the scale of all its features."""
    # Whether a feature stands on the sheet bears on nothing.
    best, worst = ([getattr(each, key) for each in known.features] for key in ("better", "worse"))
    return ranking.importance_found([*better, *best], [*worse, *worst])[: len(better)]
