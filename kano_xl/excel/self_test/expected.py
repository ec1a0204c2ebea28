"""The report that an analysis of the self-test's survey should have put into its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.self_test.check import CheckFailedError
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import RESULT
from kano_xl.report.build import report_for_workbook
from kano_xl.report.report import (
    UNDEFINED,
    CategoryName,
    Cell,
    Chart,
    Formula,
    Link,
    Range,
    ReportSheet,
)
from kano_xl.report.typesetting.placement import PlacedSheet, PlacedTable, Placement
from kano_xl.survey.reading import read
from kano_xl.writers.open_workbook.cells import Area
from kano_xl.writers.open_workbook.sheet import area_of

if TYPE_CHECKING:
    import xlwings

NUMBERS = ("categories", "coefficients", "scores", "results", "data")
"""The result sheets of numbers: the others also tell of the file or of the day."""


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """A report with the places of everything, and the workbook that should hold it.

    Attributes:
        placement: where everything should stand.
        areas: the cells of each result sheet in the workbook, by key.
    """

    placement: Placement
    areas: dict[str, xlwings.Range]

    def sheet(self, key: str) -> xlwings.Sheet:
        """A result sheet in the workbook."""
        return self.areas[key].sheet

    @property
    def placed(self) -> dict[str, PlacedSheet]:
        """Every sheet that there should be, by key."""
        return {placed.sheet.key: placed for placed in self.placement.sheets}

    def tables(self, keys: tuple[str, ...]) -> Iterator[tuple[str, PlacedTable]]:
        """The tables of some sheets, each with the key of its sheet."""
        for key in keys:
            for block in self.placed[key].blocks:
                if isinstance(block, PlacedTable):
                    yield key, block

    def charts(self) -> Iterator[tuple[ReportSheet, Chart]]:
        """All charts, each with its sheet."""
        for placed in self.placement.sheets:
            for block in placed.sheet.blocks:
                if isinstance(block, Chart):
                    yield placed.sheet, block

    def cells(self, key: str, table: PlacedTable) -> xlwings.Range:
        """The cells of a table in the workbook, without its header."""
        first = table.row + 2, table.column + 1
        return self.sheet(key).range(first).resize(len(table.table.rows), len(table.table.columns))

    def native_table(self, key: str, table: PlacedTable) -> Area | None:
        """The cells of the table of Excel that begins where a table should; None if none does."""
        found = [area_of(each.range) for each in self.sheet(key).tables]
        return next((area for area in found if area[:2] == (table.row, table.column)), None)

    def address(self, cells: Range) -> str:
        """A range as the formula of a series names it, without apostrophes."""
        title, first_row, first_column, last_row, last_column = self.placement.locate(cells)
        area = Area(
            first_row, first_column, last_row - first_row + 1, last_column - first_column + 1
        )
        return f"{self._shown_title(title)}!{area.absolute}".replace("'", "")

    def labels(self) -> Callable[[Range], str]:
        """A function that gives what stands now in the first cell of a range."""
        grids: dict[str, list[list[object]]] = {}

        def label(cells: Range) -> str:
            title, row, column, *_ = self.placement.locate(cells)
            if title not in grids:
                area = next(each for key, each in self.areas.items() if self._titles[key] == title)
                grids[title] = area.options(ndim=2).value
            return str(grids[title][row][column] or "")

        return label

    def _shown_title(self, title: str) -> str:
        """The title that a sheet of the report has in the workbook."""
        key = next(key for key, known in self._titles.items() if known == title)
        return str(self.sheet(key).name)

    @property
    def _titles(self) -> dict[str, str]:
        """The titles of the report's sheets by key."""
        return {key: placed.sheet.title for key, placed in self.placed.items()}


def expected_report(book: xlwings.Book, survey: Path) -> ExpectedReport:
    """The report of a survey's file, made without Excel, beside the sheets in a workbook.

    Raises:
        CheckFailedError: result sheets are missing, or in no known language.
    """
    areas = result_areas(book)
    for language in LANGUAGES:
        settings = Settings(language=language, scores=True, accept_pairs=True)
        found = read([survey], settings)
        analysis = analyse(found, settings)
        report = ExpectedReport(
            Placement(report_for_workbook(found, analysis, date.today())), areas
        )
        if missing := sorted(report.placed.keys() - areas.keys()):
            raise CheckFailedError(f"no sheet {', '.join(missing)}")
        title = areas["method"].sheet.name
        if title.startswith(text(language, "report.sheet.method")):
            return report
    raise CheckFailedError("the result sheets have unknown titles")


def result_areas(book: xlwings.Book) -> dict[str, xlwings.Range]:
    """The cells of the result sheets of a workbook, by key."""
    found = named_cells(book, RESULT)
    return {name.removeprefix(RESULT): area for name, area in found.items()}


def shown(cell: Cell) -> object:
    """What a cell of a report shows in a workbook."""
    match cell:
        case Formula():
            return UNDEFINED if cell.value is None else cell.value
        case CategoryName() | Link():
            return cell.text
        case None:
            return UNDEFINED
        case "":
            return None
        case _:
            return cell
