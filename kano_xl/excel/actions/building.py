"""The plan for a filled roadmap of the open workbook, on a sheet of its own.

What was filled in stays as it is: each plan is a new sheet, so that two budgets can be compared.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse
from kano_xl.errors import InputError, Place
from kano_xl.excel.actions.own_survey import OwnSurvey, own_survey
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.native import show
from kano_xl.excel.book.plans import PlanInBook, known_features, shown_or_all
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.planned import KnownSurvey
from kano_xl.planned_roadmap import PlannedRoadmap, planned_roadmap, remarks
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import with_room
from kano_xl.planning.roadmap_reading import read_roadmap, require_usable
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.planning.roadmap_texts import plan_says
from kano_xl.report.words import Words
from kano_xl.survey.quoting import quoted
from kano_xl.survey.reading import assemble
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.planning import add_plan, free_plan_title

if TYPE_CHECKING:
    import xlwings


def plan_build(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Plan the roadmap that is shown, or else the only one, and add the plan as a new sheet.

    Args:
        book: the workbook, whose survey is resampled to tell how sure the plan is.
        agreed: the codes of the questions that the user said yes to.
        language: of the messages; that of the sheet is a setting.

    Returns:
        What the plan reaches, or a question about the survey, as *Analyse* would ask it.

    Raises:
        InputError: ``plan_no_roadmap``, ``plan_which_roadmap``; ``plan_not_analysed`` where the
            last result is not what the survey says now; or there is no plan.
        KanoError: something is wrong with the survey, or no sheet can be added.
    """
    book = NamesAsked(book)
    check_state(book, BEFORE_ADDING_SHEETS)
    words = Words.of(read_settings(book, language))
    roadmap = _roadmap(book)
    filled = roadmap.filled()
    require_usable(filled)
    typed = read_roadmap(filled)
    own = own_survey(book, agreed, language)
    if isinstance(own, Reply):
        return own
    survey = _known(own)
    known = known_features(book)
    if known.features != KnownFeatures.of(survey.analysis).features:
        raise InputError("plan_not_analysed", Place(sheet=roadmap.title))
    with undisturbed(book):
        book.app.status_bar = text(language, "actions.plan.planning")
        planned = planned_roadmap(roadmap.title, typed, survey, Place(sheet=roadmap.title))
        title = free_plan_title(text(words.language, "planning.sheet.roadmap"), book)
        filling = with_room(planned.filling)
        added = add_plan(
            book, roadmap_sheet(words, title, filling, known, planned.plan), words.language
        )
    show(added)
    told = {"sheet": quoted(added.name), "first": quoted(roadmap.title)}
    lines = [text(language, "actions.plan.planned", **told), *_told(planned, language)]
    return Reply("done", "\n\n".join(lines))


def _roadmap(book: xlwings.Book) -> PlanInBook:
    """The roadmap that is shown, or else the only one."""
    there = shown_or_all(book, "roadmap")
    if not there:
        raise InputError("plan_no_roadmap")
    if len(there) > 1:
        raise InputError("plan_which_roadmap")
    return there[0]


def _known(own: OwnSurvey) -> KnownSurvey:
    if own.read is None:
        raise own.lacking or InputError("no_survey")
    survey = assemble([(own.read.found, own.read.part)], own.settings)
    return KnownSurvey(analyse(survey, own.settings), survey.problems, survey)


def _told(planned: PlannedRoadmap, language: str) -> list[str]:
    """How sure the plan is, and what is not in it."""
    first, *_ = plan_says(Words(language), planned.plan)
    return [first, *remarks(planned, language)]
