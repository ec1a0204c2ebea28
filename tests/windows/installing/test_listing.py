"""What is compared before and after an installation leaves nothing out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.windows.installing.listing import changed, listing

USER = r"""WINE REGISTRY Version 2
;; All keys relative to \\User\\S-1-5-21

#arch=win64

[Software\\Kano] 1795361408
#time=1dd7a965b5ac0f8
"Python"="C:\\py"
"Size"=dword:00000010

[Software\\Empty] 1795361408
#time=1dd7a965b5ac0f8
"""


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    drive = tmp_path / "drive_c"
    (drive / "folder").mkdir(parents=True)
    (drive / "folder" / "small.txt").write_text("small", encoding="utf-8")
    (drive / "large.bin").write_bytes(bytes(100_000))
    (drive / "link").symlink_to(tmp_path)
    for name in ("user.reg", "system.reg"):
        (tmp_path / name).write_text(USER, encoding="utf-8")
    return tmp_path


def test_files_folders_links_and_keys_are_in_it(prefix: Path) -> None:
    assert set(listing(prefix)) == {
        "folder",
        "folder/small.txt",
        "large.bin",
        "link",
        r"user.reg: Software\Kano",
        r"user.reg: Software\Empty",
        r"system.reg: Software\Kano",
        r"system.reg: Software\Empty",
    }


def test_a_key_that_was_only_touched_has_not_changed(prefix: Path) -> None:
    before = listing(prefix)
    touched = USER.replace("1795361408", "1795361499").replace("0f8", "0f9")
    (prefix / "user.reg").write_text(touched, encoding="utf-8")
    assert changed(before, listing(prefix)) == []


def test_every_kind_of_change_is_found(prefix: Path) -> None:
    before = listing(prefix)
    (prefix / "drive_c" / "folder" / "small.txt").write_text("other", encoding="utf-8")
    (prefix / "drive_c" / "large.bin").write_bytes(bytes(99_999) + b"1")
    (prefix / "drive_c" / "link").unlink()
    (prefix / "drive_c" / "new").mkdir()
    (prefix / "user.reg").write_text(USER.replace("C:\\\\py", "D:\\\\py"), encoding="utf-8")
    (prefix / "system.reg").write_text(USER.replace("10\n", "11\n"), encoding="utf-8")
    assert changed(before, listing(prefix)) == [
        "folder/small.txt",
        "large.bin",
        "link",
        "new",
        r"system.reg: Software\Kano",
        r"user.reg: Software\Kano",
    ]
