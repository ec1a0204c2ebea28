"""What an analysis wrote, remembered in the workbook: so it shows what the user changed since.

For every result sheet the name `kano_xl.names.WRITTEN` holds a short mark of the texts and
numbers in the cells that are ours. Their order has no say, nor have formulas: sorting a table
and renaming a sheet change nothing that a person wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from kano_xl.names import WRITTEN
from kano_xl.writers.open_workbook.cells import Area, around
from kano_xl.writers.open_workbook.plan import Plan, results_named, usual_placement
from kano_xl.writers.open_workbook.sheet import grid

if TYPE_CHECKING:
    import xlwings

_BYTES = 4


def mark_of(sheet: xlwings.Sheet, areas: Sequence[Area]) -> str:
    """The mark of what stands in some cells of a sheet."""
    whole = around(areas)
    words = grid(sheet, whole)
    cells = {cell for area in areas for cell in area.cells()}
    held = sorted(_plain(words[row - whole.row][column - whole.column]) for row, column in cells)
    # Empty cells count for nothing: a shorter report leaves some behind.
    kept = "\0".join(word for word in held if word and not word.startswith("="))
    return blake2b(kept.encode(), digest_size=_BYTES).hexdigest()


def as_text(marks: Mapping[str, str]) -> str:
    """The marks by the keys of their sheets, as what a name refers to.

    >>> as_text({"summary": "0a1b2c3d", "method": "00ff00ff"})
    '="summary:0a1b2c3d method:00ff00ff"'
    """
    return '="' + " ".join(f"{key}:{mark}" for key, mark in marks.items()) + '"'


def changed_by_hand(book: xlwings.Book) -> tuple[str, ...]:
    """The titles of the result sheets of which the user changed cells that are ours.

    Nothing is known of sheets that no analysis has written since there are marks.
    """
    names = [(name.name, name) for name in book.names]
    marks = noted(*(name.refers_to for called, name in names if called == WRITTEN))
    placement = usual_placement()
    found = results_named(book, names)
    return tuple(
        there.sheet.name
        for placed in placement.sheets
        if (there := found.get(placed.sheet.key)) and placed.sheet.key in marks
        if mark_of(there.sheet, Plan(placed, placement, there).owned) != marks[placed.sheet.key]
    )


def noted(*texts: str | None) -> dict[str, str]:
    """The marks by the keys of their sheets, of what the names refer to.

    >>> noted(as_text({"summary": "0a1b2c3d"}), None)
    {'summary': '0a1b2c3d'}
    """
    entries = chain.from_iterable(
        (text or "").removeprefix("=").strip('"').split() for text in texts
    )
    return {key: mark for key, _, mark in (entry.partition(":") for entry in entries)}


def _plain(word: str) -> str:
    """A number in one spelling, whichever Excel gives it in; a text as it is."""
    try:
        return f"{float(word):.10g}"
    except ValueError:
        return word
