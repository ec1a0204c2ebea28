"""Bytes of a text file to text: which encoding they are in, and whether they are text at all.

A byte order mark or valid UTF-8 settles it, and zero bytes mean UTF-16 or no text. Anything
else has to be guessed, by charset-normalizer, among the encodings in which Excel saves text
files. What is done here besides is for what surveys are like: few different words beyond
ASCII, among thousands of numbers.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_START = 1 << 20
_NO_FIRST_BYTES = bytes(range(0xC0))
"""Bytes with which no character beyond ASCII begins in UTF-8."""

_USUAL = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "cp950": re.compile(rb"[\xa1-\xc6][\x40-\xfe]"),
    "cp932": re.compile(rb"[\x81-\x83\x88-\x97][\x40-\xfc]"),
    "cp949": re.compile(rb"[\xa1-\xa3\xb0-\xc8][\xa1-\xfe]"),
    "cp1252": re.compile(rb"[\x80\x85\x91-\x97\xa1\xa7\xab\xb0\xb2\xb4\xb7\xba\xbb\xbf-\xff]"),
}
"""The encodings, the likeliest first, and which characters are usual in each. The Asian ones
keep those of daily use apart from the rare, by their first bytes; cp1252 of Western Europe has
letters, and signs that hardly occur. Central Europe's cp1250 is missing: half of its files could
not be told from cp1252, and some of cp1252 were lost to it."""

_CELL = re.compile(rb'(?<![^,;"\t\r\n])[^,;"\t\r\n\x80-\xff]*+[\x80-\xff][^,;"\t\r\n]*+')
r"""What stands between marks and holds a byte beyond ASCII. No character of several bytes has
one of these marks in it. The pattern can only begin after a mark and never goes back, so
that its time grows with the length of the text alone."""

_PERHAPS_PAIRS = re.compile(rb"[\x80-\xff]{2}|^[\x80-\xff][\x40-\x7e]", re.MULTILINE)
_SAMPLE = 1 << 16
_MOST_CELLS = 100_000
_ENOUGH = 256


def decode(data: bytes) -> str | None:
    r"""The text in some bytes; None if they are no text.

    >>> decode("für".encode("cp1252")), decode("喜欢".encode("gb18030")), decode(b"\0\1\2")
    ('für', '喜欢', None)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text if _is_text(text) else None
    if b"\0" in data[:_START]:
        return _utf16(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _nearly_utf8(data) or data.decode(_legacy_encoding(data), "replace")
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    return not _CONTROL.search(text)


def _utf16(data: bytes) -> str | None:
    """Text in UTF-16 without a mark, of the order in which its line ends and ASCII make sense.

    charset-normalizer would have to decode the whole for its guess; the zero bytes that
    lead here, beside commas and line ends, are no guess.
    """
    found = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            familiar = sum(text[:_START].count(mark) for mark in ',;\t\r\n" 0123456789')
            found.append((familiar, text))
    familiar, text = max(found, default=(0, ""))
    return text if familiar else None


def _nearly_utf8(data: bytes) -> str | None:
    """Text in UTF-8 in which hardly any character is broken, as where a tool cuts long answers.

    charset-normalizer takes no encoding with a byte that does not fit.
    """
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    whole = len(data.translate(None, _NO_FIRST_BYTES)) - broken
    return repaired if broken * 20 < whole else None


def _legacy_encoding(data: bytes) -> str:
    """The likeliest encoding of text that is not in Unicode."""
    sample = _sample(data)
    # Where characters are pairs of bytes, two beyond ASCII meet, or a cell begins with one.
    # Without that, a lone “°” or “’” in English would become part of a Chinese character.
    if not _PERHAPS_PAIRS.search(sample):
        return "cp1252"
    # Not before a text needs it: most are in UTF-8, and a start should be quick.
    from charset_normalizer import from_bytes

    found = from_bytes(
        # It judges by 32 letters or more; of fewer, all readings are equally good to it.
        (sample + b"\n") * -(-_ENOUGH // len(sample)),
        # All in one piece; by itself it would look at five short ones.
        steps=1,
        # Every reading, however odd: signs such as “①” make it reject Chinese.
        threshold=float("inf"),
        cp_isolation=list(_USUAL),
        # What a text says of its encoding is an answer here, not a declaration.
        preemptive_behaviour=False,
    )
    return min(found, key=_oddity).encoding if found else "cp1252"


def _sample(data: bytes) -> bytes:
    """The different cells with bytes beyond ASCII, one a line; of a large text not all."""
    matches = islice(_CELL.finditer(data), _MOST_CELLS)
    sample = b"\n".join(dict.fromkeys(match[0] for match in matches))
    # Not within a cell, where a cut may go through a character.
    return sample if len(sample) <= _SAMPLE else sample[:_SAMPLE].rpartition(b"\n")[0]


def _oddity(match: CharsetMatch) -> tuple[float, int]:
    """How odd a text would be if it were in this encoding; the least odd reading is taken.

    charset-normalizer's own mark is best at telling languages apart, but knows few hundred
    Chinese characters, and no rare Korean ones: of a few words it takes either for the other.
    Hence what is usual counts as well, and its mark for no more than a half of that.
    """
    text = str(match)
    counts = Counter(character for character in text if character > "\x7f")
    usual = _USUAL[match.encoding]
    rare = sum(
        count
        for character, count in counts.items()
        if not usual.fullmatch(character.encode(match.encoding))
    )
    oddity = min(match.chaos, 0.5) - match.coherence + rare / max(1, counts.total())
    # Rounded, or differences that mean nothing would come before which is likelier.
    return round(oddity, 3), list(_USUAL).index(match.encoding)
