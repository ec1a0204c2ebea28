"""Which cells the results of a workbook are of: no others shall take their place unasked.

An analysis leaves a name for the cells of its survey, and Excel keeps that up when people rename
sheets, move cells, or insert and delete rows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kano_xl.names import COLUMNS, RESPONSES, WRITTEN, WRITTEN_OF, block
from kano_xl.report.typesetting.placement import quoted
from kano_xl.survey.choosing import Recognised
from kano_xl.writers.open_workbook.cells import Area
from kano_xl.writers.open_workbook.plan import results_named

if TYPE_CHECKING:
    import xlwings

CELLS, GONE, FEATURES = "cells", "gone", "features"
"""How the results are another survey's: of other cells, of cells that are there no longer, or of
other features."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the results of a workbook differ from what was read now: `CELLS`, `GONE` or `FEATURES`,
    and the sheet and address of the cells that they are of, "" where these are gone or not known.
    """

    differs: str
    sheet: str = ""
    address: str = ""


def cells_of(found: Recognised) -> str:
    """What a name of the cells of a survey refers to, from the first column of answers to the last.

    "" for a survey of no sheet.
    """
    area = _area(found)
    title = found.sheet.name
    return "" if area is None or title is None else f"={quoted(title)}!{area.absolute}"


def title_of(book: xlwings.Book) -> str:
    """The title of the sheet that the results are of; "" where nobody can say."""
    return (block(_refers(book).get(WRITTEN_OF)) or ("",))[0]


def other_origin(book: xlwings.Book, found: Recognised, features: Collection[str]) -> Origin | None:
    """How the results that are there are those of another survey than was read now; else None.

    Those of the same cells are not, nor of fewer of them: a survey grows. A survey whose results
    name none of its features is another one, wherever it stands; but the template has one place
    for answers, and whoever fills in others there means it.

    Args:
        book: the workbook.
        found: the cells that were read.
        features: what is asked about there.
    """
    refers = _refers(book)
    there = results_named(book, ((name.name, name) for name in book.names))
    if not refers.get(WRITTEN) or not any(there.values()):
        return None
    if WRITTEN_OF in refers:
        place = block(refers[WRITTEN_OF])
        if place is None:
            return Origin(GONE)
        if not _holds(book, found, *place):
            return Origin(CELLS, place[0], place[1].replace("$", ""))
    if found.sheet.ours == RESPONSES:
        return None
    return Origin(FEATURES) if _others(book, refers, features) else None


def _refers(book: xlwings.Book) -> dict[str, str | None]:
    return {name.name: name.refers_to for name in book.names}


def _area(found: Recognised) -> Area | None:
    if found.layout is None:
        return None
    layout, table = found.layout, found.layout.table
    asked = [column.index for pair in layout.pairs for column in pair.columns]
    columns = asked or [column.index for column in table.columns]
    rows = table.first_row + table.height - table.header_row
    width = max(columns) - min(columns) + 1
    return Area(table.header_row, min(columns), rows, width)


def _holds(book: xlwings.Book, found: Recognised, title: str, address: str) -> bool:
    """Whether all filled ones of some cells are among those that were read now."""
    now, former = _area(found), Area.at(address)
    if now is None or former is None or title != found.sheet.name:
        return False
    if found.sheet.ours == RESPONSES or former.is_within(now):
        return True
    if not former.touches(now):
        return False
    rows = book.sheets[title].range(former.address).options(ndim=2).value
    filled = (
        Area(former.row + down, former.column + across, 1, 1)
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
        if cell is not None
    )
    return all(cell.is_within(now) for cell in filled)


def _others(book: xlwings.Book, refers: dict[str, str | None], features: Collection[str]) -> bool:
    """Whether the results name features, and none of these."""
    name = COLUMNS["feature"]
    place = block(refers.get(name))
    if place is None:
        return False
    cells = book.sheets[place[0]].range(place[1]).options(ndim=1).value
    named = {_bare(cell) for cell in cells if isinstance(cell, str)}
    return bool(named) and named.isdisjoint(map(_bare, features))


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
