"""Which cells of the open workbook are the survey."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, KanoError, Place
from kano_xl.excel.book.named import named_cells, sheets_with_names
from kano_xl.excel.book.native import can_be_seen, hidden_rows
from kano_xl.excel.book.origin import title_of
from kano_xl.excel.book.ranges import as_sheet, within
from kano_xl.excel.reply import YES
from kano_xl.names import FEATURES, PLAN, RESPONSES, RESULT, SETTINGS, block
from kano_xl.survey.choosing import NAMED, Recognised, choose, has_counts
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.tables.headings import RATINGS, heading

if TYPE_CHECKING:
    import xlwings


BELOW, HIDDEN = "below", "hidden"
"""The codes of the choices whether rows below a table, and hidden ones, are meant."""


@dataclass(frozen=True, slots=True)
class SurveyCells:
    """The cells of a survey.

    Attributes:
        found: the cells and their layout.
        doubt: why the user should be asked whether they are meant: "selection" where the
            selected cells are no survey but their sheet is, "sheet" where it is on a sheet
            that is not shown, although the one that is shown is the user's; else "".
        below: how many rows right below the table are filled but no part of it.
        hidden: how many rows with answers are hidden; None for rows at very many places.
    """

    found: Recognised
    doubt: str = ""
    below: int = 0
    hidden: int | None = 0


def find_source(
    book: xlwings.Book, instructions: Instructions, agreed: Collection[str] = ()
) -> SurveyCells:
    """The survey of a workbook; every range is looked at once, and again without hidden rows.

    What is shown goes first: the selected cells, the table or sheet around the selected one. Of a
    template the answers do, unless others are shown. Else it is the one other sheet that holds a
    survey.

    Args:
        book: the workbook.
        instructions: how it is to be read.
        agreed: what the user answered; `BELOW` and `HIDDEN`, followed by `YES`, are heeded.

    Raises:
        InputError: there is none, or ``open_several_surveys``.
    """
    source = _source(book, instructions, agreed)
    sheet, layout = source.found.sheet, source.found.layout
    if layout is None:
        return source
    first = layout.table.first_row
    cells = book.sheets[str(sheet.name)].range((first + 1, 1), (max(len(sheet.rows), first + 1), 1))
    hidden = hidden_rows(cells)
    if hidden is None:
        return replace(source, hidden=None)
    rows = (first + each for each in hidden)
    filled = frozenset(row for row in rows if any(cell is not None for cell in sheet.rows[row]))
    if not filled:
        return source
    settings = replace(instructions.settings, visible=HIDDEN + YES in agreed)
    found = _chosen(replace(sheet, hidden_rows=filled), replace(instructions, settings=settings))
    return replace(source, found=found, hidden=len(filled))


def _source(book: xlwings.Book, instructions: Instructions, agreed: Collection[str]) -> SurveyCells:
    """The survey of a workbook, with all its rows."""
    answers = named_cells(book, RESPONSES).get(RESPONSES)
    ours = sheets_with_names(book, (RESULT, SETTINGS, FEATURES, PLAN))
    active = book.sheets.active
    if answers is not None:
        elsewhere = active.name not in {*ours, answers.sheet.name}
        instead = _instead(active, instructions, agreed) if elsewhere else None
        return instead or _in_template(answers, instructions, agreed)
    error: KanoError = InputError("no_survey", Place(book.name))
    # A chart sheet is no worksheet and has no cells.
    if active.name not in ours and active.name in [sheet.name for sheet in book.sheets]:
        here = _on_sheet(active, instructions, agreed)
        if isinstance(here, SurveyCells):
            return here
        error = here
    others = [
        sheet
        for sheet in book.sheets
        if sheet.name not in ours and sheet.name != active.name and can_be_seen(sheet)
    ]
    found = [each for sheet in others if (each := _survey_on(sheet.used_range, instructions))]
    if not found and active.name in sheets_with_names(book, (PLAN,)):
        raise InputError("is_planning", Place(book.name))
    if not found:
        raise error
    if len(found) > 1 and active.name in ours:
        # Who looks at the results and clicks again means the survey that they come from.
        found = [each for each in found if each.sheet.name == title_of(book)] or found
    if len(found) > 1:
        raise InputError(
            "open_several_surveys_more" if len(found) > NAMED else "open_several_surveys",
            Place(book.name),
            sheets=", ".join(f"“{quoted(each.sheet.name)}”" for each in found[:NAMED]),
            more=len(found) - NAMED,
        )
    return SurveyCells(found[0], "" if active.name in ours else "sheet")


def _in_template(
    cells: xlwings.Range, instructions: Instructions, agreed: Collection[str]
) -> SurveyCells:
    """The survey in the answers of a template."""
    return _in_table(_with_asked(cells, instructions), instructions, agreed, RESPONSES)


def _instead(
    sheet: xlwings.Sheet, instructions: Instructions, agreed: Collection[str]
) -> SurveyCells | None:
    """The survey that is shown in place of the template's answers, if it can be read.

    That is a copy of them, or answers somebody pasted beside them. Counts are none: the template
    itself has some.
    """
    for name in sheet.book.names:
        title, _, bare = name.name.rpartition("!")
        if title and bare == RESPONSES and (block(name.refers_to) or ("",))[0] == sheet.name:
            return _in_template(name.refers_to_range, instructions, agreed)
    if sheet.name not in [each.name for each in sheet.book.sheets]:
        return None
    here = _on_sheet(sheet, instructions, agreed)
    if isinstance(here, KanoError) or here.found.refusal is not None:
        return None
    return None if has_counts(here.found) else here


def _with_asked(cells: xlwings.Range, instructions: Instructions) -> xlwings.Range:
    """The answers with the columns to the right of them, where these may have a say.

    There the user may tell people apart, or state how important a feature is, or how
    satisfied they are with it.
    """
    settings = instructions.settings
    beside = cells.sheet.used_range.last_cell.column - (cells.column + cells.shape[1] - 1)
    if beside <= 0:
        return cells
    asked = settings.by or settings.where or settings.weight
    return (
        cells.resize(column_size=cells.shape[1] + beside)
        if asked or _rated(cells, beside)
        else cells
    )


def _rated(cells: xlwings.Range, beside: int) -> bool:
    """Whether a header to the right of some cells says that a rating stands below it."""
    header = cells[0, -1].offset(0, 1).resize(1, beside).options(ndim=1).value
    return any(isinstance(cell, str) and heading(cell).side in RATINGS for cell in header)


def _in_table(
    cells: xlwings.Range, instructions: Instructions, agreed: Collection[str], ours: str = ""
) -> SurveyCells:
    """The survey in a table, with the rows right below it where the user says so."""
    below = _rows_below(cells)
    if below and BELOW + YES in agreed:
        cells = cells.resize(cells.shape[0] + below)
    return SurveyCells(_chosen(replace(as_sheet(cells), ours=ours), instructions), below=below)


def _rows_below(cells: xlwings.Range) -> int:
    """How many rows right below some cells, in their columns, hold something."""
    last = cells.sheet.used_range.last_cell.row
    first = cells.row + cells.shape[0]
    if last < first:
        return 0
    right = cells.column + cells.shape[1] - 1
    rows = cells.sheet.range((first, cells.column), (last, right)).options(ndim=2).value
    return len(list(takewhile(lambda row: any(cell is not None for cell in row), rows)))


def _on_sheet(
    sheet: xlwings.Sheet, instructions: Instructions, agreed: Collection[str]
) -> SurveyCells | KanoError:
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
            return _in_table(selected.table.range, instructions, agreed)
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
