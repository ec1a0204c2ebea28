"""The first rows of a frame as a sheet: by them its layout is recognised."""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.errors import Place
from kano_xl.survey.sheet import Sheet


@dataclass(frozen=True, slots=True)
class FrameSheet(Sheet):
    """Column names above the first rows. A frame has no cells: places are columns."""

    def place(self, row: int, column: int) -> Place:
        """The column with this 0-based index; its rows have no fixed order."""
        return Place(self.file, None, self.letter(column))

    def letter(self, column: int) -> str:
        """The name of a column; its letter where it has none."""
        name = self.rows[0][column] if self.rows else None
        return Sheet.letter(self, column) if name is None else str(name)
