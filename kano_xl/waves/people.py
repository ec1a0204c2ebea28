"""The same people in several waves, so many of them that no few others are told of.

What two waves share is compared, and of three waves or more each two: whoever is in one comparison
and not in another is told of by what these differ in. So all who are in the same comparisons, those
of a wave who are in none among them, are nobody or at least `FEWEST_PEOPLE`. That holds of people,
and of those who answered a feature.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.categories import CATEGORIES, NO_CATEGORY
from kano_xl.model.cube import Codes, Counts
from kano_xl.model.grouping import FEWEST_PEOPLE

Pair = tuple[int, int]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

_COUNTED = max(CATEGORIES.index(letter) for letter in "AOMI")


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

    waves: Pair
    people: int
    left_out: tuple[LeftOut, LeftOut]


@dataclass(frozen=True, eq=False)
class FoundAgain:
    """The people who are found again.

    Attributes:
        places: K people × W waves: the place of each among the respondents of a wave; −1 of who is
            not in it, or not exactly once.
        compared: pair of waves → K flags of those who are compared in them.
        matched: of each pair, how many these are and who is left out.
    """

    places: Places
    compared: Mapping[Pair, Flags]
    matched: tuple[Matched, ...]


def found_again(waves: Sequence[Sequence[str]], pairs: Sequence[Pair], seed: int) -> FoundAgain:
    """The people who are in two waves exactly once, less those who have to be withheld.

    Args:
        waves: of each wave, who each of its respondents is; "" for nobody knows.
        pairs: the waves that are compared, by their places.
        seed: of the choice of those who are withheld.
    """
    once = [_once(wave) for wave in waves]
    keys = sorted(set().union(*once))
    places = np.array([[wave.get(key, -1) for wave in once] for key in keys], np.int64)
    places = places.reshape(len(keys), len(waves))
    both = np.array([(places[:, list(pair)] >= 0).all(axis=1) for pair in pairs])
    order = np.random.default_rng(seed).permutation(len(keys))
    kept = both & _safe(both.T, places >= 0, [len(wave) for wave in waves], order)
    matched = [
        Matched(
            pair,
            int(now.sum()),
            (
                _left_out(waves[pair[0]], once[pair[0]], then, now),
                _left_out(waves[pair[1]], once[pair[1]], then, now),
            ),
        )
        for pair, then, now in zip(pairs, both, kept, strict=True)
    ]
    return FoundAgain(places, dict(zip(pairs, kept, strict=True)), tuple(matched))


def _once(wave: Sequence[str]) -> dict[str, int]:
    """Who answers exactly once → his or her place among the respondents."""
    times = Counter(wave)
    return {key: place for place, key in enumerate(wave) if key and times[key] == 1}


def _left_out(wave: Sequence[str], once: Mapping[str, int], both: Flags, kept: Flags) -> LeftOut:
    blank = sum(not key for key in wave)
    repeated = len(wave) - blank - len(once)
    alone = len(once) - int(both.sum())
    return LeftOut(blank, repeated, alone, int(both.sum() - kept.sum()))


def _safe(both: Flags, present: Flags, sizes: Sequence[int], order: Places) -> Flags:
    """K flags of the people who may be compared: who is left out of a wave are never a few.

    Args:
        both: K people × P pairs: who is in both waves.
        present: K people × W waves: who is in it.
        sizes: how many respondents each wave has.
        order: K places: of those who are alike, the first are withheld.
    """
    kinds, of = np.unique(both, axis=0, return_inverse=True)
    of = of.reshape(-1)
    kept = both.any(axis=1)
    while True:
        times = np.bincount(of[kept], minlength=len(kinds))
        kept &= ~_are_few(times)[of]
        left = np.array(sizes) - present[kept].sum(axis=0)
        short = np.flatnonzero(_are_few(left))
        if not short.size:
            found: Flags = kept
            return found
        wave = int(short[0])
        candidates = np.flatnonzero(kept & present[:, wave])
        if not candidates.size:
            return np.zeros_like(kept)
        most = np.bincount(of[candidates]).argmax()
        alike = order[(kept & present[:, wave])[order] & (of[order] == most)]
        kept[alike[: FEWEST_PEOPLE - int(left[wave])]] = False


def _are_few(numbers: npt.NDArray[np.integer]) -> Flags:
    few: Flags = (numbers > 0) & (numbers < FEWEST_PEOPLE)
    return few


class Crossed(NamedTuple):
    """What the people of a pair of waves answered to a feature, both times.

    Attributes:
        cells: 6×6 people by category the first time, category the second time.
        guarded: whether no number of them may be told, beside those of pairs before it.
    """

    cells: Counts
    guarded: bool


def crossed(found: FoundAgain, answers: Sequence[Codes | None]) -> dict[Pair, Crossed]:
    """Pair → what people answered to one feature, of those pairs whose waves both have it.

    Args:
        found: the people.
        answers: of each wave the categories of all its respondents; None where it has no such
            feature.
    """
    known = [_of_people(each, found.places[:, wave]) for wave, each in enumerate(answers)]
    crossings: dict[Pair, Crossed] = {}
    told: list[Pair] = []
    for pair, flags in found.compared.items():
        first, second = (known[wave] for wave in pair)
        if any(answers[wave] is None for wave in pair):
            continue
        both = flags & (first < NO_CATEGORY) & (second < NO_CATEGORY)
        is_told = _is_safe([*told, pair], found, known, answers)
        told += [pair] * is_told
        crossings[pair] = Crossed(_counts(first[both], second[both]), not is_told)
    return crossings


_MOST = (NO_CATEGORY - 1, _COUNTED)
"""The last category of who answered at all, and of who counts for a coefficient."""


def _of_people(answers: Codes | None, places: Places) -> Codes:
    """The categories of the people; `NO_CATEGORY` of who is not in the wave."""
    if answers is None:
        return np.full(len(places), NO_CATEGORY, np.uint8)
    return np.append(answers, np.uint8(NO_CATEGORY))[places]


def _is_safe(
    pairs: Sequence[Pair],
    found: FoundAgain,
    known: Sequence[Codes],
    answers: Sequence[Codes | None],
) -> bool:
    """Whether those who are in the same of some comparisons, or in none, are never a few."""
    numbers: list[int] = []
    for most in _MOST:
        in_pair = {
            pair: found.compared[pair] & (known[pair[0]] <= most) & (known[pair[1]] <= most)
            for pair in pairs
        }
        flags = np.array(list(in_pair.values()))
        numbers += np.unique(flags[:, flags.any(axis=0)], axis=1, return_counts=True)[1].tolist()
        for wave in {wave for pair in pairs for wave in pair}:
            answered = answers[wave]
            assert answered is not None
            compared = np.any([each for pair, each in in_pair.items() if wave in pair], axis=0)
            numbers.append(int((answered <= most).sum() - compared.sum()))
    return not _are_few(np.array(numbers, np.int64)).any()


def _counts(before: Codes, after: Codes) -> Counts:
    size = len(CATEGORIES)
    cells = before.astype(np.int64) * size + after
    return np.bincount(cells, minlength=size * size).reshape(size, size)
