"""The files of a folder: which of them may hold a survey, in an order that people expect."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kano_xl.errors import InputError, Place, Problem
from kano_xl.survey.files.kind import KINDS
from kano_xl.survey.quoting import printable, without_addresses

OTHER_KIND, LOCK, REPORT, TWICE, FOLDER = "other_kind", "lock", "report", "twice", "folder"
"""Why a file is passed over."""

NAMED = 3
"""So many of the files that are passed over are named."""

_LONGEST_SHOWN = 60

_ENDINGS = frozenset(suffix for kind in KINDS for suffix in kind.suffixes)
_LOCKS = ("~$", ".~lock.")
_OF_THE_SYSTEM = ("desktop.ini", "thumbs.db")


class Skipped(NamedTuple):
    """A file that is passed over, with the reason, such as `OTHER_KIND`."""

    name: str
    reason: str


class Chosen(NamedTuple):
    """A file to be read.

    Attributes:
        path: of the file.
        named: whether the user named it, so that it must not be left out.
    """

    path: Path
    named: bool


class Files(NamedTuple):
    """What is to be read of what was given, in order, what is passed over, and the folders."""

    chosen: tuple[Chosen, ...]
    skipped: tuple[Skipped, ...]
    folders: tuple[Path, ...]


def files_of(inputs: Sequence[Path], aside: Iterable[Path] = ()) -> Files:
    """The files that are named, and those of the folders that are.

    A folder's files come as people count: 2 before 10. Folders within it, files that the system
    hides and names that no survey has are not opened.

    Args:
        inputs: files and folders.
        aside: files that serve another end, and are no answers wherever they lie.

    Raises:
        InputError: ``input_twice`` for a file that is named twice; ``folder_unreadable``.
    """
    folders = tuple(path for path in inputs if is_folder(path))
    seen: set[object] = set()
    for path in inputs:
        if path not in folders and not _is_new(path, seen):
            raise InputError("input_twice", Place(str(path)))
    others: set[object] = set().union(*map(_keys, aside))
    chosen: list[Chosen] = []
    skipped: list[Skipped] = []
    for path in inputs:
        if path in folders:
            found, passed = _of_folder(path, seen, others)
            chosen += found
            skipped += passed
        else:
            chosen.append(Chosen(path, named=True))
    return Files(tuple(chosen), tuple(skipped), folders)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name, or a link to one."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # as for a name that is too long
        return False


def shown(name: str) -> str:
    """The name of a file in a sentence, on one line, not too long, and without an address in it.

    >>> shown("export 20260301123456.csv"), shown("a" * 80 + ".csv")[-3:]
    ('export 20260301123456.csv', 'aa…')
    """
    line = without_addresses(printable(name))
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1].rstrip() + "…"


def natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """By what names are put in order: numbers in them by their size, whatever the case.

    >>> sorted(["wave10.csv", "Wave2.csv", "wave1.csv"], key=natural)
    ['wave1.csv', 'Wave2.csv', 'wave10.csv']
    """
    parts = re.split(r"([0-9]+)", unicodedata.normalize("NFC", name).casefold())
    # Texts and numbers take turns, so that like is compared with like.
    return tuple(int(part) if part.isdecimal() else part for part in parts), name


def skipped_problems(skipped: Iterable[Skipped]) -> list[Problem]:
    """What is to be said of the files that are passed over: a problem for each reason."""
    found = []
    by_reason: dict[str, list[str]] = {}
    for each in skipped:
        by_reason.setdefault(each.reason, []).append(each.name)
    for reason, names in by_reason.items():
        listed = ", ".join(map(shown, names[:NAMED])) + (", …" if len(names) > NAMED else "")
        values = {"n": len(names), "names": listed}
        found.append(Problem(f"files_skipped_{reason}", Place(), values))
    return found


def _of_folder(
    folder: Path, seen: set[object], aside: set[object]
) -> tuple[list[Chosen], list[Skipped]]:
    """The files of a folder that may hold a survey, and the others."""
    try:
        # Of a file and a link to it, the file itself is read.
        paths = sorted(folder.iterdir(), key=lambda path: (path.is_symlink(), natural(path.name)))
    except OSError as error:
        raise InputError("folder_unreadable", Place(str(folder))) from error
    chosen, skipped = [], []
    for path in paths:
        reason = _reason(path)
        if reason is None or _keys(path) & aside:
            continue
        if not reason and not _is_new(path, seen):
            reason = TWICE
        if reason:
            skipped.append(Skipped(path.name, reason))
        else:
            chosen.append(Chosen(path, named=False))
    return sorted(chosen, key=lambda each: natural(each.path.name)), skipped


def _reason(path: Path) -> str | None:
    """Why a file is passed over; "" for one to be read, None for one to be silent about."""
    name = path.name.casefold()
    if name.startswith(_LOCKS):
        return LOCK
    if name.startswith(".") or name in _OF_THE_SYSTEM:
        return None
    if path.is_dir():
        return FOLDER
    # A link that leads nowhere is a file that is missing; a pipe would never end.
    is_file = path.is_file() or path.is_symlink()
    return "" if is_file and path.suffix.lower() in _ENDINGS else OTHER_KIND


def _is_new(path: Path, seen: set[object]) -> bool:
    """Whether no file with this content came before, by whatever name or link."""
    keys = _keys(path)
    is_new = not keys & seen
    seen |= keys
    return is_new


def _keys(path: Path) -> set[object]:
    """By what it is known that two names are of one file."""
    keys: set[object] = {os.path.realpath(path)}
    # What cannot be found is told when it is read.
    with contextlib.suppress(OSError, ValueError):
        status = path.stat()
        keys.add((status.st_dev, status.st_ino))
    return keys
