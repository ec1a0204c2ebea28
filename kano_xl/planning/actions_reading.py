"""What a team filled into an action plan."""

from __future__ import annotations

from kano_xl.planning.actions_layout import NAMES
from kano_xl.planning.filling import ActionFilling, PlannedMeasure
from kano_xl.planning.reading import FilledSheet

_TEXTS = ("measure", "feature", "origin")


def read_actions(sheet: FilledSheet) -> ActionFilling:
    """An action plan as it was filled in, without the rows in which nothing stands.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in NAMES.items()}
    height = min(area.last_row - area.row + 1 for area in areas.values())
    rows = []
    for below in range(height):
        typed = {
            key: (sheet.text if key in _TEXTS else sheet.typed)(area.row + below, area.column)
            for key, area in areas.items()
        }
        if any(value not in (None, "") for value in typed.values()):
            rows.append(PlannedMeasure(**typed))  # type: ignore[arg-type]
    return ActionFilling(tuple(rows))
