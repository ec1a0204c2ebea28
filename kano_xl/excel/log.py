"""The per-user log file of what runs inside Excel: starts and faults, never an answer.

The message of an exception may quote a cell, so a fault is logged by its kind and the
lines of code that it came through, without its message, and without the folders of this
machine, which hold its user's name: the file is sent to whoever helps.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

MAC_EXCEL_LOG = "Library/Containers/com.microsoft.Excel/Data/kano_xl/kano_xl.log"
"""Where, in the user's home, Excel itself writes its part on a Mac: elsewhere its sandbox would
ask the user for leave."""

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


def log_files() -> tuple[Path, ...]:
    """All that this user's logs are: Python's, and on a Mac Excel's own besides."""
    ours = log_file()
    return (ours, Path.home() / MAC_EXCEL_LOG) if sys.platform == "darwin" else (ours,)


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
    """Log that a program starts or ends, in fixed words."""
    _logger.info(what)


def log_fault(where: str, error: BaseException) -> None:
    """Log a mistake in kano_xl: the kind of the exception and the way it came.

    Args:
        where: what was being done, in fixed words.
        error: the exception; its message is left out.
    """
    frames = traceback.extract_tb(error.__traceback__)
    way = [f"  {_known_as(each.filename)}:{each.lineno} in {each.name}" for each in frames]
    _logger.error("\n".join([f"{where}: {type(error).__qualname__}", *way]))


def _known_as(file: str) -> str:
    """The path of a module below the folder of all packages; of others the name alone."""
    packages = Path(__file__).resolve().parents[2]
    path = Path(file)
    return path.relative_to(packages).as_posix() if path.is_relative_to(packages) else path.name
