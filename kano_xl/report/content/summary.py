"""The sheet that is read first: facts, the map, conclusions, what to do first, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import evaluation_table
from kano_xl.model.measures import PRIORITIES
from kano_xl.report.content.advice import advice
from kano_xl.report.content.measured import FeatureColumn, feature_table, measured
from kano_xl.report.content.overview import overview
from kano_xl.report.content.sentences import conclusion, is_settled
from kano_xl.report.report import Block, CategoryName, Chart, Paragraph, ReportSheet
from kano_xl.report.words import Words, chosen_percent, shortened
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
            *_priorities(analysis, words),
            words.paragraph("heading", "summary.undecided"),
            *_undecided(analysis, words),
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
            confidence=chosen_percent(settings.confidence),
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


def _priorities(analysis: Analysis, words: Words) -> list[Block]:
    """The features whose category is settled, what to do first first."""
    settled = tuple(each for each in analysis.features if is_settled(each))
    columns = _columns(measured(PRIORITIES, analysis, words), analysis, words)
    table = feature_table(PRIORITIES, columns, replace(analysis, features=settled), words)
    if settled or not analysis.features:
        return [table]
    return [words.paragraph("body", "summary.nothing_settled"), table]


def _undecided(analysis: Analysis, words: Words) -> list[Block]:
    """The other features, each with what would settle it."""
    waiting = tuple(each for each in analysis.features if not is_settled(each))
    first = [
        replace(column, cell=partial(_so_far, words=words))
        if column.head.key == "category"
        else column
        for column in measured(PRIORITIES, analysis, words)
    ]
    columns = _columns(first, analysis, words)
    table = feature_table("undecided", columns, replace(analysis, features=waiting), words)
    if waiting or not analysis.features:
        return [table]
    return [words.paragraph("body", "summary.nothing_open"), table]


def _columns(
    first: Iterable[FeatureColumn], analysis: Analysis, words: Words
) -> list[FeatureColumn]:
    """Columns, followed by the two of sentences."""
    sentences = {"conclusion": conclusion, "advice": advice}
    return [
        *first,
        *(
            FeatureColumn.of_words(
                key, "long_text", words, partial(sentence, rules=analysis.settings, words=words)
            )
            for key, sentence in sentences.items()
        ),
    ]


def _so_far(feature: FeatureResult, words: Words) -> CategoryName | None:
    """The category of an open feature, as a question."""
    if feature.category is None:
        return None
    named = words("summary.so_far", category=words.category(feature.category))
    return CategoryName(feature.category, named)
