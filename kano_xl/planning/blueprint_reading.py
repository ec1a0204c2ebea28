"""What a team filled into a service blueprint."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep
from kano_xl.planning.blueprint_layout import NAMES, NAMES_ABOVE
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.sideways_reading import typed_beside, typed_once


def read_blueprint(sheet: FilledSheet) -> BlueprintFilling:
    """A blueprint as it was filled in, without the empty columns behind its last step.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    steps = [typed for _, typed in steps_of(sheet)]
    while steps and steps[-1] == BlueprintStep():
        steps.pop()
    return BlueprintFilling(tuple(steps), **typed_once(sheet, NAMES_ABOVE))


def steps_of(sheet: FilledSheet) -> Iterator[tuple[int, BlueprintStep]]:
    """The steps of a filled sheet, empty ones too, with the columns that they stand in.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    is_first = True
    for column, typed in typed_beside(sheet, NAMES, ("feature",)):
        step = BlueprintStep(**typed)  # type: ignore[arg-type]
        # Nothing belongs into the grey column that begins the steps, so it is none of them.
        if not is_first or step != BlueprintStep():
            yield column, step
        is_first = False
