"""Workbooks that have one fault each, and workbooks without any: whether the judge sees.

Nothing of ours makes them, so that they say something of the judge alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Control = Callable[[Workbook], object]

ENGLISH = "Many more words than a column of the usual width has room for, in one single cell"
CHINESE = "这一个单元格里的文字比一列通常能显示的多得多，不换行就会被截断"

_SHEET = "One"
_BELOW = 13  # the first row below the table, 0-based
_INK, _BLUE = "#b34a00", "#0068a5"


def write(control: Control, path: Path) -> Path:
    """Write a control's workbook."""
    font = {"font_name": "Arial", "font_size": 10}
    with xlsxwriter.Workbook(path, {"default_format_properties": font}) as book:
        control(book)
    return path


def plain(book: Workbook) -> Worksheet:
    """A title and a small table."""
    sheet = book.add_worksheet(_SHEET)
    sheet.write(0, 0, "The title")
    for row in range(3, 12):
        sheet.write_row(row, 0, [f"Name {row}", row, row / 7])
    return sheet


def _beside(book: Workbook, *cells: object, **look: object) -> Worksheet:
    """The plain sheet with a further row."""
    sheet = plain(book)
    sheet.write_row(_BELOW, 0, cells, book.add_format(look))
    return sheet


def _low(book: Workbook, value: object, height: float, **look: object) -> None:
    """The plain sheet with a further row of a height in points."""
    _beside(book, value, **look).set_row(_BELOW, height)


def wide_text(book: Workbook) -> None:
    _beside(book, ENGLISH, "beside")


def wide_text_at_the_right(book: Workbook) -> None:
    _beside(book, "left", ENGLISH, "right", align="right")


def wide_chinese(book: Workbook) -> None:
    _beside(book, CHINESE, "旁边")


def wide_formula(book: Workbook) -> None:
    _beside(book, f'="{ENGLISH[:30]}"&" and more"', "beside")


def wide_number(book: Workbook) -> None:
    _beside(book, 123456789012, num_format="#,##0.00")


def text_in_a_low_row(book: Workbook) -> None:
    _low(book, ENGLISH, 24, text_wrap=True)


def turned_text_in_a_low_row(book: Workbook) -> None:
    _low(book, ENGLISH[:30], 50, rotation=90)


def number_in_a_low_row(book: Workbook) -> None:
    _low(book, 1234, 7, font_size=20)


def text_over_the_edge_of_the_paper(book: Workbook) -> None:
    plain(book).write(_BELOW, 5, ENGLISH)


def _points(
    book: Workbook, sheet: Worksheet, points: Mapping[str, tuple[float, float]], **looks: Any
) -> Chart:
    """A scatter chart with a series for each point, named as its label."""
    chart = book.add_chart({"type": "scatter"})
    for row, (label, place) in enumerate(points.items(), 20):
        sheet.write_row(row, 20, place)
        marker = {"fill": {"color": _INK}, "border": {"color": _INK}, "type": "square", "size": 7}
        chart.add_series(
            {
                "name": label,
                "categories": [_SHEET, row, 20, row, 20],
                "values": [_SHEET, row, 21, row, 21],
                "marker": marker,
                "data_labels": {"series_name": True, "value": False, "position": "right"},
                **looks,
            }
        )
    for axis in (chart.set_x_axis, chart.set_y_axis):
        axis({"min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    sheet.print_area("A1:H40")
    return chart


def _with_points(book: Workbook, points: Mapping[str, tuple[float, float]], **looks: Any) -> None:
    sheet = plain(book)
    sheet.insert_chart(_BELOW, 0, _points(book, sheet, points, **looks))


def label_over_label(book: Workbook) -> None:
    near = {"First label": (0.5, 0.5), "Second label": (0.52, 0.51)}
    _with_points(book, near, marker={"type": "none"})


def label_over_axis(book: Workbook) -> None:
    label = {"series_name": True, "value": False, "position": "left"}
    _with_points(book, {"AB": (0.005, 0.6)}, data_labels=label)


def marker_over_label(book: Workbook) -> None:
    _with_points(book, {"Longlabel": (0.4, 0.5), "B": (0.535, 0.5)})


def line_through_label(book: Workbook) -> None:
    sheet = plain(book)
    chart = _points(book, sheet, {"A label": (0.5, 0.5)})
    for column, ends in (("U30", [0.1, 0.9]), ("V30", [0.5, 0.5])):
        sheet.write_column(column, ends)
    chart.add_series(
        {
            "categories": f"={_SHEET}!$U$30:$U$31",
            "values": f"={_SHEET}!$V$30:$V$31",
            "marker": {"type": "none"},
            "line": {"color": "#444444", "width": 1},
        }
    )
    sheet.insert_chart(_BELOW, 0, chart)


def chart_over_cells(book: Workbook) -> None:
    sheet = plain(book)
    sheet.insert_chart(7, 0, _points(book, sheet, {"A label": (0.5, 0.5)}))


def title_outside_its_chart(book: Workbook) -> None:
    sheet = plain(book)
    chart = _points(book, sheet, {"A label": (0.5, 0.5)})
    chart.set_title({"name": "A title", "overlay": True, "layout": {"x": 0.93, "y": 0.4}})
    sheet.insert_chart(_BELOW, 0, chart)


def chart_over_the_edge_of_the_paper(book: Workbook) -> None:
    sheet = plain(book)
    sheet.insert_chart(_BELOW, 4, _points(book, sheet, {"A label": (0.3, 0.5)}))
    sheet.print_area("A1:R40")


def chart_over_chart(book: Workbook) -> None:
    sheet = plain(book)
    for row, y in ((13, 0.8), (23, 0.2)):
        sheet.insert_chart(row, 0, _points(book, sheet, {"A label": (0.3, y)}))
    sheet.print_area("A1:H50")


def page_of_titles_alone(book: Workbook) -> None:
    sheet = plain(book)
    sheet.repeat_rows(0)
    sheet.write_formula("A100", '=""')
    sheet.print_area("A1:H100")


def page_with_one_word(book: Workbook) -> None:
    plain(book).write("N1", "lonely")


def small_print(book: Workbook) -> None:
    plain(book).set_print_scale(40)


def table_on_two_pages(book: Workbook) -> Worksheet:
    sheet = book.add_worksheet(_SHEET)
    titles = [{"header": title} for title in ("Feature", "Category", "Better")]
    rows = [[f"Name {n:03}", "must-be", n / 90] for n in range(90)]
    sheet.add_table(0, 0, len(rows), 2, {"columns": titles, "data": rows})
    return sheet


def pale_text(book: Workbook) -> None:
    _beside(book, "pale words", font_color="#aaaaaa")


def dark_on_dark_by_a_rule(book: Workbook) -> None:
    dark = book.add_format({"bg_color": "#333388"})
    plain(book).conditional_format("A5:A6", {"type": "no_blanks", "format": dark})


def white_label_on_white(book: Workbook) -> None:
    label = {"series_name": True, "value": False, "position": "right", "font": {"color": "#eeeeee"}}
    _with_points(book, {"A label": (0.5, 0.5)}, data_labels=label)


def many_texts(book: Workbook) -> None:
    """Every way in which a text may be shown and is not cut."""
    sheet = plain(book)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, words in ((13, ENGLISH), (14, CHINESE)):
        sheet.merge_range(row, 0, row, 3, words, wrapped)
        sheet.set_row(row, 45)
    sheet.write("A16", "A text that runs on over empty cells beside it, as it may")
    sheet.write("A17", "中文 with words → and ▲ signs")
    sheet.write("D17", "10:30 – 9°")
    for column, degrees in enumerate((90, 45)):
        sheet.write(17, column, "turned", book.add_format({"rotation": degrees}))
    sheet.set_row(17, 50)
    sheet.write("A19", "white", book.add_format({"font_color": "white", "bg_color": "#0055aa"}))
    sheet.write_url("A20", "https://example.org", string="a link")


def hidden_texts(book: Workbook) -> None:
    """Every way in which a text may be hidden, and is not missed."""
    sheet = plain(book)
    sheet.write_row("H1", [ENGLISH, "beside"])
    sheet.set_column("H:I", None, None, {"hidden": True})
    sheet.write("A15", ENGLISH)
    sheet.set_row(14, None, None, {"hidden": True})
    sheet.write("A14", ENGLISH, book.add_format({"num_format": ";;;"}))
    sheet.write_row("A30", [ENGLISH, "outside of what is printed"])
    sheet.print_area("A1:I20")
    other = book.add_worksheet("Two")
    other.write_row("A1", [ENGLISH, "on a hidden sheet"])
    other.hide()


def table_with_titles_on_both_pages(book: Workbook) -> None:
    table_on_two_pages(book).repeat_rows(0)


def map_of_points(book: Workbook) -> None:
    apart = {"One": (0.1, 0.1), "Two labels": (0.6, 0.2), "标签三": (0.2, 0.8), "Four": (0.7, 0.9)}
    _with_points(book, apart)


def bars_with_labels(book: Workbook) -> None:
    sheet = plain(book)
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    sheet.write_row("U1", ["one", "two", "three"])
    for row, (shares, colour) in enumerate((((30, 40, 50), _INK), ((70, 60, 50), _BLUE)), 1):
        sheet.write_row(row, 20, shares)
        chart.add_series(
            {
                "categories": f"={_SHEET}!$U$1:$W$1",
                "values": [_SHEET, row, 20, row, 22],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"color": "white"}},
            }
        )
    sheet.insert_chart(_BELOW, 0, chart)
    sheet.print_area("A1:H40")


BROKEN: Mapping[Control, tuple[str, ...]] = {
    wide_text: ("cut",),
    wide_text_at_the_right: ("cut",),
    wide_chinese: ("cut",),
    wide_formula: ("cut",),
    wide_number: ("###",),
    text_in_a_low_row: ("cut",),
    turned_text_in_a_low_row: ("cut",),
    number_in_a_low_row: ("cut",),
    text_over_the_edge_of_the_paper: ("cut", "nearly empty"),
    label_over_label: ("text over text",),
    label_over_axis: ("text over text",),
    marker_over_label: ("marker over text",),
    line_through_label: ("line through text",),
    chart_over_cells: ("covered", "text over text"),
    title_outside_its_chart: ("outside its chart",),
    chart_over_the_edge_of_the_paper: ("chart cut by the page", "cut"),
    chart_over_chart: ("chart over chart", "covered", "line through text"),
    page_of_titles_alone: ("nearly empty",),
    page_with_one_word: ("nearly empty",),
    small_print: ("small",),
    table_on_two_pages: ("no header",),
    pale_text: ("contrast",),
    dark_on_dark_by_a_rule: ("contrast",),
    white_label_on_white: ("contrast",),
}
"""Workbooks with a fault: the kind that must be found, then kinds that may come with it."""

CLEAN: tuple[Control, ...] = (
    plain,
    many_texts,
    hidden_texts,
    table_with_titles_on_both_pages,
    map_of_points,
    bars_with_labels,
)
"""Workbooks in which nothing may be found."""
