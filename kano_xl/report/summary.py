"""The sheet that is read first: facts, the map, conclusions, what to do first."""

from __future__ import annotations

from datetime import date

from kano_xl.model.analysis import Analysis
from kano_xl.model.categories import evaluation_table
from kano_xl.report.report import Chart, Paragraph, ReportColumn, ReportSheet, ReportTable
from kano_xl.report.sentences import advice, conclusion, overview
from kano_xl.report.words import Words, percent, shortened
from kano_xl.survey.survey import Facts


def summary_sheet(
    survey: Facts, analysis: Analysis, words: Words, written: date, chart: Chart
) -> ReportSheet:
    """The sheet "Summary"."""
    return ReportSheet(
        "summary",
        words("sheet.summary"),
        (
            words.paragraph("title", "title.summary"),
            *facts(survey, analysis, words, written),
            chart,
            words.paragraph("heading", "summary.conclusions"),
            *overview(analysis, words),
            words.paragraph("heading", "summary.first"),
            _priorities(analysis, words),
        ),
    )


def facts(survey: Facts, analysis: Analysis, words: Words, written: date) -> list[Paragraph]:
    """Who was asked, about what, and how it was evaluated."""
    if not analysis.features:
        return [words.paragraph("body", "nothing_yet.summary")]
    settings = analysis.settings
    problems = len(survey.problems)
    found = [
        words.paragraph(
            "body",
            "facts.survey",
            respondents=_asked(survey, analysis, words),
            features=words("facts.features", n=len(analysis.features)),
            source=source_names(survey, words),
        ),
        words.paragraph(
            "body",
            "facts.method",
            table=words(f"table_choice.{evaluation_table(settings.table).name}"),
            rule=words.rule(settings.rule),
            confidence=percent(settings.confidence),
            date=written.isoformat(),
        ),
    ]
    if any(survey.excluded.values()):
        found.append(Paragraph("body", excluded(survey, words)))
    if problems:
        found.append(words.paragraph("body", "facts.problems", n=problems))
    return found


def _asked(survey: Facts, analysis: Analysis, words: Words) -> str:
    """How many people answered; of a table of counts nobody knows more than the answers."""
    if not survey.source.respondents:
        most = max((feature.n for feature in analysis.features), default=0)
        return words("facts.counts_only", n=most)
    return words("facts.respondents", n=survey.source.respondents)


def source_names(survey: Facts, words: Words) -> str:
    """The files of a survey, each with the sheet that was read."""
    named = [
        words("facts.file_and_sheet", file=shortened(file), sheet=shortened(sheet))
        if sheet
        else shortened(file)
        for file, sheet in zip(survey.source.files, survey.source.sheets, strict=True)
    ]
    return words.names(named)


def excluded(survey: Facts, words: Words) -> str:
    """How many respondents were left out, and why."""
    groups = [
        words("facts.excluded_group", group=words(f"exclusion.{group}"), n=count)
        for group, count in survey.excluded.items()
        if count
    ]
    return words("facts.excluded", groups=words("list.separator").join(groups))


def _priorities(analysis: Analysis, words: Words) -> ReportTable:
    columns = (
        ReportColumn("rank", words("column.rank"), "rank"),
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("category", words("column.category"), "category"),
        ReportColumn("conclusion", words("column.conclusion"), "long_text"),
        ReportColumn("advice", words("column.advice"), "long_text"),
    )
    rows = tuple(
        (
            feature.rank,
            feature.name,
            words.category_cell(feature.category),
            conclusion(feature, words),
            advice(feature, words),
        )
        for feature in analysis.ranked()
    )
    return ReportTable("priorities", words("table.priorities"), columns, rows)
