"""The script by which Excel for Mac starts Python, made for one user's Python and log.

The ribbon's actions and the languages are those of this version, so that the script lets
through whatever the ribbon asks for, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from itertools import groupby
from pathlib import Path

from kano_xl.excel.ribbon import ACTIONS
from kano_xl.languages import LANGUAGES


def mac_script(interpreter: Path, log: Path) -> bytes:
    """The script as it is installed.

    Args:
        interpreter: the Python that it starts.
        log: where that Python's complaints go.
    """
    script = (resources.files("kano_xl.addin") / "mac" / "kano_xl.applescript").read_text("ascii")
    written = {
        "interpreter": literal(str(interpreter)),
        "log": literal(str(log)),
        "actions": f"{{{', '.join(map(literal, ACTIONS))}}}",
        "languages": f"{{{', '.join(map(literal, LANGUAGES))}}}",
    }
    for name, value in written.items():
        script = script.replace(f"to {{{name}}}\n", f"to {value}\n")
    return script.encode("ascii")


def literal(text: str) -> str:
    r"""A text as AppleScript reads it, in plain ASCII whatever it holds.

    Quotes, backslashes and all letters beyond ASCII stand as their numbers: nothing has to be
    escaped, and nobody has to guess in which encoding the script is.

    >>> print(literal('/Users/王 "w"/python'))
    "/Users/" & (string id {29579}) & " " & (string id {34}) & "w" & (string id {34}) & "/python"
    """
    parts = [
        f'"{"".join(letters)}"' if plain else f"(string id {{{', '.join(_numbers(letters))}}})"
        for plain, letters in groupby(text, _is_plain)
    ]
    return " & ".join(parts) or '""'


def _is_plain(letter: str) -> bool:
    return " " <= letter <= "~" and letter not in '"\\'


def _numbers(letters: Iterable[str]) -> list[str]:
    return [str(ord(letter)) for letter in letters]
