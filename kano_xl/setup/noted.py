"""What is noted for the add-in: this user's Python, the version, the log file.

On Windows it stands in the registry, on a Mac in a file that Excel may read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping

from kano_xl.addin.installed import WINDOWS_KEY, escaped
from kano_xl.setup.user import User
from kano_xl.writers.whole_file import whole_file

KEY = f"HKCU\\{WINDOWS_KEY}"
"""Where it stands in the registry."""

FOLDERS = "Folders"
"""The setting with the folders that were made for kano_xl, a line each, for its removal; the
add-in does not ask for it."""


def read_noted(user: User) -> dict[str, str]:
    """All settings by their names (`kano_xl.addin.installed`); nothing where none are noted."""
    if user.registry is not None:
        found = user.registry.values(KEY) or {}
        return {name: _plain(value) for name, value in found.items() if isinstance(value, str)}
    if user.settings is None or not user.settings.is_file():
        return {}
    lines = user.settings.read_text(encoding="ascii", errors="replace").splitlines()
    return {name: _plain(value) for name, _, value in (line.partition("=") for line in lines)}


def write_noted(user: User, settings: Mapping[str, str]) -> None:
    """Note these settings and no others; none at all leaves no trace.

    Raises:
        OSError: no right to.
        OutputError: the file cannot be written.
    """
    values = {name: escaped(value) for name, value in settings.items()}
    if user.registry is not None:
        user.registry.write(KEY, values) if values else user.registry.delete(KEY)
    elif user.settings is not None and values:
        user.settings.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(user.settings) as file:
            file.write("".join(f"{name}={value}\n" for name, value in values.items()).encode())
    elif user.settings is not None:
        user.settings.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            user.settings.parent.rmdir()


def _plain(value: str) -> str:
    """A value as it was before it was escaped."""
    units = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), value)
    return units.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
