"""Which cells of the open workbook are the survey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, KanoError, Place
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.native import can_be_seen
from kano_xl.excel.book.ranges import as_sheet, within
from kano_xl.names import FEATURES, RESPONSES, RESULT, SETTINGS
from kano_xl.survey.choosing import Recognised, choose
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class SurveyCells:
    """The cells of a survey.

    Attributes:
        found: the cells and their layout.
        doubt: why the user should be asked whether they are meant: "selection" where the
            selected cells are no survey but their sheet is, "sheet" where it is on a sheet
            that is not shown, although the one that is shown is the user's; else "".
    """

    found: Recognised
    doubt: str = ""


def find_source(book: xlwings.Book, instructions: Instructions) -> SurveyCells:
    """The survey of a workbook; every range is looked at once.

    The answers of the template go first, then the selected cells, the table or sheet around
    the selected one, and the one other sheet that holds a survey.

    Raises:
        InputError: there is none, or ``open_several_surveys``.
    """
    answers = named_cells(book, RESPONSES).get(RESPONSES)
    if answers is not None:
        sheet = replace(as_sheet(answers), ours=RESPONSES)
        return SurveyCells(_chosen(sheet, instructions))
    ours = _titles_of_ours(book)
    active = book.sheets.active
    error: KanoError = InputError("no_survey", Place(book.name))
    # A chart sheet is no worksheet and has no cells.
    if active.name not in ours and active.name in [sheet.name for sheet in book.sheets]:
        here = _on_sheet(active, instructions)
        if isinstance(here, SurveyCells):
            return here
        error = here
    others = [
        sheet
        for sheet in book.sheets
        if sheet.name not in ours and sheet.name != active.name and can_be_seen(sheet)
    ]
    found = [each for sheet in others if (each := _survey_on(sheet.used_range, instructions))]
    if not found:
        raise error
    if len(found) > 1:
        names = ", ".join(f"“{quoted(each.sheet.name)}”" for each in found)
        raise InputError("open_several_surveys", Place(book.name), sheets=names)
    # Who looks at the results and clicks again means the survey that they come from.
    return SurveyCells(found[0], "" if active.name in ours else "sheet")


def _on_sheet(sheet: xlwings.Sheet, instructions: Instructions) -> SurveyCells | KanoError:
    """The survey of the sheet that is shown, or why there is none."""
    selected = sheet.book.app.selection
    doubt = ""
    if selected is not None and selected.sheet.name == sheet.name:
        if "," in selected.address:
            # Of several blocks Excel would give the first one alone.
            doubt = "selection"
        elif min(selected.shape) > 1:
            cells = within(selected, sheet.used_range)
            found = None if cells is None else _survey_on(cells, instructions)
            if found is not None:
                return SurveyCells(found)
            doubt = "selection"
        elif selected.table is not None:
            return SurveyCells(_chosen(as_sheet(selected.table.range), instructions))
    whole = _chosen(as_sheet(sheet.used_range), instructions)
    if whole.refusal is not None and not whole.is_survey:
        return whole.refusal
    return SurveyCells(whole, doubt)


def _survey_on(cells: xlwings.Range, instructions: Instructions) -> Recognised | None:
    found = _chosen(as_sheet(cells), instructions)
    return found if found.is_survey else None


def _chosen(sheet: Sheet, instructions: Instructions) -> Recognised:
    """The layout of some cells, or why they have none."""
    if not sheet.rows:
        return Recognised(sheet, None, InputError("no_survey", sheet.whole))
    return choose([sheet], instructions)[0]


def _titles_of_ours(book: xlwings.Book) -> set[str]:
    """The sheets that hold results, settings or what the template is made of."""
    prefixes = (RESULT, SETTINGS, FEATURES)
    return {cells.sheet.name for prefix in prefixes for cells in named_cells(book, prefix).values()}
