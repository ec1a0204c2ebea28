"""What a team filled into a priority matrix."""

from __future__ import annotations

from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.ranking import SCORINGS
from kano_xl.planning.filling import PriorityFilling, Typed, Wanted
from kano_xl.planning.priority_layout import WEIGHT_COLUMNS
from kano_xl.planning.priority_sheet import OF_ROWS
from kano_xl.planning.reading import FilledSheet


def read_priority(sheet: FilledSheet) -> PriorityFilling:
    """A priority matrix as it was filled in, without the rows that have no name.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    area = sheet.area("Plan_Requirements")
    names = [sheet.text(row, area.column) for row in range(area.row, area.last_row + 1)]
    typed = {key: sheet.down(name) for key, name in OF_ROWS.items()}
    rows = [
        Wanted(name, **{key: values[index] for key, values in typed.items()})
        for index, name in enumerate(names)
        if name
    ]
    weights = [_one(sheet, f"Plan_Weight{key.capitalize()}") for key in WEIGHT_COLUMNS]
    return PriorityFilling(
        tuple(rows),
        _scoring(_one(sheet, "Plan_Scoring")),
        _one(sheet, "Plan_Split"),
        _one(sheet, "Plan_Budget"),
        tuple(weights),
    )


def _one(sheet: FilledSheet, name: str) -> Typed:
    area = sheet.area(name)
    return sheet.typed(area.row, area.column)


def _scoring(picked: Typed) -> str:
    """What was picked, in whichever language; the first where that is none of them."""
    for language in LANGUAGES:
        for code in SCORINGS:
            if picked == text(language, f"planning.priority.scoring.{code}"):
                return code
    return SCORINGS[0]
