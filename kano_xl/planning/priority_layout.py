"""Where everything stands on the sheet of a priority matrix."""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.planning.enclosed import EnclosedTable
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import NAME, WIDTHS

COLUMNS = (
    "urgency",
    "class",
    "effort",
    "benefit",
    "penalty",
    "risk",
    "score",
    "rank",
    "kind",
    "requested_by",
    "status",
    "day",
    "check",
)
"""The columns after those of the needs."""

COLUMN_WIDTHS = (40, 96, 50, 46, 46, 46, 62, 40, 88, 92, 78, 78, 186)

SCORING, SPLIT_AT, BUDGET, WEIGHT_HEADS, WEIGHTS = 2, 3, 4, 3, 4
"""The rows of what is chosen above the table."""

HEAD = 6
BODY = 7
"""The rows of the header and of the first need."""

HELPERS = ("key", "value", "cost", "danger", "x", "y", *"MOAIRQ", "own")
"""Hidden columns beside the needs: what ranks and what the map is drawn from."""

SCALARS = ("analysed", "largest", "scoring", "split", "scored", "budget")
"""What one cell each calculates, in the rows above the hidden columns."""

WEIGHT_COLUMNS = {"benefit": 0, "penalty": 1, "effort": 2, "risk": 3}
"""Above which column each weight of Wiegers stands."""

LABEL_X, LABEL_Y, LABEL_NAME, MARK_X, MARK_Y, MARK_NAME = range(6)
"""The rows above the table that numbers and corners of the map are drawn from."""

SPARE = 5
"""Numbers of the map beyond the rows that there are, for those that are inserted."""

LIST = ("number", "name", "letter", "class", "effort", "mark", "left")
MARKS = 8
"""The ends of both guides, then the four corners."""


@dataclass(frozen=True, slots=True)
class PriorityLayout:
    """The places on a sheet with so many rows."""

    rows: int

    @property
    def sentinel(self) -> int:
        """The grey row that ends the needs: what is inserted above it counts."""
        return BODY + self.rows

    @property
    def heading(self) -> int:
        """The row above the list of what a budget buys."""
        return self.sentinel + 2

    @property
    def head(self) -> int:
        """The header of that list."""
        return self.heading + 1

    @property
    def end(self) -> int:
        """The last row, below the list and the map beside it."""
        return max(self.head + self.rows, self.head + 22) + 1

    def at(self, key: str) -> int:
        """The column of one of `COLUMNS`."""
        return len(WIDTHS) + COLUMNS.index(key)

    @property
    def last(self) -> int:
        """The last column that is seen."""
        return self.at("check")

    def helper(self, key: str) -> int:
        """The column of one of `HELPERS`."""
        return self.last + 2 + HELPERS.index(key)

    def scalar(self, key: str) -> GridArea:
        """The cell of one of `SCALARS`."""
        return GridArea.cell(SCALARS.index(key), self.last + 1)

    def label(self, index: int, row: int) -> GridArea:
        """A cell that the number of a row in the map is drawn from."""
        return GridArea.cell(row, self.last + 2 + index)

    @property
    def labels(self) -> int:
        """How many numbers the map can draw."""
        return self.rows + SPARE

    def mark(self, index: int, row: int, until: int | None = None) -> GridArea:
        """Cells that guides and corners are drawn from."""
        first = self.last + 2 + index
        return GridArea(row, first, row, first if until is None else self.last + 2 + until)

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden columns."""
        return self.last + 1, self.last + 1 + max(len(HELPERS), self.labels, MARKS)

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where rows are inserted, and what stands around."""
        needs = self.down(NAME)
        return (EnclosedTable.of_rows("Plan_Requirements", needs, HEAD, self.heading),)

    def down(self, column: int) -> GridArea:
        """The cells of a column in all needs, with the grey row."""
        return GridArea(BODY, column, self.sentinel, column)
