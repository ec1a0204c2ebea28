"""A service blueprint in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.blueprint_filling import FEWEST_STEPS, BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_layout import BlueprintLayout
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridDraft
from kano_xl.planning.needs import fixed_row, text_height
from kano_xl.planning.results import KnownFeatures, trimmed
from kano_xl.planning.worded import WordedDraft


class BlueprintDraft(WordedDraft):
    """A service blueprint in the making.

    Attributes:
        language: of its texts.
        known: the features of the survey.
        blueprint, filling: what follows, and from what; at least as many columns as there are to
            be.
        place: where everything stands.
        draft: its cells so far.
    """

    section = "blueprint"

    def __init__(self, language: str, filling: BlueprintFilling, known: KnownFeatures) -> None:
        self.language, self.known = language, known
        lacking = FEWEST_STEPS - len(filling.steps)
        self.filling = filling._replace(steps=filling.steps + (BlueprintStep(),) * lacking)
        self.blueprint = calculate_blueprint(self.filling, known)
        self.place = BlueprintLayout(len(self.filling.steps))
        self.draft = GridDraft()

    def row(self, key: str) -> int:
        """The row of what is typed or calculated for each step; hidden ones come as ``:key``."""
        helper = key.removeprefix(":")
        return self.place.helper(helper) if key != helper else self.place.at(key)

    def cell(self, key: str, column: int) -> str:
        """The address of a cell of a row, for formulas that go along with their column."""
        return fixed_row(self.row(key), column)

    def is_filled(self, key: str, column: int) -> str:
        """The formula for whether a cell holds more than blanks."""
        return f"LEN({trimmed(self.cell(key, column))})>0"

    def along(self, key: str) -> str:
        """All cells of a row, with both grey columns."""
        return self.place.along(self.row(key)).fixed

    def on_the_left(self, key: str) -> str:
        """The address of a hidden cell on the left."""
        return self.place.on_the_left(key).fixed

    def height(self, typed: Typed, width: int) -> int:
        """Pixels of a row in which a text is seen whole; those of one line for anything else."""
        return text_height(typed if isinstance(typed, str) else "", width, self.language)
