"""The sheet of questions: what people were asked, word for word, beside the short names."""

from __future__ import annotations

from kano_xl.report.report import ReportColumn, ReportSheet, ReportTable
from kano_xl.report.words import Words
from kano_xl.survey.survey import Facts


def questions_sheet(survey: Facts, words: Words) -> ReportSheet:
    """The sheet "Questions"."""
    columns = (
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("with", words("column.question_with"), "long_text"),
        ReportColumn("without", words("column.question_without"), "long_text"),
        ReportColumn("pairing", words("column.pairing"), "label"),
    )
    rows = tuple(
        (
            feature.name,
            feature.question or feature.functional,
            feature.dysfunctional,
            words("pairing.by_words" if feature.certain else "pairing.by_position"),
        )
        for feature in survey.features
    )
    return ReportSheet(
        "questions",
        words("sheet.questions"),
        (
            words.paragraph("title", "title.questions"),
            words.paragraph("note", "questions.meaning"),
            ReportTable("questions", words("table.questions"), columns, rows),
        ),
    )
