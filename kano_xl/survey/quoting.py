"""A stranger's text inside our messages: short, on one line, and never somebody's contact data."""

from __future__ import annotations

import re
import unicodedata

from kano_xl.errors import HIDDEN as HIDDEN

LONGEST = 40
"""Characters of a quoted text, at most."""

_PERSONAL = re.compile(
    r"""\S@\S                               # an email address, or a handle
      | \b\d{1,3}(?:\.\d{1,3}){3}\b         # an IPv4 address
      | (?:[0-9a-f]{0,4}:){3,}[0-9a-f]{0,4} # an IPv6 address
      | (?:\+|00|\b)\d(?:[\s()./-]?\d){6,}  # a telephone or identity number
      | ://""",
    re.IGNORECASE | re.VERBOSE,
)


def quoted(value: object) -> str:
    r"""A header or an answer as it may be shown: at most `LONGEST` characters, harmless ones only.

    >>> quoted("I  might\nlike it")
    'I might like it'
    >>> quoted("ask jane@example.com")
    '…'
    """
    words = printable(value)
    if _PERSONAL.search(words[: 2 * LONGEST]):
        return HIDDEN
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


_CONTACT = re.compile(
    r"\S+@\S+|(?<=\s)@[\w.]+(?![\w.(])|(?:\+|00|\b)\d(?:[\s()./-]?\d){6,}", re.IGNORECASE
)
"""An email address, a handle, a telephone or identity number."""


def without_contacts(words: str) -> str:
    """A header or a name without the contact data in it.

    >>> without_contacts("Ask ann@example.com or +49 171 2345678 for help")
    'Ask … or … for help'
    """
    return _CONTACT.sub(HIDDEN, words)


def without_addresses(words: str) -> str:
    """A text without email addresses; days and ranges of numbers stay.

    >>> without_addresses("2026-03-01 ann@example.com")
    '2026-03-01 …'
    """
    return re.sub(r"\S+@\S+", HIDDEN, words)


def printable(value: object) -> str:
    r"""The text on one line, without control and direction characters, single spaces between words.

    >>> printable("Fast\u202e \x00transfers "), printable(14.0)
    ('Fast transfers', '14')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        character
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        else (" " if character.isspace() else "")
        for character in text
    )
    return " ".join("".join(kept).split())


def folded(value: object) -> str:
    """The text on one line, without regard to case and width, to compare it with another.

    Nor to the apostrophe, which programs bend while one types.

    >>> folded(" Ｐro  PLAN ") == folded("pro plan"), folded("O’Neil") == folded("O'Neil")
    (True, True)
    """
    straight = printable(value).translate(_APOSTROPHES)
    return unicodedata.normalize("NFKC", straight).casefold().strip()


def folded_id(value: object) -> str:
    """The same of an ID: one of digits may be a number in another file, which begins with no zero.

    >>> folded_id("007"), folded_id(7), folded_id("A007"), folded_id("000")
    ('7', '7', 'a007', '0')
    """
    plain = folded(value)
    return plain.lstrip("0") or "0" if plain.isdecimal() else plain


_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")


_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Characters that steer a terminal, turn the direction of writing, break lines, or are halves."""


def visible(words: str, kept: str = "") -> str:
    r"""A text whose control and direction characters and line breaks are written out.

    Args:
        words: anything.
        kept: characters that stay as they are.

    >>> print(visible("Answers\x1b[31m\u202e\n"))
    Answers\u001b[31m\u202e\u000a
    """
    return _UNSEEN.sub(
        lambda found: found[0] if found[0] in kept else f"\\u{ord(found[0]):04x}", words
    )
