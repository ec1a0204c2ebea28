"""XML of which nothing is believed: parsed in pieces, with bounded names, texts and depth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import MAX_ELEMENTS, MAX_TAG

_DEEPEST = 64
"""Elements within each other; workbooks need about ten."""


class Listener(Protocol):
    """Told the elements of a part, and the words where it has asked for them."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; the name is without its prefix."""

    def end(self, name: str) -> None:
        """It ends."""

    def words(self, words: str) -> None:
        """Text within it, in pieces."""


class Names(dict[str, str]):
    """Name with or without a prefix → without.

    >>> Names()["x:row"]
    'row'
    """

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 1_000:
            self[name] = local
        return local


def follow(pieces: Iterable[bytes], listener: Listener, place: Place) -> None:
    """Tell a listener what a part of a workbook holds.

    Raises:
        InputError: ``file_damaged``: no XML, or such as no program writes: entities of its
            own, tags of a mebibyte, hundreds of elements within each other;
            ``odd_too_large``: more elements than are parsed in a few seconds.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local, depth, count = Names(), 0, 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _DEEPEST:
            raise InputError("file_damaged", place)
        if count > MAX_ELEMENTS:
            raise InputError("odd_too_large", place)
        listener.begin(local[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(local[name])

    def refuse(*_: object) -> None:
        raise InputError("file_damaged", place)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = listener.words
    parser.StartDoctypeDeclHandler = refuse
    given = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            given += len(piece)
            if given - max(parser.CurrentByteIndex, 0) > MAX_TAG:
                raise InputError("file_damaged", place)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # its encoding, too
        raise InputError("file_damaged", place) from error
