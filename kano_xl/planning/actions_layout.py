"""Where everything stands on the sheet of an action plan."""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.planning.enclosed import BESIDE, EnclosedTable
from kano_xl.planning.grid import GridArea

COLUMNS = (
    "number",
    "measure",
    "feature",
    "source",
    "owner",
    "due",
    "status",
    "expected",
    "then_category",
    "then_better",
    "then_worse",
    "now_category",
    "now_better",
    "now_worse",
    "moved_category",
    "moved_better",
    "moved_worse",
    "compared",
    "late",
    "check",
)
"""The columns: the row of the results first, what is to be said of a measure last."""

COLUMN_WIDTHS = (
    *(30, 210, 160, 116, 84, 76, 74, 150),
    *(46, 50, 50, 46, 50, 50, 58, 50, 50),
    *(96, 74, 176),
)

GROUPS = {
    "then": ("then_category", "then_worse"),
    "now": ("now_category", "now_worse"),
    "moved": ("moved_category", "moved_worse"),
}
"""Headers over several columns, and the first and the last of them."""

NAMES = {
    "measure": "Plan_Measure",
    "feature": "Plan_Feature",
    "source": "Plan_Source",
    "owner": "Plan_Owner",
    "due": "Plan_Due",
    "status": "Plan_Status",
    "expected": "Plan_Expected",
    "then_category": "Plan_ThenCategory",
    "then_better": "Plan_ThenBetter",
    "then_worse": "Plan_ThenWorse",
    "compared": "Plan_Compared",
    "origin": "Plan_Origin",
}
"""What is typed in a row, and the name of the sheet's own for its column."""

HEADLINE, COUNTS, WARNING, GROUP_HEAD, HEAD = 2, 3, 5, 6, 7
"""The rows above the table; counts take two of them."""

BODY = 8
"""The row of the first measure."""

HELPERS = ("origin", "letter", "pending", "used")
"""Hidden columns: where a measure was collected from, its letter then if that is one, its day as
long as it is not ended, and 1 for a row that is filled in."""


@dataclass(frozen=True, slots=True)
class ActionsLayout:
    """The places on a sheet with so many rows."""

    rows: int

    @property
    def sentinel(self) -> int:
        """The grey row that ends the measures: what is inserted above it counts."""
        return BODY + self.rows

    @property
    def last(self) -> int:
        """The last column that is seen."""
        return len(COLUMNS) - 1

    def at(self, key: str) -> int:
        """The column of one of `COLUMNS` or `HELPERS`."""
        if key in COLUMNS:
            return COLUMNS.index(key)
        return len(COLUMNS) + HELPERS.index(key)

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden columns."""
        return len(COLUMNS), len(COLUMNS) + len(HELPERS) - 1

    @property
    def analysed(self) -> GridArea:
        """The cell that holds how many features there are."""
        return GridArea.cell(0, len(COLUMNS))

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where rows are inserted, and what stands around."""
        named = GridArea(BODY, self.at("measure"), self.sentinel, self.at("feature"))
        below = self.sentinel + BESIDE
        return (EnclosedTable.of_rows(NAMES["measure"], named, HEAD, below),)

    def down(self, key: str) -> GridArea:
        """The cells of a column in all measures, with the grey row."""
        return GridArea(BODY, self.at(key), self.sentinel, self.at(key))
