"""What a team fills into a service blueprint."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.planning.filling import Typed

FEWEST_STEPS, MOST_STEPS = 4, 25
"""Columns that a blueprint has at least, and up to which it can still be read."""

_USUAL_COLUMNS, _MORE = 8, 2

FAIL, WAIT = "F", "W"
"""The marks of a fail point and of a wait point."""


class BlueprintStep(NamedTuple):
    """A column of a service blueprint.

    Attributes:
        evidence: what the customer sees, hears or holds.
        customer: what the customer does.
        onstage: what staff or system do in sight of the customer.
        backstage: what they do out of sight.
        support: systems, teams and partners that it rests on.
        time: how many minutes it takes, 0 or more.
        fail: `FAIL` where it often fails.
        wait: `WAIT` where the customer waits.
        problem: what goes wrong.
        feature: that stands behind it, or "".
        measure: what shall be done about it.
        owner: who does it.
    """

    evidence: Typed = None
    customer: Typed = None
    onstage: Typed = None
    backstage: Typed = None
    support: Typed = None
    time: Typed = None
    fail: Typed = None
    wait: Typed = None
    problem: Typed = None
    feature: str = ""
    measure: Typed = None
    owner: Typed = None


class BlueprintFilling(NamedTuple):
    """A service blueprint as it is filled in.

    Attributes:
        steps: its columns.
        scene: which part of the service it shows.
        goal: what the customer is to have at its end.
        date: of the blueprint, as it is read back: year, month, day.
        team: who made it.
    """

    steps: tuple[BlueprintStep, ...]
    scene: Typed = None
    goal: Typed = None
    date: Typed = None
    team: Typed = None


def empty_blueprint() -> BlueprintFilling:
    """A blueprint to be filled in."""
    return BlueprintFilling((BlueprintStep(),) * _USUAL_COLUMNS)


def with_empty_steps(filling: BlueprintFilling) -> BlueprintFilling:
    """The same with some empty columns, for what is still to come."""
    more = max(_MORE, FEWEST_STEPS - len(filling.steps))
    return filling._replace(steps=filling.steps + (BlueprintStep(),) * more)
