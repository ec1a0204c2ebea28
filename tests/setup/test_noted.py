from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.setup.noted import KEY, read_noted, write_noted
from kano_xl.setup.user import User, mac_user, windows_user
from setup.fake_registry import FakeRegistry
from setup.homes import listing

SETTINGS = {
    PYTHON: "C:\\Users\\王 小明\\AppData\\Local\\kano_xl\\0.1.0\\pythonw.exe",
    VERSION: "0.1.0",
    LOG: "/Users/𠮷/a=b/\\u0041.log",
}


@pytest.fixture(params=["windows", "mac"])
def user(request: pytest.FixtureRequest, tmp_path: Path) -> User:
    if request.param == "mac":
        return mac_user(tmp_path)
    return windows_user({"LOCALAPPDATA": str(tmp_path), "APPDATA": str(tmp_path)}, FakeRegistry())


def test_what_is_written_is_read(user: User) -> None:
    assert read_noted(user) == {}
    write_noted(user, {"Other": "x", **SETTINGS})
    write_noted(user, SETTINGS)
    assert read_noted(user) == SETTINGS


def test_nothing_is_left_of_no_settings(user: User, tmp_path: Path) -> None:
    if user.settings is not None:
        user.settings.parent.parent.mkdir(parents=True)
    before = listing(tmp_path)
    write_noted(user, SETTINGS)
    write_noted(user, {})
    write_noted(user, {})
    assert listing(tmp_path) == before
    assert read_noted(user) == {}


def test_the_add_in_reads_plain_letters(tmp_path: Path) -> None:
    """What each line is was worked out by hand from the rule: ``\\uXXXX`` for a UTF-16 unit."""
    user = mac_user(tmp_path)
    write_noted(user, {PYTHON: "/王/𠮷\\", LOG: "a b"})
    assert user.settings is not None
    expected = b"Python=/\\u738b/\\ud842\\udfb7\\u005c\nLog=a b\n"
    assert user.settings.read_bytes() == expected


def test_values_that_are_no_texts_are_not_read() -> None:
    registry = FakeRegistry({KEY: {PYTHON: 7, VERSION: None, LOG: "x"}})
    user = windows_user({"LOCALAPPDATA": "/a", "APPDATA": "/b"}, registry)
    assert read_noted(user) == {LOG: "x"}


def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    user = mac_user(tmp_path)
    assert user.settings is not None
    user.settings.parent.mkdir(parents=True)
    user.settings.write_bytes(b"\xff\x00junk\nPython=/x\\ud842\nnothing\n")
    noted = read_noted(user)
    assert noted[PYTHON].startswith("/x")
