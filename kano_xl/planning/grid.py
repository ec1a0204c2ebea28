"""A planning sheet as data: every cell at its place, with its formula and the value that it has.

Unlike a report, which is made anew, such a sheet is the user's from then on. So all that it
calculates is in formulas of the sheet itself, and what a formula refers to stands here as an
address. Cells, lists and names can be written one after the other, for in an open workbook the
names have to be there before the formulas, and the formulas before the lists.

All rows and columns are 0-based; sizes are in pixels at 96 dots per inch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kano_xl.addresses import absolute, address
from kano_xl.report.report import Scalar


@dataclass(frozen=True, slots=True)
class GridArea:
    """Cells from the first row and column to the last."""

    row: int
    column: int
    last_row: int
    last_column: int

    @classmethod
    def cell(cls, row: int, column: int) -> GridArea:
        """One cell."""
        return cls(row, column, row, column)

    @property
    def fixed(self) -> str:
        """Its address, which stays as it is when a formula is copied.

        >>> GridArea(0, 1, 9, 2).fixed, GridArea.cell(0, 1).fixed
        ('$B$1:$C$10', '$B$1')
        """
        first, last = absolute(self.row, self.column), absolute(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    @property
    def first(self) -> str:
        """The address of its first cell, for a condition that moves with each cell.

        >>> GridArea(0, 1, 9, 2).first
        'B1'
        """
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell holds.

    Attributes:
        value: a plain value, or the result of the formula; None leaves the cell empty.
        look: the key of how it looks, for the writer.
        formula: without the leading ``=``; "" for a plain value.
    """

    value: Scalar
    look: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class PickList:
    """What can be picked in cells.

    Attributes:
        area: the cells.
        source: the words or numbers, or the formula of a range.
        title, prompt: what is shown when such a cell is chosen.
        refusal: what is said to somebody who types something else; "" lets everything pass.
    """

    area: GridArea
    source: tuple[str, ...] | str
    title: str = ""
    prompt: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A look that is laid over cells where a formula, written for the first of them, is true.

    With "" as its formula, cells show their number as a bar.
    """

    area: GridArea
    formula: str
    look: str


@dataclass(frozen=True, slots=True)
class PlanSeries:
    """One series of a chart over cells of the sheet.

    Attributes:
        role: "frame", "sign", "bars", "points", "number", "guide", "corner", "curve", "here",
            "felt" or "level"; decides its look.
        x, y: its cells; bars have no x, levels have words there.
        name: what it is called, or the cell that says so.
        look: a letter of a category, "good" or "bad", or whose level it is; "" for none.
    """

    role: str
    x: GridArea | None
    y: GridArea
    name: str | GridArea = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class PlanChart:
    """A native chart, with its top left corner in a cell.

    Attributes:
        kind: "roof", "bars", "matrix", "curve", "emotions" or "levels".
        name: by which it is found in the workbook.
        alt_text: what it shows, in words.
        row, column: of its top left corner.
        offset: pixels below the top of that row.
        width, height: in pixels.
        series: from the back to the front.
        x_title, y_title: of its axes.
        stretches: whether it grows with the cells below it.
    """

    kind: str
    name: str
    alt_text: str
    row: int
    column: int
    width: int
    height: int
    series: tuple[PlanSeries, ...]
    offset: int = 0
    x_title: str = ""
    y_title: str = ""
    stretches: bool = False


class Printing(NamedTuple):
    """How a planning sheet comes on paper, which lies on its side.

    Attributes:
        areas: what is printed, each on pages of its own.
        paper: "A3" or "A4".
        pages_high: on how many pages; 0 for as many as it needs.
        scale: at how many percent; 0 for what makes it one page wide.
        repeated: the first and the last row that every further page begins with.
    """

    areas: tuple[GridArea, ...]
    paper: str
    pages_high: int
    scale: int = 0
    repeated: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A planning sheet.

    Attributes:
        key: what it is, in every language.
        title: the name on its tab.
        cells: by row and column.
        merged: areas that are one cell, which is the first.
        widths: of columns.
        heights: of rows.
        hidden: the first and the last column that only formulas and charts read; None for none.
        lists: what can be picked.
        highlights: conditional looks, the first that is true wins.
        names: names of the sheet's own → what they stand for, as a formula without ``=``.
        charts: in no order.
        frozen: rows and columns that stay in sight.
        printing: how it comes on paper.
        hidden_rows: the first and the last row that only formulas and charts read.
    """

    key: str
    title: str
    cells: Mapping[tuple[int, int], GridCell]
    merged: tuple[GridArea, ...]
    widths: Mapping[int, int]
    heights: Mapping[int, int]
    hidden: tuple[int, int] | None
    lists: tuple[PickList, ...]
    highlights: tuple[Highlight, ...]
    names: Mapping[str, GridArea]
    charts: tuple[PlanChart, ...]
    frozen: tuple[int, int]
    printing: Printing
    hidden_rows: tuple[int, int] | None = None


_A3 = 1500, 980
"""Pixels across and down on A3 on its side, within the margins."""


@dataclass(slots=True)
class GridDraft:
    """A planning sheet in the making."""

    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)
    merged: list[GridArea] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    lists: list[PickList] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    names: dict[str, GridArea] = field(default_factory=dict)
    charts: list[PlanChart] = field(default_factory=list)

    def sheet(
        self,
        key: str,
        title: str,
        hidden: tuple[int, int] | None,
        frozen: tuple[int, int],
        printing: Printing,
        hidden_rows: tuple[int, int] | None = None,
    ) -> GridSheet:
        """The sheet that was made; see there for what it is given."""
        return GridSheet(
            key,
            title,
            self.cells,
            tuple(self.merged),
            self.widths,
            self.heights,
            hidden,
            tuple(self.lists),
            tuple(self.highlights),
            self.names,
            tuple(self.charts),
            frozen,
            printing,
            hidden_rows,
        )

    def scale_on_a3(self, area: GridArea) -> float:
        """At how many percent, at most 100, an area fits on one page of A3 on its side."""
        wide = sum(self.widths[column] for column in range(area.column, area.last_column + 1))
        high = sum(self.heights[row] for row in range(area.row, area.last_row + 1))
        return min(100, 100 * _A3[0] / wide, 100 * _A3[1] / high)

    def put(self, row: int, column: int, value: Scalar, look: str) -> None:
        """A plain value, or None for an empty cell that has a look."""
        self.cells[row, column] = GridCell(value, look)

    def calculate(self, row: int, column: int, formula: str, value: Scalar, look: str) -> None:
        """A formula, and the value that it has."""
        self.cells[row, column] = GridCell(value, look, formula)

    def across(self, row: int, first: int, last: int, value: Scalar, look: str) -> None:
        """A plain value over neighbouring cells of a row."""
        self.block(GridArea(row, first, row, last), GridCell(value, look))

    def block(self, area: GridArea, cell: GridCell) -> None:
        """A cell over all those of an area."""
        for row in range(area.row, area.last_row + 1):
            for column in range(area.column, area.last_column + 1):
                self.cells[row, column] = GridCell(None, cell.look)
        self.cells[area.row, area.column] = cell
        self.merged.append(area)

    def end(self, row: int, last: int) -> None:
        """The grey row that ends a table, up to its last column."""
        for column in range(last + 1):
            self.put(row, column, None, "sentinel")

    def columns(self, first: int, widths: Sequence[int]) -> None:
        """The widths of columns from the first on."""
        self.widths.update(enumerate(widths, first))
