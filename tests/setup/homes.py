"""Users in temporary folders, and all that lies in them, to be compared before and after."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pytest

from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.languages import LANGUAGES, text
from kano_xl.setup.addin import APPS_KEY, install_addin, uninstall_addin
from kano_xl.setup.noted import write_noted
from kano_xl.setup.registry import Value
from kano_xl.setup.user import User, mac_user, windows_user
from setup.fake_registry import FakeRegistry

LIBRARIES = [f"xlwings{bits}-{version('xlwings')}.dll" for bits in (64, 32)]
UNTOUCHED = {
    r"HKCU\Software\Microsoft\Office\16.0\Excel\Security": {"VBAWarnings": 2},
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Other": {"NoModify": 1},
}

Content = dict[str, bytes | str | None]


def listing(folder: Path) -> Content:
    """Each path below a folder: the bytes of a file, where a link leads, None for a folder."""
    found: Content = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_dir():
            found[name] = None
        else:
            found[name] = path.read_bytes()
    return found


@dataclass
class Home:
    """A user in a folder, what is told to them, and all that can change for them."""

    folder: Path
    user: User
    lines: list[tuple[str, str]] = field(default_factory=list)

    def install(self) -> None:
        install_addin(self.user, self.tell)

    def uninstall(self) -> None:
        uninstall_addin(self.user, self.tell)

    def tell(self, step: str, place: str) -> None:
        for language in LANGUAGES:
            assert place in text(language, f"terminal.{step}", place=place)
        self.lines.append((step, place))

    def all(self) -> tuple[Content, dict[str, dict[str, Value]]]:
        registry = self.user.registry
        return listing(self.folder), registry.listing() if registry is not None else {}


def windows_home(folder: Path) -> Home:
    """A user of Windows who has used Excel before."""
    places = {"LOCALAPPDATA": str(folder / "Local"), "APPDATA": str(folder / "Roaming 王")}
    user = windows_user(places, FakeRegistry(UNTOUCHED))
    assert user.addin is not None
    user.addin.parent.mkdir(parents=True)
    (user.addin.parent / "PERSONAL.XLSB").write_bytes(b"mine")
    (folder / "Local" / "Other").mkdir(parents=True)
    return Home(folder, user)


def mac_home(folder: Path) -> Home:
    """A user of a Mac who has used Excel before."""
    user = mac_user(folder)
    assert user.addin is not None
    assert user.script is not None
    assert user.settings is not None
    for path in (user.addin, user.script, user.home, user.settings.parent, user.log.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    (user.script.parent / "other.applescript").write_bytes(b"mine")
    return Home(folder, user)


def use_python(folder: Path, patch: pytest.MonkeyPatch, *, below: str) -> None:
    """Let the tests run in a Python that looks as one does on Windows, or on a Mac."""
    names = ["python.exe", "pythonw.exe"] if below != "bin" else ["python"]
    (folder / below).mkdir(parents=True)
    for path in (*(folder / below / name for name in names), *(folder / dll for dll in LIBRARIES)):
        path.write_bytes(b"x" * 1000)
    patch.setattr(sys, "prefix", str(folder))
    patch.setattr(sys, "executable", str(folder / below / names[0]))


def older(home: Home) -> None:
    """What an older version of kano_xl left in place."""
    user = home.user
    assert user.addin is not None
    user.addin.write_bytes(b"older")
    if user.script is not None:
        user.script.write_bytes(b"older")
    user.log.parent.mkdir(parents=True, exist_ok=True)
    user.log.write_bytes(b"older")
    write_noted(user, {PYTHON: "/older/python", VERSION: "0.0.9", LOG: "/older.log", "Gone": "1"})
    for name in ("uninstall", "doctor"):
        ending = "cmd" if user.system == "windows" else "command"
        (user.home / f"{name}.{ending}").parent.mkdir(exist_ok=True)
        (user.home / f"{name}.{ending}").write_bytes(b"older")
    if user.registry is not None:
        user.registry.write(APPS_KEY, {"DisplayVersion": "0.0.9", "Gone": "1"})
