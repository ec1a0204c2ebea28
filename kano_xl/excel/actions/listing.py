"""Many names in a message: the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.languages import text

NAMED = 9
"""So many are named, where nothing else is said."""


def listed(names: Sequence[str], language: str, most: int = NAMED) -> str:
    """The names one after the other; of more than ``most`` the first, and how many are left.

    >>> listed(["A1", "B2"], "en")
    'A1, B2'
    >>> listed([f"A{n}" for n in range(1, 13)], "en")
    'A1, A2, A3, A4, A5, A6, A7, A8, A9 and 3 more'
    """
    shown = text(language, "report.list.separator").join(names[:most])
    more = len(names) - most
    return shown if more <= 0 else text(language, "report.list.and_more", listed=shown, n=more)
