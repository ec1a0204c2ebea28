"""The bars of the categories' shares: a bar per feature, the first in rank on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.labels import fitted
from kano_xl.report.charts.scatter_frame import LABEL_POINTS, WIDTH
from kano_xl.report.report import Cell, Chart, Formula, Range, ReportColumn, ReportTable, Series
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words

_WIDEST_NAME = 230.0
_TOP, _BOTTOM, _RIGHT, _BESIDE_NAME = 96, 20, 28, 20
_LEAST_PITCH, _MOST_PITCH = 18.0, 110.0

MOST_LYING = 15
"""With more features, the page of the bars stands upright."""

MOST_ON_A_PAGE = 64
"""With more features, the bars go on on a second page, as their names would be too small."""

_LYING, _UPRIGHT = 590, 1_240
"""Height of the chart that fills a page, in pixels."""

_LOW, _LOW_PITCH = 470, 40.0
"""Height of one below texts, on a page that lies, and the most from one of its bars to the next."""


def shares_table(features: Sequence[FeatureResult], words: Words) -> ReportTable:
    """The table that the bars are drawn from.

    Its formulas refer to the table "counts", whose rows are the features in order of rank.
    """
    return _table(
        "shares",
        text(words.language, "charts.chart.shares.table"),
        tuple(
            (_name(feature), *(_share(feature, letter) for letter in PRECEDENCE))
            for feature in features
        ),
        words,
    )


def bars_table(
    key: str, name: str, rows: Sequence[tuple[str, FeatureResult | None]], words: Words
) -> ReportTable:
    """The table that other bars are drawn from, with values instead of formulas.

    Args:
        key: of the table.
        name: the key of its name.
        rows: what each bar is called, and what it shows; None for an empty one.
        words: of the texts.
    """
    return _table(
        key,
        text(words.language, name),
        tuple(
            (label, *((shown.shares if shown else {}).get(letter) for letter in PRECEDENCE))
            for label, shown in rows
        ),
        words,
    )


def _table(key: str, name: str, rows: tuple[tuple[Cell, ...], ...], words: Words) -> ReportTable:
    return ReportTable(
        key,
        name,
        (
            ReportColumn("label", text(words.language, "charts.chart.column.feature"), "text"),
            *(ReportColumn(letter, words.category_first(letter), "share") for letter in PRECEDENCE),
        ),
        rows,
    )


def shares_chart(features: Sequence[FeatureResult], rows: int, words: Words) -> Chart:
    """The bars: as high as these features want it, drawn over so many rows of the table."""
    return Chart(
        "shares",
        "Kano shares",
        "shares",
        text(words.language, "charts.chart.shares.title"),
        text(words.language, "charts.chart.shares.alt_any", **words.named),
        "",
        "",
        _series("shares", rows, words),
        (0.0, 1.0),
        None,
        WIDTH,
        _TOP + max(len(features), 1) * _pitch(len(features)) + _BOTTOM,
        None,
    )


def bars_chart(
    key: str, name: str, labels: Sequence[str], told: tuple[str, str], words: Words
) -> Chart:
    """Other bars, over a table of `bars_table`.

    Args:
        key: of the chart and its table.
        name: of the chart in the workbook.
        labels: what the bars are called.
        told: its title and what it shows, in words.
        words: of the texts.
    """
    chart = lasting_bars_chart(key, name, len(labels), len(labels), told, words)
    left = _left(labels)
    height = chart.height - _TOP - _BOTTOM
    return replace(chart, plot=(left, _TOP, WIDTH - left - _RIGHT, height))


def lasting_bars_chart(
    key: str, name: str, bars: int, rows: int, told: tuple[str, str], words: Words
) -> Chart:
    """The same for a chart that stays for other bars: as high as these want it.

    Args:
        key, name, told, words: as for `bars_chart`.
        bars: how many there are now.
        rows: of the table that it draws, filled or not.
    """
    room = (_LOW - _TOP - _BOTTOM) / max(bars, 1)
    height = max(bars, 1) * round(min(max(room, _LEAST_PITCH), _LOW_PITCH))
    return Chart(
        key,
        name,
        "shares",
        *told,
        "",
        "",
        _series(key, rows, words),
        (0.0, 1.0),
        None,
        WIDTH,
        _TOP + height + _BOTTOM,
        None,
    )


def _series(table: str, rows: int, words: Words) -> tuple[Series, ...]:
    return tuple(
        Series(
            words.category_first(letter),
            letter,
            Range(table, "label", 0, rows),
            Range(table, letter, 0, rows),
            role="bars",
            named_by=Range(table, letter, -1, 1),
        )
        for letter in PRECEDENCE
    )


def bars_area(features: Sequence[FeatureResult]) -> tuple[int, int, int, int]:
    """The area of these features' bars, beside their names: left, top, width, height in pixels."""
    left = _left(list(map(_name, features)))
    return left, _TOP, WIDTH - left - _RIGHT, len(features) * _pitch(len(features))


def _left(names: Sequence[str]) -> int:
    """Pixels for the names of bars."""
    widest = max((text_width(name, LABEL_POINTS) for name in names), default=0)
    return round(widest) + _BESIDE_NAME


def _name(feature: FeatureResult) -> str:
    return fitted(f"{feature.rank}. {feature.name}", LABEL_POINTS, _WIDEST_NAME)


def _pitch(bars: int) -> int:
    """Pixels from one bar to the next: the bars fill their page where they are not too few."""
    count = max(bars, 1)
    page = _LYING if count <= MOST_LYING else _UPRIGHT
    return int(min(max((page - _TOP - _BOTTOM) / count, _LEAST_PITCH), _MOST_PITCH))


def _share(feature: FeatureResult, letter: str) -> Formula:
    return Formula(f"{{counts.share_{letter}}}", feature.shares.get(letter))
