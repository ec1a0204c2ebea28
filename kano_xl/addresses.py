"""The names of cells."""

from __future__ import annotations


def address(row: int, column: int) -> str:
    """The address of a cell with these 0-based indices, as Excel writes it.

    >>> address(6, 2), address(0, 26)
    ('C7', 'AA1')
    """
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"
