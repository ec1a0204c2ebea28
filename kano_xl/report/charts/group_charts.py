"""The chart of groups: how features move from one group to the other, or which answers each gives.

Two groups stand on the Better–Worse map, a line from one to the other for each feature. Of more
groups lines would cross everywhere, so there are bars instead: the shares of the categories in
every group, for the features in which the groups differ most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult, Group
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.charts.maps import BETTER_WORSE, COEFFICIENTS
from kano_xl.report.charts.scatter_chart import category_series, label_series, map_chart
from kano_xl.report.charts.scatter_frame import (
    APART,
    LABEL_POINTS,
    LINE,
    PLOT,
    Corner,
    Point,
    ScatterMap,
    frame_series,
    frame_table,
    place_corners,
    quadrant_lines,
)
from kano_xl.report.charts.shares import bars_chart, bars_table
from kano_xl.report.report import (
    UNDRAWN,
    Cell,
    Chart,
    Range,
    ReportColumn,
    ReportTable,
    Series,
)
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words

MOST_GROUPS = 20
"""Groups in view, the largest ones; all of them are in the JSON."""

MOST_MOVES = 12
"""Features whose moves are drawn, those first in which the groups differ most."""

MOST_BARS = 24
"""Bars of the chart of more than two groups: of as many features as there is room for."""

MOST_FEATURES = 5
"""Features of that chart."""

_MOVES = ScatterMap("moves", "Kano groups", (0.0, 1.0), 0.5)
_WIDEST_NAME = 172.0
_WIDEST_GROUP = 110.0
_TITLE_POINTS = 13.0
_MARKER = 6.0
_SPOTS = 12
_LINES = ("from_x", "to_x", "from_y", "to_y", "lead_x", "lead_to_x", "lead_y", "lead_to_y")
_PLACES = (*_LINES, "label_x", "label_y")


class GroupChart(NamedTuple):
    """A chart of groups.

    Attributes:
        chart: what is drawn.
        title: of the table.
        table: what it is drawn from.
        frame: the same of its lines and names of quadrants; None for bars.
    """

    chart: Chart
    title: str
    table: ReportTable
    frame: ReportTable | None = None


def group_chart(analysis: Analysis) -> GroupChart:
    """The chart of a survey that has groups."""
    words = Words.of(analysis.settings)
    if len(analysis.groups) == 2:
        return _moves(analysis, words)
    return _bars(analysis, analysis.groups[:MOST_GROUPS], words)


def _bars(analysis: Analysis, groups: Sequence[Group], words: Words) -> GroupChart:
    """A bar for each feature and group."""
    most = min(MOST_FEATURES, max(1, MOST_BARS // len(groups)))
    features = analysis.by_difference()[:most]
    rows = [
        (_beside(feature, group), group.feature(feature.name))
        for feature in features
        for group in groups
    ]
    title, alt = (
        text(
            words.language,
            f"charts.chart.groups.{key}",
            n=len(groups),
            features=len(features),
            **words.named,
        )
        for key in ("title", "alt")
    )
    table = bars_table("group_shares", "charts.chart.groups.table", rows, words)
    labels = [label for label, _ in rows]
    chart = bars_chart("group_shares", _MOVES.name, labels, (title, alt), words)
    return GroupChart(chart, title, table)


def _beside(feature: FeatureResult, group: Group) -> str:
    name = fitted(feature.name, LABEL_POINTS, _WIDEST_GROUP)
    return f"{name} · {fitted(group.name, LABEL_POINTS, _WIDEST_GROUP)}"


class _Move(NamedTuple):
    """A feature's way on the map from the first group to the second; ``dot`` is its end."""

    name: str
    letter: str
    start: Point
    end: Point
    label: Label | None = None

    @property
    def dot(self) -> Point:
        return _MOVES.pixels(self.end)

    @property
    def size(self) -> tuple[float, float]:
        return text_width(self.name, LABEL_POINTS) + APART, LINE

    def spots(self) -> Iterator[LabelBox]:
        """Places on the way, and its start, for labels to avoid where they can."""
        (x, y), (u, v) = _MOVES.pixels(self.start), self.dot
        for step in range(_SPOTS + 1):
            across, down = x + (u - x) * step / _SPOTS, y + (v - y) * step / _SPOTS
            half = _MARKER if step == 0 else 2
            yield LabelBox(across - half, down - half, across + half, down + half)

    def cells(self) -> tuple[Cell, ...]:
        """What is drawn from, in the order of the columns."""
        (x, y), (u, v) = self.start, self.end
        led: tuple[Cell, ...] = (None,) * 4
        centre: tuple[Cell, ...] = (None,) * 2
        if self.label is not None:
            across, up = _MOVES.value(self.label.box(*self.size).centre)
            centre = round(across, 4), round(up, 4)
            if self.label.led:
                to_x, to_y = _MOVES.value((self.label.x, self.label.y))
                led = u, round(to_x, 4), v, round(to_y, 4)
        heights = (v if letter == self.letter else UNDRAWN for letter in PRECEDENCE)
        return (self.name, x, u, y, v, *led, *centre, *heights)


def _moves(analysis: Analysis, words: Words) -> GroupChart:
    """The map of two groups."""
    moves = list(_found(analysis))[:MOST_MOVES]
    dots = [move.dot for move in moves]
    corners = place_corners(
        _MOVES, _MOVES.middle, [*dots, *(_MOVES.pixels(move.start) for move in moves)], words
    )
    moves = _labelled(moves, corners)
    one, two = (fitted(group.name, _TITLE_POINTS, _WIDEST_NAME) for group in analysis.groups[:2])
    title = text(words.language, "charts.chart.moves.title", one=one, two=two)
    if len(analysis.features) > MOST_MOVES:
        some = text(
            words.language, "charts.chart.moves.some", n=len(moves), total=len(analysis.features)
        )
        title = text(words.language, "charts.chart.noted", title=title, notes=some)
    named = text(words.language, "charts.chart.moves.named")
    return GroupChart(
        _moves_chart(moves, title, len(analysis.features), words),
        named,
        _moves_table(moves, words),
        frame_table(_MOVES, _MOVES.middle, title, corners, words),
    )


def _found(analysis: Analysis) -> Iterator[_Move]:
    """The moves of those features that stand on the map in both groups."""
    for feature in analysis.by_difference():
        name = fitted(feature.name, LABEL_POINTS, _WIDEST_NAME)
        one, two = (group.feature(feature.name) for group in analysis.groups[:2])
        if one is None or two is None or two.category is None:
            continue
        start, end = COEFFICIENTS.point(one), COEFFICIENTS.point(two)
        if start is not None and end is not None:
            yield _Move(name, two.category, start, end)


def _labelled(moves: Sequence[_Move], corners: Sequence[Corner]) -> list[_Move]:
    """The moves with the places of their labels; one for which there is none has none."""
    rules = [
        *quadrant_lines(_MOVES, _MOVES.middle),
        *(spot for move in moves for spot in move.spots()),
    ]
    labels = place_labels(
        [move.dot for move in moves],
        [move.size for move in moves],
        PLOT[2:],
        [corner.box for corner in corners],
        rules,
    )
    return [
        _Move(move.name, move.letter, move.start, move.end, label)
        for move, label in zip(moves, labels, strict=True)
    ]


def _moves_table(moves: Sequence[_Move], words: Words) -> ReportTable:
    """The table that the moves are drawn from, a row for each."""

    def title(key: str) -> str:
        return text(words.language, f"charts.chart.move.{key}")

    columns = (
        ReportColumn("label", text(words.language, "charts.chart.column.feature"), "text"),
        *(ReportColumn(key, title(key), "number") for key in _PLACES),
        *(
            ReportColumn(f"y_{letter}", words.category_first(letter), "number")
            for letter in PRECEDENCE
        ),
    )
    return ReportTable(
        _MOVES.key,
        text(words.language, "charts.chart.moves.table"),
        columns,
        tuple(move.cells() for move in moves),
    )


def _moves_chart(moves: Sequence[_Move], title: str, features: int, words: Words) -> Chart:
    alt_text = text(
        words.language, "charts.chart.moves.alt", shown=len(moves), n=features, **words.named
    )
    series = tuple(_series(moves, words))
    return map_chart(_MOVES, BETTER_WORSE.key, title, alt_text, series, words)


def _series(moves: Sequence[_Move], words: Words) -> Iterator[Series]:
    """What is drawn, from the back to the front."""
    key, rows = _MOVES.key, len(moves)
    yield from frame_series(_MOVES)
    for row, move in enumerate(moves):
        if move.label is not None and move.label.led:
            yield Series(
                "", "", *_line("lead_x", "lead_to_x", "lead_y", "lead_to_y", row), None, "leader"
            )
        yield Series("", "", *_line("from_x", "to_x", "from_y", "to_y", row), None, "move")
    if rows:
        x, y = Range(key, "from_x", 0, rows), Range(key, "from_y", 0, rows)
        yield Series("", "", x, y, None, "start")
    for letter in PRECEDENCE:
        if any(move.letter == letter for move in moves):
            yield category_series(_MOVES, letter, "to_x", rows, words)
    for row, move in enumerate(moves):
        if move.label is not None:
            yield label_series(_MOVES, row)


def _line(x: str, to_x: str, y: str, to_y: str, row: int) -> tuple[Range, Range]:
    return Range(_MOVES.key, x, row, 1, to_x), Range(_MOVES.key, y, row, 1, to_y)
