"""Cells that name a category: a letter, or its name in any known language."""

from __future__ import annotations

import unicodedata
from functools import cache

from kano_xl.category_names import every_name
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.sheet import Value


def letter_of(value: Value) -> str | None:
    """The letter of the category that a cell names; "" for a blank, None for anything else.

    >>> letter_of("a"), letter_of(" Must-be "), letter_of("期望属性"), letter_of("")
    ('A', 'M', 'O', '')
    >>> letter_of("Z") is letter_of(3.0) is None
    True
    """
    if value is None:
        return ""
    return _known().get(_plain(value)) if isinstance(value, str) else None


def category_name(letter: str, language: str) -> str:
    """The name of a category as functions give it: formulas of the user's rely on it.

    >>> category_name("O", "en"), category_name("O", "zh-Hans")
    ('one-dimensional', '期望')
    """
    return text(language, f"names.category_in_formulas.{letter}")


@cache
def _known() -> dict[str, str]:
    """Letters, names as functions give them and as reports may, and as a sentence uses them."""
    known = {"": ""}
    for letter, names in every_name().items():
        known |= dict.fromkeys(map(_plain, names), letter)
    for name in CATEGORIES:
        known[_plain(name)] = name
        for language in LANGUAGES:
            known[_plain(category_name(name, language))] = name
            known[_plain(text(language, f"report.kind.{name}"))] = name
    return known


def _plain(words: str) -> str:
    """A name without what does not matter: case, width, and how its words are joined."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "-".join(folded.replace("-", " ").replace("_", " ").split())
