"""A service blueprint in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.blueprint_filling import FEWEST_STEPS, BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_layout import BlueprintLayout
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.grid import GridDraft
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import SidewaysDraft


class BlueprintDraft(SidewaysDraft):
    """A service blueprint in the making.

    Attributes:
        blueprint, filling: what follows, and from what; at least as many columns as there are to
            be.
    """

    section = "blueprint"
    place: BlueprintLayout

    def __init__(self, language: str, filling: BlueprintFilling, known: KnownFeatures) -> None:
        self.language, self.known = language, known
        lacking = FEWEST_STEPS - len(filling.steps)
        self.filling = filling._replace(steps=filling.steps + (BlueprintStep(),) * lacking)
        self.blueprint = calculate_blueprint(self.filling, known)
        self.place = BlueprintLayout(len(self.filling.steps))
        self.draft = GridDraft()
