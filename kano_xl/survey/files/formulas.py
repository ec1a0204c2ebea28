"""Formulas whose results are not in the file: a program wrote them, and none has calculated them.

To a reader such cells are empty. It is looked for when a survey is refused, for then it may be why.
"""

from __future__ import annotations

from pathlib import Path

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.markup import follow
from kano_xl.survey.files.package import Package

_ROWS = 40
"""Rows from the top that are looked at: headers stand there, and the first answers."""


def without_result(path: Path, sheet: str | None) -> Place | None:
    """The first cell near the top of a worksheet that holds a formula and no result.

    Args:
        path: of the file; one that is no .xlsx file has none.
        sheet: its title; None for the first one.
    """
    try:
        package = Package(Archive(path))
        title = next(iter(package.sheets)) if sheet is None else sheet
        found = _Formulas()
        follow(package.pieces(package.sheets[title]), found, package.place)
    except _FoundError as end:
        return Place(path.name, title, end.cell) if end.cell else None
    except (InputError, OSError, KeyError, StopIteration):
        return None
    return None


class _FoundError(Exception):
    """What is looked for was found, or can no longer be."""

    def __init__(self, cell: str | None) -> None:
        self.cell = cell
        super().__init__(cell)


class _Formulas:
    """Follows the cells of a worksheet as far as they matter."""

    def __init__(self) -> None:
        self._cell = self._kind = ""
        self._is_formula = self._is_result = self._has_result = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row" and int(attributes.get("r", "0") or 0) > _ROWS:
            raise _FoundError(None)
        if name == "c":
            self._cell, self._kind = attributes.get("r", ""), attributes.get("t", "n")
            self._is_formula = self._has_result = False
        self._is_formula |= name == "f"
        self._is_result = name == "v"

    def words(self, words: str) -> None:
        """Text within it."""
        self._has_result |= self._is_result and bool(words.strip())

    def end(self, name: str) -> None:
        """It ends; the result of a formula for words may be none."""
        self._is_result = False
        if name == "c" and self._is_formula and not self._has_result and self._kind != "str":
            raise _FoundError(self._cell)
