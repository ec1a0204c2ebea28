"""One reader per kind of file, each: a path in, the cells of its worksheets out.

A reader trusts nothing that a file says about itself: it refuses damaged files and
hostile sizes with an `InputError` before memory is spent on them (see `limits`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds; None where it is empty or holds only white space."""

Rows = list[list[Value]]
"""The cells of a sheet by row; ``rows[0][0]`` is A1. A reader may leave rows ragged."""


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
