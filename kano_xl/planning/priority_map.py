"""The map of a priority matrix: urgency across, importance upwards, a number for each rank.

Needs in the same place stand beside each other; the numbers are names of series of one point
each, which every program draws.
"""

from __future__ import annotations

import math

from kano_xl.category_names import LETTERS
from kano_xl.languages import text
from kano_xl.model.planning.ranking import DO_NOW, DROP, PLAN, QUICK_FIX
from kano_xl.planning.grid import GridDraft, PlanChart, PlanSeries
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, fixed_column
from kano_xl.planning.priority_layout import (
    BODY,
    LABEL_NAME,
    LABEL_X,
    LABEL_Y,
    MARK_NAME,
    MARK_X,
    MARK_Y,
    PriorityLayout,
)
from kano_xl.planning.priority_numbers import CalculatedPriority, split_of
from kano_xl.report.report import NOT_DRAWN, Scalar
from kano_xl.report.words import Words

LOW, HIGH = 0.4, 5.6
"""The ends of both axes."""

_BESIDE = 5
_STEP_X, _STEP_Y = 0.2, 0.26
_WIDTH, _HEIGHT = 700, 460
_OWN = "own"
_UNRANKED = "–"
_LOOK = "helper"


def write_map(
    draft: GridDraft, place: PriorityLayout, found: CalculatedPriority, words: Words
) -> None:
    """Write the cells that the map is drawn from, and the chart."""
    points, language = _points(found), words.language
    for index in range(place.rows):
        _point(draft, place, found, index, points[index])
    _labels(draft, place, found, points)
    _marks(draft, place, split_of(found.filling.split), language)
    xs = place.down(place.helper("x"))
    series = [
        PlanSeries("points", xs, place.down(place.helper(each)), words.category_first(each), each)
        for each in LETTERS
    ]
    own = text(language, "planning.priority.own")
    series.append(PlanSeries("points", xs, place.down(place.helper(_OWN)), own, _OWN))
    series += [
        PlanSeries("guide", place.mark(at, MARK_X, at + 1), place.mark(at, MARK_Y, at + 1))
        for at in (0, 2)
    ]
    series += [
        PlanSeries(
            "number",
            place.label(index, LABEL_X),
            place.label(index, LABEL_Y),
            place.label(index, LABEL_NAME),
        )
        for index in range(place.labels)
    ]
    series += [
        PlanSeries(
            "corner",
            place.mark(index, MARK_X),
            place.mark(index, MARK_Y),
            place.mark(index, MARK_NAME),
            "left" if index in (4, 6) else "right",
        )
        for index in range(4, 8)
    ]
    draft.charts.append(
        PlanChart(
            "matrix",
            "Kano_Plan_Matrix",
            text(language, "planning.priority.map_alt"),
            place.heading,
            place.at("effort"),
            _WIDTH,
            _HEIGHT,
            tuple(series),
            x_title=text(language, "planning.priority.urgency_axis"),
            y_title=text(language, "planning.priority.importance_axis"),
        )
    )


def _points(found: CalculatedPriority) -> list[tuple[float, float] | None]:
    """Where each row stands; None for one that lacks a number."""
    cells = list(zip(found.urgency.tolist(), found.importance.tolist(), strict=True))
    places: list[tuple[float, float] | None] = []
    for index, (urgency, importance) in enumerate(cells):
        if math.isnan(importance) or math.isnan(urgency):
            places.append(None)
            continue
        before = cells[:index].count((urgency, importance))
        beside = min(cells.count((urgency, importance)), _BESIDE)
        across = before % _BESIDE - (beside - 1) / 2
        down = before // _BESIDE
        places.append((urgency + _STEP_X * across, importance - _STEP_Y * down))
    return places


def _point(
    draft: GridDraft,
    place: PriorityLayout,
    found: CalculatedPriority,
    index: int,
    point: tuple[float, float] | None,
) -> None:
    """Where a row stands on the map, and in the series of its category."""
    row = BODY + index
    name, weight = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
    haste, letter = fixed_column(row, place.at("urgency")), fixed_column(row, LETTER)
    weights, hastes = place.down(IMPORTANCE).fixed, place.down(place.at("urgency")).fixed
    same = f"({weights}={weight})*({hastes}={haste})*(LEN({place.down(NAME).fixed})>0)"
    before = f"SUMPRODUCT({same}*(ROW({weights})<ROW({weight})))"
    missing = f'OR({name}="",COUNT({weight},{haste})<2)'
    beside = f"MIN({_BESIDE},SUMPRODUCT({same}))"
    x = f"{haste}+{_STEP_X}*(MOD({before},{_BESIDE})-({beside}-1)/2)"
    y = f"{weight}-{_STEP_Y}*INT({before}/{_BESIDE})"
    at_x, at_y = NOT_DRAWN if point is None else point[0], NOT_DRAWN if point is None else point[1]
    draft.calculate(row, place.helper("x"), f"IF({missing},NA(),{x})", at_x, _LOOK)
    draft.calculate(row, place.helper("y"), f"IF({missing},NA(),{y})", at_y, _LOOK)
    shown = found.features[index].category
    height = fixed_column(row, place.helper("y"))
    for each in LETTERS:
        value: Scalar = at_y if shown == each else NOT_DRAWN
        formula = f'IF(LEFT({letter},1)="{each}",{height},NA())'
        draft.calculate(row, place.helper(each), formula, value, _LOOK)
    value = NOT_DRAWN if shown else at_y
    draft.calculate(row, place.helper(_OWN), f'IF({letter}="",{height},NA())', value, _LOOK)


def _labels(
    draft: GridDraft,
    place: PriorityLayout,
    found: CalculatedPriority,
    points: list[tuple[float, float] | None],
) -> None:
    """The ranks, each where its row stands; by position, so that inserted rows have one too."""
    xs, ys = (place.down(place.helper(key)).fixed for key in ("x", "y"))
    ranks = place.down(place.at("rank")).fixed
    for index in range(place.labels):
        point = points[index] if index < len(points) else None
        values: tuple[Scalar, Scalar] = (NOT_DRAWN, NOT_DRAWN) if point is None else point
        for row, area, value in ((LABEL_X, xs, values[0]), (LABEL_Y, ys, values[1])):
            cell = place.label(index, row)
            # Beyond the last row, and in the grey one, there is nothing to be drawn.
            point_at = f"INDEX({area},{index + 1})"
            formula = f"IFERROR(IF(ISNUMBER({point_at}),{point_at},NA()),NA())"
            draft.calculate(cell.row, cell.column, formula, value, _LOOK)
        shown = _UNRANKED
        if index < len(points) and not math.isnan(found.rank[index]):
            shown = f"{found.rank[index]:g}"
        ranked = f"INDEX({ranks},{index + 1})"
        formula = f'IFERROR(IF(ISNUMBER({ranked}),{ranked}&"","{_UNRANKED}"),"{_UNRANKED}")'
        cell = place.label(index, LABEL_NAME)
        draft.calculate(cell.row, cell.column, formula, shown, _LOOK)


def _marks(draft: GridDraft, place: PriorityLayout, split: float, language: str) -> None:
    """The ends of the guides, between what is low and what is high, and the corners' names."""
    at = f"{place.scalar('split').fixed}-0.5"
    between = split - 0.5
    guides: list[tuple[str, Scalar, str, Scalar]] = [
        (at, between, f"{LOW}", LOW),
        (at, between, f"{HIGH}", HIGH),
        (f"{LOW}", LOW, at, between),
        (f"{HIGH}", HIGH, at, between),
    ]
    for index, (x, x_value, y, y_value) in enumerate(guides):
        for row, formula, value in ((MARK_X, x, x_value), (MARK_Y, y, y_value)):
            cell = place.mark(index, row)
            draft.calculate(cell.row, cell.column, formula, value, _LOOK)
    corners = (
        (HIGH, HIGH - 0.15, DO_NOW),
        (LOW, HIGH - 0.15, PLAN),
        (HIGH, LOW + 0.15, QUICK_FIX),
        (LOW, LOW + 0.15, DROP),
    )
    for index, (x_at, y_at, key) in enumerate(corners, 4):
        name = text(language, f"planning.priority.class.{key}")
        for row, value in ((MARK_X, x_at), (MARK_Y, y_at), (MARK_NAME, name)):
            cell = place.mark(index, row)
            draft.put(cell.row, cell.column, value, _LOOK)
