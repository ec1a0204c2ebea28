"""Cells that name a category by its letter, or by its name with or without the letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.tables.vocabulary import Pattern, pattern

PERFORMANCE = "P"
"""What some call the one-dimensional category O; never both in one table."""


@cache
def category_letter(cell: str) -> str | None:
    """The letter of the category that a cell names, `PERFORMANCE` for a bare P; None if none.

    >>> category_letter(" m "), category_letter("Must-be"), category_letter("魅力属性A")
    ('M', 'M', 'A')
    >>> category_letter("P"), category_letter("maybe")
    ('P', None)
    """
    words = unicodedata.normalize("NFKC", cell).strip(" .:*")
    if words.upper() in {*CATEGORIES, PERFORMANCE}:
        return words.upper()
    if not any(map(str.isalpha, words)):
        return None
    if not 3 <= len(re.sub(r"\W", "", words)) <= 40 and not re.search(r"[\u3040-\uffff]", words):
        return None
    return next((c for c in CATEGORIES if names_of(c).fullmatch(words)), None)


def names_of(letter: str) -> Pattern:
    """The names of a category in all languages, each with or without its letter behind it.

    >>> bool(names_of("A").fullmatch("Attractive (A)"))
    True
    """
    return pattern("totals", letter, end=rf"(?:\s*[(（]?{letter}[)）]?)?")
