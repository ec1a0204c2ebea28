from __future__ import annotations

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from kano_xl.errors import OutputError
from kano_xl.languages import LANGUAGES
from kano_xl.writers.whole_file import WholeFiles, check_target, whole_file


def code(error: pytest.ExceptionInfo[OutputError]) -> str:
    for language in LANGUAGES:
        message = error.value.message(language)
        assert "report.xlsx" in message
        assert "\n" not in message
    return error.value.code


def test_the_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["report.xlsx"]


def test_nothing_changes_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")

    def write_half() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "output_disk_full"),
        (errno.EROFS, "output_not_writable"),
        (errno.EACCES, "output_not_writable"),
        (errno.EIO, "output_failed"),
    ],
)
def test_what_the_system_says_is_explained(tmp_path: Path, number: int, expected: str) -> None:
    path = tmp_path / "report.xlsx"
    with pytest.raises(OutputError) as error, whole_file(path):
        raise OSError(number, os.strerror(number))
    assert code(error) == expected
    assert os.listdir(tmp_path) == []


def test_a_file_that_is_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use", str(source), None, str(target))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError) as error, whole_file(path) as file:
        file.write(b"new")
    assert code(error) == "output_in_use"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.xlsx"]


def test_a_missing_folder(tmp_path: Path) -> None:
    path = tmp_path / "none" / "report.xlsx"
    with pytest.raises(OutputError) as error:
        check_target(path, overwrite=False)
    assert code(error) == "output_folder_missing"
    with pytest.raises(OutputError) as error, whole_file(path):
        pass
    assert code(error) == "output_folder_missing"


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as error:
        check_target(tmp_path / "file" / "report.xlsx", overwrite=True)
    assert code(error) == "output_folder_is_file"


def test_a_target_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").mkdir()
    with pytest.raises(OutputError) as error:
        check_target(tmp_path / "report.xlsx", overwrite=True)
    assert code(error) == "output_is_folder"


def test_an_existing_file_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.touch()
    with pytest.raises(OutputError) as error:
        check_target(path, overwrite=False)
    assert code(error) == "output_exists"
    check_target(path, overwrite=True)


def test_a_folder_nobody_may_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OutputError) as error:
        check_target(tmp_path / "report.xlsx", overwrite=False)
    assert code(error) == "output_not_writable"


ON_UNIX = pytest.mark.skipif(os.name == "nt", reason="links and modes of Unix")


@ON_UNIX
def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o604)
    with WholeFiles(overwrite=True) as files:
        files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@ON_UNIX
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_link_is_followed(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "other").mkdir()
    real = tmp_path / "other" / "real.xlsx"
    link = tmp_path / "report.xlsx"
    link.symlink_to(real)
    if overwrite:
        real.write_bytes(b"old")
    check_target(link, overwrite)
    with WholeFiles(overwrite) as files:
        files.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert os.listdir(real.parent) == ["real.xlsx"]


@ON_UNIX
def test_what_is_no_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.xlsx"
    monkeypatch.chdir(tmp_path)  # the path of a socket has to be short
    with socket.socket(socket.AF_UNIX) as end:
        for make in (
            lambda: os.mkfifo(path),
            lambda: end.bind(path.name),
            lambda: path.symlink_to("/dev/null"),
        ):
            make()
            with pytest.raises(OutputError) as error:
                check_target(path, overwrite=True)
            assert code(error) == "output_no_file"
            path.unlink()


@ON_UNIX
def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.symlink_to(path)
    with pytest.raises(OutputError) as error:
        check_target(path, overwrite=True)
    assert code(error) == "output_failed"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as error:
        check_target(tmp_path / ("a" * 300 + "report.xlsx"), overwrite=False)
    assert code(error) == "output_name_too_long"


def test_a_file_that_is_write_protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.xlsx"
    path.touch()
    monkeypatch.setattr(os, "access", lambda asked, mode: asked != path)
    with pytest.raises(OutputError) as error:
        check_target(path, overwrite=True)
    assert code(error) == "output_read_only"


@pytest.mark.parametrize("has_links", [True, False])
def test_what_somebody_else_wrote_in_the_meantime_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:

        def refuse(source: Path, target: Path) -> None:
            raise PermissionError(errno.EPERM, "no links", str(source), None, str(target))

        monkeypatch.setattr(os, "link", refuse)
    first, path = tmp_path / "results.json", tmp_path / "report.xlsx"

    def write() -> None:
        with WholeFiles(overwrite=False) as files:
            files.write(first, b"ours")
            files.write(path, b"ours")
            path.write_bytes(b"theirs")

    with pytest.raises(OutputError) as error:
        write()
    assert code(error) == "output_exists"
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["report.xlsx"]
    path.unlink()
    with WholeFiles(overwrite=False) as files:
        files.write(path, b"ours")
    assert path.read_bytes() == b"ours"
    assert os.listdir(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize("failure", [PermissionError(errno.EACCES, "in use"), KeyboardInterrupt()])
@pytest.mark.parametrize("was_there", [True, False])
def test_none_is_in_its_place_if_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, was_there: bool
) -> None:
    first, last = tmp_path / "report.xlsx", tmp_path / "results.json"
    if was_there:
        first.write_bytes(b"old")
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == last.name:
            raise failure
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)

    def write() -> None:
        with WholeFiles(overwrite=True) as files:
            files.write(first, b"new")
            files.write(last, b"new")

    with pytest.raises((OutputError, KeyboardInterrupt)):
        write()
    assert os.listdir(tmp_path) == ["report.xlsx"] * was_there
    assert not was_there or first.read_bytes() == b"old"
