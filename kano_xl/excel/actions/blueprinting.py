"""A service blueprint in the open workbook, with the steps of its customer journey map."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kano_xl.errors import InputError
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.native import show
from kano_xl.excel.book.plans import PlanInBook, known_features, shown_or_all
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.planning.blueprint_filling import empty_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.blueprint_steps import blueprint_of
from kano_xl.planning.journey_filling import JourneyFilling
from kano_xl.planning.journey_reading import read_journey
from kano_xl.survey.quoting import quoted
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.planning import add_plan, free_plan_title

if TYPE_CHECKING:
    import xlwings


def plan_blueprint(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Add a service blueprint and go to it.

    Its steps are the touchpoints of the journey map that is shown, or else of the only one; it is
    empty where there is none, or nothing is filled in.

    Raises:
        InputError: ``plan_which_journey``, or names of the map's own were deleted.
        OutputError: no sheet can be added.
    """
    book = NamesAsked(book)
    check_state(book, BEFORE_ADDING_SHEETS)
    words = read_settings(book, language).language
    journey, known = _journey(book), known_features(book)
    filled = JourneyFilling(()) if journey is None else read_journey(journey.filled())
    filling = blueprint_of(filled) if filled.touchpoints else empty_blueprint()
    title = free_plan_title(text(words, "planning.sheet.blueprint"), book)
    with undisturbed(book):
        added = add_plan(book, blueprint_sheet(words, title, filling, known), words)
    show(added)
    called = {"sheet": quoted(added.name), "analyse": text(language, "ribbon.analyse.label")}
    lines = [text(language, f"actions.plan.{'map' if known.features else 'map_alone'}", **called)]
    if journey is None or not filled.touchpoints:
        lines.append(text(language, "blueprint.begin"))
    else:
        taken = {"journey": quoted(journey.title), "n": len(filled.touchpoints)}
        lines.append(text(language, "actions.plan.taken", **taken))
        lines.append(text(language, "blueprint.go_on"))
    return Reply("done", "\n\n".join(lines))


def _journey(book: xlwings.Book) -> PlanInBook | None:
    """The journey map that is shown, or else the only one; None where there is none."""
    maps = shown_or_all(book, "journey")
    if len(maps) > 1:
        raise InputError("plan_which_journey")
    return next(iter(maps), None)
