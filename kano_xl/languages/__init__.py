"""Every word a person reads, one folder of TOML catalogues per language.

A text has a dotted key: the file, then the place in it, so ``names.category.M``
is ``category.M`` in ``names.toml``. Values are put in with ``str.format``, and
only values named in the text: a catalogue never reaches into an object.

A value that is a `decimal.Decimal` is written with the decimal mark of the language, and one that
is `InQuotes` with its quotation marks.

A key that ends in two texts, ``one`` and ``other``, is chosen by the value ``n``.
"""

from __future__ import annotations

import os
import re
import string
import sys
from decimal import Decimal
from functools import cache
from typing import Any

from kano_xl.languages.folders import FALLBACK, LANGUAGES, contents, text_files
from kano_xl.languages.traits import Traits, traits_of

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "InQuotes",
    "Traits",
    "catalogue",
    "decimal",
    "picked",
    "picked_by_windows",
    "system_language",
    "text",
    "traits_of",
]


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
    return {name: _texts(language, name) for name in text_files(language)}


@cache
def _texts(language: str, name: str) -> Any:
    """One file of a catalogue, read when the first of its texts is asked for.

    Raises:
        KeyError: no such language, or no such file.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    return contents(language, name)


def file(language: str, name: str) -> dict[str, Any]:
    """All texts of one file of a language, as nested dictionaries; the others are not read.

    Raises:
        KeyError: no such language, or no such file.
    """
    found: dict[str, Any] = _texts(language, name)
    return found


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
    if "{" not in found and "}" not in found:
        return str(found)
    return _FORMATTER.vformat(found, (), _written(language, values))


class InQuotes(str):
    """A text in which “ and ” stand for the quotation marks of the language that it is told in.

    It is for lists of names within a text; around a single name the text has its own.
    """

    __slots__ = ()


def _written(language: str, values: dict[str, object]) -> dict[str, object]:
    """The values, numbers with decimals and quotation marks as the language writes them."""
    written = {}
    for key, value in values.items():
        if isinstance(value, Decimal):
            written[key] = decimal(language, str(value))
        elif isinstance(value, InQuotes):
            marks = str(_texts(language, "names")["quotation_marks"])
            written[key] = value.translate(str.maketrans("“”", marks))
    return values | written if written else values


def decimal(language: str, digits: str) -> str:
    """A number in digits with a point, as the language writes it.

    >>> decimal("de", "0.38"), decimal("en", "0.38")
    ('0,38', '0.38')
    """
    return digits.replace(".", str(_texts(language, "names")["decimal_mark"]))


def system_language() -> str:
    """The language of this user's system, `FALLBACK` where it is none of `LANGUAGES`."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    chosen = next((name for name in names if name), "")
    if not chosen and sys.platform == "win32":
        import ctypes

        # Of what Windows itself shows, whatever the formats of dates and numbers are.
        return picked_by_windows(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return picked(chosen)


def picked(locale: str) -> str:
    """The language that a locale picks by its name: the one that declares the most of it.

    >>> picked("zh_CN.UTF-8"), picked("zh"), picked("en_GB"), picked("C")
    ('zh-Hans', 'zh-Hans', 'en', 'en')
    """
    name = re.split("[.@]", locale)[0].replace("_", "-").casefold()
    declared = {each.casefold(): tag for tag in LANGUAGES for each in traits_of(tag).locales}
    begins = [each for each in declared if f"{name}-".startswith(f"{each}-")]
    return declared[max(begins, key=len)] if begins else FALLBACK


def picked_by_windows(number: int) -> str:
    """The language that one of Windows' ids of languages picks.

    The lower ten bits tell the language without its region: what a language declares of its
    region goes before that.

    >>> picked_by_windows(0x0804), picked_by_windows(0x0809)
    ('zh-Hans', 'en')
    """
    declared = {each: tag for tag in LANGUAGES for each in traits_of(tag).windows_ids}
    return declared.get(number) or declared.get(number & _WITHOUT_REGION, FALLBACK)


_WITHOUT_REGION = 0x3FF
