"""The sheets of an open workbook by their titles, of which xlwings knows worksheets only."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings


def all_titles(book: xlwings.Book) -> list[str]:
    """The titles of all sheets, those of chart sheets too where Excel tells them."""
    return [*(sheet.name for sheet in book.sheets), *_told_by_excel(book.api)]


def others(book: xlwings.Book, titles: Collection[str]) -> list[xlwings.Sheet]:
    """The sheets that have other titles."""
    return [sheet for sheet in book.sheets if sheet.name not in titles]


def delete_others(book: xlwings.Book, titles: Collection[str]) -> None:
    """Delete the sheets that have other titles."""
    for sheet in others(book, titles):
        sheet.delete()


def _told_by_excel(native: Any) -> list[str]:
    """The titles of all sheets by a workbook's COM object or AppleScript reference."""
    found: list[str] = []
    with suppress(Exception):  # COM and AppleScript have errors of their own
        found += (str(sheet.Name) for sheet in native.Sheets)
    if not found:
        with suppress(Exception):
            found += map(str, native.sheets.name.get())
    return found
