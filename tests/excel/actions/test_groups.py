"""Groups, weights and conditions from the settings sheet, on real workbooks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings

from filled_template import survey_cells
from kano_xl.errors import KanoError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.told import told
from kano_xl.names import RESPONSES, of_choice
from kano_xl.writers.template.places import RESPONSES as PLACE
from kano_xl.writers.template.workbook import write_template
from sample_surveys import DISLIKE, NEUTRAL

PLANS = ["Pro"] * 30 + ["Basic"] * 25 + ["Team"] * 2
ANSWERS = [[NEUTRAL, DISLIKE if plan == "Pro" else NEUTRAL] for plan in PLANS]
"""The feature is a must-be for Pro and indifferent to the others."""


@pytest.fixture(scope="module")
def template(
    excel: xlwings.App, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[xlwings.Book]:
    """The template, with a plan and a factor to the right of all answers."""
    path = tmp_path_factory.mktemp("groups") / "template.xlsx"
    write_template(path, "en")
    book = excel.books.open(str(path))
    for title, cells in survey_cells("en", ["SSO"], ANSWERS).items():
        for address, value in cells.items():
            book.sheets[title][address].value = value
    sheet = named_cells(book, RESPONSES)[RESPONSES].sheet
    beside = PLACE.width + 1
    rows = [["Plan", "Factor"], *([plan, 1 if plan == "Pro" else 0.5] for plan in PLANS)]
    sheet.range((PLACE.row + 1, beside)).value = rows
    yield book
    book.close()


@pytest.fixture
def book(template: xlwings.Book) -> Iterator[xlwings.Book]:
    yield template
    for choice in ("by", "where", "weight"):
        choose(template, choice, None)


def choose(book: xlwings.Book, choice: str, words: str | None) -> None:
    name = of_choice(choice)
    named_cells(book, name)[name].value = words


def test_columns_beside_the_answers_make_groups(book: xlwings.Book) -> None:
    choose(book, "by", "Plan")
    reply = analyse(book, (), "en")
    assert reply.kind == "done"
    # Two people are no group, nor are they told by subtraction.
    assert "Plan: Pro (30), other (2 groups) (27)." in reply.text
    assert "The groups differ in 1 of 1 features: SSO." in reply.text
    assert "Team" not in reply.text


def test_weights_and_conditions_are_told_with_how_many_people(book: xlwings.Book) -> None:
    choose(book, "weight", "Factor")
    choose(book, "where", "Plan=Pro; Plan=Basic")
    reply = analyse(book, (), "en")
    # (30 + 12.5)² / (30 + 25 / 4)
    assert "Weighted by “Factor”: 55 people tell as much as 50 of equal weight." in reply.text
    assert "Only people with “Plan=Pro”, “Plan=Basic”." in reply.text
    assert "55 respondents" in reply.text


@pytest.mark.parametrize(
    ("choice", "words", "code"),
    [
        ("by", "Plann", "column_meant"),
        ("by", "SSO\n[with it]", "column_answers"),
        ("weight", "Z", "column_unknown"),
        ("where", "Plan", "where_form"),
        ("where", "Plan=Team", "where_too_few"),
    ],
)
def test_advice_speaks_of_excel(book: xlwings.Book, choice: str, words: str, code: str) -> None:
    choose(book, choice, words)
    with pytest.raises(KanoError) as error:
        analyse(book, (), "en")
    assert error.value.code == code
    for language in ("en", "zh-Hans"):
        assert "--" not in told(error.value, language)


def test_without_a_choice_they_do_not_matter(book: xlwings.Book) -> None:
    reply = analyse(book, (), "en")
    assert reply.kind == "done"
    assert "Plan" not in reply.text
    assert "groups" not in reply.text
