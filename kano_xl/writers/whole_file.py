"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kano_xl.errors import OutputError, Place


def check_target(path: Path, overwrite: bool) -> None:
    """See before the work begins that a file can be written there.

    Raises:
        OutputError: the folder is missing or not one, something stands there that is
            no file, or a file stands there and ``overwrite`` is not wanted.
    """
    folder = path.parent
    if not folder.exists():
        raise OutputError("output_folder_missing", Place(str(path)), folder=str(folder))
    if not folder.is_dir():
        raise OutputError("output_folder_is_file", Place(str(path)), folder=str(folder))
    if path.is_dir():
        raise OutputError("output_is_folder", Place(str(path)))
    if path.exists() and not overwrite:
        raise OutputError("output_exists", Place(str(path)))
    if not os.access(folder, os.W_OK):
        raise OutputError("output_not_writable", Place(str(path)), folder=str(folder))


@contextmanager
def whole_file(path: Path, made_in: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file for writing that comes to its place in one step, when all is written.

    Until then, and for ever if anything fails, what stood there before stays as it was,
    and nothing is left beside it.

    Args:
        path: the file.
        made_in: the folder, on the same disk, where it lies until then; None for its own.

    Raises:
        OutputError: missing folder, no permission, file in use, full disk.
    """
    part = (made_in or path.parent) / f".{uuid.uuid4().hex}.part"
    try:
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _explained(error, path) from error


_CODES = {
    errno.ENOENT: "output_folder_missing",
    errno.ENOTDIR: "output_folder_is_file",
    errno.EISDIR: "output_is_folder",
    errno.EROFS: "output_not_writable",
    errno.ENOSPC: "output_disk_full",
    errno.EDQUOT: "output_disk_full",
    errno.EFBIG: "output_disk_full",
}


def _explained(error: OSError, path: Path) -> OutputError:
    code = _CODES.get(error.errno or 0, "output_failed")
    if isinstance(error, PermissionError):
        # Where the folder takes a new file but not this one, a program holds it open.
        code = "output_in_use" if error.filename2 is not None else "output_not_writable"
    return OutputError(
        code, Place(str(path)), folder=str(path.parent), reason=error.strerror or str(error)
    )
