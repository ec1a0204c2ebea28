"""Tables in print: what is on which page, and how large."""

from __future__ import annotations

import pytest

from kano_xl.languages import LANGUAGES
from kano_xl.report.build import report_for_workbook
from kano_xl.report.report import Report
from kano_xl.report.typesetting.placement import ACROSS, PlacedSheet, PlacedTable, Placement
from kano_xl.report.typesetting.sizes import POINTS
from sample_reports import WRITTEN, analysis_of, mixed_counts, report_of, survey_of

LONG = {
    "en": "Alerts when a payment over the limit leaves my savings account",
    "de": "Meldungen, wenn eine Zahlung über der Grenze mein Sparkonto verlässt",
    "zh-Hans": "夜间转账提醒账户安全余额变动通知指纹登录语音助手客服快捷支付理财",
    "zh-Hant": "夜間轉帳提醒帳戶安全餘額變動通知指紋登入語音助理客服快速支付理財",
}
ESSENTIALS = {
    "categories": ["feature", "category", "verdict", "n", "share_A", "share_Q"],
    "coefficients": ["feature", "category", "better", "worse", "better_low", "worse_high"],
}


def reports(language: str) -> list[Report]:
    surveys = [
        survey_of(mixed_counts(count), [f"{name} {index}" for index in range(count)])
        for count in (3, 12, 60)
        for name in ("F", LONG[language])
    ]
    written = [report_of(survey, language) for survey in surveys]
    analysis = analysis_of(surveys[0], language)
    return [*written, report_for_workbook(surveys[0], analysis, WRITTEN)]


def sheet(report: Report, key: str) -> PlacedSheet:
    return next(each for each in Placement(report).sheets if each.sheet.key == key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ESSENTIALS)
def test_the_pages_of_a_wide_table_are_readable_and_whole(language: str, key: str) -> None:
    for report in reports(language):
        placed = sheet(report, key)
        table = next(block for block in placed.blocks if isinstance(block, PlacedTable))
        assert POINTS["cell"] * placed.scale / 100 >= 8
        first, *others = placed.areas
        essentials = [table.column_of(each) for each in ESSENTIALS[key]]
        assert max(essentials) <= first.last_column
        shown = [
            column for area in placed.areas for column in range(area.column, area.last_column + 1)
        ]
        assert shown == list(range(len(placed.widths)))
        assert placed.beside == table.column_of("feature") + 1
        assert first.row == 0
        assert {area.row for area in others} == {table.row} == {placed.repeated}
        for area in placed.areas:
            across = sum(placed.widths[area.column : area.last_column + 1])
            across += sum(placed.widths[: placed.beside]) if area.column else 0
            assert across * placed.scale / 100 <= ACROSS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_fill_their_page(language: str) -> None:
    for count, least in ((3, 0.6), (12, 0.9), (15, 0.9), (30, 0.9), (60, 0.9)):
        placed = sheet(report_of(survey_of(mixed_counts(count)), language), "shares")
        chart = next(block.chart for block in placed.blocks if hasattr(block, "chart"))
        # A4 and Letter, in pixels between the margins: the narrower side of either.
        across, down = (988, 620) if placed.sheet.landscape else (698, 980)
        scale = min(1, across / sum(placed.widths))
        assert chart.width * scale >= 0.85 * across
        assert chart.height * scale >= least * (down - 60)
        pitch = (chart.height - 116) / count * scale
        assert pitch >= 9 * 96 / 72 * 0.6


def test_chart_data_is_out_of_sight() -> None:
    report = report_of(survey_of(mixed_counts(3)))
    assert sheet(report, "data").sheet.aside
    assert [area.address for area in sheet(report, "data").areas] == ["$A$1:$A$1"]
