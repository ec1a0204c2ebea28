"""The packages of the Windows test are those that users get."""

from __future__ import annotations

from pathlib import Path

from tests.windows.prepare import PACKAGES, ROOT

USERS = ROOT / "install" / "locked" / "run.txt"
OLDER_UNDER_WINE = {"numpy"}


def versions(locked: Path) -> dict[str, str]:
    lines = locked.read_text(encoding="utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line)


def test_they_have_the_versions_of_users() -> None:
    ours, theirs = versions(PACKAGES), versions(USERS)
    assert "xlwings" in ours
    assert {name for name, version in ours.items() if theirs[name] != version} == OLDER_UNDER_WINE
