"""Where everything stands on the sheet of a strategy canvas."""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.model.planning.canvas import ACTIONS
from kano_xl.planning.canvas_filling import RIVALS
from kano_xl.planning.enclosed import EnclosedTable
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import WIDTHS, WORSE

VERDICT = WORSE + 1
"""The column after those of what the survey says of a need."""

RIVAL_KEYS = tuple(f"rival_{index}" for index in range(RIVALS))
LEVELS = ("now", "after", *RIVAL_KEYS, "industry")
"""The columns of levels, side by side."""

COLUMNS = (*LEVELS, "gap", "move", "advice", "agreement", "measure", "owner", "check")
"""The columns after the verdict."""

COLUMN_WIDTHS = (
    *(*WIDTHS[: WORSE + 1], 58),
    *(52,) * (len(LEVELS) - 1),
    *(56, 60, 84, 164, 108, 200, 92, 190),
)
"""Of all columns that are seen, in pixels."""

HEADLINE, COUNTS, DISTANCE, WARNING, HEAD = 2, 3, 5, 6, 7
"""The rows above the table; counts take two of them."""

BODY = 8
"""The row of the first factor."""

LINES = tuple(f"line_{key}" for key in LEVELS)
HELPERS = (
    *LINES,
    *("label", "verdict_code", "advised", "before", "place", "far_now", "far_after", "used"),
)
"""Hidden columns: the levels that the curves are drawn from, #N/A for what is unknown; what stands
below them on the chart; what the formulas of a row share."""

LISTS = {
    "eliminate": ("number", "name"),
    "reduce": ("letter", "verdict"),
    "raise": ("now", "rival_1"),
    "create": ("rival_2", "gap"),
}
"""The first and the last column of the list of each action."""

LEGEND = (("line_after", "line_now", "line_industry"), LINES[2:5], LINES[5:6])
"""The rows of the legend above the chart."""

LEGEND_COLUMNS = (("move", "advice"), ("agreement", "measure"), ("owner", "check"))
"""The first and the last column of each of its entries."""

RULES = ("levels", "move", "advice", "agreement", "source")
"""What is said at the end."""

_CHART_ROWS = 20, 32
"""The fewest and the most rows that the chart takes."""

_NEEDS = ("number", "name", "letter", "better", "worse", "verdict")


@dataclass(frozen=True, slots=True)
class CanvasLayout:
    """The places on a sheet with so many rows."""

    rows: int

    @property
    def sentinel(self) -> int:
        """The grey row that ends the factors: what is inserted above it counts."""
        return BODY + self.rows

    @property
    def heading(self) -> int:
        """The row above the four lists and the chart."""
        return self.sentinel + 2

    @property
    def head(self) -> int:
        """The heads of the lists, with the first row of the legend beside them."""
        return self.heading + 1

    @property
    def chart(self) -> int:
        """The first row of the chart."""
        return self.head + len(LEGEND)

    @property
    def chart_rows(self) -> int:
        """How many rows the chart takes: more for many factors."""
        least, most = _CHART_ROWS
        return min(max(least, self.rows - len(LEGEND)), most)

    @property
    def rules(self) -> int:
        """The first row of what is said at the end."""
        return max(self.head + self.rows, self.chart + self.chart_rows) + 2

    @property
    def end(self) -> int:
        """The last row."""
        return self.rules + len(RULES) - 1

    def at(self, key: str) -> int:
        """The column of what is seen, or of one of `HELPERS`."""
        if key in _NEEDS:
            return _NEEDS.index(key)
        if key in COLUMNS:
            return len(_NEEDS) + COLUMNS.index(key)
        return self.last + 2 + HELPERS.index(key)

    @property
    def last(self) -> int:
        """The last column that is seen."""
        return len(_NEEDS) + len(COLUMNS) - 1

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden columns."""
        return self.last + 1, self.last + 1 + len(HELPERS)

    @property
    def analysed(self) -> GridArea:
        """The cell that holds how many features there are."""
        return GridArea.cell(0, self.last + 1)

    @property
    def heads(self) -> GridArea:
        """The cells in which the rivals are named."""
        return GridArea(HEAD, self.at(RIVAL_KEYS[0]), HEAD, self.at(RIVAL_KEYS[-1]))

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where rows are inserted, and what stands around."""
        named = self.down("name")
        return (EnclosedTable.of_rows("Plan_Requirements", named, HEAD, self.heading),)

    def down(self, key: str, until: str = "") -> GridArea:
        """The cells of a column, or of columns side by side, in all factors, with the grey row."""
        return GridArea(BODY, self.at(key), self.sentinel, self.at(until or key))


def action_place(action: str, number: int) -> int:
    """What the so-manieth factor of an action is found by.

    >>> action_place("raise", 2)
    3002
    """
    return 1000 * (1 + ACTIONS.index(action)) + number
