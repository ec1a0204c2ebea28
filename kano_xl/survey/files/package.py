"""The parts of an Excel workbook, and which of them is which.

Nothing goes by its usual name: the relationships of a package say where its workbook is,
and those of the workbook where its sheets, texts and styles are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.limits import MAX_UNPACKED, MIB
from kano_xl.survey.files.markup import follow

_SMALL = 16 * MIB
"""Bytes of a part that only says what the others are."""

_USUAL = "xl/workbook.xml"
_OPENED_WITH = ("visible", "")
_MOST_NAMES = 65_536


class SheetPart(NamedTuple):
    """A worksheet as the workbook lists it.

    Attributes:
        name: its title.
        member: the member of the archive that holds it; None if there is none.
        is_hidden: it is not shown when the file is opened.
    """

    name: str
    member: str | None
    is_hidden: bool


class Package:
    """An .xlsx file as parts.

    Attributes:
        sheets: title → worksheet, in their order; no chart or macro sheets.
        named: each defined name and the worksheet that it refers to.
        defined: each defined name and what it refers to, a sheet's own names among them.
        is_1904: days are counted from 1904.

    Raises:
        InputError: ``file_damaged``, ``file_password``, or ``unpacked_too_large``.
    """

    def __init__(self, archive: Archive) -> None:
        self.place = archive.place
        self._archive = archive
        self._members: dict[str, str] = {}
        for member in archive.members:
            for spelling in _spellings(member):
                self._members.setdefault(spelling, member)
        workbook = self._workbook_part()
        self._related = self._relations(workbook)
        book = _Book()
        self._follow(workbook, book)
        self.named, self.is_1904 = tuple(book.named), book.is_1904
        self.defined = tuple(book.defined)
        self.sheets = self._sheets(book)

    def part(self, kind: str, most: int = _SMALL) -> Iterator[bytes] | None:
        """The pieces of the part of a kind that the workbook has, such as "styles"; None if none.

        A part that stands where such a part usually does is taken without being named.
        """
        found = next((each for each in self._related.values() if each.kind == kind), None)
        member = found.member if found else self._members.get(f"xl/{kind}.xml".casefold())
        return None if member is None else self._archive.pieces(member, most)

    def pieces(self, sheet: SheetPart, most: int = MAX_UNPACKED) -> Iterator[bytes]:
        """The pieces of a worksheet of at most so many bytes.

        Raises:
            InputError: ``file_damaged``: it is not there.
        """
        if sheet.member is None:
            raise InputError("file_damaged", Place(self.place.file, sheet.name))
        return self._archive.pieces(sheet.member, most)

    def _workbook_part(self) -> str:
        found = [each for each in self._relations("").values() if each.kind == "officeDocument"]
        member = found[0].member if found else self._members.get(_USUAL)
        if member is None:
            raise InputError("file_damaged", self.place)
        return member

    def _sheets(self, book: _Book) -> dict[str, SheetPart]:
        sheets: dict[str, SheetPart] = {}
        taken: set[str] = set()
        for name, key, state in book.sheets:
            related = self._related.get(key, _Related("worksheet", None))
            if related.kind != "worksheet":
                continue
            # Of two sheets with one name or one part, nobody knows which is meant.
            if name in sheets or related.member in taken:
                raise InputError("file_damaged", Place(self.place.file, name))
            if related.member is not None:
                taken.add(related.member)
            sheets[name] = SheetPart(name, related.member, state not in _OPENED_WITH)
        return sheets

    def _relations(self, part: str) -> dict[str, _Related]:
        """What a part, or with "" the package, is related to, by the relations' ids."""
        folder, name = posixpath.split(_plain(part))
        member = self._members.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if member is None:
            return {}
        found = _Relations()
        self._follow(member, found)
        return {
            key: _Related(kind, self._members.get(_plain(target, folder)))
            for key, kind, target in found.all
        }

    def _follow(self, member: str, listener: _Relations | _Book) -> None:
        follow(self._archive.pieces(member, _SMALL), listener, self.place)


class _Related(NamedTuple):
    """The last word of a relation's type, and the member it leads to."""

    kind: str
    member: str | None


def _spellings(member: str) -> Iterator[str]:
    """How a member's name may be meant, by programs that do not say in what encoding it is."""
    yield _plain(member)
    with suppress(UnicodeError):
        yield _plain(member.encode("cp437").decode())


def _plain(target: str, folder: str = "") -> str:
    r"""A name or target, seen from a folder, as one spelling of many.

    >>> _plain("..\\XL/./worksheets/a%20b.xml", "xl"), _plain("/xl/a.xml", "xl")
    ('xl/worksheets/a b.xml', 'xl/a.xml')
    """
    target = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").casefold()


class _Relations:
    """The id, the last word of the type, and the target of each relation in a part."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str, str]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.all.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))

    def words(self, words: str) -> None:
        pass

    def end(self, name: str) -> None:
        pass


@dataclass(slots=True)
class _Book:
    """What the workbook part says: its sheets, its defined names and where days begin."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    defined: list[tuple[str, str]] = field(default_factory=list)
    is_1904: bool = False
    _name: str | None = None
    _words: list[str] = field(default_factory=list)
    _is_repeated: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Fallback":
            self._is_repeated = True
        elif self._is_repeated:
            return
        elif name == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), key, attributes.get("state", "")))
        elif name == "definedName" and len(self.named) < _MOST_NAMES:
            self._name, self._words = attributes.get("name", ""), []
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")

    def words(self, words: str) -> None:
        if self._name is not None:
            self._words.append(words)

    def end(self, name: str) -> None:
        if name == "Fallback":
            self._is_repeated = False
        elif name == "definedName" and self._name is not None:
            refers_to = "".join(self._words).strip().removeprefix("=")
            self.defined.append((self._name, refers_to))
            title = refers_to.rpartition("!")[0]
            if title[:1] == title[-1:] == "'":
                title = title[1:-1].replace("''", "'")
            self.named.append((self._name, title))
            self._name = None
