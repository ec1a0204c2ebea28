"""The frame of a map of features: its scale, its quadrant lines and quadrant names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.model.categories import CATEGORIES
from kano_xl.report.charts.label_search import INSET
from kano_xl.report.charts.labels import Label, LabelBox
from kano_xl.report.report import Cell, ErrorBars, Range, ReportColumn, ReportTable, Series
from kano_xl.report.typesetting.sizes import TEXT_WIDTH
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words

Point = tuple[float, float]

WIDTH, HEIGHT = TEXT_WIDTH, 450
"""Size of a map, in pixels: as wide as the texts, and so high that the Summary is one page."""

PLOT = (64, 72, WIDTH - 88, 320)
"""The area inside its axes: left, top, width and height in pixels."""

LABEL_POINTS = 9
"""Size of the labels' text, in points."""

LINE = 15.0
"""Height of a label, in pixels."""

APART = 6.0
"""Free pixels between two labels side by side."""

FRAME_COLUMNS = ("part", "x", "y")
"""The columns of the table that the frame is drawn from: a text and its place."""

FRAME_ROWS = 9
"""Its rows: the title, four ends of lines, four names."""

_AWAY_FROM_POINTS = 24.0
_MARGIN = 8.0
_QUADRANTS = (("A", -1, 1), ("O", 1, 1), ("I", -1, -1), ("M", 1, -1))


class Bars(NamedTuple):
    """The columns of a table that hold how far error bars reach from their points."""

    table: str
    left: str
    right: str
    down: str
    up: str

    def across(self, rows: int) -> ErrorBars:
        """The bars to the left and right of the points in the first rows."""
        return ErrorBars(
            Range(self.table, self.left, 0, rows), Range(self.table, self.right, 0, rows)
        )

    def upwards(self, rows: int) -> ErrorBars:
        """The bars below and above the points in the first rows."""
        return ErrorBars(Range(self.table, self.down, 0, rows), Range(self.table, self.up, 0, rows))


class Split(NamedTuple):
    """Where a map is split into quadrants.

    Attributes:
        at: the place now, in the units of the axes.
        x, y: what the cells hold that the lines are drawn from.
    """

    at: Point
    x: Cell
    y: Cell


@dataclass(frozen=True, slots=True)
class ScatterMap:
    """What kind of map it is.

    Attributes:
        key: of the chart, its tables and its texts in the catalogue ``charts``.
        name: of the chart in the workbook.
        bounds: both axes' ends.
        split: where both axes are usually split into quadrants.
        bars: the columns that hold the lengths of its error bars; None without bars.
        own_corners: whether its quadrants stand for something else than the categories.
    """

    key: str
    name: str
    bounds: tuple[float, float]
    split: float
    bars: Bars | None = None
    own_corners: bool = False

    @property
    def middle(self) -> Split:
        """The usual split."""
        return Split((self.split, self.split), self.split, self.split)

    @property
    def frame(self) -> str:
        """The key of the table that its frame is drawn from."""
        return f"{self.key}_frame"

    def pixels(self, point: Point) -> Point:
        """A point's place in the plot, in pixels from the top left."""
        low, high = self.bounds
        _, _, width, height = PLOT
        across, upwards = ((value - low) / (high - low) for value in point)
        return across * width, (1 - upwards) * height

    def value(self, pixels: Point) -> Point:
        """The reverse of `pixels`."""
        low, high = self.bounds
        _, _, width, height = PLOT
        x, y = pixels
        return low + x / width * (high - low), low + (1 - y / height) * (high - low)


class Corner(NamedTuple):
    """The name of a quadrant, and the rectangle that it covers, in pixels."""

    name: str
    box: LabelBox


def column_title(kind: ScatterMap, key: str, words: Words) -> str:
    """What stands above a column of the points of a map."""
    if key.removeprefix("y_") in CATEGORIES:
        return words.category_first(key.removeprefix("y_"))
    named = f"{kind.key}_{key}" if key in ("x", "y") else key
    return text(words.language, f"charts.chart.column.{named}")


def place_corners(
    kind: ScatterMap, split: Split, dots: Sequence[Point], words: Words
) -> list[Corner]:
    """The name of each quadrant, in that corner of it that has the fewest points, or between two.

    Where a quadrant is narrower than its name, the name stands at the edge of the map.
    """
    _, _, width, height = PLOT
    middle_x, middle_y = kind.pixels(split.at)
    found: list[Corner] = []
    for letter, across, upwards in _QUADRANTS:
        name = _corner_name(kind, letter, words)
        size = text_width(name, LABEL_POINTS) + APART, LINE
        left, right = (0.0, middle_x) if across < 0 else (middle_x, width)
        top, bottom = (0.0, middle_y) if upwards > 0 else (middle_y, height)
        inset = _MARGIN + LINE / 2
        sides = [(left + _MARGIN - INSET, "right"), (right - _MARGIN + INSET, "left")]
        levels = [top + inset, bottom - inset]
        if right - left < size[0] + 2 * _MARGIN:
            sides = sides[::-across][:1] * 2
        spots = [
            Label(x, min(max(level, inset), height - inset), side).box(*size)
            for x, side in sides[::-across]
            for level in levels[::upwards]
        ]
        spots += _between(spots)
        taken = [corner.box for corner in found]
        found.append(
            Corner(name, min(spots, key=lambda box: (_covers(box, taken), _crowd(box, dots))))
        )
    return found


def _corner_name(kind: ScatterMap, letter: str, words: Words) -> str:
    """What the quadrant is called in which the map of the categories has this one."""
    if kind.own_corners:
        return text(words.language, f"charts.chart.{kind.key}.corner_{letter}")
    return words.category_first(letter)


def _between(corners: Sequence[LabelBox]) -> list[LabelBox]:
    """The boxes halfway between two of a quadrant's corners, for where all of these are crowded."""
    near, far, other_near, other_far = corners
    pairs = ((near, other_near), (near, far), (other_near, other_far), (far, other_far))
    return [
        LabelBox(
            (one.left + other.left) / 2,
            (one.top + other.top) / 2,
            (one.right + other.right) / 2,
            (one.bottom + other.bottom) / 2,
        )
        for one, other in pairs
    ]


def _covers(box: LabelBox, others: Sequence[LabelBox]) -> bool:
    """Whether a box lies over one of others."""
    return any(
        box.left < other.right
        and other.left < box.right
        and box.top < other.bottom
        and other.top < box.bottom
        for other in others
    )


def _crowd(box: LabelBox, dots: Sequence[Point]) -> int:
    """How many points lie under a box or near it."""
    away = _AWAY_FROM_POINTS
    return sum(
        box.left - away <= x <= box.right + away and box.top - away <= y <= box.bottom + away
        for x, y in dots
    )


def quadrant_lines(kind: ScatterMap, split: Split) -> list[LabelBox]:
    """The lines between the quadrants, as rectangles that labels avoid where they can."""
    x, y = kind.pixels(split.at)
    _, _, width, height = PLOT
    return [LabelBox(x - 1, 0, x + 1, height), LabelBox(0, y - 1, width, y + 1)]


def frame_table(
    kind: ScatterMap, split: Split, title: str, corners: Sequence[Corner], words: Words
) -> ReportTable:
    """The table that the frame is drawn from, of `FRAME_ROWS` rows and `FRAME_COLUMNS`."""
    low, high = kind.bounds
    line = text(words.language, "charts.chart.frame.line")
    rows: list[tuple[Cell, ...]] = [
        (title, None, None),
        (line, split.x, low),
        (line, split.x, high),
        (line, low, split.y),
        (line, high, split.y),
    ]
    for corner in corners:
        x, y = kind.value(corner.box.centre)
        rows.append((corner.name, round(x, 4), round(y, 4)))
    return ReportTable(
        kind.frame,
        text(words.language, f"charts.chart.{kind.key}.frame"),
        tuple(
            ReportColumn(key, text(words.language, f"charts.chart.column.frame_{key}"), holds)
            for key, holds in zip(FRAME_COLUMNS, ("text", "number", "number"), strict=True)
        ),
        tuple(rows),
    )


def title_cell(kind: ScatterMap) -> Range:
    """The cell that holds the map's title."""
    return Range(kind.frame, "part", 0, 1)


def frame_series(kind: ScatterMap) -> Iterator[Series]:
    """The quadrant lines and the quadrant names."""

    def series(first: int, count: int, role: str) -> Series:
        x, y = (Range(kind.frame, axis, first, count) for axis in "xy")
        return Series("", "", x, y, Range(kind.frame, "part", first, 1), role)

    yield series(1, 2, "guide")
    yield series(3, 2, "guide")
    for index in range(len(_QUADRANTS)):
        yield series(5 + index, 1, "quadrant")
