"""The cells of an open workbook that have a kano_xl name; see `kano_xl.names`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.addresses import address
from kano_xl.errors import Place
from kano_xl.names import block, target
from kano_xl.survey.quoting import printable

if TYPE_CHECKING:
    import xlwings


def named_cells(book: xlwings.Book, prefix: str) -> dict[str, xlwings.Range]:
    """The cells of all names that begin with ``prefix``, by name.

    A name of the workbook goes before one of the same name that only a sheet knows, as
    copying a sheet may leave behind. Names that stand for no block of cells in this workbook
    are left out.
    """
    found: dict[str, xlwings.Range] = {}
    for name in book.names:
        sheet, _, bare = name.name.rpartition("!")
        if not bare.startswith(prefix) or (sheet and bare in found):
            continue
        if target(name.refers_to) == "cells":
            found[bare] = name.refers_to_range
    return found


def sheets_with_names(book: xlwings.Book, prefixes: tuple[str, ...]) -> set[str]:
    """The titles of all sheets with cells that have such a name, copies by the user included."""
    return {
        _title(name)
        for name in book.names
        if name.name.rpartition("!")[2].startswith(prefixes) and target(name.refers_to) == "cells"
    }


def _title(name: xlwings.main.Name) -> str:
    """The title of the sheet that a name's cells are on."""
    found = block(name.refers_to)
    return found[0] if found else str(name.refers_to_range.sheet.name)


def delete_broken_names(book: xlwings.Book, prefixes: tuple[str, ...]) -> None:
    """Delete the names beginning with one of ``prefixes`` that stand for no cells of the workbook.

    Left behind, they would take the place of new ones.
    """
    for name in list(book.names):
        bare = name.name.rpartition("!")[2]
        if bare.startswith(prefixes) and target(name.refers_to) != "cells":
            name.delete()


def place_of(cell: xlwings.Range) -> Place:
    """The sheet and address of a cell, as shown in messages."""
    return Place(sheet=printable(cell.sheet.name), cell=address(cell.row - 1, cell.column - 1))
