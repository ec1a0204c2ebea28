"""The charts of a report, and the tables that they are drawn from.

A chart in a file shows one survey for ever. One in an open workbook stays there and shows the
next survey too, whose cells are written below it: so it draws more rows than there are, says
nothing that holds for one survey alone, and none is ever missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.group_charts import group_chart, lasting_group_charts
from kano_xl.report.charts.maps import BETTER_WORSE, COEFFICIENTS, MEAN_SCORES, SCORES
from kano_xl.report.charts.satisfaction_map import SatisfactionChart, satisfaction_chart
from kano_xl.report.charts.scatter import Outlines, scatter_map
from kano_xl.report.charts.scatter_chart import Extent
from kano_xl.report.charts.shares import bars_area, shares_chart, shares_table
from kano_xl.report.charts.uncertainty import (
    BARS,
    MOST_ELLIPSES,
    ellipse,
    interval_reach,
    uncertainty_table,
)
from kano_xl.report.report import Block, Chart, ReportTable
from kano_xl.report.words import Words

MOST_LABELS = 100
"""Features further down the ranking have no label: a spreadsheet allows 255 series."""

ROOM = Extent(rows=250, labels=60, leaders=60, ellipses=MOST_ELLIPSES)
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
        groups: how the groups differ; none where there are no groups.
        of_groups: what these are drawn from, where that stands on a sheet of its own.
        satisfaction: the map of satisfaction and importance; None where nobody was asked.
    """

    tables: tuple[tuple[str, ReportTable], ...]
    rows: int
    frames: tuple[ReportTable, ...]
    map: Chart
    shares: Chart
    scores: Chart | None
    groups: tuple[Chart, ...] = ()
    of_groups: tuple[Block, ...] = ()
    satisfaction: SatisfactionChart | None = None


def build_charts(analysis: Analysis) -> ChartSet:
    """The charts of one analysis alone, in the language of its settings.

    They draw just its features and tell what they show. There is a map of scores where the
    settings ask for one and there are scores.

    A feature whose coefficients are undefined has no point on the map. Formulas refer to
    the tables "counts", "coefficients" and, where there is a map of scores, "scores",
    whose rows are the features in order of rank.
    """
    features = analysis.ranked()
    labels = min(len(features), MOST_LABELS)
    extent = Extent(len(features), labels, labels)
    settings = analysis.settings
    charts = _better_worse_and_shares(features, extent, settings)
    if settings.scores and any(feature.score for feature in features):
        charts = _with_scores(charts, features, extent, settings)
    if settings.map_uncertainty != "none":
        charts = _with_uncertainty(charts, features, settings)
    if analysis.groups:
        charts = _with_groups(charts, analysis)
    if analysis.asks_satisfaction:
        charts = with_satisfaction(charts, analysis, extent)
    return _telling(charts, features, settings)


def build_lasting_charts(analysis: Analysis) -> ChartSet:
    """All charts, the same for every analysis but for their tables and the height of the bars.

    They draw `ROOM`; else as `build_charts`.
    """
    features, settings = analysis.ranked(), analysis.settings
    charts = _better_worse_and_shares(features, ROOM, settings)
    # What came last stands last, so that what the charts of older workbooks read stays there.
    charts = _with_scores(charts, features, ROOM, settings)
    charts = _with_uncertainty(charts, features, settings)
    if analysis.asks_satisfaction:
        charts = with_satisfaction(charts, analysis, ROOM)
    return with_lasting_groups(charts, analysis) if analysis.groups else charts


def with_lasting_groups(charts: ChartSet, analysis: Analysis) -> ChartSet:
    """The charts with those of groups too, which read cells of a sheet of their own.

    So they can be added to a workbook that has the others already.
    """
    drawn, tables, bars = lasting_group_charts(analysis)
    return replace(charts, groups=drawn, of_groups=(*tables, bars))


def with_satisfaction(charts: ChartSet, analysis: Analysis, extent: Extent) -> ChartSet:
    """The charts with the map of satisfaction, which reads cells of a sheet of its own."""
    drawn = satisfaction_chart(analysis, replace(extent, ellipses=0))
    return replace(charts, satisfaction=drawn)


def _better_worse_and_shares(
    features: Sequence[FeatureResult], extent: Extent, settings: Settings
) -> ChartSet:
    words, chosen = Words.of(settings), settings.map_uncertainty
    kind, coordinates, outlines = BETTER_WORSE, COEFFICIENTS, _outlines(features, settings)
    if chosen == "intervals":
        coordinates = replace(coordinates, errors=interval_reach)
    if chosen == "intervals" or extent == ROOM:
        kind = replace(kind, bars=BARS)
    if outlines.places:
        extent = replace(extent, ellipses=MOST_ELLIPSES if extent == ROOM else extent.rows)
    (table, frame), better_worse = scatter_map(
        kind, coordinates, features, extent, settings, outlines
    )
    shares = shares_chart(features, extent.rows, words)
    return ChartSet(
        (
            (text(words.language, "charts.chart.map.title"), table),
            (shares.title, shares_table(features, words)),
        ),
        extent.rows,
        (frame,),
        better_worse,
        shares,
        None,
    )


def _outlines(features: Sequence[FeatureResult], settings: Settings) -> Outlines:
    """What is drawn around the points, as chosen."""
    if settings.map_uncertainty != "ellipses":
        chosen = settings.map_uncertainty
        return Outlines(() if chosen == "none" else (chosen,))
    around = [ellipse(feature, settings.confidence) for feature in features]
    if sum(map(bool, around)) > MOST_ELLIPSES:
        return Outlines(("no_ellipses",))
    return Outlines(("ellipses",), tuple(place for each in around for place in each))


def _with_uncertainty(
    charts: ChartSet, features: Sequence[FeatureResult], settings: Settings
) -> ChartSet:
    title = text(settings.language, "charts.chart.uncertainty.title")
    table = uncertainty_table(features, settings)
    return replace(charts, tables=(*charts.tables, (title, table)))


def _with_scores(
    charts: ChartSet, features: Sequence[FeatureResult], extent: Extent, settings: Settings
) -> ChartSet:
    (table, frame), scores = scatter_map(
        SCORES, MEAN_SCORES, features, replace(extent, ellipses=0), settings
    )
    title = text(settings.language, "charts.chart.scores_map.title")
    return replace(
        charts,
        tables=(*charts.tables, (title, table)),
        frames=(*charts.frames, frame),
        scores=scores,
    )


def _with_groups(charts: ChartSet, analysis: Analysis) -> ChartSet:
    chart, title, table, frame = group_chart(analysis)
    return replace(
        charts,
        tables=(*charts.tables, (title, table)),
        frames=charts.frames if frame is None else (*charts.frames, frame),
        groups=(chart,),
    )


def _telling(charts: ChartSet, features: Sequence[FeatureResult], settings: Settings) -> ChartSet:
    """The charts with what holds for these features alone: what they show, where the bars lie."""
    words = Words.of(settings)
    placed = sum(COEFFICIENTS.point(feature) is not None for feature in features)
    scored = sum(MEAN_SCORES.point(feature) is not None for feature in features)
    scores = charts.scores and _map_telling(charts.scores, features, scored, settings)
    bars = replace(
        charts.shares,
        alt_text=text(words.language, "charts.chart.shares.alt", n=len(features), **words.named),
        plot=bars_area(features),
    )
    return replace(
        charts,
        map=_map_telling(charts.map, features, placed, settings),
        shares=bars,
        scores=scores,
    )


def _map_telling(
    chart: Chart, features: Sequence[FeatureResult], shown: int, settings: Settings
) -> Chart:
    """A map that says in words how many features it shows, and of which categories."""
    words = Words.of(settings)
    letters = [feature.category for feature in features]
    listed = [
        text(
            words.language,
            "charts.chart.share",
            category=words.category(letter),
            n=letters.count(letter),
        )
        for letter in PRECEDENCE
        if letter in letters
    ]
    alt_text = text(
        words.language,
        f"charts.chart.{chart.key}.alt",
        shown=shown,
        n=len(features),
        **words.named,
        categories=text(words.language, "charts.chart.share_separator").join(listed) or "–",
        lines=text(words.language, f"charts.chart.lines.{settings.quadrants.replace('.', '')}"),
    )
    return replace(chart, alt_text=alt_text)
