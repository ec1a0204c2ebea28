"""The log file: where it is, and what must never be in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from kano_xl.excel import log
from kano_xl.excel.log import log_fault, log_file, log_start, start_log


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """Our logger, with its handlers closed and taken away afterwards."""
    ours = logging.getLogger("kano_xl")
    before, level = list(ours.handlers), ours.level
    yield ours
    for handler in set(ours.handlers) - set(before):
        ours.removeHandler(handler)
        handler.close()
    ours.setLevel(level)


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("win32", "local/kano_xl/kano_xl.log"),
        ("darwin", "home/Library/Logs/kano_xl/kano_xl.log"),
        ("linux", "state/kano_xl/kano_xl.log"),
    ],
)
def test_every_user_has_a_log(platform: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home"))
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert PurePosixPath(log_file().as_posix()) == PurePosixPath("/", place)


@pytest.mark.usefixtures("logger")
def test_starts_and_faults_are_written_without_what_the_exception_says(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kano_xl.log"
    start_log(path)
    log_start("kano_xl starts")
    answer = "my answer"
    try:
        raise ValueError(answer)
    except ValueError as error:
        log_fault("kano_better", error)
    words = path.read_text(encoding="utf-8")
    assert "INFO kano_xl starts" in words
    assert "ERROR kano_better: ValueError" in words
    assert "test_log.py" in words
    assert answer not in words


@pytest.mark.usefixtures("logger")
def test_a_large_log_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kano_xl.log"
    path.write_text("old\n" * 10, encoding="utf-8")
    start_log(path)
    log_start("one")
    assert path.read_text(encoding="utf-8").startswith("old\n")
    monkeypatch.setattr(log, "LARGEST", 30)
    start_log(path)
    assert path.read_text(encoding="utf-8") == ""


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, logger: logging.Logger) -> None:
    (tmp_path / "file").touch()
    start_log(tmp_path / "file" / "kano_xl.log")
    log_start("nothing")
    assert any(isinstance(handler, logging.NullHandler) for handler in logger.handlers)
