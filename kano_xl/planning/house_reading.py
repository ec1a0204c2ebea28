"""What a team filled into a house of quality."""

from __future__ import annotations

from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.house import ADJUSTMENTS, WEIGHTINGS
from kano_xl.planning.filling import Characteristic, HouseFilling, Requirement, Typed
from kano_xl.planning.reading import FilledSheet

_OF_ROWS = {
    "importance": "Plan_Importance",
    "now": "Plan_Now",
    "rival_a": "Plan_RivalA",
    "rival_b": "Plan_RivalB",
    "target": "Plan_Target",
    "sales_point": "Plan_SalesPoint",
}
_OF_COLUMNS = {
    "target": "Plan_FootTargetValue",
    "difficulty": "Plan_FootDifficulty",
    "ours": "Plan_FootOurs",
    "rival_a": "Plan_FootRivalA",
    "rival_b": "Plan_FootRivalB",
}


def read_house(sheet: FilledSheet) -> HouseFilling:
    """A house as it was filled in, without the rows and columns that are still empty.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    relations = sheet.grid("Plan_Relations")
    rows, columns = _rows(sheet), _columns(sheet)
    kept_rows = [row for row, each in enumerate(rows) if each.name or _holds(relations, 0, row)]
    kept = [at for at, each in enumerate(columns) if each.name or _holds(relations, 1, at)]
    row_of = {row: index for index, row in enumerate(kept_rows)}
    column_of = {column: index for index, column in enumerate(kept)}
    roof = sheet.grid("Plan_Roof")
    return HouseFilling(
        tuple(rows[row] for row in kept_rows),
        tuple(columns[column] for column in kept),
        {(row_of[i], column_of[j]): value for (i, j), value in relations.items()},
        {
            (column_of[i], column_of[j]): value
            for (i, j), value in roof.items()
            if i < j and i in column_of and j in column_of
        },
        _code(sheet, "Plan_Adjustment", "adjustment", ADJUSTMENTS),
        _code(sheet, "Plan_Weighting", "weighting", WEIGHTINGS),
    )


def _holds(relations: dict[tuple[int, int], Typed], axis: int, index: int) -> bool:
    return any(place[axis] == index for place in relations)


def _rows(sheet: FilledSheet) -> list[Requirement]:
    area = sheet.area("Plan_Requirements")
    names = [sheet.text(row, area.column) for row in range(area.row, area.last_row + 1)]
    typed = {key: sheet.down(name) for key, name in _OF_ROWS.items()}
    return [
        Requirement(name, **{key: values[index] for key, values in typed.items()})
        for index, name in enumerate(names)
    ]


def _columns(sheet: FilledSheet) -> list[Characteristic]:
    heads = sheet.area("Plan_Characteristics")
    typed = {key: sheet.along(name) for key, name in _OF_COLUMNS.items()}
    found = []
    for index, column in enumerate(range(heads.column, heads.last_column + 1)):
        way, name, unit = range(heads.row, heads.last_row + 1)
        found.append(
            Characteristic(
                sheet.text(name, column),
                sheet.text(unit, column) or None,
                sheet.text(way, column) or None,
                **{key: values[index] for key, values in typed.items()},
            )
        )
    return found


def _code(sheet: FilledSheet, name: str, key: str, codes: tuple[str, ...]) -> str:
    """What was picked, in whichever language; the first where that is none of them."""
    (picked,) = sheet.down(name)[:1]
    for language in LANGUAGES:
        for code in codes:
            if picked == text(language, f"planning.house.{key}.{code.replace('-', '_')}"):
                return code
    return codes[0]
