"""What a customer journey map leaves to the next survey: names for new features."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from kano_xl.model.planning.journey import ASK
from kano_xl.planning.filling import Typed
from kano_xl.planning.journey_filling import Touchpoint
from kano_xl.planning.journey_numbers import CalculatedJourney
from kano_xl.planning.results import name_key, plain_name


class ToAsk(NamedTuple):
    """What may become features of the next survey.

    Attributes:
        names: for new features, in the order of the touchpoints.
        too_long: those that are too long for the name of a feature.
    """

    names: tuple[str, ...]
    too_long: tuple[str, ...]


def to_ask(journeys: Iterable[CalculatedJourney], listed: Collection[str], longest: int) -> ToAsk:
    """Names for what is to be asked in the next survey.

    A touchpoint proposes its feature if one was typed, else its pain point, else itself: the first
    of them that is not too long. What is listed already, or twice, is left out.

    Args:
        journeys: the maps.
        listed: the features that the next survey asks about already.
        longest: characters that a name may have.
    """
    there = set(map(name_key, listed))
    names, too_long = [], []
    for journey in journeys:
        for found in journey.touchpoints:
            words = _words(found.typed) if found.follows == ASK else ()
            if not words or name_key(words[0]) in there:
                continue
            fitting = next((each for each in words if len(each) <= longest), None)
            if fitting is None:
                too_long.append(words[0])
            elif name_key(fitting) not in there:
                names.append(fitting)
            there |= {name_key(words[0]), name_key(fitting or words[0])}
    return ToAsk(tuple(names), tuple(too_long))


def _words(typed: Touchpoint) -> tuple[str, ...]:
    """What a feature may be called, the best first."""
    if plain_name(typed.feature):
        return (plain_name(typed.feature),)
    words = (_shown(typed.pain), _shown(typed.touchpoint))
    return tuple(each for each in words if each)


def _shown(typed: Typed) -> str:
    return plain_name(f"{typed:g}" if isinstance(typed, float | int) else typed or "")
