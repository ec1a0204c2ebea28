"""What moved between waves, and what only seems to have: all tests together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kano_xl.choices import Rules, Settings
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Analysis
from kano_xl.model.cube import CategoryCube
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.significance import holm
from kano_xl.model.waves.changes import guarded, of_groups, of_people, without_few
from kano_xl.model.waves.records import (
    KINDS,
    Change,
    Crossing,
    FeatureMove,
    Wave,
    WaveComparison,
    pairs_of,
)
from kano_xl.model.waves.smallest import smallest_of


def moves_between(
    waves: Sequence[Wave],
    rules: Rules | None = None,
    crossings: Mapping[tuple[int, int], Crossing] | None = None,
    renamed: Mapping[tuple[int, str], str] | None = None,
) -> WaveComparison:
    """What moved between surveys of the same questions, and what only seems to have moved.

    Args:
        waves: two or more, the earliest first, each under a name of its own.
        rules: table, rule, level and seed; the categories of all waves are by this table.
        crossings: for each two of `pairs_of` the same people in both; different people where left
            out.
        renamed: (place of the wave, name in it) → name in the last wave that has the feature.

    Raises:
        ValueError: fewer than two waves, or two of one name.

    >>> import numpy as np
    >>> from kano_xl.model.cube import count_categories
    >>> then = count_categories(["Chat", "Map"], np.array([[60, 10, 5, 25, 0, 0]] * 2))
    >>> answers = np.array([[20, 50, 20, 10, 0, 0], [55, 12, 8, 25, 0, 0]])
    >>> now = count_categories(["Chat", "Map"], answers)
    >>> found = moves_between([Wave("2025", then), Wave("2026", now)])
    >>> [(each.feature, each.verdict, each.is_life_cycle) for each in found.moves]
    [('Chat', 'moved', True), ('Map', 'same', False)]
    """
    names = [wave.name for wave in waves]
    if len(names) < 2 or len(set(names)) < len(names):
        raise ValueError("two or more waves, each under a name of its own")
    settings = rules if isinstance(rules, Settings) else Settings(**vars(rules or Rules()))
    alike = dict(renamed or {})
    of_people = dict(crossings or {})
    cubes = [wave.counts.everybody() for wave in waves]
    kept = [_shown(cube) for cube in cubes]
    analyses = tuple(
        analyse_cube(cube.only(names), settings) for cube, names in zip(cubes, kept, strict=True)
    )
    moves = [
        each
        for pair in pairs_of(len(waves))
        for each in _moves(pair, waves, analyses, alike, of_people.get(pair), settings)
    ]
    moves = _corrected(moves)
    tests = KINDS * max(1, sum(each.is_compared for each in moves))
    return WaveComparison(
        settings,
        tuple(waves),
        analyses,
        tuple(
            tuple(name for name in cube.features if name not in names)
            for cube, names in zip(cubes, kept, strict=True)
        ),
        tuple(
            replace(each, smallest_change=smallest_of(each, of_people, waves, tests))
            for each in moves
        ),
        of_people,
        alike,
    )


def _shown(cube: CategoryCube) -> list[str]:
    answers = cube.counts[0].sum(axis=1)
    return [name for name, n in zip(cube.features, answers, strict=True) if n >= FEWEST_PEOPLE]


def _moves(
    pair: tuple[int, int],
    waves: Sequence[Wave],
    analyses: Sequence[Analysis],
    alike: Mapping[tuple[int, str], str],
    crossing: Crossing | None,
    settings: Settings,
) -> Iterator[FeatureMove]:
    """The features that two waves share, in the order of the later one, not yet corrected."""
    first, second = pair
    before = {alike.get((first, each.name), each.name): each for each in analyses[first].features}
    for after in analyses[second].features:
        common = alike.get((second, after.name), after.name)
        if common in before:
            then = before[common]
            cells = None if crossing is None else crossing.of(after.name)
            tests = (
                of_groups(then, after, settings)
                if cells is None
                else without_few(of_people(cells, settings), int(cells.sum()), then, after)
            )
            if crossing is not None and after.name in crossing.guarded:
                tests = guarded(tests[0]), guarded(tests[1]), guarded(tests[2])
            compared = cells is None or int(cells.sum()) >= FEWEST_PEOPLE
            names = (waves[first].name, waves[second].name)
            level = 1 - settings.confidence
            yield FeatureMove(
                after.name, then.name, names, then, after, *tests, None, level, compared
            )


def _corrected(moves: Sequence[FeatureMove]) -> list[FeatureMove]:
    """The moves, the p values of each kind corrected over all of them."""
    kinds = [
        _by_holm([getattr(each, kind) for each in moves])
        for kind in ("categories", "better", "worse")
    ]
    return [
        replace(each, categories=categories, better=better, worse=worse)
        for each, categories, better, worse in zip(moves, *kinds, strict=True)
    ]


def _by_holm(changes: Sequence[Change | None]) -> list[Change | None]:
    corrected = holm([None if each is None else each.p for each in changes])
    return [each and replace(each, p_holm=p) for each, p in zip(changes, corrected, strict=True)]
