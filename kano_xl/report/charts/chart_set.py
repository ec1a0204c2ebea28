"""The charts of a report, and the tables that they are drawn from.

A chart in a file shows one survey for ever. One in an open workbook stays there and shows the
next survey too, whose cells are written below it: so it draws more rows than there are, says
nothing that holds for one survey alone, and none is ever missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.maps import BETTER_WORSE, COEFFICIENTS, MEAN_SCORES, SCORES
from kano_xl.report.charts.scatter import scatter_map
from kano_xl.report.charts.scatter_chart import Extent
from kano_xl.report.charts.shares import bars_area, shares_chart, shares_table
from kano_xl.report.report import Chart, ReportTable

MOST_LABELS = 100
"""Features further down the ranking have no label: a spreadsheet allows 255 series."""

ROOM = Extent(rows=250, labels=60, leaders=60)
"""What charts draw that stay for further surveys; their labels are written anew with each."""


@dataclass(frozen=True, slots=True)
class ChartSet:
    """All charts of a report.

    Attributes:
        tables: what the charts are drawn from, a row per feature in order of rank, with
            the title of its chart each.
        rows: of these tables that the charts draw, filled or not.
        frames: what else the maps are drawn from, always as many rows.
        map: the Better–Worse map.
        shares: bars of the categories' shares.
        scores: the map of scores; None where the report has no scores.
    """

    tables: tuple[tuple[str, ReportTable], ...]
    rows: int
    frames: tuple[ReportTable, ...]
    map: Chart
    shares: Chart
    scores: Chart | None


def build_charts(analysis: Analysis) -> ChartSet:
    """The charts of one analysis alone, in the language of its settings.

    They draw just its features and tell what they show. There is a map of scores where the
    settings ask for one and there are scores.

    A feature whose coefficients are undefined has no point on the map. Formulas refer to
    the tables "counts", "coefficients" and, where there is a map of scores, "scores",
    whose rows are the features in order of rank.
    """
    features, language = analysis.ranked(), analysis.settings.language
    labels = min(len(features), MOST_LABELS)
    extent = Extent(len(features), labels, labels)
    charts = _better_worse_and_shares(features, extent, language)
    if analysis.settings.scores and any(feature.score for feature in features):
        charts = _with_scores(charts, features, extent, language)
    return _telling(charts, features, language)


def build_lasting_charts(analysis: Analysis) -> ChartSet:
    """All charts, the same for every analysis but for their tables and the height of the bars.

    They draw `ROOM`; else as `build_charts`.
    """
    features, language = analysis.ranked(), analysis.settings.language
    charts = _better_worse_and_shares(features, ROOM, language)
    return _with_scores(charts, features, ROOM, language)


def _better_worse_and_shares(
    features: Sequence[FeatureResult], extent: Extent, language: str
) -> ChartSet:
    (table, frame), better_worse = scatter_map(
        BETTER_WORSE, COEFFICIENTS, features, extent, language
    )
    shares = shares_chart(features, extent.rows, language)
    return ChartSet(
        (
            (text(language, "charts.chart.map.title"), table),
            (shares.title, shares_table(features, language)),
        ),
        extent.rows,
        (frame,),
        better_worse,
        shares,
        None,
    )


def _with_scores(
    charts: ChartSet, features: Sequence[FeatureResult], extent: Extent, language: str
) -> ChartSet:
    (table, frame), scores = scatter_map(SCORES, MEAN_SCORES, features, extent, language)
    title = text(language, "charts.chart.scores_map.title")
    return replace(
        charts,
        tables=(*charts.tables, (title, table)),
        frames=(*charts.frames, frame),
        scores=scores,
    )


def _telling(charts: ChartSet, features: Sequence[FeatureResult], language: str) -> ChartSet:
    """The charts with what holds for these features alone: what they show, where the bars lie."""
    placed = sum(COEFFICIENTS.point(feature) is not None for feature in features)
    scored = sum(MEAN_SCORES.point(feature) is not None for feature in features)
    scores = charts.scores and _map_telling(charts.scores, features, scored, language)
    bars = replace(
        charts.shares,
        alt_text=text(language, "charts.chart.shares.alt", n=len(features)),
        plot=bars_area(features),
    )
    return replace(
        charts,
        map=_map_telling(charts.map, features, placed, language),
        shares=bars,
        scores=scores,
    )


def _map_telling(
    chart: Chart, features: Sequence[FeatureResult], shown: int, language: str
) -> Chart:
    """A map that says in words how many features it shows, and of which categories."""
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
    alt_text = text(
        language,
        f"charts.chart.{chart.key}.alt",
        shown=shown,
        n=len(features),
        categories=text(language, "charts.chart.share_separator").join(listed) or "–",
    )
    return replace(chart, alt_text=alt_text)
