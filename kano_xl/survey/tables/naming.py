"""Short names for features, cut out of the questions that ask about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kano_xl.survey.tables.headings import QUOTED
from kano_xl.survey.tables.vocabulary import pattern

LONGEST = 40
"""Columns of type that a name takes at most; a Chinese character takes two."""

_MARKS = " \t,，、.。:：;；?？!！…·*-–—_¿¡"
_CLOSING = {
    '"': '"', "'": "'", "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«",
    "「": "」", "『": "』", "【": "】",
}  # fmt: skip
"""Quotation mark that opens → those that may close it; some do both."""

_QUOTES = "".join({*_CLOSING, *"".join(_CLOSING.values())})
_EDGE = _MARKS + _QUOTES
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
"""Compiled when a text needs it: large ranges take milliseconds."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)


def subject_of(question: str) -> tuple[str, bool]:
    """What a question asks about, and whether a known form of question was found around it.

    >>> subject_of("How would you feel if the app had instant transfers?")
    ('instant transfers', True)
    >>> subject_of("当手机银行具备账户安全功能时，您的感受是？")
    ('账户安全', True)
    >>> subject_of("Clean buses")
    ('Clean buses', False)
    """
    text, framed = _stripped(question), False
    for group, edge in (("opening", "start"), ("closing", "end"), ("opening", "start")):
        rest = _cut(text, group, edge)
        framed, text = framed or rest != text, rest
    if not framed:
        return text or question.strip(), False
    named = QUOTED.findall(question)
    if len(named) == 1:
        return _stripped(named[0]), True
    for group, edge in (("owner", "start"), ("verb", "end"), ("articles", "start")):
        text = _cut(text, group, edge)
    return text, True


def _stripped(text: str) -> str:
    """A text without the marks at its edges; of quotation marks those that close nothing within.

    >>> _stripped(' "Dark mode". '), _stripped('Mode "beta"'), _stripped('“Fast” lane')
    ('Dark mode', 'Mode "beta"', '“Fast” lane')
    >>> _stripped('Dark mode".'), _stripped('Monitor 27"')
    ('Dark mode', 'Monitor 27"')
    """
    text = text.strip(_MARKS)
    while text:
        first, last, inside = text[0], text[-1], text[1:-1]
        closing = _CLOSING.get(first, "")
        if closing and last in closing and not set(closing + first) & set(inside):
            text = inside
        elif first in _QUOTES and not set(closing) & set(text[1:]):
            text = text[1:]
        elif last in _QUOTES and not _is_needed(last, text[:-1]):
            text = text[:-1]
        else:
            break
        text = text.strip(_MARKS)
    return text


def _is_needed(quote: str, before: str) -> bool:
    """Whether a quotation mark at the end closes another one, or stands for inches."""
    opened = any(quote in _CLOSING.get(mark, "") for mark in before)
    return opened or (quote in '"”' and before[-1:].isdecimal())


def _cut(text: str, group: str, edge: str) -> str:
    """The text without what a pattern of this group matches at an edge, if anything is left."""
    if edge == "start":
        found = pattern("frames", group).match(text)
        rest = text[found.end() :] if found else text
    else:
        found = pattern("frames", group, end="$").search(text)
        rest = text[: found.start()] if found else text
    return _stripped(rest) or text


def key(subject: str) -> str:
    """The subject without what differs between the two sides of one feature, to compare them.

    >>> key("transfers are not done at once") == key("Transfers are done at once")
    True
    """
    text = pattern("names", "empty").sub(" ", subject.casefold().replace("’", "'"))
    words = _WORD.findall(text)
    return " ".join(words) or " ".join(_WORD.findall(subject.casefold())) or subject.casefold()


def without_stem(subjects: Sequence[str], least: int = 1) -> list[str]:
    """The subjects without the beginning and the end that they all share.

    Whole words only (single characters where the script has no spaces); nothing is cut
    when fewer than three subjects share it, when it has fewer than ``least`` words, or
    when it would leave one of them empty.

    >>> without_stem(["About our bus: air", "About our bus: seats", "About our bus: price"])
    ['air', 'seats', 'price']
    """
    if len(set(subjects)) < 3:
        return list(subjects)
    pieces = [_pieces(subject) for subject in subjects]
    start = _shared(pieces)
    end = _shared([list(reversed(words[start:])) for words in pieces])
    start = start if start >= least else 0
    end = end if end >= least else 0
    kept = [_stripped("".join(words[start : len(words) - end])) for words in pieces]
    return kept if all(kept) and len(set(kept)) == len(set(subjects)) else list(subjects)


def _pieces(text: str) -> list[str]:
    if text.isascii():
        return re.findall(r"\S+\s*|\s+", text)
    return re.findall(rf"{_WIDE}|[^\s\u2e80-\u9fff]+\s*|\s+", text)


def _shared(pieces: Sequence[Sequence[str]]) -> int:
    """How many first pieces all have in common, leaving at least one to each."""
    shortest = min(map(len, pieces))
    count = 0
    while count < shortest - 1 and len({words[count].strip() for words in pieces}) == 1:
        count += 1
    return count


def whole(subject: str) -> str:
    """The subject as a name that is not cut, whatever its length.

    >>> whole(" transfers  within seconds. ")
    'Transfers within seconds'
    """
    text = " ".join((_stripped(subject) or subject).split())
    if text[:1].islower() and text.split()[0].islower():
        text = text[:1].upper() + text[1:]
    return text


def short(subject: str) -> str:
    """The subject at a length that a chart label can bear, whole words, "…" where it was cut.

    >>> short("transfers that arrive within seconds at every bank of the euro area")
    'Transfers that arrive within seconds…'
    """
    text = whole(subject)
    if width(text) <= LONGEST:
        return text
    kept, used = "", 0
    for piece in _pieces(text):
        used += width(piece)
        if used > LONGEST:
            break
        kept += piece
    words = kept.split(" ")
    while len(words) > 1 and _is_little(words[-1]):
        words.pop()
    kept = " ".join(words).rstrip(_EDGE)
    return (kept or text[: LONGEST // 2]) + "…"


def width(text: str) -> int:
    """The columns of type a text takes: one a character, two for a Chinese one."""
    return len(text) + (0 if text.isascii() else len(re.findall(_WIDE, text)))


def unique_names(subjects: Sequence[str]) -> list[str]:
    """Short names of the subjects, each once.

    Where shortening makes some alike, what these have in common at either end is cut off
    first; a number stands behind those that are alike even then.

    >>> unique_names(["lamp at the back, which blinks red", "Safe"])
    ['Lamp at the back, which blinks red', 'Safe']
    >>> unique_names([f"transfers within seconds to every bank in {c}" for c in ("Rome", "Oslo")])
    ['Rome', 'Oslo']
    """
    names = [short(subject) for subject in subjects]
    for name in {name for name in names if names.count(name) > 1}:
        alike = [index for index, each in enumerate(names) if each == name]
        pieces = [_pieces(subjects[index]) for index in alike]
        start = _shared(pieces)
        end = _shared([list(reversed(words[start:])) for words in pieces])
        for index, words in zip(alike, pieces, strict=True):
            rest = _stripped("".join(words[start : len(words) - end]))
            names[index] = short(rest or subjects[index])
    return _numbered(names)


def _numbered(names: Sequence[str]) -> list[str]:
    """The names, a number behind those that are equal.

    >>> _numbered(["Fast…", "Fast…", "Safe"])
    ['Fast…', 'Fast… (2)', 'Safe']
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        candidate, count = name, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{name} ({count})"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _is_little(word: str) -> bool:
    """Whether no name ends in this word, or nothing but marks is in it."""
    bare = _stripped(word)
    return not bare or bool(pattern("names", "little").fullmatch(bare))
