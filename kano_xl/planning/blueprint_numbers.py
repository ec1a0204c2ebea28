"""A filled service blueprint as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.model.planning.blueprint import (
    BACKSTAGE,
    CUSTOMER,
    EVIDENCE,
    FIX_FIRST,
    LANES,
    ONSTAGE,
    SUPPORT,
    Times,
    empty_between,
    lacking,
    times,
    what_follows,
)
from kano_xl.planning.blueprint_filling import FAIL, WAIT, BlueprintFilling, BlueprintStep
from kano_xl.planning.filling import Typed
from kano_xl.planning.results import KnownFeature, KnownFeatures, name_key, plain_name

NAMED_BY = (CUSTOMER, ONSTAGE, BACKSTAGE, SUPPORT, EVIDENCE, "problem", "feature")
"""What a step is called: the first of these that is filled in."""


class CalculatedStep(NamedTuple):
    """A step with all that follows.

    Attributes:
        typed: what was filled in; blanks alone are nothing.
        number: which one it is, from 1.
        name: what it is called; "" for a step in which nothing says it.
        found: what the survey says of its feature.
        row: that of the feature in the results; None where the results do not have it, or there
            are none.
        minutes: how long it takes, 0 or more; None for what is no time.
        is_fail, is_wait: whether it is marked as a fail point, as a wait point.
        follows: one of `kano_xl.model.planning.blueprint.FOLLOWS`, or "".
        says: the key of what is to be said of it; "" for nothing.
    """

    typed: BlueprintStep
    number: int
    name: str
    found: KnownFeature
    row: int | None
    minutes: float | None
    is_fail: bool
    is_wait: bool
    follows: str
    says: str

    @property
    def is_used(self) -> bool:
        """Whether anything is filled in."""
        return self.typed != BlueprintStep()


class CalculatedBlueprint(NamedTuple):
    """A service blueprint with all that follows.

    Attributes:
        filling: what it was calculated from.
        steps: its columns.
        times: how long it takes.
    """

    filling: BlueprintFilling
    steps: tuple[CalculatedStep, ...]
    times: Times

    @property
    def fix_first(self) -> tuple[CalculatedStep, ...]:
        """The steps to be fixed first, in their order."""
        return tuple(each for each in self.steps if each.follows == FIX_FIRST)


def calculate_blueprint(filling: BlueprintFilling, known: KnownFeatures) -> CalculatedBlueprint:
    """All that follows from a service blueprint, step by step.

    Args:
        filling: what stands in it.
        known: the features of the survey.
    """
    plain = [_without_blanks(each) for each in filling.steps]
    used = [each != BlueprintStep() for each in plain]
    holes = empty_between(used)
    steps = tuple(
        _calculated(number, each, hole, known)
        for number, (each, hole) in enumerate(zip(plain, holes, strict=True), 1)
    )
    found = times([each.minutes for each in steps], [each.is_wait for each in steps], used)
    return CalculatedBlueprint(filling, steps, found)


def _without_blanks(typed: BlueprintStep) -> BlueprintStep:
    """A step in which cells that hold nothing to be seen hold nothing."""
    blank = {
        key: BlueprintStep._field_defaults[key]
        for key, value in typed._asdict().items()
        if isinstance(value, str) and not plain_name(value)
    }
    return typed._replace(**blank)


def _calculated(
    number: int, typed: BlueprintStep, is_hole: bool, known: KnownFeatures
) -> CalculatedStep:
    feature = known.feature(typed.feature)
    row = known.row(typed.feature) if typed.feature else None
    is_fail, is_wait = is_mark(typed.fail, FAIL), is_mark(typed.wait, WAIT)
    is_trouble = is_fail or is_wait or typed.problem is not None
    # As long as there is no result, nobody knows what its feature is.
    waits = bool(typed.feature) and not known.features
    found = CalculatedStep(
        typed,
        number,
        _name(typed),
        feature,
        row,
        minutes_of(typed.time),
        is_fail,
        is_wait,
        "" if waits else what_follows(feature.category, is_trouble),
        "between" if is_hole else "",
    )
    if not found.is_used:
        return found
    is_unknown = bool(known.features) and bool(typed.feature) and row is None
    return found._replace(says=_says(found, is_unknown))


def _says(found: CalculatedStep, is_unknown: bool) -> str:
    """The key of the first thing that is to be said of a step; "" for nothing."""
    typed = found.typed
    lanes = lacking([getattr(typed, lane) is not None for lane in LANES])
    tests = {
        "time": typed.time is not None and found.minutes is None,
        "fail": typed.fail is not None and not found.is_fail,
        "wait": typed.wait is not None and not found.is_wait,
        "unknown": is_unknown,
        lanes: bool(lanes),
        "no_measure": found.follows == FIX_FIRST and typed.measure is None,
    }
    return next((key for key, holds in tests.items() if holds), "")


def _name(typed: BlueprintStep) -> str:
    for key in NAMED_BY:
        if name := plain_name(as_text(getattr(typed, key))):
            return name
    return ""


def as_text(typed: Typed) -> str:
    """What was typed, as a text; "" for nothing.

    >>> as_text("Opens the app"), as_text(24.0), as_text(None)
    ('Opens the app', '24', '')
    """
    return f"{typed:.15g}" if isinstance(typed, float | int) else typed or ""


LEAST_MINUTES = 0.25
"""What takes any time takes a quarter of a minute: 0:05 is a time of the day, 0.003 of it."""


def minutes_of(typed: Typed) -> float | None:
    """The minutes that were typed, 0 or `LEAST_MINUTES` and more; None for anything else.

    >>> minutes_of(2.5), minutes_of(-1), minutes_of("two"), minutes_of(None)
    (2.5, None, None, None)
    >>> minutes_of(5 / 24 / 60)
    """
    if not isinstance(typed, int | float) or 0 < typed < LEAST_MINUTES:
        return None
    return float(typed) if typed >= 0 else None


def is_mark(typed: Typed, mark: str) -> bool:
    """Whether a mark was typed, whatever its case and blanks.

    >>> is_mark("f ", "F"), is_mark("x", "F"), is_mark(None, "F")
    (True, False, False)
    """
    return isinstance(typed, str) and name_key(typed) == mark.casefold()
