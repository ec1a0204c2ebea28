"""Result sheets taken out of the template, which has them from the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from kano_xl import names
from kano_xl.errors import InputError
from kano_xl.excel.actions.removing import remove
from kano_xl.excel.book.named import named_cells
from kano_xl.writers.template.places import SHEETS, title
from kano_xl.writers.template.workbook import write_template
from libreoffice.engine import Sheet


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
        sheet["A1:A3"].value = [[name], ["x"], ["y"]]
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
    assert {names.RESPONSES, names.RULE} <= kept
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
