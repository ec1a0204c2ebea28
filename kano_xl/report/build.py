"""From an analysis to a report: which sheets there are, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kano_xl.choices import Settings
from kano_xl.errors import COMMAND_LINE, IN_EXCEL
from kano_xl.model.analysis import Analysis
from kano_xl.report.charts.chart_set import (
    ROOM,
    ChartSet,
    build_charts,
    build_lasting_charts,
    with_lasting_groups,
    with_satisfaction,
)
from kano_xl.report.charts.shares import MOST_LYING, MOST_ON_A_PAGE
from kano_xl.report.content.categories import categories_sheet
from kano_xl.report.content.check import check_sheet
from kano_xl.report.content.coefficients import coefficients_sheet
from kano_xl.report.content.groups import group_data_sheet, group_figures_sheet, groups_sheet
from kano_xl.report.content.method import method_sheet
from kano_xl.report.content.questions import questions_sheet
from kano_xl.report.content.results import results_sheet
from kano_xl.report.content.satisfaction import satisfaction_data_sheet, satisfaction_sheet
from kano_xl.report.content.scores import scores_sheet
from kano_xl.report.content.summary import source_names, summary_sheet
from kano_xl.report.report import Band, Chart, Report, ReportSheet
from kano_xl.report.words import Words
from kano_xl.survey.survey import Facts, Source


def build_report(
    survey: Facts, analysis: Analysis, written: date, where: str = COMMAND_LINE
) -> Report:
    """The report of a survey and its analysis, in the language of the settings, as a file.

    Its charts hold just these features. What would be empty is left out: the sheet of scores
    where none are asked for or only counts are known, that of questions where there are none,
    and the tables of problems and of what is settled or open.

    Args:
        survey: what was understood of the answers.
        analysis: what the model says of them.
        written: the date that the report bears.
        where: its reader is, one of `COMMAND_LINE` and `IN_EXCEL`, for what mends a problem.
    """
    words = Words.of(analysis.settings)
    sheets = _sheets(survey, analysis, words, written, build_charts(analysis), where)
    return _report(survey, words, written, _with_content(sheets, survey))


def report_for_workbook(survey: Facts, analysis: Analysis, written: date) -> Report:
    """The same for an open workbook, where the next report takes the place of this one.

    It has every sheet, every table and every chart whatever the survey, but for `OF_GROUPS`
    where there are no groups and `OF_SATISFACTION` where nobody was asked, and the charts have
    `kano_xl.report.charts.chart_set.ROOM`: so the next one fits into the same charts, and
    links to a sheet or a table live on.
    """
    analysis = replace(analysis, settings=replace(analysis.settings, scores=True))
    return _lasting(survey, analysis, written, build_lasting_charts(analysis))


def empty_report(language: str, written: date) -> Report:
    """The report for a workbook whose survey is still to come: no feature and no group yet."""
    survey = Facts(Source((), (), (), 0), ())
    analysis = Analysis((), Settings(language=language, scores=True))
    charts = with_lasting_groups(build_lasting_charts(analysis), analysis)
    charts = with_satisfaction(charts, analysis, ROOM)
    return _lasting(survey, analysis, written, charts)


def _lasting(survey: Facts, analysis: Analysis, written: date, charts: ChartSet) -> Report:
    words = Words.of(analysis.settings)
    sheets = _sheets(survey, analysis, words, written, charts, IN_EXCEL)
    return _report(survey, words, written, sheets)


def _report(survey: Facts, words: Words, written: date, sheets: Iterable[ReportSheet]) -> Report:
    files, frame = survey.source.files, survey.source.frame
    named = source_names(survey, words) if frame else words.names(files)
    title = words("title.report", source=named) if named else words("title.summary")
    return Report(words.language, title, tuple(sheets), written)


def _sheets(
    survey: Facts,
    analysis: Analysis,
    words: Words,
    written: date,
    charts: ChartSet,
    where: str,
) -> list[ReportSheet]:
    """All sheets, in the order in which one reads them; ``where`` that is, for what to do."""
    scores = [] if charts.scores is None else [scores_sheet(analysis, words, charts.scores)]
    groups, behind, today = [], [], []
    if charts.groups:
        groups = [
            groups_sheet(analysis, words, charts.groups),
            group_figures_sheet(analysis, words),
        ]
    if charts.of_groups:
        behind = [group_data_sheet(charts.of_groups, words)]
    if charts.satisfaction:
        today = [satisfaction_sheet(analysis, words, charts.satisfaction)]
        behind.append(satisfaction_data_sheet(charts.satisfaction, words, charts.rows))
    return [
        summary_sheet(survey, analysis, words, written, charts.map),
        categories_sheet(analysis, words),
        _shares_sheet(charts.shares, len(analysis.features), words),
        coefficients_sheet(analysis, words),
        *today,
        *groups,
        *scores,
        check_sheet(survey, analysis.settings, words, where),
        questions_sheet(survey, words),
        method_sheet(survey, analysis, words, written),
        results_sheet(analysis, words),
        _data_sheet(charts, words),
        *behind,
    ]


def _with_content(sheets: Iterable[ReportSheet], survey: Facts) -> Iterator[ReportSheet]:
    """The sheets, without those that hold nothing of this survey and without empty tables."""
    asked = any(feature.question or feature.functional for feature in survey.features)
    for sheet in sheets:
        if sheet.key in ("summary", "check"):
            empty = [table for table in sheet.tables if not table.rows]
            yield replace(sheet, blocks=tuple(b for b in sheet.blocks if b not in empty))
        elif asked or sheet.key != "questions":
            yield sheet


def _shares_sheet(chart: Chart, features: int, words: Words) -> ReportSheet:
    """The sheet of the shares' bars, alone on a page: upright where many features make it high."""
    return ReportSheet(
        "shares",
        words("sheet.shares"),
        (words.paragraph("title", "title.shares"), chart),
        landscape=features <= MOST_LYING,
        one_page=features <= MOST_ON_A_PAGE,
    )


def _data_sheet(charts: ChartSet, words: Words) -> ReportSheet:
    """The sheet of what the charts are drawn from.

    What has always as many rows stands on top, the rest side by side: so no cell that a
    chart reads moves with the number of features.
    """
    headings, tables = zip(*charts.tables, strict=True)
    return ReportSheet(
        "data",
        words("sheet.data"),
        (
            words.paragraph("title", "title.data"),
            words.paragraph("note", "data.meaning"),
            *charts.frames,
            Band(headings, tables, charts.rows),
        ),
        landscape=True,
        aside=True,
    )
