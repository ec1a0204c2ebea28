"""The charts of a report, and the tables that they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.scores import SPLIT
from kano_xl.report.labels import fitted
from kano_xl.report.report import Chart, Formula, Range, ReportColumn, ReportTable, Series
from kano_xl.report.scatter import scatter_map
from kano_xl.report.scatter_frame import LABEL_POINTS, WIDTH, ScatterMap, category_name
from kano_xl.report.text_size import text_width

# What is no number among the values across makes Excel number the points instead, so there an
# undefined one is 0; #N/A upwards is what keeps the point from being drawn.
BETTER_WORSE = ScatterMap(
    "map",
    "Kano map",
    (0.0, 1.0),
    0.5,
    "IF(ISNUMBER({coefficients.worse}),ABS({coefficients.worse}),0)",
    "IF(ISNUMBER({coefficients.better}),{coefficients.better},NA())",
)
"""The Better–Worse map; split in the middle, as Berger et al. (1993) do."""

SCORES = ScatterMap(
    "scores_map",
    "Kano scores",
    (-2.0, 4.0),
    SPLIT,
    "IF(ISNUMBER({scores.dysfunctional_mean}),{scores.dysfunctional_mean},0)",
    "IF(ISNUMBER({scores.functional_mean}),{scores.functional_mean},NA())",
    "IF(ISNUMBER({scores.dysfunctional_se}),{scores.dysfunctional_se},0)",
    "IF(ISNUMBER({scores.functional_se}),{scores.functional_se},0)",
)
"""The map of continuous scores (DuMouchel 1993), with standard errors."""

_WIDEST_NAME = 230.0
_TOP, _BOTTOM, _RIGHT, _BESIDE_NAME = 96, 20, 28, 20
_PITCHES = ((12, 30), (30, 24))
_LEAST_PITCH = 18


@dataclass(frozen=True, slots=True)
class ChartSet:
    """All charts of a report.

    Attributes:
        tables: what the charts are drawn from, a row per feature in order of rank, with
            the title of its chart each.
        frames: what else the maps are drawn from, always as many rows.
        map: the Better–Worse map.
        shares: bars of the categories' shares.
        scores: the map of scores; None where the report has no scores.
    """

    tables: tuple[tuple[str, ReportTable], ...]
    frames: tuple[ReportTable, ...]
    map: Chart
    shares: Chart
    scores: Chart | None


def build_charts(analysis: Analysis, room: int | None = None) -> ChartSet:
    """The charts of an analysis, in the language of its settings.

    With ``room``, every chart reads so many rows, whatever the number of features, and is
    always there; without, just as many rows as there are features.

    A feature whose coefficients are undefined has no point on the map. Formulas refer to
    the tables "counts", "coefficients" and, where there is a map of scores, "scores",
    whose rows are the features in order of rank.
    """
    features, language = analysis.ranked(), analysis.settings.language
    (map_table, map_frame), better_worse = scatter_map(
        BETTER_WORSE, features, [_coefficients(feature) for feature in features], (), language, room
    )
    shares_table, shares = _shares(features, language, room)
    tables = ((_title("map", language), map_table), (shares.title, shares_table))
    scored = analysis.settings.scores and any(feature.score for feature in features)
    if room is None and not scored:
        return ChartSet(tables, (map_frame,), better_worse, shares, None)
    (scores_table, scores_frame), scores = scatter_map(
        SCORES,
        features,
        [_scores(feature) for feature in features],
        [_score_errors(feature) for feature in features],
        language,
        room,
    )
    return ChartSet(
        (*tables, (_title("scores_map", language), scores_table)),
        (map_frame, scores_frame),
        better_worse,
        shares,
        scores,
    )


def _title(chart: str, language: str) -> str:
    return text(language, f"charts.chart.{chart}.title")


def _coefficients(feature: FeatureResult) -> tuple[float, float] | None:
    if feature.better is None or feature.worse is None:
        return None
    return abs(feature.worse), feature.better


def _scores(feature: FeatureResult) -> tuple[float, float] | None:
    if feature.score is None:
        return None
    return feature.score.dysfunctional_mean, feature.score.functional_mean


def _score_errors(feature: FeatureResult) -> tuple[float, float]:
    if feature.score is None:
        return 0.0, 0.0
    return feature.score.dysfunctional_se or 0.0, feature.score.functional_se or 0.0


def _shares(
    features: Sequence[FeatureResult], language: str, room: int | None
) -> tuple[ReportTable, Chart]:
    names = [
        fitted(f"{feature.rank}. {feature.name}", LABEL_POINTS, _WIDEST_NAME)
        for feature in features
    ]
    table = ReportTable(
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
            (name, *(_share(feature, letter) for letter in PRECEDENCE))
            for name, feature in zip(names, features, strict=True)
        ),
    )
    count = len(features)
    left = round(max((text_width(name, LABEL_POINTS) for name in names), default=0)) + _BESIDE_NAME
    pitch = next((pitch for most, pitch in _PITCHES if count <= most), _LEAST_PITCH)
    rows = count if room is None else room
    chart = Chart(
        "shares",
        "Kano shares",
        "shares",
        _title("shares", language),
        text(language, "charts.chart.shares.alt_any")
        if room
        else text(language, "charts.chart.shares.alt", n=count),
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
        _TOP + max(count, 1) * pitch + _BOTTOM,
        (left, _TOP, WIDTH - left - _RIGHT, count * pitch) if room is None else None,
    )
    return table, chart


def _share(feature: FeatureResult, letter: str) -> Formula:
    share = feature.counts[letter] / feature.n if feature.n else None
    return Formula(f"{{counts.share_{letter}}}", share)
