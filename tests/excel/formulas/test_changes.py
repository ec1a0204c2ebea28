"""All or nothing, also where Excel takes nothing back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.errors import OutputError
from kano_xl.excel.formulas.blocks import FormulaBlock, SheetCells
from kano_xl.excel.formulas.changes import all_or_nothing


class Cells:
    """Cells that take what they are given until they are locked."""

    def __init__(self, formula: str) -> None:
        self.formula: Any
        self.__dict__.update(formula=formula, locked=False)

    def __setattr__(self, name: str, value: object) -> None:
        if self.locked and name != "locked":
            raise OSError("1004")
        self.__dict__[name] = value


class Sheet:
    def __init__(self) -> None:
        self.cells = [Cells(f"=KANO_BETTER(A{row})") for row in (1, 2, 3)]

    def range(self, corner: tuple[int, int]) -> Any:
        return SimpleNamespace(resize=lambda *shape: self.cells[corner[0] - 1])


def app() -> Any:
    return SimpleNamespace(screen_updating=True, enable_events=True, api=object())


def changed_until_it_fails(sheet: Any, locked: int | None) -> Any:
    book: Any = SimpleNamespace(app=app())
    grid = tuple((cell.formula,) for cell in sheet.cells)
    cells = SheetCells(sheet, 1, 1, grid, grid)
    try:
        with all_or_nothing(book, "formula") as changes:
            for row in range(3):
                block = FormulaBlock(row, 0, grid[row], (1, 1))
                changes.write_formulas(cells, block, (f"=KANO.BETTER(A{row + 1})",))
            if locked is not None:
                sheet.cells[locked].locked = True
            raise ZeroDivisionError
    finally:
        assert book.app.screen_updating
        assert book.app.enable_events


def test_what_can_be_taken_back_is_and_the_error_goes_on() -> None:
    sheet = Sheet()
    with pytest.raises(ZeroDivisionError):
        changed_until_it_fails(sheet, None)
    assert [cell.formula for cell in sheet.cells] == [[[f"=KANO_BETTER(A{n})"]] for n in (1, 2, 3)]


@pytest.mark.parametrize("locked", [0, 1, 2])
def test_what_cannot_is_told_and_keeps_nothing_else_from_being_taken_back(locked: int) -> None:
    sheet = Sheet()
    with pytest.raises(OutputError) as error:
        changed_until_it_fails(sheet, locked)
    assert error.value.code == "half_changed"
    for language, words in zip(
        ("en", "zh-Hans"), ("close it without saving", "不要保存"), strict=True
    ):
        assert words in error.value.message(language)
    left = [row for row, cell in enumerate(sheet.cells) if "KANO." in str(cell.formula)]
    assert left == [locked]
