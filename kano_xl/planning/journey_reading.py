"""What a team filled into a customer journey map."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.journey_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.sideways_reading import typed_beside, typed_once

_TEXTS = ("stage", "touchpoint", "feature")


def read_journey(sheet: FilledSheet) -> JourneyFilling:
    """A journey map as it was filled in, without the columns in which nothing stands.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    touchpoints = tuple(typed for _, typed in touchpoints_of(sheet))
    return JourneyFilling(touchpoints, **typed_once(sheet, NAMES_ABOVE))


def touchpoints_of(sheet: FilledSheet) -> Iterator[tuple[int, Touchpoint]]:
    """The touchpoints of a filled sheet with the columns of the sheet that they stand in.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    for column, typed in typed_beside(sheet, NAMES, _TEXTS):
        if any(value not in (None, "") for value in typed.values()):
            yield column, Touchpoint(**typed)  # type: ignore[arg-type]
