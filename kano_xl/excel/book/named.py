"""The cells of an open workbook that have a name of ours; see `kano_xl.names`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.addresses import address
from kano_xl.errors import Place
from kano_xl.survey.quoting import printable

if TYPE_CHECKING:
    import xlwings

_GONE = "#REF!"
_ELSEWHERE = "["
"""What the formula of a name contains whose cells were deleted, or are in another workbook."""


def named_cells(book: xlwings.Book, prefix: str) -> dict[str, xlwings.Range]:
    """The cells of all names that begin with ``prefix``, by name.

    A name of the workbook goes before one of the same name that only a sheet knows, as
    copying a sheet may leave behind. Names whose cells are gone are left out.
    """
    found: dict[str, xlwings.Range] = {}
    for name in book.names:
        sheet, _, bare = name.name.rpartition("!")
        if not bare.startswith(prefix) or (sheet and bare in found):
            continue
        refers_to = name.refers_to or ""
        if _GONE not in refers_to and _ELSEWHERE not in refers_to and "!" in refers_to:
            found[bare] = name.refers_to_range
    return found


def delete_broken_names(book: xlwings.Book, prefixes: tuple[str, ...]) -> None:
    """Delete the names beginning with one of ``prefixes`` whose cells are gone."""
    for name in list(book.names):
        bare = name.name.rpartition("!")[2]
        if bare.startswith(prefixes) and _GONE in (name.refers_to or ""):
            name.delete()


def place_of(cell: xlwings.Range) -> Place:
    """The sheet and address of a cell, as shown in messages."""
    return Place(sheet=printable(cell.sheet.name), cell=address(cell.row - 1, cell.column - 1))
