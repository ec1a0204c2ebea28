"""All files of a Wine prefix and its registry, and what is different between two times."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

Listing = Mapping[str, str]
"""What there is by its place: the content of a small file, the digest of a large one, the
target of a link, the values of a registry key. Files by their path from the folder that was
listed, keys by the name of Wine's file and their own."""

FOLDER, SMALL = "a folder", 8192
REGISTRY = ("user.reg", "system.reg")
_KEY = re.compile(r"^\[(.+)\] \d+$")


def listing(prefix: Path) -> Listing:
    """All that there is; Wine has to have ended, for it writes its registry at its end."""
    found = dict(files(prefix / "drive_c"))
    for name in REGISTRY:
        text = (prefix / name).read_text(encoding="utf-8", errors="replace")
        found |= {f"{name}: {key}": values for key, values in keys(text)}
    return found


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file, folder and link below a folder; no link is followed."""
    for above, folders, names in os.walk(folder):
        for path in (Path(above, name) for name in [*folders, *names]):
            yield path.relative_to(folder).as_posix(), content(path)


def content(path: Path) -> str:
    """What stands for the content of a file, a folder or a link."""
    if path.is_symlink():
        return f"a link to {os.readlink(path)}"
    if path.is_dir():
        return FOLDER
    held = path.read_bytes()
    return hashlib.sha256(held).hexdigest() if len(held) > SMALL else held.decode("latin-1")


def keys(text: str) -> Iterator[tuple[str, str]]:
    r"""The keys in a file of Wine's registry with their values, without the times of changes.

    >>> list(keys('[Software\\\\Wine] 17\n#time=1d\n"Graphics"="null"\n\n[Volatile] 17\n'))
    [('Software\\Wine', '"Graphics"="null"'), ('Volatile', '')]
    """
    name, values = "", list[str]()
    for line in text.splitlines():
        header = _KEY.match(line)
        if header:
            if name:
                yield name, "\n".join(values)
            name, values = header[1].replace("\\\\", "\\"), []
        elif name and line and not line.startswith("#"):
            values.append(line)
    if name:
        yield name, "\n".join(values)


def changed(before: Listing, after: Listing) -> list[str]:
    """The places where something is new, gone or different.

    >>> changed({"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "1", "d": "1"})
    ['a', 'c', 'd']
    """
    places = sorted({*before, *after})
    return [place for place in places if before.get(place) != after.get(place)]


def renamed(listed: Listing, name: str, to: str) -> Listing:
    r"""The same with another name for a folder, wherever a path leads through it.

    >>> renamed({"kano_xl/1-2/py.exe": "…", "1.cmd": r"%HOME%\1-2\py.exe", "is": "1-2"}, "1-2", "E")
    {'kano_xl/E/py.exe': '…', '1.cmd': '%HOME%\\E\\py.exe', 'is': '1-2'}
    """
    # A backslash may be written as the code of its letter, which ends with this digit.
    step = re.compile(r"(?<=[/\\c])" + re.escape(name) + r"(?![\w.-])")
    return {step.sub(to, place): step.sub(to, held) for place, held in listed.items()}
