"""The service blueprint: what customers see and do, and what has to happen behind it.

Lanes and lines are those of Bitner, Ostrom & Morgan, "Service Blueprinting: A Practical Technique
for Service Innovation", California Management Review 50(3), 2008. What follows for a step is our
own rule: it joins where a service fails with the category of the feature that stands behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

EVIDENCE, CUSTOMER, ONSTAGE, BACKSTAGE, SUPPORT = LANES = (
    "evidence",
    "customer",
    "onstage",
    "backstage",
    "support",
)
"""The lanes, from what the customer sees to what nobody sees."""

FIX_FIRST, LATER, STOP, ASK, KEEP = "fix", "later", "stop", "ask", "keep"
FOLLOWS = (FIX_FIRST, LATER, STOP, ASK, KEEP)
"""What may follow for a step."""

_EXPECTED, _WANTED, _REVERSE = ("M", "O"), ("A", "I"), "R"


def what_follows(category: str, is_trouble: bool) -> str:
    """What follows for a step, one of `FOLLOWS`; "" for nothing.

    Trouble with a must-be or one-dimensional feature is fixed first, with an attractive or
    indifferent one later; a reverse feature is stopped, trouble or not. Trouble with no feature
    whose category the survey tells is asked in the next survey. What gives no trouble is kept.

    Args:
        category: the letter of its feature; "" where the survey does not tell it.
        is_trouble: whether it is a fail or a wait point, or has a problem.

    >>> what_follows("M", True), what_follows("A", True), what_follows("", True)
    ('fix', 'later', 'ask')
    >>> what_follows("O", False), what_follows("", False)
    ('keep', '')
    """
    if category == _REVERSE:
        return STOP
    if category in _EXPECTED:
        return FIX_FIRST if is_trouble else KEEP
    if category in _WANTED:
        return LATER if is_trouble else KEEP
    return ASK if is_trouble else ""


def lacking(filled: Sequence[bool]) -> str:
    """The first thing that lanes of a step lack; "" for nothing.

    Args:
        filled: whether each of `LANES` is.

    >>> lacking([True, True, True, False, True])
    'no_backstage'
    >>> lacking([True, True, False, False, True]), lacking([False] * 5)
    ('skipped', 'no_lane')
    """
    evidence, customer, onstage, backstage, support = filled
    tests = {
        "no_lane": not any(filled),
        "no_backstage": onstage and not backstage,
        "no_customer": onstage and not customer,
        "no_evidence": customer and not evidence,
        "skipped": customer and not onstage and (backstage or support),
    }
    return next((key for key, holds in tests.items() if holds), "")


def empty_between(used: Sequence[bool]) -> tuple[bool, ...]:
    """Whether a step is empty though there are others before and behind it.

    >>> empty_between([False, True, False, True, False])
    (False, False, True, False, False)
    """
    return tuple(
        not each and any(used[:at]) and any(used[at + 1 :]) for at, each in enumerate(used)
    )


class Times(NamedTuple):
    """How long a service takes.

    Attributes:
        total: minutes of all steps that have a time, 0 or more; None where none has one.
        waiting: minutes of those of them that are wait points; None likewise.
        untimed: how many steps have none.
    """

    total: float | None
    waiting: float | None
    untimed: int


def times(minutes: Sequence[float | None], is_wait: Sequence[bool], used: Sequence[bool]) -> Times:
    """The times of all steps.

    Args:
        minutes: of each step, 0 or more; None for what is no time.
        is_wait: whether each is a wait point.
        used: whether each is filled in.

    >>> times([1, None, 5760, None], [False, True, True, False], [True, True, True, False])
    Times(total=5761, waiting=5760, untimed=1)
    """
    untimed = sum(each is None and there for each, there in zip(minutes, used, strict=True))
    timed = [
        (each, waits) for each, waits in zip(minutes, is_wait, strict=True) if each is not None
    ]
    if not timed:
        return Times(None, None, untimed)
    waiting = sum(each for each, waits in timed if waits)
    return Times(sum(each for each, _ in timed), waiting, untimed)
