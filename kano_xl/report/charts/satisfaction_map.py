"""The importance–performance map: how important features are, and how well they work today.

After Martilla & James (1977), who split it where they saw fit; here the lines stand at the means.
How satisfied people are is a share of the whole scale. Importance has no scale of its own here,
for it may be stated on any or be a coefficient: so it goes from the least to the most important.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.report.charts.maps import Coordinates, Reach
from kano_xl.report.charts.scatter import scatter_map
from kano_xl.report.charts.scatter_chart import Extent
from kano_xl.report.charts.scatter_frame import Point, ScatterMap
from kano_xl.report.report import Chart, ReportTable

SATISFACTION_MAP = ScatterMap(
    "satisfaction_map", "Kano satisfaction", (0.0, 1.0), 0.5, own_corners=True
)

_EDGE = 0.1
"""So far the least and the most important feature stand from the edges."""

_SHARE, _IMPORTANCE = "{satisfaction.satisfied_share}", "{satisfaction.importance}"
_LEAST, _MOST = (f"{end}({{satisfaction.importance:all}})" for end in ("MIN", "MAX"))
_HEIGHT = f"IF({_MOST}>{_LEAST},({_IMPORTANCE}-{_LEAST})/({_MOST}-{_LEAST}),0.5)"
_KNOWN = f"AND(ISNUMBER({_SHARE}),ISNUMBER({_IMPORTANCE}))"
_HEIGHTS = "{satisfaction_map.y:all}"
_DRAWN = f'COUNTIF({_HEIGHTS},">=0")'


class SatisfactionChart(NamedTuple):
    """The map, and what it is drawn from: a row per feature, and the frame."""

    chart: Chart
    heading: str
    table: ReportTable
    frame: ReportTable


def is_stated(features: Sequence[FeatureResult]) -> bool:
    """Whether importance was asked; else it is derived from the coefficients."""
    return any(feature.importance is not None for feature in features)


def importance_of(feature: FeatureResult, stated: bool) -> float | None:
    """How important a feature is: as people say, or max(Better, |Worse|) where nobody was asked.

    None where nobody said it, or a coefficient is undefined.
    """
    if stated:
        return None if feature.importance is None else feature.importance.mean
    if feature.better is None or feature.worse is None:
        return None
    return max(feature.better, -feature.worse)


def satisfaction_chart(analysis: Analysis, extent: Extent) -> SatisfactionChart:
    """The map of an analysis, over the table "satisfaction", whose rows are in order of rank.

    Args:
        analysis: of whose features those are drawn that have both.
        extent: how much of its table it draws.
    """
    features = analysis.ranked()
    settings = replace(analysis.settings, quadrants="mean")
    (table, frame), chart = scatter_map(
        SATISFACTION_MAP, _coordinates(features), features, extent, settings
    )
    return SatisfactionChart(chart, _heading(settings), table, frame)


def _heading(settings: Settings) -> str:
    return text(settings.language, "charts.chart.satisfaction_map.title")


def _coordinates(features: Sequence[FeatureResult]) -> Coordinates:
    stated = is_stated(features)
    known = [importance_of(feature, stated) for feature in features]
    numbers = [each for each in known if each is not None]
    least, most = min(numbers, default=0.0), max(numbers, default=0.0)

    def point(feature: FeatureResult) -> Point | None:
        importance, today = importance_of(feature, stated), feature.satisfaction
        if importance is None or today is None or today.share is None:
            return None
        height = (importance - least) / (most - least) if most > least else 0.5
        return today.share, _EDGE + (1 - 2 * _EDGE) * height

    return Coordinates(
        point,
        _no_errors,
        f"IF({_KNOWN},{_SHARE},0)",
        f"IF({_KNOWN},{_EDGE}+{1 - 2 * _EDGE}*{_HEIGHT},NA())",
        x_mean=f'SUMIF({_HEIGHTS},">=0",{{satisfaction_map.x:all}})/{_DRAWN}',
        y_mean=f'SUMIF({_HEIGHTS},">=0")/{_DRAWN}',
    )


def _no_errors(feature: FeatureResult) -> Reach:
    return Reach()
