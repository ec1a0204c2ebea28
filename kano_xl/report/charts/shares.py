"""The bars of the categories' shares: a bar per feature, the first in rank on top."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.labels import fitted
from kano_xl.report.charts.scatter_frame import LABEL_POINTS, WIDTH, category_name
from kano_xl.report.report import Chart, Formula, Range, ReportColumn, ReportTable, Series
from kano_xl.report.typesetting.text_size import text_width

_WIDEST_NAME = 230.0
_TOP, _BOTTOM, _RIGHT, _BESIDE_NAME = 96, 20, 28, 20
_PITCHES = ((12, 30), (30, 24))
_LEAST_PITCH = 18


def shares_table(features: Sequence[FeatureResult], language: str) -> ReportTable:
    """The table that the bars are drawn from.

    Its formulas refer to the table "counts", whose rows are the features in order of rank.
    """
    return ReportTable(
        "shares",
        text(language, "charts.chart.shares.table"),
        (
            ReportColumn("label", text(language, "charts.chart.column.feature"), "text"),
            *(
                ReportColumn(letter, category_name(letter, language), "share")
                for letter in PRECEDENCE
            ),
        ),
        tuple(
            (_name(feature), *(_share(feature, letter) for letter in PRECEDENCE))
            for feature in features
        ),
    )


def shares_chart(features: Sequence[FeatureResult], rows: int, language: str) -> Chart:
    """The bars: as high as these features want it, drawn over so many rows of the table."""
    return Chart(
        "shares",
        "Kano shares",
        "shares",
        text(language, "charts.chart.shares.title"),
        text(language, "charts.chart.shares.alt_any"),
        "",
        "",
        tuple(
            Series(
                category_name(letter, language),
                letter,
                Range("shares", "label", 0, rows),
                Range("shares", letter, 0, rows),
                role="bars",
            )
            for letter in PRECEDENCE
        ),
        (0.0, 1.0),
        None,
        WIDTH,
        _TOP + max(len(features), 1) * _pitch(features) + _BOTTOM,
        None,
    )


def bars_area(features: Sequence[FeatureResult]) -> tuple[int, int, int, int]:
    """The area of these features' bars, beside their names: left, top, width, height in pixels."""
    names = map(_name, features)
    widest = max((text_width(name, LABEL_POINTS) for name in names), default=0)
    left = round(widest) + _BESIDE_NAME
    return left, _TOP, WIDTH - left - _RIGHT, len(features) * _pitch(features)


def _name(feature: FeatureResult) -> str:
    return fitted(f"{feature.rank}. {feature.name}", LABEL_POINTS, _WIDEST_NAME)


def _pitch(features: Sequence[FeatureResult]) -> int:
    """Pixels from one bar to the next."""
    return next((pitch for most, pitch in _PITCHES if len(features) <= most), _LEAST_PITCH)


def _share(feature: FeatureResult, letter: str) -> Formula:
    share = feature.counts[letter] / feature.n if feature.n else None
    return Formula(f"{{counts.share_{letter}}}", share)
