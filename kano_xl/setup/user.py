"""For whom kano_xl is installed: one user of one system, and the places that are this user's.

Everything that is installed lies in these places; nothing else on the machine is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from kano_xl.addin.installed import MAC_FILE
from kano_xl.errors import Place, SetupError
from kano_xl.excel.log import MAC_EXCEL_LOG, log_file
from kano_xl.setup.registry import Registry, WindowsRegistry

ADDIN = "kano_xl.xlam"
"""The name of the add-in file; Excel knows its macros by it."""

SCRIPT = "kano_xl.applescript"
"""The name of the script by which Excel on a Mac starts Python."""

_NOBODYS = {"systemprofile", "serviceprofiles"}
"""The folders in which Windows keeps the profiles of its own accounts."""


@dataclass(frozen=True)
class User:
    """The places of one user.

    Attributes:
        system: what Excel runs on; ``other`` where there is no Excel.
        home: the folder that is kano_xl's own: Python, and what removes it again.
        log: the log file of the Python that Excel starts.
        addin: the add-in file, in the folder from which Excel loads at its start; None
            where there is no Excel.
        script: the script that Excel on a Mac runs; None elsewhere.
        settings: the file of what the add-in is told on a Mac; None elsewhere.
        excel_log: the log file that Excel on a Mac writes itself; None elsewhere, where it
            writes into the other one.
        registry: the registry of Windows; None elsewhere.
    """

    system: Literal["windows", "mac", "other"]
    home: Path
    log: Path
    addin: Path | None = None
    script: Path | None = None
    settings: Path | None = None
    excel_log: Path | None = None
    registry: Registry | None = None

    @property
    def versions(self) -> Path:
        """The folder of the Pythons that the installer made; all that lies in it is kano_xl's."""
        return self.home / "versions"


def this_user() -> User:
    """The user who runs this Python."""
    if sys.platform == "win32":
        return windows_user(os.environ, WindowsRegistry())
    if sys.platform == "darwin":
        return mac_user(Path.home())
    return User("other", log_file().parent, log_file())


def windows_user(environment: Mapping[str, str], registry: Registry) -> User:
    """A user of Windows, by the environment variables ``LOCALAPPDATA`` and ``APPDATA``.

    Excel loads what lies in XLSTART at its start, and trusts the macros there without being
    told to.
    """
    profile = Path(environment.get("USERPROFILE") or Path.home())
    local = Path(environment.get("LOCALAPPDATA") or profile / "AppData" / "Local")
    roaming = Path(environment.get("APPDATA") or profile / "AppData" / "Roaming")
    home = local / "kano_xl"
    addin = roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN
    return User("windows", home, home / "kano_xl.log", addin, registry=registry)


def mac_user(home: Path) -> User:
    """A user of a Mac, by the home folder."""
    library = home / "Library"
    office = library / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
    return User(
        "mac",
        home=library / "Application Support" / "kano_xl",
        log=library / "Logs" / "kano_xl" / "kano_xl.log",
        addin=office / "Startup.localized" / "Excel" / ADDIN,
        script=library / "Application Scripts" / "com.microsoft.Excel" / SCRIPT,
        settings=home / MAC_FILE,
        excel_log=home / MAC_EXCEL_LOG,
    )


def check_person(user: User) -> None:
    """See that it is a person who installs, not Windows itself: its accounts have no Excel.

    Raises:
        SetupError: it is such an account, by which programs that deploy others like to run.
    """
    folders = {name.lower() for name in PureWindowsPath(user.home).parts}
    if user.system == "windows" and folders & _NOBODYS:
        raise SetupError("setup_nobody", Place(str(user.home)))
