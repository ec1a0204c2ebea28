"""The sheet of data checks: what was understood, what was not, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kano_xl.choices import Reading
from kano_xl.errors import Place
from kano_xl.languages import text
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.report.content.summary import excluded, source_names
from kano_xl.report.report import (
    Block,
    Cell,
    Link,
    Paragraph,
    ReportColumn,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.words import Words, shortened
from kano_xl.survey.findings import Remark, findings
from kano_xl.survey.quoting import printable
from kano_xl.survey.survey import Facts, Wording
from kano_xl.survey.wordings.normalising import number

MOST_WORDINGS = 25
"""So many wordings are shown, the most frequent; of the rest only their number."""


def check_sheet(survey: Facts, reading: Reading, words: Words, where: str) -> ReportSheet:
    """The sheet "Data check"; a table has no row where there is nothing to tell.

    Args:
        survey: what was understood.
        reading: how it was read.
        words: of the report.
        where: the reader is, one of `kano_xl.errors.COMMAND_LINE` and `IN_EXCEL`.
    """
    found = findings(survey.problems)
    blocks: list[Block] = [words.paragraph("title", "title.check")]
    if survey.features:
        blocks.append(words.paragraph("heading", "check.understood"))
        blocks += [Paragraph("body", line) for line in understood(survey, reading, words)]
        blocks += [Paragraph("body", line) for line in _withheld(survey, words.language)]
        blocks.append(words.paragraph("heading", "check.look_at"))
        key = "check.intact" if found else "check.nothing"
        blocks.append(words.paragraph("note" if found else "body", key, n=len(found)))
    else:
        blocks.append(words.paragraph("body", "nothing_yet.check"))
    blocks.append(_problems(found, survey, words, where))
    if survey.wordings:
        blocks.append(words.paragraph("heading", "check.wordings"))
    blocks.append(_wordings(survey, words))
    return ReportSheet("check", words("sheet.check"), tuple(blocks))


def understood(survey: Facts, reading: Reading, words: Words) -> Iterator[str]:
    """Where the survey is, who answered what, what numbers mean, and who was left out."""
    language, source = words.language, survey.source
    layouts = dict.fromkeys(text(language, f"names.layout.{each}") for each in source.layout)
    yield text(
        language,
        "check.understood.where",
        source=source_names(survey, words),
        layout=words("list.separator").join(layouts),
    )
    people = source.respondents
    yield text(
        language,
        "check.understood.people",
        respondents=words("facts.respondents", n=people) if people else words("check.counts"),
        features=words("facts.features", n=len(survey.features)),
        names=words.names([feature.name for feature in survey.features]),
    )
    if any(number(wording.text) is not None for wording in survey.wordings if wording.text):
        scale = text(language, f"check.understood.{reading.numbers.replace('=', '')}")
        yield text(language, "check.understood.numbers", scale=scale)
    if any(survey.excluded.values()):
        yield excluded(survey, words)


def _withheld(survey: Facts, language: str) -> Iterator[str]:
    """Each feature that is not shown, by its whole name: `kano_xl.survey.report_file` reads it."""
    for name in survey.too_few:
        yield text(
            language, "check.understood.withheld", name=printable(name), fewest=FEWEST_PEOPLE
        )


def _problems(found: tuple[Remark, ...], survey: Facts, words: Words, place: str) -> ReportTable:
    columns = (
        ReportColumn("kind", words("column.kind"), "label"),
        ReportColumn("where", words("column.where"), "link"),
        ReportColumn("problem", words("column.problem"), "long_text"),
        ReportColumn("mend", words("column.mend"), "long_text"),
    )
    return ReportTable(
        "problems", words("table.problems"), columns, tuple(_rows(found, survey, words, place))
    )


def _rows(
    found: tuple[Remark, ...], survey: Facts, words: Words, place: str
) -> Iterator[tuple[Cell, ...]]:
    language = words.language
    for each in found:
        yield (
            text(language, f"check.kind.{each.kind}"),
            _where(each, survey, words),
            _sentence(each.found(language)),
            _sentence(each.mend(language, place)),
        )
        if each.alike:
            more = text(language, "check.more_like_it", n=each.alike)
            yield text(language, f"check.kind.{each.kind}"), "", more, ""


def _wordings(survey: Facts, words: Words) -> ReportTable:
    """What the answers were taken for; its columns are as wide as those of the other table."""
    columns = (
        ReportColumn("cells", words("column.cells"), "count"),
        ReportColumn("first", words("column.first"), "link"),
        ReportColumn("answer", words("column.answer"), "long_text"),
        ReportColumn("meaning", words("column.taken_for"), "long_text"),
    )
    language, wordings = words.language, _together(survey.wordings)
    rows: list[tuple[Cell, ...]] = [
        (
            each.n,
            _link(each.place.cell or "", each.place, survey),
            answer_shown(each, language),
            taken_for(each, language),
        )
        for each in wordings[:MOST_WORDINGS]
    ]
    left = wordings[MOST_WORDINGS:]
    if left:
        more = text(language, "check.more", n=len(left))
        rows.append((sum(each.n for each in left), "", more, ""))
    return ReportTable("answers", words("table.answers"), columns, tuple(rows))


def _together(wordings: Sequence[Wording]) -> list[Wording]:
    """The wordings, those that are neither known nor shown as one, the most frequent first."""
    unseen = [each for each in wordings if each.code is None and not each.text]
    shown = [each for each in wordings if each not in unseen]
    if unseen:
        shown.append(replace(unseen[0], n=sum(each.n for each in unseen)))
    return sorted(shown, key=lambda each: -each.n)


def answer_shown(wording: Wording, language: str) -> str:
    """The words of an answer, or why they are not shown."""
    return wording.text or text(language, "check.hidden")


def taken_for(wording: Wording, language: str) -> str:
    """What an answer was taken for, in words."""
    if wording.code is None:
        return text(language, "check.unknown")
    key = f"names.answer.{wording.code}" if wording.code else "check.no_answer"
    meaning = text(language, key)
    if not wording.meant:
        return meaning
    return text(language, "check.read_as", meaning=meaning, meant=wording.meant)


def _sentence(message: str) -> str:
    """A message as a sentence of its own: elsewhere it follows its place and a colon."""
    return message[:1].upper() + message[1:]


def _where(finding: Remark, survey: Facts, words: Words) -> Cell:
    named = shortened(finding.where(words.language, survey.source))
    return _link(named, finding.places[0], survey) if named else words("check.everywhere")


def _link(named: str, place: Place, survey: Facts) -> Cell:
    """A text that leads to its cell, where there is a file to lead to."""
    in_file = place.cell and place.file and not survey.source.frame
    return Link(named, place) if in_file else named
