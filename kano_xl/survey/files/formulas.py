"""Formulas whose results are not in the file: a program wrote them, and none has calculated them.

To a reader such cells are empty. It is looked for when a survey is refused, for then it may be why,
and in the columns that are read where a worksheet may hold such formulas.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kano_xl.addresses import column_number
from kano_xl.errors import InputError, Place
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.markup import follow
from kano_xl.survey.files.package import Package

_ROWS = 40
"""Rows from the top that are looked at: headers stand there, and the first answers."""


class Sought(NamedTuple):
    """Some cells of a worksheet: 0-based rows and columns, None for all columns."""

    rows: range
    columns: Collection[int] | None = None


class Lacking(NamedTuple):
    """The first of some cells that hold a formula and no result, and how many there are."""

    first: Place
    n: int


def without_result(path: Path, sheet: str | None) -> Place | None:
    """The first cell near the top of a worksheet that holds a formula and no result.

    Args:
        path: of the file; one that is no .xlsx file has none.
        sheet: its title; None for the first one.
    """
    (found,) = without_results(path, sheet, [Sought(range(_ROWS))])
    return found and found.first


def without_results(
    path: Path, sheet: str | None, among: Sequence[Sought]
) -> tuple[Lacking | None, ...]:
    """Of each of some blocks of cells, which hold a formula and no result; None where none does.

    The worksheet is gone through once.

    Args:
        path: see `without_result`.
        sheet: see there.
        among: the cells that are looked at.
    """
    found = _Formulas(among)
    try:
        package = Package(Archive(path))
        title = next(iter(package.sheets)) if sheet is None else sheet
        with suppress(_Passed):
            follow(package.pieces(package.sheets[title]), found, package.place)
    except (InputError, OSError, KeyError, StopIteration):
        return (None,) * len(among)
    return tuple(
        Lacking(Place(path.name, title, first), n) if n else None
        for first, n in zip(found.first, found.n, strict=True)
    )


class _Passed(Exception):  # noqa: N818 - nothing is wrong
    """No further row is looked at."""


class _Formulas:
    """Follows the cells of a worksheet as far as they matter.

    Of each block ``first`` is the first cell that is looked for, and ``n`` how many there are.
    """

    def __init__(self, among: Sequence[Sought]) -> None:
        self._among = among
        self._last = max(each.rows.stop for each in among)
        self.first = [""] * len(among)
        self.n = [0] * len(among)
        self._row = 0
        self._cell = self._kind = ""
        self._is_formula = self._is_result = self._has_result = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row":
            self._row = int(attributes.get("r", "0") or 0)
            if self._row > self._last:
                raise _Passed
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
            self._note()

    def _note(self) -> None:
        letters = self._cell.rstrip("0123456789")
        column = column_number(letters) - 1 if letters else -1
        for index, among in enumerate(self._among):
            inside = among.columns is None or column in among.columns
            if inside and self._row - 1 in among.rows:
                self.first[index] = self.first[index] or self._cell
                self.n[index] += 1
