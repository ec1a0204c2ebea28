"""The sheet of data checks: every problem with its cell, and who was left out."""

from __future__ import annotations

from kano_xl.errors import Place
from kano_xl.report.content.summary import excluded
from kano_xl.report.report import Block, Link, Paragraph, ReportColumn, ReportSheet, ReportTable
from kano_xl.report.words import Words, shortened
from kano_xl.survey.survey import Facts


def check_sheet(survey: Facts, words: Words) -> ReportSheet:
    """The sheet "Data check"; its table has no row where there is no problem."""
    blocks: list[Block] = [words.paragraph("title", "title.check")]
    if any(survey.excluded.values()):
        blocks.append(Paragraph("body", excluded(survey, words)))
    if not survey.features:
        blocks.append(words.paragraph("body", "nothing_yet.check"))
    elif survey.problems:
        blocks.append(words.paragraph("note", "check.intact", n=len(survey.problems)))
    else:
        blocks.append(words.paragraph("body", "check.nothing"))
    blocks.append(_problems(survey, words))
    return ReportSheet("check", words("sheet.check"), tuple(blocks))


def _problems(survey: Facts, words: Words) -> ReportTable:
    columns = (
        ReportColumn("where", words("column.where"), "link"),
        ReportColumn("problem", words("column.problem"), "long_text"),
    )
    rows = tuple(
        (_where(problem.place, survey, words), _sentence(problem.message(words.language)))
        for problem in survey.problems
    )
    return ReportTable("problems", words("table.problems"), columns, rows)


def _sentence(message: str) -> str:
    """A message as a sentence of its own: elsewhere it follows its place and a colon."""
    return message[:1].upper() + message[1:]


def _where(place: Place, survey: Facts, words: Words) -> str | Link:
    named = shortened(str(place))
    if not named:
        return words("check.everywhere")
    in_file = place.cell and place.file and not survey.source.frame
    return Link(named, place) if in_file else named
