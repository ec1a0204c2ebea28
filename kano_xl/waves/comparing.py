"""Waves from files, compared: the way in for the command line and for Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem, SettingsError
from kano_xl.model.categories import classify, evaluation_table
from kano_xl.model.cube import Codes
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.waves import Crossing, Wave, WaveComparison, moves_between, pairs_of
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.quoting import folded
from kano_xl.waves.matching import Guess, Matching, match
from kano_xl.waves.people import Crossed, FoundAgain, Matched, Pair, crossed, found_again
from kano_xl.waves.reading import SURVEY, WaveFile, read_wave

Progress = Callable[[str, float], None]


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
    found = compare_read(files, settings, same=same)
    return replace(found, is_mapped=mapping is not None)


def compare_read(
    files: Sequence[WaveFile],
    settings: Settings,
    *,
    same: Sequence[str] = (),
) -> ComparedWaves:
    """What moved between waves that were read, the earliest first; as `compare_waves` says.

    The same people are compared where it is known of every wave who they are.
    """
    matching = match([file.counts.features for file in files], same)
    names = _distinct([file.file for file in files])
    waves = [Wave(name, file.counts) for name, file in zip(names, files, strict=True)]
    _require_common(waves, matching)
    if not all(file.people for file in files):
        comparison = moves_between(waves, settings, None, matching.renamed)
        return ComparedWaves(comparison, tuple(files), matching.guesses)
    found = found_again([file.people for file in files], pairs_of(len(files)), settings.seed)
    _require_people(found, files)
    crossings = _crossings(found, files, matching, settings)
    comparison = moves_between(waves, settings, crossings, matching.renamed)
    return ComparedWaves(comparison, tuple(files), matching.guesses, found.matched)


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


def _require_people(found: FoundAgain, files: Sequence[WaveFile]) -> None:
    for each in found.matched:
        if each.people < FEWEST_PEOPLE:
            before, after = (files[place].file for place in each.waves)
            raise InputError("people_too_few", Place(after), before=before, fewest=FEWEST_PEOPLE)


def _crossings(
    found: FoundAgain, files: Sequence[WaveFile], matching: Matching, settings: Settings
) -> dict[Pair, Crossing]:
    """What the people of each pair answered in both waves, to the features that both have."""
    categories = [_categories(file, settings) for file in files]
    names = [_common(place, file, matching) for place, file in enumerate(files)]
    # Of a feature that too few answered there are no categories.
    known = {
        common: [
            answers.get(called[common]) if common in called else None
            for called, answers in zip(names, categories, strict=True)
        ]
        for common in dict.fromkeys(name for called in names for name in called)
    }
    by_feature = {common: crossed(found, answers) for common, answers in known.items()}
    return {each.waves: _crossing(each, names[each.waves[1]], by_feature) for each in found.matched}


def _crossing(
    matched: Matched, names: dict[str, str], by_feature: dict[str, dict[Pair, Crossed]]
) -> Crossing:
    cells = {
        name: by_feature[common][matched.waves]
        for common, name in names.items()
        if matched.waves in by_feature[common]
    }
    return Crossing(
        matched.people,
        tuple(cells),
        np.array([each.cells for each in cells.values()]),
        frozenset(name for name, each in cells.items() if each.guarded),
    )


def _categories(file: WaveFile, settings: Settings) -> dict[str, Codes]:
    """Feature → the categories of all respondents."""
    assert file.survey is not None
    assert file.survey.answers is not None
    answers, table = file.survey.answers, evaluation_table(settings.table)
    found = classify(answers.functional, answers.dysfunctional, table)
    return dict(zip((each.name for each in file.survey.features), found, strict=True))
