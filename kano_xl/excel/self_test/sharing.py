"""Before a workbook is shared: values instead of formulas, names instead of the add-in, repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.excel.formulas.blocks import SheetCells, notation, read_cells
from kano_xl.excel.self_test.check import (
    CheckFailedError,
    CheckSkippedError,
    SelfCheck,
    Trial,
    expect,
    first_difference,
)
from kano_xl.excel.self_test.functions import PAIRS, fill
from kano_xl.excel.self_test.host import MACROS

if TYPE_CHECKING:
    import xlwings

_BOTH = "Answers!A1:A8,Answers!B1:B8"
_FORMULAS = (
    ("A1", f"=KANO_CLASS({_BOTH})", (len(PAIRS), 1)),
    ("C1", f"=KANO_BETTER({_BOTH})", (1, 1)),
    ("C2", "=KANO_BETTER(Answers!D1:D8,Answers!E1:E8)", (1, 1)),
)
"""A block, a number, and an error."""


def frozen(trial: Trial) -> None:
    """Freeze puts the same values in place of the formulas, also of spilled ones and of errors."""
    book = trial.host.new_book()
    fill(book, _FORMULAS)
    before = _cells(book)
    trial.host.click("freeze", book, "freeze")
    _check_same(before, _cells(book))
    if left := _calls(book, "KANO_"):
        raise CheckFailedError(f"{left} formulas left")


def portable(trial: Trial) -> None:
    """Make add-in-free gives formulas with the same results that need no add-in."""
    book = trial.host.new_book()
    check_lambda(book)
    fill(book, _FORMULAS)
    before = _cells(book)
    trial.host.click("portable", book, "portable")
    _check_same(before, _cells(book))
    expect("KANO_ formulas", _calls(book, "KANO_"), 0)
    if not _calls(book, "KANO."):
        raise CheckFailedError("no formula calls a name")


def repaired(trial: Trial) -> None:
    """Repair links takes the add-in's file off a formula, which shows the same."""
    book = trial.host.new_book()
    fill(book, _FORMULAS[1:2])
    cell = book.sheets["Formulas"]["C1"]
    before = cell.value
    cell.formula = f"={MACROS}KANO_BETTER({_BOTH})"
    if "!KANO_" not in str(cell.formula):
        raise CheckSkippedError("no_prefix")
    trial.host.click("repair", book)
    expect("formula", cell.formula, f"=KANO_BETTER({_BOTH})")
    expect("value", cell.value, before)


def check_lambda(book: xlwings.Book) -> None:
    """See that this Excel has LAMBDA, without which a name cannot be a function.

    Raises:
        CheckSkippedError: it has not.
    """
    cell = book.sheets[0]["A1"]
    try:
        setattr(cell, notation(book), "=LAMBDA(x,x+1)(1)")
        found = cell.value
    except Exception as error:  # an older Excel; what it raises differs by system
        raise CheckSkippedError("no_lambda") from error
    cell.clear_contents()
    if found != 2:
        raise CheckSkippedError("no_lambda")


def _cells(book: xlwings.Book) -> SheetCells:
    return read_cells(book.sheets["Formulas"], notation(book))


def _check_same(before: SheetCells, after: SheetCells) -> None:
    if (len(before.values), len(before.values[0])) != (len(after.values), len(after.values[0])):
        raise CheckFailedError("cells are missing")
    if difference := first_difference(after.values, before.values):
        raise CheckFailedError(difference)


def _calls(book: xlwings.Book, prefix: str) -> int:
    """How many cells of the formulas' sheet call something that begins so."""
    formulas = [cell for row in _cells(book).formulas for cell in row if isinstance(cell, str)]
    return sum(cell.startswith("=") and prefix in cell for cell in formulas)


CHECKS = (
    SelfCheck(frozen, ("version",), on_mac=False),
    SelfCheck(portable, ("version",), on_mac=False),
    SelfCheck(repaired, ("version",), on_mac=False),
)
"""What is tried of sharing; without functions there is nothing to share."""
