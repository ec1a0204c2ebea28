"""Failures of the system, one at each step in turn, and a disk that is too small."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from setup.fake_registry import FakeRegistry

STEPS = (
    (os, "fsync"),
    (os, "replace"),
    (Path, "mkdir"),
    (Path, "unlink"),
    (Path, "rmdir"),
    (Path, "chmod"),
    (Path, "read_bytes"),
    (FakeRegistry, "write"),
    (FakeRegistry, "delete"),
)
"""All by which an installation touches files and the registry."""


@contextmanager
def failing(folder: Path, step: int, error: BaseException) -> Iterator[list[str]]:
    """Raise an error at the step with this number, counted from 0, and only there.

    An `OSError` comes instead of what is to be done, Ctrl+C once it is done. What concerns
    a path outside the folder is no step.

    Yields:
        The names of the steps so far; as many as ``step`` or fewer where none has failed.
    """
    done: list[str] = []

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **more: Any) -> Any:
            path = arguments[0]
            if isinstance(path, Path) and folder not in path.parents:
                return function(*arguments, **more)
            done.append(name)
            if len(done) != step + 1:
                return function(*arguments, **more)
            if not isinstance(error, OSError):
                function(*arguments, **more)
            raise error

        return act

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, counted(name, getattr(owner, name)))
        yield done


@contextmanager
def small_disk(folder: Path, room: int) -> Iterator[None]:
    """Let what lies in a folder never grow beyond a size in bytes, as on a disk of that size."""
    real = os.fsync

    def synced(number: int) -> None:
        if sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", synced)
        yield


@contextmanager
def mere_user(folder: Path) -> Iterator[None]:
    """Act as someone whom the modes of files bind, and who owns what lies in a folder.

    They do not bind root, as whom tests in a container often run.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    nobody = 65534
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody, nobody)
    os.setresuid(nobody, nobody, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
