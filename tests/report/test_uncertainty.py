"""Intervals and ellipses on the map, against simulated surveys and published formulas."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kano_xl.category_names import category_names
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.analysis import Analysis
from kano_xl.report.charts.chart_set import ROOM, ChartSet, build_charts, build_lasting_charts
from kano_xl.report.charts.uncertainty import MOST_ELLIPSES, ellipse
from kano_xl.report.content.method import method_sheet
from kano_xl.report.report import NOT_DRAWN, Formula, Paragraph, ReportTable
from kano_xl.report.words import Words
from sample_reports import WRITTEN, analysis_of, survey_of

COUNTS = {"A": 40, "O": 70, "M": 50, "I": 40, "R": 5}


def charts_of(rows: list[dict[str, int]], **choices: str) -> tuple[Analysis, ChartSet]:
    analysis = analysis_of(survey_of(rows), **choices)
    return analysis, build_charts(analysis)


def table(charts: ChartSet, key: str) -> ReportTable:
    found = (*(each for _, each in charts.tables), *charts.frames)
    return next(each for each in found if each.key == key)


def column(data: ReportTable, key: str) -> list[object]:
    at = [each.key for each in data.columns].index(key)
    return [row[at].value if isinstance(row[at], Formula) else row[at] for row in data.rows]


def test_the_ellipse_holds_the_truth_as_often_as_it_says() -> None:
    """Covariance and level, by drawing surveys: of 4,000, 95 % ± 1 % hold the true point."""
    rng = np.random.default_rng(5)
    truth = np.array([0.2, 0.35, 0.25, 0.2])
    better, worse = truth[0] + truth[1], truth[1] + truth[2]
    analysis, _ = charts_of([COUNTS])
    feature = analysis.features[0]
    held = 0
    for a, o, m, i in rng.multinomial(200, truth, 4_000):
        drawn = analysis_with(feature, int(a), int(o), int(m), int(i))
        held += inside((worse, better), ellipse(drawn, 0.95))
    assert held / 4_000 == pytest.approx(0.95, abs=0.012)


def analysis_with(feature: object, a: int, o: int, m: int, i: int) -> object:
    from dataclasses import replace

    n = a + o + m + i
    counts = {"A": a, "O": o, "M": m, "I": i, "R": 0, "Q": 0}
    return replace(feature, counts=counts, better=(a + o) / n, worse=-(o + m) / n)  # type: ignore[type-var]


def inside(point: tuple[float, float], polygon: tuple[tuple[float, float], ...]) -> bool:
    """Whether a point lies within a polygon, by the crossings of a ray."""
    x, y = point
    within = False
    for (x1, y1), (x2, y2) in pairwise(polygon):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
    return within


def test_an_ellipse_is_as_wide_as_the_standard_errors_say() -> None:
    analysis, _ = charts_of([COUNTS])
    (feature,) = analysis.features
    xs, ys = zip(*ellipse(feature, 0.95), strict=True)
    # |W| = 120/200, B = 110/200; the root of the 95 % quantile of χ² with 2 d.f. is 2.4477.
    assert max(xs) == pytest.approx(0.60 + 2.4477 * (0.6 * 0.4 / 200) ** 0.5, abs=1e-4)
    assert max(ys) == pytest.approx(0.55 + 2.4477 * (0.55 * 0.45 / 200) ** 0.5, abs=2e-3)
    assert xs[0] == xs[-1]


@pytest.mark.parametrize(
    "counts", [{"A": 10}, {"O": 10}, {"M": 10}, {"I": 10}, {"A": 5, "I": 5}, {"O": 1}]
)
def test_at_the_edge_of_the_map_an_ellipse_stays_on_it(counts: dict[str, int]) -> None:
    analysis, _ = charts_of([counts])
    for x, y in ellipse(analysis.features[0], 0.95):
        assert 0 <= x <= 1
        assert 0 <= y <= 1


def test_a_feature_without_coefficients_has_none() -> None:
    analysis, charts = charts_of([{"R": 10}, COUNTS], map_uncertainty="ellipses")
    undefined = next(each for each in analysis.features if each.better is None)
    assert ellipse(undefined, 0.95) == ()
    data = table(charts, "map_uncertainty")
    row = [each.name for each in analysis.ranked()].index(undefined.name)
    assert column(data, "y_0")[row] == NOT_DRAWN
    assert column(data, "x_0")[row] == 0


def test_intervals_are_drawn_from_their_ends() -> None:
    analysis, charts = charts_of([COUNTS], map_uncertainty="intervals")
    (feature,) = analysis.features
    assert feature.better_interval is not None
    assert feature.worse_interval is not None
    data = table(charts, "map_uncertainty")
    low, high = feature.better_interval
    assert column(data, "up") == [pytest.approx(high - 0.55)]
    assert column(data, "down") == [pytest.approx(0.55 - low)]
    worst, least = feature.worse_interval
    assert column(data, "right") == [pytest.approx(-worst - 0.60)]
    assert column(data, "left") == [pytest.approx(0.60 + least)]
    points = next(one for one in charts.map.series if one.role == "points")
    assert points.x_errors is not None
    assert (points.x_errors.less.column, points.x_errors.more.column) == ("left", "right")


def test_nothing_is_drawn_unless_chosen() -> None:
    _, charts = charts_of([COUNTS])
    assert "map_uncertainty" not in [each.key for _, each in charts.tables]
    assert {one.role for one in charts.map.series} == {
        "guide",
        "quadrant",
        "points",
        "leader",
        "labels",
    }
    lasting = build_lasting_charts(analysis_of(survey_of([COUNTS])))
    assert len([one for one in lasting.map.series if one.role == "ellipse"]) == ROOM.ellipses
    data = table(lasting, "map_uncertainty")
    assert {column(data, key)[0] for key in ("left", "right", "down", "up", "y_3")} == {NOT_DRAWN}


def test_of_too_many_ellipses_none_is_drawn_and_the_title_says_so() -> None:
    for count, said in ((MOST_ELLIPSES, "with 95% ellipses"), (MOST_ELLIPSES + 1, "too many")):
        _, charts = charts_of([COUNTS] * count, map_uncertainty="ellipses")
        assert said in charts.map.title
        drawn = [one for one in charts.map.series if one.role == "ellipse"]
        assert len(drawn) == (count if count <= MOST_ELLIPSES else 0)


def test_lines_at_the_means_leave_undefined_features_out() -> None:
    rows = [{"O": 10}, {"I": 6, "A": 4}, {"R": 10}]
    _, charts = charts_of(rows, quadrants="mean")
    frame = table(charts, "map_frame")
    # |Worse| is 1 and 0, Better is 1 and 0.4.
    assert column(frame, "x")[1:5] == [pytest.approx(0.5), pytest.approx(0.5), 0.0, 1.0]
    assert column(frame, "y")[3:5] == [pytest.approx(0.7)] * 2
    assert "lines at the means" in charts.map.title
    _, usual = charts_of(rows)
    assert column(table(usual, "map_frame"), "y")[3:5] == [0.5, 0.5]


def test_where_nothing_can_be_averaged_the_lines_stand_in_the_middle() -> None:
    _, charts = charts_of([{"R": 10}], quadrants="mean")
    assert column(table(charts, "map_frame"), "x")[1:3] == [0.5, 0.5]
    assert "means" not in charts.map.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_what_was_chosen(language: str) -> None:
    said = set()
    for quadrants in ("0.5", "mean"):
        for around in ("none", "intervals", "ellipses"):
            survey = survey_of([COUNTS])
            choices = {"quadrants": quadrants, "map_uncertainty": around}
            analysis = analysis_of(survey, language, **choices)
            sheet = method_sheet(survey, analysis, Words(language), WRITTEN)
            texts = [each.text for each in sheet.blocks if isinstance(each, Paragraph)]
            said.add("".join(texts))
    assert len(said) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_features_without_a_quadrant_say_what_they_are(language: str) -> None:
    rows = [{"R": 8, "I": 2}, {"Q": 8, "I": 2}, {"I": 8, "A": 2}]
    charts = build_charts(analysis_of(survey_of(rows), language))
    names = category_names(language)
    marks = tuple(
        text(language, "charts.chart.marked", label="", category=names[each]) for each in "RQ"
    )
    labels = [str(label) for label in column(table(charts, "map"), "label")]
    assert sorted(label.endswith(marks) for label in labels) == [False, True, True]
    many = build_charts(analysis_of(survey_of(rows * 10), language))
    ranks = [str(label) for label in column(table(many, "map"), "label")]
    assert sum(label.endswith((" R", " Q")) for label in ranks) == 20


def test_the_choices_are_told_with_the_result() -> None:
    assert Settings().quadrants == "0.5"
    assert Settings().map_uncertainty == "none"
