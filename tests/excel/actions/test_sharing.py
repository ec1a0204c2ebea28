"""Freeze, make add-in-free and repair, in real workbooks of LibreOffice.

LibreOffice does not have our functions. It shows the results that are stored in a file and
computes ``#NAME?`` when it has to compute anew: so a formula stored with a number or a word
is like one that Excel has calculated, one stored without is like one without Python. Array
formulas and spilled results, which it keeps in another way, are judged without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ironcalc
import pytest
import xlsxwriter
import xlwings

from kano_xl.errors import InputError, OutputError
from kano_xl.excel.actions import sharing
from kano_xl.excel.actions.sharing import freeze, portable, repair
from kano_xl.excel.formulas import blocks as formula_blocks
from kano_xl.excel.formulas import bringing, portability
from kano_xl.excel.formulas.blocks import FormulaBlock, SheetCells, blocks, read_cells, runs
from kano_xl.excel.formulas.changes import FormulaChanges
from kano_xl.excel.formulas.freezing import (
    ERRORS,
    check_calculated,
    check_references,
    constant,
    constants,
    errors_shown,
    lost,
)
from kano_xl.excel.formulas.portability import compared, new_name, typed
from kano_xl.excel.formulas.tokens import calls
from kano_xl.writers.template.lambdas import lambda_names
from libreoffice import engine

PATH = "'C:\\x\\[kano_xl.xlam]Sheet1'!"

FILE = "[kano_xl.xlam]!"
"""As a prefix that the engine writes back as it read it."""

Sheets = dict[str, dict[str, object]]
"""By sheet and address: a value, or a formula and its stored result."""


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    def number_format(cells: Any) -> str | None:
        looks = cells.office.looks(cells.sheet.number, cells.area)
        formats = {str(look[0]) for row in looks for look in row}
        return formats.pop() if len(formats) == 1 else None

    monkeypatch.setattr(engine.Range, "number_format", property(number_format), raising=False)


@pytest.fixture
def opened(excel: xlwings.App, tmp_path: Path) -> Iterator[Callable[..., xlwings.Book]]:
    """A function that opens a workbook with these cells."""
    books: list[xlwings.Book] = []

    def make(sheets: Sheets, *, hidden: str = "", text_cells: tuple[str, ...] = ()) -> xlwings.Book:
        path = tmp_path / f"{len(books)}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            as_text = book.add_format({"num_format": "@"})
            for title, cells in sheets.items():
                sheet = book.add_worksheet(title)
                if title == hidden:
                    sheet.hide()
                for address, cell in cells.items():
                    look = as_text if address in text_cells else None
                    if isinstance(cell, tuple):
                        sheet.write_formula(address, cell[0], look, cell[1])
                    elif isinstance(cell, str):
                        sheet.write_string(address, cell, look)
                    else:
                        sheet.write(address, cell, look)
        books.append(excel.books.open(str(path)))
        return books[-1]

    yield make
    for book in books:
        book.close()


def contents(book: xlwings.Book) -> dict[str, tuple[object, object]]:
    """Formulas and values of every sheet."""
    found = {}
    for sheet in book.sheets:
        cells = read_cells(sheet, "formula")
        found[sheet.name] = (cells.formulas, cells.values)
    return found


def formulas_of(book: xlwings.Book) -> str:
    """All formulas, in lower case, as LibreOffice writes functions that it does not know."""
    return str({title: formulas for title, (formulas, _) in contents(book).items()}).lower()


SURVEY: Sheets = {
    "Data": {
        "A1": "with",
        "B1": "without",
        "A2": 1,
        "B2": 5,
        "D2": ("=KANO_BETTER(A2:A9,B2:B9)", 0.75),
        "D3": ("=ROUND(KANO_WORSE(A2:A9,B2:B9),2)", -0.25),
        "D4": ("=SUM(D2:D3)", 0.5),
        "E2": ('=KANO_NAME("A")', '=HYPERLINK("x")'),
        "E3": ('=KANO_NAME("M")', "007"),
        "E4": "=KANO_BETTER(A2:A9)",
        "F9": 'a "KANO_X("',
    },
    "More": {"C5": ("=KANO_BETTER(Data!A2:A9,Data!B2:B9)", 0.75)},
    "Other": {"A1": ("=1+1", 2), "B1": "words"},
}


def test_freezing_asks_first_and_names_the_sheets(opened: Any) -> None:
    book = opened(SURVEY, hidden="More")
    before = contents(book)
    reply = freeze(book, (), "en")
    assert (reply.kind, reply.code) == ("ask", "freeze")
    assert "5 KANO_ formulas" in reply.text
    assert "“Data”, “More”" in reply.text
    assert contents(book) == before


def test_freezing_leaves_values_and_every_other_cell(opened: Any) -> None:
    book = opened(SURVEY, hidden="More")
    before = contents(book)
    reply = freeze(book, ("freeze",), "en")
    assert reply.kind == "done"
    assert "5 formulas are values now" in reply.text
    data = book.sheets["Data"]
    assert data["D2:D3"].value == [0.75, -0.25]
    assert data["D4"].formula == "=SUM(D2:D3)"
    after = contents(book)
    assert [values for _, values in after.values()] == [values for _, values in before.values()]
    assert not [
        cell
        for formulas, _ in after.values()
        for row in formulas
        for cell in row
        if str(cell).lower().startswith("=kano") and cell != "=KANO_BETTER(A2:A9)"
    ]
    assert freeze(book, (), "en").text.startswith("No KANO_ formula was found")


def test_errors_are_kept_and_counted() -> None:
    values: list[list[object]] = [["#N/A"], [0.5], ["#DIV/0!"]]
    cells = cells_of(column(["=KANO_PVALUE(A1)"] * 3), values)
    block = FormulaBlock(0, 0, ("=KANO_PVALUE(A1)",) * 3, (3, 1))
    assert errors_shown(cells, block) == 2
    assert constants(cells, block) == [["=#N/A"], [0.5], ["=#DIV/0!"]]


def test_frozen_texts_stay_texts(opened: Any) -> None:
    book = opened(SURVEY)
    freeze(book, ("freeze",), "en")
    cells = read_cells(book.sheets["Data"], "formula")
    assert cells.values[1][4] == '=HYPERLINK("x")'
    assert cells.values[2][4] == "007"
    assert not cells.is_formula(1, 4)


def test_every_kind_of_value_is_shown_again_when_it_is_written(opened: Any) -> None:
    values = [0.1, -3.0, True, False, "A", "=1+1", "'x", "1/2", "+7", "#N/A!", *ERRORS]
    sheet = opened({"Data": {}}).sheets[0]
    sheet["A1"].resize(len(values), 1).value = [[constant(value)] for value in values]
    shown = sheet["A1"].resize(len(values), 1).options(err_to_str=True).value
    assert shown == values


def test_what_is_not_calculated_is_not_frozen(opened: Any) -> None:
    book = opened({"Data": {"A1": ("=KANO_BETTER(B1:B9,C1:C9)", "")}})
    before = contents(book)
    with pytest.raises(InputError) as error:
        freeze(book, ("freeze",), "en")
    assert (error.value.code, str(error.value.place)) == ("not_calculated", "'Data'!A1")
    assert contents(book) == before


@pytest.mark.parametrize("action", [freeze, repair])
def test_whatever_fails_midway_nothing_is_changed(
    opened: Any, monkeypatch: pytest.MonkeyPatch, action: Any
) -> None:
    book = opened(
        {
            "Data": {"A1": (f"={FILE}KANO_BETTER(B1)", 0.5), "C3": (f"={FILE}KANO_WORSE(B1)", 0.5)},
            "More": {"A1": (f"=2*{FILE}KANO_WORSE(B1)", 0.5)},
        }
    )
    formulas = formulas_of(book)
    write = FormulaChanges._write if action is repair else FormulaChanges.write_values
    name = "_write" if action is repair else "write_values"
    done = []

    def fail_at_the_third(self: FormulaChanges, cells: SheetCells, *args: Any) -> None:
        if cells.sheet.name == "More" and not done:
            done.append(cells)
            raise OSError("Excel is busy")
        write(self, cells, *args)

    monkeypatch.setattr(FormulaChanges, name, fail_at_the_third)
    with pytest.raises(OSError, match="busy"):
        action(book, ("freeze",), "en")
    assert done
    assert formulas_of(book) == formulas
    assert book.app.screen_updating


def test_repairing_takes_paths_off_and_nothing_else(opened: Any) -> None:
    book = opened(
        {
            "Data": {
                "A1": (f"={PATH}KANO_BETTER(B1:B9)", 0.5),
                "A2": (f"={PATH}KANO_BETTER(B1:B9)", 0.5),
                "A4": (f"=IF(1,2*{PATH}KANO_WORSE(B1:B9))", 0.5),
                "B1": ("='C:\\x\\[other.xlam]Sheet1'!KANO_BETTER(B2)", 1),
                "B2": f"={PATH}KANO_BETTER(B1:B9)",
                "B3": ("=KANO_BETTER(B4:B9)", 1),
            }
        }
    )
    before = read_cells(book.sheets["Data"], "formula")
    reply = repair(book, (), "en")
    assert reply.text == "3 formulas use the add-in of this computer again."
    after = read_cells(book.sheets["Data"], "formula")
    column = [str(row[0]).upper() for row in after.formulas]
    assert column[:2] == ["=KANO_BETTER(B1:B9)"] * 2
    assert column[3] == "=IF(1,2*KANO_WORSE(B1:B9))"
    assert [row[1] for row in after.formulas] == [row[1] for row in before.formulas]
    assert repair(book, (), "zh-Hans").text == "没有指向其他加载项副本的公式，未作任何更改。"


def test_cells_formatted_as_text_and_protected_sheets_are_left_and_told(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(
        {
            "Data": {"A1": ("=KANO_BETTER(B1)", 0.5), "A2": ("=KANO_BETTER(B1)", 0.25)},
            "Kept": {"A1": ("=KANO_BETTER(B1)", 0.5)},
        },
        text_cells=("A2",),
    )
    sheet = book.sheets["Kept"].impl
    sheet.office.protect_sheet(sheet.number)
    # Excel tells that by a property of its own that the engine does not have.
    monkeypatch.setattr(sharing, "contents_protected", lambda sheet: sheet.name == "Kept")
    reply = freeze(book, ("freeze",), "en")
    assert "1 formula is a value now." in reply.text
    assert "'Data'!A2" in reply.text
    assert "protected: “Kept”" in reply.text
    assert str(book.sheets["Data"]["A2"].formula).lower() == "=kano_better(b1)"


def test_formulas_become_names_where_names_can(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: dict[str, str] = {}  # for LibreOffice has no names with a dot
    monkeypatch.setattr(FormulaChanges, "add_name", lambda _, book, *name: names.update([name]))
    # Stored without a result, so that LibreOffice's #NAME? is no loss.
    book = opened(
        {
            "Data": {
                "A1": ("=KANO_BETTER(C1:C9,D1:D9)", ""),
                "A2": (f"=1+{PATH}KANO_CATEGORY(C1:C9,D1:D9)", ""),
                "A3": ("=KANO_FONG(C1:C9,D1:D9)", ""),
                "A4": ("=KANO_BETTER(C1:D9)", ""),
                "A5": ("=SUM(C1:C9)", 0),
            }
        }
    )
    question = portable(book, (), "en")
    assert (question.kind, question.code) == ("ask", "portable")
    assert "2 formulas" in question.text
    assert "'Data'!A3:A4" in question.text
    reply = portable(book, ("portable",), "en")
    assert reply.text.startswith("2 formulas work without the add-in now.")
    column = [str(row[0]).upper() for row in book.sheets["Data"]["A1:A5"].formula]
    assert column == [
        "=KANO.BETTER(C1:C9,D1:D9)",
        "=1+KANO.CATEGORY(C1:C9,D1:D9)",
        "=KANO_FONG(C1:C9,D1:D9)",
        "=KANO_BETTER(C1:D9)",
        "=SUM(C1:C9)",
    ]
    assert names == {name: typed(formula) for name, formula in lambda_names().items()}


def test_a_workbook_that_takes_no_names_keeps_its_formulas_and_says_why(opened: Any) -> None:
    book = opened(SURVEY)
    formulas = formulas_of(book)
    # LibreOffice has no names with a dot.
    with pytest.raises(OutputError, match="does not let this workbook have the name") as error:
        portable(book, ("portable",), "en")
    assert error.value.code == "name_refused"
    assert formulas_of(book) == formulas
    assert not len(book.names)


@pytest.mark.parametrize("kept", [0, 1])
def test_formulas_that_would_show_something_else_are_put_back(
    opened: Any, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    def first_alone(before: SheetCells, found: Any, after: SheetCells) -> Any:
        singles = [runs(before, [cell])[0] for cell in found[0].cells()]
        return singles[:kept], singles[kept:]

    monkeypatch.setattr(FormulaChanges, "add_name", lambda _, book, *name: None)
    monkeypatch.setattr(sharing, "compared", first_alone)
    formulas = ["=KANO_BETTER(C1:C9,D1:D9)", "=KANO_WORSE(C1:C9,D1:D9)"]
    book = opened({"Data": {"A1": (formulas[0], 0.5), "A2": (formulas[1], 0.5)}})
    reply = portable(book, ("portable",), "en")
    after = [str(row[0]).upper() for row in book.sheets["Data"]["A1:A2"].formula]
    assert after == [formulas[0].replace("KANO_", "KANO.") if kept else formulas[0], formulas[1]]
    assert ("1 formula works" if kept else "Nothing was changed") in reply.text
    assert f"the result would differ; freeze them before sharing: 'Data'!A{1 + kept}" in reply.text


def test_an_excel_without_lambda_changes_nothing(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What LibreOffice shows for a LAMBDA; the engine has no word for it.
    monkeypatch.setattr(bringing, "evaluated", lambda sheet, formula: "#NAME?")
    book = opened(SURVEY)
    formulas = formulas_of(book)
    with pytest.raises(InputError, match="LAMBDA"):
        portable(book, ("portable",), "en")
    assert formulas_of(book) == formulas
    assert not len(book.names)


# What LibreOffice cannot show: arrays, spilled cells, other results.


class Sheet:
    """A sheet whose cells are none: it only answers what is asked of its ranges."""

    name = "Data"

    def __init__(self, has_array: bool | None = False) -> None:
        self.used_range = SimpleNamespace(has_array=has_array)

    def range(self, cell: tuple[int, int]) -> Any:
        single = SimpleNamespace(row=cell[0], column=cell[1])
        single.resize = lambda rows, columns: single
        return single


def cells_of(
    formulas: list[list[object]], values: list[list[object]], has_array: bool | None = False
) -> SheetCells:
    sheet: Any = Sheet(has_array)
    return SheetCells(sheet, 1, 1, tuple(map(tuple, formulas)), tuple(map(tuple, values)))


def everything(formula: str) -> bool:
    return True


def test_an_array_formula_is_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = "=KANO_CLASS(A1:A2,B1:B2)"
    cells = cells_of([[formula, ""], [formula, formula]], [["A", None], ["O", "M"]], None)
    array = SimpleNamespace(row=1, column=1, shape=(2, 1))
    monkeypatch.setattr(
        formula_blocks, "whole_array", lambda cell: array if cell.column == 1 else None
    )
    monkeypatch.setattr(formula_blocks, "spilled", lambda cell: False)
    assert blocks(cells, everything) == [
        FormulaBlock(0, 0, (formula,), (2, 1), is_array=True),
        FormulaBlock(1, 1, (formula,), (1, 1)),
    ]
    assert constants(cells, FormulaBlock(0, 0, (formula,), (2, 1), True)) == [["'A"], ["'O"]]


def test_spilled_cells_are_no_formulas_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = "=KANO_COUNT($A$1:$A$9)"
    cells = cells_of([[formula] * 3], [[1.0, 2.0, 3.0]])
    monkeypatch.setattr(formula_blocks, "spilled", lambda cell: cell.column > 1)
    assert blocks(cells, everything) == [FormulaBlock(0, 0, (formula,), (1, 1))]


def test_cells_that_lose_what_was_spilled_into_them_are_found() -> None:
    before = cells_of(
        [["=KANO_COUNT(A1:A9)", "", ""], ["x", "", ""]], [[1.0, 2.0, 3.0], ["x", None, None]]
    )
    after = cells_of([[1.0], ["x"]], [[1.0], ["x"]])
    found = lost(before, after)
    assert [(block.row, block.column, block.shape) for block in found] == [
        (0, 1, (1, 1)),
        (0, 2, (1, 1)),
    ]
    assert [constants(before, block) for block in found] == [[[2.0]], [[3.0]]]


def test_a_formula_that_needs_the_spilled_range_is_not_broken() -> None:
    before = cells_of([["=SUM(B1#)"]], [[6.0]])
    check_references(before, before)
    with pytest.raises(InputError, match="spill"):
        check_references(before, cells_of([["=SUM(B1#)"]], [["#REF!"]]))


@pytest.mark.parametrize("value", ["#NAME?", "#SPILL!", -2146826243, -2146826237, object()])
def test_a_cell_without_result_is_not_calculated(value: object) -> None:
    formula = "=KANO_PVALUE(A1:B9)"
    with pytest.raises(InputError):
        check_calculated(cells_of([[formula]], [[value]]), [FormulaBlock(0, 0, (formula,), (1, 1))])


@pytest.mark.parametrize("value", [None, "", 0.0, True, "A", "#N/A", "#DIV/0!", "#VALUE!"])
def test_any_other_cell_is(value: object) -> None:
    formula = "=KANO_PVALUE(A1:B9)"
    check_calculated(cells_of([[formula]], [[value]]), [FormulaBlock(0, 0, (formula,), (1, 1))])


def column(formulas: list[str]) -> list[list[object]]:
    return [[formula] for formula in formulas]


def test_formulas_whose_results_would_differ_are_found() -> None:
    formulas = ["=KANO_BETTER(A1)", "=KANO_BETTER(A2)", "=KANO_BETTER(A3)", "=NOW()"]
    block = FormulaBlock(0, 0, tuple(formulas[:3]), (3, 1))
    before = cells_of(column(formulas), [[0.1 + 0.2], [0.5], [0.7], [1.0]])
    after = cells_of(column(formulas), [[0.3], [0.5], [0.7], [2.0]])
    assert compared(before, [block], after) == ([block], [])
    after = cells_of(column(formulas), [[0.3], ["#NAME?"], [0.7], [1.0]])
    first, second, third = (FormulaBlock(n, 0, (formulas[n],), (1, 1)) for n in range(3))
    assert compared(before, [block], after) == ([first, third], [second])


def test_where_there_was_no_result_any_is_welcome() -> None:
    formulas = ["=KANO_BETTER(A1)"]
    block = FormulaBlock(0, 0, tuple(formulas), (1, 1))
    before, after = (cells_of(column(formulas), [[value]]) for value in ("#NAME?", 0.5))
    assert compared(before, [block], after) == ([block], [])
    assert compared(before, [block], before) == ([block], [])


def test_a_spilled_cell_that_would_differ_counts_for_all() -> None:
    formulas = ["=KANO_CODE(A1:A2)", ""]
    block = FormulaBlock(0, 0, ("=KANO_CODE(A1:A2)",), (1, 1))
    before = cells_of(column(formulas), [[1.0], [2.0]])
    assert compared(before, [block], before) == ([block], [])
    assert compared(before, [block], cells_of(column(formulas), [[1.0], [3.0]])) == ([], [block])


def test_an_array_formula_differs_as_a_whole() -> None:
    formula = "=KANO_CODE(A1:A2)"
    block = FormulaBlock(0, 0, (formula,), (2, 1), is_array=True)
    before = cells_of(column([formula] * 2), [[1.0], [2.0]])
    after = cells_of(column([formula] * 2), [[1.0], [3.0]])
    assert compared(before, [block], after) == ([], [block])


def test_typed_names_compute() -> None:
    """Two O, one A, one M and a pair without an answer, counted by hand."""
    model = ironcalc.create("portable", "en", "UTC", "en")
    pairs = [("1", "5"), ("1", "3"), ("我很喜欢", "5"), ("2", "5"), ("", "3")]
    for row, answers in enumerate(pairs, 1):
        for column, answer in enumerate(answers, 1):
            model.set_user_input(0, row, column, answer)
    for name, formula in lambda_names().items():
        model.new_defined_name(name, None, typed(formula))
    expected = {"BETTER": "0.75", "WORSE": "-0.75", "CATEGORY": "O"}
    for row, name in enumerate(expected, 1):
        model.set_user_input(0, row, 4, f"=KANO.{name}(A1:A5,B1:B5)")
    model.evaluate()
    found = [model.get_formatted_cell_value(0, row, 4) for row in (1, 2, 3)]
    assert found == list(expected.values())


def test_every_name_is_typed_as_excel_takes_it() -> None:
    for name, formula in lambda_names().items():
        plain = typed(formula)
        assert "_xl" not in plain
        assert plain.startswith("=LAMBDA(v_")
        assert name.removeprefix("_").startswith("KANO.")
    assert portability._parameters("KANO.CODE") == 1
    assert portability._parameters("KANO.CLASS") == 2


@pytest.mark.parametrize(
    "formula", ['=KANO_CODE(A1:A9,"like=5")', "=KANO_CLASS(A1,)", "=KANO_VERSION()"]
)
def test_what_a_name_cannot_do_keeps_its_function(formula: str) -> None:
    assert [new_name(call) for call in calls(formula)] == [None]
