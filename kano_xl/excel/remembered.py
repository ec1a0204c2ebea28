"""What this user does not want to be told again: a few words in a file beside the log.

A file that cannot be read says nothing and one that cannot be written keeps nothing: then
it is told again, and no action fails for that.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from kano_xl.excel.log import log_file

FILE = "not-again.txt"
"""The name of the file: a line for each thing."""


def is_remembered(what: str) -> bool:
    """Whether the user said of something, by one of the known words, that once was enough."""
    return what in _remembered()


def remember(what: str) -> None:
    """Keep that the user does not want to be told something again."""
    known = _remembered()
    if what in known:
        return
    path = _file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in (*known, what)), encoding="utf-8")


def _remembered() -> list[str]:
    try:
        return _file().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _file() -> Path:
    return log_file().with_name(FILE)
