"""The survey of the open workbook, for what is done with other files beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.excel.actions.explaining import say_what_they_mean
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.actions.which_rows import which_rows
from kano_xl.excel.book.reading import find_source
from kano_xl.excel.book.state import BEFORE_CHECKING, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.survey.coding.answers import UnknownAnswersError
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.teams.reading import ReadSheet, read_found

if TYPE_CHECKING:
    import xlwings

PAIRS = "pairs"
"""The question whether pairs that were guessed are right."""

_NOTHING = ("no_survey", "template_empty", "file_blank", "no_header", "no_pairs")


@dataclass(frozen=True, eq=False)
class OwnSurvey:
    """What the workbook holds.

    Attributes:
        settings: its choices, but no groups; pairs by position are accepted where the user said so.
        read: its survey; None where there is none.
        lacking: why there is none, if so.
    """

    settings: Settings
    read: ReadSheet | None = None
    lacking: InputError | None = None


def own_survey(book: xlwings.Book, agreed: Collection[str], language: str) -> OwnSurvey | Reply:
    """The survey of a workbook as *Analyse* would read it; nothing is written.

    Returns:
        What was read, or a question to be answered first.

    Raises:
        KanoError: there is a survey and something is wrong with it, or with the settings.
    """
    check_state(book, BEFORE_CHECKING)
    settings = replace(read_settings(book, language), by=None)
    instructions = Instructions(replace(settings, accept_pairs=True))
    try:
        source = find_source(book, instructions, agreed)
        if source.found.refusal is not None:
            raise source.found.refusal
    except InputError as error:
        if error.code not in _NOTHING:
            raise
        return OwnSurvey(settings, lacking=error)
    if source.doubt and source.doubt not in agreed:
        sheet = quoted(source.found.sheet.name)
        return _ask(source.doubt, language, sheet=sheet)
    choice = which_rows(source, agreed, language)
    if choice is not None:
        return choice
    try:
        read = read_found(source.found, instructions)
    except UnknownAnswersError as unknown:
        return say_what_they_mean(book, unknown, agreed, language)
    uncertain = [each for each in read.part.problems if each.code == "pair_uncertain"]
    if not uncertain:
        return OwnSurvey(settings, read)
    if PAIRS in agreed:
        return OwnSurvey(instructions.settings, read)
    pairs = [text(language, "actions.analyse.pair", **each.values) for each in uncertain]
    return _ask(PAIRS, language, pairs=listed(pairs, language))


def _ask(code: str, language: str, **values: object) -> Reply:
    return Reply("ask", text(language, f"actions.analyse.question.{code}", **values), code)
