"""The texts of a workbook: those that cells share, and how runs of one text are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from sys import getsizeof

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import LONGEST_TEXT, MAX_VALUES, MIB
from kano_xl.survey.files.markup import follow
from kano_xl.survey.sheet import Value

_ESCAPE = re.compile("_x00([0-9A-Fa-f]{2})_")
_SPACE = " \t\r\n"


def plain(words: str, is_kept: bool) -> str:
    r"""A text as Excel means it.

    Args:
        words: as they stand in the XML.
        is_kept: white space at both ends belongs to the text (``xml:space="preserve"``).

    >>> plain(" a_x000D_ ", False), plain(" a", True)
    ('a\r', ' a')
    """
    words = words if is_kept else words.strip(_SPACE)
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), words) if "_x00" in words else words


class Runs:
    """One text, which may be in several runs of different looks; how to say it is left out."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._pieces: list[str] | None = None
        self._length = 0
        self._is_kept = self._is_phonetic = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element within the text begins."""
        if name == "rPh":
            self._is_phonetic = True
        elif name == "t" and not self._is_phonetic:
            self._pieces = []
            self._is_kept = attributes.get("xml:space") == "preserve"

    def words(self, words: str) -> None:
        """Some words; what exceeds the longest text that Excel has is left out, as Excel does."""
        if self._pieces is not None and self._length < LONGEST_TEXT:
            words = words[: LONGEST_TEXT - self._length]
            self._length += len(words)
            self._pieces.append(words)

    def end(self, name: str) -> None:
        """An element within the text ends."""
        if name == "rPh":
            self._is_phonetic = False
        elif name == "t" and self._pieces is not None:
            run, self._pieces = "".join(self._pieces), None
            if run:  # of empty ones there may be millions
                self._runs.append(plain(run, self._is_kept))

    def text(self) -> str:
        """All runs together."""
        return "".join(self._runs)


def shared_texts(pieces: Iterable[bytes], place: Place) -> list[Value]:
    """The texts of a workbook by their numbers; blank ones are None.

    Raises:
        InputError: ``file_damaged``, or ``unpacked_too_large``: too many, or too long.
    """
    found = _Texts(place)
    follow(pieces, found, place)
    return found.texts


class _Texts:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.texts: list[Value] = []
        self._memory = 0
        self._runs: Runs | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._runs = Runs()
        elif self._runs is not None:
            self._runs.begin(name, attributes)

    def words(self, words: str) -> None:
        if self._runs is not None:
            self._runs.words(words)

    def end(self, name: str) -> None:
        if self._runs is None:
            return
        if name != "si":
            self._runs.end(name)
            return
        text = self._runs.text()
        self._runs = None
        self._memory += getsizeof(text) + 8
        if self._memory > MAX_VALUES:
            raise InputError("unpacked_too_large", self.place, most=MAX_VALUES // MIB)
        self.texts.append(text if text.strip() else None)
