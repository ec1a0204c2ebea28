"""Where everything stands on the sheet of a customer journey map."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.model.planning.journey import FOLLOWS
from kano_xl.planning.enclosed import BESIDE, EnclosedTable
from kano_xl.planning.grid import GridArea

LABEL, HINT, START, FIRST = range(4)
"""The columns: what a row is called, how it is filled in, the grey column that begins the
touchpoints, and the first of them. What is moved or inserted between both grey columns counts."""

LEFT_WIDTHS = (118, 224)
GREY = 6
"""The widths of the columns on the left, and of a grey one."""

_WIDE, _NARROW, _MANY = 112, 80, 12
"""The width of a touchpoint, and where there are more of them than so many."""

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


class JourneyLayout(NamedTuple):
    """The places on a sheet with so many touchpoints."""

    columns: int

    @property
    def width(self) -> int:
        """Pixels of a touchpoint."""
        return _WIDE if self.columns <= _MANY else _NARROW

    @property
    def end(self) -> int:
        """The grey column that ends the touchpoints."""
        return FIRST + self.columns

    def at(self, key: str) -> int:
        """The row of one of `ROWS`, `HELPERS` or `GUIDES`."""
        every = (*ROWS, *HELPERS, *GUIDES)
        return BODY + every.index(key)

    @property
    def last(self) -> int:
        """The last row that is seen."""
        return self.at("check")

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden rows."""
        return self.last + 1, self.at(GUIDES[-1])

    def above(self, key: str) -> GridArea:
        """The cell of one of `ABOVE`."""
        return GridArea.cell(TOP + ABOVE.index(key), HINT)

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where columns are inserted, and what stands around."""
        typed = GridArea(self.at("stage"), START, self.at("measured_by"), self.end)
        beside = self.end + BESIDE
        return (EnclosedTable.of_columns(NAMES["touchpoint"], typed, HINT, beside),)

    def along(self, key: str) -> GridArea:
        """The cells of a row in all touchpoints, with both grey columns."""
        return GridArea(self.at(key), START, self.at(key), self.end)

    def between(self, key: str) -> GridArea:
        """The same without the grey columns."""
        return GridArea(self.at(key), FIRST, self.at(key), self.end - 1)

    def on_the_left(self, key: str, columns: int) -> GridArea:
        """The first cells of one of `GUIDES`."""
        return GridArea(self.at(key), LABEL, self.at(key), LABEL + columns - 1)
