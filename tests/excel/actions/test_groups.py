"""Groups, weights and conditions from the settings sheet, on real workbooks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings

from filled_template import survey_cells
from kano_xl.errors import KanoError, OutputError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.told import told
from kano_xl.languages import text
from kano_xl.names import CELLS, RESPONSES, RESULT, of_choice
from kano_xl.report.content.groups import OF_GROUPS
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
    """The template with groups, and with plans and factors to the right of all answers."""
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
    sheet.range((PLACE.row + 2, 2)).value = [[plan] for plan in PLANS]
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


def seen(book: xlwings.Book) -> set[str]:
    """The sheets of groups that are in view."""
    named = named_cells(book, RESULT)
    sheets = {key: named[RESULT + key].sheet for key in OF_GROUPS}
    return {key for key, sheet in sheets.items() if sheet.visible}


def test_groups_have_their_sheets_as_long_as_there_are_some(book: xlwings.Book) -> None:
    reply = analyse(book, (), "en")
    assert "The column “Group” is filled in." in reply.text
    assert seen(book) == set()
    sheets = [sheet.name for sheet in book.sheets]
    choose(book, "by", "Group")
    office, number = book.app.impl.office, book.impl.number
    office.protect_book(number, True)
    with pytest.raises(OutputError, match="protect"):
        analyse(book, (), "en")
    office.protect_book(number, False)
    reply = analyse(book, (), "en")
    assert "Group: Pro (30), other (2 groups) (27)." in reply.text
    assert "is filled in" not in reply.text
    assert seen(book) == {"groups", "group_figures"}
    cells = named_cells(book, CELLS)[CELLS + "groups"]
    assert cells.value == [
        ["Feature", "What differs", "p", "Pro", "other (2 groups)"],
        ["SSO", "A must-be for Pro and indifferent to other (2 groups)", *cells.value[1][2:]],
    ]
    # Somebody answers otherwise, and somebody wants no groups any more.
    responses = named_cells(book, RESPONSES)[RESPONSES].sheet
    given = responses.range((PLACE.row + 2, 5), (PLACE.row + 1 + len(PLANS), 5))
    before = given.options(ndim=2).value
    given.value = [[(NEUTRAL, DISLIKE)[number % 2]] for number in range(len(PLANS))]
    assert analyse(book, (), "en").kind == "done"
    assert named_cells(book, CELLS)[CELLS + "groups"].value[1][1] == "No certain difference"
    given.value = before
    choose(book, "by", None)
    assert analyse(book, (), "en").kind == "done"
    assert seen(book) == set()
    assert [sheet.name for sheet in book.sheets] == sheets


def test_importance_may_stand_beside_the_answers(book: xlwings.Book) -> None:
    responses = named_cells(book, RESPONSES)[RESPONSES].sheet
    header = responses.range((PLACE.row + 1, PLACE.width + 3))
    header.value = [["SSO [importance]"], *([5 + number % 3] for number in range(len(PLANS)))]
    assert analyse(book, (), "en").kind == "done"
    sheet = named_cells(book, RESULT)[RESULT + "categories"].sheet
    titles, values = next(iter(sheet.tables)).range.value
    assert values[titles.index(text("en", "report.column.mean_importance"))] == pytest.approx(6)
    header.resize(len(PLANS) + 1, 1).clear_contents()


def test_satisfaction_may_stand_beside_the_answers(book: xlwings.Book) -> None:
    responses = named_cells(book, RESPONSES)[RESPONSES].sheet
    header = responses.range((PLACE.row + 1, PLACE.width + 3))
    header.value = [["SSO [satisfaction] (1–5)"], *([1 + number % 3] for number in range(57))]
    results = named_cells(book, RESULT)
    sheet = results[RESULT + "satisfaction"].sheet
    assert not sheet.visible
    assert analyse(book, (), "en").kind == "done"
    assert sheet.visible
    assert not results[RESULT + "satisfaction_data"].sheet.visible
    titles, values = next(iter(sheet.tables)).range.value
    assert values[titles.index("Satisfaction")] == pytest.approx(2)
    assert values[titles.index("Today")] == "Works badly"
    drawn = results[RESULT + "satisfaction_data"].sheet.used_range.value
    assert any("SSO" in row for row in drawn)
    header.resize(58, 1).clear_contents()
    assert analyse(book, (), "en").kind == "done"
    assert not sheet.visible


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
        ("weight", "Weight", "column_blank"),
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
    assert "differ" not in reply.text


REPLACE = ("beside", "beside_yes")
"""The answer to the question whether results of other cells are to be replaced."""


def test_what_is_shown_is_what_is_analysed(book: xlwings.Book) -> None:
    assert "Read: “Responses”, rows 5 to 61, 57 respondents." in analyse(book, (), "en").text
    responses = named_cells(book, RESPONSES)[RESPONSES].sheet
    pasted = book.sheets.add("Pasted", after=responses)
    pasted["A1"].value = [["Chat [F]", "Chat [D]"], *[[NEUTRAL, DISLIKE]] * 9]
    try:
        pasted.activate()
        assert "“Responses”, D4:E61. Now “Pasted” was read." in analyse(book, (), "en").text
        reply = analyse(book, REPLACE, "en")
        assert "Read: “Pasted”, rows 2 to 10, 9 respondents." in reply.text
        # Whoever looks at the results, or at what is no survey, means the template's answers.
        for sheet in (named_cells(book, RESULT)[RESULT + "summary"].sheet, book.sheets["Live"]):
            sheet.activate()
            assert "Read: “Responses”, rows 5 to 61" in analyse(book, REPLACE, "en").text
    finally:
        pasted.delete()
