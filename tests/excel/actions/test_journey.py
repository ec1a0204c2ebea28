"""A journey map in the open workbook: added, kept, collected from, and left to the next survey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from excel.actions.test_planning import ANSWERS, analysed, click, with_results
from filled_template import fill, survey_cells
from kano_xl.excel.book.plans import PlanInBook, plans_in
from kano_xl.languages import text
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.journey_layout import JourneyLayout
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.sideways import FIRST
from kano_xl.writers.template.places import MOST_FEATURES
from kano_xl.writers.template.workbook import write_template

PLACE = JourneyLayout(8)
MAP = "Customer journey map"
TOUCHPOINTS = (
    ("Find", "Advert", 1, None, None, ""),
    ("Use", "Lost card", -2, "Six taps", "One tap", "Maps"),
    ("Use", "Application", -1, "=Typed twice", None, ""),
    ("Use", "Receipt", -1, None, None, "Fax"),
    ("Use", "Queue", -2, "Nobody answers the telephone at all " * 3, None, ""),
)


def fill_in(plan: PlanInBook, touchpoints: tuple[tuple[object, ...], ...] = TOUCHPOINTS) -> None:
    keys = ("stage", "touchpoint", "emotion", "pain", "measure", "feature")
    for at, values in enumerate(touchpoints):
        for key, value in zip(keys, values, strict=True):
            words = f"'{value}" if isinstance(value, str) and value.startswith("=") else value
            plan.sheet.range((PLACE.at(key) + 1, FIRST + at + 1)).value = words


def row(plan: PlanInBook, key: str, n: int = len(TOUCHPOINTS)) -> list[object]:
    at = PLACE.at(key) + 1
    return plan.sheet.range((at, FIRST + 1), (at, FIRST + n)).options(ndim=1).value


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results and a filled journey map; Maps is must-be."""
    with with_results(excel) as book:
        reply = click(book, "plan_journey")
        assert (reply.kind, text("en", "journey.begin") in reply.text) == ("done", True)
        assert book.sheets.active.name == MAP
        (plan,) = plans_in(book)
        fill_in(plan)
        yield book


def test_a_map_lives_through_all_that_is_done_to_results(book: xlwings.Book) -> None:
    (plan,) = plans_in(book)
    words = [text("en", f"journey.follows.{key}") for key in ("keep", "fix", "ask", "ask", "ask")]
    assert row(plan, "follows") == words
    refers = [name.refers_to for name in book.names]
    formulas = [str(cell) for cells in plan.sheet.used_range.formula for cell in cells]
    assert not any("[" in each for each in (*refers, *formulas))
    typed = read_journey(plan.filled())
    assert [each.touchpoint for each in typed.touchpoints] == [each[1] for each in TOUCHPOINTS]
    assert "not in the result: 1" in click(book, "check").text
    # A renamed feature is written anew if the user says so; nothing else is touched.
    renamed = {("Atlas" if name == "Maps" else name): given for name, given in ANSWERS.items()}
    analysed(book, renamed)
    asked = click(book, "analyse")
    assert "“Maps” → “Atlas”" in asked.text
    reply = click(book, "analyse", asked.code, f"{asked.code}_yes")
    assert "1 new name was written on planning sheets" in reply.text
    features = [each[5] or None for each in TOUCHPOINTS]
    assert row(plan, "feature") == [each and each.replace("Maps", "Atlas") for each in features]
    assert row(plan, "letter")[1] == "M"
    assert click(book, "freeze").text == text("en", "actions.freeze.nothing")
    assert click(book, "remove", "remove").kind == "done"
    assert row(plan, "letter")[1] in ("", None)
    assert row(plan, "emotion") == [each[2] for each in TOUCHPOINTS]
    analysed(book, renamed)
    assert click(book, "analyse").kind == "done"
    assert row(plan, "follows") == words


def test_an_action_plan_collects_from_it_once(book: xlwings.Book) -> None:
    assert "1 new measure" in click(book, "plan_actions").text
    (found,) = [
        measure
        for plan in plans_in(book)
        if plan.key == "actions"
        for measure in read_actions(plan.filled()).measures
    ]
    assert (found.measure, found.feature, found.source) == ("One tap", "Maps", MAP)
    assert found.then_category == "M"
    assert "nothing new was found" in click(book, "plan_actions").text


def test_without_features_to_write_to_the_advice_is_followed(
    book: xlwings.Book, excel: xlwings.App, tmp_path: Path
) -> None:
    assert text("en", "problems.plan_no_features") in click(book, "plan_ask").text
    other = excel.books.open(str(template(tmp_path, "en", ["Chat"])))
    assert text("en", "problems.plan_no_journey") in click(other, "plan_ask").text
    book.sheets[MAP].copy(after=other.sheets[0])
    asked = click(other, "plan_ask")
    assert (asked.kind, "“=Typed twice”, “Queue”" in asked.text) == ("ask", True)
    assert click(other, "plan_ask", asked.code).kind == "done"
    assert names_in(other)[:4] == ["Chat", "=Typed twice", "Queue", None]


def template(folder: Path, language: str, features: list[str], answers: int = 0) -> Path:
    """A template with some features, and answers to the first so many numbers."""
    empty, path = folder / "empty.xlsx", folder / "survey.xlsx"
    write_template(empty, language)
    words = text(language, "template.answers.2")
    return fill(empty, path, survey_cells(language, features, [[words] * 2 * answers] * 3))


def names_in(book: xlwings.Book) -> list[object]:
    cells = book.names["Kano_Features"].refers_to_range
    return cells.options(ndim=1).value


def test_what_is_left_to_the_next_survey_goes_into_free_rows(
    excel: xlwings.App, tmp_path: Path
) -> None:
    features = [f"Feature {n}" for n in range(1, MOST_FEATURES - 2)]
    book = excel.books.open(str(template(tmp_path, "de", features)))
    try:
        assert click(book, "plan_journey", language="de").kind == "done"
        (plan,) = plans_in(book)
        fill_in(plan)
        # A row with answers is not free, nor is one in which a question is worded.
        cells = book.names["Kano_Features"].refers_to_range
        cells.offset(0, 3)[MOST_FEATURES - 3, 0].value = "How would you feel?"
        asked = click(book, "plan_ask", language="de")
        assert (asked.kind, asked.code) == ("ask", "next_survey")
        # As long as there is no result, what has a feature waits for it. A pain point that is too
        # long gives way to its touchpoint.
        assert "„=Typed twice“, „Queue“" in asked.text
        assert names_in(book)[-3:] == [None] * 3
        done = click(book, "plan_ask", asked.code, language="de")
        sheet = text("de", "template.sheet.features")
        assert done.text == text("de", "actions.ask.done", n=2, sheet=sheet)
        assert names_in(book) == [*features, None, "=Typed twice", "Queue"]
        assert "=Typed twice" in str(cells.offset(0, 3)[MOST_FEATURES - 2, 0].value)
        assert click(book, "plan_ask", language="de").text == text(
            "de", "actions.ask.nothing", sheet=sheet
        )
        # Nothing is written over anything, nor onto a sheet that is protected.
        fill_in(plan, (("Use", "Till", -1, "Slow", None, ""), *TOUCHPOINTS[1:]))
        refused = click(book, "plan_ask", language="de")
        assert (refused.kind, text("de", "problems.plan_no_room") in refused.text) == (
            "refused",
            True,
        )
        cells[MOST_FEATURES - 1, 0].clear_contents()
        asked = click(book, "plan_ask", language="de")
        assert "„Slow“" in asked.text
        assert "Keine freie Zeile mehr für „Queue“" in asked.text
        own = cells.sheet.impl
        own.office.protect_sheet(own.number)
        assert click(book, "plan_ask", language="de").kind == "refused"
        assert names_in(book)[-1] is None
    finally:
        book.close()


def test_a_row_whose_answers_lost_their_feature_is_not_free(
    excel: xlwings.App, tmp_path: Path
) -> None:
    book = excel.books.open(str(template(tmp_path, "en", ["Chat"], answers=2)))
    try:
        click(book, "plan_journey")
        fill_in(plans_in(book)[0])
        assert text("en", "problems.plan_no_room") in click(book, "plan_ask").text
        assert names_in(book)[:3] == ["Chat", None, None]
    finally:
        book.close()
