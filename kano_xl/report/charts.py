"""The charts of a report, and the tables that they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.scores import SPLIT
from kano_xl.report.labels import fitted
from kano_xl.report.report import Chart, Column, Formula, Range, Series, Table
from kano_xl.report.scatter import scatter_map
from kano_xl.report.scatter_frame import LABEL_POINTS, WIDTH, ScatterMap, category_name
from kano_xl.report.text_size import text_width

# Text among the values would make Excel number the points instead; #N/A is just left out.
BETTER_WORSE = ScatterMap(
    "map",
    (0.0, 1.0),
    0.5,
    "IF(ISNUMBER({coefficients.worse}),ABS({coefficients.worse}),NA())",
    "IF(ISNUMBER({coefficients.better}),{coefficients.better},NA())",
)
"""The Better–Worse map; split in the middle, as Berger et al. (1993) do."""

SCORES = ScatterMap(
    "scores_map",
    (-2.0, 4.0),
    SPLIT,
    "{scores.dysfunctional_mean}",
    "{scores.functional_mean}",
    ("scores", "dysfunctional_se"),
    ("scores", "functional_se"),
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
        tables: what the charts are drawn from, besides the tables "counts",
            "coefficients" and "scores"; they too are in order of rank.
        map: the Better–Worse map.
        shares: bars of the categories' shares.
        scores: the map of scores; None where the report has no scores.
    """

    tables: tuple[Table, ...]
    map: Chart
    shares: Chart
    scores: Chart | None


def build_charts(analysis: Analysis) -> ChartSet:
    """The charts of an analysis, in the language of its settings.

    A feature whose coefficients are undefined has no point on the map. Formulas refer to
    the tables "counts", "coefficients" and, where there is a map of scores, "scores",
    whose rows are the features in order of rank.
    """
    features, language = analysis.ranked(), analysis.settings.language
    map_tables, better_worse = scatter_map(
        BETTER_WORSE, features, [_coefficients(feature) for feature in features], (), language
    )
    shares_table, shares = _shares(features, language)
    tables = (*map_tables, shares_table)
    if not (analysis.settings.scores and any(feature.score for feature in features)):
        return ChartSet(tables, better_worse, shares, None)
    score_tables, scores = scatter_map(
        SCORES,
        features,
        [_scores(feature) for feature in features],
        [_score_errors(feature) for feature in features],
        language,
    )
    return ChartSet((*tables, *score_tables), better_worse, shares, scores)


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


def _shares(features: Sequence[FeatureResult], language: str) -> tuple[Table, Chart]:
    names = [
        fitted(f"{feature.rank}. {feature.name}", LABEL_POINTS, _WIDEST_NAME)
        for feature in features
    ]
    table = Table(
        "shares",
        text(language, "charts.chart.shares.table"),
        (
            Column("label", text(language, "charts.chart.column.feature"), "text"),
            *(Column(letter, category_name(letter, language), "share") for letter in PRECEDENCE),
        ),
        tuple(
            (name, *(_share(feature, letter) for letter in PRECEDENCE))
            for name, feature in zip(names, features, strict=True)
        ),
    )
    count = len(features)
    left = round(max((text_width(name, LABEL_POINTS) for name in names), default=0)) + _BESIDE_NAME
    pitch = next((pitch for most, pitch in _PITCHES if count <= most), _LEAST_PITCH)
    chart = Chart(
        "shares",
        "shares",
        text(language, "charts.chart.shares.title"),
        text(language, "charts.chart.shares.alt", n=count),
        "",
        "",
        tuple(
            Series(
                category_name(letter, language),
                letter,
                Range("shares", "label", 0, count),
                Range("shares", letter, 0, count),
                role="bars",
            )
            for letter in PRECEDENCE
        ),
        (0.0, 1.0),
        None,
        WIDTH,
        _TOP + count * pitch + _BOTTOM,
        (left, _TOP, WIDTH - left - _RIGHT, count * pitch),
    )
    return table, chart


def _share(feature: FeatureResult, letter: str) -> Formula:
    share = feature.counts[letter] / feature.n if feature.n else None
    return Formula(f"{{counts.share_{letter}}}", share)
