"""Which result sheets are in view: they come with the first analysis; later the user has a say.

The template has them hidden, for so far they are empty. What charts and formulas are drawn from
is set aside again when it is added, and anybody may show it: no sheet is hidden more than that.
"""

from __future__ import annotations

from collections.abc import Iterable

import xlwings

from kano_xl.report.typesetting.placement import PlacedSheet

_SEEN = (True, -1)
"""What xlwings says of a sheet that is in view; on Windows it gives Excel's own number."""


def waiting(sheets: Iterable[tuple[PlacedSheet, xlwings.Sheet]]) -> tuple[xlwings.Sheet, ...]:
    """The sheets that the first analysis brings into view."""
    return tuple(
        sheet for placed, sheet in sheets if not placed.sheet.aside and sheet.visible not in _SEEN
    )


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
