"""The drawing of a map: what it shows of the cells that it reads, wherever those stand.

A map reads two tables. One, named as the map, has a row per feature: its point, its label, and
a column per category in which only that category's features have a height. The other holds the
frame: the title, the quadrant lines and the names of the quadrants. What a map shows depends
on these cells alone, so it can be drawn anew by writing cells; and a report and the sheets
that follow answers live have the same map over tables of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kano_xl.languages import text
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.scatter_frame import (
    HEIGHT,
    PLOT,
    WIDTH,
    ScatterMap,
    frame_series,
    title_cell,
)
from kano_xl.report.charts.uncertainty import ellipse_series
from kano_xl.report.report import Chart, Range, Series
from kano_xl.report.words import Words

MOST_NAMES = 15
"""With more features than that, the labels are numbers."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a chart draws of the table that it reads.

    Attributes:
        rows: the rows of points or bars.
        labels: the first so many have a label; a label is a series, of which a spreadsheet
            allows 255.
        leaders: the first so many have a line to their label, a series as well.
        ellipses: the first so many have an ellipse around their point, a series as well.
    """

    rows: int
    labels: int = 0
    leaders: int = 0
    ellipses: int = 0


def scatter_chart(kind: ScatterMap, title: str, extent: Extent, words: Words) -> Chart:
    """A map of features: points by category in four quadrants, each with its label.

    Args:
        kind: which map.
        title: what stands now in the first cell of the frame.
        extent: how much of its table it draws.
        words: of the texts.
    """
    alt_text = text(words.language, f"charts.chart.{kind.key}.alt_any", **words.named)
    return map_chart(
        kind,
        kind.key,
        title,
        alt_text,
        # A series whose rows are all hidden takes no part in the counting of legend entries, by
        # which Excel leaves some out: so what is always there comes first.
        (
            *frame_series(kind),
            *_point_series(kind, extent.rows, words),
            *(ellipse_series(index) for index in range(extent.ellipses)),
            *(leader_series(kind, index) for index in range(extent.leaders)),
            *(label_series(kind, index) for index in range(extent.labels)),
        ),
        words,
    )


def map_chart(
    kind: ScatterMap,
    axes: str,
    title: str,
    alt_text: str,
    series: tuple[Series, ...],
    words: Words,
) -> Chart:
    """A map of these series, from the back to the front.

    Args:
        kind: which map.
        axes: the key of the map whose axes' titles it has.
        title: what stands now in the first cell of the frame.
        alt_text: what is said to those who do not see it.
        series: what it draws.
        words: of the texts.
    """
    return Chart(
        kind.key,
        kind.name,
        "scatter",
        title,
        alt_text,
        text(words.language, f"charts.chart.{axes}.x"),
        text(words.language, f"charts.chart.{axes}.y"),
        series,
        kind.bounds,
        kind.bounds,
        WIDTH,
        HEIGHT,
        PLOT,
        title_cell(kind),
    )


def _point_series(kind: ScatterMap, rows: int, words: Words) -> Iterator[Series]:
    """One series per category, over the points of all features."""
    for letter in PRECEDENCE:
        yield replace(
            category_series(kind, letter, "x", rows, words),
            x_errors=kind.bars.across(rows) if kind.bars else None,
            y_errors=kind.bars.upwards(rows) if kind.bars else None,
        )


def category_series(kind: ScatterMap, letter: str, x: str, rows: int, words: Words) -> Series:
    """The points of a category: those rows that have a height in its column.

    Args:
        kind: which map.
        letter: of the category.
        x: the column that says where they stand across.
        rows: how many rows the table of the map has.
        words: of the name in the legend.
    """
    return Series(
        words.category_first(letter),
        letter,
        Range(kind.key, x, 0, rows),
        Range(kind.key, f"y_{letter}", 0, rows),
        named_by=Range(kind.key, f"y_{letter}", -1, 1),
    )


def leader_series(kind: ScatterMap, index: int) -> Series:
    """From the edge of a point's marker to its label, where the label stands apart."""
    x, y = (Range(kind.key, f"from_{axis}", index, 1, f"lead_{axis}") for axis in "xy")
    return Series("", "", x, y, role="leader")


def label_series(kind: ScatterMap, index: int) -> Series:
    """The label of a row, at its place."""
    x, y = (Range(kind.key, f"label_{axis}", index, 1) for axis in "xy")
    return Series("", "", x, y, Range(kind.key, "label", index, 1), "labels")
