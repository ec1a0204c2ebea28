"""The sheet that is read first, and can be handed out alone: one page with all that matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kano_xl.model.analysis import Analysis
from kano_xl.model.categories import evaluation_table
from kano_xl.report.content.groups import in_summary
from kano_xl.report.content.overview import overview
from kano_xl.report.content.priorities import priorities
from kano_xl.report.content.sentences import is_settled, leads
from kano_xl.report.report import Block, Chart, Paragraph, ReportSheet
from kano_xl.report.words import Words, chosen_percent, shortened
from kano_xl.survey.findings import findings
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
            *in_summary(analysis, words),
            *_tables(analysis, words),
            *_explained(analysis, words),
        ),
        one_page=True,
    )


def facts(survey: Facts, analysis: Analysis, words: Words, written: date) -> list[Paragraph]:
    """Who was asked, about what, and how it was evaluated."""
    if not analysis.features:
        return [words.paragraph("body", "nothing_yet.summary")]
    settings = analysis.settings
    problems = len(findings(survey.problems))
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
            date=written.isoformat(),
        ),
    ]
    found += counted(analysis, words)
    if any(survey.excluded.values()):
        found.append(Paragraph("body", excluded(survey, words)))
    if problems:
        found.append(words.paragraph("body", "facts.problems", n=problems))
    return found


def counted(analysis: Analysis, words: Words) -> Iterator[Paragraph]:
    """Who is counted, and how much, where that was chosen."""
    settings = analysis.settings
    if settings.where:
        conditions = words.names(words.quoted(settings.where))
        yield words.paragraph("body", "facts.where", conditions=conditions)
    if analysis.is_weighted and settings.weight:
        yield words.paragraph(
            "body",
            "facts.weighted",
            weight=shortened(settings.weight),
            n=analysis.respondents,
            effective=round(analysis.effective),
        )


def _asked(survey: Facts, analysis: Analysis, words: Words) -> str:
    """How many people answered; of a table of counts nobody knows more than the answers."""
    if not survey.source.respondents:
        most = max((feature.n for feature in analysis.features), default=0)
        return words("facts.counts_only", n=most)
    return words("facts.respondents", n=survey.source.respondents)


def source_names(survey: Facts, words: Words) -> str:
    """The files of a survey, each with the sheet that was read; or the kind of its data frame."""
    if survey.source.frame:
        return words("facts.data_frame", engine=survey.source.frame)
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


def _tables(analysis: Analysis, words: Words) -> Iterator[Block]:
    """What to do first, and what not to decide yet, each with what is to be said of it."""
    listed = zip(("first", "undecided"), priorities(analysis, words), strict=True)
    for key, (table, more) in listed:
        yield words.paragraph("heading", f"summary.{key}")
        if analysis.features and not table.rows:
            yield words.paragraph("body", f"summary.no_{key}")
        yield table
        if more:
            sheet = words("sheet.categories")
            yield words.paragraph("note", "summary.more", n=more, sheet=sheet)


def _explained(analysis: Analysis, words: Words) -> Iterator[Paragraph]:
    """How to read the figures of the tables."""
    if not analysis.features:
        return
    confidence = chosen_percent(analysis.settings.confidence)
    yield words.paragraph("note", "summary.figures", confidence=confidence)
    settled = [each for each in analysis.features if is_settled(each)]
    if any(each.category and not leads(each.category, each) for each in settled):
        yield words.paragraph("note", "summary.by_rule", rule=words.rule(analysis.settings.rule))
