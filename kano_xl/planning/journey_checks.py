"""Cells of a filled customer journey map that hold what does not belong there, each as an error."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.addresses import address
from kano_xl.errors import InputError, Place
from kano_xl.model.planning.journey import comes_again
from kano_xl.planning.actions_numbers import FIRST_DAY, LAST_DAY, day_of
from kano_xl.planning.journey_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.journey_numbers import emotion_of
from kano_xl.planning.journey_reading import touchpoints_of
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.results import plain_name


def wrong_of_journey(sheet: FilledSheet) -> Iterator[InputError]:
    """The wrong cells of a journey map: a date that is no day, emotions that are none.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    at = sheet.area(NAMES_ABOVE["date"])
    day = sheet.typed(at.row, at.column)
    if day is not None and day_of(day) is None:
        ends = {"first": str(FIRST_DAY), "last": str(LAST_DAY)}
        yield _of_cell("plan_cell_day", sheet, at.row, at.column, **ends)
    emotions = sheet.area(NAMES["emotion"]).row
    for column, typed in touchpoints_of(sheet):
        if typed.emotion is not None and emotion_of(typed.emotion) is None:
            yield _of_cell("plan_cell_emotion", sheet, emotions, column)


def stages_to_see(sheet: FilledSheet) -> Iterator[InputError]:
    """Touchpoints without a stage, and those where a stage comes again that was over.

    They are told; the means of the stages are right without them.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    row = sheet.area(NAMES["stage"]).row
    touchpoints = tuple(touchpoints_of(sheet))
    again = comes_again([plain_name(typed.stage) for _, typed in touchpoints])
    for (column, typed), is_again in zip(touchpoints, again, strict=True):
        if not plain_name(typed.stage):
            yield _of_cell("plan_no_stage", sheet, row, column)
        elif is_again:
            yield _of_cell("plan_stage_again", sheet, row, column)


def _of_cell(code: str, sheet: FilledSheet, row: int, column: int, **values: str) -> InputError:
    place = Place(sheet.file, sheet.title, address(row, column))
    return InputError(code, place, given=sheet.text(row, column), **values)
