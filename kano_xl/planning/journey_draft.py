"""A customer journey map in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridDraft
from kano_xl.planning.journey_filling import FEWEST_TOUCHPOINTS, JourneyFilling, Touchpoint
from kano_xl.planning.journey_layout import JourneyLayout
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.needs import fixed_row, text_height
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.worded import WordedDraft


class JourneyDraft(WordedDraft):
    """A journey map in the making.

    Attributes:
        language: of its texts.
        known: the features of the survey.
        journey, filling: what follows, and from what; at least as many columns as a map has.
        place: where everything stands.
        draft: its cells so far.
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

    def cell(self, key: str, column: int) -> str:
        """The address of a cell of a row, for formulas that go along with their column."""
        return fixed_row(self.place.at(key), column)

    def along(self, key: str) -> str:
        """All cells of a row, with both grey columns."""
        return self.place.along(key).fixed

    @property
    def analysed(self) -> str:
        """The cell that holds how many features there are."""
        return self.place.on_the_left("analysed", 1).fixed

    def height(self, typed: Typed, width: int) -> int:
        """Pixels of a row in which a text is seen whole; those of one line for anything else."""
        return text_height(typed if isinstance(typed, str) else "", width, self.language)
