"""Cells with their addresses: what every file and every open worksheet becomes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kano_xl.addresses import address
from kano_xl.errors import Place

Value = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds; None where it is empty or holds only white space."""

Rows = list[list[Value]]
"""The cells of a sheet by row; ``rows[0][0]`` is A1. A reader may leave rows ragged."""

Cells = Sequence[Sequence[Value]]
"""Rows of one length that nobody changes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one worksheet, or of a whole text or Parquet file.

    Attributes:
        file: the name of the file, without its folder.
        name: the name of the worksheet; None for a file that has none.
        rows: ``rows[r][c]`` stands in worksheet row ``r + 1`` and column ``c``, A being 0.
            All rows are of one length; empty rows and columns at the end are cut off.
        hidden: the worksheet is not shown when the file is opened.
        hidden_rows: 0-based rows that the file hides, by a filter, by hand or by having no
            height. Known of .xlsx and .xlsm files only.
        ours: the beginning of the kano_xl name that the sheet bears, such as
            `kano_xl.names.RESULT`; "" for a sheet that somebody else made.
        lacks_results: the result of a formula may be missing in the file, so that the cell counts
            as empty. Known of .xlsx and .xlsm files only.
    """

    file: str
    name: str | None
    rows: Cells
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    ours: str = ""
    lacks_results: bool = False

    def place(self, row: int, column: int) -> Place:
        """Where the cell with these 0-based indices is.

        >>> str(Sheet("bank.xlsx", "Answers", []).place(6, 2))
        "bank.xlsx, 'Answers'!C7"
        """
        return Place(self.file, self.name, address(row, column))

    def letter(self, column: int) -> str:
        """What a column with this 0-based index is called.

        >>> Sheet("bank.xlsx", "Answers", []).letter(2)
        'C'
        """
        return address(0, column)[:-1]

    @property
    def whole(self) -> Place:
        """The sheet itself, without a cell."""
        return Place(self.file, self.name)


def trim(rows: Rows) -> None:
    """Make all rows of one length, in place; empty rows and columns at the end go.

    >>> rows = [[1, None, None], [], [None, 2], [None]]
    >>> trim(rows)
    >>> rows
    [[1, None], [None, None], [None, 2]]
    """
    width = 0
    last = 0
    for number, row in enumerate(rows, 1):
        used = len(row)
        while used and row[used - 1] is None:
            used -= 1
        if used:
            last = number
            width = max(width, used)
    del rows[last:]
    for row in rows:
        del row[width:]
        row.extend([None] * (width - len(row)))
