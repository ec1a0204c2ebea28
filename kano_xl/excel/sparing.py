"""The user's other Excels are left alone when a process of kano_xl ends."""

from __future__ import annotations

import atexit
import sys
from importlib import import_module


def spare_other_excels() -> None:
    """Keep xlwings from ending, when this process ends, every Excel that shows no workbook.

    It takes them for left behind by itself. They are the user's, or another program's.
    """
    if sys.platform == "win32":
        atexit.unregister(import_module("xlwings._xlwindows").cleanup)
