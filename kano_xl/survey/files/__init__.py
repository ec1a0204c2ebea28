"""Bytes in, sheets out; one reader for each kind of file.

A reader trusts nothing that a file says about itself: it refuses damaged files and
hostile sizes with an `InputError` before memory is spent on them (see `limits`).
"""

from __future__ import annotations

from kano_xl.survey.sheet import Value


class Memo(dict[str, Value]):
    """Texts by themselves, so that equal ones share memory; blank ones become None.

    >>> memo = Memo()
    >>> memo["  "], memo["like"]
    (None, 'like')
    """

    def __missing__(self, words: str) -> Value:
        value = words if words.strip() else None
        if len(self) < 65_536:
            self[words] = value
        return value
