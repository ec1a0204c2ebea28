"""The table that a map of features is drawn from: a row per feature, all of it live."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.labels import Label
from kano_xl.report.charts.maps import Coordinates, Reach
from kano_xl.report.charts.scatter_frame import Point, ScatterMap, column_title
from kano_xl.report.report import NOT_DRAWN, Cell, Formula, ReportColumn, ReportTable
from kano_xl.report.words import Words

Size = tuple[float, float]


class MapRow(NamedTuple):
    """A feature on a map.

    Attributes:
        feature: which one.
        point: its coordinates; None where they are undefined.
        dot: the same in pixels from the top left of the plot.
        name: what its label says; None where it has no point.
        label: the label's place and size; None where it has none.
        errors: how far its error bars reach.
    """

    feature: FeatureResult
    point: Point | None
    dot: Point | None
    name: Cell
    label: tuple[Label, Size] | None
    errors: Reach


def map_table(
    kind: ScatterMap, coordinates: Coordinates, words: Words, rows: Sequence[MapRow]
) -> ReportTable:
    """The table of a map, its rows in order of rank.

    What shall not be drawn is `NOT_DRAWN`; only ``x`` is then 0. Every category has a
    column of its own, in which only its own features have a height.
    """
    return ReportTable(
        kind.key,
        text(words.language, f"charts.chart.{kind.key}.table"),
        tuple(_columns(kind, coordinates, words)),
        tuple(
            (
                row.feature.name,
                row.feature.rank,
                *_place(kind, coordinates, row),
                *_by_category(row, words),
                *_errors(coordinates, row.errors),
            )
            for row in rows
        ),
    )


def _columns(kind: ScatterMap, coordinates: Coordinates, words: Words) -> Iterator[ReportColumn]:
    def column(key: str, holds: str) -> ReportColumn:
        return ReportColumn(key, column_title(kind, key, words), holds)

    yield column("feature", "text")
    yield column("rank", "rank")
    yield column("label", "label")
    for key in ("right", "up", "lead_right", "lead_up", "lead_from"):
        yield column(key, "number")
    for key in ("x", "y", "from_x", "lead_x", "from_y", "lead_y", "label_x", "label_y"):
        yield column(key, "coefficient")
    for letter in PRECEDENCE:
        yield column(f"y_{letter}", "coefficient")
    if coordinates.x_error:
        yield column("x_error", "number")
        yield column("y_error", "number")


def _place(kind: ScatterMap, coordinates: Coordinates, row: MapRow) -> Iterator[Cell]:
    """A feature's label, its offsets, its point and where they put label and line."""
    right = up = lead_right = lead_up = lead_from = from_right = from_up = None
    if row.label is not None and row.dot is not None:
        dot, (place, size) = row.dot, row.label
        right, up = _away(kind, dot, place.box(*size).centre)
        if place.led:
            lead_right, lead_up = _away(kind, dot, (place.x, place.y))
            lead_from = round(MARKER / math.dist(dot, (place.x, place.y)), 4)
            from_right, from_up = lead_right * lead_from, lead_up * lead_from
    yield from (row.name, right, up, lead_right, lead_up, lead_from)
    x, y = row.point or (None, None)
    yield Formula(coordinates.x, 0.0 if x is None else x)
    yield Formula(coordinates.y, NOT_DRAWN if y is None else y)
    yield _moved("x", x, "{lead_right}*{lead_from}", from_right)
    yield _moved("x", x, "{lead_right}", lead_right)
    yield _moved("y", y, "{lead_up}*{lead_from}", from_up)
    yield _moved("y", y, "{lead_up}", lead_up)
    yield _moved("x", x, "{right}", right)
    yield _moved("y", y, "{up}", up)


def _away(kind: ScatterMap, dot: Point, end: Point) -> Point:
    """How far a place in the plot is from a point, in the units of the axes."""
    (from_x, from_y), (to_x, to_y) = kind.value(dot), kind.value(end)
    return round(to_x - from_x, 4), round(to_y - from_y, 4)


def _moved(axis: str, value: float | None, offset: str, by: float | None) -> Formula:
    """A coordinate beside that of the point; where there is no offset, nothing is drawn.

    ``offset`` is the template of the offset, ``by`` its value.
    """
    moved = NOT_DRAWN if value is None or by is None else value + by
    return Formula(f"IF(ISNUMBER({offset}),{{{axis}}}+{offset},NA())", moved)


def _by_category(row: MapRow, words: Words) -> Iterator[Formula]:
    """How high the point is in the column of its category; elsewhere nothing is drawn."""
    for letter in PRECEDENCE:
        name = words.category(letter)
        here = row.point is not None and row.feature.category == letter
        value = row.point[1] if row.point is not None and here else NOT_DRAWN
        yield Formula(f'IF({{counts.category}}="{name}",{{y}},NA())', value)


def _errors(coordinates: Coordinates, errors: Reach) -> Iterator[Formula]:
    if coordinates.x_error:
        yield Formula(coordinates.x_error, errors.right)
        yield Formula(coordinates.y_error, errors.up)
