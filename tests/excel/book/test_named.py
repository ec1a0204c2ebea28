"""Which cells a kano_xl name means, in workbooks as copying and deleting sheets leave them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.excel.book.named import delete_broken_names, named_cells, sheets_with_names

CELLS: Any = object()


def name(called: str, refers_to: str | None, cells: object = CELLS, gone: Any = None) -> Any:
    return SimpleNamespace(
        name=called, refers_to=refers_to, refers_to_range=cells, delete=lambda: gone.append(called)
    )


def book(*names: Any) -> Any:
    return SimpleNamespace(names=names)


def test_a_name_of_the_workbook_goes_before_one_of_a_sheet() -> None:
    mine, theirs = object(), object()
    local = name("'Settings (2)'!Kano_Rule", "='Settings (2)'!$B$5", theirs)
    of_book = name("Kano_Rule", "=Settings!$B$5", mine)
    assert named_cells(book(local, of_book), "Kano_") == {"Kano_Rule": mine}
    assert named_cells(book(of_book, local), "Kano_") == {"Kano_Rule": mine}
    assert named_cells(book(local), "Kano_") == {"Kano_Rule": theirs}


@pytest.mark.parametrize(
    "refers_to",
    ["=#REF!$B$5", "=Settings!#REF!", "='C:\\x\\[other.xlsx]Settings'!$B$5", '="mode"', "", None],
)
def test_names_without_cells_in_this_workbook_are_left_out(refers_to: str | None) -> None:
    assert named_cells(book(name("Kano_Rule", refers_to)), "Kano_") == {}


def test_names_of_others_are_left_alone() -> None:
    gone: list[str] = []
    found = book(
        name("Kano_Rule", "=#REF!$A$1", gone=gone),
        name("Settings!Kano_Codes", "=Settings!#REF!", gone=gone),
        name("Kano_Table", "=Settings!$A$1", gone=gone),
        name("Kano_Responses", "=#REF!$A$1", gone=gone),
        name("Kano_RuleOf", "='[other.xlsx]Settings'!$A$1", gone=gone),
        name("Budget", "=#REF!$A$1", gone=gone),
    )
    delete_broken_names(found, ("Kano_Rule", "Kano_Codes", "Kano_Table"))
    assert gone == ["Kano_Rule", "Settings!Kano_Codes", "Kano_RuleOf"]
    assert named_cells(found, "Kano_") == {"Kano_Table": CELLS}


def test_a_copy_of_our_sheet_has_our_names_too() -> None:
    def on(title: str) -> Any:
        return SimpleNamespace(sheet=SimpleNamespace(name=title))

    found = book(
        name("Kano_Result_method", "=Method!$A$1", on("Method")),
        name("'Our copy'!Kano_Result_method", "='Our copy'!$A$1", on("Our copy")),
        name("Budget", "=Money!$A$1", on("Money")),
        name("Kano_Result_summary", "=#REF!$A$1"),
    )
    assert sheets_with_names(found, ("Kano_Result_",)) == {"Method", "Our copy"}
