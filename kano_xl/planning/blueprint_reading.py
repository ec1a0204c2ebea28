"""What a team filled into a service blueprint."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.filling import Typed
from kano_xl.planning.reading import FilledSheet


def read_blueprint(sheet: FilledSheet) -> BlueprintFilling:
    """A blueprint as it was filled in, without the empty columns behind its last step.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in NAMES_ABOVE.items()}
    above = {key: sheet.typed(area.row, area.column) for key, area in areas.items()}
    steps = [typed for _, typed in steps_of(sheet)]
    while steps and steps[-1] == BlueprintStep():
        steps.pop()
    return BlueprintFilling(tuple(steps), **above)


def steps_of(sheet: FilledSheet) -> Iterator[tuple[int, BlueprintStep]]:
    """The steps of a filled sheet, empty ones too, with the columns that they stand in.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in NAMES.items()}
    first = max(area.column for area in areas.values())
    last = min(area.last_column for area in areas.values())
    for column in range(first, last + 1):
        typed: dict[str, Typed] = {
            key: (sheet.text if key == "feature" else sheet.typed)(area.row, column)
            for key, area in areas.items()
        }
        step = BlueprintStep(**typed)  # type: ignore[arg-type]
        # Nothing belongs into the grey column that begins the steps, so it is none of them.
        if column > first or step != BlueprintStep():
            yield column, step
