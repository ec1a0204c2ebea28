"""Where everything stands on the sheet of a service blueprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kano_xl.model.planning.blueprint import FIX_FIRST, LANES
from kano_xl.planning.enclosed import EnclosedTable
from kano_xl.planning.sideways import SidewaysLayout

LEFT_WIDTHS = (156, 206)
"""The widths of the columns on the left."""

ABOVE = ("scene", "goal", "date", "team")
"""What is typed above the steps."""

TOP = 3
HEADLINE = TOP + len(ABOVE)
WARNING = HEADLINE + 1
"""The rows above the steps."""

BODY = WARNING + 1
"""The row of the steps' numbers."""

LINES = ("interaction", "visibility", "internal")
"""The lines between lanes, each a row with its name."""

ARROWS = ("touch", *LINES)
"""The rows between neighbouring lanes; above what customers do there is no line."""

_LANES = tuple(key for both in zip(LANES, (*ARROWS, ""), strict=True) for key in both if key)

ROWS = (
    "step",
    *_LANES,
    "time",
    "fail",
    "wait",
    "problem",
    "feature",
    "letter",
    "better",
    "worse",
    "follows",
    "measure",
    "owner",
    "check",
)
"""The rows, a cell for each step."""

NAMES = {
    "evidence": "Plan_Evidence",
    "customer": "Plan_Customer",
    "onstage": "Plan_Onstage",
    "backstage": "Plan_Backstage",
    "support": "Plan_Support",
    "time": "Plan_Time",
    "fail": "Plan_Fail",
    "wait": "Plan_Wait",
    "problem": "Plan_Problem",
    "feature": "Plan_Feature",
    "measure": "Plan_Measure",
    "owner": "Plan_Owner",
}
"""What is typed for a step, and the name of the sheet's own for its row."""

NAMES_ABOVE = {key: f"Plan_{key.capitalize()}" for key in ABOVE}
"""What is typed once, and the name of the sheet's own for its cell."""

COUNTED = (FIX_FIRST, "fail", "wait", "minutes", "waiting", "untimed", "look")
"""What is counted below the steps, a row each."""

HELPERS = ("number", "used", "name", "minutes", "first")
"""Hidden rows: the row of the results, 1 for a step that is filled in, what it is called, its
minutes if that is a time, and which one it is of those to be fixed first."""

MOST_NAMED = 3
"""How many steps to be fixed first the headline names."""

ON_THE_LEFT = ("analysed", "from", "till", *(f"named_{at}" for at in range(1, MOST_NAMED + 1)))
"""Hidden rows below them, with a cell on the left alone: how many features there are, which is the
first and the last step that is filled in, and what the headline names."""


@dataclass(frozen=True, slots=True)
class BlueprintLayout(SidewaysLayout):
    """The places on a sheet with so many steps."""

    above_keys: ClassVar = ABOVE
    top: ClassVar = TOP
    widths: ClassVar = (112, 92)

    def at(self, key: str) -> int:
        """The row of one of `ROWS`, or of the hidden `HELPERS` and `ON_THE_LEFT`."""
        if key in ROWS:
            return BODY + ROWS.index(key)
        return self.last + 1 + (*HELPERS, *ON_THE_LEFT).index(key)

    def counted(self, key: str) -> int:
        """The row of one of `COUNTED`."""
        return BODY + len(ROWS) + 1 + COUNTED.index(key)

    @property
    def last(self) -> int:
        """The last row that is seen."""
        return self.counted(COUNTED[-1])

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden rows."""
        return self.last + 1, self.at(ON_THE_LEFT[-1])

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where columns are inserted, and what stands around."""
        return (self.table(NAMES["customer"], "evidence", "owner"),)
