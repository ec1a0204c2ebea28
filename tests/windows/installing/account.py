r"""A user of Windows who double-clicks: folders of this user's own, and programs run in them.

Wine knows one user, and so one registry for all; the folders are given by the variables that
Windows sets for each, ``LOCALAPPDATA`` and its sisters.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.windows.prepare import ROOT, Windows

FOLDERS = {
    "USERPROFILE": "",
    "LOCALAPPDATA": "AppData/Local",
    "APPDATA": "AppData/Roaming",
    "TEMP": "AppData/Local/Temp",
    "TMP": "AppData/Local/Temp",
}
"""Where Windows keeps what is a user's, seen from the user's own folder."""

PYTHON = "python"

NO_WAY_OUT = "http://127.0.0.1:9"
"""Where programs are sent that look for the network; nothing listens there."""

LIMIT = 240.0
"""Seconds that a program may take."""


@dataclass(frozen=True)
class Account:
    """A user.

    Attributes:
        name: of the user's folder.
        language: as the variable ``LANG`` names it.
        machine: where the user works.
        drive: where drive C: lies.
    """

    name: str
    language: str
    machine: Windows
    drive: Path

    @property
    def home(self) -> Path:
        """The folder that kano_xl may have for itself."""
        return self.folder("LOCALAPPDATA") / "kano_xl"

    @property
    def addin(self) -> Path:
        """The file that Excel loads at its start."""
        return self.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART" / "kano_xl.xlam"

    def folder(self, variable: str) -> Path:
        """The folder that a variable names, as it is called here."""
        return self.drive / "users" / self.name / FOLDERS[variable]

    def make_folders(self) -> None:
        """Make the folders that every user of Windows has."""
        for variable in FOLDERS:
            self.folder(variable).mkdir(parents=True, exist_ok=True)

    def run(self, *command: str | Path, launcher: tuple[str, ...] = ()) -> tuple[int, str]:
        """Run a program or a batch file as a double-click does; its exit code and what it printed.

        Args:
            command: the program and what it is told; a path of here is translated, and
                `PYTHON` is the Python of the tests.
            launcher: a program of here that starts Wine in a way of its own.

        Raises:
            subprocess.TimeoutExpired: it took longer than `LIMIT`.
        """
        words = [self.named(word) if isinstance(word, Path) else word for word in command]
        task = json.dumps({"variables": self._variables(), "command": words})
        machine = replace(self.machine, launcher=(*launcher, *self.machine.launcher))
        return machine.run("-m", "tests.windows.installing.as_user", task, seconds=LIMIT)

    @contextmanager
    def while_running(self, program: str, *arguments: Path) -> Iterator[None]:
        """While a program of `stand_ins` runs.

        Raises:
            RuntimeError: it does not do what it is there for.
        """
        told = [self.named(argument) for argument in arguments]
        command = self.machine.command("-m", "tests.windows.installing.stand_ins", program, *told)
        pipe, everything = subprocess.PIPE, os.environ | self.machine.environment
        with subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, env=everything, cwd=ROOT
        ) as running:
            assert running.stdout
            first = running.stdout.readline()
            try:
                if first.strip() != b"ready":
                    raise RuntimeError((first + running.stdout.read()).decode(errors="replace"))
                yield
            finally:
                running.communicate(b"\n")

    def _variables(self) -> dict[str, str]:
        folders = {name: self.named(self.folder(name)) for name in FOLDERS}
        nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "PIP_INDEX_URL"), NO_WAY_OUT)
        return folders | nowhere | {"USERNAME": self.name, "LANG": self.language, "LC_ALL": ""}

    def named(self, path: Path) -> str:
        """A path of here as Windows calls it."""
        return "\\".join(("C:", *path.relative_to(self.drive).parts))
