"""The emotion curve of a customer journey map: a native chart exactly over its columns.

It reaches from one grey column to the other, and where a touchpoint stands between them is
calculated: so it grows with columns that are inserted.
"""

from __future__ import annotations

from kano_xl.model.planning.journey import EMOTIONS
from kano_xl.planning.grid import GridArea, PlanChart, PlanSeries
from kano_xl.planning.journey_draft import JourneyDraft
from kano_xl.planning.journey_layout import BODY, TOP
from kano_xl.planning.results import ANALYSED
from kano_xl.planning.sideways import GREY, LABEL, START

_ENDS = (EMOTIONS[-1], EMOTIONS[0])
_MARK = 14
"""Pixels from the left edge to the middle of the marks of the scale."""

_POINTS = {"bad": "bad", "even": "", "good": "good"}


def write_curve(on: JourneyDraft) -> None:
    """Write the cells that lines and marks are drawn from, and the chart."""
    draft, place = on.draft, on.place
    width = 2 * GREY + place.columns * place.width
    beside = _MARK / width
    cells: dict[str, tuple[float, float]] = {
        "guide_x": (0, 1),
        "guide_y": (0, 0),
        "mark_x": (beside, beside),
        "mark_y": _ENDS,
    }
    for key, values in cells.items():
        for column, value in enumerate(values, LABEL):
            draft.put(place.at(key), column, value, "helper")
    draft.calculate(place.at("analysed"), LABEL, ANALYSED, len(on.known.features), "helper")
    x = place.along("x")
    guide_x, guide_y = (place.on_the_left(key, 2) for key in ("guide_x", "guide_y"))
    marks = [
        PlanSeries(
            "corner",
            GridArea.cell(place.at("mark_x"), LABEL + index),
            GridArea.cell(place.at("mark_y"), LABEL + index),
            f"{end:+d}".replace("-", "\N{MINUS SIGN}"),
            "above",
        )
        for index, end in enumerate(_ENDS)
    ]
    points = [
        PlanSeries("felt", x, place.along(key), on.words("curve.name"), look)
        for key, look in _POINTS.items()
    ]
    draft.charts.append(
        PlanChart(
            "emotions",
            "Kano_Plan_Emotions",
            on.words("curve.alt"),
            TOP,
            START,
            width,
            sum(draft.heights[row] for row in range(TOP, BODY)),
            (
                PlanSeries("guide", guide_x, guide_y),
                PlanSeries("curve", x, place.along("line"), on.words("curve.name")),
                *points,
                *marks,
            ),
            stretches=True,
        )
    )
