"""The value curves of a strategy canvas: a line for each company over the factors.

What nobody knows is #N/A in the cells that a line is drawn from: there it has no mark, and in some
programs a gap, while a text would be drawn as 0, which is "not offered". A rival without a level
has no line. A legend of the chart's own would name such a rival all the same: so the legend is
cells above it.
"""

from __future__ import annotations

from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_layout import (
    BODY,
    COLUMN_WIDTHS,
    HEAD,
    LEGEND,
    LEGEND_COLUMNS,
    RIVAL_KEYS,
)
from kano_xl.planning.grid import GridArea, GridCell, PlanChart, PlanSeries
from kano_xl.planning.needs import ROW
from kano_xl.planning.results import quoted_text

MARKS = {
    "now": "■",
    "after": "●",
    "rival_0": "◆",
    "rival_1": "▲",
    "rival_2": "✕",
    "rival_3": "✚",
    "industry": "┅",
}
"""How each line is marked in the legend."""

_BACK_TO_FRONT = ("industry", *RIVAL_KEYS, "now", "after")


def write_curves(on: CanvasDraft) -> None:
    """The legend and the chart."""
    draft, place = on.draft, on.place
    left = place.at(LEGEND_COLUMNS[0][0])
    draft.put(place.heading, left, on.words("curves"), "heading_left")
    for row, lines in enumerate(LEGEND, place.head):
        for line, (first, last) in zip(lines, LEGEND_COLUMNS, strict=False):
            _entry(on, line.removeprefix("line_"), row, place.at(first), place.at(last))
    labels = place.down("label")
    series = tuple(
        PlanSeries(
            "level",
            labels,
            place.down(f"line_{key}"),
            GridArea.cell(HEAD, place.at(key)),
            key,
        )
        for key in _BACK_TO_FRONT
    )
    draft.charts.append(
        PlanChart(
            "levels",
            "Kano_Plan_Canvas",
            on.words("alt"),
            place.chart,
            left,
            sum(COLUMN_WIDTHS[left:]),
            ROW * place.chart_rows,
            series,
        )
    )


def _entry(on: CanvasDraft, key: str, row: int, first: int, last: int) -> None:
    """What a line is called, where there is a line."""
    head = GridArea.cell(HEAD, on.place.at(key)).fixed
    formula = f'IF(COUNT({on.down(f"line_{key}")})=0,"",{quoted_text(MARKS[key] + "  ")}&{head})'
    line = on.place.at(f"line_{key}")
    drawn = any(
        isinstance(on.draft.cells[BODY + index, line].value, float)
        for index in range(on.place.rows)
    )
    name = on.filling.rivals[RIVAL_KEYS.index(key)] if key in RIVAL_KEYS else on.column(key)
    shown = f"{MARKS[key]}  {name}" if drawn else ""
    area = GridArea(row, first, row, last)
    on.draft.block(area, GridCell(shown, f"line_{key}", formula))
