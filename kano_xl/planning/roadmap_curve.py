"""The chart of a roadmap: what budgets reach, where this one stands, and the next step."""

from __future__ import annotations

from itertools import pairwise

from kano_xl.languages import text
from kano_xl.planning.grid import GridDraft, PlanChart, PlanSeries
from kano_xl.planning.needs import fixed_column
from kano_xl.planning.roadmap_layout import (
    CURVE_X,
    CURVE_Y,
    LETTER,
    MARK_X,
    MARK_Y,
    MOST_STEPS,
    RoadmapLayout,
)
from kano_xl.planning.roadmap_numbers import MadePlan

_LOOK = "helper"


def write_curve(
    draft: GridDraft, place: RoadmapLayout, language: str, plan: MadePlan, room: tuple[int, int]
) -> None:
    """Write the cells that the chart is drawn from, and the chart.

    Args:
        draft: the sheet.
        place: where everything stands.
        language: of the texts.
        plan: what was planned.
        room: pixels across and down.
    """
    points = _corners(plan)
    for index, point in enumerate(points):
        for row, value in zip((CURVE_X, CURVE_Y), point, strict=True):
            cell = place.drawn(row, index, index)
            draft.put(cell.row, cell.column, value, _LOOK)
    budget = fixed_column(place.total, LETTER)
    worth = fixed_column(place.total + 1, LETTER)
    x, y = place.drawn(MARK_X, 0, 0), place.drawn(MARK_Y, 0, 0)
    draft.calculate(x.row, x.column, budget, plan.budget, _LOOK)
    draft.calculate(y.row, y.column, worth, plan.worth, _LOOK)
    last = len(points) - 1
    line = place.drawn(CURVE_X, 0, last), place.drawn(CURVE_Y, 0, last)
    series = [
        PlanSeries("curve", *line, text(language, "roadmap.chart.curve")),
        PlanSeries("here", x, y, text(language, "roadmap.chart.here"), "good"),
    ]
    if plan.step is not None:
        marks = place.drawn(MARK_X, 1, 1), place.drawn(MARK_Y, 1, 1)
        at = plan.budget + plan.step.more_effort
        values = at, next(value for each, value in plan.curve if each >= at - 1e-9)
        for cell, value in zip(marks, values, strict=True):
            draft.put(cell.row, cell.column, value, _LOOK)
        series.append(PlanSeries("here", *marks, text(language, "roadmap.chart.next"), "bad"))
    draft.charts.append(
        PlanChart(
            "curve",
            "Kano_Plan_Curve",
            text(language, "roadmap.chart.alt"),
            place.budgets,
            place.at("exists"),
            *room,
            tuple(series),
            x_title=text(language, "roadmap.chart.budget"),
            y_title=text(language, "roadmap.chart.worth"),
        )
    )


def _corners(plan: MadePlan) -> list[tuple[float, float]]:
    """The corners of the steps, at most `MOST_STEPS` of them, spread evenly."""
    steps = plan.curve
    if len(steps) > MOST_STEPS:
        places = (round(i * (len(steps) - 1) / (MOST_STEPS - 1)) for i in range(MOST_STEPS))
        steps = tuple(steps[place] for place in places)
    points = [steps[0]]
    for (_, before), (budget, worth) in pairwise(steps):
        points += [(budget, before), (budget, worth)]
    return points
