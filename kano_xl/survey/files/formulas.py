"""Formulas whose results are not in the file: a program wrote them, and none has calculated them.

To a reader such cells are empty. It is looked for when a survey is refused, for then it may be why,
and in the columns that are read where a worksheet may hold such formulas.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from kano_xl.addresses import column_number
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
    return _first(path, sheet, _Formulas(range(_ROWS)))


def without_result_within(
    path: Path, sheet: str | None, rows: range, columns: Collection[int]
) -> Place | None:
    """The first cell in some 0-based rows and columns that holds a formula and no result.

    Args:
        path: see `without_result`.
        sheet: see there.
        rows: where it is looked for.
        columns: likewise.
    """
    return _first(path, sheet, _Formulas(rows, columns))


def _first(path: Path, sheet: str | None, found: _Formulas) -> Place | None:
    try:
        package = Package(Archive(path))
        title = next(iter(package.sheets)) if sheet is None else sheet
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

    def __init__(self, rows: range, columns: Collection[int] | None = None) -> None:
        self._rows, self._columns = rows, columns
        self._row = 0
        self._cell = self._kind = ""
        self._is_formula = self._is_result = self._has_result = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row":
            self._row = int(attributes.get("r", "0") or 0)
            if self._row > self._rows.stop:
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
        lacks = name == "c" and self._is_formula and not self._has_result and self._kind != "str"
        if lacks and self._row > self._rows.start and self._is_within():
            raise _FoundError(self._cell)

    def _is_within(self) -> bool:
        letters = self._cell.rstrip("0123456789")
        return self._columns is None or bool(
            letters and column_number(letters) - 1 in self._columns
        )
