"""The sheet of categories: counts, shares, the three rules, how strong and how sure."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis
from kano_xl.model.measures import COUNTS
from kano_xl.report.content.measured import FeatureColumn, feature_table, measured
from kano_xl.report.content.sentences import remarks
from kano_xl.report.report import ReportSheet, ReportTable
from kano_xl.report.words import Words

_BEFORE_REMARKS = "fong"

_FURTHER_PAGES = ("rule_mode",)
"""The first page says what a feature is and by which answers, the second how that was found."""


def categories_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "Categories"."""
    return ReportSheet(
        "categories",
        words("sheet.categories"),
        (
            words.paragraph("title", "title.categories"),
            words.paragraph("note", "categories.letters"),
            words.paragraph("note", "categories.live"),
            counts_table(analysis, words),
        ),
        landscape=True,
        parts=_FURTHER_PAGES,
    )


def counts_table(analysis: Analysis, words: Words) -> ReportTable:
    """The table "counts"; a survey that did not ask for importance has no column of it."""
    stated = any(feature.importance for feature in analysis.features)
    columns: list[FeatureColumn] = []
    for column in measured(COUNTS, analysis, words):
        if stated or column.head.key != "mean_importance":
            columns.append(column)
        # New columns stand behind the remarks, so that those before them keep their places.
        if column.head.key == _BEFORE_REMARKS:
            columns.append(
                FeatureColumn.of_words(
                    "remarks", "label", words, lambda feature: remarks(feature, words)
                )
            )
    return feature_table(COUNTS, columns, analysis, words)
