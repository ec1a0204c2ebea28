"""Maps of features: points by category in four quadrants, each with its label.

A map is drawn from two tables. One has a row per feature: its point, how far its label
has moved from it, and where that puts the label. The other holds the frame: the title, the
quadrant lines and the names of the quadrants. What a map shows depends on these cells alone:
its series are the same for every survey, so it can be drawn anew by writing cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.label_search import MARKER
from kano_xl.report.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.report import Cell, Chart, Range, ReportTable, Series
from kano_xl.report.scatter_cells import MapRow, Size, map_table
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
    title_cell,
)
from kano_xl.report.text_size import text_width

MOST_NAMES = 15
"""With more features than that, the labels are their ranks."""

MOST_LABELS = 100
"""Features further down the ranking have no label: a spreadsheet allows 255 series."""

MOST_LABELS_IN_A_ROOM = 60
"""As many labels has a map with room, drawn anew with every survey."""

_WIDEST_NAME = 172.0


def scatter_map(
    kind: ScatterMap,
    features: Sequence[FeatureResult],
    points: Sequence[Point | None],
    errors: Sequence[Point],
    language: str,
    room: int | None = None,
) -> tuple[tuple[ReportTable, ReportTable], Chart]:
    """The tables behind a map, and the map.

    Args:
        kind: which map.
        features: in order of rank.
        points: a point per feature; None where it is undefined and so not drawn.
        errors: half the length of each feature's error bars, across and upwards; empty
            where the map has none.
        language: of the texts.
        room: rows that the map draws, however many features there are; None for just those.
    """
    rows = len(features) if room is None else room
    labelled = min(rows, MOST_LABELS if room is None else MOST_LABELS_IN_A_ROOM)
    drawn = [index for index, point in enumerate(points) if point is not None]
    dots = [kind.pixels(point) for point in points if point is not None]
    corners = place_corners(kind, dots, language)
    x, y = kind.pixels((kind.split, kind.split))
    _, _, width, height = PLOT
    rules = [LabelBox(x - 1, 0, x + 1, height), LabelBox(0, y - 1, width, y + 1)]
    if errors:
        rules += _bars(kind, dots, [errors[index] for index in drawn])
    names, labels = _labels(
        [features[index] for index in drawn],
        dots,
        sum(index < labelled for index in drawn),
        corners,
        rules,
    )
    placed = dict(zip(drawn, zip(dots, names, labels, strict=True), strict=True))
    table = map_table(
        kind,
        language,
        [
            MapRow(feature, point, dot, name, label, errors[index] if errors else (0.0, 0.0))
            for index, (feature, point) in enumerate(zip(features, points, strict=True))
            for dot, name, label in [placed.get(index, (None, None, None))]
        ],
    )
    ranks = any(isinstance(name, int) for name in names)
    title = text(language, f"charts.chart.{kind.key}.{'title_ranks' if ranks else 'title'}")
    chart = Chart(
        kind.key,
        kind.name,
        "scatter",
        title,
        _alt_text(kind, features, len(drawn), language, room),
        text(language, f"charts.chart.{kind.key}.x"),
        text(language, f"charts.chart.{kind.key}.y"),
        # A series whose rows are all hidden takes no part in the counting of legend entries, by
        # which Excel leaves some out: so what is always there comes first.
        (
            *frame_series(kind),
            *_point_series(kind, rows, language),
            *(_leader_series(kind, index) for index in range(labelled)),
            *(_label_series(kind, index) for index in range(labelled)),
        ),
        kind.bounds,
        kind.bounds,
        WIDTH,
        HEIGHT,
        PLOT,
        title_cell(kind),
    )
    return (table, frame_table(kind, title, corners, language)), chart


def _bars(kind: ScatterMap, dots: Sequence[Point], errors: Sequence[Point]) -> list[LabelBox]:
    """The error bars, as rectangles that labels avoid where they can."""
    low, high = kind.bounds
    _, _, width, height = PLOT
    found = []
    for (x, y), (across, upwards) in zip(dots, errors, strict=True):
        half_x, half_y = across / (high - low) * width, upwards / (high - low) * height
        found += [
            LabelBox(x - half_x, y - 1, x + half_x, y + 1),
            LabelBox(x - 1, y - half_y, x + 1, y + half_y),
        ]
    return found


def _labels(
    features: Sequence[FeatureResult],
    dots: Sequence[Point],
    most: int,
    corners: Sequence[Corner],
    rules: Sequence[LabelBox],
) -> tuple[list[Cell], list[tuple[Label, Size] | None]]:
    """What each label says, its place and its size: names where they fit, else ranks.

    Only the first ``most`` ranks have a place.
    """
    clear = [corner.box for corner in corners]

    def placed(texts: Sequence[str]) -> list[tuple[Label, Size] | None]:
        sizes = [(text_width(label, LABEL_POINTS) + APART, LINE) for label in texts]
        labelled, bare = dots[: len(sizes)], dots[len(sizes) :]
        markers = [LabelBox(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in bare]
        places = place_labels(labelled, sizes, PLOT[2:], clear + markers, rules)
        found = zip(places, sizes, strict=True)
        return [None if place is None else (place, size) for place, size in found]

    names = [fitted(feature.name, LABEL_POINTS, _WIDEST_NAME) for feature in features]
    if len(names) <= min(MOST_NAMES, most) and len(set(names)) == len(names):
        labels = placed(names)
        if all(labels):
            return list(names), labels
    ranks = [feature.rank for feature in features]
    labels = placed([str(rank) for rank in ranks[:most]])
    return list(ranks), labels + [None] * (len(ranks) - len(labels))


def _leader_series(kind: ScatterMap, index: int) -> Series:
    """From the edge of a point's marker to its label, where the label stands apart."""
    x, y = (Range(kind.key, f"from_{axis}", index, 1, f"lead_{axis}") for axis in "xy")
    return Series("", "", x, y, role="leader")


def _label_series(kind: ScatterMap, index: int) -> Series:
    x, y = (Range(kind.key, f"label_{axis}", index, 1) for axis in "xy")
    return Series("", "", x, y, Range(kind.key, "label", index, 1), "labels")


def _point_series(kind: ScatterMap, rows: int, language: str) -> Iterator[Series]:
    """One series per category, over the points of all features."""
    errors = [Range(kind.key, f"{axis}_error", 0, rows) if kind.x_error else None for axis in "xy"]
    for letter in PRECEDENCE:
        yield Series(
            category_name(letter, language),
            letter,
            Range(kind.key, "x", 0, rows),
            Range(kind.key, f"y_{letter}", 0, rows),
            x_errors=errors[0],
            y_errors=errors[1],
        )


def _alt_text(
    kind: ScatterMap,
    features: Sequence[FeatureResult],
    shown: int,
    language: str,
    room: int | None,
) -> str:
    """What the map shows; with room only what it shows of every survey."""
    if room is not None:
        return text(language, f"charts.chart.{kind.key}.alt_any")
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
