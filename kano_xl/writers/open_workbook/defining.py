"""The names of an open workbook, and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings


def names_of(book: xlwings.Book) -> dict[str, xlwings.main.Name]:
    """The names of the workbook.

    A sheet that the user copied has such names of its own, and Excel, asked for one of the
    workbook's, gives that of the sheet that is shown; all of them together say whose they are.
    """
    return {name.name: name for name in book.names}


def redefine(book: xlwings.Book, refers: Mapping[str, str]) -> None:
    """Let names refer to something; to nothing, "", means that there is no such name."""
    there = names_of(book)
    for name, refers_to in refers.items():
        if name not in there:
            if refers_to:
                book.names.add(name, refers_to)
        elif refers_to:
            there[name].refers_to = refers_to
        else:
            there[name].delete()
