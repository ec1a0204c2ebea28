"""The findings for people, line by line, and as JSON for whoever helps them."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kano_xl import __version__
from kano_xl.languages import LANGUAGES, system_language, text
from kano_xl.setup.doctor.examining import CHECKS, SURPRISE, examine
from kano_xl.setup.doctor.finding import Finding
from kano_xl.setup.doctor.surroundings import Surroundings, surroundings
from kano_xl.setup.user import User

SIGNS = ("✓✗–", "√×-", "+x-")
"""For right, wrong and not told; the first that the terminal can show is taken."""

STATES = ("ok", "wrong", "unknown")

_FOLDERS = ("LOCALAPPDATA", "APPDATA", "TEMP", "USERPROFILE")
"""Variables of Windows whose folders hold the user's name, the innermost first."""


def main(arguments: Sequence[str]) -> int:
    """Look at everything and tell it; the exit code is 2 if anything is wrong, else 0."""
    language = system_language()
    parser = argparse.ArgumentParser(
        prog="kano_xl.setup.doctor", description=text(language, "terminal.help.doctor")
    )
    parser.add_argument(
        "--json", action="store_true", help=text(language, "terminal.help.doctor_json")
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=language,
        help=text(language, "doctor.help.language"),
    )
    given = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter that the terminal cannot show must not end the work.
        sys.stdout.reconfigure(errors="backslashreplace")
    around = surroundings()
    return tell_json(around, given.language) if given.json else tell(around, given.language)


def tell(around: Surroundings, language: str) -> int:
    """Print a line for each finding as soon as it is there, then what it comes to."""
    shown, width = terminal_signs(around), label_width(around.user, language)
    print(text(language, "doctor.title", version=__version__), flush=True)
    found = []
    for finding in examine(around):
        found.append(finding)
        for line in lines(finding, language, shown, width):
            print(line, flush=True)
    print(closing(found, language), flush=True)
    return exit_code(found)


def tell_json(around: Surroundings, language: str) -> int:
    """Print everything as JSON in plain ASCII, without the names of the user's folders."""
    found = [*examine(around)]
    print(json.dumps(as_json(found, around, language), indent=1))
    return exit_code(found)


def exit_code(found: Iterable[Finding]) -> int:
    """2 if anything is wrong, else 0."""
    return 2 if any(finding.state == "wrong" for finding in found) else 0


def lines(finding: Finding, language: str, shown: str, width: int) -> Iterator[str]:
    """A finding as a line, its remedy as another below it.

    Args:
        finding: what was found.
        language: of the texts.
        shown: the three signs, in the order of `STATES`.
        width: columns of the label.
    """
    sign = shown[STATES.index(finding.state)]
    label = text(language, f"doctor.name.{finding.check}")
    blanks = " " * (width - columns(label))
    yield f"{sign} {label}{blanks}  {finding.found(language)}"
    advice = finding.advice(language)
    if advice is not None:
        yield f"  {' ' * width}  {text(language, 'doctor.advice', advice=advice)}"


def closing(found: Sequence[Finding], language: str) -> str:
    """What all findings come to, in a sentence."""
    wrong = sum(finding.state == "wrong" for finding in found)
    if wrong:
        return text(language, "doctor.wrong", n=wrong)
    if any(finding.key == SURPRISE for finding in found):
        return text(language, "doctor.unclear")
    return text(language, "doctor.well")


def terminal_signs(around: Surroundings) -> str:
    """The three signs that standard output can show."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    # The older window of Windows takes every letter, but its fonts lack the first signs.
    is_old = around.user.system == "windows" and "WT_SESSION" not in around.environment
    return signs(encoding, SIGNS[1:] if is_old and sys.stdout.isatty() else SIGNS)


def signs(encoding: str, offered: Sequence[str] = SIGNS) -> str:
    """The three signs that an encoding has, the first of those offered.

    >>> signs("utf-8"), signs("gbk"), signs("cp437")
    ('✓✗–', '√×-', '+x-')
    """
    return next(each for each in offered if _has(encoding, each))


def _has(encoding: str, letters: str) -> bool:
    try:
        letters.encode(encoding)
    except (UnicodeError, LookupError):
        return letters == SIGNS[-1]
    return True


def label_width(user: User, language: str) -> int:
    """The columns of the widest label of a system."""
    names = [check.__name__ for check in CHECKS[user.system]]
    return max(columns(text(language, f"doctor.name.{name}")) for name in names)


def columns(words: str) -> int:
    """The columns that words take in a terminal, where Chinese ones take two each.

    >>> columns("Python"), columns("加载项")
    (6, 6)
    """
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in words)


def as_json(found: Sequence[Finding], around: Surroundings, language: str) -> dict[str, object]:
    """The findings as JSON has them; see `tell_json`."""
    private = [shortened(finding, around) for finding in found]
    return {
        "kano_xl": __version__,
        "system": around.user.system,
        "checks": [
            {
                "check": finding.check,
                "state": finding.state,
                "found": finding.found(language),
                "remedy": finding.advice(language),
            }
            for finding in private
        ],
    }


def shortened(finding: Finding, around: Surroundings) -> Finding:
    """A finding in which the user's folders stand as variables, for they hold the user's name."""
    folders = [*own_folders(around)]
    values = {
        name: value if isinstance(value, int | float) else without_names(str(value), folders)
        for name, value in finding.values.items()
    }
    return replace(finding, values=values)


def own_folders(around: Surroundings) -> Iterator[tuple[str, str]]:
    """The folders of a user, the innermost first, and what stands for each."""
    known = around.environment
    named = [(known.get(name, ""), f"%{name}%") for name in _FOLDERS]
    for folder, short in [*named, (known.get("HOME", "") or str(Path.home()), "~")]:
        if len(folder) > len(os.sep):
            yield folder, short
            # As it stands in the command that starts Python.
            yield around.plain_path(Path(folder)) or folder, short


def without_names(words: str, folders: Iterable[tuple[str, str]]) -> str:
    r"""Words in which folders stand by what is short for them.

    >>> without_names(r"C:\USERS\wang\x.dll", [(r"C:\Users\wang", "%USERPROFILE%")])
    '%USERPROFILE%\\x.dll'
    """
    for folder, short in folders:
        flags = re.IGNORECASE if short.startswith("%") else re.NOFLAG
        # To the end of the name: the folder of wang is not that of wangli.
        whole = re.escape(folder) + r"(?![^\\/:;,\s])"
        words = short.join(re.split(whole, words, flags=flags))
    return words
