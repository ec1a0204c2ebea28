"""Rows below the respondents that hold sums or means, and no person's answers."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.vocabulary import pattern


def rows_of_sums(rows: Sequence[Sequence[Value]], first_row: int) -> tuple[list[int], int]:
    """The rows at the end whose first filled cell says that they sum up, and where they begin.

    Args:
        rows: the cells of a sheet.
        first_row: the row of the first respondent.

    Returns:
        The 0-based rows, and the number of rows above them (all rows if there are none).

    >>> rows_of_sums([["ID", "Q1"], [1, 2], [2, 4], [None, None], ["Total", 6], ["Mean", 3]], 1)
    ([4, 5], 4)
    """
    found: list[int] = []
    for row in range(len(rows) - 1, first_row - 1, -1):
        first = next((cell for cell in rows[row] if cell is not None), None)
        if first is None:
            continue
        if not pattern("sums", "words").fullmatch(printable(first).strip(" :：")):
            break
        found.append(row)
    return found[::-1], found[-1] if found else len(rows)
