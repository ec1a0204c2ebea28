"""What a team fills into a customer journey map."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.planning.filling import Typed

FEWEST_TOUCHPOINTS, MOST_TOUCHPOINTS = 4, 25
"""Columns that a journey map has at least, and up to which it can still be read."""

_USUAL_COLUMNS, _MORE = 8, 2


class Touchpoint(NamedTuple):
    """A column of a journey map.

    Attributes:
        stage: of the journey; touchpoints of one stage have the same words.
        touchpoint: where customer and provider meet; "" where nobody has said it yet.
        channel: by which they do.
        action: what the customer does.
        thought: what goes through the customer's head.
        emotion: one of `kano_xl.model.planning.journey.EMOTIONS`.
        pain: what goes wrong.
        measure: what shall be done about it.
        feature: that stands behind it, or "".
        owner: who does it.
        measured_by: how one sees that it worked.
    """

    stage: str = ""
    touchpoint: str = ""
    channel: Typed = None
    action: Typed = None
    thought: Typed = None
    emotion: Typed = None
    pain: Typed = None
    measure: Typed = None
    feature: str = ""
    owner: Typed = None
    measured_by: Typed = None


class JourneyFilling(NamedTuple):
    """A customer journey map as it is filled in.

    Attributes:
        touchpoints: its columns.
        persona: whose journey it is.
        goal: what this customer wants.
        scenario: in which situation.
        date: of the map, as it is read back: year, month, day.
        team: who made it.
    """

    touchpoints: tuple[Touchpoint, ...]
    persona: Typed = None
    goal: Typed = None
    scenario: Typed = None
    date: Typed = None
    team: Typed = None


def empty_journey() -> JourneyFilling:
    """A journey map to be filled in."""
    return JourneyFilling((Touchpoint(),) * _USUAL_COLUMNS)


def with_columns(filling: JourneyFilling) -> JourneyFilling:
    """The same with some empty columns, for what is still to come."""
    more = max(_MORE, FEWEST_TOUCHPOINTS - len(filling.touchpoints))
    return filling._replace(touchpoints=filling.touchpoints + (Touchpoint(),) * more)
