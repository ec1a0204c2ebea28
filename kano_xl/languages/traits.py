"""What differs by language and is no text: ``language.toml`` of a language's folder."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from kano_xl.languages.folders import COMPLETE, LANGUAGES, contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """All that the program has to know of a language besides its texts.

    Attributes:
        name: what the language calls itself.
        also_called: further names that people may choose it by.
        locales: the beginnings of the names of locales that pick it, such as ``zh-TW``.
        windows_ids: Windows' ids of languages (LCIDs) that pick it. The id of a language without
            a region, below 1024, stands for all its regions that no language declares.
        countries: the countries (Excel's ``xlCountryCode``) whose Excel is in it, for an Excel
            that cannot tell its language.
        example: the file of the example survey.
        font: the font of sheets and charts, one that Excel has on Windows and on the Mac.
        east_asian_font: that of the Chinese, Japanese and Korean characters of charts, which
            Excel takes from the workbook's theme; "" where the language has none.
        looseness: how much wider than Arial its fonts, or what stands in for them, may run.
        longest_feature: characters that the name of a feature may have in the template.
        longest_label: characters of a name that a label of the live map shows.
    """

    name: str
    also_called: tuple[str, ...]
    locales: tuple[str, ...]
    windows_ids: tuple[int, ...]
    countries: tuple[int, ...]
    example: str
    font: str
    east_asian_font: str
    looseness: float
    longest_feature: int
    longest_label: int


@cache
def traits_of(tag: str) -> Traits:
    """What a language's folder declares.

    >>> traits_of("en").font
    'Arial'

    Raises:
        KeyError: no such language.
        ValueError: its ``language.toml`` lacks a key, or has one that is not known.
    """
    if tag not in LANGUAGES:
        raise KeyError(tag)
    given = contents(tag, COMPLETE)
    known = {field.name for field in fields(Traits)}
    if given.keys() != known:
        wrong = ", ".join(sorted(given.keys() ^ known))
        raise ValueError(f"languages/{tag}/{COMPLETE}.toml: missing or not known: {wrong}")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
    }
    return Traits(**values)
