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
    letters = address(0, column).removesuffix("1")
    return f"${letters}${row + 1}"
