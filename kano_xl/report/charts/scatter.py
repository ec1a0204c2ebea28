"""The map of a report: its points, and its labels at places that were searched for."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.charts.maps import Coordinates
from kano_xl.report.charts.scatter_cells import MapRow, Size, map_table
from kano_xl.report.charts.scatter_chart import MOST_NAMES, Extent, scatter_chart
from kano_xl.report.charts.scatter_frame import (
    APART,
    LABEL_POINTS,
    LINE,
    PLOT,
    Corner,
    Point,
    ScatterMap,
    frame_table,
    place_corners,
)
from kano_xl.report.report import Cell, Chart, ReportTable
from kano_xl.report.typesetting.text_size import text_width

_WIDEST_NAME = 172.0


def scatter_map(
    kind: ScatterMap,
    coordinates: Coordinates,
    features: Sequence[FeatureResult],
    extent: Extent,
    language: str,
) -> tuple[tuple[ReportTable, ReportTable], Chart]:
    """The tables behind a map, and the map.

    Args:
        kind: which map.
        coordinates: where the features stand on it.
        features: in order of rank.
        extent: how much of its table it draws, however many features there are.
        language: of the texts.
    """
    points = [coordinates.point(feature) for feature in features]
    errors = [coordinates.errors(feature) for feature in features]
    drawn = [index for index, point in enumerate(points) if point is not None]
    dots = [kind.pixels(point) for point in points if point is not None]
    corners = place_corners(kind, dots, language)
    x, y = kind.pixels((kind.split, kind.split))
    _, _, width, height = PLOT
    rules = [LabelBox(x - 1, 0, x + 1, height), LabelBox(0, y - 1, width, y + 1)]
    if kind.error_bars:
        rules += _bars(kind, dots, [errors[index] for index in drawn])
    names, labels = _labels(
        [features[index] for index in drawn],
        dots,
        sum(index < extent.labels for index in drawn),
        corners,
        rules,
    )
    placed = dict(zip(drawn, zip(dots, names, labels, strict=True), strict=True))
    rows = [
        MapRow(feature, point, dot, name, label, error)
        for index, (feature, point, error) in enumerate(zip(features, points, errors, strict=True))
        for dot, name, label in [placed.get(index, (None, None, None))]
    ]
    ranks = any(isinstance(name, int) for name in names)
    title = text(language, f"charts.chart.{kind.key}.{'title_ranks' if ranks else 'title'}")
    table = map_table(kind, coordinates, language, rows)
    frame = frame_table(kind, title, corners, language)
    return (table, frame), scatter_chart(kind, title, extent, language)


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
