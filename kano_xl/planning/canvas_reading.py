"""What a team filled into a strategy canvas."""

from __future__ import annotations

from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.canvas_sheet import LEVELS_OF_RIVALS, NAMES, NAMES_OF_RIVALS
from kano_xl.planning.reading import FilledSheet


def read_canvas(sheet: FilledSheet) -> CanvasFilling:
    """A strategy canvas as it was filled in, without the rows that have no name.

    What the industry offers comes back as it stands there, typed or not.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    named = sheet.area(NAMES["name"])
    levels, heads = sheet.area(LEVELS_OF_RIVALS), sheet.area(NAMES_OF_RIVALS)
    columns = range(levels.column, levels.last_column + 1)
    typed = {key: sheet.down(name) for key, name in NAMES.items() if key != "name"}
    rows = []
    for below, row in enumerate(range(named.row, named.last_row + 1)):
        name = sheet.text(row, named.column)
        if name:
            rivals = tuple(sheet.typed(levels.row + below, column) for column in columns)
            cells = {key: values[below] for key, values in typed.items()}
            rows.append(Factor(name, rivals=rivals, **cells))
    names = tuple(
        sheet.text(heads.row, column) for column in range(heads.column, heads.last_column + 1)
    )
    return CanvasFilling(tuple(rows), names)
