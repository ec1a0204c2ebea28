"""Asking the installed Python, in a process of its own that may hang or crash."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a program printed, and how it ended.

    Attributes:
        code: its exit code; None where it did not start or did not end in time.
        printed: what it wrote to standard output.
        why: the last line that it wrote to standard error, or why it did not start; may
            be empty.
        is_late: whether it did not end in time.
    """

    code: int | None
    printed: str = ""
    why: str = ""
    is_late: bool = False


def ask(
    python: Path,
    arguments: Sequence[str],
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> Answer:
    """Run an interpreter apart from its user's settings and from the current folder.

    Its output goes through files: a pipe would stay open as long as anything that it started.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                [str(console(python)), "-I", "-B", "-X", "utf8", *arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=errors,
                cwd=tempfile.gettempdir(),
                env=environment,
                creationflags=_no_window(),
            )
        except OSError as error:
            return Answer(None, why=error.strerror or type(error).__name__)
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
        output.seek(0)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip().splitlines()
        printed = output.read().decode("utf-8", "replace")
        return Answer(code, printed, said[-1] if said else "", code is None)


def console(python: Path) -> Path:
    """The interpreter that can print, beside the one without a window on Windows."""
    beside = python.with_name("python.exe")
    return beside if python.name.lower() == "pythonw.exe" and beside.is_file() else python


def _no_window() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0
