"""Programs that are in the way of an installer, until a line is written to them.

    python -m tests.windows.installing.stand_ins excel        has a window as Excel has one
    python -m tests.windows.installing.stand_ins reader FILE  reads a file as Excel reads an add-in

They write `ready` once they are in the way.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from ctypes import c_int, c_uint, c_void_p, c_wchar_p
from typing import Any

LIMIT = 300.0
"""Seconds after which one ends by itself."""

READ, SHARED_FOR_READING, EXISTING, NO_HANDLE = 0x8000_0000, 1, 3, -1


class WindowClass(ctypes.Structure):
    """WNDCLASSW."""

    _fields_ = (
        ("style", c_uint),
        ("procedure", c_void_p),
        ("class_bytes", c_int),
        ("window_bytes", c_int),
        *((name, c_void_p) for name in ("instance", "icon", "cursor", "background")),
        *((name, c_wchar_p) for name in ("menu", "name")),
    )


def excel() -> bool:
    """Make a window of the class that Excel's main window is of."""
    library: Any = ctypes.WinDLL("user32")
    procedure = ctypes.cast(library.DefWindowProcW, c_void_p)
    kind = WindowClass(procedure=procedure, name="XLMAIN")
    if not library.RegisterClassW(ctypes.byref(kind)):
        return False
    nobody = (c_void_p(),) * 4
    return bool(library.CreateWindowExW(0, "XLMAIN", "Book1 - Excel", 0, 0, 0, 9, 9, *nobody))


def reader(path: str) -> bool:
    """Open a file so that others may read it, and may neither write nor replace it."""
    library: Any = ctypes.WinDLL("kernel32")
    library.CreateFileW.restype = c_void_p
    handle = library.CreateFileW(path, READ, SHARED_FOR_READING, None, EXISTING, 0, None)
    return handle not in (None, c_void_p(NO_HANDLE).value)


def main(program: str, *arguments: str) -> int:
    """Get in the way, say so, and wait for a line."""
    threading.Timer(LIMIT, os._exit, (1,)).start()
    if not {"excel": excel, "reader": reader}[program](*arguments):
        print(f"{program}: error {ctypes.GetLastError()}", flush=True)
        return 1
    print("ready", flush=True)
    sys.stdin.readline()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
