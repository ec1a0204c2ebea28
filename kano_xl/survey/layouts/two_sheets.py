"""Two sheets of one file as the two sides of one survey: "Functional" and "Dysfunctional"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kano_xl.errors import Place
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.tables.headings import DYSFUNCTIONAL, FUNCTIONAL, side_of_mark
from kano_xl.survey.tables.table import is_background

_MARKS = {FUNCTIONAL: "[F]", DYSFUNCTIONAL: "[D]"}


@dataclass(frozen=True, slots=True)
class JoinedSheet(Sheet):
    """The sheets of both sides beside each other; the cells keep the addresses they have.

    Attributes:
        second: the sheet of the dysfunctional side.
        width: columns of the functional side.
        rows_of_second: row of this sheet → row of the second one.
    """

    second: Sheet | None = None
    width: int = 0
    rows_of_second: tuple[int, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """Where the cell really is."""
        if self.second is None or column < self.width:
            return Sheet.place(self, row, column)
        return self.second.place(self.rows_of_second[row], column - self.width)


def joined(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, two of which are one where their names are the two sides and they fit.

    They fit where their headers are the same and their respondents too: by a column that
    tells every respondent apart, or, without one, by as many rows.
    """
    sides = {side: sheet for sheet in sheets if (side := side_of_mark(sheet.name or ""))}
    functional, dysfunctional = sides.get(FUNCTIONAL), sides.get(DYSFUNCTIONAL)
    named = [sheet for sheet in sheets if side_of_mark(sheet.name or "")]
    if functional is None or dysfunctional is None or len(named) != 2:
        return list(sheets)
    both = _beside(functional, dysfunctional)
    if both is None:
        return list(sheets)
    rest = [sheet for sheet in sheets if sheet not in (functional, dysfunctional)]
    return [both, *rest]


def _beside(first: Sheet, second: Sheet) -> JoinedSheet | None:
    headers = [[printable(cell or "") for cell in sheet.rows[0]] for sheet in (first, second)]
    if headers[0] != headers[1] or len(first.rows) != len(second.rows):
        return None
    order = _order(first, second, headers[0])
    if order is None:
        return None
    rows: list[list[Value]] = [
        [*_marked(headers[0], FUNCTIONAL), *_marked(headers[0], DYSFUNCTIONAL)]
    ]
    width = len(headers[0])
    asked = [not is_background(header) for header in headers[0]]
    for mine, other in enumerate(order[1:], 1):
        answers = [
            cell if wanted else None for cell, wanted in zip(second.rows[other], asked, strict=True)
        ]
        rows.append([*first.rows[mine], *answers])
    return JoinedSheet(
        first.file,
        first.name,
        rows,
        first.hidden,
        first.hidden_rows | {order.index(row) for row in second.hidden_rows if row in order},
        second=second,
        width=width,
        rows_of_second=order,
    )


def _marked(headers: Sequence[str], side: str) -> list[Value]:
    """The headers with the mark of a side, save those about the person; these once only."""
    return [
        (header if side == FUNCTIONAL else None)
        if is_background(header)
        else f"{header} {_MARKS[side]}"
        for header in headers
    ]


def _order(first: Sheet, second: Sheet, headers: Sequence[str]) -> tuple[int, ...] | None:
    """Row of the first sheet → row of the second one with the same respondent."""
    for index, header in enumerate(headers):
        mine = [row[index] for row in first.rows[1:]]
        others = {row[index]: at for at, row in enumerate(second.rows[1:], 1)}
        if is_background(header) and len(set(mine)) == len(mine) == len(others):
            if set(mine) != set(others):
                return None
            return (0, *(others[value] for value in mine))
    return tuple(range(len(first.rows)))
