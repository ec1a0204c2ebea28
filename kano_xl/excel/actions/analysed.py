"""What is told of an analysis: which cells were read, who was counted, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.analysis import Analysis
from kano_xl.report.content.groups import differing, grouped
from kano_xl.report.content.summary import counted
from kano_xl.report.report import Paragraph, Report
from kano_xl.report.words import Words
from kano_xl.survey.choosing import Recognised
from kano_xl.survey.findings import findings
from kano_xl.survey.layouts.layout import Layout
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Facts


def told(
    found: Recognised,
    survey: Facts,
    analysis: Analysis,
    report: Report,
    titles: Sequence[str],
    language: str,
) -> Iterator[str]:
    """The paragraphs of the reply, some of which may be "".

    Args:
        found: the cells that were read, which have a layout.
        survey: what is known of them.
        analysis: of them.
        report: of that.
        titles: of its sheets, as they are in the workbook.
        language: of what is told.
    """
    settings = analysis.settings
    yield text(language, "actions.analyse.done", n=len(survey.features), sheet=titles[0])
    yield _read(found, survey, language)
    yield from _counted(analysis)
    yield _offer(found.layout, settings, language)
    yield _finding(report)
    certain = len(findings(survey.problems))
    if certain:
        check = titles[[sheet.key for sheet in report.sheets].index("check")]
        yield text(language, "actions.analyse.problems", n=certain, sheet=check)


def _counted(analysis: Analysis) -> Iterator[str]:
    """Who was counted, how much and in which groups, where that was chosen."""
    settings, words = analysis.settings, Words.of(analysis.settings)
    yield from (paragraph.text for paragraph in counted(analysis, words))
    if settings.where:
        yield words("facts.respondents", n=analysis.respondents)
    if analysis.groups:
        yield grouped(analysis, words)
        yield differing(analysis, words)


def _read(found: Recognised, survey: Facts, language: str) -> str:
    """Which cells were read, and of how many people."""
    assert found.layout is not None
    table, n = found.layout.table, survey.source.respondents
    people = text(language, "report.facts.respondents", n=n) if n else ""
    rows = {"first": table.first_row + 1, "last": table.first_row + table.height}
    kind = "read" if people else "read_counts"
    where = quoted(found.sheet.name)
    return text(language, f"actions.analyse.{kind}", sheet=where, people=people, **rows)


def _offer(layout: Layout | None, settings: Settings, language: str) -> str:
    """That the template's column of groups is filled in, where nobody chose it."""
    if layout is None or settings.by:
        return ""
    titles = {text(each, "template.responses.group") for each in LANGUAGES}
    filled = [column.header for column in layout.background if column.header in titles]
    if not filled:
        return ""
    return text(
        language,
        "actions.analyse.groups_offered",
        column=filled[0],
        by=text(language, "template.settings.by.name"),
        settings=text(language, "ribbon.settings.label"),
    )


def _finding(report: Report) -> str:
    """The first conclusion of the summary."""
    blocks = report.sheets[0].blocks
    conclusions = (
        block.text
        for block in blocks
        if isinstance(block, Paragraph) and block.style == "conclusion"
    )
    return next(conclusions, "")
