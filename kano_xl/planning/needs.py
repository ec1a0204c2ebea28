"""The columns on the left of a planning sheet: a need, and what the survey says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from kano_xl.addresses import address
from kano_xl.languages import traits_of
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea, GridDraft, Highlight
from kano_xl.planning.results import (
    NOT_FOUND,
    KnownFeatures,
    letter_of_row,
    look_up,
    of_row,
)
from kano_xl.report.report import Scalar
from kano_xl.report.typesetting.text_size import lines

NUMBER, NAME, LETTER, BETTER, WORSE, IMPORTANCE = range(6)
"""The columns: the row of the results, the need, its category and coefficients, and how important
it is."""

WIDTHS = (30, 214, 44, 46, 46, 40)
"""Of these columns, in pixels."""

ROW = 21
"""The height of a row with one line."""

_POINTS, _LINE = 9, 15
_TALLEST = 540
"""Pixels of a row: Excel refuses rows of more than 409 points."""


@dataclass(frozen=True, slots=True)
class NeedColumns:
    """Writes these columns.

    Attributes:
        draft: the sheet.
        known: the features that are looked up.
        analysed, largest: the cells that hold how many there are, and their largest coefficient.
    """

    draft: GridDraft
    known: KnownFeatures
    analysed: str
    largest: str

    def write(self, row: int, name: str, typed: Typed, importance: float) -> None:
        """Write the columns of a need.

        Args:
            row: of the sheet.
            name: of the need; "" for an empty row.
            typed: its importance as it was typed; None leaves it to the survey.
            importance: what it is then; NaN for nothing.
        """
        draft, at = self.draft, partial(fixed_column, row)
        write_found(draft, self.known, self.analysed, row, name)
        if typed is not None:
            draft.put(row, IMPORTANCE, typed, "input_centre")
            return
        both = f"{at(BETTER)}:{at(WORSE)}"
        known = f"AND(ISNUMBER({at(NUMBER)}),COUNT({both})>0,{self.largest}>0)"
        effect = f"MAX(N({at(BETTER)}),-N({at(WORSE)}))"
        formula = f'IF({known},ROUND(1+4*{effect}/{self.largest},0),"")'
        draft.calculate(row, IMPORTANCE, formula, blank(importance), "input_centre")


def write_found(draft: GridDraft, known: KnownFeatures, analysed: str, row: int, name: str) -> None:
    """Write the columns of what a survey says of a need, but for its importance.

    Args:
        draft: the sheet.
        known: the features that are looked up.
        analysed: the cell that holds how many there are.
        row: of the sheet.
        name: of the need; "" for an empty row.
    """
    at, feature = partial(fixed_column, row), known.feature(name)
    known_row = known.row(name) if name and known.features else ""
    shown: Scalar = NOT_FOUND if known_row is None else known_row
    draft.calculate(row, NUMBER, look_up(at(NAME), analysed), shown, "calculated_quiet")
    draft.put(row, NAME, name or None, "input_text")
    draft.calculate(row, LETTER, letter_of_row(at(NUMBER)), feature.shown, "letter")
    for column, key in ((BETTER, "better"), (WORSE, "worse")):
        value = blank(getattr(feature, key))
        draft.calculate(row, column, of_row(key, at(NUMBER)), value, "calculated_2")


def colour_letters(draft: GridDraft, letters: GridArea) -> None:
    """Give letters of categories their colours, open ones too."""
    for letter in "MOAIRQ":
        is_letter = f'LEFT({letters.first},1)="{letter}"'
        draft.highlights.append(Highlight(letters, is_letter, f"letter_{letter}"))


def name_height(name: str, language: str) -> int:
    """Pixels of a row whose name is so long."""
    return text_height(name, WIDTHS[NAME], language)


def text_height(words: str, width: int, language: str) -> int:
    """Pixels of a row in which all words are seen, or as many as can be, in a cell of a width."""
    room = (width - 20) / traits_of(language).looseness
    return min(_TALLEST, ROW + _LINE * (len(lines(words, _POINTS, room)) - 1))


def blank(value: float) -> Scalar:
    """A number, or "" for what is undefined: as the formulas show it.

    >>> blank(0.5), blank(float("nan"))
    (0.5, '')
    """
    return "" if math.isnan(value) else float(value)


def fixed_column(row: int, column: int) -> str:
    """The address of a cell whose column stays when a formula is copied.

    >>> fixed_column(4, 1)
    '$B5'
    """
    return "$" + address(row, column)


def fixed_row(row: int, column: int) -> str:
    """The address of a cell whose row stays when a formula is copied.

    >>> fixed_row(4, 1)
    'B$5'
    """
    letters = address(0, column).removesuffix("1")
    return f"{letters}${row + 1}"
