from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.setup.running import excel_runs
from kano_xl.setup.user import User, mac_user


def listing(monkeypatch: pytest.MonkeyPatch, folder: Path, lines: str) -> None:
    """Let `ps` print these lines."""
    (folder / "list").write_text(lines, encoding="utf-8")
    (folder / "ps").write_text(f'#!/bin/sh\ncat "{folder}/list"\n', encoding="utf-8")
    (folder / "ps").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.usefixtures("excel_open")
def test_a_process_named_as_excel(tmp_path: Path) -> None:
    assert excel_runs(mac_user(tmp_path))


def test_no_such_process(
    tmp_path: Path, listed_processes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing(monkeypatch, tmp_path, "")
    assert not excel_runs(mac_user(tmp_path))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  {me} /Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel", True),
        ("  {me} /Users/王/Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel ", True),
        ("  {other} /Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel", False),
        ("  {me} /Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel Helper", False),
        ("  {me} /Applications/Microsoft Word.app/Contents/MacOS/Microsoft Word", False),
        ("  {me}", False),
    ],
)
def test_what_a_mac_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: bool
) -> None:
    monkeypatch.setattr("os.getuid", lambda: 501)
    others = "    0 /sbin/launchd\n  501 /usr/libexec/trustd\n"
    listing(monkeypatch, tmp_path, others + line.format(me=501, other=502) + "\n")
    assert excel_runs(mac_user(tmp_path)) is expected


def test_without_a_list_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not excel_runs(mac_user(tmp_path))


@pytest.mark.usefixtures("excel_open")
def test_where_there_is_no_excel_it_does_not_run(tmp_path: Path) -> None:
    assert not excel_runs(User("other", tmp_path, tmp_path / "kano_xl.log"))
