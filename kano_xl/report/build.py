"""From an analysis to a report: which sheets there are, in which order."""

from __future__ import annotations

from datetime import date

from kano_xl.model.analysis import Analysis
from kano_xl.report.categories import categories_sheet
from kano_xl.report.charts import ChartSet, build_charts
from kano_xl.report.check import check_sheet
from kano_xl.report.coefficients import coefficients_sheet
from kano_xl.report.method import method_sheet
from kano_xl.report.questions import questions_sheet
from kano_xl.report.report import Block, Chart, Paragraph, Report, Sheet
from kano_xl.report.scores import scores_sheet
from kano_xl.report.summary import summary_sheet
from kano_xl.report.words import Words
from kano_xl.survey.survey import Survey


def build_report(survey: Survey, analysis: Analysis, written: date) -> Report:
    """The report of a survey and its analysis, in the language of the settings.

    A survey of which only counts are known has no sheet of scores; one without
    questions has no sheet of questions.
    """
    language = analysis.settings.language
    words = Words(language)
    charts = build_charts(analysis)
    sheets = [
        summary_sheet(survey, analysis, words, written, charts.map),
        categories_sheet(analysis, words),
        _shares_sheet(charts.shares, words),
        coefficients_sheet(analysis, words),
    ]
    if charts.scores is not None:
        sheets.append(scores_sheet(analysis, words, charts.scores))
    sheets.append(check_sheet(survey, words))
    if any(feature.question or feature.functional for feature in survey.features):
        sheets.append(questions_sheet(survey, words))
    sheets.append(method_sheet(survey, analysis, words, written))
    sheets.append(_data_sheet(charts, words))
    title = words("title.report", source=words.names(survey.source.files))
    return Report(language, title, tuple(sheets), written)


def _shares_sheet(chart: Chart, words: Words) -> Sheet:
    """The sheet of the shares' bars, alone on an upright page: many features make it high."""
    return Sheet("shares", words("sheet.shares"), (words.paragraph("title", "title.shares"), chart))


def _data_sheet(charts: ChartSet, words: Words) -> Sheet:
    """The sheet of what the charts are drawn from, each chart's tables below its title."""
    drawn = (charts.map, charts.shares, charts.scores)
    titles = {chart.key: chart.title for chart in drawn if chart is not None}
    blocks: list[Block] = [
        words.paragraph("title", "title.data"),
        words.paragraph("note", "data.meaning"),
    ]
    for table in charts.tables:
        if table.key in titles:
            blocks.append(Paragraph("heading", titles[table.key]))
        blocks.append(table)
    return Sheet("data", words("sheet.data"), tuple(blocks), landscape=True)
