"""What a team filled into a customer journey map."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.planning.filling import Typed
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.journey_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.reading import FilledSheet

_TEXTS = ("stage", "touchpoint", "feature")


def read_journey(sheet: FilledSheet) -> JourneyFilling:
    """A journey map as it was filled in, without the columns in which nothing stands.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in NAMES_ABOVE.items()}
    above = {key: sheet.typed(area.row, area.column) for key, area in areas.items()}
    touchpoints = tuple(typed for _, typed in touchpoints_of(sheet))
    return JourneyFilling(touchpoints, **above)


def touchpoints_of(sheet: FilledSheet) -> Iterator[tuple[int, Touchpoint]]:
    """The touchpoints of a filled sheet with the columns of the sheet that they stand in.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in NAMES.items()}
    first = max(area.column for area in areas.values())
    last = min(area.last_column for area in areas.values())
    for column in range(first, last + 1):
        typed: dict[str, Typed] = {
            key: (sheet.text if key in _TEXTS else sheet.typed)(area.row, column)
            for key, area in areas.items()
        }
        if any(value not in (None, "") for value in typed.values()):
            yield column, Touchpoint(**typed)  # type: ignore[arg-type]
