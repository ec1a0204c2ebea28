"""The cells of a worksheet through an XML parser: exact, and ten times as slow as `cells_pass`.

For sheets spelt as few programs do: with prefixes, in UTF-16, without addresses, with texts
in several fonts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

import numpy as np

from kano_xl.addresses import column_number
from kano_xl.errors import InputError
from kano_xl.survey.files.cells_pass import MOST_ROWS
from kano_xl.survey.files.gathering import Gathering
from kano_xl.survey.files.limits import LONGEST_TEXT, check_extent
from kano_xl.survey.files.markup import follow
from kano_xl.survey.files.shared_texts import Runs, plain
from kano_xl.survey.files.styles import NumberFormats
from kano_xl.survey.sheet import Value

_ADDRESS = re.compile("([A-Za-z]{1,7})([0-9]{1,7})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_NO_HEIGHT = re.compile(r"0(\.0*)?")
_TRUE = ("1", "true")
_SPACE = " \t\r\n"
_LONGEST_ERROR = 99
_AT_ONCE = 1 << 16


def gather(
    pieces: Iterable[bytes], styles: Callable[[], NumberFormats], gathering: Gathering
) -> None:
    """Gather the cells and hidden rows of a worksheet.

    Raises:
        InputError: ``file_damaged``, or the sheet is too large.
    """
    found = _Cells(styles, gathering)
    follow(pieces, found, gathering.place)
    found.finish()


class _Cells:
    """Follows the cells of a worksheet, addressed or not."""

    def __init__(self, styles: Callable[[], NumberFormats], gathering: Gathering) -> None:
        self._styles = styles
        self._gathering = gathering
        self._waiting = [array("q"), array("q"), array("i")]
        self._known: dict[Value, int] = {}
        self._columns: dict[str, int] = {}
        self._is_inside = self._is_hidden = self._is_repeated = False
        self._row = self._column = 0
        self._kind, self._style = "n", 0
        self._words: list[str] | None = None
        self._length = 0
        self._runs: Runs | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._words, self._length = [], 0
        elif name == "f":
            self._gathering.lacks_results = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "is":
            self._runs = Runs()
        elif self._runs is not None:
            self._runs.begin(name, attributes)
        elif name in ("sheetData", "Fallback"):
            self._is_inside = name == "sheetData" or self._is_inside
            self._is_repeated = name == "Fallback"

    def words(self, words: str) -> None:
        """Words of a value or a text; none beyond the longest text that there is."""
        if self._runs is not None:
            self._runs.words(words)
        elif self._words is not None and self._length < LONGEST_TEXT:
            words = words[: LONGEST_TEXT - self._length]
            self._length += len(words)
            self._words.append(words)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "v" and self._words is not None:
            words, self._words = "".join(self._words), None
            if self._kind not in ("inlineStr", "is"):
                self._take(words)
        elif name == "is" and self._runs is not None:
            text, self._runs = self._runs.text(), None
            self._put(self._code(text))
        elif self._runs is not None:
            self._runs.end(name)
        elif name == "sheetData":
            self._is_inside = False
        elif name == "Fallback":
            self._is_repeated = False

    def finish(self) -> None:
        """Hand on the last cells, and give the numbers of dates their dates."""
        self._hand_on()
        self._gathering.settle(self._styles)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "").strip(_SPACE)
        is_number = given.isascii() and given.isdigit() and 0 < len(given) < 8
        self._row = int(given) if is_number else self._row + 1
        self._column = 0
        no_height = _NO_HEIGHT.fullmatch(attributes.get("ht", ""))
        self._is_hidden = attributes.get("hidden") in _TRUE or bool(no_height)
        # Without a number it is the row that its cells say they are in.
        if self._is_hidden and given:
            self._hide()

    def _hide(self) -> None:
        if 0 < self._row <= MOST_ROWS:
            self._gathering.hidden_rows.add(self._row - 1)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isascii() and style.isdigit() and len(style) < 8 else 0
        self._address(attributes.get("r", "").strip(_SPACE))
        if self._is_hidden:
            self._hide()

    def _address(self, given: str) -> None:
        if not given:
            self._column += 1
            return
        found = _ADDRESS.fullmatch(given)
        if not found or not int(found[2]):
            raise InputError("file_damaged", self._gathering.place)
        letters = found[1]
        if letters not in self._columns:
            self._columns[letters] = column_number(letters)
        self._row, self._column = int(found[2]), self._columns[letters]
        if len(self._columns) > 20_000:
            self._columns.clear()

    def _take(self, words: str) -> None:
        """Put what a cell's value says, given the kind of the cell."""
        kind, bare = self._kind, words.strip(_SPACE)
        if kind == "str":
            self._put(self._code(plain(words, is_kept=True)))
        elif not bare:
            return
        elif kind == "s":
            self._put(self._shared(bare))
        elif kind in ("", "n"):
            self._take_number(bare)
        elif kind == "b":
            self._put(self._code(bare not in ("0", "false")))
        elif kind == "e":
            self._put(self._code(bare[:_LONGEST_ERROR]))
        elif kind == "d":
            self._put(self._code(_iso(bare)))
        else:
            raise InputError("file_damaged", self._gathering.place)

    def _take_number(self, bare: str) -> None:
        if not _NUMBER.fullmatch(bare):
            if self._kind:
                raise InputError("file_damaged", self._gathering.place)
            self._put(self._code(bare))
            return
        number = float(bare)
        if self._style and self._styles().is_date(self._style):
            self._put(self._gathering.date(self._style, number))
        else:
            self._put(self._code(number))

    def _shared(self, bare: str) -> int:
        texts = self._gathering.texts
        if not (bare.isascii() and bare.isdigit() and len(bare) < 9 and int(bare) < len(texts)):
            raise InputError("file_damaged", self._gathering.place)
        return 2 * int(bare) + 1

    def _code(self, value: Value) -> int:
        if isinstance(value, bool):
            return self._gathering.code(value)
        code = self._known.get(value)
        if code is None:
            code = self._gathering.code(value)
            if len(self._known) < _AT_ONCE:
                self._known[value] = code
        return code

    def _put(self, code: int) -> None:
        if self._is_repeated or not self._is_inside:
            return
        if self._row < 1:
            self._row = 1
        if self._row > 9_999_999 or self._column > 99_999_999:
            check_extent(self._row, self._column, self._gathering.place)
        rows, columns, codes = self._waiting
        rows.append(self._row - 1)
        columns.append(self._column - 1)
        codes.append(code)
        if len(codes) >= _AT_ONCE:
            self._hand_on()

    def _hand_on(self) -> None:
        rows, columns, codes = self._waiting
        self._gathering.put(
            np.array(rows, np.intp), np.array(columns, np.intp), np.array(codes, np.int32)
        )
        for each in self._waiting:
            del each[:]


def _iso(words: str) -> Value:
    """A date, a time or both in ISO 8601; the words where they are none, or have a time zone."""
    form: Callable[[str], date | time | datetime] = date.fromisoformat
    if "T" in words:
        form = datetime.fromisoformat
    elif ":" in words:
        form = time.fromisoformat
    try:
        found = form(words)
    except ValueError:
        return words
    return words if getattr(found, "tzinfo", None) else found
