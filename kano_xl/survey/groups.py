"""The groups of a survey: those of all its parts, none so small that it tells of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kano_xl.choices import FILE, SHEET, Settings
from kano_xl.errors import InputError, Place, Problem
from kano_xl.languages import text
from kano_xl.model.cube import CategoryCube
from kano_xl.model.grouped import safe_names
from kano_xl.model.grouping import FEWEST_PEOPLE, to_be_pooled
from kano_xl.survey.layouts.layout import GroupOfEach, Part
from kano_xl.survey.quoting import folded, printable, without_addresses
from kano_xl.survey.survey import Answers, Source, Survey

Flags = npt.NDArray[np.bool_]

MOST_GROUPS = 200
"""More groups than this are no groups but single people, or the wrong column."""


def by_place(source: Source, parts: Sequence[Part], reading: Settings) -> list[Part]:
    """The parts, each respondent in the group of his or her file or sheet, if that is asked for."""
    if reading.by not in (SHEET, FILE):
        return list(parts)
    keys = list(_files(source) if reading.by == FILE else _sheets(source))
    return [
        part._replace(
            groups=GroupOfEach((key,), (name,), np.zeros(part.rows.size, np.int64)),
            totals=part.totals and part.totals.named(key),
        )
        for (key, name), part in zip(keys, parts, strict=True)
    ]


def _files(source: Source) -> Iterator[tuple[str, str]]:
    """Key and name of each part's file; a sheet that comes again is of another file."""
    seen: Counter[tuple[str, str | None]] = Counter()
    for file, sheet in zip(source.files, source.sheets, strict=True):
        yield f"{seen[file, sheet]} {file}", printable(file)
        seen[file, sheet] += 1


def _sheets(source: Source) -> Iterator[tuple[str, str]]:
    """Key and name of each part's sheet; sheets of one name are one group."""
    for file, sheet in zip(source.files, source.sheets, strict=True):
        yield folded(sheet or file), printable(sheet or file)


def merged(parts: Sequence[Part]) -> GroupOfEach | None:
    """The groups of all parts, each once; None where nobody asked for them."""
    names: dict[str, str] = {}
    found = []
    for part in parts:
        if part.groups is None:
            return None
        for key, name in zip(part.groups.keys, part.groups.names, strict=True):
            names.setdefault(key, without_addresses(name))
        # One more at the end for those of whom it is not known.
        places = [list(names).index(key) for key in part.groups.keys]
        found.append(np.array([*places, -1], np.int64)[part.groups.of])
    return GroupOfEach(tuple(names), _distinct(names.values()), np.concatenate(found))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names, a number behind those that came before."""
    found: dict[str, str] = {}
    for name in names:
        number, candidate = 1, name
        while candidate.casefold() in found:
            number += 1
            candidate = f"{name} ({number})"
        found[candidate.casefold()] = candidate
    return tuple(found.values())


def split(survey: Survey, names: Sequence[str], language: str) -> Survey:
    """A survey whose answers are in groups of these names, with groups that may be shown.

    People of whom it is not known are a group of their own; see `too_few_unknown`.

    Raises:
        InputError: ``groups_one``, ``groups_too_small`` or ``groups_too_many``.
    """
    answers = survey.answers
    assert answers is not None
    assert answers.groups is not None
    problems: list[Problem] = []
    answers, names = _known(answers, list(names), language, problems)
    assert answers.groups is not None
    sizes = np.bincount(answers.groups, minlength=len(names))
    there = np.flatnonzero(sizes).tolist()
    names, people = [names[index] for index in there], sizes[there].tolist()
    place = Place(survey.source.files[0]) if survey.source.files else Place()
    safe = _safe_names(names, people, language, place, problems)
    groups = list(dict.fromkeys(safe))
    to_group = np.full(len(sizes), -1, np.int64)
    to_group[there] = [groups.index(name) for name in safe]
    return replace(
        survey,
        answers=replace(answers, groups=to_group[answers.groups]),
        groups=tuple(groups),
        problems=(*survey.problems, *problems),
    )


def split_counts(survey: Survey, language: str) -> Survey:
    """A survey of counts, with groups that may be shown; raises as `split` does."""
    totals, names = survey.totals, survey.groups
    assert isinstance(totals, CategoryCube)
    problems: list[Problem] = []
    place = Place(survey.source.files[0])
    safe = _safe_names(names, totals.people().tolist(), language, place, problems)
    totals = totals.pooled(safe)
    told = (*survey.problems, *problems)
    return replace(survey, totals=totals, groups=totals.groups, problems=told)


def too_few_unknown(answers: Answers, counted: Flags) -> Flags:
    """N flags of those whose group is not known, if fewer than `FEWEST_PEOPLE` of them count.

    They are left out altogether, for what all groups together differ from everybody by would tell
    of them.
    """
    if answers.groups is None or not 0 < (counted & (answers.groups < 0)).sum() < FEWEST_PEOPLE:
        return np.zeros(answers.rows.size, np.bool_)
    unknown: Flags = answers.groups < 0
    return unknown


def _known(
    answers: Answers, names: list[str], language: str, problems: list[Problem]
) -> tuple[Answers, list[str]]:
    """The answers, those of people whose group is not known in one of their own."""
    assert answers.groups is not None
    unknown = answers.groups < 0
    n = int(unknown.sum())
    if not n:
        return answers, names
    name = text(language, "names.group.not_stated")
    while name.casefold() in {each.casefold() for each in names}:
        name = f"({name})"
    problems.append(Problem("group_unknown", Place(), {"n": n, "name": name}))
    groups = np.where(unknown, len(names), answers.groups)
    return replace(answers, groups=groups), [*names, name]


def _safe_names(
    names: Sequence[str],
    people: Sequence[int],
    language: str,
    place: Place,
    problems: list[Problem],
) -> list[str]:
    if len(names) < 2:
        raise InputError("groups_one", place)
    pooled = to_be_pooled(people)
    if len(names) - len(pooled) > MOST_GROUPS:
        raise InputError("groups_too_many", place, n=len(names), most=MOST_GROUPS)
    try:
        safe = safe_names(names, people, language)
    except InputError as error:
        raise InputError(error.code, place, **error.values) from None
    if pooled:
        values = {"n": len(pooled), "name": safe[pooled[0]], "fewest": FEWEST_PEOPLE}
        problems.append(Problem("groups_pooled", place, values))
    return safe
