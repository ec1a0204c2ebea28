"""Which Excel is tried, and whether it can be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kano_xl.errors import SetupError
from kano_xl.excel.self_test.host import MACROS
from kano_xl.excel.sparing import spare_other_excels

if TYPE_CHECKING:
    import xlwings

_PATIENCE = 10
"""Seconds in which Excel may still be busy with the click that began the self-test."""


def chosen_excel(pid: int | None = None, patience: float = _PATIENCE) -> xlwings.App:
    """The Excel to be tried: that of a process, else the one in front.

    Args:
        pid: the number of the process.
        patience: seconds to wait for an Excel that is busy.

    Raises:
        SetupError: none runs with a workbook open, or the add-in does not answer in it.
    """
    app = running_excel(pid)
    if app is None:
        raise SetupError("self_test_no_excel")
    if not _answers(app, patience):
        raise SetupError("self_test_no_addin")
    return app


def running_excel(pid: int | None) -> xlwings.App | None:
    """The Excel of a process, else the one in front; None if none shows a workbook."""
    import xlwings

    try:
        spare_other_excels()
        if pid is not None and pid in list(xlwings.apps.keys()):
            return xlwings.apps[pid]
        return xlwings.apps.active
    except Exception:  # where Excel does not exist at all, xlwings has nothing to ask
        return None


def _answers(app: xlwings.App, patience: float) -> bool:
    """Whether the add-in answers, as soon as Excel has time."""
    until = time.monotonic() + patience
    while True:
        try:
            app.macro(f"{MACROS}KanoHelpState")()
            return True
        except Exception:  # COM and AppleScript have errors of their own for that
            if time.monotonic() > until:
                return False
            time.sleep(1)
