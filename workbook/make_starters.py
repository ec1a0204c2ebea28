"""Write what the starters say, in every language, into the scripts.

    python workbook/make_starters.py

What people double-click has to speak where no Python runs, so its sentences stand in it; they come
from `setup.toml` of the languages.
"""

from __future__ import annotations

from pathlib import Path

from kano_xl.setup.starters import SAID, with_texts

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "install", ROOT / "kano_xl" / "setup" / "scripts")


def made(path: Path) -> bytes:
    """A script as it should be; the ends of its lines and its mark of UTF-8 stay as they are."""
    content = path.read_bytes()
    script = content.decode("utf-8").replace("\r\n", "\n")
    written = with_texts(path.name, script)
    return (written.replace("\n", "\r\n") if b"\r\n" in content else written).encode("utf-8")


def starters() -> list[Path]:
    """Where the scripts lie."""
    return [folder / name for folder in FOLDERS for name in SAID if (folder / name).exists()]


def main() -> None:
    """Write all of them."""
    for path in starters():
        path.write_bytes(made(path))


if __name__ == "__main__":
    main()
