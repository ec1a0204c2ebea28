"""The Wine in which it is installed: a copy of the prepared one, made for each run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from tests.windows.installing.account import Account
from tests.windows.installing.listing import Listing, changed, listing
from tests.windows.prepare import Windows

OFFLINE = (
    *("unshare", "--net", sys.executable),
    str(Path(__file__).with_name("without_network.py")),
)
"""Runs a program where there is no network; needs rights that not everyone has."""

SETTINGS = r"""
import sys, winreg
def set(key, name, value):
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, "Software\\" + key) as opened:
        winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
set(r"Wine\Drivers", "Graphics", "null")
folders = r"Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
set(folders, "Local AppData", sys.argv[1])
"""
"""Lets programs have windows, which nobody sees, and names the user's folder to those who ask."""


@dataclass(frozen=True)
class World:
    """A machine and what lies on it.

    Attributes:
        machine: a Windows whose drive C: is this world's alone.
        prefix: the folder of the drive and the registry.
        restless: the places that change whenever any program is run.
    """

    machine: Windows
    prefix: Path
    restless: frozenset[str] = frozenset()

    @property
    def drive(self) -> Path:
        """Drive C:, as it is called here."""
        return self.prefix / "drive_c"

    def listing(self) -> Listing:
        """All that there is and rests, after every program has been ended."""
        self.machine.end()
        found = listing(self.prefix)
        return {place: held for place, held in found.items() if place not in self.restless}


def make_world(machine: Windows, folder: Path, user: str) -> World:
    """Make a world from the one that another test uses, without the ways out of it.

    Args:
        machine: the prepared one.
        folder: where the new one is made.
        user: the name of the one user that Wine has.
    """
    machine.end()
    prefix, home = folder / "prefix", folder / "home"
    shutil.copytree(machine.environment["WINEPREFIX"], prefix, symlinks=True)
    for link in (prefix / "drive_c" / "users").rglob("*"):
        if link.is_symlink():
            link.unlink()
            link.mkdir()
    home.mkdir()
    variables = {"WINEPREFIX": str(prefix), "HOME": str(home), "LC_ALL": "C.UTF-8"}
    offline = OFFLINE if can_run(*OFFLINE, "true") else ()
    if not offline:
        print("There are no rights to cut off the network; programs are only led astray.")
    own = replace(
        machine,
        launcher=(*offline, *machine.launcher),
        environment={**machine.environment, **variables},
    )
    local = rf"C:\users\{user}\AppData\Local"
    code, printed = own.run("-c", SETTINGS, local, seconds=60)
    if code:
        raise RuntimeError(printed)
    return World(own, prefix)


def settled(world: World, account: Account) -> World:
    """The same, which knows what changes when programs that do nothing are run again."""
    listings = []
    for _ in range(2):
        account.run("cmd.exe", "/c", "exit")
        listings.append(world.listing())
    return replace(world, restless=frozenset(changed(*listings)))


def can_run(*command: str) -> bool:
    """Whether a program of here can be run."""
    return not subprocess.run(command, capture_output=True, check=False).returncode
