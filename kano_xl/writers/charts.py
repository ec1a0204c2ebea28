"""Charts of a report as native Excel charts: editable, drawn from cells."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.utility import xl_range_formula
from xlsxwriter.worksheet import Worksheet

from kano_xl.report.charts.palette import INK, LOOKS, QUIET, RULE
from kano_xl.report.charts.scatter_frame import LABEL_POINTS
from kano_xl.report.report import Chart, Range, Series
from kano_xl.report.typesetting.placement import Cells

_TITLE_POINTS = 13
_AXIS_POINTS = 9
_MARKER_POINTS = 8
_START_POINTS = 5
_OPEN_MARKERS = frozenset({"x", "plus"})
_LEADER = "#A8A8A8"
_PALE = "#C3CBD6"
_MOVE = "#7C8794"
_FAINT = "#EBEBEB"
_LEGEND_TOP, _LEGEND_HEIGHT, _LEGEND_ENTRY = 42, 26, 125

# A number format that shows nothing hides shares too small to hold a label, also after
# the cells behind the chart are edited.
_READABLE_SHARE = '[>=0.07]0%;""'

_AS_MOVED_NOT_SIZED = 2


def add_chart(
    workbook: Workbook,
    worksheet: Worksheet,
    cell: tuple[int, int],
    chart: Chart,
    placement: Cells,
    font: str,
) -> None:
    """Draw a chart with its top left corner at a cell (row, column).

    Args:
        workbook, worksheet: where it is drawn.
        cell: 0-based row and column.
        chart: what is drawn.
        placement: where the tables stand that the series refer to.
        font: the name of the font of all its texts.
    """
    draw = {"scatter": _scatter, "shares": _shares}[chart.kind]
    drawn = draw(workbook, chart, placement, font)
    title = {
        "name": _title(chart, placement),
        "name_font": _font(font, _TITLE_POINTS, INK, bold=True),
    }
    legend = {
        "position": "top",
        "font": _font(font, _AXIS_POINTS, INK),
        "delete_series": [index for index, one in enumerate(chart.series) if not one.letter],
    }
    if chart.plot is not None:
        left, top, width, height = chart.plot
        entries = len(chart.series) - len(legend["delete_series"])
        legend_width = min(width, _LEGEND_ENTRY * entries)
        title["layout"] = {"x": 16 / chart.width, "y": 12 / chart.height}
        legend["layout"] = _share_of(chart, left, _LEGEND_TOP, legend_width, _LEGEND_HEIGHT)
        drawn.set_plotarea({"layout": _share_of(chart, left, top, width, height)})
    drawn.set_title(title)
    drawn.set_legend(legend)
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    worksheet.insert_chart(
        *cell,
        drawn,
        {"description": chart.alt_text, "object_position": _AS_MOVED_NOT_SIZED},
    )


def _share_of(chart: Chart, left: int, top: int, width: int, height: int) -> dict[str, float]:
    """A rectangle in pixels as shares of the chart."""
    return {
        "x": left / chart.width,
        "y": top / chart.height,
        "width": width / chart.width,
        "height": height / chart.height,
    }


def _title(chart: Chart, placement: Cells) -> str | list[Any]:
    """The title; where it may change, as a reference to its cell."""
    return chart.title if chart.title_cell is None else _cell(chart.title_cell, placement)


def _scatter(workbook: Workbook, chart: Chart, placement: Cells, font: str) -> ExcelChart:
    drawn = workbook.add_chart({"type": "scatter", "name": chart.name})
    _keep_labels_on_one_line(drawn)
    _give_arrows_heads(drawn)
    for series in chart.series:
        options = {
            "points": _points,
            "labels": _label,
            "leader": _leader,
            "start": _start,
            "move": _move,
            "ellipse": _ellipse,
            "arrow": _arrow,
            "faint_arrow": _faint_arrow,
            "quadrant": _quadrant,
            "guide": _guide,
        }[series.role](series, placement, font)
        assert series.x is not None
        drawn.add_series(
            {
                "categories": _cells(series.x, placement),
                "categories_data": placement.values(series.x),
                "values": _cells(series.y, placement),
                "values_data": placement.values(series.y),
                **options,
            }
        )
    drawn.set_x_axis(_value_axis(chart.x_title, chart.x_bounds, font))
    drawn.set_y_axis(_value_axis(chart.y_title, chart.y_bounds, font))
    return drawn


def _keep_labels_on_one_line(drawn: ExcelChart) -> None:
    """Let no label of a chart wrap: Excel breaks those wider than about a fifth of the chart.

    XlsxWriter has no option for that, and writes the box of a text the same way everywhere; so
    the boxes are other ones as long as it writes labels.
    """
    write_labels, write_box = drawn._write_d_lbls, drawn._write_a_body_pr

    def write(labels: object) -> None:
        drawn._write_a_body_pr = lambda *_: drawn._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        write_labels(labels)
        drawn._write_a_body_pr = write_box

    drawn._write_d_lbls = write


def _give_arrows_heads(drawn: ExcelChart) -> None:
    """Let lines that are asked to have a head at their end, for which XlsxWriter has no option."""
    write_line, end_tag = drawn._write_a_ln, drawn._xml_end_tag

    def write(line: dict[str, Any]) -> None:
        def end(tag: str) -> None:
            if tag == "a:ln":
                drawn._xml_empty_tag("a:tailEnd", [("type", "triangle"), ("w", "med")])
            end_tag(tag)

        if line.get("head"):
            drawn._xml_end_tag = end
        write_line(line)
        drawn._xml_end_tag = end_tag

    drawn._write_a_ln = write


def _points(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    look = LOOKS[series.letter]
    bare = look.marker in _OPEN_MARKERS
    marker = {
        "type": look.marker,
        "size": _MARKER_POINTS,
        "fill": {"none": True} if bare else {"color": look.colour},
        "border": {"color": look.colour, "width": 2}
        if bare
        else {"color": "#FFFFFF", "width": 0.5},
    }
    options: dict[str, Any] = _named(series, placement) | {"marker": marker}
    for direction, errors in (("x", series.x_errors), ("y", series.y_errors)):
        if errors is not None:
            options[f"{direction}_error_bars"] = {
                "type": "custom",
                # A cap would show where the length is 0 too.
                "end_style": 0,
                "plus_values": xl_range_formula(*_cells(errors.more, placement)),
                "minus_values": xl_range_formula(*_cells(errors.less, placement)),
                # Unlike those of points, XlsxWriter does not look up the values of error bars.
                "plus_data": placement.values(errors.more),
                "minus_data": placement.values(errors.less),
                "line": {"color": look.colour, "width": 0.75, "transparency": 45},
            }
    return options


def _label(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    """A label lies on white, so that a line which must pass it passes behind it."""
    text = _text(series, placement, _font(font, LABEL_POINTS, INK))
    text["data_labels"]["fill"] = {"color": "#FFFFFF"}
    return text


def _quadrant(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return _text(series, placement, _font(font, LABEL_POINTS, QUIET, italic=True))


def _text(series: Series, placement: Cells, font: dict[str, Any]) -> dict[str, Any]:
    """A text around a point that is not drawn itself.

    The text is the series' name, which every spreadsheet program shows; not all of them
    show labels that are taken from cells.
    """
    return _named(series, placement) | {
        "marker": {"type": "none"},
        "line": {"none": True},
        "data_labels": {
            "series_name": True,
            "value": False,
            "position": "center",
            "font": font,
        },
    }


def _leader(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return {"marker": {"type": "none"}, "line": {"color": _LEADER, "width": 0.75}}


def _start(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    look = {"fill": {"color": _PALE}, "border": {"color": _MOVE, "width": 1}}
    return {"marker": {"type": "circle", "size": _START_POINTS, **look}}


def _move(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return {"marker": {"type": "none"}, "line": {"color": _MOVE, "width": 1.25}}


def _ellipse(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return {"marker": {"type": "none"}, "line": {"color": _PALE, "width": 1}}


def _arrow(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return {"marker": {"type": "none"}, "line": {"color": INK, "width": 1.5, "head": True}}


def _faint_arrow(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return {"marker": {"type": "none"}, "line": {"color": _PALE, "width": 1, "head": True}}


def _guide(series: Series, placement: Cells, font: str) -> dict[str, Any]:
    return _named(series, placement) | {
        "marker": {"type": "none"},
        "line": {"color": "#9A9A9A", "width": 1, "dash_type": "dash"},
    }


def _named(series: Series, placement: Cells) -> dict[str, Any]:
    """The series' name as a reference to a cell, so that no text can be taken for a formula."""
    cells = series.named_by or series.labels
    return {"name": series.name if cells is None else _cell(cells, placement)}


def _value_axis(title: str, bounds: tuple[float, float] | None, font: str) -> dict[str, Any]:
    low, high = bounds or (None, None)
    fine = low is not None and high is not None and high - low <= 1
    return {
        "name": title,
        "name_font": _font(font, _AXIS_POINTS, INK),
        "num_font": _font(font, _AXIS_POINTS, QUIET),
        "num_format": "0.0" if fine else "0",
        "min": low,
        "max": high,
        "crossing": "min",
        "major_unit": 0.1 if fine else 1,
        "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.5}},
        "line": {"color": RULE, "width": 0.75},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }


def _shares(workbook: Workbook, chart: Chart, placement: Cells, font: str) -> ExcelChart:
    drawn = workbook.add_chart({"type": "bar", "subtype": "percent_stacked", "name": chart.name})
    for series in chart.series:
        assert series.x is not None
        drawn.add_series(
            {
                **_named(series, placement),
                "categories": _cells(series.x, placement),
                "values": _cells(series.y, placement),
                "values_data": placement.values(series.y),
                "fill": {"color": LOOKS[series.letter].colour},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 28,
                "data_labels": {
                    "value": True,
                    "num_format": _READABLE_SHARE,
                    "position": "center",
                    "font": _font(font, _AXIS_POINTS, "#FFFFFF"),
                },
            }
        )
    drawn.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(font, LABEL_POINTS, INK),
            "interval_unit": 1,
            "line": {"color": RULE},
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }
    )
    drawn.set_x_axis(
        {
            "num_font": _font(font, _AXIS_POINTS, QUIET),
            "num_format": "0%",
            "major_unit": 0.25,
            "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.5}},
            "line": {"none": True},
            "major_tick_mark": "none",
        }
    )
    return drawn


def _cells(cells: Range, placement: Cells) -> list[Any]:
    """A range as XlsxWriter takes it."""
    return list(placement.locate(cells))


def _cell(cells: Range, placement: Cells) -> list[Any]:
    """The first cell of a range as XlsxWriter takes it for a name."""
    return _cells(cells, placement)[:3]


def _font(
    name: str, points: float, colour: str, *, bold: bool = False, italic: bool = False
) -> dict[str, Any]:
    return {"name": name, "size": points, "color": colour, "bold": bold, "italic": italic}
