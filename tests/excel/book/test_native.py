"""What is asked of Excel's own objects on Windows, with objects of the same properties."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.excel.book.native import (
    contents_protected,
    evaluated,
    filtered,
    hidden_rows,
    is_shared,
    no_filling_down,
    of_old_format,
    spilled,
    structure_protected,
    whole_array,
)


def thing(**properties: object) -> Any:
    return SimpleNamespace(api=SimpleNamespace(**properties), tables=[])


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
        (is_shared, "MultiUserEditing"),
        (of_old_format, "Excel8CompatibilityMode"),
    ],
)
def test_what_excel_says_is_believed_and_silence_is_no(ask: Any, name: str) -> None:
    class OldExcel:
        """As xlwings shows a COM object that lacks a property."""

        def __getattr__(self, name: str) -> object:
            raise OSError(f"unknown name {name}")

    assert not ask(SimpleNamespace(api=OldExcel(), tables=[]))  # type: ignore[arg-type]
    assert ask(thing(**{name: True}))
    assert not ask(thing(**{name: False}))
    assert not ask(thing())


def test_the_filter_of_a_table_is_seen_though_the_sheet_keeps_silent() -> None:
    def sheet(*filters: object) -> Any:
        tables = [thing(AutoFilter=each) for each in filters]
        return SimpleNamespace(api=SimpleNamespace(FilterMode=False), tables=tables)

    off, on = (SimpleNamespace(FilterMode=mode) for mode in (False, True))
    assert filtered(sheet(off, None, on))
    assert not filtered(sheet(off, None))
    assert not filtered(sheet())


def test_a_formula_is_evaluated_where_excel_can() -> None:
    def no_names(formula: str) -> object:
        raise OSError("1004")

    assert evaluated(thing(Evaluate=lambda formula: (formula, 5.0)), "F(1)") == ("F(1)", 5.0)
    assert evaluated(thing(Evaluate=no_names), "F(1)") is None
    assert evaluated(thing(), "F(1)") is None


def rows_of(state: Callable[[range], object], asked: list[range]) -> Any:
    """A column of 1,000 cells whose Excel says whether some rows are hidden."""

    class Cells:
        shape = (1000, 1)

        def __getitem__(self, at: tuple[slice, int]) -> Any:
            asked.append(range(at[0].start, at[0].stop))
            return thing(EntireRow=SimpleNamespace(Hidden=state(asked[-1])))

    return Cells()


@pytest.mark.parametrize(
    "hidden", [set(), {0}, {999}, set(range(1000)), set(range(20, 400)) | {7, 998}]
)
def test_hidden_rows_are_found_by_halves(hidden: set[int]) -> None:
    def state(rows: range) -> object:
        shut = len(hidden & set(rows))
        return None if 0 < shut < len(rows) else shut == len(rows)

    asked: list[range] = []
    assert hidden_rows(rows_of(state, asked)) == hidden
    assert len(asked) < 100


def test_where_excel_cannot_tell_no_row_is_hidden() -> None:
    asked: list[range] = []
    assert hidden_rows(rows_of(lambda rows: None, asked)) == set()
    assert len(asked) < 20


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
