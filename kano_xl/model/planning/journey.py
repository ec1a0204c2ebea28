"""The customer journey map: how customers feel on their way, and what follows for each touchpoint.

What follows is our own rule: it joins how a touchpoint feels with the category of the feature that
stands behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

EMOTIONS = (-2, -1, 0, 1, 2)
"""How a touchpoint may feel, from angry to delighted."""

FIX_FIRST, CHANCE, STOP, ASK, KEEP = "fix", "chance", "stop", "ask", "keep"
FOLLOWS = (FIX_FIRST, CHANCE, STOP, ASK, KEEP)
"""What may follow for a touchpoint."""

_EXPECTED, _DELIGHTING, _REVERSE = ("M", "O"), "A", "R"
_SETTLED = ("M", "O", "A", "I", "R")


def what_follows(category: str, emotion: float | None) -> str:
    """What follows for a touchpoint, one of `FOLLOWS`; "" where its emotion is needed and missing.

    A must-be or one-dimensional feature that feels bad is fixed first, an attractive one that does
    not feel good is a chance, a reverse one is stopped, however it feels. What feels bad and has no
    feature whose category the survey tells is asked in the next survey. All else is kept.

    Args:
        category: the letter of its feature; "" for none.
        emotion: one of `EMOTIONS`; None for anything else.

    >>> what_follows("M", -1), what_follows("A", 0), what_follows("", -2), what_follows("M", 1)
    ('fix', 'chance', 'ask', 'keep')
    """
    if category == _REVERSE:
        return STOP
    if emotion is None:
        return ""
    if category in _EXPECTED and emotion < 0:
        return FIX_FIRST
    if category == _DELIGHTING and emotion <= 0:
        return CHANCE
    return ASK if category not in _SETTLED and emotion < 0 else KEEP


class StageMean(NamedTuple):
    """A stage of the journey.

    Attributes:
        stage: its name, as it first stands.
        touchpoints: the indices of those that bear it.
        mean: of their emotions, -2..2; None where none of them has one.
    """

    stage: str
    touchpoints: tuple[int, ...]
    mean: float | None


def stage_means(stages: Sequence[str], emotions: Sequence[float | None]) -> tuple[StageMean, ...]:
    """The stages of a journey by their names, in the order in which they first come.

    Args:
        stages: of each touchpoint, without blanks that nobody sees; "" for none. Case does not
            tell two of them apart.
        emotions: of each touchpoint, one of `EMOTIONS`; None for anything else.

    >>> stage_means(["Buy", "buy", "Use"], [1, -2, None])[0]
    StageMean(stage='Buy', touchpoints=(0, 1), mean=-0.5)
    """
    found: dict[str, list[int]] = {}
    for index, stage in enumerate(stages):
        if stage:
            found.setdefault(stage.casefold(), []).append(index)
    means = []
    for indices in found.values():
        felt = [each for index in indices if (each := emotions[index]) is not None]
        mean = sum(felt) / len(felt) if felt else None
        means.append(StageMean(stages[indices[0]], tuple(indices), mean))
    return tuple(means)


def begins(stages: Sequence[str]) -> tuple[bool, ...]:
    """Whether a touchpoint is of another stage than the last one before it that has any.

    >>> begins(["Buy", "", "buy", "Use"])
    (True, False, False, True)
    """
    found, before = [], ""
    for stage in stages:
        key = stage.casefold()
        found.append(bool(key) and key != before)
        before = key or before
    return tuple(found)


def comes_again(stages: Sequence[str]) -> tuple[bool, ...]:
    """Whether a stage begins at a touchpoint that was over already.

    >>> comes_again(["Buy", "Use", "Buy", "Buy"])
    (False, False, True, False)
    """
    keys = [each.casefold() for each in stages]
    starts = begins(stages)
    return tuple(starts[at] and key in keys[:at] for at, key in enumerate(keys))


def lowest(emotions: Sequence[float | None]) -> tuple[int, ...]:
    """The indices of the touchpoints that feel worst; none where no emotion is known.

    >>> lowest([1, -2, None, -2])
    (1, 3)
    """
    felt = [each for each in emotions if each is not None]
    return tuple(at for at, each in enumerate(emotions) if felt and each == min(felt))
