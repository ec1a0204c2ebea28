"""A filled action plan as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kano_xl.category_names import LETTERS
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.actions import (
    ENDED,
    STATES,
    FoundOfFeature,
    Moved,
    is_overdue,
    moved,
)
from kano_xl.planning.filling import ActionFilling, PlannedMeasure, Typed, number
from kano_xl.planning.results import OPEN_MARK, KnownFeature, KnownFeatures

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Between which a number is taken for a day."""

_BEFORE_ALL = date(1899, 12, 30)


class CalculatedMeasure(NamedTuple):
    """A measure with all that follows.

    Attributes:
        typed: what was filled in.
        found: what the survey says of its feature now.
        row: that of the feature in the results; None where the results do not have it, or there
            are none.
        state: one of `kano_xl.model.planning.actions.STATES`; "" for anything else.
        due: by when; None for what is no day.
        then: what the survey said then, as far as it was typed well.
        moved: from then to now.
        is_late: whether it should have been done before today.
        says: the key of what is to be said of it; "" for nothing.
    """

    typed: PlannedMeasure
    found: KnownFeature
    row: int | None
    state: str
    due: date | None
    then: FoundOfFeature
    moved: Moved
    is_late: bool
    says: str

    @property
    def is_used(self) -> bool:
        """Whether it says what is to be done, or for what."""
        return bool(self.typed.measure or self.typed.feature)

    @property
    def pending(self) -> date | None:
        """By when it is due, as long as it is neither done nor stopped."""
        return self.due if self.is_used and self.state not in ENDED else None


def calculate_actions(
    filling: ActionFilling,
    known: KnownFeatures,
    today: date,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[CalculatedMeasure, ...]:
    """All that follows from an action plan, row by row.

    Args:
        filling: what stands in it.
        known: the features of the survey.
        today: what is due before it is late.
        languages: whose words for a status are understood.
    """
    keys = [_key(each) for each in filling.measures]
    return tuple(
        _calculated(each, known, today, languages, keys.count(key) > 1)
        for each, key in zip(filling.measures, keys, strict=True)
    )


def _key(typed: PlannedMeasure) -> tuple[str, str]:
    return typed.measure.casefold(), typed.feature.casefold()


def _calculated(
    typed: PlannedMeasure,
    known: KnownFeatures,
    today: date,
    languages: Sequence[str],
    is_twice: bool,
) -> CalculatedMeasure:
    found = known.feature(typed.feature)
    row = known.row(typed.feature) if typed.feature else None
    state, due = state_of(typed.status, languages), day_of(typed.due)
    then = FoundOfFeature(
        letter_of(typed.then_category) or None,
        _or_none(typed.then_better),
        _or_none(typed.then_worse),
    )
    now = FoundOfFeature(found.category or None, _defined(found.better), _defined(found.worse))
    is_used = bool(typed.measure or typed.feature)
    is_late = is_used and is_overdue(due, state, today)
    is_unknown = bool(known.features) and bool(typed.feature) and row is None
    tests = {
        "no_measure": not typed.measure,
        "twice": is_twice,
        "unknown": is_unknown,
        "due": typed.due is not None and due is None,
        "status": typed.status is not None and not state,
        "then": _is_odd(typed, then),
        "no_owner": state not in ENDED and typed.owner is None,
        "no_due": state not in ENDED and typed.due is None,
        "no_status": typed.status is None,
        "no_then": bool(found.category) and typed.then_category is None,
    }
    says = next((key for key, holds in tests.items() if holds and is_used), "")
    return CalculatedMeasure(typed, found, row, state, due, then, moved(then, now), is_late, says)


def _is_odd(typed: PlannedMeasure, then: FoundOfFeature) -> bool:
    """Whether something stands where a letter, a Better or a Worse of then belongs."""
    return (
        (typed.then_category is not None and then.category is None)
        or (typed.then_better is not None and not 0 <= number(typed.then_better) <= 1)
        or (typed.then_worse is not None and not -1 <= number(typed.then_worse) <= 0)
    )


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value


def _or_none(typed: Typed) -> float | None:
    return _defined(number(typed))


def state_of(status: Typed, languages: Sequence[str] = LANGUAGES) -> str:
    """The state that a word stands for, in whichever of the languages; "" for none.

    >>> state_of("Done", ("en",)), state_of("erledigt", ("en",)), state_of(None)
    ('done', '', '')
    """
    word = status.casefold() if isinstance(status, str) else None
    for language in languages:
        for state in STATES:
            if word == text(language, f"planning.priority.status.{state}").casefold():
                return state
    return ""


def letter_of(typed: Typed) -> str:
    """The letter of a category, whether it is marked as open or not; "" for anything else.

    >>> letter_of("M?"), letter_of("o"), letter_of("must-be"), letter_of(None)
    ('M', 'O', '', '')
    """
    word = typed.upper().removesuffix(OPEN_MARK) if isinstance(typed, str) else ""
    return word if word in LETTERS else ""


def day_of(typed: Typed) -> date | None:
    """The day that was typed, as a day or as the number that stands for one; None for neither.

    >>> day_of("2026-03-01"), day_of(46082), day_of("soon"), day_of(2026)
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), None, None)
    """
    try:
        if isinstance(typed, str):
            day = date.fromisoformat(typed) if len(typed) == len("2026-03-01") else LAST_DAY.max
        else:
            day = _BEFORE_ALL + timedelta(days=math.floor(number(typed)))
    except (ValueError, OverflowError):
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def serial(day: date) -> int:
    """The number that stands for a day in a cell.

    >>> serial(date(2026, 3, 1))
    46082
    """
    return (day - _BEFORE_ALL).days
