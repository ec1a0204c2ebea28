from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kano_xl.errors import SetupError
from kano_xl.excel import log
from kano_xl.setup.user import check_person, mac_user, this_user, windows_user
from setup.fake_registry import FakeRegistry


def test_a_user_of_windows() -> None:
    places = {"LOCALAPPDATA": "/users/王 小明/local", "APPDATA": "//server/王 小明/roaming"}
    user = windows_user(places, FakeRegistry())
    assert user.system == "windows"
    assert user.home == Path("/users/王 小明/local/kano_xl")
    assert user.addin == Path("//server/王 小明/roaming/Microsoft/Excel/XLSTART/kano_xl.xlam")
    assert (user.script, user.settings) == (None, None)


def test_a_user_of_windows_without_these_variables() -> None:
    user = windows_user({"USERPROFILE": "/users/li"}, FakeRegistry())
    assert user.home == Path("/users/li/AppData/Local/kano_xl")
    assert user.addin is not None
    assert user.addin.parents[3] == Path("/users/li/AppData/Roaming")


@pytest.mark.parametrize(
    ("profile", "is_person"),
    [
        (r"C:\Windows\System32\Config\systemprofile", False),
        (r"C:\Windows\SysWOW64\config\systemprofile", False),
        (r"C:\Windows\ServiceProfiles\NetworkService", False),
        (r"C:\Users\systemprofile.li", True),
        (r"\\server\users\王", True),
    ],
)
def test_accounts_of_windows_itself_are_no_persons(profile: str, is_person: bool) -> None:
    user = windows_user({"LOCALAPPDATA": rf"{profile}\AppData\Local"}, FakeRegistry())
    if is_person:
        check_person(user)
    else:
        with pytest.raises(SetupError) as told:
            check_person(user)
        assert told.value.code == "setup_nobody"


def test_a_user_of_a_mac() -> None:
    user = mac_user(Path("/Users/li"))
    library = Path("/Users/li/Library")
    assert user.registry is None
    assert user.home == library / "Application Support/kano_xl"
    assert user.script == library / "Application Scripts/com.microsoft.Excel/kano_xl.applescript"
    # What the VBA of the add-in opens, whose HOME is the container that Excel is kept in.
    container = library / "Containers/com.microsoft.Excel/Data"
    assert user.settings == container / "kano_xl/settings.txt"
    assert user.excel_log == container / "kano_xl/kano_xl.log"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_log_is_where_excels_side_writes_it(
    platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(log.sys, "platform", platform)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    environment = {"LOCALAPPDATA": str(tmp_path), "APPDATA": str(tmp_path)}
    user = mac_user(tmp_path)
    if platform == "win32":
        user = windows_user(environment, FakeRegistry())
    assert user.log == log.log_file()
    logs = (user.log, user.excel_log) if platform == "darwin" else (user.log,)
    assert log.log_files() == logs


def test_where_there_is_no_excel_there_are_no_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    user = this_user()
    assert user.system == "other"
    places = (user.addin, user.script, user.settings, user.excel_log, user.registry)
    assert places == (None,) * 5


def test_a_mac_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert this_user() == mac_user(tmp_path)
