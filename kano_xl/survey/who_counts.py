"""Who is counted in the end, and about which features: what is said is said of these alone.

People may be left out by conditions, by weights, by groups of which too little is known, and by
exclusions. Whatever else told of them, numbers of answers or remarks, would tell by subtraction
what the few who are missing said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Reading, Settings
from kano_xl.errors import Place, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.categories import evaluation_table
from kano_xl.model.cube import effective_number
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.survey.groups import too_few_unknown
from kano_xl.survey.layouts.layout import Part
from kano_xl.survey.quality import Doubts, doubts, left_out
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Answers, Survey

LEAST_EFFECTIVE = 0.25
"""Where weighted people tell as much as a smaller share of them would, a few decide the result."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WhoCounts:
    """Who of N respondents counts, and which of F features are shown.

    Attributes:
        kept: N flags of those who count.
        unknown: N flags of those who are left out because their group is not known.
        gone: N flags for each group of `choices.EXCLUSIONS` that the settings leave out.
        doubted: what is doubtful about the respondents.
        shown: F flags: a feature that too few of the chosen answered would tell of them.
        selected: whether people were chosen by what they are, not by how they answered, or stand
            in groups, of which the small ones are not told of.
    """

    kept: Flags
    unknown: Flags
    gone: dict[str, Flags]
    doubted: Doubts
    shown: Flags
    selected: bool

    @property
    def respondents(self) -> int:
        """How many there are before exclusions."""
        return int((~self.unknown).sum())

    def problems(self, too_few: Sequence[str]) -> Iterator[Problem]:
        """What is to be said of it; ``too_few`` are the names of the features not shown."""
        if self.unknown.any():
            yield Problem("group_unknown_left_out", Place(), {"fewest": FEWEST_PEOPLE})
        yield from features_withheld(too_few)


def features_withheld(names: Sequence[str]) -> Iterator[Problem]:
    """What is to be said of the features that are not shown, if there are any."""
    if names:
        values = {"n": len(names), "name": quoted(names[0]), "fewest": FEWEST_PEOPLE}
        yield Problem("features_too_few", Place(), values)


def may_leave_out(reading: Reading) -> bool:
    """Whether some respondents may not count, or some features not be shown."""
    return bool(reading.where or reading.weight or reading.exclude or reading.by)


def who_counts(answers: Answers, parts: Sequence[Part], settings: Settings) -> WhoCounts:
    """Who counts of the answers of all parts.

    Raises:
        SettingsError: the evaluation table of the settings is none.
    """
    doubted = doubts(answers, evaluation_table(settings.table))
    gone = left_out(answers, doubted, settings)
    excluded = np.zeros(answers.rows.size, np.bool_)
    for flags in gone.values():
        excluded |= flags
    unknown = too_few_unknown(answers, ~excluded)
    kept = ~(excluded | unknown)
    selected = bool(settings.where or settings.by) or any(part.left for part in parts)
    shown = np.ones(len(answers.functional), np.bool_)
    if selected:
        full = (answers.functional != MISSING) & (answers.dysfunctional != MISSING)
        shown = (full & kept).sum(axis=1) >= FEWEST_PEOPLE
    gone = {group: flags & ~unknown for group, flags in gone.items()}
    return WhoCounts(kept, unknown, gone, doubted, shown, selected)


def without_few_ratings(answers: Answers, counted: WhoCounts) -> Answers:
    """The answers without ratings of a feature that too few of the chosen gave."""
    if not counted.selected:
        return answers
    return replace(
        answers,
        importance=_without_few(answers.importance),
        satisfaction=_without_few(answers.satisfaction),
    )


def _without_few(ratings: npt.NDArray[np.float64] | None) -> npt.NDArray[np.float64] | None:
    if ratings is None:
        return None
    few = (~np.isnan(ratings)).sum(axis=1) < FEWEST_PEOPLE
    return np.where(few[:, np.newaxis], np.nan, ratings)


def told_again(parts: Sequence[Part], features: Sequence[str], counted: WhoCounts) -> list[Part]:
    """The parts, with what is to be said of those who count and of the features that are shown.

    Of half-answered pairs nothing is; see `kano_xl.survey.coding.answers.that_count`.

    Args:
        parts: those of the survey.
        features: the names of its features.
        choice: of its respondents, one part after the other, and its features.
    """
    shown = {name for name, is_shown in zip(features, counted.shown, strict=True) if is_shown}
    ends = np.cumsum([part.rows.size for part in parts])[:-1]
    found = []
    for part, kept in zip(parts, np.split(counted.kept, ends), strict=True):
        if part.told is not None:
            flags = np.array([feature.name in shown for feature in part.features], np.bool_)
            told = part.told(part.rows[kept], flags)
            part = part._replace(problems=told.problems, wordings=told.wordings)
        found.append(part)
    return found


def uneven(survey: Survey, settings: Settings) -> Iterator[Problem]:
    """Where weights differ so much that a few people decide the result, of all or of a group."""
    answers = survey.answers
    if answers is None or answers.weights is None:
        return
    place = Place(survey.source.files[0], survey.source.sheets[0])
    told = {"header": quoted(settings.weight)}
    if few := _decide(answers.weights):
        yield Problem("weights_uneven", place, {**told, **few})
    for index, name in enumerate(survey.groups):
        assert answers.groups is not None
        if few := _decide(answers.weights[answers.groups == index]):
            yield Problem("weights_uneven_group", place, {**told, **few, "name": quoted(name)})


def _decide(weights: npt.NDArray[np.float64]) -> dict[str, int]:
    """How many people there are and as many of equal weight would tell as much, if that is far
    from it.
    """
    effective = float(effective_number(weights.sum(), (weights**2).sum()))
    least = max(LEAST_EFFECTIVE * weights.size, min(FEWEST_PEOPLE, weights.size / 2))
    if effective >= least:
        return {}
    return {"n": weights.size, "effective": max(1, round(effective))}
