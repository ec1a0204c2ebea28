"""Excel workbooks since 2007 (.xlsx, .xlsm), read by calamine once known to be harmless."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.limits import MAX_SHARED, MAX_TEXT, MIB, check_extent
from kano_xl.survey.files.worksheet import Used, used
from kano_xl.survey.sheet import Rows

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SMALL = 16 * MIB
_END_OF_SHARED = re.compile(rb"</(?:[^\s<>/:]+:)?si\s*>")
_SHARED_CELL = re.compile(rb"""<[^<>]*\bt\s*=\s*["']s["'][^<>]*>\s*<[^<>]*>\s*([0-9]{1,9})\s*<""")
_SMALLEST_CELL = len('<c t="s"><v>0</v></c>')


class XlsxFile:
    """An .xlsx file: names its sheets, then reads those that are asked for.

    Attributes:
        named: defined name of the workbook → the worksheet that it refers to.

    Raises:
        InputError: damaged, encrypted, or too large inside.
    """

    def __init__(self, path: Path) -> None:
        self.place = Place(path.name)
        self._archive = Archive(path)
        self._spelling = {name.casefold(): name for name in self._archive.members}
        book = self._tree(_WORKBOOK)
        self._parts = self._sheet_parts(book)
        self.named = _named_sheets(book)
        self._memo = Memo()
        self._hidden_rows: dict[str, frozenset[int]] = {}
        self._cells = 0
        self._text = 0
        self._shared = self._shared_lengths()
        try:
            self._workbook = CalamineWorkbook.from_path(path)
        except BaseException as error:
            raise _refusal(error, self.place) from error

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets, in their order; no chart or macro sheets."""
        return [
            sheet.name
            for sheet in self._workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, name: str) -> Rows:
        """The cells of a worksheet.

        Raises:
            InputError: the sheet is damaged or too large.
        """
        place = Place(self.place.file, name)
        part = self._parts.get(name)
        if part is None:
            raise InputError("file_damaged", place)
        found = used(lambda: self._archive.pieces(part), place)
        self._check_text(part, place)
        try:
            sheet = self._workbook.get_sheet_by_name(name)
            self._cells = check_extent(sheet.total_height, sheet.total_width, place, self._cells)
            rows = self._converted(sheet)
        except InputError:
            raise
        except BaseException as error:
            raise _refusal(error, place) from error
        _restore_errors(rows, found)
        self._hidden_rows[name] = frozenset(found.hidden_rows)
        return rows

    def hidden_rows(self, name: str) -> frozenset[int]:
        """The 0-based rows of a worksheet that are not shown; known once `rows` has read it."""
        return self._hidden_rows[name]

    def is_hidden(self, name: str) -> bool:
        """Whether the worksheet is not shown when the file is opened."""
        return any(
            sheet.name == name and sheet.visible != SheetVisibleEnum.Visible
            for sheet in self._workbook.sheets_metadata
        )

    def _converted(self, sheet: CalamineSheet) -> Rows:
        # Row by row, so that equal texts share memory: half of what to_python() needs.
        memo = self._memo
        rows: Rows = [
            [memo[cell] if cell.__class__ is str else cell for cell in row]
            for row in sheet.iter_rows()
        ]
        if sheet.start and sheet.start[1]:
            for row in rows:
                row[:0] = [None] * sheet.start[1]
        return rows

    def _sheet_parts(self, book: ElementTree.Element) -> dict[str, str]:
        """The member of the archive behind each sheet name."""
        targets = {
            relation.get("Id"): self._spelling.get(_resolved(relation.get("Target", "")))
            for relation in self._tree(_RELATIONS)
        }
        parts: dict[str, str] = {}
        for element in book.iter():
            if element.tag.rpartition("}")[2] == "sheet":
                key = next((v for k, v in element.items() if k.rpartition("}")[2] == "id"), None)
                part = targets.get(key)
                if part is not None:
                    parts[element.get("name", "")] = part
        return parts

    def _tree(self, name: str) -> ElementTree.Element:
        member = self._spelling.get(name.casefold())
        if member is None:
            raise InputError("file_damaged", self.place)
        content = self._archive.content(member, _SMALL)
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise InputError("file_damaged", self.place)
        try:
            return ElementTree.fromstring(content)
        except (ElementTree.ParseError, LookupError, ValueError) as error:  # its encoding, too
            raise InputError("file_damaged", self.place) from error

    def _shared_lengths(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Bytes of XML of each shared text, at least as many as the text has."""
        lengths, before = [], 0
        for name in self._archive.members:
            if not name.casefold().endswith("sharedstrings.xml"):
                continue
            rest, at = b"", 0
            for piece in self._archive.pieces(name, MAX_SHARED):
                text = rest + piece
                for end in _END_OF_SHARED.finditer(text):
                    lengths.append(at + end.end() - before)
                    before = at + end.end()
                cut = max(0, len(text) - 64)
                rest, at = text[cut:], at + cut
        return np.array(lengths, dtype=np.int64)

    def _check_text(self, part: str, place: Place) -> None:
        """Refuse a sheet that repeats long shared texts until memory is full."""
        if not len(self._shared):
            return
        longest = int(self._shared.max())
        most = self._archive.size(part) // _SMALLEST_CELL * longest
        if self._text + most > MAX_TEXT:
            most = sum(self._text_of(piece) for piece in self._archive.pieces(part))
        self._text += most
        if self._text > MAX_TEXT:
            raise InputError("unpacked_too_large", place, most=MAX_TEXT // MIB)

    def _text_of(self, piece: bytes) -> int:
        numbers = np.array(_SHARED_CELL.findall(piece), dtype="S9").astype(np.int64)
        return int(self._shared[np.minimum(numbers, len(self._shared) - 1)].sum())


def _named_sheets(book: ElementTree.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "definedName":
            title = (element.text or "").strip().removeprefix("=").rpartition("!")[0]
            if title[:1] == title[-1:] == "'":
                title = title[1:-1].replace("''", "'")
            found[element.get("name", "")] = title
    return found


def _resolved(target: str) -> str:
    """A relation's target as a member's name, in lower case."""
    target = target.replace("\\", "/").casefold()
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _restore_errors(rows: Rows, found: Used) -> None:
    for row, column, words in zip(
        found.error_rows, found.error_columns, found.error_texts, strict=True
    ):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = words


def _refusal(error: BaseException, place: Place) -> BaseException:
    """What to raise for an error of calamine; a panic of its Rust code is no `Exception`."""
    if isinstance(error, PasswordError):
        return InputError("file_password", place)
    known = isinstance(error, CalamineError | OSError | ValueError | OverflowError)
    if known or type(error).__module__ == "pyo3_runtime":
        return InputError("file_damaged", place)
    return error
