"""Result sheets taken out of the template, which has them from the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from kano_xl import names
from kano_xl.errors import InputError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.actions.removing import remove
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.ribbon import run
from kano_xl.languages import text
from kano_xl.writers.template.places import SHEETS, title
from kano_xl.writers.template.workbook import write_template
from libreoffice.engine import Sheet
from libreoffice.failing import failing
from sample_surveys import DISLIKE, LIKE, NEUTRAL
from workbook_listing import everything

SURVEY = [
    ["ID", "Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]"],
    [1, LIKE, DISLIKE, LIKE, NEUTRAL],
    [2, NEUTRAL, DISLIKE, LIKE, NEUTRAL],
    [3, NEUTRAL, DISLIKE, NEUTRAL, NEUTRAL],
]


@pytest.fixture
def template(excel: xlwings.App, tmp_path: Path) -> Iterator[xlwings.Book]:
    """The English template, opened."""
    path = tmp_path / "survey.xlsx"
    write_template(path, "en")
    book = excel.books.open(str(path))
    yield book
    book.close()


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A workbook with a sheet of the user's and two small result sheets."""
    book = excel.books.add()
    book.sheets[0].name = "Data"
    for key, name in (("summary", "Summary"), ("method", "Jo's method")):
        sheet = book.sheets.add(name, after=book.sheets[-1])
        sheet["A1:A3"].value = [[text("en", "report.sheet.method")], ["x"], ["y"]]
        address = sheet["A1:B3"].address
        book.names.add(names.RESULT + key, f"='{name.replace(chr(39), chr(39) * 2)}'!{address}")
    yield book
    book.close()


def titles(book: xlwings.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def test_only_the_result_sheets_and_their_names_go_and_only_when_agreed(
    template: xlwings.Book,
) -> None:
    book = template
    before, own = titles(book), [title("en", sheet) for sheet in SHEETS]
    question = remove(book, (), "en")
    assert (question.kind, question.code) == ("ask", "remove")
    assert "“Summary”" in question.text
    assert "#REF!" not in question.text
    assert titles(book) == before
    reply = remove(book, ("remove",), "en")
    assert reply.text == f"{len(before) - len(own)} result sheets were deleted."
    assert titles(book) == own
    kept = {name.name for name in book.names}
    assert not [name for name in kept if name.startswith(names.RESULT)]
    assert {names.RESPONSES, names.of_choice("rule")} <= kept
    assert remove(book, (), "en").text.startswith("This workbook has no result sheets")


def test_a_cell_beside_the_results_keeps_all_sheets(book: xlwings.Book) -> None:
    area = named_cells(book, names.RESULT)[names.RESULT + "summary"]
    own = area.sheet.range((area.row + 3, area.column + area.shape[1] + 1))
    own.value = "talk to Jo"
    before = titles(book)
    with pytest.raises(InputError) as error:
        remove(book, ("remove",), "en")
    assert error.value.code == "own_cells"
    assert error.value.place.sheet == area.sheet.name
    assert error.value.place.cell == str(own.address).replace("$", "")
    assert titles(book) == before


@pytest.mark.parametrize("at", ["H5", "B2"])
def test_a_cell_between_the_results_keeps_all_sheets(template: xlwings.Book, at: str) -> None:
    before = titles(template)
    template.sheets["Summary"][at].value = "talk to Jo"
    with pytest.raises(InputError) as error:
        remove(template, ("remove",), "en")
    assert (error.value.code, error.value.place.cell) == ("own_cells", at)
    assert titles(template) == before


def test_a_chart_of_the_users_keeps_all_sheets(book: xlwings.Book) -> None:
    sheet = book.sheets["Summary"]
    impl = sheet.impl
    impl.office.add_chart(impl.number, "Mine", (0, 0, 3, 2), 0, 0, 99, 99)
    with pytest.raises(InputError, match="“Mine”") as error:
        remove(book, ("remove",), "en")
    assert (error.value.code, error.value.place.sheet) == ("own_chart", "Summary")
    assert "Summary" in titles(book)


def test_formulas_that_would_break_are_told_and_names_of_lost_sheets_forgotten(
    book: xlwings.Book,
) -> None:
    mine = book.sheets.add("Mine", after=book.sheets[0])
    mine["B2"].value = "=Summary!A1&'Jo''s method'!A1"
    mine["B3"].value = "'=Summary!A1"
    mine["B4"].value = '="Summary!A1"'
    named_cells(book, names.RESULT)[names.RESULT + "method"].sheet.delete()
    question = remove(book, (), "en")
    assert "1 formula on another sheet" in question.text
    assert question.text.endswith("'Mine'!B2.")
    remove(book, ("remove",), "en")
    assert not [name.name for name in book.names if name.name.startswith(names.RESULT)]
    assert "Mine" in titles(book)


def test_formulas_that_break_by_a_table_or_a_name_are_told(book: xlwings.Book) -> None:
    remove(book, ("remove",), "en")
    book.sheets["Data"]["A1"].value = SURVEY
    analyse(book, (), "en")
    book.sheets["Data"].activate()
    mine = book.sheets.add("Mine", after=book.sheets["Data"])
    mine["D1:D3"].value = [[1], [2], [3]]
    book.names.add("MyTop", "=Coefficients!$E$5")
    book.names.add("MyNext", "=MyTop*2")
    book.names.add("MyCells", "=Mine!$D$1:$D$3")
    mine["A1"].value = "=SUM(Kano_Coefficients[Better])"
    mine["A2"].value = "=MyTop"
    mine["A3"].value = "=1+MyNext"
    mine["A4"].value = "=SUM(MyCells)"
    mine["A5"].value = '="MyTop Coefficients!A1 Kano_Coefficients[Better]"'
    question = remove(book, (), "en").text
    assert "3 formulas on other sheets refer to them and will show #REF!" in question
    assert "#REF!: 'Mine'!A1, 'Mine'!A2, 'Mine'!A3." in question
    assert question.endswith(
        "2 names of yours refer to them and will stand for #REF!: “MyNext”, “MyTop”."
    )
    assert "您定义的 2 个名称" in remove(book, (), "zh-Hans").text


def test_a_workbook_of_results_alone_keeps_them(book: xlwings.Book) -> None:
    results = {cells.sheet.name for cells in named_cells(book, names.RESULT).values()}
    for sheet in book.sheets:
        if sheet.name not in results:
            sheet.visible = False
    with pytest.raises(InputError, match="no other sheet"):
        remove(book, ("remove",), "en")
    assert results <= set(titles(book))


def test_a_sheet_that_a_program_has_hidden_is_none_to_be_left_with(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.sheets["Data"].visible = False
    very_hidden = 2
    seen = property(lambda sheet: -1 if sheet.name != "Data" else very_hidden)
    monkeypatch.setattr(Sheet, "visible", seen)
    with pytest.raises(InputError, match="no other sheet"):
        remove(book, ("remove",), "en")


@pytest.mark.parametrize("runs", [1, 3])
def test_the_workbook_is_what_it_was_before_the_first_analysis(
    runs: int, book: xlwings.Book
) -> None:
    remove(book, ("remove",), "en")
    data = book.sheets["Data"]
    data["A1"].value = SURVEY
    data["H1"].value = '=B2&" and more"'
    data.page_setup.print_area = "$A$1:$E$4"
    book.names.add("Mine", "=Data!$A$1:$E$4")
    book.sheets.add("Hidden", before=data)["A1"].value = "quiet"
    book.sheets["Hidden"].visible = False
    data.activate()
    before = everything(book)
    for features in range(runs):
        data["C2"].value = (LIKE, NEUTRAL, DISLIKE)[features]
        assert analyse(book, (), "en").kind == "done"
    data["C2"].value = SURVEY[1][2]
    assert book.sheets.active.name == "Summary"
    assert remove(book, (), "en").kind == "ask"
    assert remove(book, ("remove",), "en").kind == "done"
    after = everything(book)
    for part in before:
        assert after[part] == before[part], part


@pytest.mark.parametrize(("first", "left"), [("Answers", ""), ("Last", ""), ("Last", "Hidden")])
def test_the_sheet_of_the_first_analysis_is_shown_again(
    first: str, left: str, excel: xlwings.App
) -> None:
    book = excel.books.add()
    book.sheets[0].name = "Answers"
    book.sheets[0]["A1"].value = SURVEY
    for name in ("Hidden", "Last"):
        book.sheets.add(name, after=book.sheets[-1])
    book.sheets["Hidden"].visible = False
    book.sheets[first].activate()
    assert analyse(book, ("sheet",), "en").kind == "done"
    book.sheets[first].name = "Jo's"
    assert analyse(book, ("sheet",), "en").kind == "done"
    if left:
        book.sheets["Jo's"].delete()
    remove(book, ("remove",), "en")
    assert book.sheets.active.name == ("Answers" if left else "Jo's")
    assert not list(book.names)
    book.close()


def test_what_was_changed_by_hand_is_asked_about_before_it_goes(book: xlwings.Book) -> None:
    remove(book, ("remove",), "en")
    book.sheets["Data"]["A1"].value = SURVEY
    analyse(book, (), "en")
    assert "somebody changed" not in remove(book, (), "en").text
    categories = book.sheets["Categories"]
    table = categories.tables["Kano_Counts"].range
    swap(table)
    assert "somebody changed" not in remove(book, (), "en").text
    table[1, 1].value = "reverse"
    assert "On “Categories”, somebody changed" in remove(book, (), "en").text
    assert "“Categories”上有手动改过的结果" in remove(book, (), "zh-Hans").text
    asked = analyse(book, (), "en")
    assert (asked.kind, asked.code) == ("ask", "changed")
    assert "“Categories”" in asked.text
    assert table[1, 1].value == "reverse"
    assert analyse(book, ("changed",), "en").kind == "done"
    assert table[1, 1].value != "reverse"
    assert analyse(book, (), "en").kind == "done"


def swap(table: xlwings.Range) -> None:
    """Sort a table of two rows the other way."""
    cells = table.sheet.range(table[1, 0], table[2, table.shape[1] - 1])
    cells.formula = list(reversed(cells.formula))


def test_a_sheet_that_a_program_has_hidden_is_shown_before_it_is_deleted(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.sheets["Summary"].visible = False
    real = Sheet.delete

    def delete(sheet: Sheet) -> None:
        assert sheet.visible, "Excel deletes no sheet that a program has hidden"
        real(sheet)

    monkeypatch.setattr(Sheet, "delete", delete)
    remove(book, ("remove",), "en")
    assert titles(book) == ["Data"]


def test_names_of_results_that_are_gone_are_forgotten_and_told(book: xlwings.Book) -> None:
    for name in list(book.names):
        name.delete()
    book.names.add(names.RESULT + "summary", "=#REF!$A$1")
    assert "1 name that was left" in remove(book, (), "en").text
    assert not list(book.names)
    assert "Nothing was changed" in remove(book, (), "en").text


def test_results_of_which_some_could_not_be_deleted_are_told(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, lambda name, nth: name == "delete_sheet" and nth == 2)
    reply = run("remove", book, ("remove",), "en")
    assert reply.kind == "refused"
    assert "close it without saving and open it again" in reply.text
