"""The mark by which Windows remembers that a file came from the web.

Excel and Windows keep a marked file from running. What kano_xl installs was checked by its
hash or made on this machine, so the mark is taken off; from no other file ever.
"""

from __future__ import annotations

from pathlib import Path

_STREAM = ":Zone.Identifier"


def is_marked(path: Path) -> bool:
    """Whether a file carries the mark."""
    return _stream(path).exists()


def remove_mark(path: Path) -> None:
    """Take the mark off a file that has one."""
    _stream(path).unlink(missing_ok=True)


def _stream(path: Path) -> Path:
    return path.with_name(path.name + _STREAM)
