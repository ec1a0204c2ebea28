"""Sheets from a file that kano_xl wrote into the open workbook, and where such files may lie."""

from __future__ import annotations

import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import xlwings

from kano_xl.errors import OutputError, Place
from kano_xl.writers.open_workbook.titles import others

_MACRO = "'kano_xl.xlam'!KanoCopySheets"
_MAC_FOLDER = "Library/Containers/com.microsoft.Excel/Data/tmp"


def copied_together(
    book: xlwings.Book, write: Callable[[Path], object], count: int
) -> list[xlwings.Sheet]:
    """All sheets of a new file added to a workbook, so that they lead to each other.

    Excel may have given them other titles: chart sheets have titles too.

    Args:
        book: the workbook.
        write: writes the file.
        count: how many sheets it has.

    Raises:
        OutputError: as of `copy_by_add_in`.
    """
    before = {sheet.name for sheet in book.sheets}
    with exchange_file() as path:
        write(path)
        copy_by_add_in(book, path)
    added = others(book, before)
    if len(added) != count:
        raise OutputError("open_cannot_add", Place(book.name))
    return added


def copy_by_add_in(book: xlwings.Book, path: Path) -> None:
    """Copy all sheets of a file behind those of a workbook, so that they refer to one another.

    That is the work of a macro of the add-in, because xlwings copies single sheets only.

    Raises:
        OutputError: ``addin_not_reached``: the macro cannot be run; ``open_cannot_add``: the
            workbook takes no sheets.
    """
    try:
        refusal = book.app.macro(_MACRO)(str(path), book.name)
    except Exception as fault:  # COM and AppleScript have errors of their own for that
        raise OutputError("addin_not_reached") from fault
    if refusal:
        raise OutputError("open_cannot_add", Place(book.name))


@contextmanager
def exchange_file() -> Iterator[Path]:
    """A name for a temporary workbook that Excel may open; the file is deleted afterwards."""
    path = _folder() / f"kano_xl-{uuid.uuid4().hex}.xlsx"
    try:
        yield path
    finally:
        # Windows keeps a file that Excel could not close; it lies among the temporary ones.
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    """The temporary folder; on a Mac the one that Excel reads without asking the user."""
    inside = Path.home() / _MAC_FOLDER
    return inside if sys.platform == "darwin" and inside.is_dir() else Path(tempfile.gettempdir())
