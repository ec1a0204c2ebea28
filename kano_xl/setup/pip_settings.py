"""Where pip gets packages from on this machine, and that nothing else was set up for it decides.

A company names its index, its proxy and its certificates in pip's settings, for the machine or
the user, in files or in environment variables. They are asked for and handed on. All others, a
folder to install into or packages to be built from their sources, stay without effect: what is
installed, and how, is said by whoever calls pip. Needs the standard library alone.
"""

from __future__ import annotations

import configparser
import io
import json
import locale
import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from kano_xl.errors import Place, SetupError

KEPT = frozenset(
    "index-url extra-index-url no-index find-links trusted-host proxy cert client-cert "
    "keyring-provider timeout retries".split()
)
"""The settings, by pip's names for them, that say where packages come from."""

OTHER_NAMES = {"pypi-url": "index-url", "default-timeout": "timeout"}
"""What pip calls some of them as well."""

ONLY_WHEELS = ("--only-binary", ":all:")
"""Makes pip take finished packages alone: to build another one would run its author's code."""

_PREFIX = "PIP_"
_CHOSEN = "PIP_CONFIG_FILE"

# Not `pip config debug`: it reads the files first, and so what stands in them can silence it,
# or stop it. JSON in ASCII, because the name of a file need not fit into the output's encoding.
_WHICH_FILES = """
import json, sys
sys.path[:0] = sys.argv[1:]
from pip._internal.configuration import get_configuration_files
files = get_configuration_files()
print(json.dumps({kind: files[kind] for kind in ("global", "user", "site")}))
"""


def alone(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment variables of a pip that knows these settings and no others.

    Args:
        settings: by pip's names for them; None for none at all.
    """
    # Not --isolated: it leaves the settings of the machine in force, and on the command line,
    # where those that are kept would have to go then, others can read the passwords in them.
    others = {name: each for name, each in os.environ.items() if not _is_pips(name)}
    told = {_variable(name): each for name, each in (settings or {}).items()}
    return others | {_CHOSEN: os.devnull} | told


def settings_kept(pip: Sequence[str | Path], command: str = "install") -> dict[str, str]:
    """What is set on this machine of where packages come from, as pip itself would have it.

    Args:
        pip: the program: a Python and ``-m pip``, or a Python and the pip inside a wheel.
        command: which of pip's commands is going to be called; some settings are for one alone.

    Raises:
        SetupError: a file of settings cannot be read as such, or pip does not tell which files
            there are.
    """
    files = [_read(Path(path)) for path in _files(pip)]
    kept: dict[str, str] = {}
    for section in ("global", command):
        settings: dict[str, str] = {}
        for file in files:
            settings |= dict(file.items(section)) if file.has_section(section) else {}
        kept |= _told(settings)
    kept |= _told({_name(each): value for each, value in os.environ.items() if _is_pips(each)})
    return {name: value for name, value in kept.items() if name in KEPT}


def _told(settings: Mapping[str, str]) -> dict[str, str]:
    """Settings by one name each, without those that are empty: to pip they are not set."""
    return {OTHER_NAMES.get(name, name): value for name, value in settings.items() if value}


def _files(pip: Sequence[str | Path]) -> list[str]:
    """Pip's files of settings, whether they exist or not, each after those that it overrules."""
    chosen = os.environ.get(_CHOSEN)
    if chosen == os.devnull:
        return []
    *python, program = [str(part) for part in pip]
    within = [] if python[-1] == "-m" else [os.path.dirname(program)]
    start = python if within else python[:-1]
    asking = subprocess.run([*start, "-c", _WHICH_FILES, *within], capture_output=True, check=False)
    if asking.returncode:
        reason = asking.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise SetupError("setup_pip", Place(python[0]), reason=reason)
    files: dict[str, list[str]] = json.loads(asking.stdout)
    if chosen and os.path.exists(chosen):
        return [*files["global"], *files["site"], chosen]
    return [*files["global"], *files["user"], *files["site"]]


def _read(path: Path) -> configparser.RawConfigParser:
    """What stands in a file of settings; nothing where it cannot be opened, as pip has it.

    Raises:
        SetupError: pip could not read it either; the value ``line`` says where.
    """
    settings = configparser.RawConfigParser()
    settings.optionxform = _option  # type: ignore[assignment]
    with suppress(OSError):
        text = _decoded(path, path.read_bytes())
        try:
            settings.read_file(io.StringIO(text, newline=None))
        except configparser.Error as error:
            # One that goes on after the first line that it cannot read has a list of them.
            lines = [line for line, _ in getattr(error, "errors", ())]
            raise _unreadable(path, *lines[:1] or [getattr(error, "lineno", 1)]) from error
    return settings


def _decoded(path: Path, data: bytes) -> str:
    """The text of a file in UTF-8, or else in the encoding of the system.

    Plain pip reads it in either, depending on the mode of the Python that it runs in. The mode
    of kano_xl says nothing of that; and what is not in UTF-8 hardly ever looks as if it were.
    """
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    try:
        return data.decode(locale.getencoding())
    except UnicodeDecodeError as error:
        raise _unreadable(path, data.count(b"\n", 0, error.start) + 1) from error


def _unreadable(path: Path, line: int) -> SetupError:
    # Not what stands in the line: it may hold a password.
    return SetupError("setup_pip_settings", Place(str(path)), line=line)


def _option(written: str) -> str:
    """A setting's name as pip has it, however it is written in a file."""
    return written.lower().replace("_", "-").removeprefix("--")


def _name(variable: str) -> str:
    return variable[len(_PREFIX) :].lower().replace("_", "-")


def _variable(name: str) -> str:
    return _PREFIX + name.upper().replace("-", "_")


def _is_pips(variable: str) -> bool:
    return variable.upper().startswith(_PREFIX)
