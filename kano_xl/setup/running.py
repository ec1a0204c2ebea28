"""Whether Excel runs: it holds the add-in's file open, and would not see what changes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from kano_xl.setup.user import User

WINDOW = "XLMAIN"
"""The class of Excel's main window on Windows."""

PROGRAM = "Microsoft Excel"
"""The name of Excel's program on a Mac."""

_PATIENCE = 20.0  # seconds; a list of processes takes a fraction of one


def excel_runs(user: User) -> bool:
    """Whether this user has Excel open, on the screen or behind it.

    Windows shows a user the windows of the own desktop alone. Elsewhere the list of processes
    is asked; where none is to be had, Excel is taken to be closed: a file that it holds open
    is found out when it is replaced.
    """
    if user.system == "other":
        return False
    return _has_window() if sys.platform == "win32" else _has_process()


def _has_window() -> bool:
    # Elsewhere ctypes has no windll, which a type checker would object to.
    ctypes: Any = import_module("ctypes")
    find = ctypes.WinDLL("user32").FindWindowW
    find.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p)
    find.restype = ctypes.c_void_p
    return bool(find(WINDOW, None))


def _has_process() -> bool:
    # In full width, because a Mac tells the whole path and would cut it off at the name.
    command = ["ps", "-A", "-ww", "-o", "uid=", "-o", "comm="]
    try:
        listed = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    processes = (line.split(maxsplit=1) for line in lines)
    mine = str(os.getuid())
    return any(
        process[0] == mine and PurePosixPath(process[1].rstrip()).name == PROGRAM
        for process in processes
        if len(process) == 2
    )
