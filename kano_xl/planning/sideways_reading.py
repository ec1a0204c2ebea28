"""What a team filled into a sheet that grows sideways."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kano_xl.errors import InputError
from kano_xl.planning.actions_numbers import FIRST_DAY, LAST_DAY, day_of
from kano_xl.planning.filling import Typed
from kano_xl.planning.reading import FilledSheet


def typed_once(sheet: FilledSheet, names: Mapping[str, str]) -> dict[str, Typed]:
    """What stands in single cells, by the keys of their names.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in names.items()}
    return {key: sheet.typed(area.row, area.column) for key, area in areas.items()}


def typed_beside(
    sheet: FilledSheet, names: Mapping[str, str], texts: Collection[str]
) -> Iterator[tuple[int, dict[str, Typed]]]:
    """The columns that all rows have, with what stands in each of them, by the keys of the names.

    Args:
        sheet: the sheet.
        names: of its rows.
        texts: the keys of rows that hold texts, "" where nothing stands.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    areas = {key: sheet.area(name) for key, name in names.items()}
    first = max(area.column for area in areas.values())
    last = min(area.last_column for area in areas.values())
    for column in range(first, last + 1):
        yield (
            column,
            {
                key: (sheet.text if key in texts else sheet.typed)(area.row, column)
                for key, area in areas.items()
            },
        )


def wrong_day(sheet: FilledSheet, name: str) -> Iterator[InputError]:
    """The date of a sheet, if it is no day.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    at = sheet.area(name)
    day = sheet.typed(at.row, at.column)
    if day is not None and day_of(day) is None:
        ends = {"first": str(FIRST_DAY), "last": str(LAST_DAY)}
        yield sheet.wrong("plan_cell_day", at.row, at.column, **ends)
