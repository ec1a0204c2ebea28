"""What the starters say in every language: scripts that have to speak where no Python runs.

Their sentences stand in ``setup.toml``, in the table ``starter``, and are written into the scripts
by ``workbook/make_starters.py``: in a .cmd between the lines that switch its code page, in all
others between two marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kano_xl.languages import FALLBACK, LANGUAGES, text, traits_of

BEGIN, END = "# Begin of what make_starters.py writes", "# End of what make_starters.py writes"

SAID = {
    "install.cmd": ("missing_windows",),
    "install.ps1": ("no_python_windows",),
    "install.py": ("too_old",),
    "install.command": ("missing_mac", "no_python_mac", "press_return"),
    "doctor.cmd": ("doctor_windows",),
    "doctor.command": ("doctor_mac",),
    "uninstall.cmd": ("uninstall_windows",),
    "uninstall.command": ("uninstall_mac", "kept"),
}
"""The scripts by their names, and what each of them says."""

_BETWEEN_CODE_PAGES = re.compile(
    r"(?ms)(?P<begin>^chcp 65001 >nul\n).*?(?P<end>^chcp %KANO_PAGE% >nul$)"
)
_BETWEEN_MARKS = re.compile(
    rf"(?ms)(?P<begin>^ *{re.escape(BEGIN)}\n).*?(?P<end>^ *{re.escape(END)}$)"
)
_SPECIAL_IN_CMD = frozenset("&|<>^%!")


def with_texts(name: str, script: str) -> str:
    """A script, with a plain newline after each line, with what it says in the languages of today.

    Raises:
        ValueError: a sentence holds what the script could not show as it is.
    """
    kind = name.rpartition(".")[2]
    make = {"cmd": _cmd, "ps1": _powershell, "py": _python, "command": _shell}[kind]
    place = _BETWEEN_CODE_PAGES if kind == "cmd" else _BETWEEN_MARKS
    written = "".join(f"{line}\n" for line in make(SAID[name]))
    return place.sub(lambda found: found["begin"] + written + found["end"], script, count=1)


def _sentences(language: str, key: str) -> list[str]:
    return text(language, f"setup.starter.{key}").split("\n")


def _cmd(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        for language in LANGUAGES:
            for line in _sentences(language, key):
                if not _SPECIAL_IN_CMD.isdisjoint(line):
                    raise ValueError(f"{language}: cmd takes a letter in this as its own: {line}")
                yield f"echo {line}"


def _python(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        for language in LANGUAGES:
            for line in _sentences(language, key):
                yield f'        print("{line}")'


def _picking() -> list[tuple[str, str]]:
    """The beginnings of locales with their languages, the longest first."""
    declared = [(each, language) for language in LANGUAGES for each in traits_of(language).locales]
    return sorted(declared, key=lambda one: (-len(one[0]), one[0]))


def _shell(keys: Iterable[str]) -> Iterable[str]:
    yield 'locale="$(defaults read -g AppleLocale 2>/dev/null || echo "$LANG")"'
    yield 'locale="${locale%%[.@]*}"'
    yield 'case "${locale//_/-}-" in'
    for beginning, language in _picking():
        yield f"    {beginning}-*) language={language} ;;"
    yield f"    *) language={FALLBACK} ;;"
    yield "esac"
    yield "say() {"
    yield '    case "$language.$1" in'
    for key in keys:
        for language in LANGUAGES:
            yield f"        {language}.{key})"
            for line in _sentences(language, key):
                yield "            echo '{}'".format(line.replace("'", r"'\''"))
            yield "            ;;"
    yield "    esac"
    yield "}"


def _powershell(keys: Iterable[str]) -> Iterable[str]:
    yield 'switch -Wildcard ("$((Get-UICulture).Name)-") {'
    for beginning, language in _picking():
        yield f"    '{beginning}-*' {{ $language = '{language}'; break }}"
    yield f"    default {{ $language = '{FALLBACK}' }}"
    yield "}"
    yield "switch ($language) {"
    for key in keys:
        for language in LANGUAGES:
            yield f"    '{language}' {{"
            for line in _sentences(language, key):
                yield "        Write-Host '{}'".format(line.replace("'", "''"))
            yield "    }"
    yield "}"
