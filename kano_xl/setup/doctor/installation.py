"""The add-in file and what is noted for it: all of one version, and there once."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from kano_xl import __version__
from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.user import ADDIN, SCRIPT

_PROPERTIES = "docProps/custom.xml"
_PROJECT = "xl/vbaProject.bin"
OPTIONS = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
"""Where Excel notes the add-ins that were chosen in its own dialogue, as OPEN, OPEN1 …"""


@dataclass(frozen=True)
class AddinFile:
    """An add-in file as it was read.

    Attributes:
        is_whole: whether it can be read to its end and holds macros.
        version: the version of kano_xl that it says; None where it says none.
        xlwings: the version of xlwings whose library it loads, likewise.
    """

    is_whole: bool
    version: str | None = None
    xlwings: str | None = None


def read_addin(path: Path) -> AddinFile:
    """Read an add-in file.

    Raises:
        OSError: it is not there, or not to be read.
    """
    try:
        with zipfile.ZipFile(path) as package:
            is_whole = package.testzip() is None and _PROJECT in package.namelist()
            properties = ElementTree.fromstring(package.read(_PROPERTIES))
    except KeyError:
        return AddinFile(is_whole)
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError):
        return AddinFile(False)
    named = {each.get("name"): "".join(each.itertext()) for each in properties}
    return AddinFile(is_whole, named.get("kano_xl"), named.get("xlwings"))


def installed(around: Surroundings) -> Finding:
    """Whether something is installed, and its parts are of one version."""
    if around.user.addin is None:
        return unknown("installed.no_excel", version=__version__)
    if PYTHON not in around.noted:
        return wrong("installed.not_noted", "install")
    try:
        addin_version = read_addin(around.user.addin).version
    except OSError:
        addin_version = None
    package = around.about.kano_xl if around.about else None
    versions = {
        "noted": around.noted.get(VERSION),
        "addin": addin_version,
        "package": package,
    }
    known = {version for version in versions.values() if version}
    shown = {name: version or "?" for name, version in versions.items()}
    if len(known) > 1:
        return wrong("installed.differing", "install", **shown)
    if None in versions.values():
        return unknown("installed.partly", **shown)
    return ok("installed.same", version=known.pop())


def addin(around: Surroundings) -> Finding:
    """Whether the add-in is where Excel loads it, whole, and ours."""
    place = around.user.addin
    if place is None:
        return unknown("addin.no_excel")
    if not place.is_file():
        return wrong("addin.missing", "install", place=place)
    try:
        found = read_addin(place)
    except OSError as error:
        return unknown("addin.unreadable", "close_excel", place=place, why=error.strerror)
    if not found.is_whole:
        return wrong("addin.damaged", "install", place=place)
    if found.version is None:
        return wrong("addin.no_version", "install", place=place)
    return ok("addin.there", version=found.version, place=place)


def other_copies(around: Surroundings) -> Finding:
    """Whether Excel would load the add-in a second time, from elsewhere."""
    copies = [*_copies(around)]
    if copies:
        return wrong("other_copies.found", "other_copies", places=", ".join(map(str, copies)))
    return ok("other_copies.none")


def _copies(around: Surroundings) -> Iterator[Path | str]:
    place = around.user.addin
    if place is None:
        return
    beside = place.parents[1] / "AddIns" if around.user.system == "windows" else None
    if around.user.system == "mac":
        beside = place.parents[2] / "Add-Ins.localized"
    if beside is not None and (beside / ADDIN).exists():
        yield beside / ADDIN
    for name, value in around.values(OPTIONS).items():
        # What leads to the file itself is the same add-in, and Excel loads a file once.
        if name.upper().startswith("OPEN") and isinstance(value, str) and ADDIN in value.lower():
            yield f"{name} = {value}"


def script(around: Surroundings) -> Finding:
    """Whether the script by which Excel on a Mac starts Python is ours, and where it has to be."""
    place = around.user.script
    if place is None or not place.is_file():
        return wrong("script.missing", "install", place=place or SCRIPT)
    if around.about is None or around.about.kano_xl != __version__:
        return unknown("script.not_compared", place=place)
    wanted = mac_script(Path(around.noted.get(PYTHON, "")), Path(around.noted.get(LOG, "")))
    if place.read_bytes() != wanted:
        return wrong("script.changed", "install", place=place)
    return ok("script.there", place=place)
