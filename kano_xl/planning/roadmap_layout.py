"""Where everything stands on the sheet of a roadmap."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.planning.enclosed import BESIDE, EnclosedTable
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import WIDTHS
from kano_xl.planning.roadmap_filling import PERIODS

NUMBER, NAME, LETTER, BETTER, WORSE, WORTH = range(len(WIDTHS))
"""The columns of what the survey says."""

COLUMNS = ("effort", "exists", "period", "chosen", "cost", "kept", "anew", "check")
"""The columns after those."""

COLUMN_WIDTHS = (30, 262, 62, 62, 62, 62, 62, 54, 62, 66, 66, 66, 66, 250)

STATUS = 2
"""The row that says whether what was planned still holds."""

TEXTS = 3
"""The first row of what the plan says."""

COUNTS = ("missing", "untied", "no_effort", "absent")
"""What is counted below the budgets."""

HELPERS = ("same", "name", "effort", "exists", "letter", "worth")
"""Hidden columns beside the features: what was planned with, and whether it is the same now."""

TIE_HELPERS = ("same", "first", "kind", "second")
"""The same beside the relations."""

SCALARS = ("analysed", "planned", "rows", "ties", "changed")
"""What one cell each says, above the hidden columns."""

CURVE_X, CURVE_Y, MARK_X, MARK_Y = range(4)
"""The rows that the chart is drawn from."""

MOST_STEPS = 120
"""Steps of the curve that are drawn."""


class RoadmapLayout(NamedTuple):
    """The places on a sheet.

    Attributes:
        texts: rows of what the plan says.
        rows: of features.
        ties: rows of relations.
    """

    texts: int
    rows: int
    ties: int

    @property
    def budgets(self) -> int:
        """The header of the budgets."""
        return TEXTS + self.texts + 1

    @property
    def total(self) -> int:
        """The row below the periods."""
        return self.budgets + PERIODS + 1

    @property
    def counts(self) -> int:
        """The first row of what is counted."""
        return self.total + 2

    @property
    def head(self) -> int:
        """The header of the features."""
        return self.counts + len(COUNTS) + 1

    @property
    def body(self) -> int:
        """The first feature."""
        return self.head + 1

    @property
    def sentinel(self) -> int:
        """The grey row that ends the features: what is inserted above it counts."""
        return self.body + self.rows

    @property
    def tie_head(self) -> int:
        """The header of the relations."""
        return self.sentinel + 3

    @property
    def tie_body(self) -> int:
        """The first relation."""
        return self.tie_head + 1

    @property
    def end(self) -> int:
        """The grey row that ends the relations."""
        return self.tie_body + self.ties

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

    def tie_helper(self, key: str) -> int:
        """The column of one of `TIE_HELPERS`."""
        return self.last + 2 + TIE_HELPERS.index(key)

    def scalar(self, key: str) -> GridArea:
        """The cell of one of `SCALARS`."""
        return GridArea.cell(SCALARS.index(key), self.last + 1)

    def drawn(self, row: int, first: int, last: int) -> GridArea:
        """Cells of one of the rows that the chart is drawn from."""
        start = self.last + 2
        return GridArea(row, start + first, row, start + last)

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden columns."""
        return self.last + 1, self.last + 2 + 2 * MOST_STEPS

    def down(self, column: int) -> GridArea:
        """The cells of a column in all features, with the grey row."""
        return GridArea(self.body, column, self.sentinel, column)

    def tie_down(self, column: int) -> GridArea:
        """The cells of a column in all relations, with the grey row."""
        return GridArea(self.tie_body, column, self.end, column)

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where rows are inserted, and what stands around."""
        budgets = GridArea(self.budgets + 1, LETTER, self.total - 1, LETTER)
        ties = GridArea(self.tie_body, NAME, self.end, self.said - 1)
        below = self.sentinel + 2
        return (
            EnclosedTable.of_rows("Plan_Budgets", budgets, self.budgets, self.total),
            EnclosedTable.of_rows("Plan_Requirements", self.down(NAME), self.head, below),
            EnclosedTable.of_rows("Plan_TieFirst", ties, self.tie_head, self.end + BESIDE),
        )

    @property
    def kind(self) -> int:
        """The first column of how two features are tied."""
        return LETTER

    @property
    def second(self) -> int:
        """The first column of the second feature."""
        return WORTH

    @property
    def said(self) -> int:
        """The first column of what is to be looked at in a relation."""
        return self.at("cost")
