"""Where everything stands on the sheet of a house of quality."""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.planning.enclosed import EnclosedTable
from kano_xl.planning.filling import MOST_CHARACTERISTICS
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import NAME, WIDTHS

FIRST = len(WIDTHS)
"""The first column of the characteristics, which follow those of the needs."""

RIGHT = (
    "now",
    "rival_a",
    "rival_b",
    "target",
    "improvement",
    "sales_point",
    "adjusted",
    "raw",
    "weight",
    "plain",
)
"""The columns on the right; the customers' profile follows, and what is to be said of the row."""

FOOT = (
    "target_value",
    "difficulty",
    "technical",
    "share",
    "rank",
    "trade_offs",
    "check",
    "ours",
    "rival_a",
    "rival_b",
)
"""The rows below the requirements, a cell for each characteristic."""

TOP, ROOF_ROWS = 2, 9
"""Where the roof begins, and over how many rows it goes."""

WAYS, NAMES, UNITS = 11, 12, 13
"""The rows of the characteristics' directions, names and units."""

BODY = 14
"""The row of the first requirement."""

_PROFILE = 5
_BARS, _GAP = 6, 1
COLUMN = 50
"""The width of a characteristic."""

_LOWEST, _EACH = 198, 14
PAIRS = MOST_CHARACTERISTICS * (MOST_CHARACTERISTICS - 1) // 2
OUTLINE = 5 * (MOST_CHARACTERISTICS + 1)
"""How many pairs and how many corners the roof is drawn from."""

(LINE_X, LINE_Y, PAIR_I, PAIR_J, PAIR_VALUE, PAIR_X, SIGNS) = range(7)
PAIR_COUNT = SIGNS + 4
"""The rows that the roof is drawn from, in hidden columns: above the requirements, so that
nobody cuts them through who inserts or deletes a row. Four rows of signs: ++, +, −, −−."""

SCALARS = ("columns", "adjustment", "weighting", "analysed", "largest", "named", "related")
"""What one cell each calculates, in the first hidden column; below them the sales points."""


@dataclass(frozen=True, slots=True)
class HouseLayout:
    """The places on the sheet of a house with so many rows and columns."""

    rows: int
    columns: int

    @property
    def roof_height(self) -> int:
        """Pixels of the roof, a whole number for each of its rows."""
        high = max(min(COLUMN * self.columns // 2, _LOWEST), _EACH * self.columns, 9 * 20)
        return -(-high // ROOF_ROWS) * ROOF_ROWS

    @property
    def last(self) -> int:
        """The last column of the characteristics."""
        return FIRST + self.columns - 1

    @property
    def sentinel(self) -> int:
        """The grey row that ends the requirements: what is inserted above it counts."""
        return BODY + self.rows

    @property
    def foot(self) -> int:
        """The first row below."""
        return self.sentinel + 1

    def foot_row(self, key: str) -> int:
        """The row of one of `FOOT`."""
        return self.foot + FOOT.index(key)

    @property
    def bars(self) -> int:
        """The first of the rows that the bars of technical importance stand over."""
        return self.foot + len(FOOT)

    @property
    def roof(self) -> int:
        """The first row in which correlations are typed."""
        return self.bars + _BARS + _GAP + 1

    @property
    def end(self) -> int:
        """The last row."""
        return self.roof + self.columns + 2

    def right(self, key: str) -> int:
        """The column of one of `RIGHT`."""
        return self.last + 1 + RIGHT.index(key)

    @property
    def profile(self) -> int:
        """The first of the five columns of how customers see us and the rivals."""
        return self.last + 1 + len(RIGHT)

    @property
    def check(self) -> int:
        """The column that says what a row lacks."""
        return self.profile + _PROFILE

    @property
    def helper(self) -> int:
        """The first hidden column: what one cell each calculates."""
        return self.check + 2

    @property
    def unadjusted(self) -> int:
        """The hidden column of raw weights without an adjustment."""
        return self.check + 1

    @property
    def pairs(self) -> int:
        """The first hidden column that the roof is drawn from."""
        return self.helper + 1

    @property
    def hidden(self) -> tuple[int, int]:
        """All hidden columns."""
        return self.unadjusted, self.pairs + max(PAIRS, OUTLINE) - 1

    def scalar(self, key: str) -> GridArea:
        """The cell of one of `SCALARS`."""
        return GridArea.cell(SCALARS.index(key), self.helper)

    @property
    def sales_points(self) -> GridArea:
        """The cells that hold the sales points that can be picked.

        They are cells, for 1.2 in a list of words is a date where decimals have a comma.
        """
        first = len(SCALARS)
        return GridArea(first, self.helper, first + 2, self.helper)

    def down(self, column: int) -> GridArea:
        """The cells of a column in all requirements, with the grey row."""
        return GridArea(BODY, column, self.sentinel, column)

    def along(self, row: int) -> GridArea:
        """The cells of a row under all characteristics."""
        return GridArea(row, FIRST, row, self.last)

    @property
    def relations(self) -> GridArea:
        """The cells where requirements and characteristics meet."""
        return GridArea(BODY, FIRST, self.sentinel, self.last)

    @property
    def correlations(self) -> GridArea:
        """The cells of the roof's correlations."""
        return GridArea(self.roof, FIRST, self.roof + self.columns - 1, self.last)

    @property
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where rows and columns are inserted, and what stands around."""
        ways, roof = GridArea(WAYS, FIRST, UNITS, self.last), self.correlations
        left, right = FIRST - 1, self.right(RIGHT[0])
        return (
            EnclosedTable.of_rows("Plan_Requirements", self.down(NAME), UNITS, self.foot),
            EnclosedTable.of_columns("Plan_Characteristics", ways, left, right),
            EnclosedTable.of_rows("Plan_Roof", roof, roof.row - 1, roof.last_row + 2),
        )

    def of_pairs(self, row: int) -> GridArea:
        """A row that the roof's signs are drawn from."""
        return GridArea(row, self.pairs, row, self.pairs + PAIRS - 1)

    def of_outline(self, row: int) -> GridArea:
        """A row that the roof's lines are drawn from."""
        return GridArea(row, self.pairs, row, self.pairs + OUTLINE - 1)
