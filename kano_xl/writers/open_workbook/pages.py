"""How a result sheet of an open workbook is printed.

xlwings knows of a page no more than what is printed of it. Its ``api`` is a COM object on
Windows and an AppleScript reference on the Mac.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import xlwings

from kano_xl.addresses import absolute
from kano_xl.report.typesetting.placement import PlacedSheet

_ON_MAC = sys.platform == "darwin"
_LANDSCAPE, _PORTRAIT = 2, 1


def lay_out(sheet: xlwings.Sheet, placed: PlacedSheet) -> None:
    """Print a sheet as a report's is printed: how it lies, how large, what each page repeats.

    Earlier versions laid out their sheets in other ways. Excel without any printer refuses, and
    then nothing is printed anyway.
    """
    if not (placed.scale or placed.sheet.one_page or placed.sheet.chart_apart):
        return
    with contextlib.suppress(Exception):
        setup = sheet.page_setup.api
        for windows, mac, value in _wishes(placed):
            if _ON_MAC:
                getattr(setup, mac).set(value)
            else:
                setattr(setup, windows, value)


def _wishes(placed: PlacedSheet) -> Iterator[tuple[str, str, Any]]:
    """What to set, by its name in COM and in AppleScript."""
    if placed.beside:
        beside = f"{absolute(0, 0)}:{absolute(0, placed.beside - 1)}".replace("$1", "")
        yield "PrintTitleColumns", "print_title_columns", beside
    if placed.sheet.chart_apart:
        # Its table stands lower or higher from one analysis to the next.
        row = placed.repeated
        header = "" if row is None else f"${row + 1}:${row + 1}"
        yield "PrintTitleRows", "print_title_rows", header
    if placed.scale:
        yield "Zoom", "zoom", placed.scale
    elif not _ON_MAC:
        lying = placed.sheet.landscape
        yield "Orientation", "orientation", _LANDSCAPE if lying else _PORTRAIT
        yield "FitToPagesTall", "fit_to_pages_tall", int(placed.sheet.one_page)
