"""The used rectangle, error cells and hidden rows of an .xlsx worksheet, as its XML streams by.

The fast reader of `xlsx` allots memory for the whole rectangle between the first and
the last used cell, drops error values and tells nothing of hidden rows; so all of that
must be known beforehand. Nearly every program writes a cell as ``<c r="C7" …>``: one
regular expression per piece passes over those that lie in a rectangle as wide as the
first rows and as high as is allowed. Any other cell or spelling is left to an XML parser,
exact and ten times slower.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import MAX_CELLS, MAX_COLUMNS, MIB, check_extent

_CELL = re.compile(rb'<c r="([A-Z]{1,7})([0-9]{1,7})"')
_BLANK = re.compile(rb'<c(?: [A-Za-z:]+="[^"<>]*")* ?(?:/>|></c>)')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]* t="e"[^<>]*>'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>([^<]{0,99})</v>"
)
_HIDDEN_ROW = re.compile(
    rb"""<row(?=\s)(?=[^<>]*\s(?:hidden\s*=\s*["'](?:1|true)|ht\s*=\s*["']0(?:\.0*)?)["'])[^<>]*>"""
)
_MAYBE_NO_HEIGHT = re.compile(rb"""ht\s*=\s*["']0""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_NO_HEIGHT = re.compile(r"0(\.0*)?")
_MOST_ROWS = 1 << 20
"""Rows of a worksheet in Excel."""

_OTHER_TAG = re.compile(rb"c[a-zA-Z_.:-]")
_PREFIXED = re.compile(rb":c[\s/>]")


@dataclass(slots=True)
class Used:
    """What is used of a worksheet.

    Attributes:
        rows, columns: of a rectangle from A1 that holds all used cells and no more
            than `MAX_CELLS`; the quick scan leaves room in it.
        error_rows, error_columns, error_texts: each error cell, by 0-based indices.
        hidden_rows: 0-based; hidden by a filter, by hand or by having no height.
    """

    rows: int = 0
    columns: int = 0
    error_rows: array[int] = field(default_factory=lambda: array("L"))
    error_columns: array[int] = field(default_factory=lambda: array("L"))
    error_texts: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def error(self, row: int, column: int, words: str, known: dict[str, str]) -> None:
        """Remember an error cell; ``known`` keeps one copy of each text."""
        self.error_rows.append(row)
        self.error_columns.append(column)
        self.error_texts.append(known.setdefault(words, words))

    def hide(self, number: int) -> None:
        """Remember a hidden row by its 1-based number; none that Excel would not have."""
        if 0 < number <= _MOST_ROWS:
            self.hidden_rows.add(number - 1)


class _UnusualError(Exception):
    """The quick scan cannot tell."""


class _WiderError(Exception):
    """The worksheet is wider than its first rows; ``columns`` at least."""

    def __init__(self, columns: int) -> None:
        self.columns = columns


def used(pieces: Callable[[], Iterator[bytes]], place: Place) -> Used:
    """Scan a worksheet's XML.

    Args:
        pieces: starts the stream of the XML, anew with each call.
        place: file and sheet, for messages.

    Raises:
        InputError: the rectangle is too wide or too large, or the XML is damaged.
    """
    columns = _first_columns(next(pieces(), b""))
    while True:
        try:
            return _quick(pieces(), columns, place)
        except _WiderError as found:
            # Doubling bounds how often a hostile file can have itself read again.
            columns = min(max(2 * columns, found.columns), MAX_COLUMNS)
        except _UnusualError:
            return _exact(pieces(), place)


def column_number(letters: bytes) -> int:
    """The 1-based number of a column.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _first_columns(piece: bytes) -> int:
    columns = map(column_number, {cell[1] for cell in _CELL.finditer(piece)})
    return max((number for number in columns if number <= MAX_COLUMNS), default=1)


def _quick(pieces: Iterator[bytes], columns: int, place: Place) -> Used:
    found = Used(rows=MAX_CELLS // columns, columns=columns)
    beyond = _beyond(found)
    known: dict[str, str] = {}
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = max(text.rfind(b"<c"), text.rfind(b"<row"))
        if cut < 0 or len(text) - cut > MIB:
            cut = max(0, len(text) - len(b":c "))
        rest = text[cut:]
        _scan(text[:cut], found, beyond, known, place)
    _scan(rest, found, beyond, known, place)
    return found


def _scan(
    text: bytes, found: Used, beyond: re.Pattern[bytes], known: dict[str, str], place: Place
) -> None:
    if b":c" in text and _PREFIXED.search(text):
        raise _UnusualError
    for match in beyond.finditer(text):
        if _OTHER_TAG.match(text, match.end() - 1):
            continue
        cell = _CELL.match(text, match.start())
        if not cell:
            raise _UnusualError
        if _BLANK.match(text, match.start()):
            continue
        columns = column_number(cell[1])
        check_extent(int(cell[2]), columns, place)
        if columns > found.columns:
            raise _WiderError(columns)
        raise _UnusualError
    if b't="e"' in text:
        for error in _ERROR.finditer(text):
            words = error[3].decode("utf-8", "replace")
            found.error(int(error[2]) - 1, column_number(error[1]) - 1, words, known)
    # One byte is looked for twenty times as fast as a word, and numbers alone have no "h".
    if b"h" in text and (b"hidden" in text or _MAYBE_NO_HEIGHT.search(text)):
        _find_hidden_rows(text, found)


def _find_hidden_rows(text: bytes, found: Used) -> None:
    for row in _HIDDEN_ROW.finditer(text):
        number = _ROW_NUMBER.search(row[0])
        if not number:
            raise _UnusualError
        found.hide(int(number[1]))


def _beyond(found: Used) -> re.Pattern[bytes]:
    """Finds ``<c`` unless the address of a cell within the rectangle follows."""
    letters, number = b"", found.columns
    while number:
        number, digit = divmod(number - 1, 26)
        letters = bytes([65 + digit]) + letters
    # Longest first and atomic for the letters, shortest first for the digits: measured.
    columns = b"|".join(_up_to(letters, b"A", b"Z"))
    rows = b"|".join(reversed(_up_to(b"%d" % found.rows, b"0", b"9")))
    return re.compile(rb'<c(?! r="(?>' + columns + rb")(?:" + rows + rb')")')


def _up_to(last: bytes, low: bytes, high: bytes) -> list[bytes]:
    """Patterns of all that is shorter than ``last`` or, if as long, does not come after it.

    >>> _up_to(b"CP", b"A", b"Z")
    [b'C[A-P]', b'[A-B][A-Z]', b'[A-Z]{1,1}']
    """
    ways = []
    for at in reversed(range(len(last))):
        greatest = last[at] - (at < len(last) - 1)
        if greatest >= low[0]:
            after = b"[%b-%b]" % (low, high) * (len(last) - at - 1)
            ways.append(last[:at] + b"[%b-%c]" % (low, greatest) + after)
    if len(last) > 1:
        ways.append(b"[%b-%b]{1,%d}" % (low, high, len(last) - 1))
    return ways


def _exact(pieces: Iterator[bytes], place: Place) -> Used:
    scan = _Scan(place)
    try:
        for piece in pieces:
            scan.parser.Parse(piece, False)
        scan.parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # its encoding, too
        raise InputError("file_damaged", place) from error
    return scan.found


class _Scan:
    """Follows the cells of a worksheet through an XML parser, addressed or not."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.found = Used()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._row = self._column = 0
        self._is_error = self._is_hidden = False
        self._known: dict[str, str] = {}

    def _refuse(self, *_: object) -> None:
        raise InputError("file_damaged", self.place)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell(attributes.get("r", ""))
            self._is_error = attributes.get("t") == "e"
            if self._is_hidden:
                self.found.hide(self._row)
        elif kind in {"v", "is"}:
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
            check_extent(self.found.rows, self.found.columns, self.place)
            if self._is_error:
                self.parser.CharacterDataHandler = self._error
        elif kind == "row":
            self._begin_row(attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) if given.isdecimal() and len(given) < 8 else self._row + 1
        self._column = 0
        no_height = _NO_HEIGHT.fullmatch(attributes.get("ht", ""))
        self._is_hidden = attributes.get("hidden") in {"1", "true"} or bool(no_height)
        # Without a number it is the row that its cells say they are in.
        if self._is_hidden and given:
            self.found.hide(self._row)

    def _cell(self, given: str) -> None:
        letters = given.rstrip("0123456789")
        digits = given[len(letters) :]
        if not given:
            self._column += 1
        elif letters.isascii() and letters.isalpha() and len(letters) < 8 and 0 < len(digits) < 8:
            self._row, self._column = int(digits), column_number(letters.encode())
        else:
            raise InputError("file_damaged", self.place)

    def _error(self, words: str) -> None:
        if self._is_error:
            self._is_error = False
            self.found.error(self._row - 1, self._column - 1, words[:99], self._known)
