from __future__ import annotations

import errno
import os
import signal
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kano_xl.errors import SetupError
from kano_xl.languages import LANGUAGES
from kano_xl.setup.changes import Changes, explained
from setup.failing import failing, small_disk
from setup.fake_registry import FakeRegistry
from setup.homes import listing

KEY = r"HKCU\Software\Some Programs\kano_xl\Install"


def change(work: Callable[[Changes], object], registry: FakeRegistry | None = None) -> None:
    """Make the changes that a function makes."""
    with Changes(registry) as changes:
        work(changes)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a file of each kind of fate in it."""
    folder = tmp_path / "王 home"
    (folder / "empty").mkdir(parents=True)
    (folder / "old.bin").write_bytes(b"\x00\xff\r\nold")
    (folder / "run").write_bytes(b"#!/bin/sh\n")
    (folder / "run").chmod(0o755)
    (folder / "gone.txt").write_bytes(b"gone")
    return folder


@pytest.fixture
def registry() -> FakeRegistry:
    """A registry in which the place of kano_xl is an empty key that somebody made."""
    return FakeRegistry({r"HKCU\Software\Some Programs": {}, r"HKCU\Software\Other": {"a": 1}})


def change_all(home: Path, registry: FakeRegistry) -> None:
    """One change of each kind."""
    with Changes(registry) as changes:
        changes.write_file(home / "new" / "deep" / "file", b"new")
        changes.write_file(home / "old.bin", b"newer", made_in=home)
        changes.write_file(home / "run", b"#!/bin/bash\n")
        assert changes.remove_file(home / "gone.txt")
        assert changes.remove_folder(home / "empty")
        changes.write_key(KEY, {"Python": "a"})
        changes.write_key(KEY, {"Python": "b", "Number": 2})
        assert changes.delete_key(r"HKCU\Software\Other")
        assert changes.delete_key(KEY)
        changes.write_key(KEY, {"Python": "c"})


def test_all_is_changed(home: Path, registry: FakeRegistry) -> None:
    change_all(home, registry)
    assert listing(home) == {
        "new": None,
        "new/deep": None,
        "new/deep/file": b"new",
        "old.bin": b"newer",
        "run": b"#!/bin/bash\n",
    }
    assert registry.listing() == FakeRegistry({KEY: {"Python": "c"}}).listing()


@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
def test_whatever_fails_all_is_as_before(
    home: Path, registry: FakeRegistry, kind: type[BaseException]
) -> None:
    files, keys = listing(home), registry.listing()
    failed = []
    for step in range(1000):
        error = kind(errno.EIO, "trouble")
        with failing(home, step, error) as done:
            try:
                change_all(home, registry)
                break
            except (SetupError, KeyboardInterrupt):
                pass
        failed.append(done[step])
        assert listing(home) == files, f"after {done[step]}"
        assert registry.listing() == keys, f"after {done[step]}"
    assert {"fsync", "replace", "mkdir", "unlink", "rmdir", "write", "delete"} <= set(failed)


@pytest.mark.parametrize("error", [ZeroDivisionError(), KeyboardInterrupt(), SystemExit(3)])
def test_what_broke_it_off_is_told(home: Path, error: BaseException) -> None:
    before = listing(home)

    def work(changes: Changes) -> None:
        changes.write_file(home / "new", b"new")
        raise error

    with pytest.raises(type(error)) as told:
        change(work)
    assert told.value is error
    assert listing(home) == before


def test_no_other_file_is_ever_beside_one_that_is_made_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = home / "XLSTART"
    seen = []
    real = os.replace

    def watched(source: Path, target: Path) -> None:
        seen.append(listing(start))
        real(source, target)

    monkeypatch.setattr(os, "replace", watched)

    def work(changes: Changes) -> None:
        changes.write_file(start / "kano_xl.xlam", b"1", made_in=home)
        changes.write_file(start / "kano_xl.xlam", b"2", made_in=home)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(work)
    assert seen == [{}, {"kano_xl.xlam": b"1"}, {"kano_xl.xlam": b"2"}]


def test_a_folder_that_others_use_by_now_stays(home: Path) -> None:
    def work(changes: Changes) -> None:
        changes.make_folder(home / "new" / "deep")
        (home / "new" / "other").write_bytes(b"theirs")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(work)
    assert listing(home / "new") == {"other": b"theirs"}


def test_the_folders_that_were_made_are_named(home: Path) -> None:
    with Changes() as changes:
        changes.make_folder(home)
        changes.make_folder(home / "a" / "b")
        changes.write_file(home / "a" / "c" / "file", b"")
        assert changes.made == [home / "a", home / "a" / "b", home / "a" / "c"]


def test_only_what_is_there_is_removed(home: Path, registry: FakeRegistry) -> None:
    before = listing(home)
    with Changes(registry) as changes:
        assert not changes.remove_file(home / "none")
        assert not changes.remove_folder(home / "none")
        assert not changes.remove_folder(home)
        assert not changes.delete_key(KEY)
    assert listing(home) == before


def test_what_cannot_be_put_back_is_told(home: Path) -> None:
    def work(changes: Changes) -> None:
        changes.write_file(home / "gone.txt", b"new")
        changes.write_file(home / "old.bin", b"new")
        changes.write_file(home / "new.txt", b"new")
        for name in ("old.bin", "new.txt"):
            (home / name).unlink()
            (home / name / "theirs").mkdir(parents=True)
        raise ZeroDivisionError

    with pytest.raises(SetupError) as told:
        change(work)
    assert isinstance(told.value.__cause__, ZeroDivisionError)
    assert told.value.code == "setup_not_undone"
    for language in LANGUAGES:
        message = told.value.message(language)
        assert str(home / "old.bin") in message
        assert str(home / "new.txt") in message
        assert str(home / "gone.txt") not in message
    assert (home / "gone.txt").read_bytes() == b"gone"


def test_ctrl_c_does_not_stop_what_is_being_put_back(home: Path) -> None:
    class Impatient(FakeRegistry):
        def delete(self, key: str) -> None:
            signal.raise_signal(signal.SIGINT)
            super().delete(key)

    before, registry = listing(home), Impatient()
    former = signal.getsignal(signal.SIGINT)

    def work(changes: Changes) -> None:
        changes.write_file(home / "new", b"new")
        changes.write_key(KEY, {"Python": "a"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(work, registry)
    assert listing(home) == before
    assert registry.values(KEY) is None
    assert signal.getsignal(signal.SIGINT) is former


def test_a_thread_undoes_its_changes_too(home: Path) -> None:
    before = listing(home)

    def work(changes: Changes) -> None:
        changes.write_file(home / "new", b"new")
        raise ZeroDivisionError

    with ThreadPoolExecutor() as pool:
        assert isinstance(pool.submit(change, work).exception(), ZeroDivisionError)
    assert listing(home) == before


def test_rights_come_back_with_a_file(home: Path) -> None:
    rights = (home / "run").stat().st_mode

    def work(changes: Changes) -> None:
        changes.write_file(home / "run", b"#!/bin/bash\n")
        changes.keep_file(home / "old.bin")
        (home / "old.bin").chmod(0o444)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(work)
    assert (home / "run").stat().st_mode == rights
    assert os.access(home / "run", os.X_OK)
    assert (home / "old.bin").stat().st_mode & stat.S_IWUSR


@pytest.mark.parametrize("room", range(20, 90, 5))
def test_a_disk_of_any_size(tmp_path: Path, room: int) -> None:
    """The former files had room on it, so they can always be put back."""
    for name, size in (("a", 10), ("b", 5), ("c", 5)):
        (tmp_path / name).write_bytes(b"o" * size)
    before = listing(tmp_path)
    after = {"a": b"n" * 5, "b": b"n" * 15, "c": b"n" * 20, "d": b"n" * 20}

    def work(changes: Changes) -> None:
        for name, content in after.items():
            changes.write_file(tmp_path / name, content)

    with small_disk(tmp_path, room):
        if room >= 60:
            change(work)
            assert listing(tmp_path) == after
            return
        with pytest.raises(SetupError) as told:
            change(work)
    assert told.value.code == "setup_disk_full"
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "setup_disk_full"),
        (OSError(errno.EDQUOT, "quota"), "setup_disk_full"),
        (PermissionError(errno.EACCES, "denied"), "setup_not_writable"),
        (PermissionError(errno.EACCES, "denied", "part", None, "file"), "setup_in_use"),
        (OSError(errno.EIO, "broken"), "setup_failed"),
    ],
)
def test_what_the_system_says_is_explained(tmp_path: Path, error: OSError, code: str) -> None:
    with pytest.raises(SetupError) as told, explained(tmp_path / "kano_xl.xlam"):
        raise error
    assert told.value.code == code
    for language in LANGUAGES:
        assert "kano_xl.xlam" in told.value.message(language)
        assert "\n" not in told.value.message(language)


def test_a_file_that_windows_says_is_in_use(tmp_path: Path) -> None:
    error = PermissionError(errno.EACCES, "in use", "file")
    error.winerror = 32
    with pytest.raises(SetupError) as told, explained(tmp_path):
        raise error
    assert told.value.code == "setup_in_use"


def add_file(changes: Changes, path: Path) -> None:
    changes.write_file(path, b"new")


def take_file(changes: Changes, path: Path) -> None:
    changes.remove_file(path)


@pytest.mark.parametrize(
    ("act", "path", "code", "place"),
    [
        (add_file, "gone.txt/deep/file", "setup_folder_is_file", "gone.txt"),
        (add_file, "empty", "setup_is_folder", "empty"),
        (take_file, "empty", "setup_is_folder", "empty"),
        (Changes.make_folder, "gone.txt", "setup_folder_is_file", "gone.txt"),
    ],
)
def test_something_else_of_that_name(
    home: Path, act: Callable[[Changes, Path], None], path: str, code: str, place: str
) -> None:
    before = listing(home)

    def work(changes: Changes) -> None:
        changes.write_file(home / "first", b"new")
        act(changes, home / path)

    with pytest.raises(SetupError) as told:
        change(work)
    assert (told.value.code, told.value.place.file) == (code, str(home / place))
    assert listing(home) == before


def test_a_registry_that_refuses(home: Path) -> None:
    class Closed(FakeRegistry):
        def write(self, key: str, values: Mapping[str, str | int]) -> None:
            raise PermissionError(errno.EACCES, "denied")

    before = listing(home)

    def work(changes: Changes) -> None:
        changes.write_file(home / "first", b"new")
        changes.write_key(KEY, {"Python": "a"})

    with pytest.raises(SetupError) as told:
        change(work, Closed())
    assert (told.value.code, told.value.place.file) == ("setup_not_writable", KEY)
    assert listing(home) == before


def test_without_a_registry_there_are_no_keys_to_change() -> None:
    def work(changes: Changes) -> None:
        changes.write_key(KEY, {"Python": "a"})

    with pytest.raises(ValueError, match="registry"):
        change(work)


@pytest.fixture
def as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may be read alone can be neither replaced nor deleted, as on Windows."""
    replace, unlink = os.replace, os.unlink

    def refuse(path: os.PathLike[str]) -> None:
        if os.path.exists(path) and not os.stat(path).st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "read-only", os.fspath(path))

    def replaced(source: os.PathLike[str], target: os.PathLike[str]) -> None:
        refuse(target)
        replace(source, target)

    def unlinked(path: os.PathLike[str], **more: int) -> None:
        refuse(path)
        unlink(path, **more)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(os, "unlink", unlinked)


@pytest.mark.usefixtures("as_on_windows")
@pytest.mark.parametrize("act", ["write", "remove", "close"])
@pytest.mark.parametrize("is_there", [True, False])
def test_files_closed_to_changes_are_changed_and_come_back(
    home: Path, act: str, is_there: bool
) -> None:
    path = home / "closed"
    if is_there:
        path.write_bytes(b"former")
        path.chmod(0o444)

    def work(changes: Changes) -> None:
        if act == "remove":
            assert changes.remove_file(path) is is_there
            return
        changes.write_file(path, b"new")
        if act == "close":
            changes.close_to_changes(path)
            changes.write_file(path, b"newer")
            changes.close_to_changes(path)

    def fail(changes: Changes) -> None:
        work(changes)
        raise ZeroDivisionError

    before = listing(home)
    with pytest.raises(ZeroDivisionError):
        change(fail)
    assert listing(home) == before
    if is_there:
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
    change(work)
    after = {"write": b"new", "remove": None, "close": b"newer"}[act]
    assert (path.read_bytes() if path.exists() else None) == after
    if act == "close":
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
