"""Charts of planning sheets as native Excel charts, over cells of their own sheet."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.worksheet import Worksheet

from kano_xl.model.planning.canvas import HIGHEST, LOWEST
from kano_xl.planning.grid import GridArea, GridSheet, PlanChart, PlanSeries
from kano_xl.report.charts.palette import INK, LOOKS, QUIET, RULE, Look
from kano_xl.report.report import Scalar
from kano_xl.writers.planning.looks import BAD, BARS, CURVES, GOOD

_STRETCHES, _STAYS = 1, 2
_NONE: dict[str, Any] = {"none": True}
_CLEAR: dict[str, Any] = {"border": _NONE, "fill": _NONE}
_INKS = {"good": GOOD, "bad": BAD}
_OPEN_MARKERS = frozenset({"x", "plus"})
_OWN = Look("#3D4B5C", "#E8EBEF", "circle")
"""The look of needs that no survey asked."""


def add_plan_chart(
    workbook: Workbook, worksheet: Worksheet, sheet: GridSheet, chart: PlanChart, font: str
) -> None:
    """Draw a chart on the sheet that holds its cells."""
    drawn = _KINDS[chart.kind](workbook, chart, font)
    for series in chart.series:
        drawn.add_series(_cells(series, sheet) | _LOOKS[series.role](series, font))
    # What a chart is drawn from lies in hidden columns.
    drawn.show_hidden_data()
    drawn.set_title(_NONE)
    drawn.set_size({"width": chart.width, "height": chart.height})
    worksheet.insert_chart(
        chart.row,
        chart.column,
        drawn,
        {
            "description": chart.alt_text,
            "object_position": _STRETCHES if chart.stretches else _STAYS,
            "y_offset": chart.offset,
        },
    )


def _cells(series: PlanSeries, sheet: GridSheet) -> dict[str, Any]:
    """The name and the cells of a series, with the values that they hold."""
    told: dict[str, Any] = {}
    if isinstance(series.name, GridArea):
        told["name"] = [sheet.title, series.name.row, series.name.column]
    elif series.name:
        told["name"] = series.name
    for key, area in (("categories", series.x), ("values", series.y)):
        if area is not None:
            told[key] = [sheet.title, area.row, area.column, area.last_row, area.last_column]
            told[f"{key}_data"] = _values(area, sheet)
    if series.role == "level" and series.x is not None:
        told["categories_data"] = [str(each or "") for each in _cached(series.x, sheet)]
    return told


def _values(area: GridArea, sheet: GridSheet) -> list[float | None]:
    found = _cached(area, sheet)
    return [value if isinstance(value, int | float) else None for value in found]


def _cached(area: GridArea, sheet: GridSheet) -> list[Scalar]:
    places = (
        (row, column)
        for row in range(area.row, area.last_row + 1)
        for column in range(area.column, area.last_column + 1)
    )
    return [sheet.cells[place].value if place in sheet.cells else None for place in places]


def _scatter(workbook: Workbook, chart: PlanChart) -> ExcelChart:
    return workbook.add_chart({"type": "scatter", "name": chart.name})


def _roof(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = _scatter(workbook, chart)
    bare = {"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}}
    drawn.set_x_axis(dict(bare))
    drawn.set_y_axis(dict(bare))
    drawn.set_legend(_NONE)
    drawn.set_chartarea(_CLEAR)
    whole = {"x": 0, "y": 0, "width": 1, "height": 1}
    drawn.set_plotarea({"layout": whole, "fill": _NONE})
    return drawn


def _bars(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = workbook.add_chart({"type": "column", "name": chart.name})
    drawn.set_x_axis({"visible": False})
    drawn.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    drawn.set_legend(_NONE)
    drawn.set_chartarea(_CLEAR)
    below = {"x": 0, "y": 0.16, "width": 1, "height": 0.84}
    drawn.set_plotarea({"layout": below, "fill": _NONE})
    return drawn


def _matrix(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = _scatter(workbook, chart)
    axis = {
        "min": 0.4,
        "max": 5.6,
        "major_unit": 5.2,
        "major_gridlines": {"visible": False},
        "num_format": ";;;",
        "line": {"color": RULE},
        "major_tick_mark": "none",
    }
    name = {"name": font, "size": 9, "color": INK, "bold": True}
    drawn.set_x_axis({**axis, "name": chart.x_title, "name_font": name})
    drawn.set_y_axis({**axis, "name": chart.y_title, "name_font": name})
    unnamed = [index for index, each in enumerate(chart.series) if each.role != "points"]
    drawn.set_legend(
        {"position": "top", "delete_series": unnamed, "font": {"name": font, "size": 9}}
    )
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    return drawn


def _curve(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = _scatter(workbook, chart)
    look = {"name": font, "size": 8, "color": INK}
    name = {"name": font, "size": 9, "color": INK, "bold": True}
    axis = {"min": 0, "num_font": look, "name_font": name, "line": {"color": RULE}}
    light = {"visible": True, "line": {"color": RULE, "width": 0.5}}
    none = {"visible": False}
    drawn.set_x_axis({**axis, "name": chart.x_title, "major_gridlines": none})
    drawn.set_y_axis({**axis, "name": chart.y_title, "major_gridlines": light, "num_format": "0.0"})
    drawn.set_legend({"position": "top", "font": {"name": font, "size": 9}})
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    return drawn


def _emotions(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = _scatter(workbook, chart)
    drawn.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    light = {"visible": True, "line": {"color": RULE, "width": 0.5}}
    drawn.set_y_axis(
        {"visible": False, "min": -3, "max": 3, "major_unit": 1, "major_gridlines": light}
    )
    drawn.set_legend(_NONE)
    drawn.set_chartarea(_CLEAR)
    drawn.set_plotarea({"layout": {"x": 0, "y": 0, "width": 1, "height": 1}, "fill": _NONE})
    return drawn


def _levels(workbook: Workbook, chart: PlanChart, font: str) -> ExcelChart:
    drawn = workbook.add_chart({"type": "line", "name": chart.name})
    look = {"name": font, "size": 8, "color": INK}
    light = {"visible": True, "line": {"color": "#E6E6E6", "width": 0.5}}
    # Long names would stand at a slant, where they are hard to read and to tell apart.
    drawn.set_x_axis({"num_font": {**look, "rotation": -90}, "line": {"color": QUIET}})
    scale = {"min": LOWEST, "max": HIGHEST, "major_unit": 2, "num_format": "0"}
    drawn.set_y_axis({**scale, "num_font": look, "major_gridlines": light, "line": _NONE})
    drawn.set_legend(_NONE)
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    drawn.show_blanks_as("gap")
    return drawn


def _line(colour: str, dash: str = "solid") -> dict[str, Any]:
    line = {"color": colour, "width": 1, "dash_type": dash}
    return {"line": line, "marker": {"type": "none"}}


def _label(position: str, font: dict[str, Any]) -> dict[str, Any]:
    """A text at a point, which is the name of its series: every program draws that."""
    label = {"series_name": True, "value": False, "position": position, "font": font}
    return {"line": _NONE, "marker": {"type": "none"}, "data_labels": label}


def _frame(series: PlanSeries, font: str) -> dict[str, Any]:
    return _line("#8A8A8A")


def _steps(series: PlanSeries, font: str) -> dict[str, Any]:
    return {"line": {"color": BARS, "width": 1.75}, "marker": {"type": "none"}}


def _here(series: PlanSeries, font: str) -> dict[str, Any]:
    colour = {"color": _INKS[series.look]}
    kind = "circle" if series.look == "good" else "diamond"
    return {"line": _NONE, "marker": {"type": kind, "size": 9, "fill": colour, "border": colour}}


def _guide(series: PlanSeries, font: str) -> dict[str, Any]:
    return _line(QUIET, "dash")


def _sign(series: PlanSeries, font: str) -> dict[str, Any]:
    look = {"name": font, "size": 11, "bold": True, "color": _INKS[series.look]}
    return _label("center", look)


def _corner(series: PlanSeries, font: str) -> dict[str, Any]:
    look = {"name": font, "size": 9, "bold": True, "color": QUIET}
    return _label(series.look, look)


def _felt(series: PlanSeries, font: str) -> dict[str, Any]:
    """A point with its value, away from the line of 0."""
    ink = _INKS.get(series.look, QUIET)
    look = {"name": font, "size": 9, "bold": True, "color": ink}
    where = "below" if series.look == "bad" else "above"
    label = {"value": True, "num_format": "+0;\u22120;0", "position": where, "font": look}
    filled = {"fill": {"color": ink}, "border": {"color": "#FFFFFF"}}
    return {
        "line": _NONE,
        "marker": {"type": "circle", "size": 9, **filled},
        "data_labels": label,
    }


def _number(series: PlanSeries, font: str) -> dict[str, Any]:
    return _label("center", {"name": font, "size": 8, "bold": True, "color": "#FFFFFF"})


def _points(series: PlanSeries, font: str) -> dict[str, Any]:
    look = LOOKS.get(series.look, _OWN)
    # White numbers lie on the points, so all of them are filled.
    kind = "square" if look.marker in _OPEN_MARKERS else look.marker
    size = 23 if kind in ("triangle", "diamond") else 15
    marker = {
        "type": kind,
        "size": size,
        "fill": {"color": look.colour},
        "border": {"color": "#FFFFFF"},
    }
    return {"line": _NONE, "marker": marker}


def _level(series: PlanSeries, font: str) -> dict[str, Any]:
    kind, width, dash = _CURVES[series.look]
    colour = {"color": CURVES[series.look]}
    size = 4 if series.look == "industry" else 8 if width > 2 else 7
    marker = {"type": kind, "size": size, "fill": colour, "border": colour}
    return {"line": {**colour, "width": width, "dash_type": dash}, "marker": marker}


def _bar(series: PlanSeries, font: str) -> dict[str, Any]:
    label = {"value": True, "num_format": "0%", "font": {"name": font, "size": 8}}
    return {"fill": {"color": BARS}, "gap": 60, "data_labels": label}


_CURVES = {
    "after": ("circle", 3.25, "solid"),
    "now": ("square", 2.25, "solid"),
    "industry": ("circle", 1.75, "square_dot"),
    "rival_0": ("diamond", 1.5, "solid"),
    "rival_1": ("triangle", 1.5, "solid"),
    "rival_2": ("x", 1.5, "solid"),
    "rival_3": ("plus", 1.5, "solid"),
}
"""The marker, width and dashes of each curve of a strategy canvas."""

_LOOKS = {
    "frame": _frame,
    "guide": _guide,
    "sign": _sign,
    "corner": _corner,
    "number": _number,
    "points": _points,
    "bars": _bar,
    "curve": _steps,
    "here": _here,
    "felt": _felt,
    "level": _level,
}

_KINDS = {
    "roof": _roof,
    "bars": _bars,
    "matrix": _matrix,
    "curve": _curve,
    "emotions": _emotions,
    "levels": _levels,
}
