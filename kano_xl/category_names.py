"""What the six categories are called: a set of names of a language, or the user's own.

A language's catalogue ``names`` holds the standard names as ``category`` and may declare further
sets under ``category_sets``, each with those names alone that differ from the standard. Only
what people read has these names: functions, JSON and the letters stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kano_xl.errors import SettingsError
from kano_xl.languages import LANGUAGES, file

STANDARD = "standard"
"""The set that every language has."""

OWN = "own"
"""Stands beside the sets for names of the user's own."""

LETTERS = ("M", "O", "A", "I", "R", "Q")
"""The categories in the order in which their names are asked for."""

LONGEST = 20
"""Characters of a name: more has no room in a quadrant of the map."""

_FIRST = frozenset("=+-@'")
"""What makes a formula, or no text as it is, of what is typed into a cell."""

_ANYWHERE = frozenset('=,;"“”{}[]<>|*?~\\')
"""What means something in a list of choices, in a formula or in a search."""


@cache
def sets() -> tuple[str, ...]:
    """The sets of names that there are in any language, the standard first.

    >>> sets()
    ('standard', 'basic')
    """
    found = (each for language in LANGUAGES for each in _declared(language))
    return tuple(dict.fromkeys((STANDARD, *found)))


def category_names(language: str, chosen: str | Mapping[str, str] = STANDARD) -> dict[str, str]:
    """The name of each of `LETTERS`.

    Args:
        language: of the names.
        chosen: one of `sets`, of which a language that lacks it has the standard; or the user's
            own names by letter, where letters that are not given have the standard name.

    >>> category_names("zh-Hans", "basic")["A"], category_names("en", {"M": "basis"})["M"]
    ('兴奋', 'basis')

    Raises:
        KeyError: there is no such language.
    """
    standard = file(language, "names")["category"]
    other = _declared(language).get(chosen, {}) if isinstance(chosen, str) else chosen
    return {letter: other.get(letter, standard[letter]) for letter in LETTERS}


def check_name(letter: str, name: str) -> None:
    """Refuse a name that a category cannot have.

    Raises:
        SettingsError: ``category_name_empty``, ``category_name_long`` or ``category_name_marks``.
    """
    if not name.strip():
        raise SettingsError("category_name_empty", letter=letter)
    if len(name) > LONGEST:
        raise SettingsError("category_name_long", letter=letter, n=len(name), most=LONGEST)
    if name[0] in _FIRST or not name.isprintable() or not _ANYWHERE.isdisjoint(name):
        raise SettingsError("category_name_marks", letter=letter)


def check_different(names: Mapping[str, str]) -> None:
    """Refuse names of which two are the same.

    Raises:
        SettingsError: ``category_name_twice``, with the second of them.
    """
    seen: dict[str, str] = {}
    for letter, name in names.items():
        first = seen.setdefault(_folded(name), letter)
        if first != letter:
            raise SettingsError("category_name_twice", name=name, first=first, letter=letter)


def every_name() -> dict[str, set[str]]:
    """Letter → all names that the category has in any set of any language."""
    named = [category_names(language, each) for language in LANGUAGES for each in sets()]
    return {letter: {names[letter] for names in named} for letter in LETTERS}


def _declared(language: str) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = file(language, "names")["category_sets"]
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
