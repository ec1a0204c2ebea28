"""What needs the processes and the rights of a Mac or of Linux."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command import kano
from kano_xl.errors import SetupError
from kano_xl.languages import LANGUAGES, text
from kano_xl.setup.changes import Changes
from setup.failing import mere_user
from setup.homes import Home, listing, mac_home, older, use_python


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A user of a Mac who has an older version."""
    home = mac_home(tmp_path / "user 王")
    use_python(home.folder / "own", monkeypatch, below="bin")
    older(home)
    return home


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that other users, too, find their way into."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        yield Path(name)


@pytest.mark.usefixtures("excel_open")
@pytest.mark.parametrize("act", [Home.install, Home.uninstall])
def test_excel_has_to_be_closed(home: Home, act: Callable[[Home], None]) -> None:
    before = home.all()
    with pytest.raises(SetupError) as told:
        act(home)
    assert told.value.code == "setup_excel_runs"
    assert home.all() == before


def add_file(changes: Changes, path: Path) -> None:
    changes.write_file(path, b"new")


def change(work: Callable[[Changes], object]) -> None:
    """Make the changes that a function makes."""
    with Changes() as changes:
        work(changes)


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("closed", ["addin", "script", "settings", "log"])
def test_a_folder_that_is_read_only(
    open_to_all: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = mac_home(open_to_all / "user")
    use_python(open_to_all / "own", monkeypatch, below="bin")
    older(home)
    path: Path = getattr(home.user, closed)
    if closed == "log":
        path.unlink()
        path.parent.rmdir()
        path = path.parent
    path.parent.chmod(0o555)
    before = home.all()
    with mere_user(open_to_all), pytest.raises(SetupError) as told:
        home.install()
    assert told.value.code == "setup_not_writable"
    assert told.value.place.file == str(path)
    assert home.all() == before
    path.parent.chmod(0o755)


@pytest.mark.usefixtures("excel_open")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_the_command_line_refuses_in_one_line(
    home: Home, language: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kano_xl.setup.user.this_user", lambda: home.user)
    before = home.all()
    outcome = kano("addin", command, "--language", language)
    assert outcome.code == 2
    assert outcome.err.strip() == text(language, "problems.setup_excel_runs")
    assert home.all() == before


@pytest.mark.parametrize("act", [add_file, Changes.remove_file, Changes.remove_folder])
def test_a_folder_that_nothing_can_be_changed_in(
    open_to_all: Path, act: Callable[[Changes, Path], object]
) -> None:
    closed = open_to_all / "closed"
    target = closed / "target"
    target.mkdir(parents=True)
    if act is not Changes.remove_folder:
        target.rmdir()
        target.write_bytes(b"old")
    before = listing(open_to_all)
    closed.chmod(0o555)
    with mere_user(open_to_all):

        def work(changes: Changes) -> None:
            changes.write_file(open_to_all / "first", b"new")
            act(changes, target)

        with pytest.raises(SetupError) as told:
            change(work)
        assert listing(open_to_all) == before
    closed.chmod(0o755)
    assert (told.value.code, told.value.place.file) == ("setup_not_writable", str(target))
