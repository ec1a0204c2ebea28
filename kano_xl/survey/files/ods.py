"""OpenDocument spreadsheets (.ods), followed cell by cell through an XML parser.

The file may repeat a cell or a row any number of times in one element, so it is only
here, while reading, that its true size shows. python-calamine, which reads this format too,
repeats before anybody can count, gives an error cell as an empty one, and takes no file with a
single number that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.parsers import expat

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.limits import MAX_CELL_TEXT, MIB, check_extent, check_kept
from kano_xl.survey.sheet import Rows, Value

_CONTENT = "content.xml"
_MOST_CONTENT = 640 * MIB
_MOST_TAGS = 10_000_000
"""Beginnings and ends of elements, each of which costs time. A cell with something in it has
four: enough for 40,000 rows of 60 columns."""

_DEEPEST = 100
"""Elements within each other. Eight are usual."""

_KEPT = 40
"""Bytes of a value that only one cell has, besides its characters."""

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_NUMBERS = {"float", "percentage", "currency"}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_PARAGRAPHS = {"text:p", "text:h"}


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
        content = _Content(place, path.stat().st_size)
        tags = 0
        try:
            for piece in archive.pieces(_CONTENT, _MOST_CONTENT):
                tags += piece.count(b"<") + piece.count(b"/>")
                if tags > _MOST_TAGS:
                    raise InputError("too_many_elements", place, most=f"{_MOST_TAGS // 4:,}")
                content.parser.Parse(piece, False)
            content.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # its encoding, too
            raise InputError("file_damaged", place) from error
        self._sheets = content.sheets

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """Always empty: files of this kind are none of our own."""
        return ()

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets, in their order."""
        return list(self._sheets)

    def rows(self, name: str) -> Rows:
        """The cells of a worksheet."""
        return self._sheets[name]

    def lacks_results(self, name: str) -> bool:
        """Not known of this kind of file."""
        return False

    def is_hidden(self, name: str) -> bool:
        """Always False: the format says it only in the style of a sheet, which is not read."""
        return False

    def hidden_rows(self, name: str) -> frozenset[int]:
        """Always none: no more is read of rows."""
        return frozenset()


class _Content:
    """Collects the cells of content.xml."""

    def __init__(self, place: Place, size: int) -> None:
        self.sheets: dict[str, Rows] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._place = place
        self._size = size
        self._memo = Memo()
        self._cells = 0
        self._kept = 0
        self._level = 0
        self._is_read = False
        self._depth = 0
        self._rows: Rows | None = None
        self._row: list[Value] = []
        self._width = 0
        self._blank_rows = 0
        self._blank_cells = 0
        self._repeat_row = 1
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._inside_paragraph = 0
        self._aside = 0

    def _refuse(self, *_: object) -> None:
        raise InputError("file_damaged", self._place)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        if self._level > _DEEPEST:
            raise InputError("file_damaged", self._place)
        if self._aside or name == "office:annotation":
            self._aside += 1
        elif name == "table:table":
            self._depth += 1
            self._is_read = self._depth == 1
            if self._is_read:
                self._open_sheet(attributes.get("table:name", ""))
        elif self._is_read:
            self._enter(name, attributes)

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._cell, self._pieces, self._length = attributes, [], 0
        elif name in _PARAGRAPHS:
            if self._cell is not None:
                self._add("\n" if self._pieces else "")
                self._inside_paragraph += 1
        elif name == "table:table-row":
            self._row, self._blank_cells = [], 0
            self._repeat_row = _times(attributes, "table:number-rows-repeated")
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
            self._add(words)

    def _add(self, words: str) -> None:
        self._length += len(words)
        if self._length > MAX_CELL_TEXT:
            found, most = f"{self._length:,}", f"{MAX_CELL_TEXT:,}"
            raise InputError("text_too_long", self._place, characters=found, most=most)
        self._pieces.append(words)

    def _end(self, name: str) -> None:
        self._level -= 1
        if self._aside:
            self._aside -= 1
        elif name in _CELLS:
            if self._cell is not None and self._is_read:
                self._close_cell(self._cell)
        elif name in _PARAGRAPHS:
            self._inside_paragraph -= bool(self._inside_paragraph)
        elif name == "table:table-row":
            if self._rows is not None and self._is_read:
                self._close_row(self._rows)
        elif name == "table:table":
            self._depth -= 1
            self._is_read = self._depth == 1
            if self._depth == 0 and self._rows is not None:
                self._cells += len(self._rows) * self._width
                self._rows = None

    def _open_sheet(self, name: str) -> None:
        if name in self.sheets:
            raise InputError("file_damaged", self._place)
        self._place = Place(self._place.file, name)
        self._rows = self.sheets[name] = []
        self._width = self._blank_rows = 0

    def _close_cell(self, attributes: dict[str, str]) -> None:
        pieces = self._pieces
        value = _value(attributes, "".join(pieces), self._memo) if attributes or pieces else None
        times = _times(attributes, "table:number-columns-repeated")
        self._cell, self._inside_paragraph = None, 0
        if value is None:
            self._blank_cells += times
            return
        check_extent(1, len(self._row) + self._blank_cells + times, self._place)
        self._kept += _KEPT + self._length
        self._row += [None] * self._blank_cells + [value] * times
        self._blank_cells = 0

    def _close_row(self, rows: Rows) -> None:
        if not self._row:
            self._blank_rows += self._repeat_row
            return
        self._width = max(self._width, len(self._row))
        height = len(rows) + self._blank_rows + self._repeat_row
        check_extent(height, self._width, self._place, self._cells)
        check_kept(height, self._width, self._place, self._size, self._kept)
        rows.extend([] for _ in range(self._blank_rows))
        rows.append(self._row)
        rows.extend(list(self._row) for _ in range(self._repeat_row - 1))
        self._blank_rows = 0


def _times(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name)
    if given is None:
        return 1
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise ValueError(given)
    return max(1, int(given))


def _value(attributes: dict[str, str], words: str, memo: Memo) -> Value:
    kind = attributes.get("office:value-type")
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
