from __future__ import annotations

import math

import numpy as np
import pytest

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.model.analysis import Analysis
from kano_xl.report.charts.chart_set import (
    MOST_LABELS,
    ChartSet,
    build_charts,
    build_lasting_charts,
)
from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.scatter_chart import MOST_NAMES
from kano_xl.report.report import NOT_DRAWN, ErrorBars, Formula, Range, ReportTable, Series
from kano_xl.report.typesetting.text_size import text_width
from sample_reports import HOSTILE, survey_of

NONE = Settings(scores=True)
CLEAR = {
    "M": {"M": 60, "O": 20, "A": 10, "I": 10},
    "O": {"M": 20, "O": 50, "A": 20, "I": 10},
    "A": {"M": 10, "O": 20, "A": 50, "I": 20},
    "I": {"M": 10, "O": 10, "A": 20, "I": 60},
    "R": {"I": 20, "R": 60, "A": 10},
    "Q": {"I": 20, "Q": 60, "A": 10},
}


def charts_of(
    counts: list[dict[str, int]],
    names: list[str] | None = None,
    **choices: object,
) -> ChartSet:
    return build_charts(analysis_of(counts, names, **choices))


def analysis_of(
    counts: list[dict[str, int]], names: list[str] | None = None, **choices: object
) -> Analysis:
    return analyse(survey_of(counts, names).counts(), Settings(**choices))


def table(charts: ChartSet, key: str) -> ReportTable:
    tables = [*charts.frames, *(table for _, table in charts.tables)]
    return next(table for table in tables if table.key == key)


def column(of: ReportTable, key: str) -> list[object]:
    index = [column.key for column in of.columns].index(key)
    cells = [row[index] for row in of.rows]
    return [cell.value if isinstance(cell, Formula) else cell for cell in cells]


def of_role(charts: ChartSet, role: str) -> list[Series]:
    return [series for series in charts.map.series if series.role == role]


def test_points_are_worse_across_and_better_upwards() -> None:
    data = table(charts_of([CLEAR["M"]]), "map")
    assert column(data, "x") == [pytest.approx(0.8)]
    assert column(data, "y") == [pytest.approx(0.3)]


def test_every_category_is_one_series_with_a_column_of_its_own() -> None:
    charts = charts_of([CLEAR[letter] for letter in "QRIAOM" for _ in range(2)])
    series = of_role(charts, "points")
    assert [one.letter for one in series] == ["M", "O", "A", "I", "R", "Q"]
    assert [one.y for one in series] == [Range("map", f"y_{letter}", 0, 12) for letter in "MOAIRQ"]
    assert {one.x for one in series} == {Range("map", "x", 0, 12)}
    assert [one.name for one in series][:2] == ["Must-be", "Performance"]
    data = table(charts, "map")
    for place, letter in enumerate("MOAIRQ"):
        drawn = [row for row, y in enumerate(column(data, f"y_{letter}")) if y != NOT_DRAWN]
        assert drawn == [2 * place, 2 * place + 1]
        assert column(data, f"y_{letter}")[2 * place] == column(data, "y")[2 * place]


def test_categories_that_no_feature_has_keep_their_series() -> None:
    assert [one.letter for one in of_role(charts_of([CLEAR["M"]]), "points")] == list("MOAIRQ")


def test_undefined_coefficients_are_not_drawn() -> None:
    nothing = {"R": 50}
    charts = charts_of([CLEAR["M"], nothing, CLEAR["R"]])
    data = table(charts, "map")
    row = column(data, "feature").index("Feature 2")
    for key in ("y", "label_x", "label_y", "lead_x", "lead_y", *(f"y_{one}" for one in "MR")):
        assert column(data, key)[row] == NOT_DRAWN
    for key in ("y", "label_x", "label_y"):
        assert column(data, key).count(NOT_DRAWN) == 1
    # Excel would number the points if one of the values across were not a number.
    assert column(data, "x")[row] == 0
    assert "2 of 3" in charts.map.alt_text


def test_nothing_defined_leaves_the_frame() -> None:
    charts = charts_of([{"R": 5}])
    assert column(table(charts, "map"), "y_R") == [NOT_DRAWN]
    assert len(of_role(charts, "quadrant")) == 4


@pytest.mark.parametrize("count", [0, 1, 3, 12, 60])
def test_with_room_the_charts_are_the_same_for_every_survey(count: int) -> None:
    def drawn(features: int) -> list[tuple[object, ...]]:
        counts = [CLEAR["MOAIRQ"[index % 6]] for index in range(features)]
        charts = build_lasting_charts(analysis_of(counts) if counts else Analysis((), NONE))
        assert charts.scores is not None
        return [
            (one.name, one.series, one.title_cell, one.alt_text, one.plot, one.width)
            for one in (charts.map, charts.shares, charts.scores)
        ]

    assert drawn(count) == drawn(7)


def test_with_room_there_are_60_labels_and_the_rest_of_the_points() -> None:
    charts = build_lasting_charts(analysis_of([CLEAR["MOAIRQ"[index % 6]] for index in range(90)]))
    assert len(of_role(charts, "labels")) == len(of_role(charts, "leader")) == 60
    assert {one.y.count for one in of_role(charts, "points")} == {250}
    labelled = [x != NOT_DRAWN for x in column(table(charts, "map"), "label_x")]
    assert labelled == [True] * 60 + [False] * 30


def test_series_that_may_be_hidden_stand_behind_those_that_never_are() -> None:
    """So the numbers of the legend entries that are left out hold however Excel counts them."""
    roles = [one.role for one in build_lasting_charts(analysis_of([CLEAR["M"]] * 3)).map.series]
    assert roles[:12] == ["guide"] * 2 + ["quadrant"] * 4 + ["points"] * 6
    assert set(roles[12:]) == {"ellipse", "leader", "labels"}


def test_more_features_than_there_is_room_for_are_left_out() -> None:
    charts = build_lasting_charts(analysis_of([CLEAR["M"]] * 251))
    assert len(column(table(charts, "map"), "x")) == 251
    assert {one.y.count for one in of_role(charts, "points")} == {250}
    assert {one.y.count for one in charts.shares.series} == {250}


def test_a_label_is_centred_on_its_cell_and_its_line_ends_beside_it() -> None:
    many = [{"M": 50 + index % 9, "O": 20, "A": 10, "I": 10} for index in range(40)]
    charts = charts_of(many)
    data = table(charts, "map")
    led = [row for row, x in enumerate(column(data, "lead_x")) if x != NOT_DRAWN]
    assert 0 < len(led) < 40
    for row in led:
        across, upwards = (
            (column(data, f"lead_{axis}")[row] - column(data, f"label_{axis}")[row]) * size  # type: ignore[operator]
            for axis, size in (("x", 852), ("y", 320))
        )
        begins = [
            (column(data, f"from_{axis}")[row] - column(data, axis)[row]) * size  # type: ignore[operator]
            for axis, size in (("x", 852), ("y", 320))
        ]
        assert math.hypot(*begins) == pytest.approx(MARKER, abs=0.2)
        name = str(column(data, "label")[row])
        assert abs(across) <= text_width(name, 9) / 2 + 10
        assert abs(upwards) <= 15 / 2 + 6
        assert max(abs(across) / text_width(name, 9), abs(upwards) / 15) >= 0.5


def test_a_label_moves_with_its_point() -> None:
    data = table(charts_of([CLEAR["M"]]), "map")
    cells = dict(zip([one.key for one in data.columns], data.rows[0], strict=True))
    moved = cells["label_x"]
    assert isinstance(moved, Formula)
    assert moved.template == "IF(ISNUMBER({right}),{x}+{right},NA())"
    assert isinstance(cells["right"], float)
    assert moved.value == pytest.approx(0.8 + cells["right"])


def test_names_are_labels_while_they_are_few() -> None:
    few = charts_of([CLEAR["M"]] * MOST_NAMES)
    assert column(table(few, "map"), "label")[0] == "Feature 1"
    many = charts_of([CLEAR["M"]] * (MOST_NAMES + 1))
    assert column(table(many, "map"), "label") == list(range(1, MOST_NAMES + 2))
    assert "ranks" in many.map.title
    assert many.map.title_cell == Range("map_frame", "part", 0, 1)
    assert column(table(many, "map_frame"), "part")[0] == many.map.title
    assert column(table(few, "map_frame"), "part")[0] == few.map.title != many.map.title


def test_names_that_look_alike_when_shortened_give_way_to_ranks() -> None:
    alike = ["The monthly report of all that was spent on " + what for what in ("food", "rent")]
    assert column(table(charts_of([CLEAR["M"], CLEAR["A"]], alike), "map"), "label") == [1, 2]


def test_a_spreadsheet_allows_255_series() -> None:
    charts = charts_of([CLEAR["MOAI"[index % 4]] for index in range(300)])
    assert len(charts.map.series) <= 255
    assert len(of_role(charts, "labels")) == MOST_LABELS


def test_quadrant_names_stand_in_their_quadrants() -> None:
    frame = table(charts_of([CLEAR["M"]]), "map_frame")
    corners = {row[0]: (row[1] > 0.5, row[2] > 0.5) for row in frame.rows[5:]}  # type: ignore[operator]
    assert corners == {
        "Attractive": (False, True),
        "Performance": (True, True),
        "Indifferent": (False, False),
        "Must-be": (True, False),
    }
    assert [row[1:] for row in frame.rows[1:5]] == [(0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5)]


def test_a_quadrant_name_gives_way_to_points_in_its_corner() -> None:
    frame = table(charts_of([{"M": 20}]), "map_frame")  # at |Worse| 1, Better 0
    must_be = next(row for row in frame.rows if row[0] == "Must-be")
    assert (must_be[1], must_be[2]) != pytest.approx((1, 0), abs=0.08)


def test_shares_are_in_order_of_rank_with_the_first_on_top() -> None:
    charts = charts_of([CLEAR["A"], CLEAR["M"]], ["Lounge", "Security"])
    data = table(charts, "shares")
    assert column(data, "label") == ["1. Security", "2. Lounge"]
    assert column(data, "M") == [0.6, 0.1]
    assert [one.letter for one in charts.shares.series] == list("MOAIRQ")


def test_shares_grow_with_the_features() -> None:
    heights = [charts_of([CLEAR["M"]] * count).shares.height for count in (1, 3, 12, 60)]
    assert heights == sorted(set(heights))
    assert heights[-1] / 60 >= 18


def test_scores_are_drawn_on_request() -> None:
    assert charts_of([CLEAR["M"]]).scores is None
    charts = charts_of([CLEAR["M"]], scores=True)
    assert charts.scores is not None
    points = next(one for one in charts.scores.series if one.role == "points")
    across, upwards = (Range("scores_map", f"{axis}_error", 0, 1) for axis in "xy")
    assert points.x_errors == ErrorBars(across, across)
    assert points.y_errors == ErrorBars(upwards, upwards)
    # 60 M (3,5), 20 O (1,5), 10 A (1,3), 10 I (3,3): |functional| 4·30/100, 4·80/100.
    data = table(charts, "scores_map")
    assert column(data, "y") == [pytest.approx(1.2)]
    assert column(data, "x") == [pytest.approx(3.2)]


def test_strangers_texts_stand_in_cells_only() -> None:
    charts = charts_of([CLEAR["MOAI"[index % 4]] for index in range(len(HOSTILE))], list(HOSTILE))
    for chart in (charts.map, charts.shares):
        own = [chart.title, chart.alt_text, chart.x_title, chart.y_title]
        own += [one.name for one in chart.series]
        assert not any(name in text for name in HOSTILE if len(name) > 2 for text in own)


def test_labels_are_plain_lines() -> None:
    names = list(HOSTILE)[:MOST_NAMES]
    charts = charts_of([CLEAR["MOAI"[index % 4]] for index in range(len(names))], names)
    for label in column(table(charts, "shares"), "label"):
        assert isinstance(label, str)
        assert label.isprintable()


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_chart_says_what_it_shows(language: str) -> None:
    charts = charts_of([CLEAR["M"], CLEAR["A"]], language=language, scores=True)
    assert charts.scores is not None
    for chart in (charts.map, charts.shares, charts.scores):
        assert chart.title
        assert len(chart.alt_text) > 40
    assert ("必备" in charts.map.alt_text) == (language == "zh-Hans")
    names = [one.name for one in (*charts.frames, *(table for _, table in charts.tables))]
    assert len(set(names)) == len(names)


def test_the_same_analysis_gives_the_same_charts() -> None:
    random = np.random.default_rng(3)
    counts = [
        dict(zip("AOMIRQ", map(int, row), strict=True)) for row in random.integers(1, 40, (40, 6))
    ]
    assert charts_of(counts) == charts_of(counts)
