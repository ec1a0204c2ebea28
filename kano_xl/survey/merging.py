"""Several files of one survey as one: the same features by name, all respondents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.counts import CategoryCounts
from kano_xl.survey.coding.columns import Part
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Answers, Feature, Source, Survey


def merge(source: Source, parts: Sequence[Part]) -> Survey:
    """The parts, one per file of the source, as one survey; a feature that a file lacks is missing.

    Raises:
        InputError: ``mixed_totals`` where some files hold answers and others only counts.
    """
    features: dict[str, Feature] = {}
    for part in parts:
        for feature in part.features:
            features.setdefault(feature.name, feature)
    problems = [problem for part in parts for problem in part.problems]
    problems += _differences(source, parts, list(features))
    totals = [part.totals for part in parts if part.totals is not None]
    if totals and len(totals) < len(parts):
        file = next(i for i, part in enumerate(parts) if part.totals is not None)
        raise InputError("mixed_totals", Place(source.files[file], source.sheets[file]))
    found = tuple(features.values())
    if totals:
        counts: CategoryCounts = reduce(add, totals)
        return Survey(source, found, None, counts, tuple(problems))
    return Survey(source, found, _answers(list(features), parts), None, tuple(problems))


def _answers(names: list[str], parts: Sequence[Part]) -> Answers:
    sizes = [part.rows.size for part in parts]
    files = np.repeat(np.arange(len(parts)), sizes)
    rows = np.concatenate([part.rows + 1 for part in parts])
    duplicates = np.concatenate([part.duplicates for part in parts])
    if len(parts) == 1:
        only = parts[0]
        return Answers(
            only.functional, only.dysfunctional, only.importance, rows, files, duplicates
        )
    shape, ends = (len(names), sum(sizes)), np.cumsum([0, *sizes])
    functional, dysfunctional = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    asked = any(part.importance is not None for part in parts)
    importance = np.full(shape, np.nan) if asked else None
    for part, start, end in zip(parts, ends, ends[1:], strict=False):
        where = [names.index(feature.name) for feature in part.features]
        functional[where, start:end] = part.functional
        dysfunctional[where, start:end] = part.dysfunctional
        if importance is not None and part.importance is not None:
            importance[where, start:end] = part.importance
    return Answers(functional, dysfunctional, importance, rows, files, duplicates)


def _differences(source: Source, parts: Sequence[Part], names: list[str]) -> list[Problem]:
    """The features that a file lacks and another one has."""
    problems = []
    for part, file, sheet in zip(parts, source.files, source.sheets, strict=True):
        own = {feature.name for feature in part.features}
        lacking = [name for name in names if name not in own]
        if lacking:
            values = {"n": len(lacking), "name": quoted(lacking[0])}
            problems.append(Problem("features_differ", Place(file, sheet), values))
    return problems
