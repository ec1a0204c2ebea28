"""What is understood of the survey in the open workbook, and what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kano_xl.errors import IN_EXCEL
from kano_xl.excel.actions.explaining import say_what_they_mean
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.replanning import states
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.actions.which_rows import which_rows
from kano_xl.excel.book.reading import find_source
from kano_xl.excel.book.state import BEFORE_CHECKING, check_state
from kano_xl.excel.reply import LONGEST, Reply
from kano_xl.languages import text
from kano_xl.survey.coding.answers import UnknownAnswersError
from kano_xl.survey.findings import Remark, findings
from kano_xl.survey.inspecting import Understanding, understanding_of
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.survey.tables.table import EMPTY

if TYPE_CHECKING:
    import xlwings

_PAIRS = 4
"""So many features are named: what is wrong needs the room."""


def check(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Read the survey as the analysis would, and tell what it is and what is wrong with it.

    Raises:
        InputError: there is no survey, or more than one, or a kano_xl name was edited.
        SettingsError: the settings sheet holds what is not possible.
    """
    check_state(book, BEFORE_CHECKING)
    settings = replace(read_settings(book, language), accept_pairs=True)
    instructions = Instructions(settings)
    source = find_source(book, instructions, agreed)
    choice = which_rows(source, agreed, language)
    if choice is not None:
        return choice
    found = understanding_of(source.found, instructions)
    if isinstance(found.refusal, UnknownAnswersError):
        return say_what_they_mean(book, found.refusal, agreed, language)
    if found.refusal is not None:
        raise found.refusal
    return Reply("done", "\n\n".join([*states(book, language), in_words(found, language)]))


def in_words(found: Understanding, language: str) -> str:
    """What was understood, then as many problems as a message has room for."""
    lines = list(_facts(found, language))
    analyse = text(language, "ribbon.analyse.label")
    certain = findings(found.problems)
    if not certain:
        return "\n\n".join([*lines, text(language, "actions.check.fine", analyse=analyse)])
    sheet = text(language, "report.sheet.check")
    lines.append(text(language, "actions.check.problems", n=len(certain)))
    words = "\n\n".join(lines)
    for index, finding in enumerate(certain):
        left = len(certain) - index
        more = text(language, "actions.check.more", n=left, analyse=analyse, sheet=sheet)
        line = _line(finding, found, language)
        if len(words) + len(line) + 1 + (len(more) + 1 if left > 1 else 0) > LONGEST:
            return f"{words}\n{more}"
        words = f"{words}\n{line}"
    return words


def _facts(found: Understanding, language: str) -> Iterator[str]:
    assert found.layout is not None
    kind = "size" if found.respondents else "size_totals"
    yield text(
        language,
        f"actions.check.{kind}",
        where=f"“{quoted(found.sheet.name)}”",
        features=len(found.features),
        respondents=found.respondents,
        layout=text(language, f"names.layout.{found.layout.kind}"),
        row=found.layout.table.header_row + 1,
    )
    pairs = [
        text(
            language,
            "actions.check.pair",
            name=quoted(pair.name),
            functional=pair.functional[0].letter,
            dysfunctional=pair.dysfunctional[0].letter,
        )
        for pair in found.pairs
    ]
    names = pairs or [f"“{quoted(name)}”" for name in found.features]
    yield text(language, "actions.check.features", names=listed(names, language, _PAIRS))
    columns = [column.letter for column, _ in found.ignored if column.holds != EMPTY]
    if columns:
        yield text(language, "actions.check.ignored", columns=listed(columns, language))


def _line(finding: Remark, found: Understanding, language: str) -> str:
    """A finding with its first cells, and what mends it."""
    words = finding.problem.message(language, IN_EXCEL)
    cells = finding.where(language, found.survey.source if found.survey else None)
    return text(language, "actions.check.line", cell=cells, words=words) if cells else words
