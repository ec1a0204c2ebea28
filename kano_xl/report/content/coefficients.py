"""The sheet of coefficients, as live formulas over the counts on the sheet of categories."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis
from kano_xl.model.measures import COEFFICIENTS
from kano_xl.report.content.measured import feature_table, measured
from kano_xl.report.report import ReportSheet
from kano_xl.report.words import Words

_FURTHER_PAGES = ("total_satisfaction",)
"""The first page has Better and Worse with their intervals, the second what follows from them."""


def coefficients_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "Coefficients"."""
    return ReportSheet(
        "coefficients",
        words("sheet.coefficients"),
        (
            words.paragraph("title", "title.coefficients"),
            words.paragraph("note", "coefficients.live"),
            feature_table(COEFFICIENTS, measured(COEFFICIENTS, analysis, words), analysis, words),
        ),
        landscape=True,
        parts=_FURTHER_PAGES,
    )
