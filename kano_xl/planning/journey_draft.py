"""A customer journey map in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.grid import GridDraft
from kano_xl.planning.journey_filling import FEWEST_TOUCHPOINTS, JourneyFilling, Touchpoint
from kano_xl.planning.journey_layout import JourneyLayout
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import SidewaysDraft


class JourneyDraft(SidewaysDraft):
    """A journey map in the making.

    Attributes:
        journey, filling: what follows, and from what; at least as many columns as a map has.
    """

    section = "journey"

    def __init__(self, language: str, filling: JourneyFilling, known: KnownFeatures) -> None:
        self.language, self.known = language, known
        lacking = FEWEST_TOUCHPOINTS - len(filling.touchpoints)
        columns = filling.touchpoints + (Touchpoint(),) * lacking
        self.filling = filling._replace(touchpoints=columns)
        self.journey = calculate_journey(self.filling, known)
        self.place = JourneyLayout(len(columns))
        self.draft = GridDraft()
