"""What a file really is, whatever it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import MIB


class Kind(NamedTuple):
    """A kind of file that can be read.

    Attributes:
        name: as people call it, in any language.
        suffixes: the endings its name may have; the first is the usual one.
    """

    name: str
    suffixes: tuple[str, ...]


XLSX = Kind("Excel (.xlsx)", (".xlsx", ".xlsm"))
XLS = Kind("Excel 97–2003 (.xls)", (".xls",))
ODS = Kind("OpenDocument (.ods)", (".ods",))
PARQUET = Kind("Parquet", (".parquet",))
TEXT = Kind("CSV", (".csv", ".tsv", ".txt"))
KINDS = (XLSX, XLS, ODS, TEXT, PARQUET)
"""Every kind that can be read."""

KNOWN = ", ".join(suffix for kind in KINDS for suffix in kind.suffixes)

_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x00\x04\x00")
_OTHER_STARTS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"$FL2@(#)", "SPSS (.sav)"),
)
_MEMBERS = (
    ("xl/workbook.bin", "Excel (.xlsb)"),
    ("word/document.xml", "Word (.docx)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ("Index/Document.iwa", "Numbers / Pages"),
)
_STREAMS = (("WordDocument", "Word (.doc)"), ("PowerPoint Document", "PowerPoint (.ppt)"))
_MARKUP = ((b"<html", "HTML"), (b"<!doctype html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))


def find_kind(path: Path) -> Kind | None:
    """What the content says the file is; None where it may be text, or junk.

    Raises:
        InputError: ``file_damaged``, ``file_password``, or a known kind that is not read:
            ``kind_unknown``, ``kind_markup``, ``kind_zip``.
    """
    place = Place(path.name)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_kind(path, place)
    if start.startswith(_OLE):
        return _ole_kind(path, place)
    if start.startswith(_BIFF):
        return XLS
    if start.startswith(b"PAR1"):
        return PARQUET
    for magic, name in _OTHER_STARTS:
        if start.startswith(magic):
            raise InputError("kind_unknown", place, real=name, known=KNOWN)
    words = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    for begin, name in _MARKUP:
        if words.startswith(begin):
            name = "HTML" if b"<html" in words else name
            raise InputError("kind_markup", place, real=name, rename=f"{path.stem}.xlsx")
    return None


def check_name(path: Path, kind: Kind) -> None:
    """Refuse a file whose name ends as another kind's does.

    Raises:
        InputError: ``wrong_ending``, with what to rename the file to.
    """
    if path.suffix.lower() not in kind.suffixes:
        rename = path.with_suffix(kind.suffixes[0]).name
        raise InputError("wrong_ending", Place(path.name), real=kind.name, rename=rename)


def _packed_kind(path: Path, place: Place) -> Kind:
    # No workbook has so many parts, and a list of millions would fill the memory.
    if _count(path, _ENTRY, _MOST_ENTRIES) > _MOST_ENTRIES:
        raise InputError("kind_zip", place, known=KNOWN)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise InputError("file_damaged", place) from error
    lowered = {name.casefold().replace("\\", "/").lstrip("/") for name in names}
    if "xl/workbook.xml" in lowered:
        return XLSX
    if "content.xml" in lowered and "mimetype" in lowered:
        return ODS
    for member, name in _MEMBERS:
        if member.casefold() in lowered:
            raise InputError("kind_unknown", place, real=name, known=KNOWN)
    # The workbook part may have any name; the relationships of the package tell it.
    if "[content_types].xml" in lowered and any("sheet" in name for name in lowered):
        return XLSX
    raise InputError("kind_zip", place, known=KNOWN)


def _count(path: Path, sign: bytes, enough: int) -> int:
    """How often a sign stands in a file, counted until there are more than enough."""
    found, before = 0, b""
    with path.open("rb") as file:
        while found <= enough and (piece := file.read(MIB)):
            found += (before + piece).count(sign)
            before = piece[1 - len(sign) :]
    return found


def _ole_kind(path: Path, place: Place) -> Kind:
    # Names of streams stand in the container as UTF-16, in no fixed place.
    with path.open("rb") as file:
        before = b""
        found: set[str] = set()
        while piece := file.read(MIB):
            text = before + piece
            for name in ("EncryptedPackage", "Workbook", "Book", *dict(_STREAMS)):
                if name.encode("utf-16-le") + b"\0\0" in text:
                    found.add(name)
            before = piece[-64:]
    if "EncryptedPackage" in found:
        raise InputError("file_password", place)
    if found & {"Workbook", "Book"}:
        return XLS
    for stream, name in _STREAMS:
        if stream in found:
            raise InputError("kind_unknown", place, real=name, known=KNOWN)
    raise InputError("file_damaged", place)
