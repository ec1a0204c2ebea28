"""What the doctor looks at: a user's places and what is installed in them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from kano_xl.addin.installed import PYTHON
from kano_xl.setup.doctor.child import Answer, ask
from kano_xl.setup.noted import read_noted
from kano_xl.setup.registry import Value
from kano_xl.setup.user import User, this_user

LIMIT = 60.0
"""Seconds that the installed Python may take for an answer: a first start can be slow."""

_ABOUT = """
import base64, json, platform, re, struct
from importlib import metadata

about = {
    "python": platform.python_version(),
    "bits": struct.calcsize("P") * 8,
    "kano_xl": None,
    "xlwings": None,
    "needed": [],
    "hashes": {},
}
try:
    about["kano_xl"] = metadata.version("kano-xl")
    needed = metadata.requires("kano-xl") or ()
    always = [each for each in needed if "extra" not in each.partition(";")[2]]
    about["needed"] = [re.match(r"[\\w.-]+", each)[0] for each in always]
except metadata.PackageNotFoundError:
    pass
try:
    xlwings = metadata.distribution("xlwings")
    about["xlwings"] = xlwings.version
    for file in xlwings.files or ():
        if file.name.lower().endswith(".dll") and file.hash is not None:
            plain = base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4))
            about["hashes"][file.name] = plain.hex()
except metadata.PackageNotFoundError:
    pass
print(json.dumps(about))
"""
"""Imports nothing that could be broken."""


@dataclass(frozen=True)
class About:
    """What the installed Python says of itself and its packages.

    Attributes:
        python: its version.
        bits: 64 or 32.
        kano_xl: the version of our package; None where it is missing.
        xlwings: the version of xlwings; None where it is missing.
        needed: the packages that ours needs, by their names.
        hashes: SHA-256 in hexadecimals of each DLL as xlwings was packed, by file name.
    """

    python: str
    bits: int
    kano_xl: str | None
    xlwings: str | None
    needed: tuple[str, ...]
    hashes: Mapping[str, str]


@dataclass(frozen=True)
class Surroundings:
    """Everything that the doctor looks at, and how long it waits.

    Attributes:
        user: whose installation it is.
        environment: the environment variables.
        excel_runs: whether this user has Excel open.
        plain_path: a path in letters that a call in the system's code page can take; None
            where there are none.
        root: where the folders for all users of a Mac are.
        limit: seconds that one question to the installed Python may take.
        candidate: a Python that is about to be installed, to be looked at instead of the
            installed one; None for the installed one.
    """

    user: User
    environment: Mapping[str, str]
    excel_runs: Callable[[], bool]
    plain_path: Callable[[Path], str | None] = str
    root: Path = Path("/")
    limit: float = LIMIT
    candidate: Path | None = None

    @cached_property
    def noted(self) -> dict[str, str]:
        """The settings that the add-in reads."""
        return read_noted(self.user)

    @cached_property
    def python(self) -> Path | None:
        """The installed Python; where there is no Excel, the one that runs this."""
        if self.candidate is not None:
            return self.candidate
        if self.user.system == "other":
            return Path(sys.executable)
        name = self.noted.get(PYTHON)
        return Path(name) if name else None

    @cached_property
    def first_answer(self) -> Answer:
        """How the installed Python answers the first question; no code where there is none."""
        if self.python is None or not is_program(self.python):
            return Answer(None)
        return ask(self.python, ("-c", _ABOUT), self.limit)

    @cached_property
    def about(self) -> About | None:
        """What the installed Python says of itself; None where it does not answer."""
        try:
            said: dict[str, Any] = json.loads(self.first_answer.printed)
            return About(**{**said, "needed": tuple(said["needed"])})
        except (ValueError, TypeError, KeyError):
            return None

    def value(self, key: str, name: str) -> Value:
        """A value of the registry, whatever the case of its name; None where there is none."""
        found = (self.user.registry.values(key) or {}) if self.user.registry else {}
        return next((value for each, value in found.items() if each.lower() == name.lower()), None)

    def values(self, key: str) -> dict[str, Value]:
        """All values of a key of the registry."""
        return (self.user.registry.values(key) or {}) if self.user.registry else {}


def is_program(path: Path) -> bool:
    """Whether a full path leads to a file; a name alone could be anyone's."""
    return path.is_absolute() and path.is_file()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimals.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def surroundings() -> Surroundings:
    """Those of the user who runs this Python."""
    from kano_xl.setup.running import excel_runs

    user = this_user()
    plain = _plain_path if user.system == "windows" else str
    return Surroundings(user, os.environ, lambda: excel_runs(user), plain)


def _plain_path(path: Path) -> str | None:
    """As the add-in makes it: the path itself in ASCII, otherwise its short form."""
    name = str(path)
    if not name.isascii():
        room: Any = import_module("ctypes").create_unicode_buffer(512)
        length = import_module("ctypes").windll.kernel32.GetShortPathNameW(name, room, len(room))
        name = room.value if 0 < length < len(room) else name
    try:
        name.encode("mbcs", "strict")
    except UnicodeError:
        return None
    return name
