"""Cells of a filled strategy canvas that hold what does not belong there, each as an error."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.errors import InputError
from kano_xl.model.planning.canvas import HIGHEST, LOWEST
from kano_xl.planning.canvas_numbers import is_off_scale, same_rivals
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.canvas_sheet import LEVELS_OF_RIVALS, NAMES, NAMES_OF_RIVALS
from kano_xl.planning.reading import FilledSheet


def wrong_of_canvas(sheet: FilledSheet) -> Iterator[InputError]:
    """The wrong cells of a canvas.

    Levels that are none, rows that name no factor, rivals that have levels and no name, or the
    name of another one.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    yield from _of_rows(sheet)
    yield from _of_rivals(sheet)


def _of_rows(sheet: FilledSheet) -> Iterator[InputError]:
    named, rivals = sheet.area(NAMES["name"]), sheet.area(LEVELS_OF_RIVALS)
    ours = (sheet.area(NAMES[key]).column for key in ("now", "after", "industry"))
    levels = (*ours, *range(rivals.column, rivals.last_column + 1))
    cells = (*levels, *(sheet.area(NAMES[key]).column for key in ("measure", "owner")))
    for row in range(named.row, named.last_row + 1):
        if sheet.text(row, named.column):
            for column in levels:
                if is_off_scale(sheet.typed(row, column)):
                    ends = {"low": f"{LOWEST:g}", "high": f"{HIGHEST:g}"}
                    yield sheet.wrong("plan_cell_range", row, column, **ends)
        elif any(sheet.typed(row, column) is not None for column in cells):
            yield sheet.wrong("plan_cell_factor", row, named.column)


def _of_rivals(sheet: FilledSheet) -> Iterator[InputError]:
    levels, heads = sheet.area(LEVELS_OF_RIVALS), sheet.area(NAMES_OF_RIVALS)
    rows = range(levels.row, levels.last_row + 1)
    for head in range(heads.column, heads.last_column + 1):
        column = levels.column + head - heads.column
        is_empty = all(sheet.typed(row, column) is None for row in rows)
        if not is_empty and not sheet.text(heads.row, head):
            yield sheet.wrong("plan_cell_rival", heads.row, head)
    for at in same_rivals(read_canvas(sheet)):
        yield sheet.wrong("plan_cell_rival_twice", heads.row, heads.column + at)
