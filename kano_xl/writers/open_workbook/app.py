"""Excel while it is worked for: quiet, and afterwards as the user left it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import xlwings

_QUIET: dict[str, Any] = {
    "screen_updating": False,
    "display_alerts": False,
    "enable_events": False,
    "calculation": "manual",
}


@contextmanager
def undisturbed(book: xlwings.Book) -> Iterator[None]:
    """Work on a workbook without flicker, questions and recalculation after every step.

    Afterwards, whatever happened, the screen, questions, events, calculation, status bar,
    active workbook, sheet and selection are as they were. Sheets that were selected together
    are not: what is typed next would go into all of them.
    """
    app = book.app
    before = {name: getattr(app, name) for name in (*_QUIET, "status_bar")}
    show = _shown(book)
    try:
        for name, value in _QUIET.items():
            setattr(app, name, value)
        with contextlib.suppress(Exception):
            book.sheets.active.select()
        yield
    finally:
        with contextlib.suppress(Exception):
            app.cut_copy_mode = False
        with contextlib.suppress(Exception):
            show()
        # One that cannot be restored must not keep the others from it.
        for name, value in reversed(before.items()):
            with contextlib.suppress(Exception):
                setattr(app, name, value)


def _shown(book: xlwings.Book) -> Callable[[], None]:
    """Shows again what the workbook shows now, and selects what is selected."""
    sheet, selection = book.sheets.active, book.app.selection

    def show() -> None:
        book.activate()
        sheet.activate()
        if selection is not None and selection.sheet == sheet:
            selection.select()

    return show
