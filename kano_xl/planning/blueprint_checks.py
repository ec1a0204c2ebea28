"""Cells of a filled service blueprint that hold what does not belong there, each as an error."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.addresses import address
from kano_xl.errors import InputError, Place
from kano_xl.planning.actions_numbers import FIRST_DAY, LAST_DAY, day_of
from kano_xl.planning.blueprint_filling import FAIL, WAIT
from kano_xl.planning.blueprint_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.blueprint_numbers import is_mark, minutes_of
from kano_xl.planning.blueprint_reading import steps_of
from kano_xl.planning.reading import FilledSheet


def wrong_of_blueprint(sheet: FilledSheet) -> Iterator[InputError]:
    """The wrong cells of a blueprint: a date that is no day, times and marks that are none.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    at = sheet.area(NAMES_ABOVE["date"])
    day = sheet.typed(at.row, at.column)
    if day is not None and day_of(day) is None:
        ends = {"first": str(FIRST_DAY), "last": str(LAST_DAY)}
        yield _of_cell("plan_cell_day", sheet, at.row, at.column, **ends)
    rows = {key: sheet.area(name).row for key, name in NAMES.items()}
    for column, typed in steps_of(sheet):
        if typed.time is not None and minutes_of(typed.time) is None:
            yield _of_cell("plan_cell_minutes", sheet, rows["time"], column)
        for key, mark in (("fail", FAIL), ("wait", WAIT)):
            given = getattr(typed, key)
            if given is not None and not is_mark(given, mark):
                yield _of_cell("plan_cell_mark", sheet, rows[key], column, mark=mark)


def _of_cell(code: str, sheet: FilledSheet, row: int, column: int, **values: str) -> InputError:
    place = Place(sheet.file, sheet.title, address(row, column))
    return InputError(code, place, given=sheet.text(row, column), **values)
