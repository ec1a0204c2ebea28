"""An evaluation table of the user's own, from a file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from kano_xl.errors import InputError, Place
from kano_xl.model.categories import CATEGORIES
from kano_xl.survey.sheet import Value

_SIZES = (3, 5)


def read_evaluation_table(path: Path) -> tuple[str, ...]:
    """The rows of the 5×5 or 3×3 grid of category letters that a file holds.

    One letter a cell, or a row of letters in one cell; titles beside and above the grid
    are passed over.

    Raises:
        InputError: the file cannot be read, or holds no such grid.
    """
    from kano_xl.survey.files.opening import read_sheets

    sheet = read_sheets(path)[0]
    lines = [_letters_at_end(row) for row in sheet.rows]
    rows = [line for line in lines if len(line) >= min(_SIZES)]
    size = len(rows)
    if size not in _SIZES or any(len(row) < size for row in rows):
        raise InputError(
            "table_file_grid", Place(path.name, sheet.name), known=" ".join(CATEGORIES)
        )
    # A title that is a letter itself stands before the grid.
    return tuple(row[-size:] for row in rows)


def _letters_at_end(row: Sequence[Value]) -> str:
    """The category letters that a row ends in, in order."""
    cells = [str(cell).strip().upper() for cell in row if cell is not None]
    letters = takewhile(lambda cell: cell and set(cell) <= set(CATEGORIES), reversed(cells))
    return "".join(reversed(list(letters)))
