"""The packages of the Windows test are those that users get on Windows."""

from __future__ import annotations

from pathlib import Path

from packaging.requirements import Requirement

from tests.windows.prepare import PACKAGES, ROOT

USERS = ROOT / "install" / "locked" / "run.txt"
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
OLDER_UNDER_WINE = {"numpy"}


def versions(locked: Path) -> dict[str, str]:
    lines = locked.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.removesuffix("\\")) for line in lines if "==" in line]
    there = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(WINDOWS)]
    return {pin.name: str(pin.specifier) for pin in there}


def test_they_are_those_of_users_in_the_same_versions() -> None:
    ours, theirs = versions(PACKAGES), versions(USERS)
    assert {"pywin32", "xlwings"} <= ours.keys()
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} == OLDER_UNDER_WINE
