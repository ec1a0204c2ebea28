"""What users go through: installing, upgrades that fail, one that works, and uninstalling.

Each step is a double-click on the real script, and afterwards everything on the drive and in
the registry is compared with what there was.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kano_xl import __version__
from tests.windows.installing.account import PYTHON, Account
from tests.windows.installing.listing import Listing, changed, renamed
from tests.windows.installing.right import (
    answers_wrong,
    doctor_wrong,
    elsewhere,
    installed_wrong,
    refused_wrong,
)
from tests.windows.installing.world import World
from tests.windows.judging import Check

SETTLING = 30.0
"""Seconds until what an uninstaller leaves to a program of its own has to be gone."""

NO_LARGE_FILE = ("prlimit", "--fsize=4000000", "env", "--ignore-signal=XFSZ")
"""As on a full disk, a large file cannot be written to its end; that of Python has 6 MB."""


REMOVE = r"""
import subprocess, sys, winreg
key = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\kano_xl"
with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as entry:
    command, _ = winreg.QueryValueEx(entry, "QuietUninstallString")
sys.exit(subprocess.run(command).returncode)
"""
"""Removes it as Windows does from its list of apps."""


class StepFailedError(Exception):
    """A step failed that all others build on."""


def first_installation(world: World, user: Account, bundle: Path, version: str) -> Iterator[Check]:
    """A user installs a bundle on a machine that has never seen one."""
    before = world.listing()
    code, printed = user.run(bundle / "install.cmd", "/quiet")
    yield f"version {version} is installed", printed if code else ""
    if code:
        raise StepFailedError
    after = world.listing()
    yield "nothing is written elsewhere", elsewhere(changed(before, after), user)
    yield from installed_wrong(user, version)
    yield f"version {version} answers", answers_wrong(asked(user), user, version)
    world.machine.end()


def failing_upgrades(
    world: World, user: Account, newer: Path, damaged: Path, version: str
) -> Iterator[Check]:
    """Upgrades that cannot work; each has to leave everything as it was."""

    def opened_elsewhere() -> tuple[int, str]:
        with user.while_running("reader", user.addin):
            return user.run(newer / "install.cmd", "/quiet")

    def beside_excel() -> tuple[int, str]:
        with user.while_running("excel"):
            return user.run(newer / "install.cmd", "/quiet")

    attempts: dict[str, Callable[[], tuple[int, str]]] = {
        "Excel runs": beside_excel,
        "a package is damaged": lambda: user.run(damaged / "install.cmd", "/quiet"),
        "no room": lambda: user.run(newer / "install.cmd", "/quiet", launcher=NO_LARGE_FILE),
        "the add-in is in use": opened_elsewhere,
    }
    before = world.listing()
    for what, attempt in attempts.items():
        yield f"{what}: it is said", refused_wrong(*attempt())
        yield f"{what}: all is as before", changed(before, world.listing())
    found = answers_wrong(asked(user), user, version)
    yield f"after all that, version {version} answers", found
    world.machine.end()


def upgrade(world: World, user: Account, bundle: Path) -> Iterator[Check]:
    """The user double-clicks on the newer version, and again on the same one."""
    before = world.listing()
    code, printed = user.run(bundle / "install.cmd")
    yield "it is upgraded", printed if code else ""
    if code:
        raise StepFailedError
    once = world.listing()
    yield "the upgrade writes nothing elsewhere", elsewhere(changed(before, once), user)
    yield from installed_wrong(user, __version__)
    (environment,) = environments(user)
    code, printed = user.run(bundle / "install.cmd", "/quiet")
    yield "it is installed once more", printed if code else ""
    twice = world.listing()
    yield from installed_wrong(user, __version__)
    (again,) = environments(user)
    plain = [comparable(listed, name) for listed, name in ((once, environment), (twice, again))]
    yield "that changes nothing", changed(*plain)
    yield "the newer version answers", answers_wrong(asked(user), user, __version__)
    world.machine.end()
    yield from doctor_wrong(user)


def another_user(world: World, user: Account, bundle: Path) -> Iterator[Check]:
    """Somebody else, who has a folder where the add-in should go, installs it too."""
    user.addin.mkdir(parents=True)
    (user.addin / "notes.txt").write_text("mine", encoding="utf-8")
    before = world.listing()
    code, printed = user.run(bundle / "install.cmd", "/quiet")
    yield "another user, no place for the add-in: it is said", refused_wrong(code, printed)
    yield "another user: all is as before", changed(before, world.listing())
    shutil.rmtree(user.folder("APPDATA") / "Microsoft")


def uninstallation(world: World, user: Account, clean: Listing) -> Iterator[Check]:
    """The user removes it, first while Excel runs."""
    before = world.listing()
    with user.while_running("excel"):
        yield "uninstall: Excel runs", refused_wrong(*user.run(user.home / "uninstall.cmd"))
    yield "uninstall: all is as before", changed(before, world.listing())
    code, printed = user.run(PYTHON, "-c", REMOVE)
    yield "it is uninstalled", printed if code else ""
    deadline = time.monotonic() + SETTLING
    while user.home.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    yield "nothing is left", changed(clean, world.listing())


def asked(user: Account) -> dict[str, Any]:
    """What the noted Python answers; what was printed instead, if it does not."""
    code, printed = user.run(PYTHON, "-m", "tests.windows.installing.asking")
    if code:
        return {"printed": printed}
    seen: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return seen


def environments(user: Account) -> list[str]:
    """The names of the Pythons in the user's home of kano_xl."""
    return [path.name for path in (user.home / "versions").iterdir()]


def comparable(listed: Listing, environment: str) -> Listing:
    """A listing in which neither the name of the environment matters nor what the log says.

    What pip and Python write into the environment holds that name, compressed or not, so of
    the files in there only the paths are compared.
    """
    inside = (f"/kano_xl/versions/{environment}/", "/kano_xl/kano_xl.log")
    paths = {
        place: "" if any(part in place for part in inside) else held
        for place, held in listed.items()
    }
    return renamed(paths, environment, "ENVIRONMENT")
