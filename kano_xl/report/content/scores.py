"""The sheet of continuous scores (DuMouchel 1993)."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis
from kano_xl.model.measures import SCORES
from kano_xl.report.content.measured import feature_table, measured
from kano_xl.report.report import Chart, ReportSheet
from kano_xl.report.words import Words


def scores_sheet(analysis: Analysis, words: Words, chart: Chart) -> ReportSheet:
    """The sheet "Scores"."""
    return ReportSheet(
        "scores",
        words("sheet.scores"),
        (
            words.paragraph("title", "title.scores"),
            words.paragraph("note", "scores.meaning"),
            chart,
            feature_table(SCORES, measured(SCORES, analysis, words), analysis, words),
        ),
    )
