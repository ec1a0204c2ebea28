"""A sheet that grows sideways: a column for each touchpoint or step, between two grey columns.

What is typed for a column and what follows from it stand in it, the latter in hidden rows too. No
formula refers to the column beside its own: only so can columns be inserted, copied and moved.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from kano_xl.planning.enclosed import BESIDE, EnclosedTable
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea, GridDraft
from kano_xl.planning.needs import blank, fixed_row, text_height
from kano_xl.planning.results import (
    NOT_FOUND,
    KnownFeature,
    KnownFeatures,
    letter_of_row,
    look_up,
    of_row,
    quoted_text,
    trimmed,
)
from kano_xl.planning.worded import WordedDraft
from kano_xl.report.report import Scalar

LABEL, HINT, START, FIRST = range(4)
"""The columns: what a row is called, how it is filled in, the grey column that begins those of the
team, and the first of them. What is moved or inserted between both grey columns counts."""

GREY = 6
"""The width of a grey column."""


@dataclass(frozen=True, slots=True)
class SidewaysLayout(ABC):
    """The places on a sheet with so many columns of the team's.

    Attributes:
        columns: how many there are.
        above_keys: what is typed once, above the rows.
        top: the row of the first of these.
        widths: pixels of a column, those of one where there are more of them than `many`.
        many: see there.
    """

    columns: int
    above_keys: ClassVar[Sequence[str]]
    top: ClassVar[int]
    widths: ClassVar[tuple[int, int]]
    many: ClassVar[int] = 12

    @abstractmethod
    def at(self, key: str) -> int:
        """The row of what is typed or calculated for each column."""

    @property
    @abstractmethod
    def last(self) -> int:
        """The last row that is seen."""

    @property
    @abstractmethod
    def hidden(self) -> tuple[int, int]:
        """All hidden rows."""

    @property
    @abstractmethod
    def tables(self) -> tuple[EnclosedTable, ...]:
        """Where columns are inserted, and what stands around."""

    @property
    def width(self) -> int:
        """Pixels of a column."""
        wide, narrow = self.widths
        return wide if self.columns <= self.many else narrow

    @property
    def end(self) -> int:
        """The grey column that ends them."""
        return FIRST + self.columns

    def above(self, key: str) -> GridArea:
        """The cell of one of `above_keys`."""
        return GridArea.cell(self.top + list(self.above_keys).index(key), HINT)

    def along(self, key: str) -> GridArea:
        """The cells of a row in all columns, with both grey ones."""
        return GridArea(self.at(key), START, self.at(key), self.end)

    def between(self, key: str) -> GridArea:
        """The same without the grey columns."""
        return GridArea(self.at(key), FIRST, self.at(key), self.end - 1)

    def on_the_left(self, key: str, columns: int = 1) -> GridArea:
        """The first cells of a hidden row that has cells on the left alone."""
        return GridArea(self.at(key), LABEL, self.at(key), LABEL + columns - 1)

    def table(self, name: str, first: str, last: str) -> EnclosedTable:
        """Where columns are inserted, from one row to another, and what stands around."""
        typed = GridArea(self.at(first), START, self.at(last), self.end)
        return EnclosedTable.of_columns(name, typed, HINT, self.end + BESIDE)


class FoundColumn(Protocol):
    """What is known of a column, whatever it stands for: what was typed, and what follows."""

    @property
    def typed(self) -> Any:
        """What was typed, by keys of rows."""

    @property
    def follows(self) -> str:
        """The key of what follows, or ""."""

    @property
    def says(self) -> str:
        """The key of what is to be looked at, or ""."""

    @property
    def row(self) -> int | None:
        """The row of the results with its feature."""

    @property
    def found(self) -> KnownFeature:
        """What the survey says of that."""


class SidewaysDraft(WordedDraft):
    """Such a sheet in the making.

    Attributes:
        language: of its texts.
        known: the features of the survey.
        place: where everything stands.
        draft: its cells so far.
    """

    known: KnownFeatures
    place: SidewaysLayout
    draft: GridDraft

    def cell(self, key: str, column: int) -> str:
        """The address of a cell of a row, for formulas that go along with their column."""
        return fixed_row(self.place.at(key), column)

    def is_filled(self, key: str, column: int) -> str:
        """The formula for whether a cell holds more than blanks."""
        return f"LEN({trimmed(self.cell(key, column))})>0"

    def along(self, key: str) -> str:
        """All cells of a row, with both grey columns."""
        return self.place.along(key).fixed

    def on_the_left(self, key: str) -> str:
        """The address of a hidden cell on the left."""
        return self.place.on_the_left(key).fixed

    def height(self, typed: Typed, width: int) -> int:
        """Pixels of a row in which a text is seen whole; those of one line for anything else."""
        return text_height(typed if isinstance(typed, str) else "", width, self.language)

    def put(self, key: str, column: int, formula: str, value: Scalar, look: str) -> None:
        """Write a formula into a row of a column."""
        self.draft.calculate(self.place.at(key), column, formula, value, look)

    def write_found(self, column: int, found: FoundColumn) -> None:
        """Write what the survey says of the feature behind a column."""
        at, name = self.cell("number", column), self.cell("feature", column)
        is_named = bool(found.typed.feature and self.known.features)
        shown: Scalar = "" if not is_named else NOT_FOUND if found.row is None else found.row
        self.put("number", column, look_up(name, self.on_the_left("analysed")), shown, "helper")
        self.put("letter", column, letter_of_row(at), found.found.shown, "letter")
        for key in ("better", "worse"):
            value = blank(getattr(found.found, key))
            self.put(key, column, of_row(key, at), value, "calculated_2")

    def one_of(self, letters: str, column: int) -> str:
        """The formula for whether the category behind a column is one of some."""
        letter = f"LEFT({self.cell('letter', column)},1)"
        return f"OR({','.join(f'{letter}={quoted_text(each)}' for each in letters)})"
