"""The frame of a map of features: its scale, its quadrant lines and quadrant names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kano_xl.languages import text
from kano_xl.report.charts.label_search import INSET
from kano_xl.report.charts.labels import Label, LabelBox
from kano_xl.report.report import Cell, Range, ReportColumn, ReportTable, Series
from kano_xl.report.typesetting.text_size import text_width

WIDTH, HEIGHT = 900, 600
"""Size of a map, in pixels."""

PLOT = (64, 72, 812, 470)
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

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScatterMap:
    """What kind of map it is.

    Attributes:
        key: of the chart, its tables and its texts in the catalogue ``charts``.
        name: of the chart in the workbook.
        bounds: both axes' ends.
        split: where both axes are split into quadrants.
        error_bars: whether its points have them.
    """

    key: str
    name: str
    bounds: tuple[float, float]
    split: float
    error_bars: bool = False

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


@dataclass(frozen=True, slots=True)
class Corner:
    """The name of a quadrant, and the rectangle that it covers, in pixels."""

    name: str
    box: LabelBox


def category_name(letter: str, language: str) -> str:
    """A category as a legend shows it."""
    name = text(language, f"names.category.{letter}")
    return name[:1].upper() + name[1:]


def column_title(kind: ScatterMap, key: str, language: str) -> str:
    """What stands above a column of the points of a map."""
    if key.startswith("y_") and key != "y_error":
        return category_name(key.removeprefix("y_"), language)
    named = f"{kind.key}_{key}" if key in ("x", "y") else key
    return text(language, f"charts.chart.column.{named}")


def place_corners(kind: ScatterMap, dots: Sequence[Point], language: str) -> list[Corner]:
    """The name of each quadrant, in that corner of it that has the fewest points."""
    _, _, width, height = PLOT
    middle_x, middle_y = kind.pixels((kind.split, kind.split))
    found = []
    for letter, across, upwards in _QUADRANTS:
        name = category_name(letter, language)
        size = text_width(name, LABEL_POINTS) + APART, LINE
        left, right = (0.0, middle_x) if across < 0 else (middle_x, width)
        top, bottom = (0.0, middle_y) if upwards > 0 else (middle_y, height)
        inset = _MARGIN + LINE / 2
        sides = [(left + _MARGIN - INSET, "right"), (right - _MARGIN + INSET, "left")]
        levels = [top + inset, bottom - inset]
        spots = [
            Label(x, level, side).box(*size)
            for x, side in sides[::-across]
            for level in levels[::upwards]
        ]
        found.append(Corner(name, min(spots, key=lambda box: _crowd(box, dots))))
    return found


def _crowd(box: LabelBox, dots: Sequence[Point]) -> int:
    """How many points lie under a box or near it."""
    away = _AWAY_FROM_POINTS
    return sum(
        box.left - away <= x <= box.right + away and box.top - away <= y <= box.bottom + away
        for x, y in dots
    )


def frame_table(
    kind: ScatterMap, title: str, corners: Sequence[Corner], language: str
) -> ReportTable:
    """The table that the frame is drawn from, of `FRAME_ROWS` rows and `FRAME_COLUMNS`."""
    low, high = kind.bounds
    line = text(language, "charts.chart.frame.line")
    rows: list[tuple[Cell, ...]] = [
        (title, None, None),
        (line, kind.split, low),
        (line, kind.split, high),
        (line, low, kind.split),
        (line, high, kind.split),
    ]
    for corner in corners:
        x, y = kind.value(corner.box.centre)
        rows.append((corner.name, round(x, 4), round(y, 4)))
    return ReportTable(
        kind.frame,
        text(language, f"charts.chart.{kind.key}.frame"),
        tuple(
            ReportColumn(key, text(language, f"charts.chart.column.frame_{key}"), holds)
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
