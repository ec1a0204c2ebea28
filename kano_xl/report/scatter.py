"""Maps of features: points by category in four quadrants, each with its label.

A map is drawn from two tables. One has a row per feature: its point, how far its label
has moved from it, and where that puts the label. The other holds the frame: the quadrant
lines and the names of the quadrants. All of it can be edited in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.labels import MARKER, Box, Label, fitted, place_labels
from kano_xl.report.report import Cell, Chart, Column, Formula, Range, Series, Table
from kano_xl.report.text_size import text_width

WIDTH, HEIGHT = 900, 620
PLOT = (64, 76, 812, 480)

LABEL_POINTS = 9
"""Size of the labels' text, in points."""

MOST_NAMES = 15
"""With more features than that, the labels are their ranks."""

MOST_LABELS = 100
"""Features further down the ranking have no label: a spreadsheet allows 255 series."""

_WIDEST_NAME = 160.0
_LINE = 15.0
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


def scatter_map(
    kind: ScatterMap,
    features: Sequence[FeatureResult],
    points: Sequence[Point | None],
    language: str,
) -> tuple[tuple[Table, Table], Chart]:
    """The tables behind a map, and the map.

    Args:
        kind: which map.
        features: in order of rank.
        points: a point per feature; None where it is undefined and so not drawn.
        language: of the texts.
    """
    drawn = [index for index, point in enumerate(points) if point is not None]
    dots = [kind.pixels(point) for point in points if point is not None]
    corners = _corners(kind, dots, language)
    names, labels = _labels(kind, [features[index] for index in drawn], dots, corners)
    rows: list[tuple[Cell, ...]] = [
        (feature.rank, feature.name, None, None, None, None, None, None, None)
        for feature in features
    ]
    for index, dot, name, label in zip(drawn, dots, names, labels, strict=True):
        point = points[index]
        assert point is not None
        rows[index] = _row(kind, features[index], point, dot, name, label)
    label_kind = "rank" if any(isinstance(name, int) for name in names) else "label"
    table = Table(
        kind.key,
        text(language, f"charts.chart.{kind.key}.table"),
        tuple(
            Column(key, _title(kind, key, language), column)
            for key, column in (
                ("rank", "rank"),
                ("feature", "text"),
                ("label", label_kind),
                ("right", "number"),
                ("up", "number"),
                ("x", "coefficient"),
                ("label_x", "coefficient"),
                ("y", "coefficient"),
                ("label_y", "coefficient"),
            )
        ),
        tuple(rows),
    )
    placed = [(index, label) for index, label in zip(drawn, labels, strict=True) if label]
    series = (
        *_frame_series(kind, corners),
        *(_label_series(kind, index, label) for index, label in placed),
        *_point_series(kind, features, drawn, language),
    )
    chart = Chart(
        kind.key,
        "scatter",
        text(language, f"charts.chart.{kind.key}.title"),
        _alt_text(kind, features, len(drawn), language),
        text(language, f"charts.chart.{kind.key}.x"),
        text(language, f"charts.chart.{kind.key}.y"),
        series,
        kind.bounds,
        kind.bounds,
        WIDTH,
        HEIGHT,
        PLOT,
    )
    return (table, _frame_table(kind, corners, language)), chart


def category_name(letter: str, language: str) -> str:
    """A category as a legend shows it."""
    name = text(language, f"names.category.{letter}")
    return name[:1].upper() + name[1:]


def _title(kind: ScatterMap, key: str, language: str) -> str:
    return text(language, f"charts.chart.column.{f'{kind.key}_{key}' if key in 'xy' else key}")


def _row(
    kind: ScatterMap,
    feature: FeatureResult,
    point: Point,
    dot: Point,
    name: Cell,
    label: Label | None,
) -> tuple[Cell, ...]:
    start = (feature.rank, feature.name)
    x, y = Formula(kind.x, point[0]), Formula(kind.y, point[1])
    if label is None:
        return (*start, name, None, None, x, None, y, None)
    (to_x, to_y), (from_x, from_y) = kind.value((label.x, label.y)), kind.value(dot)
    right, up = round(to_x - from_x, 4), round(to_y - from_y, 4)
    return (
        *start,
        name,
        right,
        up,
        x,
        Formula("{x}+{right}", point[0] + right),
        y,
        Formula("{y}+{up}", point[1] + up),
    )


def _labels(
    kind: ScatterMap,
    features: Sequence[FeatureResult],
    dots: Sequence[Point],
    corners: Sequence[tuple[str, Label, Box]],
) -> tuple[list[Cell], list[Label | None]]:
    """What each label says, and where it stands: names where they fit, else ranks."""
    names = [fitted(feature.name, LABEL_POINTS, _WIDEST_NAME) for feature in features]
    if len(names) <= MOST_NAMES and len(set(names)) == len(names):
        places = _places(kind, dots, names, corners)
        if all(places):
            return list(names), places
    ranks = [feature.rank for feature in features]
    places = _places(kind, dots[:MOST_LABELS], list(map(str, ranks)), corners)
    return list(ranks), places + [None] * (len(ranks) - len(places))


def _places(
    kind: ScatterMap,
    dots: Sequence[Point],
    texts: Sequence[str],
    corners: Sequence[tuple[str, Label, Box]],
) -> list[Label | None]:
    _, _, width, height = PLOT
    x, y = kind.pixels((kind.split, kind.split))
    sizes = [(text_width(label, LABEL_POINTS) + 4, _LINE) for label in texts]
    rules = (Box(x - 1, 0, x + 1, height), Box(0, y - 1, width, y + 1))
    clear = [box for _, _, box in corners]
    return list(place_labels(dots, sizes[: len(dots)], (width, height), clear, rules))


def _corners(
    kind: ScatterMap, dots: Sequence[Point], language: str
) -> list[tuple[str, Label, Box]]:
    """The name of each quadrant, in that corner of it that covers the fewest points."""
    _, _, width, height = PLOT
    middle_x, middle_y = kind.pixels((kind.split, kind.split))
    found = []
    for letter, across, upwards in _QUADRANTS:
        name = category_name(letter, language)
        size = text_width(name, LABEL_POINTS) + 4, _LINE
        left, right = (0.0, middle_x) if across < 0 else (middle_x, width)
        top, bottom = (0.0, middle_y) if upwards > 0 else (middle_y, height)
        inset = _MARGIN + _LINE / 2
        sides = [Label(left + _MARGIN - 4, 0, "right"), Label(right - _MARGIN + 4, 0, "left")]
        levels = [top + inset, bottom - inset]
        spots = [replace(side, y=level) for side in sides[::-across] for level in levels[::upwards]]
        places = [(spot, spot.box(*size)) for spot in spots]
        label, box = min(places, key=lambda place: _covered(place[1], dots))
        found.append((name, label, box))
    return found


def _covered(box: Box, dots: Sequence[Point]) -> int:
    """How many points' markers a box covers."""
    return sum(
        box.left - MARKER <= x <= box.right + MARKER
        and box.top - MARKER <= y <= box.bottom + MARKER
        for x, y in dots
    )


def _frame_table(
    kind: ScatterMap, corners: Sequence[tuple[str, Label, Box]], language: str
) -> Table:
    low, high = kind.bounds
    line = text(language, "charts.chart.frame.line")
    rows: list[tuple[Cell, ...]] = [
        (line, kind.split, low),
        (line, kind.split, high),
        (line, low, kind.split),
        (line, high, kind.split),
    ]
    for name, label, _ in corners:
        x, y = kind.value((label.x, label.y))
        rows.append((name, round(x, 4), round(y, 4)))
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


def _frame_series(kind: ScatterMap, corners: Sequence[tuple[str, Label, Box]]) -> Iterator[Series]:
    frame = f"{kind.key}_frame"

    def series(first: int, count: int, role: str, side: str) -> Series:
        x, y = (Range(frame, axis, first, count) for axis in "xy")
        return Series("", "", x, y, Range(frame, "part", first, 1), role, side=side)

    yield series(0, 2, "guide", "right")
    yield series(2, 2, "guide", "right")
    for index, (_, label, _) in enumerate(corners):
        yield series(4 + index, 1, "quadrant", label.side)


def _label_series(kind: ScatterMap, index: int, label: Label) -> Series:
    x, y = (Range(kind.key, axis, index, 1, f"label_{axis}") for axis in "xy")
    return Series("", "", x, y, Range(kind.key, "label", index, 1), "labels", side=label.side)


def _point_series(
    kind: ScatterMap, features: Sequence[FeatureResult], drawn: Sequence[int], language: str
) -> Iterator[Series]:
    """One series per run of rows that have a point and share a category."""
    runs = groupby(enumerate(drawn), lambda pair: (features[pair[1]].category, pair[1] - pair[0]))
    for (letter, _), run in runs:
        rows = [index for _, index in run]
        first, count = rows[0], len(rows)
        assert letter is not None
        yield Series(
            category_name(letter, language),
            letter,
            Range(kind.key, "x", first, count),
            Range(kind.key, "y", first, count),
            x_errors=Range(*kind.x_errors, first, count) if kind.x_errors else None,
            y_errors=Range(*kind.y_errors, first, count) if kind.y_errors else None,
        )


def _alt_text(
    kind: ScatterMap, features: Sequence[FeatureResult], shown: int, language: str
) -> str:
    letters = [feature.category for feature in features]
    listed = [
        text(
            language,
            "charts.chart.share",
            category=text(language, f"names.category.{letter}"),
            n=letters.count(letter),
        )
        for letter in PRECEDENCE
        if letter in letters
    ]
    return text(
        language,
        f"charts.chart.{kind.key}.alt",
        shown=shown,
        n=len(features),
        categories=text(language, "charts.chart.share_separator").join(listed) or "–",
    )
