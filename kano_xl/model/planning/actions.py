"""The action plan: what was found when a measure was decided, what is found now, what is late."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

OPEN, RUNNING, DONE, STOPPED = "open", "running", "done", "stopped"
STATES = (OPEN, RUNNING, DONE, STOPPED)
"""How far a measure is."""

ENDED = (DONE, STOPPED)
"""What needs nothing more to be done."""


class FoundOfFeature(NamedTuple):
    """What a survey found of a feature; None where it found nothing."""

    category: str | None
    better: float | None
    worse: float | None


class Moved(NamedTuple):
    """What differs between then and now.

    Attributes:
        category: the letters then and now, where they differ; None where they do not, or one of
            them is missing.
        better, worse: now less then; None where one of them is missing. A rise of Worse, which is
            0 or less, is a gain.
    """

    category: tuple[str, str] | None
    better: float | None
    worse: float | None


def moved(then: FoundOfFeature, now: FoundOfFeature) -> Moved:
    """What moved since a measure was decided; whether by chance a comparison of waves tells.

    >>> moved(FoundOfFeature("O", 0.5, -0.75), FoundOfFeature("M", 0.25, -0.5))
    Moved(category=('O', 'M'), better=-0.25, worse=0.25)
    """
    letters = None
    if then.category and now.category and then.category != now.category:
        letters = then.category, now.category
    return Moved(letters, _less(now.better, then.better), _less(now.worse, then.worse))


def _less(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


def is_overdue(due: date | None, state: str, today: date) -> bool:
    """Whether a measure should have been done before today and is neither done nor stopped.

    Never where there is no date; a measure that is due today is not late.

    >>> is_overdue(date(2026, 3, 1), "running", date(2026, 3, 2))
    True
    """
    return due is not None and due < today and state not in ENDED
