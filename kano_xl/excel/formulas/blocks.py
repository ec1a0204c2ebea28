"""The formulas of an open workbook that call KANO_ functions, ready to be written anew.

Each sheet is read at once: a workbook with hundreds of thousands of cells takes a few
calls, not one for each cell. Hidden sheets are read as well. Formulas of defined names,
of conditional formats and of data validation are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kano_xl.addresses import address
from kano_xl.errors import Place
from kano_xl.excel.book.native import spilled, whole_array
from kano_xl.excel.formulas.tokens import calls
from kano_xl.survey.quoting import printable

if TYPE_CHECKING:
    import xlwings

Grid = tuple[tuple[Any, ...], ...]
"""Cells row by row."""

LONGEST_ARRAY = 255
"""Characters of an array formula that a program may write."""

_TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class SheetCells:
    """What stands in the used cells of a sheet.

    Attributes:
        sheet: the sheet.
        row, column: of the first cell, from 1.
        formulas: what one would type; "" for an empty cell.
        values: what is shown; None for nothing, errors as texts such as ``#N/A``.
    """

    sheet: xlwings.Sheet
    row: int
    column: int
    formulas: Grid
    values: Grid

    def range(self, row: int, column: int, shape: tuple[int, int] = (1, 1)) -> xlwings.Range:
        """The range of cells whose first one is at these indices of the grids."""
        corner = self.sheet.range((self.row + row, self.column + column))
        return corner.resize(*shape)

    def place(self, row: int, column: int) -> Place:
        """Where the cell at these indices of the grids is."""
        cell = address(self.row - 1 + row, self.column - 1 + column)
        return Place(sheet=printable(self.sheet.name), cell=cell)

    def at(self, other: SheetCells, row: int, column: int) -> tuple[Any, Any]:
        """Formula and value of the cell at these indices of ``other``, the same sheet before."""
        row, column = row + other.row - self.row, column + other.column - self.column
        if not (0 <= row < len(self.values) and 0 <= column < len(self.values[0])):
            return "", None
        return self.formulas[row][column], self.values[row][column]

    def is_formula(self, row: int, column: int) -> bool:
        """Whether a cell computes something; a text that only looks like a formula does not."""
        formula = self.formulas[row][column]
        is_like_one = isinstance(formula, str) and formula[:1] == "="
        return is_like_one and self.values[row][column] != formula


@dataclass(frozen=True, slots=True)
class FormulaBlock:
    """Neighbouring cells of one column with KANO_ formulas, or one whole array formula.

    Attributes:
        row, column: indices of the first cell in the grids of `SheetCells`.
        formulas: of each cell; of an array formula once for all of its cells.
        shape: rows and columns.
        is_array: whether it is an array formula.
    """

    row: int
    column: int
    formulas: tuple[str, ...]
    shape: tuple[int, int]
    is_array: bool = False

    @property
    def count(self) -> int:
        """How many formulas it has."""
        return len(self.formulas)

    @property
    def last(self) -> tuple[int, int]:
        """The indices of its last cell."""
        return self.row + self.shape[0] - 1, self.column + self.shape[1] - 1

    def cells(self) -> Iterator[tuple[int, int]]:
        """The indices of all its cells."""
        rows, columns = self.shape
        return (
            (self.row + down, self.column + right)
            for down in range(rows)
            for right in range(columns)
        )


def notation(book: xlwings.Book) -> str:
    """Which property of a range holds its formulas as people type them.

    In an Excel with spilling formulas, what is written as ``formula`` would no longer spill.
    """
    try:
        _ = book.sheets[0].range("A1").formula2
    except Exception:  # an older Excel; what it raises differs by system
        return "formula"
    return "formula2"


def read_cells(sheet: xlwings.Sheet, notation: str) -> SheetCells:
    """All used cells of a sheet."""
    used = sheet.used_range
    return _with_values(used, _grid(getattr(used, notation), used.shape))


def read_where(
    sheets: Iterable[xlwings.Sheet], notation: str, wanted: Callable[[str], bool]
) -> list[SheetCells]:
    """The used cells of those sheets on which any formula is ``wanted``.

    Of the others the values are not even read: a survey's answers may be a million cells.
    """
    found = []
    for sheet in sheets:
        used = sheet.used_range
        formulas = _grid(getattr(used, notation), used.shape)
        like_formulas = (
            cell for row in formulas for cell in row if isinstance(cell, str) and cell[:1] == "="
        )
        if any(map(wanted, like_formulas)):
            found.append(_with_values(used, formulas))
    return found


def _with_values(used: xlwings.Range, formulas: Grid) -> SheetCells:
    values = _grid(used.options(ndim=2, err_to_str=True).value, used.shape)
    return SheetCells(used.sheet, used.row, used.column, formulas, values)


def _grid(cells: Any, shape: tuple[int, int]) -> Grid:
    """Cells row by row, however flat they arrived."""
    if not isinstance(cells, list | tuple):
        return ((cells,),)
    if cells and isinstance(cells[0], list | tuple):
        return tuple(map(tuple, cells))
    return (tuple(cells),) if shape[0] == 1 else tuple((cell,) for cell in cells)


def blocks(cells: SheetCells, wanted: Callable[[str], bool]) -> list[FormulaBlock]:
    """The KANO_ formulas in a sheet that are ``wanted``, as blocks that can be written at once.

    Cells that only show what another cell spilled are left out; array formulas come whole.
    """
    found = _found(cells, wanted)
    arrays: list[FormulaBlock] = []
    if found and cells.sheet.used_range.has_array is not False:
        for row, column in sorted(found):
            array = _array(cells, row, column) if (row, column) in found else None
            if array is not None:
                arrays.append(array)
                found.difference_update(array.cells())
    return arrays + runs(cells, found)


def _found(cells: SheetCells, wanted: Callable[[str], bool]) -> set[tuple[int, int]]:
    """The indices of the cells that have a KANO_ formula themselves."""
    found = set()
    for row, line in enumerate(cells.formulas):
        for column, formula in enumerate(line):
            if not (calls(formula) and wanted(formula) and cells.is_formula(row, column)):
                continue
            # The same formula above or beside it may be the one that spilled here.
            above = row and cells.formulas[row - 1][column] == formula
            beside = column and line[column - 1] == formula
            if not ((above or beside) and spilled(cells.range(row, column))):
                found.add((row, column))
    return found


def _array(cells: SheetCells, row: int, column: int) -> FormulaBlock | None:
    """The array formula that a cell is part of."""
    array = whole_array(cells.range(row, column))
    if array is None:
        return None
    start = array.row - cells.row, array.column - cells.column
    return FormulaBlock(*start, (cells.formulas[row][column],), array.shape, is_array=True)


def runs(cells: SheetCells, found: Iterable[tuple[int, int]]) -> list[FormulaBlock]:
    """The cells at these indices; those one below the other are one block."""
    columns: list[list[tuple[int, int]]] = []
    for row, column in sorted(found, key=lambda cell: (cell[1], cell[0])):
        if columns and columns[-1][-1] == (row - 1, column):
            columns[-1].append((row, column))
        else:
            columns.append([(row, column)])
    return [
        FormulaBlock(
            *run[0], tuple(cells.formulas[row][column] for row, column in run), (len(run), 1)
        )
        for run in columns
    ]


def writable(
    cells: SheetCells, found: Sequence[FormulaBlock]
) -> tuple[list[FormulaBlock], list[FormulaBlock]]:
    """The blocks that Excel lets one write, and those that have to stay.

    What is written into a cell formatted as text becomes a text, and an array formula of
    more than `LONGEST_ARRAY` characters cannot be written at all.
    """
    fine: list[FormulaBlock] = []
    fixed: list[FormulaBlock] = []
    for block in found:
        if block.is_array:
            long = len(block.formulas[0]) > LONGEST_ARRAY
            (fixed if long or _has_text_format(cells, block) else fine).append(block)
        elif not _has_text_format(cells, block):
            fine.append(block)
        else:
            singles = [runs(cells, {cell})[0] for cell in block.cells()]
            texts = [single for single in singles if _has_text_format(cells, single)]
            fixed += texts
            fine += runs(cells, {(one.row, one.column) for one in singles if one not in texts})
    return fine, fixed


def _has_text_format(cells: SheetCells, block: FormulaBlock) -> bool:
    """Whether any cell of a block is formatted as text; None is a mixture of formats."""
    area = cells.range(block.row, block.column, block.shape)
    shown: Any = area.number_format
    if isinstance(shown, str):
        return shown == _TEXT_FORMAT
    return any(cell.number_format == _TEXT_FORMAT for cell in area)
