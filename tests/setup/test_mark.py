from __future__ import annotations

from pathlib import Path

from kano_xl.setup.mark import is_marked, remove_mark
from setup.homes import listing


def test_the_mark_goes_and_the_file_stays(tmp_path: Path) -> None:
    """On disks of Windows the mark is a stream of the file, elsewhere a file of that name."""
    file = tmp_path / "kano 王.xlam"
    file.write_bytes(b"x")
    assert not is_marked(file)
    (tmp_path / "kano 王.xlam:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    assert is_marked(file)
    remove_mark(file)
    remove_mark(file)
    assert not is_marked(file)
    assert listing(tmp_path) == {"kano 王.xlam": b"x"}
