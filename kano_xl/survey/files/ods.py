"""OpenDocument spreadsheets (.ods), followed cell by cell through an XML parser.

The file may repeat a cell or a row any number of times in one element, so it is only
here, while reading, that its true size shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.parsers import expat

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.limits import MIB, check_extent
from kano_xl.survey.sheet import Rows, Value

_CONTENT = "content.xml"
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_NUMBERS = {"float", "percentage", "currency"}


class OdsFile:
    """An .ods file: names its sheets and reads them.

    Raises:
        InputError: damaged, encrypted, or too large.
    """

    def __init__(self, path: Path) -> None:
        place = Place(path.name)
        archive = Archive(path)
        manifest = "META-INF/manifest.xml"
        if manifest in archive.members and b"encryption-data" in archive.content(manifest, MIB):
            raise InputError("file_password", place)
        if _CONTENT not in archive.members:
            raise InputError("file_damaged", place)
        content = _Content(place)
        try:
            for piece in archive.pieces(_CONTENT):
                content.parser.Parse(piece, False)
            content.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # its encoding, too
            raise InputError("file_damaged", place) from error
        self._sheets = content.sheets

    @property
    def named(self) -> Mapping[str, str]:
        """Always empty: files of this kind are none of our own."""
        return {}

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets, in their order."""
        return list(self._sheets)

    def rows(self, name: str) -> Rows:
        """The cells of a worksheet."""
        return self._sheets[name]

    def is_hidden(self, name: str) -> bool:
        """Always False: the format says it only in the style of a sheet, which is not read."""
        return False


class _Content:
    """Collects the cells of content.xml."""

    def __init__(self, place: Place) -> None:
        self.sheets: dict[str, Rows] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._place = place
        self._memo = Memo()
        self._cells = 0
        self._depth = 0
        self._rows: Rows | None = None
        self._row: list[Value] = []
        self._width = 0
        self._blank_rows = 0
        self._blank_cells = 0
        self._repeat_row = 1
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._inside_paragraph = 0
        self._aside = 0

    def _refuse(self, *_: object) -> None:
        raise InputError("file_damaged", self._place)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name == "office:annotation":
            self._aside += 1
        elif name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._open_sheet(attributes.get("table:name", ""))
        elif self._rows is None or self._depth > 1:
            return
        elif name == "table:table-row":
            self._row, self._blank_cells = [], 0
            self._repeat_row = _times(attributes, "table:number-rows-repeated")
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell, self._paragraphs = attributes, []
        elif name in {"text:p", "text:h"} and self._cell is not None:
            self._inside_paragraph += 1
            self._paragraphs.append("")
        elif self._inside_paragraph:
            self._space(name, attributes)

    def _space(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:s":
            self._words(" " * min(_times(attributes, "text:c"), 1_000))
        elif name == "text:tab":
            self._words("\t")
        elif name == "text:line-break":
            self._words("\n")

    def _words(self, words: str) -> None:
        if self._inside_paragraph and not self._aside:
            self._paragraphs[-1] += words

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table:table":
            self._depth -= 1
            if self._depth == 0 and self._rows is not None:
                self._cells += len(self._rows) * self._width
                self._rows = None
        elif self._rows is None or self._depth > 1:
            return
        elif name == "table:table-row":
            self._close_row(self._rows)
        elif name in {"table:table-cell", "table:covered-table-cell"} and self._cell is not None:
            self._close_cell(self._cell)
        elif name in {"text:p", "text:h"} and self._inside_paragraph:
            self._inside_paragraph -= 1

    def _open_sheet(self, name: str) -> None:
        if name in self.sheets:
            raise InputError("file_damaged", self._place)
        self._place = Place(self._place.file, name)
        self._rows = self.sheets[name] = []
        self._width = self._blank_rows = 0

    def _close_cell(self, attributes: dict[str, str]) -> None:
        value = _value(attributes, self._paragraphs, self._memo)
        times = _times(attributes, "table:number-columns-repeated")
        self._cell, self._inside_paragraph = None, 0
        if value is None:
            self._blank_cells += times
            return
        check_extent(1, len(self._row) + self._blank_cells + times, self._place)
        self._row += [None] * self._blank_cells + [value] * times
        self._blank_cells = 0

    def _close_row(self, rows: Rows) -> None:
        if not self._row:
            self._blank_rows += self._repeat_row
            return
        self._width = max(self._width, len(self._row))
        height = len(rows) + self._blank_rows + self._repeat_row
        check_extent(height, self._width, self._place, self._cells)
        rows.extend([] for _ in range(self._blank_rows))
        rows.append(self._row)
        rows.extend(list(self._row) for _ in range(self._repeat_row - 1))
        self._blank_rows = 0


def _times(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "1")
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise ValueError(given)
    return max(1, int(given))


def _value(attributes: dict[str, str], paragraphs: list[str], memo: Memo) -> Value:
    kind = attributes.get("office:value-type")
    words = "\n".join(paragraphs)
    if kind is None or kind == "string" or attributes.get("calcext:value-type") == "error":
        return memo[words or attributes.get("office:string-value", "")]
    if kind in _NUMBERS:
        return float(attributes["office:value"]) if "office:value" in attributes else memo[words]
    if kind == "boolean":
        return attributes.get("office:boolean-value") == "true"
    try:
        if kind == "date":
            given = attributes["office:date-value"]
            return datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
        if kind == "time":
            return _duration(attributes["office:time-value"])
    except (KeyError, ValueError, OverflowError):
        pass
    return memo[words]


def _duration(given: str) -> timedelta:
    match = _DURATION.fullmatch(given)
    if not match:
        raise ValueError(given)
    days, hours, minutes = (int(part or 0) for part in match.group(2, 3, 4))
    seconds = float((match[5] or "0").replace(",", "."))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] else length
