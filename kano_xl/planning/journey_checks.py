"""Cells of a filled customer journey map that hold what does not belong there, each as an error."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.errors import InputError
from kano_xl.model.planning.journey import comes_again
from kano_xl.planning.journey_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.journey_numbers import emotion_of
from kano_xl.planning.journey_reading import touchpoints_of
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.results import plain_name
from kano_xl.planning.sideways_reading import wrong_day


def wrong_of_journey(sheet: FilledSheet) -> Iterator[InputError]:
    """The wrong cells of a journey map: a date that is no day, emotions that are none.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    yield from wrong_day(sheet, NAMES_ABOVE["date"])
    emotions = sheet.area(NAMES["emotion"]).row
    for column, typed in touchpoints_of(sheet):
        if typed.emotion is not None and emotion_of(typed.emotion) is None:
            yield sheet.wrong("plan_cell_emotion", emotions, column)


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
            yield sheet.wrong("plan_no_stage", row, column)
        elif is_again:
            yield sheet.wrong("plan_stage_again", row, column)
