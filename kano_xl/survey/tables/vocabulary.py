"""The words of headers in every language, as patterns that are compiled when a text needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import chain
from typing import Any

from kano_xl.languages.folders import HEADERS, contents, tags_with

_EASTERN = "[\u2e80-\ud7ff\uf900-\ufaff\uff66-\uff9f]"
"""What a text in Chinese, Japanese or Korean has at least one of. Compiled when it is needed:
large ranges take milliseconds."""

_NOTHING = r"(?!)"


@cache
def vocabulary() -> dict[str, Any]:
    """``headers.toml`` of every language, by its tag."""
    return {tag: contents(tag, HEADERS) for tag in tags_with(HEADERS)}


def is_eastern(text: str) -> bool:
    """Whether a text has a letter of Chinese, Japanese or Korean.

    >>> is_eastern("30–45"), is_eastern("性别")
    (False, True)
    """
    return not text.isascii() and max(text) >= "\u2e80" and re.search(_EASTERN, text) is not None


class Pattern:
    """The patterns under two keys of all languages as one, without regard to case.

    Compiling them takes longer than all else in reading a small survey. So those of the ``eastern``
    languages are compiled when a text has a letter of Chinese, Japanese or Korean, for they need
    one, and of those that stand at the beginning of a text none is behind the one that is found.
    """

    def __init__(self, group: str, name: str, end: str) -> None:
        self._western: list[list[str]] = []
        self._eastern: list[list[str]] = []
        for words in vocabulary().values():
            languages = self._eastern if words.get("eastern") else self._western
            languages.append(words.get(group, {}).get(name, "").splitlines())
        self._compiled = cache(lambda one: re.compile(f"(?:{one}){end}", re.IGNORECASE))

    def match(self, text: str) -> re.Match[str] | None:
        """What is found at the beginning of a text: the first of them that is there."""
        found = (self._compiled(one).match(text) for listed in self._lists(text) for one in listed)
        return next(filter(None, found), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The whole text, if it is one of them."""
        return self._as_one(text).fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """What is found first in a text."""
        return self._as_one(text).search(text)

    def sub(self, instead: str, text: str) -> str:
        """A text with something else instead of each that is found."""
        return self._as_one(text).sub(instead, text)

    def count(self, text: str) -> int:
        """How many are found in a text, none within another."""
        return len(self._as_one(text).findall(text))

    def _lists(self, text: str) -> Iterable[list[str]]:
        """Those that a text may bear, a list for each language."""
        return (*self._western, *self._eastern) if is_eastern(text) else self._western

    def _as_one(self, text: str) -> re.Pattern[str]:
        """All that a text may bear: only so is it known which of them comes first in it."""
        return self._every if is_eastern(text) else self._without_eastern

    @cached_property
    def _every(self) -> re.Pattern[str]:
        return self._either_of(chain(*self._western, *self._eastern))

    @cached_property
    def _without_eastern(self) -> re.Pattern[str]:
        return self._either_of(chain(*self._western))

    def _either_of(self, alternatives: Iterable[str]) -> re.Pattern[str]:
        return self._compiled("|".join(f"(?:{one})" for one in alternatives) or _NOTHING)


@cache
def pattern(group: str, name: str, end: str = "") -> Pattern:
    """The patterns of one group and name; ``end`` has to follow whichever of them is found."""
    return Pattern(group, name, end)
