"""A column of the user's own notes beside the table of categories, kept with its features.

The next analysis ranks the features anew, and a note would then stand beside another one. So a
column to the right of the table that is headed “Note” goes along. Other cells stay where they are,
so does such a column if it has formulas: nobody knows which cells they mean to refer to then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

import xlwings

from kano_xl.addresses import address
from kano_xl.errors import OutputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.typesetting.placement import PlacedTable
from kano_xl.writers.open_workbook.cells import Area, Piece, Typed, typed
from kano_xl.writers.open_workbook.plan import Plan
from kano_xl.writers.open_workbook.sheet import area_of, contents, fill, grid

_TABLE = "counts"


@dataclass(frozen=True, slots=True)
class Notes:
    """A column of notes with its header, before and after the features have come to their places.

    Attributes:
        sheet: where it is.
        column: its index.
        before, after: the first row, and what has to be typed there and below.
    """

    sheet: xlwings.Sheet
    column: int
    before: tuple[int, tuple[Typed, ...]]
    after: tuple[int, tuple[Typed, ...]]

    def carry(self) -> None:
        """Let each note stand beside its feature."""
        self._put(self.before, self.after)

    def carry_back(self) -> None:
        """Let each note stand where it was."""
        self._put(self.after, self.before)

    def _put(
        self, here: tuple[int, tuple[Typed, ...]], there: tuple[int, tuple[Typed, ...]]
    ) -> None:
        if here == there:
            return
        self.sheet.range(Area(here[0], self.column, len(here[1]), 1).address).clear_contents()
        piece = Piece(there[0], self.column, tuple((cell,) for cell in there[1]))
        fill(self.sheet.range(piece.area.address), piece)


def notes_of(plan: Plan) -> tuple[Notes, ...]:
    """The columns of notes on the sheet of a plan; none where its table is not that of categories.

    Raises:
        OutputError: ``open_cell_taken``: another cell of the user's stands where a note is to go.
    """
    tables = [
        block
        for block in plan.placed.blocks
        if isinstance(block, PlacedTable) and block.table.key == _TABLE
    ]
    if plan.found is None or not tables or not plan.own_tables:
        return ()
    sheet, (there, *_) = plan.found.sheet, plan.own_tables
    return tuple(_found(sheet, there, tables[0]))


def _found(sheet: xlwings.Sheet, there: Area, table: PlacedTable) -> Iterator[Notes]:
    used = area_of(sheet.used_range)
    right, bottom = used.column + used.columns, used.row + used.rows
    left = there.column + there.columns
    if right <= left:
        return
    beside = Area(there.row, left, 1, right - left)
    for offset, header in enumerate(grid(sheet, beside)[0]):
        if header.strip().casefold() not in _headers():
            continue
        whole = Area(there.row, left + offset, bottom - there.row, 1)
        held = _whole(tuple(row[0] for row in contents(sheet, whole)), there.rows)
        if any(isinstance(cell, str) and cell.startswith("=") for cell in held):
            continue
        features = contents(sheet, there._replace(column=there.column + _feature(table), columns=1))
        after = (held[0], *_carried(held[1:], [row[0] for row in features[1:]], table))
        notes = Notes(sheet, whole.column, (there.row, held), (table.row, after))
        _check_free(notes)
        yield notes


def _whole(cells: tuple[Typed, ...], rows: int) -> tuple[Typed, ...]:
    """The notes beside so many rows of a table, and those right below them.

    >>> _whole(("Note", "a", "", "b", "", "mine"), 3)
    ('Note', 'a', '', 'b')
    """
    below = takewhile(lambda cell: cell != "", cells[rows:])
    return (*cells[:rows], *below)


def _carried(
    held: Sequence[Typed], features: Sequence[Typed], table: PlacedTable
) -> Iterator[Typed]:
    """The notes by the new features' order, then those of features that are gone, by name."""
    notes = {feature: note for feature, note in zip(features, held, strict=False) if note != ""}
    column = _feature(table)
    for row in table.table.rows:
        yield notes.pop(typed(str(row[column])), "")
    yield from (_with_name(feature, note) for feature, note in notes.items())
    yield from held[len(features) :]


def _with_name(feature: Typed, note: Typed) -> Typed:
    return typed(f"{_plain(feature)}: {_plain(note)}")


def _plain(cell: Typed) -> str:
    return f"{cell:g}" if isinstance(cell, float) else cell.removeprefix("'")


def _feature(table: PlacedTable) -> int:
    """Which column of the table has the names."""
    return [column.key for column in table.table.columns].index("feature")


def _check_free(notes: Notes) -> None:
    """See that nothing but the notes stands where they are to go."""
    (first, held), (top, cells) = notes.before, notes.after
    for row in range(top, top + len(cells)):
        if not first <= row < first + len(held):
            at = Area(row, notes.column, 1, 1)
            if grid(notes.sheet, at)[0][0]:
                corner = address(row, notes.column)
                raise OutputError("open_cell_taken", Place(None, notes.sheet.name, corner))


@cache
def _headers() -> frozenset[str]:
    """What a column of notes may be headed, in every language."""
    return frozenset(
        word.strip().casefold()
        for language in LANGUAGES
        for word in text(language, "report.notes.headers").replace("；", ";").split(";")
    )
