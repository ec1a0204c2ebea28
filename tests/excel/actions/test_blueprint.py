"""A service blueprint in the open workbook: added, with steps taken over, kept, collected from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings

from excel.actions.test_journey import MAP, TOUCHPOINTS, fill_in
from excel.actions.test_planning import ANSWERS, analysed, click, with_results
from kano_xl.excel.book.plans import PlanInBook, plans_in
from kano_xl.languages import text
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.blueprint_layout import BlueprintLayout
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.sideways import FIRST

SHEET = "Service blueprint"
PLACE = BlueprintLayout(len(TOUCHPOINTS) + 2)


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results, a filled journey map, and a blueprint made of it."""
    with with_results(excel) as book:
        assert click(book, "plan_journey").kind == "done"
        fill_in(plan(book, MAP))
        reply = click(book, "plan_blueprint")
        assert reply.kind == "done"
        for words in (
            text("en", "actions.plan.taken", n=len(TOUCHPOINTS), journey=MAP),
            text("en", "blueprint.go_on"),
        ):
            assert words in reply.text
        assert book.sheets.active.name == SHEET
        yield book


def plan(book: xlwings.Book, title: str) -> PlanInBook:
    return next(each for each in plans_in(book) if each.title == title)


def along(found: PlanInBook, key: str) -> list[object]:
    row = PLACE.at(key) + 1
    cells = found.sheet.range((row, FIRST + 1), (row, FIRST + len(TOUCHPOINTS)))
    return cells.options(ndim=1).value


def test_a_blueprint_lives_through_all_that_is_done_to_results(book: xlwings.Book) -> None:
    blueprint = plan(book, SHEET)
    typed = read_blueprint(blueprint.filled()).steps
    assert [each.customer for each in typed] == [each[1] for each in TOUCHPOINTS]
    assert [each.problem for each in typed] == [each[3] for each in TOUCHPOINTS]
    # Maps is must-be, Fax no feature; a text that looks like a formula stays a text.
    words = [text("en", f"blueprint.follows.{key}") for key in ("fix", "ask", "ask")]
    assert along(blueprint, "follows") == [None, words[0], words[1], None, words[2]]
    refers = [name.refers_to for name in book.names]
    formulas = [str(cell) for cells in blueprint.sheet.used_range.formula for cell in cells]
    assert not any("[" in each for each in (*refers, *formulas))
    assert f"“{SHEET}”" in click(book, "check").text
    # A renamed feature is written anew if the user says so.
    renamed = {("Atlas" if name == "Maps" else name): given for name, given in ANSWERS.items()}
    analysed(book, renamed)
    asked = click(book, "analyse")
    assert "“Maps” → “Atlas”" in asked.text
    reply = click(book, "analyse", asked.code, f"{asked.code}_yes")
    assert "2 new names were written on planning sheets" in reply.text
    assert along(blueprint, "feature") == [None, "Atlas", None, "Fax", None]
    assert along(blueprint, "letter")[1] == "M"
    # Results may go; what was typed stays.
    asked = click(book, "remove")
    click(book, "remove", asked.code)
    blueprint = plan(book, SHEET)
    assert along(blueprint, "feature")[1] == "Atlas"
    assert along(blueprint, "letter")[1] in (None, "")


def test_measures_are_collected_from_steps_to_fix_first(book: xlwings.Book) -> None:
    blueprint = plan(book, SHEET)
    for at, key, typed in ((0, "fail", "F"), (0, "feature", "Maps"), (0, "owner", "Ana")):
        blueprint.sheet.range((PLACE.at(key) + 1, FIRST + 1 + at)).value = typed
    book.sheets[MAP].delete()
    assert click(book, "plan_actions").kind == "done"
    measures = read_actions(plan(book, "Action plan").filled()).measures
    assert [(each.measure, each.feature, each.owner) for each in measures] == [
        ("Fix first: Advert", "Maps", "Ana"),
        ("One tap", "Maps", None),
    ]


def test_which_journey_it_is(book: xlwings.Book) -> None:
    assert click(book, "plan_journey").kind == "done"
    # The map that is shown is empty, so there is nothing to take over.
    reply = click(book, "plan_blueprint")
    assert text("en", "blueprint.begin") in reply.text
    assert not read_blueprint(plan(book, f"{SHEET} 2").filled()).steps
    book.sheets["Survey"].activate()
    reply = click(book, "plan_blueprint")
    assert reply.kind == "refused"
    assert text("en", "problems.plan_which_journey") in reply.text
    book.sheets[MAP].activate()
    assert click(book, "plan_blueprint").kind == "done"
    assert len(read_blueprint(plan(book, f"{SHEET} 3").filled()).steps) == len(TOUCHPOINTS)
