"""Every word a person reads, one folder of TOML catalogues per language.

A text has a dotted key: the file, then the place in it, so ``names.category.M``
is ``category.M`` in ``names.toml``. Values are put in with ``str.format``, and
only values named in the text: a catalogue never reaches into an object.

A key that ends in two texts, ``one`` and ``other``, is chosen by the value ``n``.
"""

from __future__ import annotations

import os
import string
import sys
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = ("en", "zh-Hans")
"""The languages that every catalogue is complete in; the first is the fallback."""


_CHINESE = 0x04
"""How Windows numbers Chinese, in the lower ten bits of a language's number."""


class _Plain(string.Formatter):
    """``str.format`` without attribute or index access into the values."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return self.get_value(field_name, args, kwargs), field_name


_FORMATTER = _Plain()


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All texts of a language, as nested dictionaries: file name, then its TOML.

    Raises:
        KeyError: the language is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    names = (entry.name for entry in _folder(language).iterdir())
    return {
        name.removesuffix(".toml"): _texts(language, name.removesuffix(".toml"))
        for name in sorted(names)
        if name.endswith(".toml")
    }


@cache
def _texts(language: str, name: str) -> Any:
    """One file of a catalogue, read when the first of its texts is asked for.

    Raises:
        KeyError: no such language, or no such file.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    try:
        file = (_folder(language) / f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    return tomllib.loads(file)


def _folder(language: str) -> Traversable:
    return resources.files(__package__) / language.replace("-", "_")


def text(language: str, key: str, /, **values: object) -> str:
    """The text behind a dotted key, in a language, with its values put in.

    >>> text("en", "names.category.M")
    'must-be'
    >>> text("zh-Hans", "names.category.M")
    '必备'

    Raises:
        KeyError: no such language, no such key, or a value the text needs is not given.
    """
    name, *parts = key.split(".")
    found = _texts(language, name)
    for part in parts:
        found = found[part]
    if isinstance(found, dict):
        single = values.get("n") == 1 and "one" in found
        found = found["one" if single else "other"]
    return _FORMATTER.vformat(found, (), values)


def system_language() -> str:
    """The language of this user's system: ``zh-Hans`` where it is Chinese, else ``en``."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    chosen = next((name for name in names if name), "")
    if not chosen and sys.platform == "win32":
        import ctypes

        # Of what Windows itself shows, whatever the formats of dates and numbers are.
        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        chosen = "zh" if number & 0x3FF == _CHINESE else ""
    return "zh-Hans" if chosen.lower().startswith("zh") else "en"
