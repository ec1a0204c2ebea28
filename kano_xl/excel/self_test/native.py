"""What xlwings has no word for, asked of Excel itself: by COM on Windows, by AppleScript on a Mac.

Where an Excel does not tell, nothing can be said of it, so the check is skipped.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kano_xl.excel.self_test.check import CheckSkippedError

if TYPE_CHECKING:
    import xlwings

_ON_MAC = sys.platform == "darwin"


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """A series of a chart as Excel has it.

    Attributes:
        name: as it is shown.
        formula: ``=SERIES(…)``, in English, with the cells that it reads.
        labelled: whether its points bear labels.
    """

    name: str
    formula: str
    labelled: bool


def drawn_series(chart: xlwings.Chart) -> Iterator[DrawnSeries]:
    """The series of a chart, in their order.

    Raises:
        CheckSkippedError: this Excel does not tell.
    """
    for series in chart.series:
        yield DrawnSeries(
            str(series.name or ""),
            str(native_property(series.api, "Formula", "formula")),
            native_property(series.api, "HasDataLabels", "has_data_labels") is True,
        )


def native_property(native: Any, windows: str, mac: str) -> Any:
    """A property of one of Excel's own objects, by its name in COM or in AppleScript.

    Raises:
        CheckSkippedError: this Excel does not tell.
    """
    try:
        found = getattr(native, mac if _ON_MAC else windows)
        return found.get() if _ON_MAC else found
    except Exception as error:  # COM and AppleScript have errors of their own for that
        raise CheckSkippedError("not_told") from error


def clipboard_text() -> str | None:
    """The text that the user has on the clipboard; None if it holds none, or no one tells."""
    try:
        return _from_mac() if _ON_MAC else _from_windows()
    except Exception:  # another program may hold it
        return None


def _from_mac() -> str | None:
    shown = subprocess.run(["pbpaste"], capture_output=True, check=True, timeout=10).stdout
    return shown.decode("utf-8", "replace") or None


def _from_windows() -> str | None:
    clipboard = import_module("win32clipboard")
    clipboard.OpenClipboard()
    try:
        if not clipboard.IsClipboardFormatAvailable(clipboard.CF_UNICODETEXT):
            return None
        return str(clipboard.GetClipboardData(clipboard.CF_UNICODETEXT)) or None
    finally:
        clipboard.CloseClipboard()
