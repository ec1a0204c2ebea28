"""What only Excel's own objects tell: protection, filters, array formulas and spilled cells.

xlwings has no word for these. Its ``api`` is a COM object on Windows and an AppleScript
reference on the Mac; a program that knows nothing of a thing does not have it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings


_MOST_LOOKS = 2_000
"""How often Excel is asked at most which rows are hidden; a second or so."""

_ON_MAC = sys.platform == "darwin"


def can_be_seen(sheet: xlwings.Sheet) -> bool:
    """Whether a sheet is not hidden, by the user or by a program.

    xlwings gives on Windows Excel's own number: -1 for one that is seen, 2 for one hidden by
    a program.
    """
    return sheet.visible in (True, -1)


def show(sheet: xlwings.Sheet) -> None:
    """Go to a sheet; where its workbook has no window, there is nowhere to go to."""
    with suppress(Exception):  # COM and AppleScript have errors of their own for that
        sheet.activate()


def contents_protected(sheet: xlwings.Sheet) -> bool:
    """Whether the cells of a sheet are protected against changes."""
    return _is(sheet.api, "ProtectContents", "protect_contents")


def structure_protected(book: xlwings.Book) -> bool:
    """Whether sheets of a workbook can neither be added nor deleted."""
    return _is(book.api, "ProtectStructure", "protect_structure")


def is_shared(book: xlwings.Book) -> bool:
    """Whether a workbook is shared as it was done before co-authoring: it takes no tables then."""
    return _is(book.api, "MultiUserEditing", "multi_user_editing")


def of_old_format(book: xlwings.Book) -> bool:
    """Whether a workbook is one of Excel 97-2003, which takes no sheets of a newer one."""
    return _is(book.api, "Excel8CompatibilityMode", "excel8_compatibility_mode")


def filtered(sheet: xlwings.Sheet) -> bool:
    """Whether a filter hides rows of a sheet; writing a block of cells would miss them.

    Of the filter of a table a sheet may say nothing, unless that table is selected.
    """
    if _is(sheet.api, "FilterMode", "filter_mode"):
        return True
    of_table = "autofilter_object" if _ON_MAC else "AutoFilter"
    filters = (_property(table.api, of_table) for table in sheet.tables)
    return any(_is(each, "FilterMode", "filter_mode") for each in filters)


def hidden_rows(cells: xlwings.Range) -> frozenset[int] | None:
    """The rows of some cells that are hidden, by a filter or by hand, counted from 0 within them.

    Excel is asked about blocks of rows, halved as long as only a part is hidden. None where
    they are hidden at so many places that this would take long; none where Excel cannot tell.
    """
    found: set[int] = set()
    looks, blocks = 0, [(0, cells.shape[0])]
    while blocks:
        first, end = blocks.pop()
        looks += 1
        if looks > _MOST_LOOKS:
            return None
        state = _are_hidden(cells[first:end, 0])
        if state is True:
            found.update(range(first, end))
        elif state is not False and end - first == 1:
            return frozenset()
        elif state is not False:
            middle = (first + end) // 2
            blocks += [(first, middle), (middle, end)]
    return frozenset(found)


def _are_hidden(cells: xlwings.Range) -> Any:
    """Whether the rows of some cells are hidden; neither true nor false where only some are."""
    if _ON_MAC:
        return _property(cells.api.entire_row, "hidden")
    return _property(_property(cells.api, "EntireRow"), "Hidden")


def whole_array(cell: xlwings.Range) -> xlwings.Range | None:
    """All cells of the array formula (Ctrl+Shift+Enter) that a cell is part of; None if of none.

    Excel lets nobody change a part of them. A formula that spills is no such array.
    """
    if not cell.has_array or _is(cell.api, "HasSpill", "has_spill"):
        return None
    if _ON_MAC:
        return cell.sheet.range(cell.api.current_array.get_address())
    array = cell.api.CurrentArray
    return cell.sheet.range((array.Row, array.Column)).resize(array.Rows.Count, array.Columns.Count)


def spilled(cell: xlwings.Range) -> bool:
    """Whether a cell shows what the formula of another cell spilled into it."""
    if not _is(cell.api, "HasSpill", "has_spill"):
        return False
    if _ON_MAC:
        parent = cell.sheet.range(cell.api.spill_parent.get_address())
        return bool((parent.row, parent.column) != (cell.row, cell.column))
    parent = cell.api.SpillParent
    return bool((parent.Row, parent.Column) != (cell.row, cell.column))


def evaluated(sheet: xlwings.Sheet, formula: str) -> Any:
    """What a formula of at most 255 characters gives on a sheet; None where Excel is not asked.

    On the Mac nothing is known of how errors would arrive.
    """
    if _ON_MAC:
        return None
    try:
        return sheet.api.Evaluate(formula)
    except Exception:  # COM has errors of its own for that
        return None


@contextmanager
def no_filling_down(app: xlwings.App) -> Iterator[None]:
    """While a formula is written into a column of a table, Excel does not fill the column."""
    corrections = _property(None if _ON_MAC else app.api, "AutoCorrect")
    before = _property(corrections, "AutoFillFormulasInLists")
    if before is None:
        yield
        return
    corrections.AutoFillFormulasInLists = False
    try:
        yield
    finally:
        corrections.AutoFillFormulasInLists = before


def _is(native: Any, windows: str, mac: str) -> bool:
    """Whether a property, by its name in COM or in AppleScript, is true; not if there is none."""
    found = _property(native, mac if _ON_MAC else windows)
    return found is True


def _property(native: Any, name: str) -> Any:
    """The value of a property; None for one that this Excel does not have."""
    try:
        found = getattr(native, name)
        return found.get() if _ON_MAC else found
    except Exception:  # COM and AppleScript have errors of their own for that
        return None
