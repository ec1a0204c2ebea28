"""What is asked of Excel's own objects on Windows, with objects of the same properties."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.excel.book.native import (
    contents_protected,
    filtered,
    no_filling_down,
    spilled,
    structure_protected,
    whole_array,
)


def thing(**properties: object) -> Any:
    return SimpleNamespace(api=SimpleNamespace(**properties))


def cell(row: int, column: int, **properties: object) -> Any:
    def found(corner: tuple[int, int]) -> Any:
        return SimpleNamespace(resize=lambda rows, columns: (*corner, rows, columns))

    return SimpleNamespace(
        row=row,
        column=column,
        has_array=properties.pop("has_array", False),
        sheet=SimpleNamespace(range=found),
        api=SimpleNamespace(**properties),
    )


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (contents_protected, "ProtectContents"),
        (structure_protected, "ProtectStructure"),
        (filtered, "FilterMode"),
    ],
)
def test_what_excel_says_is_believed_and_silence_is_no(ask: Any, name: str) -> None:
    class OldExcel:
        """As xlwings shows a COM object that lacks a property."""

        def __getattr__(self, name: str) -> object:
            raise OSError(f"unknown name {name}")

    assert not ask(SimpleNamespace(api=OldExcel()))  # type: ignore[arg-type]
    assert ask(thing(**{name: True}))
    assert not ask(thing(**{name: False}))
    assert not ask(thing())


def test_an_array_formula_has_an_extent_and_a_spilling_one_has_not() -> None:
    count = SimpleNamespace
    array = count(Row=2, Column=3, Rows=count(Count=4), Columns=count(Count=6))
    assert whole_array(cell(4, 4, has_array=True, CurrentArray=array)) == (2, 3, 4, 6)
    assert whole_array(cell(4, 4, has_array=True, HasSpill=True, CurrentArray=array)) is None
    assert whole_array(cell(4, 4)) is None


def test_a_spilled_cell_is_told_from_the_one_it_comes_from() -> None:
    parent = SimpleNamespace(Row=2, Column=3)
    assert spilled(cell(3, 3, HasSpill=True, SpillParent=parent))
    assert not spilled(cell(2, 3, HasSpill=True, SpillParent=parent))
    assert not spilled(cell(3, 3, HasSpill=False))
    assert not spilled(cell(3, 3))


def test_filling_down_is_off_for_a_while_whatever_happens() -> None:
    corrections = SimpleNamespace(AutoFillFormulasInLists=True)
    seen = []

    def work() -> None:
        with no_filling_down(thing(AutoCorrect=corrections)):
            seen.append(corrections.AutoFillFormulasInLists)
            raise OSError("busy")

    with pytest.raises(OSError, match="busy"):
        work()
    assert seen == [False]
    assert corrections.AutoFillFormulasInLists
    with no_filling_down(thing()):
        pass
