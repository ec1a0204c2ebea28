"""A strategy canvas in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.languages import text
from kano_xl.planning.canvas_layout import CanvasLayout
from kano_xl.planning.canvas_numbers import CalculatedCanvas, said_of_rows
from kano_xl.planning.grid import GridDraft
from kano_xl.planning.needs import fixed_column
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.worded import WordedDraft
from kano_xl.report.report import Scalar

LONGEST_LABEL = 30
"""Characters of a name in the lists and below the curves."""

OF_OTHERS = {
    **{key: f"planning.house.column.{key}" for key in ("number", "letter", "better", "worse")},
    **{key: f"planning.actions.column.{key}" for key in ("measure", "owner")},
    "check": "planning.house.column.check",
}
"""Columns that are called as on other planning sheets."""


class CanvasDraft(WordedDraft):
    """A strategy canvas in the making.

    Attributes:
        language: of its texts.
        found, filling, known: what it is made from.
        says: the key of what is to be looked at in each row.
        place: where everything stands.
        draft: its cells so far.
    """

    section = "canvas"

    def __init__(self, language: str, found: CalculatedCanvas, known: KnownFeatures) -> None:
        self.language, self.found, self.known = language, found, known
        self.filling, self.says = found.filling, said_of_rows(found)
        self.place = CanvasLayout(len(self.filling.rows))
        self.draft = GridDraft()

    def cell(self, row: int, key: str) -> str:
        """The address of a cell of a column, for formulas that go along with their row."""
        return fixed_column(row, self.place.at(key))

    def down(self, key: str) -> str:
        """All cells of a column."""
        return self.place.down(key).fixed

    def calculate(self, row: int, key: str, formula: str, value: Scalar, look: str) -> None:
        """A formula in a column."""
        self.draft.calculate(row, self.place.at(key), formula, value, look)

    def column(self, key: str) -> str:
        """What a column is called."""
        return text(self.language, OF_OTHERS.get(key, f"canvas.column.{key}"))

    def verdict(self, key: str) -> str:
        """A verdict in words, or "" for none."""
        return text(self.language, f"names.verdict.{key}") if key else ""

    def label(self, index: int) -> str:
        """The name of a factor where there is little room."""
        name = self.filling.rows[index].name
        return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"

    def word(self, group: str, key: str) -> str:
        """A text of a group, or "" for no key."""
        return self.words(f"{group}.{key}") if key else ""
