"""The cells of a worksheet in one pass of numpy over its bytes.

Nearly every program writes a cell as ``<c r="C7" s="1" t="s"><v>12</v></c>`` or in one of a
few other ways. A piece of XML is looked at as arrays: where its tags begin, of what kind
they are, what stands between them. Whatever is not as expected, down to a single byte,
raises `UnusualError`; nothing is guessed, and `cells_exact` reads the sheet instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.survey.coded import EMPTY, Codes, number_codes, text_codes
from kano_xl.survey.files.gathering import Gathering
from kano_xl.survey.files.limits import LONGEST_TEXT, MIB, check_extent
from kano_xl.survey.files.shared_texts import plain
from kano_xl.survey.files.styles import NumberFormats
from kano_xl.survey.sheet import Value

Positions = npt.NDArray[np.intp]
Words = npt.NDArray[np.uint64]

_PIECE = MIB // 2
"""Bytes looked at together: their arrays stay in the processor's cache."""

_LONGEST_ROW = 8 * MIB
_LONGEST_HEAD = MIB
_BEGIN, _END, _END_OF_ROW = b"<sheetData>", b"</sheetData>", b"</row>"
_MARK = b"\xef\xbb\xbf"
_AFTER = b"\0" * 40
_EDGE = 8
"""Places behind the last tag, so that what comes next can be asked of each."""

_MOST_SPELLINGS = 200
_REMEMBERED = 65_536

_C, _V, _END_V, _END_C, _ROW, _END_ROW, _F, _END_F, _IS, _END_IS, _T, _END_T, _NO_V = range(1, 14)
"""Kinds of tags; 0 is any other."""

_TAGS = {
    _C: (b"c ",),
    _V: (b"v>",),
    _NO_V: (b"v/", b"v "),
    _END_V: (b"/v",),
    _END_C: (b"/c",),
    _ROW: (b"ro",),
    _END_ROW: (b"/r",),
    _F: (b"f>", b"f ", b"f/"),
    _END_F: (b"/f",),
    _IS: (b"is",),
    _END_IS: (b"/i",),
    _T: (b"t>", b"t ", b"t/"),
    _END_T: (b"/t",),
}

_KINDS = np.zeros(1 << 16, np.uint8)
for _kind, _starts in _TAGS.items():
    for _start in _starts:
        _KINDS[int.from_bytes(_start, "little")] = _kind

_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_ATTRIBUTES = re.compile(rb'(?: [A-Za-z:]+="[^"<>&]*")*')
_ATTRIBUTE = re.compile(rb' ([A-Za-z:]+)="([^"]*)"')
_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|]]>")
_ENTITY = re.compile("&(amp|lt|gt|quot|apos);|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ERROR = re.compile("#[A-Z0-9/!?_]{2,30}")
_INLINE = {b"<is><t>": False, b'<is><t xml:space="preserve">': True}

_HIDDEN_ROW = re.compile(
    rb"""<row(?=\s)(?=[^<>]*\s(?:hidden\s*=\s*["'](?:1|true)|ht\s*=\s*["']0(?:\.0*)?)["'])[^<>]*>"""
)
_MAYBE_NO_HEIGHT = re.compile(rb"""ht\s*=\s*["']0""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
MOST_ROWS = 1 << 20
"""Rows of a worksheet in Excel."""


class UnusualError(Exception):
    """The worksheet is not spelt as most are."""


def gather(
    pieces: Iterable[bytes], styles: Callable[[], NumberFormats], gathering: Gathering
) -> None:
    """Gather the cells and hidden rows of a worksheet.

    Raises:
        UnusualError: this pass cannot tell what all the bytes mean.
        InputError: the sheet is too large.
    """
    seen = _Pass(styles, gathering)
    for rows in _whole_rows(iter(pieces)):
        seen.look(rows)
    seen.finish()


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The content of ``<sheetData>`` in pieces that end where a row does."""
    waiting = _after_head(pieces)
    for piece in _joined(pieces):
        waiting += piece
        if _END in waiting:
            break
        cut = waiting.rfind(_END_OF_ROW) + len(_END_OF_ROW)
        if cut >= len(_END_OF_ROW):
            yield waiting[:cut]
            waiting = waiting[cut:]
        elif len(waiting) > _LONGEST_ROW:
            raise UnusualError
    if _END not in waiting:
        raise UnusualError
    yield waiting[: waiting.find(_END)]
    for _ in pieces:  # to its end, where damage shows
        pass


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth the work of numpy."""
    parts, size = list[bytes](), 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join(parts)


def _after_head(pieces: Iterator[bytes]) -> bytes:
    """What comes at first after ``<sheetData>``, before which nothing may be odd."""
    text = b""
    while (at := text.find(_BEGIN)) < 0:
        piece = next(pieces, b"")
        if not piece or len(text) > _LONGEST_HEAD:
            raise UnusualError
        text += piece
    head = text[:at].removeprefix(_MARK)
    if b"<!" in head or b"<mc:" in head or not head.startswith(b"<") or _ENCODING.match(head):
        raise UnusualError
    return text[at + len(_BEGIN) :]


@dataclass(slots=True)
class _Bytes:
    """A piece of XML as arrays.

    Attributes:
        text: its bytes, with room behind them.
        one, two, eight: at each position as many bytes as one number, little-endian.
        tags: where tags begin; then, some times, where the piece ends.
        kinds: of these tags.
    """

    text: bytes
    one: npt.NDArray[np.uint8]
    eight: Words
    tags: Positions
    kinds: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, text: bytes) -> _Bytes:
        padded = text + _AFTER
        one = np.frombuffer(padded, np.uint8)
        tags = np.flatnonzero(one == ord("<"))
        two: npt.NDArray[np.uint16] = np.ndarray(len(text) + 8, "<u2", padded, 0, (1,))
        eight: Words = np.ndarray(len(text) + 32, "<u8", padded, 0, (1,))
        kinds = _KINDS[two[tags + 1]]
        if not kinds.all():
            raise UnusualError
        edge = np.full(8, len(text))
        return cls(
            padded, one, eight, np.append(tags, edge), np.append(kinds, np.zeros(8, np.uint8))
        )


class _Found(NamedTuple):
    """Cells of a piece: where each begins, where its own tag has ended, and its value between."""

    begin: Positions
    tag_end: Positions
    value: Positions
    value_end: Positions


class _Pass:
    """What is known of a worksheet while its pieces come by."""

    def __init__(self, styles: Callable[[], NumberFormats], gathering: Gathering) -> None:
        self._styles = styles
        self._gathering = gathering
        self._numbers = {b"": EMPTY}
        self._rows = 0
        self._spellings: dict[bytes, int] = {}
        self._kinds: list[str] = []
        self._tokens: dict[str, _Tokens] = {
            "str": _Tokens(_formula_text, gathering),
            "e": _Tokens(_error, gathering),
            "b": _Tokens(_boolean, gathering),
            "inlineStr": _Tokens(_inline, gathering),
        }

    def look(self, text: bytes) -> None:
        """Take the cells of some whole rows."""
        piece = _Bytes.of(text)
        self._check_rows(piece)
        if b"h" in text and (b"hidden" in text or _MAYBE_NO_HEIGHT.search(text)):
            self._hide(text)
        if not self._gathering.lacks_results and b"<f" in text:
            self._gathering.lacks_results = _lack_results(piece)
        for found in _cells(piece):
            self._take(piece, found)

    def finish(self) -> None:
        """Give the numbers of dates their dates."""
        self._gathering.settle(self._styles)

    def _check_rows(self, piece: _Bytes) -> None:
        rows = piece.tags[piece.kinds == _ROW]
        self._rows += len(rows)
        if self._rows > MOST_ROWS:
            raise UnusualError
        after = piece.one[rows + 4]
        named = (piece.eight[rows] & 0xFFFFFFFF) == int.from_bytes(b"<row", "little")
        if not (named & ((after == ord(" ")) | (after == ord(">")))).all():
            raise UnusualError

    def _hide(self, text: bytes) -> None:
        for row in _HIDDEN_ROW.finditer(text):
            number = _ROW_NUMBER.search(row[0])
            if not number:
                raise UnusualError
            if 0 < int(number[1]) <= MOST_ROWS:
                self._gathering.hidden_rows.add(int(number[1]) - 1)

    def _take(self, piece: _Bytes, found: _Found) -> None:
        rows, columns, after = _addresses(piece, found.begin)
        check_extent(1, int(columns.max()) + 1, self._gathering.place)
        kinds = self._kinds_of(piece, after, found.tag_end)
        codes = np.zeros(len(rows), np.int32)
        for kind in np.flatnonzero(np.bincount(kinds)).tolist():
            which = np.flatnonzero(kinds == kind)
            start, end = found.value[which], found.value_end[which]
            codes[which] = self._codes(piece, self._kinds[kind], start, end)
        self._gathering.put(rows, columns, codes)

    def _kinds_of(self, piece: _Bytes, start: Positions, end: Positions) -> npt.NDArray[np.uint8]:
        """Of what kind each cell is, by what stands between its address and the end of its tag.

        Few different spellings come again and again, so each is looked at once.
        """
        length = end - start
        if int(length.min()) < 0 or int(length.max()) > 32:
            raise UnusualError
        words = [
            piece.eight[start + at] & _KEPT[np.clip(length - at, 0, 8)]
            for at in range(0, max(1, int(length.max())), 8)
        ]
        kinds = np.zeros(len(start), np.uint8)
        left = np.arange(len(start))
        while len(left):
            first = int(left[0])
            same = length[left] == length[first]
            for word in words:
                same &= word[left] == word[first]
            kinds[left[same]] = self._kind(piece.text[start[first] : end[first]])
            left = left[~same]
        return kinds

    def _kind(self, spelling: bytes) -> int:
        kind = self._spellings.get(spelling)
        if kind is None:
            if len(self._spellings) >= _MOST_SPELLINGS or not _ATTRIBUTES.fullmatch(spelling):
                raise UnusualError
            pairs = _ATTRIBUTE.findall(spelling)
            attributes = dict(pairs)
            if len(attributes) < len(pairs) or b"r" in attributes:
                raise UnusualError
            name = self._named(
                attributes.get(b"t", b"n").decode("ascii", "replace"), attributes.get(b"s", b"0")
            )
            if name not in self._kinds:
                self._kinds.append(name)
            kind = self._spellings[spelling] = self._kinds.index(name)
        return kind

    def _named(self, kind: str, style: bytes) -> str:
        if not style.isdigit() or len(style) > 9:
            raise UnusualError
        if kind == "n" and int(style) and self._styles().is_date(int(style)):
            name = f"date {int(style)}"
            self._tokens.setdefault(name, _Tokens(_number, self._gathering, int(style)))
            return name
        if kind not in ("n", "s") and kind not in self._tokens:
            raise UnusualError
        return kind

    def _codes(self, piece: _Bytes, kind: str, start: Positions, end: Positions) -> Codes:
        if kind not in ("s", "n"):
            return self._by_token(piece, kind, start, end)
        length = end - start
        short = (length > 0) & (length <= 8)
        numbers, whole = _numbers(piece.eight[start], np.where(short, length, 8))
        whole &= short
        if kind == "n":
            codes = number_codes(numbers)
            other = np.flatnonzero(~whole)
            if len(other):
                codes[other] = self._of_numbers(piece, start[other], end[other])
            return codes
        if not whole.all() or int(numbers.max()) >= len(self._gathering.texts):
            raise UnusualError
        return text_codes(numbers)

    def _of_numbers(self, piece: _Bytes, start: Positions, end: Positions) -> Codes:
        """The codes of numbers that are no few digits: together, for there may be millions."""
        places = zip(start.tolist(), end.tolist(), strict=True)
        tokens = [piece.text[first:last] for first, last in places]
        if len(self._numbers) > _REMEMBERED:
            self._numbers = {b"": EMPTY}
        known = self._numbers
        fresh = [token for token in dict.fromkeys(tokens) if token not in known]
        if b"".join(fresh).translate(None, b"0123456789.eE+-"):
            raise UnusualError
        try:
            codes = self._gathering.codes(list(map(float, fresh)))
        except ValueError as error:
            raise UnusualError from error
        known.update(zip(fresh, codes, strict=True))
        return np.array([known[token] for token in tokens], np.int32)

    def _by_token(self, piece: _Bytes, kind: str, start: Positions, end: Positions) -> Codes:
        code, text = self._tokens[kind].__getitem__, piece.text
        places = zip(start.tolist(), end.tolist(), strict=True)
        return np.array([code(text[first:last]) for first, last in places], np.int32)


class _Tokens(dict[bytes, int]):
    """The bytes of a value → its code; ``date`` is the style that shows them as dates."""

    def __init__(
        self, convert: Callable[[bytes], Value], gathering: Gathering, date: int | None = None
    ) -> None:
        super().__init__()
        self._convert = convert
        self._gathering = gathering
        self._date = date

    def __missing__(self, token: bytes) -> int:
        value = self._convert(token)
        if self._date is not None and isinstance(value, float):
            code = self._gathering.date(self._date, value)
        else:
            code = self._gathering.code(value)
        if len(self) < _REMEMBERED:
            self[token] = code
        return code


def _number(token: bytes) -> Value:
    if not token:
        return None
    if not _NUMBER.fullmatch(token):
        raise UnusualError
    return float(token)


def _words(token: bytes) -> str:
    try:
        words = token.decode()
    except UnicodeDecodeError as error:
        raise UnusualError from error
    if len(words) > LONGEST_TEXT or _CONTROL.search(words):
        raise UnusualError
    return _ENTITY.sub(_entity, words) if "&" in words else words


def _formula_text(token: bytes) -> Value:
    return plain(_words(token), is_kept=True)


def _entity(found: re.Match[str]) -> str:
    if found[1] is None:
        raise UnusualError
    return _ENTITIES[found[1]]


def _error(token: bytes) -> Value:
    words = _words(token)
    if not _ERROR.fullmatch(words):
        raise UnusualError
    return words


def _boolean(token: bytes) -> Value:
    if token not in (b"0", b"1", b""):
        raise UnusualError
    return token == b"1" if token else None


def _inline(token: bytes) -> Value:
    begin = next(filter(token.startswith, _INLINE), None)
    if begin is None:
        raise UnusualError
    return plain(_words(token[len(begin) :]), _INLINE[begin])


def _cells(piece: _Bytes) -> Iterator[_Found]:
    """The cells that hold something, by what tags they consist of; every tag has its place."""
    kinds, tags = piece.kinds, piece.tags
    at = np.flatnonzero(kinds == _C)
    rows = int(np.count_nonzero((kinds == _ROW) | (kinds == _END_ROW)))
    left = len(tags) - _EDGE - rows
    after = kinds[at + 1]
    for kind in np.flatnonzero(np.bincount(after)).tolist():
        which = at[after == kind]
        if kind == _V:
            left -= 4 * len(which)
            yield _valued(piece, which, which + 1)
        elif kind == _F:
            for cells, value, used in _formulas(piece, which):
                left -= used * len(cells)
                if value is not None:
                    yield _valued(piece, cells, value)
        elif kind == _IS:
            left -= 6 * len(which)
            yield _inlined(piece, which)
        else:
            left -= _blank(piece, which, kind)
    if left:
        raise UnusualError


def _valued(piece: _Bytes, cells: Positions, value: Positions) -> _Found:
    kinds, tags = piece.kinds, piece.tags
    if not ((kinds[value + 1] == _END_V) & (kinds[value + 2] == _END_C)).all():
        raise UnusualError
    return _Found(tags[cells], _end_of_tag(piece, cells), tags[value] + 3, tags[value + 1])


def _formulas(piece: _Bytes, cells: Positions) -> Iterator[tuple[Positions, Positions | None, int]]:
    """Cells with a formula: where the tags of their values are, and how many tags they have."""
    kinds, tags = piece.kinds, piece.tags
    next_tag = tags[cells + 2]
    is_short = (piece.one[next_tag - 2] == ord("/")) & (piece.one[next_tag - 1] == ord(">"))
    is_short &= kinds[cells + 2] != _END_F
    if not (is_short | (kinds[cells + 2] == _END_F)).all():
        raise UnusualError
    value = cells + np.where(is_short, 2, 3)
    kind = kinds[value]
    for short in (True, False):
        before = 2 if short else 3
        some = is_short == short
        for wanted, used in ((_V, 3), (_END_C, 1), (_NO_V, 2)):
            which = some & (kind == wanted)
            if which.any():
                if wanted == _NO_V:
                    _require_empty(piece, value[which])
                yield cells[which], value[which] if wanted == _V else None, before + used


def _lack_results(piece: _Bytes) -> bool:
    """Whether some formula has no result, or one without a character."""
    kinds, tags = piece.kinds, piece.tags
    formulas = np.flatnonzero(kinds == _F)
    after = formulas + 1 + (kinds[formulas + 1] == _END_F)
    valued = after[kinds[after] == _V]
    return len(valued) < len(after) or bool((tags[valued] + 3 == tags[valued + 1]).any())


def _inlined(piece: _Bytes, cells: Positions) -> _Found:
    kinds, tags = piece.kinds, piece.tags
    for place, kind in enumerate((_T, _END_T, _END_IS, _END_C), 2):
        if not (kinds[cells + place] == kind).all():
            raise UnusualError
    return _Found(tags[cells], _end_of_tag(piece, cells), tags[cells + 1], tags[cells + 3])


def _blank(piece: _Bytes, cells: Positions, kind: int) -> int:
    """Check that cells are blank: ``<c …/>``, ``<c …></c>`` or ``<c …><v/></c>``; their tags."""
    end = _end_of_tag(piece, cells)
    closed = piece.one[end - 1] == ord("/")
    if kind == _NO_V:
        _require_empty(piece, cells + 1)
        return 3 * len(cells)
    if kind == _END_C:
        return 2 * len(cells)
    if kind not in (_C, _END_ROW) or not closed.all():
        raise UnusualError
    return len(cells)


def _require_empty(piece: _Bytes, tags: Positions) -> None:
    """Refuse a tag ``<v/>`` that is none, or after which the cell does not end."""
    words = piece.eight[piece.tags[tags]]
    slashed = words & 0xFFFFFFFF == int.from_bytes(b"<v/>", "little")
    spaced = words & 0xFFFFFFFFFF == int.from_bytes(b"<v />", "little")
    if not ((slashed | spaced) & (piece.kinds[tags + 1] == _END_C)).all():
        raise UnusualError


def _end_of_tag(piece: _Bytes, cells: Positions) -> Positions:
    """Where the ``>`` is of tags after which the next tag follows at once."""
    end = piece.tags[cells + 1] - 1
    if not (piece.one[end] == ord(">")).all():
        raise UnusualError
    return end


_KEPT = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
"""The bits of the first n of eight bytes."""

_ONES, _HIGH = 0x0101010101010101, 0x8080808080808080
_QUOTES, _ZEROS = 0x2222222222222222, 0x3030303030303030


def _addresses(piece: _Bytes, cells: Positions) -> tuple[Positions, Positions, Positions]:
    """Row and column, 0-based, of cells, and where their addresses have ended."""
    words = piece.eight[cells + 1]
    if not (words & 0xFFFFFFFFFF == int.from_bytes(b'c r="', "little")).all():
        raise UnusualError
    letters = [(words >> shift & 0xFF).astype(np.intp) - 64 for shift in (40, 48, 56)]
    second = letters[1] > 0
    third = second & (letters[2] > 0)
    columns = letters[0]
    for letter, there in zip(letters[1:], (second, third), strict=True):
        columns = np.where(there, columns * 26 + letter, columns)
    highest = np.maximum(letters[0], np.maximum(letters[1], letters[2] * third))
    if not ((letters[0] > 0) & (highest <= 26)).all():
        raise UnusualError
    start = cells + 7 + second + third
    digits = piece.eight[start]
    # The first of eight bytes that is a quote is the lowest whose highest bit gets set.
    differ = digits ^ _QUOTES
    quotes = (differ - _ONES) & ~differ & _HIGH
    if not quotes.all():
        raise UnusualError
    length = (np.bitwise_count((quotes & (~quotes + 1)) - 1) >> 3).astype(np.intp)
    rows, whole = _numbers(digits, np.maximum(length, 1))
    if not (whole & (length > 0) & (rows > 0)).all():
        raise UnusualError
    return rows.astype(np.intp) - 1, columns - 1, start + length + 1


def _numbers(
    words: Words, length: Positions
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """The whole numbers that 1 to 8 digits say, eight digits at a time, and which are digits."""
    digits = (words ^ _ZEROS) << (64 - 8 * length).astype(np.uint64)
    whole = ((digits + 0x7676767676767676) | digits) & _HIGH == 0
    digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF
    digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF
    digits = (digits * 10_000 + (digits >> 32)) & 0xFFFFFFFF
    return np.where(whole, digits, 0).astype(np.int32), whole
