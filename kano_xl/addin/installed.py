"""Where an installer tells the add-in about this user's Python, and how it is written there.

The add-in reads nothing else: neither a workbook nor its folder can name another Python.
"""

from __future__ import annotations

WINDOWS_KEY = r"Software\VB and VBA Program Settings\kano_xl\Install"
"""The key under HKEY_CURRENT_USER, with a text value for each setting."""

MAC_FILE = "Library/Containers/com.microsoft.Excel/Data/kano_xl/settings.txt"
"""The file in the user's home, with a line ``name=value`` for each setting."""

PYTHON = "Python"
"""The setting with the full path of ``pythonw.exe``, on a Mac of ``python``."""

VERSION = "Version"
"""The setting with the version of kano_xl that was installed, for people to see."""

LOG = "Log"
"""The setting with the full path of the log file; its folder is there."""


def escaped(value: str) -> str:
    r"""A value as the add-in reads it: plain ASCII, each other UTF-16 unit as ``\uXXXX``.

    A backslash is written so too, for paths hold it and ``\u`` would be ambiguous.

    >>> escaped("C:\\Users\\王\\pythonw.exe")
    'C:\\u005cUsers\\u005c\\u738b\\u005cpythonw.exe'
    """
    units = value.encode("utf-16-be")
    codes = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return "".join(
        chr(code) if 32 <= code <= 126 and code != 92 else f"\\u{code:04x}" for code in codes
    )
