"""Which sheets are in view: results once there are any, helpers never by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from filled_template import fill, survey_cells
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.actions.removing import remove
from kano_xl.languages import text
from kano_xl.writers import open_workbook
from kano_xl.writers.template.places import ABOUT_PEOPLE, SHEETS, title
from make_templates import template_of

OLDER = Path(__file__).parents[2] / "cases" / "older"
"""Templates as earlier versions made them, the first one and a later one."""

ASIDE = ("results", "data")


def opened(excel: xlwings.App, template: Path, language: str, path: Path) -> xlwings.Book:
    people = [[1, 5, 3, 5], [1, 5, 2, 5], [2, 5, 3, 5]] * 4
    # The older ones had no columns for a group and a weight before the answers.
    first = 1 if template.parent == OLDER else len(ABOUT_PEOPLE)
    cells = survey_cells(language, ["Export", "Alerts"], people, first)
    return excel.books.open(fill(template, path / "filled.xlsx", cells))


@pytest.fixture(autouse=True)
def _closed(excel: xlwings.App) -> Iterator[None]:
    yield
    for book in list(excel.books):
        book.close()


def in_view(book: xlwings.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets if sheet.visible]


def filled_in(language: str) -> list[str]:
    """The titles of what is filled in and read before any analysis."""
    return [title(language, key) for key in SHEETS if key != "live_data"]


def aside(language: str) -> set[str]:
    return {text(language, f"report.sheet.{key}") for key in ASIDE}


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_results_come_into_view_with_the_first_analysis(
    language: str, excel: xlwings.App, tmp_path: Path
) -> None:
    book = opened(excel, template_of(language), language, tmp_path)
    assert in_view(book) == filled_in(language)
    assert analyse(book, (), language).kind == "done"
    seen = in_view(book)
    assert seen[:5] == filled_in(language)
    assert len(seen) == 5 + 8
    assert aside(language).isdisjoint(seen)
    assert book.sheets.active.name == text(language, "report.sheet.summary")


def test_what_the_user_shows_or_hides_later_stays_so(excel: xlwings.App, tmp_path: Path) -> None:
    book = opened(excel, template_of("en"), "en", tmp_path)
    analyse(book, (), "en")
    book.sheets["Chart data"].visible = True
    book.sheets["Scores"].visible = False
    seen = in_view(book)
    book.sheets["Responses"]["E5"].value = 3
    analyse(book, (), "en")
    assert in_view(book) == seen
    assert "Scores" not in seen
    assert "Chart data" in seen


def test_without_results_the_sheets_are_those_that_are_filled_in(
    excel: xlwings.App, tmp_path: Path
) -> None:
    book = opened(excel, template_of("en"), "en", tmp_path)
    analyse(book, (), "en")
    remove(book, ("remove",), "en")
    assert in_view(book) == filled_in("en")
    analyse(book, (), "en")
    assert aside("en").isdisjoint(in_view(book))
    assert "Summary" in in_view(book)


def test_after_a_fault_the_sheets_are_hidden_as_before(
    excel: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(excel, template_of("en"), "en", tmp_path)
    seen = in_view(book)

    def fail(sheets: object) -> None:
        raise OSError("Excel does not answer")

    monkeypatch.setattr(open_workbook, "set_aside", fail)
    with pytest.raises(OSError, match="does not answer"):
        analyse(book, (), "en")
    assert in_view(book) == seen


def test_a_workbook_of_another_kind_gets_the_helpers_aside(
    excel: xlwings.App, tmp_path: Path
) -> None:
    book = excel.books.add()
    book.sheets[0]["A1"].value = [["X [F]", "X [D]"], *[[1, 5]] * 6]
    analyse(book, (), "en")
    assert {sheet.name for sheet in book.sheets if not sheet.visible} == aside("en")


OF_THE_USER = {
    "Features": {"F7": "my note", "C7": "How about exports?"},
    "Responses": {"A5": "p1", "CF4": "my column"},
    "Settings": {"B13": "yes"},
    "Start": {"F2": "ask Ann"},
}


@pytest.mark.parametrize("name", ["template-1", "template-2"])
def test_an_older_workbook_is_updated_and_keeps_what_is_the_users(
    name: str, excel: xlwings.App, tmp_path: Path
) -> None:
    book = opened(excel, OLDER / f"{name}.xlsx", "en", tmp_path)
    for sheet, cells in OF_THE_USER.items():
        for cell, content in cells.items():
            book.sheets[sheet][cell].value = content
    own = book.sheets.add("Mine", after=book.sheets["Start"])
    own["A1"].value = "=Features!B7"
    book.sheets["Method"].visible = False
    book.sheets["Summary"]["R5"].value = "for the board"
    before = in_view(book)
    replies = [analyse(book, (), "en") for _ in range(2)]
    assert [reply.kind for reply in replies] == ["done", "done"]
    for sheet, cells in OF_THE_USER.items():
        assert {cell: book.sheets[sheet][cell].value for cell in cells} == cells
    assert own["A1"].value == "Export"
    assert book.sheets["Summary"]["R5"].value == "for the board"
    # The first analysis brings all results into view; what charts are drawn from goes out of it.
    assert set(before) - aside("en") <= set(in_view(book))
    table = next(iter(book.sheets["Categories"].tables)).range.value
    feature, category = table[0].index("Feature"), table[0].index("Category")
    found = {row[feature]: row[category] for row in table[1:]}
    assert found == {"Export": "performance", "Alerts": "must-be"}


def test_an_older_chinese_workbook_is_updated(excel: xlwings.App, tmp_path: Path) -> None:
    book = opened(excel, OLDER / "template-2.zh-Hans.xlsx", "zh-Hans", tmp_path)
    seen = in_view(book)
    assert analyse(book, (), "zh-Hans").kind == "done"
    assert set(seen) - set(in_view(book)) <= aside("zh-Hans")
    assert set(in_view(book)) <= set(seen)


def test_a_new_feature_of_an_older_workbook_is_numbered(excel: xlwings.App, tmp_path: Path) -> None:
    book = opened(excel, OLDER / "template-2.xlsx", "en", tmp_path)
    features = book.sheets["Features"]
    features["A8:D8"].insert("down")
    features["B8"].value = "New"
    assert "“New”" in analyse(book, (), "en").text
    assert features["A8"].value == 3
    assert book.sheets["Responses"]["F4"].value.startswith("New\n")
