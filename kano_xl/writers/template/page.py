"""A sheet of the template in the making: sizes, titles, links, and texts that stay texts."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kano_xl.addresses import address
from kano_xl.languages import text, traits_of
from kano_xl.report.typesetting.placement import quoted
from kano_xl.report.typesetting.sizes import POINTS, line_height
from kano_xl.report.typesetting.text_size import lines
from kano_xl.writers.cell_text import cell_text
from kano_xl.writers.template.looks import TemplateLooks
from kano_xl.writers.template.places import Block, title

_A4 = 9
_PADDING = 10
_TITLE_ROW = 34


class Page:
    """A sheet to write on.

    Attributes:
        workbook: where it is.
        looks: the formats of the workbook.
        language: of its texts.
        key: one of `kano_xl.writers.template.places.SHEETS`.
        sheet: the worksheet.
    """

    def __init__(self, workbook: Workbook, looks: TemplateLooks, language: str, key: str) -> None:
        self.workbook, self.looks, self.language, self.key = workbook, looks, language, key
        self._widths: tuple[int, ...] = ()
        self.sheet: Worksheet = workbook.add_worksheet(title(language, key))
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.75)
        self.sheet.fit_to_pages(1, 0)

    def words(self, key: str, /, **values: object) -> str:
        """A text of the catalogue ``template``."""
        return text(self.language, f"template.{key}", **values)

    def widths(self, *widths: int, look: str = "line") -> None:
        """The widths of the columns from A on, in pixels, and the look of their empty cells."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column_pixels(column, column, width, self.looks(look))

    def title(self, until: int, first: int = 0, **values: object) -> None:
        """The sheet's title, and a note below it across the columns from ``first`` to ``until``.

        The other arguments are the values of the note.
        """
        self.write(0, first, self.words(f"{self.key}.title"), "title")
        self.sheet.set_row_pixels(0, _TITLE_ROW)
        self.paragraph(1, first, until, self.words(f"{self.key}.note", **values), "note")

    def write(self, row: int, column: int, content: str | float | None, look: str) -> None:
        """Write a text, a number, or an empty cell that has a look."""
        if content is None:
            self.sheet.write_blank(row, column, None, self.looks(look))
        elif isinstance(content, str):
            style = self.looks.for_text(look, content)
            self.sheet.write_string(row, column, cell_text(content), style)
        else:
            self.sheet.write_number(row, column, content, self.looks(look))

    def formula(self, row: int, column: int, formula: str, look: str, value: object = "") -> None:
        """Write a formula with the value that it has in the empty template."""
        self.sheet.write_formula(row, column, formula, self.looks(look), value)

    def paragraph(
        self, row: int, column: int, until: int, words: str, look: str, least: int = 0
    ) -> None:
        """Write a text of several lines across the columns up to ``until``; the row grows."""
        style = "note" if look == "note" else "cell"
        room = (sum(self._widths[column : until + 1]) - _PADDING) / traits_of(
            self.language
        ).looseness
        count = len(lines(words, POINTS[style], room))
        self.sheet.set_row_pixels(row, max(least, count * line_height(style) + _PADDING))
        if until > column:
            self.over(row, column, until, words, look)
        else:
            self.write(row, column, words, look)

    def over(self, row: int, column: int, until: int, words: str, look: str) -> None:
        """Write a text over neighbouring cells of one row, up to the column ``until``."""
        self.sheet.merge_range(row, column, row, until, "", self.looks(look))
        self.write(row, column, words, look)

    def link(self, row: int, column: int, sheet: str) -> None:
        """Write a link to another sheet of the template."""
        target = f"internal:{quoted(title(self.language, sheet))}!A1"
        self.sheet.write_url(row, column, target, self.looks("link"), self.words(f"go.{sheet}"))

    def refer(self, block: Block) -> str:
        """The address of cells, as a formula on this sheet wants it."""
        return block.cells if block.sheet == self.key else block.address(self.language)

    def condition(self, block: Block, formula: str, look: Format) -> None:
        """Lay a look over those cells of a block for whose first cell the formula is true."""
        options: dict[str, Any] = {"type": "formula", "criteria": formula, "format": look}
        last = block.row + block.height - 1, block.column + block.width - 1
        self.sheet.conditional_format(block.row, block.column, *last, options)

    def begin_at(self, block: Block) -> None:
        """Let whoever opens the sheet stand on the first cell of a block."""
        self.sheet.set_selection(block.row, block.column, block.row, block.column)

    def finish(self, last_row: int, last_column: int) -> None:
        """Print everything from A1 to this cell, and let Excel mark none of it as a mistake."""
        self.sheet.print_area(0, 0, last_row, last_column)
        self.no_marks(last_row, last_column)

    def finish_filled(self, last_row: int, last_column: int, filled: Block, above: int) -> None:
        """As `finish`, but print no row below the last one of a column that is filled.

        Args:
            last_row, last_column: the last cell.
            filled: the cells of that column.
            above: how many rows are printed in any case.
        """
        whole = Block(self.key, 0, 0, last_row + 1, last_column + 1)
        cells = filled.address(self.language)
        last = f'MAX({above},SUMPRODUCT(MAX(({cells}<>"")*ROW({cells}))))'
        self.print_filled(whole, last, str(last_column + 1))
        self.no_marks(last_row, last_column)

    def print_filled(self, area: Block, rows: str, columns: str) -> None:
        """Print an area only as far as it is filled, whatever is filled in later.

        Excel asks the formula when it prints. A program that knows areas without formulas alone
        prints the whole sheet.

        Args:
            area: all that may be printed.
            rows, columns: formulas, without ``=``, with addresses in any sheet: how much of it.
        """
        first, whole = (each.address(self.language) for each in (area.at(0), area))
        name = f"{quoted(title(self.language, self.key))}!_xlnm.Print_Area"
        self.workbook.define_name(name, f"={first}:INDEX({whole},{rows},{columns})")

    def no_marks(self, last_row: int, last_column: int) -> None:
        """Let Excel mark no cell up to this one in green: all is as it should be."""
        used = f"A1:{address(last_row, last_column)}"
        harmless = ("number_stored_as_text", "eval_error", "formula_differs", "formula_range")
        self.sheet.ignore_errors(dict.fromkeys(harmless, used))
