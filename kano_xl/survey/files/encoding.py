"""Bytes of a text file to text: which encoding they are in, and whether they are text at all.

A byte order mark or valid UTF-8 settles it. What remains in practice is UTF-16 without
a mark, GB18030 (Chinese Excel and survey tools), Big5 (Excel of Taiwan and Hong Kong)
and Windows-1252 (Western Excel).
"""

from __future__ import annotations

import codecs
import re
from operator import itemgetter

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BYTES_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_SAMPLE = 1 << 20
_COMMON = {"gb18030": (range(0xB0, 0xD8), 0xA1), "cp950": (range(0xA4, 0xC7), 0x40)}
"""Encodings of Chinese: the first bytes of the 3,755 or 5,401 most common characters, and the
least second byte; first bytes up to A3 are punctuation in both."""
_HAN_RUN = re.compile(r"[^\x00-\x7f]+")


def decode(data: bytes) -> str | None:
    r"""The text in some bytes; None if they are no text.

    >>> decode("für".encode("cp1252")), decode("喜欢".encode("gb18030")), decode(b"\0\1\2")
    ('für', '喜欢', None)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text if _is_text(text) else None
    if b"\0" in data[:_SAMPLE]:
        return _utf16(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _legacy(data)
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    return not _CONTROL.search(text)


def _utf16(data: bytes) -> str | None:
    """Text in UTF-16 without a mark, of the order in which its line ends and ASCII make sense."""
    found = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            familiar = sum(text[:_SAMPLE].count(mark) for mark in ',;\t\r\n" 0123456789')
            found.append((familiar, text))
    familiar, text = max(found, default=(0, ""))
    return text if familiar else None


def _legacy(data: bytes) -> str:
    """Text that is not UTF-8: slightly broken UTF-8, GB18030, Big5 or Windows-1252."""
    repaired = data.decode("utf-8", "replace")
    beyond = len(_HAN_RUN.findall(repaired))
    broken = repaired.count("\ufffd")
    whole = sum(1 for character in repaired if character > "\x7f") - broken
    if beyond and broken * 20 < whole:
        return repaired
    found = []
    for encoding in _COMMON:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond_ascii = "".join(_HAN_RUN.findall(text[:_SAMPLE]))
        common = sum(_is_common(character, encoding) for character in beyond_ascii)
        found.append((common / max(1, len(beyond_ascii)), text))
    _, chinese = max(found, key=itemgetter(0), default=(0, ""))
    if chinese and chinese_share(chinese) >= 0.5:
        return chinese
    return data.decode("cp1252", "replace")


def chinese_share(text: str) -> float:
    """How much of the text beyond ASCII looks like Chinese: 0..1.

    Western accents read this way become single rare characters between ASCII letters;
    Chinese comes in runs, or in the most common characters of GB 2312.
    """
    likely = total = 0
    for run in _HAN_RUN.findall(text[:_SAMPLE]):
        total += len(run)
        likely += len(run) if len(run) > 1 else _is_common(run)
    return likely / total if total else 0.0


def _is_common(character: str, encoding: str = "gb18030") -> bool:
    """Whether the character is one of the common ones, which the encoding has in one range."""
    try:
        first, *rest = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    firsts, least = _COMMON[encoding]
    return len(rest) == 1 and rest[0] >= least and (first <= 0xA3 or first in firsts)
