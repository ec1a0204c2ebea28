"""A survey by groups: the result of each, and in which features they differ.

How they are compared is told by `kano_xl.model.group_comparison`, which of them may be shown by
`kano_xl.model.grouping`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kano_xl.choices import Rules, Settings
from kano_xl.errors import InputError
from kano_xl.languages import text
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import (
    Analysis,
    Group,
    Groups,
    Importance,
    StatedSatisfaction,
)
from kano_xl.model.categories import evaluation_table
from kano_xl.model.cube import CategoryCube, Cube
from kano_xl.model.group_comparison import compare_groups
from kano_xl.model.grouping import FEWEST_PEOPLE, Flags, shown, to_be_pooled
from kano_xl.model.resamples import Resamples


class Known(NamedTuple):
    """What is known of people beside their counts.

    Attributes:
        importance: one value per feature; None if nobody was asked.
        resamples: the answers resampled by respondent; None where only counts are known.
        satisfaction: how satisfied people are today, one value per feature, likewise.
    """

    importance: Sequence[Importance | None] | None = None
    resamples: Resamples | None = None
    satisfaction: Sequence[StatedSatisfaction | None] | None = None


def analyse_groups(
    counts: Cube | CategoryCube,
    rules: Rules | None = None,
    everybody: Known | None = None,
    members: Sequence[Known] | None = None,
) -> Analysis:
    """Everything the Kano model says of a survey, and of each of its groups.

    Groups that are too small are put together first, as `kano_xl.model.grouping` says; what is
    known of members is used where none were.

    Args:
        counts: with several groups.
        rules: as for `analyse_cube`.
        everybody: of all groups together.
        members: of each group, in the order of the counts.

    Raises:
        InputError: ``groups_too_small``: fewer than two groups are left.
        SettingsError: the evaluation table of the settings is none.
    """
    settings = rules if isinstance(rules, Settings) else Settings(**vars(rules or Rules()))
    whole, of_each = everybody or Known(), list(members or [])
    names = safe_names(counts.groups, counts.people().tolist(), settings.language)
    if names != list(counts.groups):
        counts, of_each = counts.pooled(names), []
    people = counts.people()
    order = sorted(range(len(people)), key=lambda index: -int(people[index]))
    counts = counts.pick(order)
    of_each = [of_each[index] for index in order] if of_each else [Known()] * len(order)
    totals = _categories(counts, settings)
    may = shown(totals.counts.sum(axis=-1))
    features = len(counts.features)
    rated = _rated([each.importance for each in of_each], features)
    satisfied = _rated([each.satisfaction for each in of_each], features)
    groups = Groups(
        _group(
            counts, index, may, _shown_of(of_each[index], rated[index], satisfied[index]), settings
        )
        for index in range(len(counts.groups))
    )
    return replace(
        analyse_cube(counts, settings, *whole),
        groups=groups,
        comparisons=compare_groups(totals, may, settings),
    )


def safe_names(groups: Sequence[str], people: Sequence[int], language: str) -> list[str]:
    """The names of groups, those to be put together under one name, which tells only how many.

    Raises:
        InputError: ``groups_too_small``: fewer than two groups would be left.
    """
    pooled = to_be_pooled(people)
    if len(groups) - max(0, len(pooled) - 1) < 2:
        raise InputError("groups_too_small", fewest=FEWEST_PEOPLE)
    if not pooled:
        return list(groups)
    kept = {name.casefold() for index, name in enumerate(groups) if index not in pooled}
    other = text(language, "names.group.pooled", n=len(pooled))
    while other.casefold() in kept:
        other = f"({other})"
    return [other if index in pooled else name for index, name in enumerate(groups)]


def _categories(counts: Cube | CategoryCube, rules: Rules) -> CategoryCube:
    if isinstance(counts, CategoryCube):
        return counts
    return counts.categories(evaluation_table(rules.table))


def _rated(
    members: Sequence[Sequence[Importance | StatedSatisfaction | None] | None], features: int
) -> Flags:
    """G×F flags: whose ratings may be shown."""
    n = np.zeros((len(members), features), np.int64)
    for index, ratings in enumerate(members):
        if ratings is not None:
            n[index] = [0 if each is None else each.n for each in ratings]
    return shown(n)


def _shown_of(known: Known, rated: Flags, satisfied: Flags) -> Known:
    """What is known of a group, without the ratings that may not be shown."""
    stated, today = known.importance, known.satisfaction
    if stated is not None:
        stated = [each if may else None for each, may in zip(stated, rated, strict=True)]
    if today is not None:
        today = [
            each if each is None or may else StatedSatisfaction(None, 0, each.top)
            for each, may in zip(today, satisfied, strict=True)
        ]
    return Known(stated, known.resamples, today)


def _group(
    counts: Cube | CategoryCube,
    index: int,
    may: Flags,
    known: Known,
    settings: Settings,
) -> Group:
    """One group, with the features that may be shown."""
    name = counts.groups[index]
    where = np.flatnonzero(may[index]).tolist()
    features = [counts.features[each] for each in where]
    mine = counts.group(name)
    stated, resamples, today = known
    if stated is not None:
        stated = [stated[each] for each in where]
    if today is not None:
        today = [today[each] for each in where]
    if resamples is not None:
        resamples = replace(resamples, cells=resamples.cells[:, where])
    analysis = analyse_cube(mine.only(features), settings, stated, resamples, today)
    people, effective = int(mine.people()[0]), float(mine.effective()[0])
    analysis = replace(analysis, respondents=people, effective=effective)
    too_few = [each for each in counts.features if each not in features]
    return Group(name, people, effective, analysis, tuple(too_few))
