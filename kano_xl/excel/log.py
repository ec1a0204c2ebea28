"""The per-user log file of what runs inside Excel: starts and faults, never an answer.

The message of an exception may quote a cell, so a fault is logged by its kind and the
lines of our code that it came through, without its message.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of the file at which a start begins it anew."""

_logger = logging.getLogger("kano_xl")


def log_file() -> Path:
    """Where this user's log is: local application data on Windows, the logs on a Mac."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return home / "kano_xl" / "kano_xl.log"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "kano_xl" / "kano_xl.log"
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "kano_xl" / "kano_xl.log"


def start_log(path: Path) -> None:
    """Write what is logged from now on to a file. Without one, when it cannot be written."""
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > LARGEST
        handler = logging.FileHandler(path, "w" if full else "a", encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    _logger.setLevel(logging.INFO)


def log_start(what: str) -> None:
    """Log that a program starts or ends, in words of ours."""
    _logger.info(what)


def log_fault(where: str, error: BaseException) -> None:
    """Log a mistake of ours: the kind of the exception and the way it came.

    Args:
        where: what was being done, in words of ours.
        error: the exception; its message is left out.
    """
    way = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s: %s\n%s", where, type(error).__qualname__, way.rstrip())
