"""How much room a text takes: widths are estimated, so that lines and rows can be planned.

The estimate is that of Arial and fonts of its proportions; a Chinese character is as
wide as the font is high. It errs on the wide side, by a few per cent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

PIXELS_PER_POINT = 96 / 72

_EM = {
    0.19: "'′",
    0.23: "ijl’|",
    0.28: "ftI!,./:;[\\] \u00a0\u202f",
    0.34: "r()-`“”„‚·{}",
    0.40: '"*°',
    0.50: "cksvxyzJ^",
    0.56: "0123456789abdeghnopquL#$?_–÷",
    0.59: "+<=>~−×",
    0.62: "FTZß",
    0.67: "ABEKPSVXY&",
    0.73: "wCDHNRU",
    0.78: "GOQ",
    0.84: "mM",
    0.89: "%",
    0.95: "W",
    1.02: "@—…",
}
_WIDTHS = {character: width for width, group in _EM.items() for character in group}
_BOLD = 1.07
_BEYOND_DOUBT = 1.0  # pixels that no rounding of sums comes up to

_NO_BREAK = "\u00a0\u202f"
_NEVER_FIRST = "，。；：、！？）》】」』”’,.;:!?)]}%…" + _NO_BREAK
_NEVER_LAST = "（《【「『“‘([{" + _NO_BREAK
_PIECE = re.compile(rf"[^\S{_NO_BREAK}]+|.", re.UNICODE)


@cache
def _ems(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    plain = unicodedata.normalize("NFD", character)[0]
    if plain != character and plain in _WIDTHS:
        return _WIDTHS[plain]  # ü is as wide as u, though Unicode leaves its width open
    latin = unicodedata.name(character, "").startswith("LATIN ")
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" and not latin else 0.68


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Pixels that one line of text takes at a size in points.

    >>> text_width("必备", 12)
    32.0
    """
    ems = sum(map(_ems, text))
    return ems * points * PIXELS_PER_POINT * (_BOLD if bold else 1.0)


def lines(text: str, points: float, width: float, *, bold: bool = False) -> list[str]:
    """The text broken into lines of at most ``width`` pixels, at least one.

    Breaks stand at blanks and between Chinese characters, never before a closing mark
    or after an opening one; a word wider than the line is cut.

    >>> lines("Fast transfers at night", 10, 100)
    ['Fast transfers at ', 'night']
    """
    found: list[str] = []
    for paragraph in text.split("\n"):
        if text_width(paragraph, points, bold=bold) < width - _BEYOND_DOUBT:
            found.append(paragraph)  # most texts need no search for breaks
            continue
        line, used = "", 0.0
        for piece in _pieces(paragraph):
            size = text_width(piece, points, bold=bold)
            if used + size > width and line.strip() and not piece.isspace():
                found.append(line)
                line, used = "", 0.0
            while size > width and len(piece) > 1:
                room = max(1, int(len(piece) * width / size))
                found.append(piece[:room])
                piece = piece[room:]
                size = text_width(piece, points, bold=bold)
            line, used = line + piece, used + size
        found.append(line)
    return found


def _pieces(text: str) -> Iterator[str]:
    """Blanks, words and single wide characters, closing and opening marks kept with their word."""
    piece = ""
    for token in _PIECE.findall(text):
        wide = len(token) == 1 and _ems(token) == 1.0 and not token.isspace()
        joins = token in _NEVER_FIRST or (piece != "" and piece[-1] in _NEVER_LAST)
        breaks = token.isspace() or wide or (piece != "" and _ends(piece))
        if piece and breaks and not joins:
            yield piece
            piece = ""
        piece += token
    if piece:
        yield piece


def _ends(piece: str) -> bool:
    """Whether a line may break after the piece, whatever follows."""
    return piece.isspace() or _ems(piece[-1]) == 1.0
