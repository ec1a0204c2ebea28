"""What journey maps leave to the next survey, written into free rows of the sheet of features."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from kano_xl import names
from kano_xl.errors import InputError, OutputError, Place
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.numbering import free_rows
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.native import contents_protected, show
from kano_xl.excel.book.plans import known_features, listed_features, plans_in
from kano_xl.excel.reply import Reply
from kano_xl.languages import InQuotes, text, traits_of
from kano_xl.planning.journey_asking import ToAsk, to_ask
from kano_xl.planning.journey_numbers import calculate_journey
from kano_xl.planning.journey_reading import read_journey
from kano_xl.survey.quoting import printable, quoted
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.cells import typed
from kano_xl.writers.open_workbook.sheet import type_into

if TYPE_CHECKING:
    import xlwings

NEXT_SURVEY = "next_survey"
"""The question whether the proposed features are to be written."""


def plan_ask(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Offer what journey maps leave to the next survey to the sheet of features.

    Only rows in which nothing stands, and whose columns of answers are empty, are written.

    Returns:
        The question with the names, what was written, or that there is nothing to ask.

    Raises:
        InputError: ``plan_no_journey``, ``plan_no_features``, ``plan_no_room``, or names of a
            map's own were deleted.
        OutputError: the sheet of features is protected.
    """
    book = NamesAsked(book)
    maps = [plan for plan in plans_in(book) if plan.key == "journey"]
    if not maps:
        raise InputError("plan_no_journey")
    features = named_cells(book, names.FEATURES).get(names.FEATURES)
    if features is None:
        raise InputError("plan_no_features")
    sheet, known = features.sheet, known_features(book)
    journeys = [calculate_journey(read_journey(plan.filled()), known) for plan in maps]
    longest = traits_of(read_settings(book, language).language).longest_feature
    asked = to_ask(journeys, listed_features(book), longest)
    if not asked.names and not asked.too_long:
        return Reply("done", text(language, "actions.ask.nothing", sheet=quoted(sheet.name)))
    free = free_rows(book) if asked.names else []
    if asked.names and contents_protected(sheet):
        raise OutputError("open_sheet_protected", Place(sheet=printable(sheet.name)))
    if asked.names and not free:
        raise InputError("plan_no_room", Place(sheet=printable(sheet.name)))
    written, left = asked.names[: len(free)], asked.names[len(free) :]
    lines = _left(asked, left, longest, language)
    if not written or NEXT_SURVEY not in agreed:
        kind, key = ("ask", "question") if written else ("done", "none")
        told = {"sheet": quoted(sheet.name), "names": _named(written, language)}
        words = [text(language, f"actions.ask.{key}", **told), *lines]
        return Reply(kind, "\n\n".join(words), NEXT_SURVEY if written else "")
    with undisturbed(book):
        for cell, name in zip(free, written, strict=False):
            type_into(cell, ((typed(name),),))
    show(sheet)
    done = text(language, "actions.ask.done", n=len(written), sheet=quoted(sheet.name))
    return Reply("done", "\n\n".join([done, *lines]))


def _left(asked: ToAsk, left: Sequence[str], longest: int, language: str) -> list[str]:
    """What is not written, and why."""
    lines = []
    if left:
        lines.append(text(language, "actions.ask.room", names=_named(left, language)))
    if asked.too_long:
        named = _named(asked.too_long, language)
        lines.append(text(language, "actions.ask.long", most=longest, names=named))
    return lines


def _named(words: Sequence[str], language: str) -> str:
    return InQuotes(listed([f"“{quoted(each)}”" for each in words], language))
