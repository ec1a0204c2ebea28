from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kano_xl.errors import OutputError
from kano_xl.languages import LANGUAGES
from kano_xl.writers.whole_file import check_target, whole_file


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
