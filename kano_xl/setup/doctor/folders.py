"""The folders: whether something else moves them about, and the log can be written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kano_xl.addin.installed import LOG
from kano_xl.setup.doctor.finding import Finding, ok, wrong
from kano_xl.setup.doctor.surroundings import Surroundings

SYNCHRONISED = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables with the folders that OneDrive synchronises."""


def onedrive(around: Surroundings) -> Finding:
    """Whether a part of the installation lies in a folder that is kept in step with a cloud."""
    inside = [str(place) for place in _places(around) if _is_synchronised(place, around)]
    if inside:
        return wrong("onedrive.inside", "onedrive", places=", ".join(inside))
    return ok("onedrive.outside")


def _places(around: Surroundings) -> Iterator[Path]:
    yield around.user.home
    if around.user.addin is not None:
        yield around.user.addin
    if around.python is not None:
        yield around.python


def _is_synchronised(place: Path, around: Surroundings) -> bool:
    folders = [around.environment[name] for name in SYNCHRONISED if around.environment.get(name)]
    if around.user.system == "mac":
        library = around.user.log.parents[2]
        folders += [str(library / "CloudStorage"), str(library / "Mobile Documents")]
    # The folder itself, for Python may be a link in it to a program elsewhere.
    inside = Path(os.path.normcase(place.parent.resolve()))
    return any(inside.is_relative_to(os.path.normcase(Path(each).resolve())) for each in folders)


def log(around: Surroundings) -> Finding:
    """Whether Python's log can be written, and how many faults are in it.

    What Excel on a Mac writes itself lies in its own folder, and holds no faults of Python.
    """
    file = Path(around.noted.get(LOG) or around.user.log)
    if not file.parent.is_dir():
        return wrong("log.no_folder", "install", folder=file.parent)
    try:
        with tempfile.TemporaryFile(dir=file.parent):
            pass
        written = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    except OSError as error:
        return wrong("log.not_writable", "log", place=file, why=error.strerror)
    faults = written.count(" ERROR ")
    if around.user.excel_log is not None:
        return ok("log.two", place=file, excel=around.user.excel_log, n=faults)
    return ok("log.writable", place=file, n=faults)
