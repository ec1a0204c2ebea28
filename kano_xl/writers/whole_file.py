"""Files that appear whole or not at all, one by one or several together."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from kano_xl.errors import OutputError, Place


def free(path: Path) -> Path:
    """The path itself, or the first numbered one that is free."""
    candidates = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return next(each for each in (path, *candidates) if not os.path.lexists(each))


def check_target(path: Path, overwrite: bool) -> None:
    """See before the work begins that a file can be written there.

    Raises:
        OutputError: the folder is missing or not one, something stands there that is
            no file, or a file stands there and ``overwrite`` is not wanted.
    """
    place = Place(str(path))
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if _is_too_long(error):
            raise _explained(error, path) from error
        found = None
    except (OSError, ValueError) as error:
        raise _explained(error, path) from error
    if found is not None:
        _check_what_is_there(found, path, overwrite)
    folder = _real(path).parent
    if not folder.exists():
        raise OutputError("output_folder_missing", place, folder=str(folder))
    if not folder.is_dir():
        raise OutputError("output_folder_is_file", place, folder=str(folder))
    if not os.access(folder, os.W_OK):
        raise OutputError("output_not_writable", place, folder=str(folder))


def _check_what_is_there(found: os.stat_result, path: Path, overwrite: bool) -> None:
    place = Place(str(path))
    if stat.S_ISDIR(found.st_mode):
        raise OutputError("output_is_folder", place)
    if not stat.S_ISREG(found.st_mode):
        raise OutputError("output_no_file", place)
    if not overwrite:
        raise OutputError("output_exists", place)
    if not os.access(path, os.W_OK):
        raise OutputError("output_read_only", place)


@contextmanager
def whole_file(path: Path, made_in: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file for writing that comes to its place in one step, when all is written.

    Until then, and for ever if anything fails, what stood there before stays as it was,
    and nothing is left beside it. What stood there lends it its permissions; where that
    was a link, the file it leads to is replaced.

    Args:
        path: the file.
        made_in: the folder, on the same disk, where it lies until then; None for its own.

    Raises:
        OutputError: missing folder, no permission, file in use, full disk.
    """
    with _explaining(path):
        part = _Part.beside(path, made_in)
        try:
            with part.filled() as file:
                yield file
            os.replace(part.path, part.place)
        finally:
            part.path.unlink(missing_ok=True)


class WholeFiles:
    """The files that one piece of work makes: all of them come to their places, or none does.

    Used in a ``with``: what is written lies beside its place, and comes there when the block
    ends. If anything fails, Ctrl+C too, every place is as it was.

    Args:
        overwrite: whether a file that is there is replaced; if not, even one that was
            written by somebody else in the meantime is kept, and that is an error.
    """

    def __init__(self, overwrite: bool) -> None:
        self._overwrite = overwrite
        self._parts: list[tuple[Path, _Part]] = []

    def __enter__(self) -> WholeFiles:
        return self

    def write(self, path: Path, content: bytes) -> None:
        """Write a file that is to come to ``path``.

        Raises:
            OutputError: missing folder, no permission, full disk.
        """
        with _explaining(path):
            part = _Part.beside(path)
            self._parts.append((path, part))
            with part.filled() as file:
                file.write(content)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the files into their places, unless there was an error.

        Raises:
            OutputError: one of them cannot be put there; then the others are not, either.
        """
        try:
            if kind is None:
                self._place_all()
        finally:
            for _, part in self._parts:
                part.clean()

    def _place_all(self) -> None:
        try:
            for path, part in self._parts:
                with _explaining(path):
                    if not self._overwrite:
                        part.come_new()
                    else:
                        # The last one cannot fail any more once it is there.
                        part.come(keep_former=part is not self._parts[-1][1])
        except BaseException:
            for _, part in reversed(self._parts):
                part.go()
            raise


@dataclass
class _Part:
    """A file that waits beside its place until it is whole."""

    path: Path
    place: Path
    former: Path
    keeps_former: bool = False
    identity: tuple[int, int] = (0, 0)

    @classmethod
    def beside(cls, path: Path, made_in: Path | None = None) -> _Part:
        place = _real(path)
        name = f".{uuid.uuid4().hex}"
        folder = made_in or place.parent
        return cls(folder / f"{name}.part", place, folder / f"{name}.former")

    @contextmanager
    def filled(self) -> Iterator[BinaryIO]:
        with self.path.open("xb") as file:
            yield file
            file.flush()
            _lend_permissions(self.place, file)
            os.fsync(file.fileno())
        found = self.path.stat()
        self.identity = (found.st_dev, found.st_ino)

    def come(self, keep_former: bool) -> None:
        """Replace what stands there."""
        if keep_former and self.place.exists():
            try:
                os.link(self.place, self.former)
            except OSError:  # a disk without links
                shutil.copy2(self.place, self.former)
            self.keeps_former = True
        os.replace(self.path, self.place)

    def come_new(self) -> None:
        """Come to a place where nothing stands, or fail; nobody can come in between.

        Raises:
            FileExistsError: something stands there.
        """
        if os.name == "nt":
            os.rename(self.path, self.place)  # there it replaces nothing
            return
        try:
            os.link(self.path, self.place)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self.place.open("xb").close()
            os.replace(self.path, self.place)

    def go(self) -> None:
        """Leave the place again as it was."""
        with contextlib.suppress(OSError):
            if self.keeps_former:
                os.replace(self.former, self.place)
                return
            found = self.place.stat()
            if (found.st_dev, found.st_ino) == self.identity:
                self.place.unlink()

    def clean(self) -> None:
        for path in (self.path, self.former):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""How a disk says that a file can have but one name."""


def _real(path: Path) -> Path:
    """Where a file really lies, if links lead to it."""
    return Path(os.path.realpath(path))


def _lend_permissions(former: Path, file: BinaryIO) -> None:
    """Give a new file the owner and the permissions of the one that it replaces."""
    if os.name == "nt":
        return
    try:
        found = former.stat()
    except OSError:
        return
    with contextlib.suppress(OSError):
        os.fchown(file.fileno(), found.st_uid, found.st_gid)
    with contextlib.suppress(OSError):
        os.fchmod(file.fileno(), stat.S_IMODE(found.st_mode) & 0o777)


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _explained(error, path) from error


_CODES = {
    errno.ENOENT: "output_folder_missing",
    errno.ENOTDIR: "output_folder_is_file",
    errno.EISDIR: "output_is_folder",
    errno.EEXIST: "output_exists",
    errno.EROFS: "output_not_writable",
    errno.ENOSPC: "output_disk_full",
    errno.EDQUOT: "output_disk_full",
    errno.EFBIG: "output_disk_full",
    errno.ENAMETOOLONG: "output_name_too_long",
}
_TOO_LONG = 206
"""How Windows says that a name is too long; otherwise it says that there is no such file."""


def _is_too_long(error: OSError) -> bool:
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _TOO_LONG


def _explained(error: OSError | ValueError, path: Path) -> OutputError:
    code, reason = "output_failed", str(error)
    if isinstance(error, OSError):
        code = _CODES.get(error.errno or 0, "output_failed")
        reason = error.strerror or reason
        if _is_too_long(error):
            code = "output_name_too_long"
        elif isinstance(error, PermissionError):
            # Where the folder takes a new file but not this one, a program holds it open.
            code = "output_in_use" if error.filename2 is not None else "output_not_writable"
    return OutputError(code, Place(str(path)), folder=str(path.parent), reason=reason)
