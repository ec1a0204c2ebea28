"""Workbooks as people leave them: each is told in a sentence, and nothing is changed.

One analysed workbook serves all: every test breaks it, sees that it is left as it is, and
mends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import xlwings

from kano_xl import names
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.ribbon import run
from libreoffice.engine import BookApi, OfficeError, Sheet
from sample_surveys import DISLIKE, LIKE, NEUTRAL
from workbook_listing import contents, everything

SURVEY = [
    ["ID", "Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]"],
    [1, LIKE, DISLIKE, LIKE, NEUTRAL],
    [2, NEUTRAL, DISLIKE, LIKE, NEUTRAL],
    [3, NEUTRAL, DISLIKE, NEUTRAL, NEUTRAL],
]
SUMMARY, METHOD = names.RESULT + "summary", names.RESULT + "method"


def new_book(excel: xlwings.App) -> xlwings.Book:
    book = excel.books.add()
    book.sheets[0].name = "Answers"
    book.sheets[0]["A1"].value = SURVEY
    return book


@pytest.fixture(scope="module")
def shared(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A workbook that was analysed; whoever changes it puts it back."""
    book = new_book(excel)
    assert analyse(book, (), "en").kind == "done"
    book.sheets["Answers"].activate()
    yield book
    book.close()


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A workbook with a survey."""
    book = new_book(excel)
    yield book
    book.close()


@dataclass
class State:
    """How a workbook is broken and mended, and what the refusal says."""

    break_it: Callable[[xlwings.Book], object]
    mend: Callable[[xlwings.Book], object]
    words: str
    place: str = ""


def renamed(name: str, refers_to: str, words: str, place: str = "") -> State:
    """A name that refers to something else for a while."""
    before: dict[str, str] = {}

    def break_it(book: xlwings.Book) -> None:
        before.update((each.name, each.refers_to) for each in book.names)
        book.names.add(name, refers_to)

    def mend(book: xlwings.Book) -> None:
        if name in before:
            book.names.add(name, before[name])
        else:
            book.names[name].delete()

    return State(break_it, mend, words, place)


def office(sheet: str, call: str, *given: object, undo: tuple[object, ...]) -> Callable[..., State]:
    """Something done to a sheet in LibreOffice itself, and taken back."""

    def doing(*arguments: object) -> Callable[[xlwings.Book], object]:
        def act(book: xlwings.Book) -> None:
            target = book.sheets[sheet].impl
            getattr(target.office, call)(target.number, *arguments)

        return act

    def state(words: str, place: str) -> State:
        return State(doing(*given), doing(*undo), words, place)

    return state


def unlisted() -> State:
    area: list[tuple[int, ...]] = []

    def break_it(book: xlwings.Book) -> None:
        target = book.sheets["Coefficients"].impl
        area.append(target.office.tables(target.number)["Kano_Coefficients"])
        target.office.unlist_table(target.number, "Kano_Coefficients")

    def mend(book: xlwings.Book) -> None:
        target = book.sheets["Coefficients"].impl
        target.office.add_table(target.number, "Kano_Coefficients", area[0])

    return State(break_it, mend, "click Insert, Table", "'Coefficients'!B")


def done(action: str, book: xlwings.Book, agreed: tuple[str, ...], language: str) -> None:
    reply = run(action, book, agreed, language)
    assert reply.kind == "done", reply


def structure(book: xlwings.Book, protected: bool) -> None:
    book.impl.office.protect_book(book.impl.number, protected)


STATES = {
    "a result name is a text": renamed(SUMMARY, '="x"', "name Kano_Result_summary"),
    "a result name is a number": renamed(SUMMARY, "=5", "“=5”"),
    "a result name is a formula": renamed(METHOD, "=OFFSET(Method!$A$1,1,1)", "OFFSET"),
    "a result name is two areas": renamed(METHOD, "=Method!$A$1,Method!$C$1", "Remove results"),
    "a result name is the survey": renamed(
        METHOD, "=Answers!$A$1:$E$4", "delete the name (Formulas, Name Manager", "'Answers'!A1"
    ),
    "a result name is elsewhere": renamed(SUMMARY, "='[other.xlsx]Sheet'!$A$1", "is missing"),
    "a result name is on a disk": renamed(
        SUMMARY, r"='C:\dir\[other.xlsx]Sheet'!$A$1", "click Remove results, then Analyse"
    ),
    "a result name is nowhere": renamed(SUMMARY, "=#REF!$A$1", "is missing"),
    "two results are on one sheet": renamed(
        METHOD, "=Summary!$A$90:$B$95", "two sheets", "Summary"
    ),
    "a setting is a text": renamed(names.of_choice("rule"), '="cqm"', "name Kano_Rule"),
    "the wordings are two areas": renamed(
        names.WORDINGS, "=Answers!$A$1:$C$2,Answers!$E$1", "one block of cells"
    ),
    "the answers are a formula": renamed(
        names.RESPONSES, "=OFFSET(Answers!$A$1,0,0,4,5)", "Name Manager"
    ),
    "a sheet is protected": office("Method", "protect_sheet", undo=(False,))(
        "Unprotect Sheet", "'Method'"
    ),
    "a filter hides rows": office(
        "Coefficients", "filter_rows", (4, 0, 1, 1), undo=((4, 0, 1, 1), False)
    )("clear the filter", "'Coefficients'"),
    "a column was inserted": office("Coefficients", "insert_columns", 2, 1, undo=(2, -1))(
        "inserted or moved", "'Coefficients'!A"
    ),
    "a table is plain cells": unlisted(),
}


SPOKEN = ("en", "zh-Hans")
"""A language of letters and one of signs; the catalogues are alike in all of them."""


@pytest.fixture(autouse=True)
def told_of_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user has been told, once and for all, that Ctrl+Z takes nothing back."""
    monkeypatch.setattr("kano_xl.excel.ribbon.is_remembered", lambda what: True)


@pytest.mark.parametrize("state", STATES.values(), ids=list(STATES))
def test_a_broken_state_is_told_and_nothing_is_changed(state: State, shared: xlwings.Book) -> None:
    state.break_it(shared)
    try:
        before = everything(shared)
        replies = [run("analyse", shared, ("changed",), language) for language in SPOKEN]
        after = everything(shared)
    finally:
        state.mend(shared)
    assert [reply.kind for reply in replies] == ["refused"] * len(SPOKEN), replies
    told = {language: reply.text for language, reply in zip(SPOKEN, replies, strict=True)}
    english, chinese = told["en"], told["zh-Hans"]
    assert state.words in english
    assert all(state.place in text for text in told.values())
    assert english.endswith("Nothing was changed.")
    assert "没有任何改动" in chinese
    for part in before:
        assert after[part] == before[part], part


def test_the_mended_workbook_is_analysed(shared: xlwings.Book) -> None:
    assert run("analyse", shared, (), "en").kind == "done"


def test_an_unlocked_first_cell_does_not_hide_that_a_sheet_is_protected(
    shared: xlwings.Book,
) -> None:
    target = shared.sheets["Method"].impl
    target.office.unlock(target.number, (0, 0, 1, 1))
    target.office.protect_sheet(target.number)
    before = everything(shared)
    try:
        reply = run("analyse", shared, (), "en")
        after = everything(shared)
    finally:
        target.office.protect_sheet(target.number, False)
    assert reply.kind == "refused", reply
    assert "Unprotect Sheet" in reply.text
    assert after == before


@pytest.mark.parametrize(
    ("attribute", "action", "words"),
    [
        ("MultiUserEditing", "analyse", "Unshare Workbook"),
        ("MultiUserEditing", "remove", "Unshare Workbook"),
        ("MultiUserEditing", "settings", "Unshare Workbook"),
        ("Excel8CompatibilityMode", "settings", "save it as .xlsx"),
    ],
)
def test_workbooks_of_older_kinds_are_told_apart(
    attribute: str,
    action: str,
    words: str,
    shared: xlwings.Book,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(BookApi, attribute, True)
    before = everything(shared)
    reply = run(action, shared, ("remove", "settings"), "en")
    assert reply.kind == "refused", reply
    assert words in reply.text
    assert everything(shared) == before


def test_a_first_analysis_needs_a_workbook_that_takes_sheets(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(book)
    structure(book, True)
    refused = run("analyse", book, (), "en")
    structure(book, False)
    assert "Protect Workbook" in refused.text
    monkeypatch.setattr(BookApi, "Excel8CompatibilityMode", True)
    assert "save it as .xlsx" in run("analyse", book, (), "en").text
    assert everything(book) == before


def test_a_protected_structure_is_no_hindrance_where_no_sheet_is_added(
    shared: xlwings.Book,
) -> None:
    structure(shared, True)
    try:
        assert run("analyse", shared, (), "en").kind == "done"
        assert "Protect Workbook" in run("remove", shared, ("remove",), "en").text
    finally:
        structure(shared, False)


def test_a_workbook_without_a_window_is_analysed(
    shared: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def activate(sheet: Sheet) -> None:
        if sheet.book.number == shared.impl.number:
            raise OfficeError("the workbook has no window")

    monkeypatch.setattr(Sheet, "activate", activate)
    assert run("analyse", shared, (), "en").kind == "done"


def test_the_advice_works(book: xlwings.Book) -> None:
    """*Remove results*, then *Analyse*, after each state for which it is advised."""
    for key in (
        "a result name is a text",
        "a result name is on a disk",
        "two results are on one sheet",
        "a column was inserted",
    ):
        done("analyse", book, (), "en")
        STATES[key].break_it(book)
        refused = run("analyse", book, ("changed", "sheet"), "en")
        assert refused.kind == "refused"
        assert "click Remove results, then Analyse" in refused.text
        done("remove", book, ("remove",), "en")
        assert not [each.name for each in book.names if "Kano_" in each.name], key
        for sheet in list(book.sheets)[1:]:
            sheet.delete()
    done("analyse", book, (), "en")


@pytest.mark.parametrize("action", ["analyse", "check", "remove"])
def test_a_result_name_of_the_users_cells_is_named(action: str, book: xlwings.Book) -> None:
    done("analyse", book, (), "en")
    book.sheets["Answers"].activate()
    for name in (METHOD, SUMMARY):
        book.names.add(name, "=Answers!$A:$E")
        before = everything(book)
        reply = run(action, book, ("remove", "sheet"), "en")
        assert reply.kind == "refused", reply
        assert f"'Answers'!A1: the name {name} refers to these cells" in reply.text
        assert everything(book) == before
        book.names[name].delete()
    done("remove", book, ("remove",), "en")
    done("analyse", book, (), "en")


@pytest.mark.parametrize("left", ["title", "chart", "table", "nothing"])
def test_a_result_sheet_is_ours_whatever_was_changed_on_it(left: str, book: xlwings.Book) -> None:
    done("analyse", book, (), "en")
    key = {"chart": "Shares", "table": "Coefficients"}.get(left, "Method")
    sheet = book.sheets[key]
    sheet.name = "Jo's own"
    if left == "title":
        sheet["A2:G200"].clear()
    elif left == "nothing":
        sheet["A1:G200"].clear()
    else:
        sheet["A1"].value = "Jo's own"
    replies = [run("analyse", book, (), "zh-Hans"), run("remove", book, (), "en")]
    assert [reply.kind for reply in replies] == ["ask", "ask"], replies


def test_a_table_made_again_is_ours_again(book: xlwings.Book) -> None:
    analyse(book, (), "en")
    sheet = book.sheets["Coefficients"]
    target = sheet.impl
    area = sheet.tables["Kano_Coefficients"].range
    target.office.unlist_table(target.number, "Kano_Coefficients")
    removing = run("remove", book, ("remove",), "en")
    assert "click Insert, Table" in removing.text
    sheet.tables.add(area, name="Table1")
    done("analyse", book, (), "en")
    assert [table.name for table in sheet.tables] == ["Table1"]
    sheet.tables["Table1"].name = "Mine"
    done("analyse", book, (), "en")
    done("remove", book, ("remove",), "en")


@pytest.mark.parametrize("refers_to", ["", "='[moved.xlsx]Coefficients'!$A$1:$B$9"])
def test_what_an_earlier_version_lacked_or_was_moved_away_comes_again(
    refers_to: str, book: xlwings.Book
) -> None:
    analyse(book, (), "en")
    name = names.RESULT + "coefficients"
    book.sheets["Coefficients"].delete()
    book.names[name].delete()
    if refers_to:
        book.names.add(name, refers_to)
    book.sheets.add("Coefficients", after=book.sheets[-1])["A1"].value = "mine"
    done("analyse", book, ("sheet",), "en")
    ours = book.names[name].refers_to_range.sheet
    assert ours.name == "Coefficients (Kano)"
    assert ours.tables["Kano_Coefficients"]
    assert book.sheets["Coefficients"]["A1"].value == "mine"


def test_a_summary_of_an_earlier_version_gets_its_new_columns(book: xlwings.Book) -> None:
    analyse(book, (), "en")
    sheet = book.sheets["Summary"]
    wanted = contents(sheet)
    # Five columns stood there: the fourth held a sentence, and the others are where they were.
    for table in sheet.tables:
        table.resize(table.range.resize(column_size=5))
        top = table.range.row
        table.range[0, 3].value = "Conclusion"
        table.range[0, 4].value = "What to do"
        sheet.range((top, 6), (top + table.range.rows.count - 1, 9)).clear()
    area = book.names[SUMMARY].refers_to_range
    book.names[SUMMARY].refers_to = f"='Summary'!{area.resize(column_size=5).address}"
    done("analyse", book, ("changed",), "en")
    assert contents(sheet) == wanted
    assert {table.range.columns.count for table in sheet.tables} == {9}


def test_a_hidden_sheet_is_updated_and_removed(book: xlwings.Book) -> None:
    analyse(book, (), "en")
    book.sheets["Method"].visible = False
    before = contents(book.sheets["Method"])
    done("analyse", book, (), "zh-Hans")
    assert contents(book.sheets["Method"]) != before
    assert not book.sheets["Method"].visible
    done("remove", book, ("remove",), "en")
    assert [sheet.name for sheet in book.sheets] == ["Answers"]


def test_the_title_of_a_chart_sheet_is_taken(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("analyse", book, (), "en")
    book.sheets["Coefficients"].delete()
    # xlwings lists worksheets only; Excel gives no sheet the title of another one.
    monkeypatch.setattr(BookApi, "Sheets", [SimpleNamespace(Name="coefficients")], raising=False)
    real = Sheet.name.fset

    def name(sheet: Sheet, title: str) -> None:
        if title.casefold() == "coefficients":
            raise OfficeError("this title is taken")
        real(sheet, title)

    monkeypatch.setattr(Sheet, "name", Sheet.name.setter(name))
    done("analyse", book, ("sheet",), "en")
    assert "Coefficients (Kano)" in [sheet.name for sheet in book.sheets]


def test_a_copy_of_a_result_sheet_is_the_users(book: xlwings.Book) -> None:
    analyse(book, (), "en")
    book.sheets["Coefficients"].copy(after=book.sheets["Answers"], name="Our copy")
    assert [each.name for each in book.names if each.name.startswith("'Our copy'!")]
    copied = contents(book.sheets["Our copy"])
    done("analyse", book, (), "zh-Hans")
    assert contents(book.sheets["Our copy"]) == copied
    book.sheets["Coefficients"].delete()
    done("remove", book, ("remove",), "en")
    assert [sheet.name for sheet in book.sheets] == ["Answers", "Our copy"]
    assert contents(book.sheets["Our copy"]).keys() == copied.keys()
