"""The frame of a map of features: its scale, its quadrant lines and quadrant names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kano_xl.languages import text
from kano_xl.report.labels import Box, Label
from kano_xl.report.report import Cell, Column, Range, Series, Table
from kano_xl.report.text_size import text_width

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

_AWAY_FROM_POINTS = 24.0
_MARGIN = 8.0
_QUADRANTS = (("A", -1, 1), ("O", 1, 1), ("I", -1, -1), ("M", 1, -1))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScatterMap:
    """What kind of map it is.

    Attributes:
        key: of the chart, its tables and its texts in the catalogue ``charts``.
        bounds: both axes' ends.
        split: where both axes are split into quadrants.
        x, y: templates of the formulas of a feature's coordinates.
        x_errors, y_errors: table and column of the error bars; None for none.
    """

    key: str
    bounds: tuple[float, float]
    split: float
    x: str
    y: str
    x_errors: tuple[str, str] | None = None
    y_errors: tuple[str, str] | None = None

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
    """The name of a quadrant, where it stands, and the rectangle it covers, in pixels."""

    name: str
    label: Label
    box: Box


def category_name(letter: str, language: str) -> str:
    """A category as a legend shows it."""
    name = text(language, f"names.category.{letter}")
    return name[:1].upper() + name[1:]


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
        sides = [Label(left + _MARGIN - 4, 0, "right"), Label(right - _MARGIN + 4, 0, "left")]
        levels = [top + inset, bottom - inset]
        spots = [replace(side, y=level) for side in sides[::-across] for level in levels[::upwards]]
        places = [(spot, spot.box(*size)) for spot in spots]
        label, box = min(places, key=lambda place: _crowd(place[1], dots))
        found.append(Corner(name, label, box))
    return found


def _crowd(box: Box, dots: Sequence[Point]) -> int:
    """How many points lie under a box or near it."""
    away = _AWAY_FROM_POINTS
    return sum(
        box.left - away <= x <= box.right + away and box.top - away <= y <= box.bottom + away
        for x, y in dots
    )


def frame_table(kind: ScatterMap, corners: Sequence[Corner], language: str) -> Table:
    """The table that the frame is drawn from: four ends of lines, then four names."""
    low, high = kind.bounds
    line = text(language, "charts.chart.frame.line")
    rows: list[tuple[Cell, ...]] = [
        (line, kind.split, low),
        (line, kind.split, high),
        (line, low, kind.split),
        (line, high, kind.split),
    ]
    for corner in corners:
        x, y = kind.value((corner.label.x, corner.label.y))
        rows.append((corner.name, round(x, 4), round(y, 4)))
    return Table(
        f"{kind.key}_frame",
        text(language, f"charts.chart.{kind.key}.frame"),
        (
            Column("part", text(language, "charts.chart.column.frame"), "label"),
            Column("x", text(language, "charts.chart.column.frame_x"), "number"),
            Column("y", text(language, "charts.chart.column.frame_y"), "number"),
        ),
        tuple(rows),
    )


def frame_series(kind: ScatterMap, corners: Sequence[Corner]) -> Iterator[Series]:
    """The quadrant lines and the quadrant names."""
    frame = f"{kind.key}_frame"

    def series(first: int, count: int, role: str, side: str) -> Series:
        x, y = (Range(frame, axis, first, count) for axis in "xy")
        return Series("", "", x, y, Range(frame, "part", first, 1), role, side=side)

    yield series(0, 2, "guide", "right")
    yield series(2, 2, "guide", "right")
    for index, corner in enumerate(corners):
        yield series(4 + index, 1, "quadrant", corner.label.side)
