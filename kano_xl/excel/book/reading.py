"""Which cells of the open workbook are the survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, KanoError, Place
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.native import can_be_seen
from kano_xl.excel.book.ranges import as_sheet, within
from kano_xl.names import FEATURES, RESPONSES, RESULT, SETTINGS
from kano_xl.survey.assembling import choose
from kano_xl.survey.cells import Sheet
from kano_xl.survey.quoting import quoted

if TYPE_CHECKING:
    import xlwings

_NOTHING_LIKE_ONE = ("file_blank", "no_header", "no_pairs", "no_survey")
"""The errors of cells that are no survey, unlike a survey that something is wrong with."""


@dataclass(frozen=True, slots=True)
class Source:
    """The cells of a survey.

    Attributes:
        sheet: the cells.
        doubt: why the user should be asked whether they are meant: "selection" where the
            selected cells are no survey but their sheet is, "sheet" where it is on a sheet
            that is not shown, although the one that is shown is the user's; else "".
    """

    sheet: Sheet
    doubt: str = ""


def survey_sheet(book: xlwings.Book) -> Sheet:
    """The cells of the survey of a workbook, also where they are in doubt; see `find_source`."""
    return find_source(book).sheet


def find_source(book: xlwings.Book) -> Source:
    """The survey of a workbook.

    The answers of the template go first, then the selected cells, the table or sheet around
    the selected one, and the one other sheet that holds a survey.

    Raises:
        InputError: there is none, or ``open_several_surveys``.
    """
    answers = named_cells(book, RESPONSES).get(RESPONSES)
    if answers is not None:
        return Source(as_sheet(answers))
    ours = _titles_of_ours(book)
    active = book.sheets.active
    error: KanoError = InputError("no_survey", Place(book.name))
    # A chart sheet is no worksheet and has no cells.
    if active.name not in ours and active.name in [sheet.name for sheet in book.sheets]:
        here = _on_sheet(active)
        if isinstance(here, Source):
            return here
        error = here
    others = [
        sheet
        for sheet in book.sheets
        if sheet.name not in ours and sheet.name != active.name and can_be_seen(sheet)
    ]
    found = [sheet for each in others if (sheet := _survey_on(each.used_range)) is not None]
    if not found:
        raise error
    if len(found) > 1:
        names = ", ".join(f"“{quoted(sheet.name)}”" for sheet in found)
        raise InputError("open_several_surveys", Place(book.name), sheets=names)
    # Who looks at the results and clicks again means the survey that they come from.
    return Source(found[0], "" if active.name in ours else "sheet")


def _on_sheet(sheet: xlwings.Sheet) -> Source | KanoError:
    """The survey of the sheet that is shown, or why there is none."""
    selected = sheet.book.app.selection
    doubt = ""
    if selected is not None and selected.sheet.name == sheet.name:
        if "," in selected.address:
            # Of several blocks Excel would give the first one alone.
            doubt = "selection"
        elif min(selected.shape) > 1:
            cells = within(selected, sheet.used_range)
            found = None if cells is None else _survey_on(cells)
            if found is not None:
                return Source(found)
            doubt = "selection"
        elif selected.table is not None:
            return Source(as_sheet(selected.table.range))
    whole = as_sheet(sheet.used_range)
    error = _why_not(whole)
    return Source(whole, doubt) if error is None else error


def _survey_on(cells: xlwings.Range) -> Sheet | None:
    sheet = as_sheet(cells)
    return sheet if _why_not(sheet) is None else None


def _why_not(sheet: Sheet) -> KanoError | None:
    """Why there is no survey on a sheet; None if there is one, right or wrong."""
    if not sheet.rows:
        return InputError("no_survey", Place(sheet.file, sheet.name))
    try:
        choose([sheet])
    except KanoError as error:
        return error if error.code in _NOTHING_LIKE_ONE else None
    return None


def _titles_of_ours(book: xlwings.Book) -> set[str]:
    """The sheets that hold results, settings or what the template is made of."""
    prefixes = (RESULT, SETTINGS, FEATURES)
    return {cells.sheet.name for prefix in prefixes for cells in named_cells(book, prefix).values()}
