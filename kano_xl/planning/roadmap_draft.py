"""A roadmap in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.grid import GridDraft
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_checks import RoadmapChecks
from kano_xl.planning.roadmap_filling import RoadmapFilling
from kano_xl.planning.roadmap_layout import RoadmapLayout
from kano_xl.planning.roadmap_numbers import MadePlan
from kano_xl.planning.roadmap_texts import how_to_begin, plan_says
from kano_xl.planning.worded import WordedDraft
from kano_xl.report.words import Words


class RoadmapDraft(WordedDraft):
    """A roadmap in the making.

    Attributes:
        language: of its texts.
        filling, known, plan: what it is made from.
        texts: what stands above the budgets: how to begin, or what the plan says.
        place: where everything stands.
        draft: its cells so far.
        checks: the formulas that say whether everything still holds.
    """

    section = "roadmap"

    def __init__(
        self,
        words: Words,
        filling: RoadmapFilling,
        known: KnownFeatures,
        plan: MadePlan | None,
    ) -> None:
        self.language, self.filling, self.known, self.plan = words.language, filling, known, plan
        self.texts = how_to_begin(words) if plan is None else plan_says(words, plan)
        self.place = RoadmapLayout(len(self.texts), len(filling.rows), len(filling.ties))
        self.draft = GridDraft()
        self.checks = RoadmapChecks(self.place, filling, known, plan)

    def down(self, key: str) -> str:
        """All cells of a column of the features, with the grey row."""
        return self.place.down(self.place.at(key)).fixed
