"""Maps of features: points by category in four quadrants, each with its label.

A map is drawn from two tables. One has a row per feature: its point, how far its label
has moved from it, and where that puts the label. The other holds the frame: the quadrant
lines and the names of the quadrants. All of it can be edited in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.label_search import MARKER
from kano_xl.report.labels import Box, Label, fitted, place_labels
from kano_xl.report.report import Cell, Chart, Column, Formula, Range, Series, Table
from kano_xl.report.scatter_frame import (
    APART,
    HEIGHT,
    LABEL_POINTS,
    LINE,
    PLOT,
    WIDTH,
    Corner,
    Point,
    ScatterMap,
    category_name,
    frame_series,
    frame_table,
    place_corners,
)
from kano_xl.report.text_size import text_width

MOST_NAMES = 15
"""With more features than that, the labels are their ranks."""

MOST_LABELS = 100
"""Features further down the ranking have no label: a spreadsheet allows 255 series."""

_WIDEST_NAME = 172.0


def scatter_map(
    kind: ScatterMap,
    features: Sequence[FeatureResult],
    points: Sequence[Point | None],
    errors: Sequence[Point],
    language: str,
) -> tuple[tuple[Table, Table], Chart]:
    """The tables behind a map, and the map.

    Args:
        kind: which map.
        features: in order of rank.
        points: a point per feature; None where it is undefined and so not drawn.
        errors: half the length of each feature's error bars, across and upwards; empty
            where the map has none.
        language: of the texts.
    """
    drawn = [index for index, point in enumerate(points) if point is not None]
    dots = [kind.pixels(point) for point in points if point is not None]
    corners = place_corners(kind, dots, language)
    x, y = kind.pixels((kind.split, kind.split))
    _, _, width, height = PLOT
    rules = [Box(x - 1, 0, x + 1, height), Box(0, y - 1, width, y + 1)]
    if errors:
        rules += _bars(kind, dots, [errors[index] for index in drawn])
    names, labels = _labels([features[index] for index in drawn], dots, corners, rules)
    rows: list[tuple[Cell, ...]] = [
        (feature.rank, feature.name, None, None, None, None, None, None, None)
        for feature in features
    ]
    for index, dot, name, label in zip(drawn, dots, names, labels, strict=True):
        point = points[index]
        assert point is not None
        rows[index] = _row(kind, features[index], point, dot, name, label)
    ranks = any(isinstance(name, int) for name in names)
    table = Table(
        kind.key,
        text(language, f"charts.chart.{kind.key}.table"),
        tuple(
            Column(key, _title(kind, key, language), column)
            for key, column in (
                ("rank", "rank"),
                ("feature", "text"),
                ("label", "rank" if ranks else "label"),
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
    placed = zip(drawn, labels, strict=True)
    series = (
        *frame_series(kind, corners),
        *(_label_series(kind, index, label) for index, label in placed if label),
        *_point_series(kind, features, drawn, language),
    )
    chart = Chart(
        kind.key,
        "scatter",
        text(language, f"charts.chart.{kind.key}.{'title_ranks' if ranks else 'title'}"),
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
    return (table, frame_table(kind, corners, language)), chart


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


def _bars(kind: ScatterMap, dots: Sequence[Point], errors: Sequence[Point]) -> list[Box]:
    """The error bars, as rectangles that labels avoid where they can."""
    low, high = kind.bounds
    _, _, width, height = PLOT
    found = []
    for (x, y), (across, upwards) in zip(dots, errors, strict=True):
        half_x, half_y = across / (high - low) * width, upwards / (high - low) * height
        found += [
            Box(x - half_x, y - 1, x + half_x, y + 1),
            Box(x - 1, y - half_y, x + 1, y + half_y),
        ]
    return found


def _labels(
    features: Sequence[FeatureResult],
    dots: Sequence[Point],
    corners: Sequence[Corner],
    rules: Sequence[Box],
) -> tuple[list[Cell], list[Label | None]]:
    """What each label says, and where it stands: names where they fit, else ranks."""
    clear = [corner.box for corner in corners]

    def placed(texts: Sequence[str]) -> list[Label | None]:
        sizes = [(text_width(label, LABEL_POINTS) + APART, LINE) for label in texts]
        labelled, bare = dots[: len(sizes)], dots[len(sizes) :]
        markers = [Box(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in bare]
        return list(place_labels(labelled, sizes, PLOT[2:], clear + markers, rules))

    names = [fitted(feature.name, LABEL_POINTS, _WIDEST_NAME) for feature in features]
    if len(names) <= MOST_NAMES and len(set(names)) == len(names):
        labels = placed(names)
        if all(labels):
            return list(names), labels
    ranks = [feature.rank for feature in features]
    labels = placed([str(rank) for rank in ranks[:MOST_LABELS]])
    return list(ranks), labels + [None] * (len(ranks) - len(labels))


def _label_series(kind: ScatterMap, index: int, label: Label) -> Series:
    """A label; one that stands further off has its point as well, for a line to lead there."""
    x, y = (
        Range(kind.key, axis, index, 1, f"label_{axis}")
        if label.led
        else Range(kind.key, f"label_{axis}", index, 1)
        for axis in "xy"
    )
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
