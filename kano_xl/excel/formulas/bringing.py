"""The names that a workbook brings along, so that our functions work without the add-in.

Whatever keeps Excel from taking them is told as it is: an Excel without LAMBDA, a name of
somebody else's in the way, a workbook that takes no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, OutputError
from kano_xl.excel.book.native import evaluated, structure_protected
from kano_xl.excel.formulas.changes import FormulaChanges
from kano_xl.excel.formulas.portability import typed
from kano_xl.excel.functions.cells import error_text
from kano_xl.survey.quoting import quoted
from kano_xl.writers.template.lambdas import IN_USE, NUMBERS_IN_USE, lambda_names

if TYPE_CHECKING:
    import xlwings

PROBE = "_KANO_PROBE"
"""A name that is defined for a moment, to see what this Excel takes."""

_LAMBDA = "=LAMBDA(v_x,SUM(MAP(v_x,LAMBDA(v_y,v_y+1))))"
_UNKNOWN = "#NAME?"


def bring_names(book: xlwings.Book, changes: FormulaChanges) -> None:
    """Define the names that a workbook does not have yet, each after those that it uses.

    They take the standard evaluation table and 1 for "like", as the functions do. Names of the
    template, which follow its settings sheet, are left as they are.

    Raises:
        InputError: ``names_taken``: there is another name of that name; ``no_lambda``: this
            Excel knows no LAMBDA.
        OutputError: ``workbook_protected`` or ``name_refused``: the workbook takes no names.
    """
    taken = list(dict.fromkeys(_in_the_way(book)))
    if taken:
        raise InputError("names_taken", names=", ".join(taken))
    present = {name.name.upper() for name in book.names}
    missing = {name: each for name, each in lambda_names().items() if name not in present}
    if missing:
        _check_names_possible(book)
    for name, formula in missing.items():
        try:
            changes.add_name(book, name, typed(formula))
        except Exception as error:  # of another kind on every system
            raise OutputError("name_refused", name=name) from error


def _in_the_way(book: xlwings.Book) -> Iterator[str]:
    """The names that are called as ours and are not, or that only one sheet knows."""
    ours = {name: {_plain(formula)} for name, formula in lambda_names().items()}
    for name, formula in lambda_names(IN_USE, NUMBERS_IN_USE).items():
        ours[name].add(_plain(formula))
    for there in book.names:
        sheet, _, bare = there.name.rpartition("!")
        known = ours.get(bare.upper())
        # One that a sheet has for itself would go before ours there.
        if known and (sheet or _plain(there.refers_to or "") not in known):
            yield quoted(there.name)


def _plain(formula: str) -> str:
    """A formula however it is written: from a file, as typed, or as Excel gives it back.

    >>> _plain("=_xlfn.LAMBDA(_xlpm.c,_xlpm.c+1)") == _plain("= lambda(v_c, v_c + 1)")
    True
    """
    bare = re.sub(r"\s", "", typed(formula))
    return re.sub(r"\bV_", "", bare.upper())


def _check_names_possible(book: xlwings.Book) -> None:
    """See that the workbook takes names, and that this Excel computes those with a LAMBDA."""
    try:
        probe = book.names.add(PROBE, "=1")
    except Exception as error:
        if structure_protected(book):
            raise OutputError("workbook_protected") from error
        raise OutputError("name_refused", name=PROBE) from error
    try:
        probe.refers_to = _LAMBDA
        shown = evaluated(book.sheets[0], f"{PROBE}({{1,2}})")
    except Exception as error:
        raise InputError("no_lambda") from error
    finally:
        probe.delete()
    if error_text(shown) == _UNKNOWN:
        raise InputError("no_lambda")
