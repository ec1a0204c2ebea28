"""The live map: the report's map, over points that formulas draw from the live result."""

from __future__ import annotations

from dataclasses import replace

from kano_xl.category_names import LETTERS
from kano_xl.languages import traits_of
from kano_xl.model.categories import CATEGORIES, PRECEDENCE, TIE_ORDER
from kano_xl.report.charts.maps import BETTER_WORSE
from kano_xl.report.charts.scatter_chart import Extent, scatter_chart
from kano_xl.report.charts.scatter_frame import (
    Corner,
    Split,
    column_title,
    frame_table,
    place_corners,
)
from kano_xl.report.report import NOT_DRAWN, Formula, Range
from kano_xl.report.words import Words
from kano_xl.writers.charts import add_chart
from kano_xl.writers.template.live_labels import AT_FIRST, label_places, write_labels
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import FRAME, LIVE, MOST_FEATURES, POINTS, title
from kano_xl.writers.template.settings import CATEGORY_NAMES_IN_USE, chosen

_MAP = replace(BETTER_WORSE, name="Kano live map")

_EXTENT = Extent(MOST_FEATURES, labels=MOST_FEATURES)
"""Formulas find no place far from a point, so no line leads to a label."""

_NOWHERE = -9
"""The height of a point that is not drawn, far from all others."""


def write_points(page: Page) -> None:
    """Write what the map is drawn from."""
    words = Words(page.language)
    for column, key in enumerate(POINTS.keys, POINTS.column):
        _write_named(page, POINTS.row - 1, column, column_title(_MAP, key, words))
    for index in range(MOST_FEATURES):
        _point(page, index)
    write_labels(page, tuple(_corners(page.language)), traits_of(page.language).longest_label)
    _frame(page)


def _point(page: Page, index: int) -> None:
    result = {key: page.refer(LIVE.of(index, key)) for key in LIVE.keys}
    own = {key: POINTS.of(index, key).cells for key in POINTS.keys}
    better = result["better"]
    drawn = f"ISNUMBER({better})"

    def put(key: str, formula: str, look: str, value: object = "") -> None:
        page.formula(POINTS.row + index, POINTS.column + POINTS.offset(key), formula, look, value)

    most = f"MAX({','.join(result[letter] for letter in CATEGORIES)})"
    letter = f'"{TIE_ORDER[-1]}"'
    for each in reversed(TIE_ORDER[:-1]):
        letter = f'IF({result[each]}={most},"{each}",{letter})'
    put("letter", f'=IF(N({result["n"]})=0,"",{letter})', "quiet")
    # A text among the numbers across would make Excel number the points instead.
    put("x", f"=N({result['absolute']})", "quiet_share", 0)
    put("y", f"=IF({drawn},{better},{_NOWHERE})", "quiet_share", _NOWHERE)
    for key, formula in label_places(index).items():
        put(key, formula, "quiet" if key == "label" else "quiet_share", AT_FIRST[key])
    for each in PRECEDENCE:
        y = f'=IF(AND({drawn},{own["letter"]}="{each}"),{better},NA())'
        put(f"y_{each}", y, "quiet_share", NOT_DRAWN)


def _frame(page: Page) -> None:
    words, corners = Words(page.language), _corners(page.language)
    table = frame_table(_MAP, _split(page), page.words("live.map_title"), corners, words)
    for column, heading in enumerate(table.columns, FRAME.column):
        page.write(FRAME.row - 1, column, heading.title, "quiet")
    for row, (part, *place) in enumerate(table.rows, FRAME.row):
        _write_named(page, row, FRAME.column, str(part))
        for column, value in enumerate(place, FRAME.column + 1):
            if isinstance(value, Formula):
                page.formula(row, column, f"={value.template}", "quiet_share", value.value)
            elif isinstance(value, int | float):
                page.write(row, column, value, "quiet_share")


def _write_named(page: Page, row: int, column: int, words: str) -> None:
    """Write a text; the name of a category as a formula that follows the settings."""
    usual = Words(page.language)
    for index, letter in enumerate(LETTERS):
        if words == usual.category_first(letter):
            name = page.refer(CATEGORY_NAMES_IN_USE.at(index))
            page.formula(row, column, f"=UPPER(LEFT({name},1))&MID({name},2,99)", "quiet", words)
            return
    page.write(row, column, words, "quiet")


def _split(page: Page) -> Split:
    """The lines between the quadrants, at the means where the settings say so."""
    quadrants = page.refer(chosen("quadrants"))

    def line(key: str) -> Formula:
        mean = f"AVERAGE({page.refer(LIVE.all(key))})"
        return Formula(
            f'IFERROR(IF({quadrants}="mean",{mean},{_MAP.split}),{_MAP.split})', _MAP.split
        )

    return Split(_MAP.middle.at, line("absolute"), line("better"))


def _corners(language: str) -> list[Corner]:
    return place_corners(_MAP, _MAP.middle, [], Words(language))


def add_map(page: Page, row: int) -> None:
    """Draw the map with its top left corner in the first column of a row."""
    chart = scatter_chart(_MAP, page.words("live.map_title"), _EXTENT, Words(page.language))
    cells = _LiveCells(page.language)
    font = traits_of(page.language).font
    add_chart(page.workbook, page.sheet, (row, 0), chart, cells, font)


class _LiveCells:
    """Where the cells of the live map stand, asked for as those of a report's charts are."""

    def __init__(self, language: str) -> None:
        self._title = title(language, POINTS.sheet)
        self._tables = {_MAP.key: POINTS, _MAP.frame: FRAME}

    def locate(self, cells: Range) -> tuple[str, int, int, int, int]:
        """Sheet title, first row, first column, last row, last column of a range."""
        table = self._tables[cells.table]
        first, column = table.row + cells.first, table.column + table.offset(cells.column)
        return self._title, first, column, first + cells.count - 1, column

    def values(self, cells: Range) -> list[float | None]:
        """Nothing is drawn in the empty template."""
        return [None] * cells.count
