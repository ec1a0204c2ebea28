"""Which result sheets are in view: they come with the first analysis; later the user has a say.

The template has them hidden, for so far they are empty; so are those of groups whenever there are
no groups. What charts and formulas are drawn from
is set aside again when it is added, and anybody may show it: no sheet is hidden more than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import xlwings

from kano_xl.report.typesetting.placement import PlacedSheet

_SEEN = (True, -1)
"""What xlwings says of a sheet that is in view; on Windows it gives Excel's own number."""


def waiting(sheets: Iterable[tuple[PlacedSheet, xlwings.Sheet]]) -> tuple[xlwings.Sheet, ...]:
    """The sheets that come into view once something is written on them for the first time."""
    return tuple(
        sheet for placed, sheet in sheets if not placed.sheet.aside and sheet.visible not in _SEEN
    )


def put_away(sheets: Iterable[xlwings.Sheet]) -> tuple[xlwings.Sheet, ...]:
    """Hide those of some sheets that are in view, as far as Excel lets anybody; which these are.

    Where the structure of the workbook is protected, they say themselves that they hold nothing.
    """
    hidden: list[xlwings.Sheet] = []
    with suppress(Exception):  # COM and AppleScript have errors of their own for that
        for sheet in sheets:
            if sheet.visible in _SEEN:
                sheet.visible = False
                hidden.append(sheet)
    return tuple(hidden)


def bring_into_view(sheets: Iterable[xlwings.Sheet]) -> None:
    """Show sheets."""
    for sheet in sheets:
        sheet.visible = True


def put_out_of_view(sheets: Iterable[xlwings.Sheet]) -> None:
    """Hide sheets, so that the user can show them again."""
    for sheet in sheets:
        sheet.visible = False


def set_aside(sheets: Iterable[tuple[PlacedSheet, xlwings.Sheet]]) -> None:
    """Hide those of some sheets that are only to be referred to."""
    put_out_of_view(sheet for placed, sheet in sheets if placed.sheet.aside)
