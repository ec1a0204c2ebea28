"""Where everything stands on the sheet of a customer journey map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kano_xl.model.planning.journey import FOLLOWS
from kano_xl.planning.enclosed import EnclosedTable
from kano_xl.planning.sideways import SidewaysLayout

LEFT_WIDTHS = (118, 224)
"""The widths of the columns on the left."""

ABOVE = ("persona", "goal", "scenario", "date", "team")
"""What is typed beside the curve."""

TOP = 2
HEADLINE = TOP + len(ABOVE)
COUNTS = HEADLINE + 1
COUNTED = (*FOLLOWS, "look")
WARNING = COUNTS + len(COUNTED)
"""The rows beside the curve."""

BODY = WARNING + 1
"""The row of the stages."""

ROWS = (
    "stage",
    "touchpoint",
    "channel",
    "action",
    "thought",
    "emotion",
    "mean",
    "pain",
    "measure",
    "feature",
    "letter",
    "better",
    "worse",
    "follows",
    "owner",
    "measured_by",
    "check",
)
"""The rows, a cell for each touchpoint."""

NAMES = {
    "stage": "Plan_Stage",
    "touchpoint": "Plan_Touchpoint",
    "channel": "Plan_Channel",
    "action": "Plan_Action",
    "thought": "Plan_Thought",
    "emotion": "Plan_Emotion",
    "pain": "Plan_Pain",
    "measure": "Plan_Measure",
    "feature": "Plan_Feature",
    "owner": "Plan_Owner",
    "measured_by": "Plan_MeasuredBy",
}
"""What is typed for a touchpoint, and the name of the sheet's own for its row."""

NAMES_ABOVE = {key: f"Plan_{key.capitalize()}" for key in ABOVE}
"""What is typed once, and the name of the sheet's own for its cell."""

HELPERS = ("number", "used", "valid", "key", "begins", "x", "line", "bad", "even", "good")
"""Hidden rows: the row of the results, 1 for a column that is filled in, its emotion if that is
one, its stage without blanks, 1 where a stage begins, and what the curve is drawn from."""

GUIDES = ("analysed", "guide_x", "guide_y", "mark_x", "mark_y")
"""Hidden rows below them, with cells on the left alone: how many features there are, and where
the line of 0 and the marks of the scale are drawn."""


@dataclass(frozen=True, slots=True)
class JourneyLayout(SidewaysLayout):
    """The places on a sheet with so many touchpoints."""

    above_keys: ClassVar = ABOVE
    top: ClassVar = TOP
    widths: ClassVar = (112, 80)

    def at(self, key: str) -> int:
        """The row of one of `ROWS`, `HELPERS` or `GUIDES`."""
        return BODY + (*ROWS, *HELPERS, *GUIDES).index(key)

    @property
    def last(self) -> int:
        """The last row that is seen."""
        return self.at("check")

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden rows."""
        return self.last + 1, self.at(GUIDES[-1])

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where columns are inserted, and what stands around."""
        return (self.table(NAMES["touchpoint"], "stage", "measured_by"),)
