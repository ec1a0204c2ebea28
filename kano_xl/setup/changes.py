"""Changes to files and to the registry that are made all, or not at all."""

from __future__ import annotations

import errno
import os
import signal
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from types import TracebackType

from kano_xl.errors import OutputError, Place, SetupError
from kano_xl.setup.registry import Registry
from kano_xl.writers.whole_file import whole_file


class Changes:
    """Remembers what was there before each change, and puts it back when anything fails.

    Used in a ``with``: any exception that leaves it, Ctrl+C too, undoes every change, the
    last one first. Files come back byte for byte, folders and keys that were made go again.

    Args:
        registry: where keys are changed; None where there is none.

    Attributes:
        made: the folders that were made, each before those inside it.
    """

    def __init__(self, registry: Registry | None = None) -> None:
        self.made: list[Path] = []
        self._registry = registry
        self._undo: list[tuple[str, Callable[[], None]]] = []

    def __enter__(self) -> Changes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Undo everything after an error.

        Raises:
            SetupError: something cannot be put back; the error says what.
        """
        if error is None:
            return
        with _undisturbed():
            left = [failure for failure in map(_failure, reversed(self._undo)) if failure]
        if left:
            places = ", ".join(place for place, _ in left)
            raise SetupError("setup_not_undone", places=places, reason=left[0][1]) from error

    def make_folder(self, path: Path) -> None:
        """Make a folder, and those that it lies in, as far as they are not there.

        Raises:
            SetupError: a file stands there, no permission, full disk.
        """
        with explained(path):
            missing = list(takewhile(lambda each: not each.exists(), (path, *path.parents)))
            there = missing[-1].parent if missing else path
            if there.exists() and not there.is_dir():
                raise SetupError("setup_folder_is_file", Place(str(there)))
            for folder in reversed(missing):
                self._undo.append((str(folder), partial(_remove_empty, folder)))
                folder.mkdir()
                self.made.append(folder)

    def keep_file(self, path: Path, made_in: Path | None = None) -> None:
        """Remember a file, or that there is none, because it is about to change.

        Args:
            path: the file; its folder is made if need be.
            made_in: see `write_file`.

        Raises:
            SetupError: something else of that name is there, or it cannot be read.
        """
        self.make_folder(path.parent)
        if path.is_dir():
            raise SetupError("setup_is_folder", Place(str(path)))
        with explained(path):
            former = _Former.of(path, made_in)
        self._undo.append((str(path), former.put_back))

    def write_file(self, path: Path, content: bytes, made_in: Path | None = None) -> None:
        """Write a file whole, whatever stood there before.

        Args:
            path: the file; its folder is made if need be.
            content: all that it is to hold.
            made_in: a folder on the same disk where it lies until it is written, for a
                place where no other file may be even for a moment; None for its own folder.

        Raises:
            SetupError: it cannot be written.
        """
        self.keep_file(path, made_in)
        with explained(path):
            _open_to_changes(path)
            with whole_file(path, made_in) as file:
                file.write(content)

    def close_to_changes(self, path: Path) -> None:
        """Let a file that was written be read alone, until it is written anew or removed.

        Raises:
            SetupError: its rights cannot be changed.
        """
        with explained(path):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_WRITE)

    def remove_file(self, path: Path, made_in: Path | None = None) -> bool:
        """Delete a file; False where there is none.

        Args:
            path: the file.
            made_in: see `write_file`; should it have to be put back.

        Raises:
            SetupError: it is no file, or cannot be deleted.
        """
        if not path.exists():
            return False
        self.keep_file(path, made_in)
        with explained(path):
            _open_to_changes(path)
            path.unlink()
        return True

    def remove_folder(self, path: Path) -> bool:
        """Delete a folder if it is there and empty; False where it stays.

        Raises:
            SetupError: it cannot be deleted.
        """
        if not path.is_dir() or any(path.iterdir()):
            return False
        self._undo.append((str(path), lambda: path.mkdir(exist_ok=True)))
        with explained(path):
            path.rmdir()
        return True

    def keep_key(self, key: str) -> None:
        """Remember a key of the registry, or that there is none, because it will change.

        It has to be one whose values are texts and numbers; others would not come back.
        """
        self._undo.append((key, _former_key(self._changeable, key)))

    def write_key(self, key: str, values: Mapping[str, str | int]) -> None:
        """Make a key of the registry hold just these values.

        Raises:
            SetupError: no permission.
        """
        self.keep_key(key)
        with explained(key):
            self._changeable.write(key, values)

    def delete_key(self, key: str) -> bool:
        """Delete a key of the registry; False where there is none.

        Raises:
            SetupError: no permission.
        """
        if self._changeable.values(key) is None:
            return False
        self.keep_key(key)
        with explained(key):
            self._changeable.delete(key)
        return True

    @property
    def _changeable(self) -> Registry:
        if self._registry is None:
            raise ValueError("there is no registry to change")
        return self._registry


@contextmanager
def explained(place: Path | str) -> Iterator[None]:
    """Turn what the system says against a change into an error that names the place.

    Raises:
        SetupError: instead of an `OSError`, or the `OutputError` that hides one.
    """
    try:
        yield
    except OSError as error:
        raise _explained(error, place) from error
    except OutputError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        raise _explained(error.__cause__, place) from error


_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SHARING = (32, 33)
"""How Windows says that another program holds a file open, or a part of it."""


def _explained(error: OSError, place: Path | str) -> SetupError:
    where, reason = Place(str(place)), error.strerror or str(error)
    if error.errno in _FULL:
        return SetupError("setup_disk_full", where)
    if not isinstance(error, PermissionError):
        return SetupError("setup_failed", where, reason=reason)
    is_held = getattr(error, "winerror", None) in _SHARING
    # Where the folder takes a new file but not this one, a program holds it open.
    is_refused = error.filename2 is not None and os.access(Path(place).parent, os.W_OK)
    if is_held or is_refused:
        return SetupError("setup_in_use", where)
    return SetupError("setup_not_writable", where)


@dataclass(frozen=True)
class _Former:
    """A file as it was; without content where there was none."""

    path: Path
    made_in: Path | None
    content: bytes | None = None
    mode: int = 0

    @classmethod
    def of(cls, path: Path, made_in: Path | None) -> _Former:
        if not path.exists():
            return cls(path, made_in)
        return cls(path, made_in, path.read_bytes(), stat.S_IMODE(path.stat().st_mode))

    def put_back(self) -> None:
        _open_to_changes(self.path)
        if self.content is None:
            self.path.unlink(missing_ok=True)
            return
        if not (self.path.is_file() and self.path.read_bytes() == self.content):
            try:
                self._write(self.content)
            except OutputError as error:
                if error.code != "output_disk_full":
                    raise
                # There is room for it only once what replaced it is gone.
                self.path.unlink(missing_ok=True)
                self._write(self.content)
        if stat.S_IMODE(self.path.stat().st_mode) != self.mode:
            self.path.chmod(self.mode)

    def _write(self, content: bytes) -> None:
        with whole_file(self.path, self.made_in) as file:
            file.write(content)


def _open_to_changes(path: Path) -> None:
    """Take away that a file may be read alone: Windows replaces and deletes none such."""
    if path.exists():
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & stat.S_IWUSR:
            path.chmod(mode | stat.S_IWUSR)


def _former_key(registry: Registry, key: str) -> Callable[[], None]:
    """What makes a key as it is now, and lets no empty key above it go with it."""
    former = registry.values(key)
    above = key.rpartition("\\")[0]
    while above.count("\\") > 1 and registry.values(above) is None:
        above = above.rpartition("\\")[0]

    def put_back() -> None:
        if registry.values(key) == former:
            return
        if former is not None:
            values = former.items()
            registry.write(
                key, {name: each for name, each in values if isinstance(each, str | int)}
            )
            return
        registry.delete(key)
        if registry.values(above) is None:
            registry.write(above, {})

    return put_back


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _failure(undo: tuple[str, Callable[[], None]]) -> tuple[str, str] | None:
    """Undo one change; what was to be put back and why it cannot be."""
    place, put_back = undo
    try:
        put_back()
    except Exception as error:
        cause = error.__cause__ if isinstance(error, OutputError) else error
        return place, (isinstance(cause, OSError) and cause.strerror) or type(error).__name__
    return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no further Ctrl+C stop what is being put back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if former is None else former)
