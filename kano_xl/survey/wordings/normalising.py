"""A wording without what does not matter to its meaning, and the number that it may be.

Case, width, quotes, spaces, hyphens, pictures, numbering and closing punctuation are evened out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from kano_xl.survey.sheet import Value

_NUMBERING = re.compile(
    r"^(?:\(\s*(?:\d{1,2}|[a-z])\s*\)\s*[.、:\-–—=,)]?|\d{1,2}\s*[.、:\-–—=,)]"
    r"|[a-z]\s*[.、:\-–—=,)](?!\s*[a-z]\W*$)"  # "n. a." is no option N
    r"|\d{1,2}(?=[^\W\d分点點]))\s*(?=\S)"
)
_SCORE = re.compile(r"\s*\(\s*\d{1,2}\s*[分点點]?\s*\)$")
_NUMBERED = re.compile(r"^\d{1,2}\s*分?\s*\((?P<words>[^()]+)\)$")
_NUMBER = re.compile(r"^([+-]?\d+)(?:[.,]0+)?\s*分?$")
_CLOSING = " .,;:!?。、，；：！？…·•*"
_QUOTES = str.maketrans(
    dict.fromkeys("’‘´`ʼ", "'") | dict.fromkeys("“”„«»「」『』", '"')  # the rest is NFKC's
)
_KEYCAP = re.compile("(?<=[0-9])\ufe0f?\u20e3")
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]+"
)
"""Emoji, arrows, boxes, ticks and stars beside the words."""

_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff\U000e0020-\U000e007f]+")

_UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7a3"))
"""Letters between which a space means nothing: people space Korean as they like."""

_JOINTS = frozenset("_-‐")
_IN_SLUGS = re.compile(r"_|(?<=[^\W\d])[-‐](?=[^\W\d])")


@lru_cache(maxsize=8192)
def normalise(answer: str) -> str:
    """The wording without what does not matter to its meaning.

    >>> normalise("  2、 我 很喜欢。"), normalise("(1) I LIKE it that way…"), normalise("5（讨厌）")
    ('我很喜欢', 'i like it that way', '讨厌')
    >>> normalise("must_be"), normalise("Must-be"), normalise("😀 I like it"), normalise("😀")
    ('must be', 'must be', 'i like it', '😀')
    """
    text = answer.translate(_QUOTES)
    if not text.isascii():
        text = _WIDTHLESS.sub("", _KEYCAP.sub(". ", text))
        text = unicodedata.normalize("NFKC", _PICTURES.sub(" ", text))
    text = " ".join(text.casefold().replace('"', " ").split())
    if not text.isascii():
        text = _closed_up(text)
    if text[:1].isdecimal():
        text = _NUMBERED.sub(r"\g<words>", text)
    if numbering := _NUMBERING.match(text):
        text = text[numbering.end() :]
    if text.endswith(")"):
        text = _SCORE.sub("", text)
    text = text.strip(_CLOSING)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if not _JOINTS.isdisjoint(text):
        text = _IN_SLUGS.sub(" ", text)
    text = " ".join(text.split())
    return text or " ".join(_PICTURES.findall(answer))


def _closed_up(text: str) -> str:
    """The text without the single spaces between letters of `_UNSPACED`."""
    words = text.split(" ")
    closed = words[:1]
    for before, after in pairwise(words):
        means_nothing = _is_unspaced(before[-1:]) and _is_unspaced(after[:1])
        closed.append(after if means_nothing else f" {after}")
    return "".join(closed)


def _is_unspaced(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _UNSPACED)


def number(value: Value) -> int | None:
    """The whole number in a cell, be it a number or written out as text; None if there is none.

    >>> number(3.0), number("３"), number(" 1.0 "), number(True), number("I like it")
    (3, 3, 1, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == value and abs(value) < 1e9 and value == int(value) else None
    if isinstance(value, str) and len(value) < 20:
        found = _NUMBER.match(unicodedata.normalize("NFKC", value).strip(_CLOSING))
        return int(found[1]) if found else None
    return None
