"""Cells of a filled service blueprint that hold what does not belong there, each as an error."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.errors import InputError
from kano_xl.planning.blueprint_filling import FAIL, WAIT
from kano_xl.planning.blueprint_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.blueprint_numbers import is_mark, minutes_of
from kano_xl.planning.blueprint_reading import steps_of
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.sideways_reading import wrong_day


def wrong_of_blueprint(sheet: FilledSheet) -> Iterator[InputError]:
    """The wrong cells of a blueprint: a date that is no day, times and marks that are none.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    yield from wrong_day(sheet, NAMES_ABOVE["date"])
    rows = {key: sheet.area(name).row for key, name in NAMES.items()}
    for column, typed in steps_of(sheet):
        if typed.time is not None and minutes_of(typed.time) is None:
            yield sheet.wrong("plan_cell_minutes", rows["time"], column)
        for key, mark in (("fail", FAIL), ("wait", WAIT)):
            given = getattr(typed, key)
            if given is not None and not is_mark(given, mark):
                yield sheet.wrong("plan_cell_mark", rows[key], column, mark=mark)
