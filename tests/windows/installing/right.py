"""What is right after a step; each function tells what is wrong, and nothing if all is well."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

from kano_xl import __version__
from kano_xl.addin.build import write_addin
from tests.windows.installing.account import Account
from tests.windows.judging import Check, unequal, unlike_members

SETTINGS = r"user.reg: Software\VB and VBA Program Settings"
APP = r"user.reg: Software\Microsoft\Windows\CurrentVersion\Uninstall\kano_xl"

NO_EXCEL = {"bitness", "excel", "libreoffice"}
"""What the doctor cannot find under Wine."""


def elsewhere(places: Iterable[str], user: Account) -> list[str]:
    """The places that are none of kano_xl's."""
    home = user.home.relative_to(user.drive).as_posix()
    addin = user.addin.relative_to(user.drive).as_posix()
    above = {path.as_posix() for path in Path(addin).parents}
    return [
        place
        for place in places
        if place not in {home, addin, APP, *above} and not place.startswith((f"{home}/", SETTINGS))
    ]


def installed_wrong(user: Account, version: str) -> Iterator[Check]:
    """The checks of what is there once a version is installed."""
    folders = list((user.home / "versions").iterdir())
    yield f"{version}: one environment", folders if len(folders) != 1 else ""
    beside = sorted(path.name for path in user.addin.parent.iterdir())
    yield f"{version}: Excel loads nothing else", unequal(beside, [user.addin.name])
    if version == __version__:
        with tempfile.TemporaryDirectory() as folder:
            ours = Path(folder, user.addin.name)
            write_addin(ours)
            yield f"{version}: the add-in is the one built here", unlike_members(user.addin, ours)


def answers_wrong(seen: dict[str, Any], user: Account, version: str) -> object:
    """What is wrong with the answers of the noted Python.

    A quarter each of A, O, M and I makes better (A + O) / 4, one half.
    """
    if seen.keys() == {"printed"}:
        return seen["printed"]
    home = PureWindowsPath(user.named(user.home))
    noted, (opening, *_, template) = seen["noted"], seen["new"]
    python, log = PureWindowsPath(noted["Python"]), PureWindowsPath(noted["Log"])
    temporary = PureWindowsPath(user.named(user.folder("TEMP")))
    found = {
        "version": unequal(seen["version"], version),
        "noted version": unequal(noted["Version"], version),
        "better": unequal(seen["better"], 0.5),
        "python": "" if home in python.parents else str(python),
        "log": unequal(log.parent, home),
        "about": "" if seen["about"][0] == "done" else seen["about"],
        "log written": "" if (user.home / log.name).is_file() else str(log),
        "template": unequal(opening, "open"),
        "its place": "" if temporary in PureWindowsPath(template).parents else template,
    }
    return {what: wrong for what, wrong in found.items() if wrong}


def refused_wrong(code: int, printed: str) -> object:
    """What is wrong with a refusal: it has to be told, and not to be a bug."""
    told = code == 2 and printed.strip() and "Traceback" not in printed
    return "" if told else (code, printed)


def doctor_wrong(user: Account) -> Iterator[Check]:
    """The checks of what the doctor says of an installation in good order."""
    code, printed = user.run(user.home / "doctor.cmd")
    yield "the doctor finds nothing wrong", printed if code or "✗" in printed else ""
    code, printed = user.run(user.home / "doctor.cmd", "--json")
    told = json.loads(printed[printed.index("{") : printed.rindex("}") + 1])
    states = {check["check"]: check["state"] for check in told["checks"]}
    wrong = {check for check, state in states.items() if state == "wrong"}
    yield "the doctor's JSON says the same", unequal((code, wrong), (0, set()))
    named = user.name in json.dumps(told, ensure_ascii=False)
    yield "the doctor's JSON names nobody", printed if named else ""
    untold = {check for check, state in states.items() if state == "unknown"}
    yield "the doctor can tell all but of Excel", unequal(untold - NO_EXCEL, set())
