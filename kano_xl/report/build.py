"""From an analysis to a report: which sheets there are, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kano_xl.model.analysis import Analysis
from kano_xl.report.categories import categories_sheet
from kano_xl.report.charts import ChartSet, build_charts
from kano_xl.report.check import check_sheet
from kano_xl.report.coefficients import coefficients_sheet
from kano_xl.report.method import method_sheet
from kano_xl.report.questions import questions_sheet
from kano_xl.report.report import Band, Chart, Report, ReportSheet
from kano_xl.report.scores import scores_sheet
from kano_xl.report.summary import summary_sheet
from kano_xl.report.words import Words
from kano_xl.settings import Settings
from kano_xl.survey.survey import Facts, Source

ROOM = 250
"""Features that the charts of an open workbook have room for."""


def build_report(
    survey: Facts, analysis: Analysis, written: date, room: int | None = None
) -> Report:
    """The report of a survey and its analysis, in the language of the settings.

    Args:
        survey: what was understood of the answers.
        analysis: what the model says of them.
        written: the date that the report bears.
        room: features that every chart has room for, whatever the survey, so that a later
            report of another survey fits into the same charts; then all sheets are there.
            None for a file of its own: the charts hold just these features, a survey of
            which only counts are known has no sheet of scores, and one without questions
            has no sheet of questions.
    """
    if room is not None:
        analysis = replace(analysis, settings=replace(analysis.settings, scores=True))
    language = analysis.settings.language
    words = Words(language)
    charts = build_charts(analysis, room)
    sheets = [
        summary_sheet(survey, analysis, words, written, charts.map),
        categories_sheet(analysis, words),
        _shares_sheet(charts.shares, words),
        coefficients_sheet(analysis, words),
    ]
    if charts.scores is not None:
        sheets.append(scores_sheet(analysis, words, charts.scores))
    sheets.append(check_sheet(survey, words, room))
    asked = any(feature.question or feature.functional for feature in survey.features)
    if asked or room is not None:
        sheets.append(questions_sheet(survey, words))
    sheets.append(method_sheet(survey, analysis, words, written))
    sheets.append(_data_sheet(charts, words, room or 0))
    files = survey.source.files
    title = words("title.report", source=words.names(files)) if files else words("title.summary")
    return Report(language, title, tuple(sheets), written)


def empty_report(language: str, written: date, room: int = ROOM) -> Report:
    """The report of a survey that is still to come: every sheet and chart, no feature."""
    survey = Facts(Source((), (), (), 0), ())
    return build_report(survey, Analysis((), Settings(language=language)), written, room)


def _shares_sheet(chart: Chart, words: Words) -> ReportSheet:
    """The sheet of the shares' bars, alone on an upright page: many features make it high."""
    return ReportSheet(
        "shares", words("sheet.shares"), (words.paragraph("title", "title.shares"), chart)
    )


def _data_sheet(charts: ChartSet, words: Words, room: int) -> ReportSheet:
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
            Band(headings, tables, room),
        ),
        landscape=True,
    )
