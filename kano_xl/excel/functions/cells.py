"""The cells that Excel hands to a function, and the cells that it gets back.

Excel hands over plain values: one for a single cell, a tuple of rows for a range; numbers
are floats, an empty cell is None, an error is a whole number. It gets back the same shapes,
with "" for a blank and the texts ``#N/A``, ``#VALUE!`` and ``#DIV/0!`` for errors, which the
add-in turns into real ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any, ParamSpec

from kano_xl.errors import KanoError
from kano_xl.survey.sheet import Value

Cell = str | float | bool
"""A value that a cell shows; "" for a blank."""

Cells = Cell | tuple[tuple[Cell, ...], ...]
"""What a function gives: one cell, or rows of cells."""

NOT_AVAILABLE, DIVISION_BY_ZERO, WRONG = "#N/A", "#DIV/0!", "#VALUE!"
"""No valid pair; a zero denominator; cells or a choice that cannot be read."""

_FIRST_ERROR = -2146828288 + 2000
"""COM's number of the first of Excel's errors, which are 2000 to 2999 from 0x800A0000 on."""

_ERROR_NUMBERS = range(_FIRST_ERROR, _FIRST_ERROR + 1000)
_ERROR_TEXTS = {
    2000: "#NULL!",
    2007: DIVISION_BY_ZERO,
    2015: WRONG,
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: NOT_AVAILABLE,
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_LEFT_OUT = -2147352572
"""COM's number for an argument that was left out (DISP_E_PARAMNOTFOUND)."""


class CellError(Exception):
    """The whole result of a function is an error of Excel's."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A rectangle of cells.

    Attributes:
        values: height × width values, row by row, at least one.
        height, width: its rows and columns.
    """

    values: list[Value]
    height: int
    width: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width


def block(raw: object) -> CellBlock:
    """The cells of an argument. TRUE and FALSE become text, for as keys they would be 1 and 0.

    >>> block(((1.0, "like"), (None, True)))
    CellBlock(values=[1.0, 'like', None, 'TRUE'], height=2, width=2)
    >>> block("A").shape
    (1, 1)

    Raises:
        CellError: no cells at all, or rows of unequal length.
    """
    rows: Sequence[Sequence[Any]]
    if not isinstance(raw, tuple | list):
        rows = ((raw,),)
    elif raw and not isinstance(raw[0], tuple | list):
        rows = (raw,)
    else:
        rows = raw
    values = list(chain.from_iterable(rows))
    height, width = len(rows), len(rows[0]) if rows else 0
    if not values or len(values) != height * width:
        raise CellError(WRONG)
    if bool in set(map(type, values)):
        values = [str(value).upper() if isinstance(value, bool) else value for value in values]
    return CellBlock(values, height, width)


def shaped(values: Sequence[Cell], height: int, width: int) -> Cells:
    """Values, row by row, as Excel takes them.

    >>> shaped(["A", "O", "M", ""], 2, 2), shaped(["A"], 1, 1)
    ((('A', 'O'), ('M', '')), 'A')
    """
    if len(values) == 1:
        return values[0]
    return tuple(zip(*[iter(values)] * width, strict=True))


def error_text(value: Value) -> str | None:
    """The error that a cell holds, as Excel shows it; None where it holds none.

    >>> error_text(-2146826246), error_text("#DIV/0!"), error_text(3.0), error_text("#1")
    ('#N/A', '#DIV/0!', None, None)
    """
    if isinstance(value, int) and value in _ERROR_NUMBERS:
        return _ERROR_TEXTS.get(value - _FIRST_ERROR + 2000, WRONG)
    if isinstance(value, str) and value in _ERROR_TEXTS.values():
        return value
    return None


def left_out(raw: object) -> bool:
    """Whether an optional argument was not given.

    A given cell that is empty arrives as a range of one cell where the add-in takes care
    of that, and then counts as given.
    """
    return raw is None or (isinstance(raw, int) and raw == _LEFT_OUT)


_Arguments = ParamSpec("_Arguments")


def as_cells(function: Callable[_Arguments, Cells]) -> Callable[_Arguments, Cells]:
    """A function that answers an impossible argument with an error value, as Excel's own do."""

    @wraps(function)
    def answer(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> Cells:
        try:
            return function(*arguments, **named)
        except CellError as error:
            return error.text
        except KanoError:
            return WRONG

    return answer
