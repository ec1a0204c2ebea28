"""The names of cells."""

from __future__ import annotations

from functools import cache


def address(row: int, column: int) -> str:
    """The address of a cell with these 0-based indices, as Excel writes it.

    >>> address(6, 2), address(0, 26)
    ('C7', 'AA1')
    """
    return f"{_letters(column)}{row + 1}"


@cache
def _letters(column: int) -> str:
    """The letters of a column, by its 0-based index."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def column_number(letters: str) -> int:
    """The 1-based number of a column.

    >>> column_number("A"), column_number("xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def absolute(row: int, column: int) -> str:
    """The address of a cell that stays when the formula with it is copied.

    >>> absolute(6, 2)
    '$C$7'
    """
    return f"${_letters(column)}${row + 1}"
