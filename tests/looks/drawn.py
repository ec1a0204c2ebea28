"""What is drawn on a page of a PDF, from the back to the front: texts and shapes.

PDFium gives a clip only where it cuts something off. A text of a PDF is a run of letters of one
font; here runs that a reader sees as one text are put together again.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tests.looks.paper import Box, Point

Colour = tuple[int, int, int]
Turn = tuple[float, float]

LEVEL: Turn = (1.0, 0.0)

SEEN = 0.7
"""Share of a letter's box that must be left of it for the letter to be seen."""

_DEEPEST = 4  # objects within objects
_HYPHENS = {0x2, 0xAD, 0xFFFE}  # what PDFium says of a hyphen at the end of a line


class Word(NamedTuple):
    """Letters without a gap, and where they are."""

    letters: str
    box: Box


@dataclass(slots=True)
class Text:
    """A text in one look.

    Attributes:
        order: how many objects lie behind it.
        size: in points.
        colour: red, green, blue.
        turn: the direction in which it is read, across and up.
        line: how far its base line is from the corner, across the direction.
        words: what can be seen of it.
        lost: the letters that are cut off.
    """

    order: int
    size: float
    colour: Colour
    turn: Turn
    line: float
    words: list[Word] = field(default_factory=list)
    lost: str = ""

    @property
    def box(self) -> Box:
        return Box.over(word.box for word in self.words)

    @property
    def seen(self) -> str:
        """Its words as they are read."""
        level = self.turn == LEVEL
        words = sorted(self.words, key=lambda word: word.box.left) if level else self.words
        return " ".join(word.letters for word in words)

    def take(self, run: Text) -> None:
        """Put a run to it, whose first word may continue the last one."""
        words = list(run.words)
        if 0 in self.turn and goes_on(self.words[-1].box, words[0].box, self.size):
            before, after = self.words.pop(), words.pop(0)
            letters = before.letters + after.letters
            words.insert(0, Word(letters, Box.over((before.box, after.box))))
        self.words += words
        self.lost += run.lost

    @property
    def quoted(self) -> str:
        return f"“{self.seen}”"


class Shape(NamedTuple):
    """Something drawn that is no text: a line, or an area if it is filled."""

    order: int
    points: list[Point]
    filled: bool
    colour: Colour
    box: Box

    @property
    def is_rectangle(self) -> bool:
        return all(min(abs(x - u), abs(y - v)) < 0.5 for (x, y), (u, v) in pairwise(self.points))


class _Letter(NamedTuple):
    order: int  # of the run it belongs to
    sign: str
    box: Box


def goes_on(before: Box, after: Box, size: float) -> bool:
    """Whether there is no gap between letters of a size."""
    return before.grown(0.3 * size).reaches_into(after, 0)


def squeezed(text: str) -> str:
    """A text without what fonts and line breaks change about it."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in normal if sign.isprintable() and sign != " ")


def drawn_on(page: pypdfium2.PdfPage) -> tuple[list[Text], list[Shape]]:
    """The texts and the shapes of a page, from the back to the front."""
    runs: dict[int, tuple[int, Any]] = {}
    shapes = []
    for order, item in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            runs[ctypes.addressof(item.raw.contents)] = order, item
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH and item.level == 0:
            shapes += _shape(order, item)
    paper = Box(0, 0, *page.get_size())
    items = dict(runs.values())
    texts: list[Text] = []
    for letter in _letters(page, runs):
        if not texts or texts[-1].order != letter.order:
            texts.append(_empty(letter.order, items[letter.order]))
            gathering = _Gathering(texts[-1], _clip(items[letter.order].raw, paper))
        gathering.add(letter)
    return _joined(texts), shapes


class _Gathering:
    """Makes words of the letters of a run; what is cut off goes to what is lost."""

    def __init__(self, text: Text, clip: Box) -> None:
        self._text, self._clip = text, clip
        self._before: Box | None = None

    def add(self, letter: _Letter) -> None:
        text, clip, box = self._text, self._clip, letter.box
        if letter.sign.isspace() or not box.area:
            self._before = None
        elif not clip.holds(box) and box.common(clip).area < SEEN * box.area:
            text.lost += letter.sign
        elif self._goes_on(box):
            letters, whole = text.words[-1]
            text.words[-1] = Word(letters + letter.sign, Box.over((whole, box)))
            self._before = box
        else:
            text.words.append(Word(letter.sign, box))
            self._before = box

    def _goes_on(self, box: Box) -> bool:
        """Whether it continues a word. The letters of a slanted text have a box each."""
        if self._before is None or 0 not in self._text.turn:
            return False
        return goes_on(self._before, box, self._text.size)


def _letters(page: pypdfium2.PdfPage, runs: dict[int, tuple[int, Any]]) -> Iterator[_Letter]:
    """The letters of a page, as PDFium reads it."""
    read = page.get_textpage()
    left, right, bottom, top = places = [ctypes.c_double() for _ in range(4)]
    for index in range(read.count_chars()):
        run = pdfium.FPDFText_GetTextObject(read, index)
        known = runs.get(ctypes.addressof(run.contents)) if run else None
        if known is None or pdfium.FPDFText_IsGenerated(read, index):
            continue
        pdfium.FPDFText_GetCharBox(read, index, *places)
        code = pdfium.FPDFText_GetUnicode(read, index)
        sign = "-" if code in _HYPHENS else chr(code)
        yield _Letter(known[0], sign, Box(left.value, bottom.value, right.value, top.value))


def _empty(order: int, item: Any) -> Text:
    a, b, c, d, e, f = item.get_matrix().get()
    stretch = (c * c + d * d) ** 0.5
    (size,) = _written(pdfium.FPDFTextObj_GetFontSize, item.raw, count=1)
    red, green, blue, _ = _written(pdfium.FPDFPageObj_GetFillColor, item.raw, kind=ctypes.c_uint)
    return Text(
        order,
        round(size * stretch, 2),
        (red, green, blue),
        (round(a / stretch, 1), round(b / stretch, 1)),
        (a * f - b * e) / stretch,
    )


def _shape(order: int, item: Any) -> Iterator[Shape]:
    """A path as a shape, unless nothing of it is drawn."""
    raw = item.raw
    filled, lined = _written(pdfium.FPDFPath_GetDrawMode, raw, kind=ctypes.c_int, count=2)
    if not (filled or lined):
        return
    matrix = item.get_matrix()
    segments = [
        pdfium.FPDFPath_GetPathSegment(raw, k) for k in range(pdfium.FPDFPath_CountSegments(raw))
    ]
    points = [matrix.on_point(*point) for point in _points(segments)]
    ask = pdfium.FPDFPageObj_GetFillColor if filled else pdfium.FPDFPageObj_GetStrokeColor
    red, green, blue, _ = _written(ask, raw, kind=ctypes.c_uint)
    yield Shape(order, points, bool(filled), (red, green, blue), Box.around(points))


def _clip(raw: Any, paper: Box) -> Box:
    """Where an object can be seen."""
    clip = pdfium.FPDFPageObj_GetClipPath(raw)
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        points = _points([pdfium.FPDFClipPath_GetPathSegment(clip, path, k) for k in range(count)])
        paper = paper.common(Box.around(points)) if points else paper
    return paper


def _points(segments: Sequence[Any]) -> list[Point]:
    ends = (_written(pdfium.FPDFPathSegment_GetPoint, segment, count=2) for segment in segments)
    return [(x, y) for x, y in ends]


def _written(
    call: Callable[..., object], *given: Any, kind: Any = ctypes.c_float, count: int = 4
) -> list[Any]:
    """What a function of PDFium writes into its last parameters."""
    places = [kind() for _ in range(count)]
    call(*given, *places)
    return [place.value for place in places]


def _joined(runs: Sequence[Text]) -> list[Text]:
    """Runs put together where they are one text: fonts part it, and turned letters come singly."""
    texts: list[Text] = []
    for run in runs:
        if texts and _are_one(texts[-1], run):
            texts[-1].take(run)
        else:
            texts.append(run)
    return texts


def _are_one(one: Text, other: Text) -> bool:
    looks = [(text.size, text.colour, text.turn) for text in (one, other)]
    if looks[0] != looks[1] or not (one.words and other.words):
        return False
    if abs(one.line - other.line) >= 0.2:
        return False
    if one.turn != LEVEL:
        (x, y), (u, v) = one.words[-1].box.middle, other.box.middle
        return max(abs(x - u), abs(y - v)) < 2 * one.size
    if not one.box.grown(0.4 * one.size).reaches_into(other.box, 0):
        return False
    deep = 0.25 * one.size  # then they lie over each other, and are two
    return not any(a.box.reaches_into(b.box, deep) for a in one.words for b in other.words)
