"""Which features of a survey were renamed, so that planning sheets look up names that are gone.

Nothing is certain here: what is found is proposed, and a team says whether it is so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from kano_xl.planning.results import KnownFeature
from kano_xl.waves.matching import match


class Renamed(NamedTuple):
    """A name that the survey had, and the one that may have taken its place."""

    old: str
    new: str


def renamed(
    before: Sequence[KnownFeature], after: Sequence[KnownFeature]
) -> tuple[tuple[Renamed, ...], tuple[str, ...]]:
    """Compare the features of two results of one survey.

    Two names may be one feature where all is as it was found before (category, Better and Worse,
    to the last digit, and nobody else's), or where the names are alike.

    Returns:
        The pairs, and the old names that nothing has taken the place of.

    >>> old = [KnownFeature("Chat", "O", False, 0.5, -0.25)]
    >>> renamed(old, [KnownFeature("Talk to us", "O", False, 0.5, -0.25)])
    ((Renamed(old='Chat', new='Talk to us'),), ())
    >>> renamed(old, [KnownFeature("Chats", "A", False, 0.75, -0.25)])
    ((Renamed(old='Chat', new='Chats'),), ())
    >>> renamed(old, [KnownFeature("Maps", "A", False, 0.75, -0.25)])
    ((), ('Chat',))
    """
    there = {each.name.casefold() for each in after}
    known = {each.name.casefold() for each in before}
    gone = [each for each in before if each.name.casefold() not in there]
    new = [each for each in after if each.name.casefold() not in known]
    found = dict(_same_numbers(gone, new))
    left = [each.name for each in gone if each.name not in found]
    free = [each.name for each in new if each.name not in found.values()]
    matching = match([left, free])
    found |= {name: to for (_, name), to in matching.renamed.items() if name in left}
    found |= {each.was_called: each.feature for each in matching.guesses}
    pairs = tuple(Renamed(each.name, found[each.name]) for each in gone if each.name in found)
    return pairs, tuple(each.name for each in gone if each.name not in found)


def _same_numbers(gone: Sequence[KnownFeature], new: Sequence[KnownFeature]) -> list[Renamed]:
    """The pairs that have all numbers in common, which no third one has."""
    found = []
    for each in gone:
        numbers = _numbers(each)
        same = [other for other in new if _numbers(other) == numbers]
        alone = sum(_numbers(other) == numbers for other in gone) == 1
        if alone and len(same) == 1 and not math.isnan(each.better + each.worse):
            found.append(Renamed(each.name, same[0].name))
    return found


def _numbers(feature: KnownFeature) -> tuple[str, float, float]:
    return feature.category, feature.better, feature.worse
