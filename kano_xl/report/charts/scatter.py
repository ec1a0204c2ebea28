"""The map of a report: its points, and its labels at places that were searched for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.charts.maps import Coordinates, Reach
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
    Split,
    frame_table,
    place_corners,
    quadrant_lines,
)
from kano_xl.report.report import Cell, Chart, Formula, ReportTable
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words, chosen_percent

MARKED = ("R", "Q")
"""Categories that no quadrant stands for: the labels of their features say so."""

_WIDEST_NAME = 172.0


class Outlines(NamedTuple):
    """What is drawn around the points of a map, for labels to avoid where they can.

    Attributes:
        notes: what the title says of it.
        places: of lines around the points, in the units of the axes.
    """

    notes: tuple[str, ...] = ()
    places: tuple[Point, ...] = ()


def scatter_map(
    kind: ScatterMap,
    coordinates: Coordinates,
    features: Sequence[FeatureResult],
    extent: Extent,
    settings: Settings,
    outlines: Outlines | None = None,
) -> tuple[tuple[ReportTable, ReportTable], Chart]:
    """The tables behind a map, and the map.

    Args:
        kind: which map.
        coordinates: where the features stand on it.
        features: in order of rank.
        extent: how much of its table it draws, however many features there are.
        settings: the language of the texts, and where a map is split that can be split at means.
        outlines: what else is drawn around the points.
    """
    words, outlines = Words.of(settings), outlines or Outlines()
    points = [coordinates.point(feature) for feature in features]
    errors = [coordinates.errors(feature) for feature in features]
    drawn = [index for index, point in enumerate(points) if point is not None]
    here = [point for point in points if point is not None]
    dots = [kind.pixels(point) for point in here]
    split = _split(kind, coordinates, here, settings)
    corners = place_corners(kind, split, dots, words)
    rules = [
        *quadrant_lines(kind, split),
        *_bars(kind, dots, [errors[index] for index in drawn]),
        *_spots(map(kind.pixels, outlines.places)),
    ]
    names, labels, are_ranks = _labels(
        [features[index] for index in drawn],
        dots,
        sum(index < extent.labels for index in drawn),
        corners,
        rules,
        words,
    )
    placed = dict(zip(drawn, zip(dots, names, labels, strict=True), strict=True))
    rows = [
        MapRow(feature, point, dot, name, label, error)
        for index, (feature, point, error) in enumerate(zip(features, points, errors, strict=True))
        for dot, name, label in [placed.get(index, (None, None, None))]
    ]
    notes = (*(["ranks"] if are_ranks else []), *(["mean"] if split != kind.middle else []))
    title = _title(kind, (*notes, *outlines.notes), settings)
    table = map_table(kind, coordinates, words, rows)
    frame = frame_table(kind, split, title, corners, words)
    return (table, frame), scatter_chart(kind, title, extent, words)


def _title(kind: ScatterMap, notes: Sequence[str], settings: Settings) -> str:
    """What stands above a map: what it is, and what one has to know to read it."""
    language = settings.language
    title = text(language, f"charts.chart.{kind.key}.title")
    if not notes:
        return title
    level = chosen_percent(settings.confidence)
    said = [text(language, f"charts.chart.note.{note}", level=level) for note in notes]
    joined = text(language, "charts.chart.note_separator").join(said)
    return text(language, "charts.chart.noted", title=title, notes=joined)


def _split(
    kind: ScatterMap, coordinates: Coordinates, points: Sequence[Point], settings: Settings
) -> Split:
    """Where a map is split: at the means if that is chosen, and if there are any."""
    if settings.quadrants != "mean" or not coordinates.x_mean or not points:
        return kind.middle
    x, y = (sum(along) / len(points) for along in zip(*points, strict=True))
    usual = f"{kind.split:g}"
    return Split(
        (x, y),
        Formula(f"IFERROR({coordinates.x_mean},{usual})", x),
        Formula(f"IFERROR({coordinates.y_mean},{usual})", y),
    )


def _bars(kind: ScatterMap, dots: Sequence[Point], errors: Sequence[Reach]) -> list[LabelBox]:
    """The error bars, as such rectangles."""
    low, high = kind.bounds
    _, _, width, height = PLOT
    found = []
    for (x, y), reach in zip(dots, errors, strict=True):
        across, upwards = width / (high - low), height / (high - low)
        if reach.left or reach.right:
            found.append(LabelBox(x - reach.left * across, y - 1, x + reach.right * across, y + 1))
        if reach.down or reach.up:
            found.append(LabelBox(x - 1, y - reach.up * upwards, x + 1, y + reach.down * upwards))
    return found


def _spots(places: Iterable[Point]) -> list[LabelBox]:
    """Places on lines, as such rectangles."""
    return [LabelBox(x - 2, y - 2, x + 2, y + 2) for x, y in places]


def _labels(
    features: Sequence[FeatureResult],
    dots: Sequence[Point],
    most: int,
    corners: Sequence[Corner],
    rules: Sequence[LabelBox],
    words: Words,
) -> tuple[list[Cell], list[tuple[Label, Size] | None], bool]:
    """What each label says, its place and its size: names where they fit, else ranks.

    Only the first ``most`` ranks have a place. The last value says whether they are ranks.
    """
    clear = [corner.box for corner in corners]

    def placed(texts: Sequence[str]) -> list[tuple[Label, Size] | None]:
        sizes = [(text_width(label, LABEL_POINTS) + APART, LINE) for label in texts]
        labelled, bare = dots[: len(sizes)], dots[len(sizes) :]
        markers = [LabelBox(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in bare]
        places = place_labels(labelled, sizes, PLOT[2:], clear + markers, rules)
        found = zip(places, sizes, strict=True)
        return [None if place is None else (place, size) for place, size in found]

    names = [_name(feature, words) for feature in features]
    if len(names) <= min(MOST_NAMES, most) and len(set(names)) == len(names):
        labels = placed(names)
        if all(labels):
            return list(names), labels, False
    ranks = [_rank(feature) for feature in features]
    labels = placed([str(rank) for rank in ranks[:most]])
    return list(ranks), labels + [None] * (len(ranks) - len(labels)), bool(ranks)


def _name(feature: FeatureResult, words: Words) -> str:
    """A feature's name as its label; with its category where no quadrant stands for that."""
    short = fitted(feature.name, LABEL_POINTS, _WIDEST_NAME)
    if feature.category not in MARKED:
        return short
    category = words.category(feature.category)
    return text(words.language, "charts.chart.marked", label=short, category=category)


def _rank(feature: FeatureResult) -> int | str:
    """The same, by its rank."""
    if feature.category not in MARKED:
        return feature.rank
    return f"{feature.rank} {feature.category}"
