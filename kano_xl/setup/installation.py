"""The whole installation, step by step, as a person sees it who double-clicked the installer.

It runs straight out of the bundle or the checkout, on the standard library alone. Nothing is
asked. What is in use stays untouched until the new environment is ready; only then is the
add-in switched to it, in one step that is undone if it fails.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from kano_xl import __version__
from kano_xl.errors import KanoError, Place, SetupError
from kano_xl.languages import LANGUAGES, system_language, text
from kano_xl.setup.changes import explained
from kano_xl.setup.doctor.interpreter import interpreter as runs
from kano_xl.setup.doctor.starting import server
from kano_xl.setup.doctor.surroundings import surroundings
from kano_xl.setup.doctor.telling import terminal_signs
from kano_xl.setup.environment import (
    PackageSource,
    delete_environment,
    environments,
    interpreter,
    new_environment,
    run_to_end,
    source_in,
)
from kano_xl.setup.running import excel_runs
from kano_xl.setup.user import User, check_person, this_user

_STEPS = ("check", "environment", "proof", "addin", "former", "doctor")
_QUIET = ("/quiet", "--quiet")  # whether a key is waited for is the starter's business
_INTERRUPTED = 130


def main(arguments: Sequence[str], source: Path) -> int:
    """Install for the user who runs this Python.

    Args:
        arguments: what the installer was given: ``--language zh-Hans``, ``--quiet``.
        source: the folder of the installer.

    Returns:
        The exit code: 0 installed, even if the doctor found something; 2 refused, and all is
        as it was; 1 a bug in kano_xl.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A letter that the terminal cannot show must not end the work.
            stream.reconfigure(errors="backslashreplace")
    given = _options(arguments)
    if given is None:
        print(text(system_language(), "setup.usage", languages="|".join(LANGUAGES)))
        return 2
    language = given
    try:
        user = this_user()
        with _alone():
            install(user, source_in(source, user.system), language)
    except KanoError as error:
        _tell_failure(error, language)
        return 2
    except KeyboardInterrupt:
        print(f"\n{text(language, 'setup.stopped')}")
        return _INTERRUPTED
    except Exception as error:
        traceback.print_exception(error)
        print(text(language, "terminal.bug", kind=type(error).__name__))
        return 1
    return 0


def install(user: User, source: PackageSource, language: str) -> None:
    """Install kano_xl for a user, over any version that is there, and tell each step.

    Raises:
        SetupError: it was refused, or failed; all is as it was.
    """
    steps = _told_steps(language)
    next(steps)
    if user.system == "other":
        raise SetupError("setup_no_excel")
    check_person(user)
    if excel_runs(user):
        raise SetupError("setup_excel_runs")
    # Who was asked for an administrator's password sees here that it is the administrator's.
    print(text(language, "setup.whom", home=str(user.home)))
    next(steps)
    with new_environment(user.versions, __version__, source, _tick) as environment:
        _end_line()
        next(steps)
        _prove(user, environment, language)
        next(steps)
        python = interpreter(environment)
        module: list[str | Path] = [python, "-I", "-X", "utf8", "-m"]
        code = run_to_end([*module, "kano_xl", "addin", "install", "--language", language])
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        if code:
            raise SetupError("setup_addin_failed", Place(str(environment)))
    next(steps)
    for former in environments(user.versions):
        if former != environment and not delete_environment(former):
            print(text(language, "setup.former_kept", path=str(former)))
    next(steps)
    healthy = not run_to_end([*module, "kano_xl.setup.doctor", "--language", language])
    script = "uninstall.cmd" if user.system == "windows" else "uninstall.command"
    print()
    print(text(language, "setup.done" if healthy else "setup.done_but"))
    print(text(language, "setup.next", uninstall=str(user.home / script)))


def _prove(user: User, environment: Path, language: str) -> None:
    """See that a new environment answers as Excel will ask it.

    Raises:
        SetupError: it does not; the error says what the doctor says of it.
    """
    python = interpreter(environment)
    candidate = python.with_name("pythonw.exe") if user.system == "windows" else python
    around = surroundings()
    # The user's log is for what Excel starts; this one goes with the environment if that fails.
    trial = environment / "trial"
    trial.mkdir()
    # The DLL hands the variable over in a code page that need not have all letters of the path.
    apart = {**os.environ, "LOCALAPPDATA": around.plain_path(trial) or str(trial)}
    around = replace(around, user=user, environment=apart, candidate=candidate)
    findings = [check(around) for check in (runs, server)]
    shutil.rmtree(trial, ignore_errors=True)
    for found in findings:
        if found.state == "wrong":
            reason = found.found(language)
            raise SetupError("setup_not_proven", Place(str(environment)), reason=reason)


@contextmanager
def _alone() -> Iterator[None]:
    """See that this user runs no second installer, which would delete what this one makes.

    Raises:
        SetupError: one is running, in another window.
    """
    with explained("TEMP"):
        path = Path(tempfile.gettempdir(), "kano_xl-installation.lock")
    with explained(path):
        # Not to write: what a link of this name may lead to is not ours.
        file = path.open("a")
    # The lock ends with the file, also where the process is ended from outside.
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise SetupError("setup_runs_twice", Place(str(path))) from error
        try:
            yield
        finally:
            file.close()
            with contextlib.suppress(OSError):
                path.unlink()


def _lock(file: int) -> None:
    # Each of the two modules is missing on the other system, which a type checker objects to.
    if sys.platform == "win32":
        windows: Any = import_module("msvcrt")
        windows.locking(file, windows.LK_NBLCK, 1)
    else:
        unix: Any = import_module("fcntl")
        unix.flock(file, unix.LOCK_EX | unix.LOCK_NB)


def _options(arguments: Sequence[str]) -> str | None:
    """The language asked for, or the system's; None if the call is not understood."""
    rest = [each for each in arguments if each.lower() not in _QUIET]
    language = system_language()
    while rest:
        name, _, value = rest.pop(0).partition("=")
        if name == "--language" and not value and rest:
            value = rest.pop(0)
        if name != "--language" or value not in LANGUAGES:
            return None
        language = value
    return language


def _told_steps(language: str) -> Iterator[None]:
    """Tells the next step each time it is asked."""
    print(text(language, "setup.title", version=__version__))
    for number, step in enumerate(_STEPS, 1):
        what = text(language, f"setup.step.{step}")
        print(text(language, "setup.step_line", number=number, total=len(_STEPS), what=what))
        yield


def _tell_failure(error: KanoError, language: str) -> None:
    _end_line()
    print(f"{terminal_signs(surroundings())[1]} {error.message(language)}")
    if output := error.values.get("output"):
        print(text(language, "setup.output"))
        print("\n".join(f"    {line}" for line in str(output).splitlines()))


def _tick() -> None:
    """Shows a person that something goes on."""
    if sys.stdout.isatty():
        print(".", end="", flush=True)


def _end_line() -> None:
    if sys.stdout.isatty():
        print()
