"""A strategy canvas in the open workbook: added, kept whatever happens to results, collected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings

from excel.actions.test_planning import ANSWERS, analysed, click, plan, typed, with_results
from kano_xl.languages import text
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.canvas_layout import BODY, HEAD, CanvasLayout
from kano_xl.planning.canvas_reading import read_canvas

CANVAS = text("en", "planning.sheet.canvas")
PLACE = CanvasLayout(12)
"""Where everything is on a new canvas of a small survey, which has twelve rows."""


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results and a canvas that is filled in."""
    with with_results(excel) as book:
        reply = click(book, "plan_canvas")
        assert reply.kind == "done"
        assert text("en", "planning.canvas.begin") in reply.text
        sheet = book.sheets[CANVAS]
        sheet.range((HEAD + 1, PLACE.at("rival_0") + 1)).value = ["Bank Nord", "Fin"]
        sheet.range((BODY + 1, PLACE.at("now") + 1)).value = [
            [4, 3, 6, 7],
            [2, 8, 3, None],
            [5, 9, 1, 1],
        ]
        sheet.range((BODY + 4, 2)).value = "The price"
        sheet.range((BODY + 4, PLACE.at("now") + 1)).value = [6, 5, 8, 4]
        sheet.range((BODY + 2, PLACE.at("measure") + 1)).value = ["Two advisers", "Ana"]
        yield book


def down(book: xlwings.Book, key: str) -> list[object]:
    cell = book.sheets[CANVAS].range((BODY + 1, PLACE.at(key) + 1), (BODY + 4, PLACE.at(key) + 1))
    return list(cell.value)


def test_moves_and_advice_follow_what_is_typed(book: xlwings.Book) -> None:
    # By rank: Maps is M, Chat O, Alerts A.
    assert [each.name for each in read_canvas(plan(book, CANVAS).filled()).rows] == [
        *("Maps", "Chat", "Alerts", "The price"),
    ]
    assert down(book, "industry") == [6.5, 3.0, 1.0, 6.0]
    assert down(book, "move") == ["reduce", "raise", "raise", "reduce"]
    assert down(book, "agreement") == ["contrary", "agrees", "agrees", "no advice"]
    formulas = [cell for row in book.sheets[CANVAS].used_range.formula for cell in row]
    assert sum(str(each).startswith("=") for each in formulas) > 300
    assert not any("[" in str(each) for each in (*formulas, *(n.refers_to for n in book.names)))
    # Another sheet has a name, rivals and levels of its own.
    assert click(book, "plan_canvas").kind == "done"
    second = read_canvas(plan(book, f"{CANVAS} 2").filled())
    assert second.rivals == ("Rival A", "Rival B", "", "")
    assert {each.now for each in second.rows} == {None}


def test_it_outlives_results_and_takes_new_names_on_consent(book: xlwings.Book) -> None:
    before = typed(book)
    asked = click(book, "remove")
    assert f"“{CANVAS}”" in asked.text
    assert click(book, "remove", "remove").kind == "done"
    assert typed(book) == before
    assert down(book, "advice") == [text("en", "canvas.advice.no_result")] * 4
    book.sheets["Survey"].activate()
    assert click(book, "analyse").kind == "done"
    assert (typed(book), down(book, "letter")[:3]) == (before, ["M", "O", "A"])
    assert f"“{CANVAS}”" in click(book, "check").text
    analysed(book, {{"Chat": "Talk to us"}.get(name, name): ANSWERS[name] for name in ANSWERS})
    assert click(book, "analyse").code == "renamed"
    assert click(book, "analyse", "renamed", "renamed_yes").kind == "done"
    assert down(book, "name") == ["Maps", "Talk to us", "Alerts", "The price"]
    assert down(book, "letter")[:3] == ["M", "O", "A"]


def test_its_measures_come_into_the_action_plan_and_wrong_levels_do_not(
    book: xlwings.Book,
) -> None:
    reply = click(book, "plan_actions")
    assert reply.kind == "done"
    title = text("en", "planning.sheet.actions")
    (measure,) = read_actions(plan(book, title).filled()).measures
    assert (measure.measure, measure.feature, measure.source) == ("Two advisers", "Chat", CANVAS)
    assert (measure.owner, measure.then_category) == ("Ana", "O")
    sheet = book.sheets[CANVAS]
    sheet.range((BODY + 1, PLACE.at("after") + 1)).value = 11
    refused = click(book, "plan_actions")
    assert refused.kind == "refused"
    assert f"{CANVAS}" in refused.text
    assert "0 to 10" in refused.text
