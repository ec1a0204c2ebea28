"""The sheet of questions: what people were asked, word for word, beside the short names."""

from __future__ import annotations

from kano_xl.report.report import Column, Sheet, Table
from kano_xl.report.words import Words
from kano_xl.survey.survey import Survey


def questions_sheet(survey: Survey, words: Words) -> Sheet:
    """The sheet "Questions"."""
    columns = (
        Column("feature", words("column.feature"), "text"),
        Column("with", words("column.question_with"), "long_text"),
        Column("without", words("column.question_without"), "long_text"),
        Column("pairing", words("column.pairing"), "label"),
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
    return Sheet(
        "questions",
        words("sheet.questions"),
        (
            words.paragraph("title", "title.questions"),
            words.paragraph("note", "questions.meaning"),
            Table("questions", words("table.questions"), columns, rows),
        ),
    )
