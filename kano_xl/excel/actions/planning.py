"""Planning sheets in the open workbook, for the features of its last result."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from kano_xl.errors import InputError
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.named import place_of
from kano_xl.excel.book.native import show
from kano_xl.excel.book.plans import PlanInBook, known_features, listed_features, shown_or_all
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import InQuotes, text
from kano_xl.planning.filling import MOST_REQUIREMENTS
from kano_xl.planning.grid import GridArea
from kano_xl.planning.house_layout import FOOT
from kano_xl.planning.house_numbers import CalculatedHouse, calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.making import new_sheet
from kano_xl.planning.next_house import next_house
from kano_xl.report.typesetting.placement import quoted as quoted_title
from kano_xl.report.words import Words
from kano_xl.survey.quoting import quoted
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.planning import add_plan, free_plan_title

if TYPE_CHECKING:
    import xlwings

_HOUSE = "house"


def _add(key: str, book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Add a planning sheet, go to it, and tell what to type first.

    Its rows are the features of the last result, by rank; before there is one, those that the
    template lists.

    Args:
        key: one of `kano_xl.planning.making.KINDS`.
        book: the workbook.
        agreed: not needed: nothing is asked.
        language: of the messages; that of the sheet is a setting.

    Raises:
        KanoError: no sheet can be added, or the settings sheet holds what is not possible.
    """
    book = NamesAsked(book)
    check_state(book, BEFORE_ADDING_SHEETS)
    words = Words.of(read_settings(book, language))
    known = known_features(book)
    needs = [each.name for each in known.features] or listed_features(book)
    title = free_plan_title(text(words.language, f"planning.sheet.{key}"), book)
    with undisturbed(book):
        sheet = new_sheet(key, words, title, known, needs)
        added = add_plan(book, sheet, words.language)
    show(added)
    called = {
        "sheet": quoted(added.name),
        "analyse": text(language, "ribbon.analyse.label"),
        "features": text(words.language, "template.sheet.features"),
    }
    kind = "done" if known.features else "listed" if needs else "empty"
    n = min(len(needs), MOST_REQUIREMENTS)
    lines = [text(language, f"actions.plan.{kind}", n=n, **called)]
    left = [f"“{quoted(name)}”" for name in needs[MOST_REQUIREMENTS:]]
    if left:
        names = InQuotes(listed(left, language))
        lines.append(text(language, "actions.plan.more", most=MOST_REQUIREMENTS, names=names))
    lines.append(text(language, f"planning.{key}.begin"))
    return Reply("done", "\n\n".join(lines))


def _add_map(key: str, book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Add a planning sheet whose rows and columns are no features, and tell what to type first.

    Args:
        key: one of `kano_xl.planning.making.KINDS`; ``KEY.begin`` is what to type first.
        book, agreed, language: as of `_add`.

    Raises:
        KanoError: no sheet can be added, or the settings sheet holds what is not possible.
    """
    book = NamesAsked(book)
    check_state(book, BEFORE_ADDING_SHEETS)
    words = Words.of(read_settings(book, language))
    known = known_features(book)
    title = free_plan_title(text(words.language, f"planning.sheet.{key}"), book)
    with undisturbed(book):
        added = add_plan(book, new_sheet(key, words, title, known, ()), words.language)
    show(added)
    called = {"sheet": quoted(added.name), "analyse": text(language, "ribbon.analyse.label")}
    kind = "map" if known.features else "map_alone"
    lines = [text(language, f"actions.plan.{kind}", **called), text(language, f"{key}.begin")]
    return Reply("done", "\n\n".join(lines))


plan_house = partial(_add, _HOUSE)
plan_priority = partial(_add, "priority")
plan_canvas = partial(_add, "canvas")
plan_roadmap = partial(_add, "roadmap")
plan_journey = partial(_add_map, "journey")


def plan_next(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Add the house whose rows are the technical requirements of another one.

    Raises:
        InputError: ``plan_no_house``, ``plan_which_house``, ``plan_no_columns``.
        OutputError: no sheet can be added.
    """
    book = NamesAsked(book)
    check_state(book, BEFORE_ADDING_SHEETS)
    settings = read_settings(book, language)
    first = _first_house(book)
    filled = first.filled()
    house = calculate(read_house(filled), known_features(book))
    if not any(each.name for each in house.filling.characteristics):
        corner = filled.area("Plan_Characteristics")
        at = corner.row + 2, corner.column + 1
        raise InputError("plan_no_columns", place_of(first.sheet.range(at)))
    title = free_plan_title(text(settings.language, f"planning.sheet.{_HOUSE}"), book)
    names, importance = _addresses(first)
    with undisturbed(book):
        made = next_house(settings.language, title, house, first.title, names, importance)
        added = add_plan(book, made.sheet, settings.language, made.linked)
    show(added)
    told = {"sheet": quoted(added.name), "first": quoted(first.title), "n": _named(house)}
    lines = [text(language, "actions.plan.next", **told), text(language, "planning.house.begin")]
    return Reply("done", "\n\n".join(lines))


def _named(house: CalculatedHouse) -> int:
    return sum(bool(each.name) for each in house.filling.characteristics)


def _first_house(book: xlwings.Book) -> PlanInBook:
    """The house that is shown, or else the only one."""
    houses = shown_or_all(book, _HOUSE)
    if not houses:
        raise InputError("plan_no_house")
    if len(houses) > 1:
        raise InputError("plan_which_house")
    return houses[0]


def _addresses(house: PlanInBook) -> tuple[str, str]:
    """Where the characteristics' names and their technical importance stand."""
    filled = house.filled()
    heads, difficulty = filled.area("Plan_Characteristics"), filled.area("Plan_FootDifficulty")
    below = FOOT.index("technical") - FOOT.index("difficulty")
    rows = heads.row + 1, difficulty.row + below
    title = quoted_title(house.title)
    cells = (GridArea(row, heads.column, row, heads.last_column).fixed for row in rows)
    names, importance = (f"{title}!{each}" for each in cells)
    return names, importance
