"""A planning sheet added to the open workbook.

It is written to a file of its own, with all looks, charts, lists and names, and copied from there,
so that it is the sheet of the file writer to the last border. The names that its formulas refer to
are defined before it comes, and its formulas are typed again once it is there: whatever Excel did
with them on the way, they then refer to names of this workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby

import xlwings

from kano_xl.errors import OutputError, Place
from kano_xl.names import COLUMNS, NO_RESULT, owned, target
from kano_xl.planning.grid import GridSheet
from kano_xl.writers.open_workbook.asking import NamesAsked
from kano_xl.writers.open_workbook.cells import Area, Piece
from kano_xl.writers.open_workbook.copying import copied_together
from kano_xl.writers.open_workbook.defining import names_of, redefine
from kano_xl.writers.open_workbook.sheet import fill
from kano_xl.writers.open_workbook.titles import all_titles, delete_others
from kano_xl.writers.open_workbook.undoing import take_back
from kano_xl.writers.planning.alone import write_alone

_LONGEST_TITLE = 31

Formulas = Mapping[tuple[int, int], str]
"""Formulas without ``=``, by row and column."""


def free_plan_title(title: str, book: xlwings.Book) -> str:
    """A title that no sheet of a workbook has yet: "House of quality" or "House of quality 2"."""
    taken = {each.casefold() for each in all_titles(book)}
    endings = ("", *(f" {number}" for number in range(2, len(taken) + 3)))
    names = (title[: _LONGEST_TITLE - len(ending)] + ending for ending in endings)
    return next(name for name in names if name.casefold() not in taken)


def add_plan(
    book: xlwings.Book, sheet: GridSheet, language: str, linked: Formulas | None = None
) -> xlwings.Sheet:
    """Add a planning sheet behind the sheets of a workbook, wholly or not at all.

    Args:
        book: the workbook.
        sheet: the sheet, with a title that is free.
        language: of its texts.
        linked: formulas that lead to other sheets of the workbook, for the cells that hold their
            values so far.

    Raises:
        OutputError: ``open_cannot_add`` or ``addin_not_reached``; nothing was changed then.
            ``half_changed``: Excel failed, and again when all was to be put back.
    """
    before = {each.name for each in book.sheets}
    there = names_of(book)
    refers = {
        name: (there[name].refers_to or "") if name in there else "" for name in COLUMNS.values()
    }
    waiting = {name: _or_none(found) for name, found in refers.items()}
    try:
        redefine(book, {name: found for name, found in waiting.items() if found != refers[name]})
        file_of = partial(write_alone, sheet, language, written=date.today())
        (added,) = copied_together(book, file_of, 1)
        # The names that the copy has brought are not known yet.
        whole = NamesAsked(book)
        _check(whole, added)
        redefine(whole, waiting)
        _type(added, sheet, linked or {})
    except BaseException as fault:
        plain = xlwings.Book(impl=book.impl)
        undos = (partial(delete_others, plain, before), partial(redefine, plain, refers))
        take_back(undos, fault)
        raise
    return added


_COLUMNS = frozenset(COLUMNS.values())


def _or_none(refers_to: str) -> str:
    """What a name of the results stands for; for none, where that is gone or was never there."""
    return NO_RESULT if target(refers_to) == "nothing" else refers_to


def _type(added: xlwings.Sheet, sheet: GridSheet, linked: Formulas) -> None:
    """Type the formulas of a sheet, in as few blocks as can be."""
    formulas = {place: cell.formula for place, cell in sheet.cells.items() if cell.formula}
    formulas |= linked
    for area in formula_areas(formulas):
        typed = [f"={formulas[cell]}" for cell in area.cells()]
        width = area.columns
        grid = tuple(tuple(typed[at : at + width]) for at in range(0, len(typed), width))
        fill(added.range(area.address), Piece(area.row, area.column, grid))


def formula_areas(formulas: Formulas) -> Iterator[Area]:
    """The cells of formulas as blocks: neighbours of a row, then equal runs below each other.

    >>> square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    >>> [area.address for area in formula_areas(dict.fromkeys(square, ""))]
    ['A1:B2']
    >>> [area.address for area in formula_areas(dict.fromkeys([(0, 0), (0, 2), (1, 0)], ""))]
    ['A1:A2', 'C1:C1']
    """
    runs: dict[tuple[int, int], list[int]] = {}
    for row, cells in groupby(sorted(formulas), lambda place: place[0]):
        columns = [column for _, column in cells]
        for _, run in groupby(enumerate(columns), lambda at: at[1] - at[0]):
            found = [column for _, column in run]
            runs.setdefault((found[0], len(found)), []).append(row)
    for (first, width), rows in runs.items():
        for _, run in groupby(enumerate(rows), lambda at: at[1] - at[0]):
            beside = [row for _, row in run]
            yield Area(beside[0], first, len(beside), width)


def _check(book: xlwings.Book, added: xlwings.Sheet) -> None:
    """See that nothing of the new sheet leads to another file, and that its names are its own."""
    title = added.name
    for name in list(book.names):
        owner, bare = owned(name.name)
        if owner != title:
            continue
        if bare in _COLUMNS:
            name.delete()
        elif "[" in (name.refers_to or ""):
            raise OutputError("open_cannot_add", Place(book.name))
