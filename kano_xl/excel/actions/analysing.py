"""Analyse: the survey of the open workbook, its results as sheets of the same workbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse as analyse_survey
from kano_xl.errors import Problem
from kano_xl.excel.actions import beside
from kano_xl.excel.actions.analysed import told
from kano_xl.excel.actions.explaining import say_what_they_mean
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.numbering import number_new_features
from kano_xl.excel.actions.replanning import RENAMED, NewResult
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.actions.which_rows import which_rows
from kano_xl.excel.book.native import can_be_seen, show
from kano_xl.excel.book.origin import cells_of
from kano_xl.excel.book.reading import find_source
from kano_xl.excel.book.state import (
    BEFORE_ANALYSING,
    BEFORE_WRITING_GROUPS,
    BEFORE_WRITING_SATISFACTION,
    check_state,
)
from kano_xl.excel.reply import YES, Reply
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.report.build import report_for_workbook
from kano_xl.survey.coding.answers import UnknownAnswersError
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.survey.reading import survey_of
from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.marks import changed_by_hand

if TYPE_CHECKING:
    import xlwings

_PAIRS = "pairs"
_CHANGED = "changed"
_UNDERSTANDING, _WRITING = 0.3, 0.5
"""Shares of the work that are done when a stage begins."""


def analyse(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Analyse the survey of a workbook and write the results into it.

    Args:
        book: the workbook.
        agreed: the codes of the questions that the user said yes to.
        language: of the messages; that of the results is a setting.

    Returns:
        What was found, or a question: whether the right cells were taken, whether hidden rows
        or those below a table count, whether pairs of questions that were not told by their
        words are right, whether results of another survey are to be replaced, or whether
        results that the user changed may be overwritten.

    Raises:
        KanoError: there is no survey, something is wrong with it, or the results cannot be
            written. The workbook is as it was, except for ``half_changed`` and for the numbers
            that new features on the template's list were given.
    """
    with undisturbed(book):
        asked = NamesAsked(book)
        check_state(asked, BEFORE_ANALYSING)
        settings = replace(read_settings(asked, language), scores=True, accept_pairs=True)
        numbered = number_new_features(asked)
        instructions = Instructions(settings)
        _show(book, language, "reading", 0)
        source = find_source(asked, instructions, agreed)
        if source.doubt and source.doubt not in agreed:
            return _ask(language, source.doubt, sheet=quoted(source.found.sheet.name))
        choice = which_rows(source, agreed, language)
        if choice is not None:
            return choice
        _show(book, language, "understanding", _UNDERSTANDING)
        try:
            survey = survey_of(source.found, instructions)
        except UnknownAnswersError as unknown:
            return say_what_they_mean(book, unknown, agreed, language)
        uncertain = [problem for problem in survey.problems if problem.code == "pair_uncertain"]
        if uncertain and _PAIRS not in agreed:
            return _ask(language, _PAIRS, pairs=_pairs(uncertain, language))
        answer = beside.answer(asked, source.found, survey, settings, agreed, language)
        if answer is not None:
            return answer
        changed = () if _CHANGED in agreed else changed_by_hand(asked)
        if changed:
            return _ask(language, _CHANGED, sheets=_titles(changed, language))
        analysis = analyse_survey(survey, settings)
        _require_room(asked, analysis)
        result = NewResult(asked, analysis)
        if RENAMED not in agreed and result.pairs:
            return Reply("choose", result.question(language), RENAMED)
        report = report_for_workbook(survey, analysis, date.today())
        titles = write_into(
            asked,
            report,
            of=cells_of(source.found),
            progress=lambda share: _show(
                book, language, "writing", _WRITING + share * (1 - _WRITING)
            ),
        )
        planned = [result.rename(language)] if RENAMED + YES in agreed and result.pairs else []
        planned += result.told(language)
    first = book.sheets[titles[0]]
    if can_be_seen(first):
        show(first)
    lines = [
        *told(source.found, survey, analysis, report, titles, language),
        *planned,
        text(language, "actions.analyse.numbered", names=_titles(numbered, language))
        if numbered
        else "",
    ]
    return Reply("done", "\n\n".join(filter(None, lines)))


def _require_room(asked: xlwings.Book, analysis: Analysis) -> None:
    """Refuse where sheets that only such a survey has can neither be added nor be shown."""
    if analysis.groups:
        check_state(asked, BEFORE_WRITING_GROUPS)
    if analysis.asks_satisfaction:
        check_state(asked, BEFORE_WRITING_SATISFACTION)


def _show(book: xlwings.Book, language: str, stage: str, share: float) -> None:
    """Tell in the status bar how far it is."""
    words = text(language, f"actions.analyse.stage.{stage}")
    book.app.status_bar = text(
        language, "actions.analyse.progress", stage=words, percent=round(share * 100)
    )


def _ask(language: str, code: str, **values: object) -> Reply:
    return Reply("ask", text(language, f"actions.analyse.question.{code}", **values), code)


def _pairs(problems: Sequence[Problem], language: str) -> str:
    pairs = [text(language, "actions.analyse.pair", **problem.values) for problem in problems]
    return listed(pairs, language)


def _titles(titles: Sequence[str], language: str) -> str:
    return listed([f"“{quoted(title)}”" for title in titles], language)
