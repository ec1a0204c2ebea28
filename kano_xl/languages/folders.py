"""The folders of languages, and what lies in them.

A folder bears the language's tag (BCP 47). One with a ``language.toml`` is complete: the program
speaks that language. One that has only ``answers.toml`` or ``headers.toml`` is partial: surveys
in that language are read.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FALLBACK = "en"
"""The language for whom no other is meant; it comes first of all."""

COMPLETE, ANSWERS, HEADERS, EXAMPLE = "language", "answers", "headers", "example"
"""The files that are no texts: facts of the language, answers to surveys, headers of columns, and
the words of the example survey."""

_FOLDER = Path(__file__).parent


@cache
def _root() -> Traversable:
    """Where the folders lie: on the disk, or in a wheel that Python runs as it is."""
    if _FOLDER.is_dir():
        return _FOLDER
    # An import that takes as long as Python's start, and only the installer needs it.
    from importlib import resources

    return resources.files(__package__)


@cache
def _folders() -> dict[str, frozenset[str]]:
    """The tags, `FALLBACK` first and the others by the alphabet, with the names of their files."""
    found = {
        folder.name: frozenset(
            file.name.removesuffix(".toml")
            for file in folder.iterdir()
            if file.name.endswith(".toml")
        )
        for folder in _root().iterdir()
        if folder.is_dir()
    }
    tags = sorted((tag for tag in found if found[tag]), key=lambda tag: (tag != FALLBACK, tag))
    return {tag: found[tag] for tag in tags}


def tags_with(name: str) -> tuple[str, ...]:
    """The languages whose folders hold a file, `FALLBACK` first.

    >>> tags_with("answers")[:2]
    ('en', 'de')
    """
    return tuple(tag for tag, names in _folders().items() if name in names)


def text_files(tag: str) -> tuple[str, ...]:
    """The names of the files of a language that hold its texts.

    >>> text_files("en")[:3]
    ('actions', 'blueprint', 'canvas')
    """
    return tuple(sorted(_folders()[tag] - {COMPLETE, ANSWERS, HEADERS, EXAMPLE}))


def contents(tag: str, name: str) -> dict[str, Any]:
    """What a file of a language holds.

    Raises:
        KeyError: no such language, or no such file.
    """
    if name not in _folders().get(tag, ()):
        raise KeyError(f"{tag}/{name}")
    return tomllib.loads((_root() / tag / f"{name}.toml").read_text(encoding="utf-8"))


LANGUAGES = tags_with(COMPLETE)
"""The languages that the program speaks: every catalogue is complete in them."""
