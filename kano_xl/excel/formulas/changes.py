"""Changes to an open workbook that are made all, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kano_xl.excel.book.native import no_filling_down
from kano_xl.excel.formulas.blocks import FormulaBlock, SheetCells

if TYPE_CHECKING:
    import xlwings


class FormulaChanges:
    """What was changed so far, and how it is taken back.

    Args:
        notation: as `kano_xl.excel.formulas.blocks.notation` gives it.
    """

    def __init__(self, notation: str) -> None:
        self._notation = notation
        self._undo: list[Callable[[], None]] = []

    def write_formulas(
        self, cells: SheetCells, block: FormulaBlock, formulas: tuple[str, ...]
    ) -> None:
        """Put other formulas into the cells of a block."""
        self._undo.append(lambda: self.put_back(cells, block))
        self._write(cells, block, formulas)

    def write_values(self, cells: SheetCells, block: FormulaBlock, values: list[list[Any]]) -> None:
        """Put values into the cells of a block, in place of its formulas."""
        self._undo.append(lambda: self.put_back(cells, block))
        cells.range(block.row, block.column, block.shape).value = values

    def put_back(self, cells: SheetCells, block: FormulaBlock) -> None:
        """Give the cells of a block their own formulas again."""
        self._write(cells, block, block.formulas)

    def fill(self, cells: SheetCells, block: FormulaBlock, values: list[list[Any]]) -> None:
        """Put values into cells that are empty."""
        area = cells.range(block.row, block.column, block.shape)
        self._undo.append(area.clear_contents)
        area.value = values

    def add_name(self, book: xlwings.Book, name: str, refers_to: str) -> None:
        """Define a name that the workbook does not have."""
        self._undo.append(book.names.add(name, refers_to).delete)

    def take_back(self, fault: BaseException | None = None) -> None:
        """Put everything back as it was, the last change first.

        Args:
            fault: why it has to be, where something failed.

        Raises:
            OutputError: ``half_changed``: not all of it could be.
        """
        from kano_xl.writers.open_workbook.undoing import take_back

        undos, self._undo = self._undo[::-1], []
        take_back(undos, fault)

    def _write(self, cells: SheetCells, block: FormulaBlock, formulas: tuple[str, ...]) -> None:
        area = cells.range(block.row, block.column, block.shape)
        if block.is_array:
            area.formula_array = formulas[0]
        else:
            setattr(area, self._notation, [[formula] for formula in formulas])


@contextmanager
def all_or_nothing(book: xlwings.Book, notation: str) -> Iterator[FormulaChanges]:
    """Collect changes; whatever fails in between, they are taken back and the error goes on.

    Raises:
        OutputError: ``half_changed``: not all of them could be taken back.
    """
    changes = FormulaChanges(notation)
    with _quiet(book.app), no_filling_down(book.app):
        try:
            yield changes
        except BaseException as fault:
            changes.take_back(fault)
            raise


@contextmanager
def _quiet(app: xlwings.App) -> Iterator[None]:
    """No flicker, and no macros of the workbook that follow each change of a cell."""
    before = app.screen_updating, app.enable_events
    app.screen_updating = app.enable_events = False
    try:
        yield
    finally:
        app.screen_updating, app.enable_events = before
