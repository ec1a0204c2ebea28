"""A filled customer journey map as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.model.planning.journey import (
    CHANCE,
    EMOTIONS,
    FIX_FIRST,
    StageMean,
    begins,
    comes_again,
    lowest,
    stage_means,
    what_follows,
)
from kano_xl.planning.filling import Typed
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.results import KnownFeature, KnownFeatures, plain_name


class CalculatedTouchpoint(NamedTuple):
    """A touchpoint with all that follows.

    Attributes:
        typed: what was filled in.
        found: what the survey says of its feature.
        row: that of the feature in the results; None where the results do not have it, or there
            are none.
        emotion: one of `kano_xl.model.planning.journey.EMOTIONS`; None for anything else.
        begins: whether its stage begins here.
        mean: of the emotions of its stage, at the first touchpoint that bears it; else None.
        follows: one of `kano_xl.model.planning.journey.FOLLOWS`, or "".
        says: the key of what is to be said of it; "" for nothing.
    """

    typed: Touchpoint
    found: KnownFeature
    row: int | None
    emotion: float | None
    begins: bool
    mean: float | None
    follows: str
    says: str


class CalculatedJourney(NamedTuple):
    """A journey map with all that follows.

    Attributes:
        filling: what it was calculated from.
        touchpoints: its columns.
        stages: the stages, as they first come.
        lowest: the indices of the touchpoints that feel worst.
    """

    filling: JourneyFilling
    touchpoints: tuple[CalculatedTouchpoint, ...]
    stages: tuple[StageMean, ...]
    lowest: tuple[int, ...]

    def count(self, follows: str) -> int:
        """For how many touchpoints something follows."""
        return sum(each.follows == follows for each in self.touchpoints)


def calculate_journey(filling: JourneyFilling, known: KnownFeatures) -> CalculatedJourney:
    """All that follows from a journey map, column by column.

    Args:
        filling: what stands in it.
        known: the features of the survey.
    """
    stages = [plain_name(each.stage) for each in filling.touchpoints]
    emotions = [emotion_of(each.emotion) for each in filling.touchpoints]
    means = stage_means(stages, emotions)
    mean_at = {each.touchpoints[0]: each.mean for each in means}
    starts, again = begins(stages), comes_again(stages)
    found = []
    for at, typed in enumerate(filling.touchpoints):
        feature = known.feature(typed.feature)
        row = known.row(typed.feature) if typed.feature else None
        follows = _follows(typed, feature, emotions[at], known)
        is_unknown = bool(known.features) and bool(typed.feature) and row is None
        says = _says(typed, emotions[at], stages[at], again[at], is_unknown, follows)
        found.append(
            CalculatedTouchpoint(
                typed, feature, row, emotions[at], starts[at], mean_at.get(at), follows, says
            )
        )
    return CalculatedJourney(filling, tuple(found), means, lowest(emotions))


def emotion_of(typed: Typed) -> float | None:
    """What was typed, if it is one of `kano_xl.model.planning.journey.EMOTIONS`; else None.

    >>> emotion_of(-2), emotion_of(7), emotion_of("-2"), emotion_of(None)
    (-2.0, None, None, None)
    """
    return float(typed) if isinstance(typed, int | float) and typed in EMOTIONS else None


def is_used(typed: Touchpoint) -> bool:
    """Whether anything was filled in for a touchpoint."""
    return any(each not in (None, "") for each in typed)


def _follows(
    typed: Touchpoint, feature: KnownFeature, emotion: float | None, known: KnownFeatures
) -> str:
    """What follows; nothing as long as a feature waits for the first result."""
    if not is_used(typed) or (typed.feature and not known.features):
        return ""
    return what_follows(feature.category, emotion)


def _says(
    typed: Touchpoint,
    emotion: float | None,
    stage: str,
    again: bool,
    is_unknown: bool,
    follows: str,
) -> str:
    """The key of the first thing that is to be said of a touchpoint; "" for nothing."""
    tests = {
        "no_name": not typed.touchpoint,
        "emotion": typed.emotion is not None and emotion is None,
        "no_stage": not stage,
        "again": again,
        "unknown": is_unknown,
        "no_emotion": typed.emotion is None,
        "no_measure": follows in (FIX_FIRST, CHANCE) and typed.measure is None,
    }
    return next((key for key, holds in tests.items() if holds and is_used(typed)), "")
