"""Cells of a filled planning sheet that hold what does not belong there, each as an error.

What a cell must hold is what its list on the sheet allows. A need without a name counts nowhere, so
its cells may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kano_xl.errors import InputError, Reasons
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.house import (
    ADJUSTMENTS,
    CORRELATIONS,
    LEVELS,
    RELATIONS,
    SALES_POINTS,
    WEIGHTINGS,
)
from kano_xl.model.planning.ranking import SCORINGS
from kano_xl.planning.actions_layout import NAMES
from kano_xl.planning.actions_numbers import FIRST_DAY, LAST_DAY, day_of, letter_of, state_of
from kano_xl.planning.blueprint_checks import wrong_of_blueprint
from kano_xl.planning.canvas_checks import wrong_of_canvas
from kano_xl.planning.enclosed import wrong_outside
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea
from kano_xl.planning.journey_checks import wrong_of_journey
from kano_xl.planning.reading import FilledSheet

_LEVEL, _NINTH = (LEVELS[0], LEVELS[-1]), (1, 9)
_NEEDS: Mapping[str, tuple[float, float | None]] = {
    "Plan_Importance": _LEVEL,
    "Plan_Urgency": _LEVEL,
    "Plan_Effort": (0, None),
    "Plan_Benefit": _NINTH,
    "Plan_Penalty": _NINTH,
    "Plan_Risk": _NINTH,
}
_ABOVE: Mapping[str, tuple[float, float | None]] = {
    "Plan_Split": _LEVEL,
    "Plan_Budget": (0, None),
    "Plan_WeightBenefit": (0, None),
    "Plan_WeightPenalty": (0, None),
    "Plan_WeightEffort": (0, None),
    "Plan_WeightRisk": (0, None),
}
_REQUIREMENTS: Mapping[str, tuple[float, float | None]] = {
    "Plan_Importance": _LEVEL,
    "Plan_Now": _LEVEL,
    "Plan_RivalA": _LEVEL,
    "Plan_RivalB": _LEVEL,
    "Plan_Target": _LEVEL,
    "Plan_SalesPoint": (min(SALES_POINTS), max(SALES_POINTS)),
}
_SHARES = {"then_better": (0, 1), "then_worse": (-1, 0)}


def wrong_cells(sheet: FilledSheet) -> tuple[InputError, ...]:
    """The wrong cells of a sheet, each with its place and what belongs there; of a roadmap
    those alone that stand outside its tables.

    Raises:
        InputError: a name of the sheet's own is missing.
    """
    checks = {
        "house": _of_house,
        "priority": _of_priority,
        "actions": _of_actions,
        "canvas": wrong_of_canvas,
        "journey": wrong_of_journey,
        "blueprint": wrong_of_blueprint,
    }
    own = checks[sheet.key](sheet) if sheet.key in checks else ()
    return (*wrong_outside(sheet), *own)


def require_right_cells(sheets: Sequence[FilledSheet]) -> None:
    """Refuse numbers that would be calculated from wrong cells.

    Raises:
        InputError: ``plan_wrong_cells``, with the first one and how many more there are.
    """
    wrong = [each for sheet in sheets for each in wrong_cells(sheet)]
    if wrong:
        first, *more = wrong
        reason = Reasons([InputError(first.code, **first.values)])
        raise InputError("plan_wrong_cells", first.place, reason=reason, more=len(more))


def _of_priority(sheet: FilledSheet) -> Iterator[InputError]:
    yield from _picked(sheet, "Plan_Scoring", [f"priority.scoring.{each}" for each in SCORINGS])
    for name, ends in _ABOVE.items():
        area = sheet.area(name)
        yield from _number(sheet, area.row, area.column, ends)
    yield from _rows(sheet, _NEEDS)


def _of_house(sheet: FilledSheet) -> Iterator[InputError]:
    for name, key, codes in (
        ("Plan_Adjustment", "adjustment", ADJUSTMENTS),
        ("Plan_Weighting", "weighting", WEIGHTINGS),
    ):
        keys = [f"house.{key}.{each.replace('-', '_')}" for each in codes]
        yield from _picked(sheet, name, keys)
    yield from _rows(sheet, _REQUIREMENTS)
    relations = sheet.area("Plan_Relations")
    for (row, column), typed in sheet.grid("Plan_Relations").items():
        if typed not in (*RELATIONS, 0):
            yield sheet.wrong("plan_cell_relation", relations.row + row, relations.column + column)
    roof = sheet.area("Plan_Roof")
    for (row, column), typed in sheet.grid("Plan_Roof").items():
        if row < column and typed not in (*CORRELATIONS, 0):
            yield sheet.wrong("plan_cell_roof", roof.row + row, roof.column + column)


def _of_actions(sheet: FilledSheet) -> Iterator[InputError]:
    areas = {key: sheet.area(name) for key, name in NAMES.items()}
    height = min(area.last_row - area.row + 1 for area in areas.values())
    for below in range(height):
        if any(_below(sheet, areas[key], below) is not None for key in ("measure", "feature")):
            yield from _of_measure(sheet, areas, below)


def _of_measure(
    sheet: FilledSheet, areas: Mapping[str, GridArea], below: int
) -> Iterator[InputError]:
    due, status, letter = (
        _below(sheet, areas[key], below) for key in ("due", "status", "then_category")
    )

    def wrong(code: str, key: str, **values: object) -> InputError:
        return sheet.wrong(code, areas[key].row + below, areas[key].column, **values)

    if due is not None and day_of(due) is None:
        yield wrong("plan_cell_day", "due", first=str(FIRST_DAY), last=str(LAST_DAY))
    if status is not None and not state_of(status):
        yield wrong("plan_cell_pick", "status")
    if letter is not None and not letter_of(letter):
        yield wrong("plan_cell_letter", "then_category")
    for key, ends in _SHARES.items():
        yield from _number(sheet, areas[key].row + below, areas[key].column, ends)


def _below(sheet: FilledSheet, area: GridArea, below: int) -> Typed:
    return sheet.typed(area.row + below, area.column)


def _rows(
    sheet: FilledSheet, columns: Mapping[str, tuple[float, float | None]]
) -> Iterator[InputError]:
    """The wrong numbers of the rows that have a name."""
    named = sheet.area("Plan_Requirements")
    areas = {name: sheet.area(name) for name in columns}
    for below in range(named.last_row - named.row + 1):
        if sheet.text(named.row + below, named.column):
            for name, area in areas.items():
                yield from _number(sheet, area.row + below, area.column, columns[name])


def _number(
    sheet: FilledSheet, row: int, column: int, ends: tuple[float, float | None]
) -> Iterator[InputError]:
    """The cell, if it holds something else than a number between both ends."""
    typed, (low, high) = sheet.typed(row, column), ends
    is_right = isinstance(typed, float) and low <= typed and (high is None or typed <= high)
    if typed is None or is_right:
        return
    if high is None:
        yield sheet.wrong("plan_cell_least", row, column, low=f"{low:g}")
    else:
        yield sheet.wrong("plan_cell_range", row, column, low=f"{low:g}", high=f"{high:g}")


def _picked(sheet: FilledSheet, name: str, keys: Sequence[str]) -> Iterator[InputError]:
    """The cell, if it holds none of the words of a list, in whichever language."""
    area = sheet.area(name)
    known = {text(language, f"planning.{key}") for language in LANGUAGES for key in keys}
    if sheet.typed(area.row, area.column) not in (None, *known):
        yield sheet.wrong("plan_cell_pick", area.row, area.column)
