"""Waves from files, compared: the way in for the command line and for Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem, SettingsError
from kano_xl.model.categories import CATEGORIES, NO_CATEGORY, classify, evaluation_table
from kano_xl.model.cube import Codes
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.waves import Crossing, Wave, WaveComparison, moves_between, pairs_of
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.quoting import folded
from kano_xl.waves.matching import Guess, Matching, match
from kano_xl.waves.reading import SURVEY, WaveFile, read_wave

Progress = Callable[[str, float], None]


class LeftOut(NamedTuple):
    """Respondents of a wave who are not compared: without an ID, with one that comes more than
    once, alone in it, or withheld: where fewer than `FEWEST_PEOPLE` were left out, all others less
    those compared would tell of them.
    """

    blank: int
    repeated: int
    alone: int
    withheld: int


class Matched(NamedTuple):
    """How many people are in two waves, by the places of these, and who is left out of each."""

    waves: tuple[int, int]
    people: int
    left_out: tuple[LeftOut, LeftOut]


@dataclass(frozen=True, eq=False)
class ComparedWaves:
    """Waves from files.

    Attributes:
        comparison: what moved.
        files: what was read of each wave.
        guesses: features that may be the same under two names.
        matched: of each two waves that are compared, the people found in both; empty where
            nobody asked for them.
        is_mapped: whether a mapping says how surveys are read.
    """

    comparison: WaveComparison
    files: tuple[WaveFile, ...]
    guesses: tuple[Guess, ...]
    matched: tuple[Matched, ...] = ()
    is_mapped: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be said of the surveys."""
        return tuple(problem for file in self.files for problem in file.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be said of comparing them."""
        settings = self.comparison.settings
        found = []
        if len({frozenset(map(folded, file.where)) for file in self.files}) > 1:
            found.append(Problem("waves_other_people"))
        counted = [file.file for file in self.files if file.kind != SURVEY]
        if counted and (self.is_mapped or _how_to_read(settings)):
            found += [Problem("wave_read_already", Place(), {"name": name}) for name in counted]
        return tuple(found)


def compare_waves(
    paths: Sequence[Path | str],
    settings: Settings | None = None,
    *,
    same: Sequence[str] = (),
    same_people: str | None = None,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> ComparedWaves:
    """What moved between several waves of a survey.

    Args:
        paths: a file for each wave, the earliest first: surveys, JSON of ``analyse``, reports.
        settings: how surveys are read, by which table and rule, at which level.
        same: "OLD NAME=NEW NAME" each: features that are the same under two names.
        same_people: a column that tells who somebody is, to compare the same people; then all
            files are surveys. None takes the waves for different people.
        mapping: of the surveys.
        progress: told the stage and the share that is done.

    Raises:
        KanoError: a file cannot be used; or as of `kano_xl.waves.matching.match`;
            ``waves_one`` for fewer than two files, ``waves_no_common`` where two waves that
            follow each other have no feature in common, ``people_too_few`` where fewer than
            `FEWEST_PEOPLE` are found in both waves.
    """
    settings = settings or Settings()
    if len(paths) < 2:
        raise SettingsError("waves_one")
    files = []
    for index, path in enumerate(paths):
        if progress is not None:
            progress("reading", index / len(paths))
        files.append(read_wave(Path(path), settings, mapping, same_people))
    if progress is not None:
        progress("analysing", 1)
    matching = match([file.counts.features for file in files], same)
    names = _distinct([file.file for file in files])
    waves = [Wave(name, file.counts) for name, file in zip(names, files, strict=True)]
    _require_common(waves, matching)
    matched, crossings = [], {}
    if same_people is not None:
        for pair in pairs_of(len(files)):
            people, found_again = _people(pair, files, settings.seed)
            matched.append(found_again)
            crossings[pair] = _crossing(pair, files, people, matching, settings)
    comparison = moves_between(waves, settings, crossings, matching.renamed)
    return ComparedWaves(
        comparison, tuple(files), matching.guesses, tuple(matched), mapping is not None
    )


def _how_to_read(settings: Settings) -> bool:
    """Whether the settings say what answers mean or where they stand."""
    return bool(
        settings.answers
        or settings.codes
        or settings.sheets
        or settings.accept_pairs
        or settings.visible
        or settings.respondents
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of the waves, a number behind those that came before.

    >>> _distinct(["survey.xlsx", "survey.xlsx"])
    ['survey.xlsx', 'survey.xlsx (2)']
    """
    found: list[str] = []
    for name in names:
        number, candidate = 1, name
        while candidate in found:
            number += 1
            candidate = f"{name} ({number})"
        found.append(candidate)
    return found


def _common(place: int, wave: WaveFile | Wave, matching: Matching) -> dict[str, str]:
    """Name in the last wave that has the feature → name in this one."""
    return {matching.renamed.get((place, name), name): name for name in wave.counts.features}


def _require_common(waves: Sequence[Wave], matching: Matching) -> None:
    for first, second in pairs_of(len(waves)):
        one, two = (_common(place, waves[place], matching) for place in (first, second))
        if not one.keys() & two.keys():
            files = {"before": waves[first].name, "after": waves[second].name}
            raise InputError("waves_no_common", Place(), **files)


People = list[tuple[int, int]]
"""Places of the same person among the respondents of two waves."""


def _people(pair: tuple[int, int], files: Sequence[WaveFile], seed: int) -> tuple[People, Matched]:
    """The people who are in both waves exactly once, and who is left out.

    Raises:
        InputError: ``people_too_few``.
    """
    one, two = (files[place] for place in pair)
    first, second = _once(one), _once(two)
    both = [(first[key], second[key]) for key in sorted(first.keys() & second.keys())]
    withheld = max(_withheld(len(file.people) - len(both)) for file in (one, two))
    kept = np.sort(np.random.default_rng(seed).permutation(len(both))[withheld:])
    if len(kept) < FEWEST_PEOPLE:
        raise InputError("people_too_few", Place(two.file), before=one.file, fewest=FEWEST_PEOPLE)
    left = []
    for file, found in ((one, first), (two, second)):
        blank, once = sum(not key for key in file.people), len(found)
        repeated = len(file.people) - blank - once
        left.append(LeftOut(blank, repeated, once - len(both), withheld))
    matched = Matched(pair, len(kept), (left[0], left[1]))
    return [both[place] for place in kept.tolist()], matched


def _withheld(left: int) -> int:
    """How many more to leave out, so that nobody is singled out.

    >>> [_withheld(left) for left in (0, 1, 4, 5)]
    [0, 4, 1, 0]
    """
    return FEWEST_PEOPLE - left if 0 < left < FEWEST_PEOPLE else 0


def _crossing(
    pair: tuple[int, int],
    files: Sequence[WaveFile],
    people: People,
    matching: Matching,
    settings: Settings,
) -> Crossing:
    """What these people answered in both waves, to the features that both have."""
    categories = [
        _categories(files[place], [each[side] for each in people], settings)
        for side, place in enumerate(pair)
    ]
    names = [_common(place, files[place], matching) for place in pair]
    # Of a feature that too few answered there are no categories.
    told = [
        {common for common, name in called.items() if name in found}
        for called, found in zip(names, categories, strict=True)
    ]
    features = [name for name in names[1] if name in told[0] & told[1]]
    crossed = [
        _crossed(categories[0][names[0][name]], categories[1][names[1][name]]) for name in features
    ]
    return Crossing(len(people), tuple(names[1][name] for name in features), np.array(crossed))


def _once(file: WaveFile) -> dict[str, int]:
    """Who answers exactly once → his or her place among the respondents."""
    times = Counter(file.people)
    return {key: place for place, key in enumerate(file.people) if key and times[key] == 1}


def _categories(file: WaveFile, people: Sequence[int], settings: Settings) -> dict[str, Codes]:
    """Feature → the categories of some respondents."""
    assert file.survey is not None
    assert file.survey.answers is not None
    answers = file.survey.answers
    found = classify(
        answers.functional[:, list(people)],
        answers.dysfunctional[:, list(people)],
        evaluation_table(settings.table),
    )
    return dict(zip((each.name for each in file.survey.features), found, strict=True))


def _crossed(before: Codes, after: Codes) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """6×6 people by category the first time, category the second time."""
    size = len(CATEGORIES)
    both = (before < NO_CATEGORY) & (after < NO_CATEGORY)
    cells = before[both].astype(np.int64) * size + after[both]
    return np.bincount(cells, minlength=size * size).reshape(size, size)
