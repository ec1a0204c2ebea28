"""The live map: its points by formulas from the live result, and the native chart over them."""

from __future__ import annotations

from kano_xl.languages import text
from kano_xl.model.categories import CATEGORIES, PRECEDENCE
from kano_xl.report.placement import Placement
from kano_xl.report.report import Chart, Range, Series
from kano_xl.report.scatter_frame import (
    HEIGHT,
    PLOT,
    WIDTH,
    ScatterMap,
    category_name,
    frame_series,
    place_corners,
)
from kano_xl.writers.charts import add_chart
from kano_xl.writers.styles import FONTS
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    FEATURES,
    FRAME,
    LIVE,
    MOST_FEATURES,
    POINTS,
    Block,
    title,
)

MOST_NAMES = 15
"""With more features than that, the labels are their numbers."""

_MAP = ScatterMap("live_map", "Kano live map", (0.0, 1.0), 0.5, "", "")
_APART = 0.032
"""How far above or below its point the middle of a label stands."""

_NEAR = 0.004, 0.06
"""A point that is so far above or below another may lie under the other's label."""

_HALF_LETTER = {"en": 0.0038, "zh-Hans": 0.0074}
"""Half the width of a character of a label, as a share of the map's width."""

_MARKER = 0.01
"""Half the width of a point, as a share of the map's width."""

_NOWHERE = -9
"""The height of a point that is not drawn, far from all others."""

_LONGEST = {"en": 30, "zh-Hans": 15}
"""Characters of a name that a label shows."""

_LETTER, _LABEL, _X, _Y, _LABEL_X, _LABEL_Y, _FIRST_Y = range(7)
_COLUMNS = {"label": _LABEL, "x": _X, "label_x": _LABEL_X, "label_y": _LABEL_Y} | {
    f"y_{letter}": _FIRST_Y + index for index, letter in enumerate(PRECEDENCE)
}
_FRAME_COLUMNS = {"part": 0, "x": 1, "y": 2}


def letter_cell(index: int) -> str:
    """The address, on the sheet of the points, of the letter of a feature's category."""
    return POINTS.at(index, _LETTER).cells


def write_points(page: Page) -> None:
    """Write what the map is drawn from."""
    heads = {
        _LETTER: "letter",
        _LABEL: "label",
        _X: "x",
        _Y: "y",
        _LABEL_X: "label_x",
        _LABEL_Y: "label_y",
    }
    for column in range(POINTS.width):
        if column in heads:
            words = page.words(f"live_data.{heads[column]}")
        else:
            words = category_name(PRECEDENCE[column - _FIRST_Y], page.language)
        page.write(POINTS.row - 1, POINTS.column + column, words, "quiet")
    for index in range(MOST_FEATURES):
        _point(page, index)
    _frame(page)


def _point(page: Page, index: int) -> None:
    row, column = POINTS.row + index, POINTS.column
    result = [page.refer(LIVE.at(index, place)) for place in range(LIVE.width)]
    number, name, n = result[0], result[1], result[3]
    counts = dict(zip(CATEGORIES, result[4:10], strict=True))
    better, absolute = result[16], result[18]
    most = f"MAX({','.join(counts.values())})"
    letter = f'"{PRECEDENCE[-1]}"'
    for each in reversed(PRECEDENCE[:-1]):
        letter = f'IF({counts[each]}={most},"{each}",{letter})'
    page.formula(row, column + _LETTER, f'=IF(N({n})=0,"",{letter})', "quiet")
    longest = _LONGEST[page.language]
    short = f'IF(LEN({name})>{longest},LEFT({name},{longest - 1})&"…",{name})'
    named = f'COUNTIF({page.refer(FEATURES)},"?*")>{MOST_NAMES}'
    label = f'IF({name}="","",IF({named},{number}&"",{short}))'
    page.formula(row, column + _LABEL, f"={label}", "quiet")
    # A text among the numbers across would make Excel number the points instead.
    page.formula(row, column + _X, f"=N({absolute})", "quiet_share", 0)
    drawn = f"ISNUMBER({better})"
    page.formula(row, column + _Y, f"=IF({drawn},{better},{_NOWHERE})", "quiet_share", _NOWHERE)
    x, y = (POINTS.at(index, place).cells for place in (_X, _Y))
    half = _half_width(page, index)
    label_x = f"=MAX({half},MIN(1-({half}),{x}))"
    page.formula(row, column + _LABEL_X, label_x, "quiet_share", _MARKER)
    label_y = f"=IF({drawn},{y}+IF({_crowded(page, index)},-{_APART},{_APART}),NA())"
    page.formula(row, column + _LABEL_Y, label_y, "quiet_share", "#N/A")
    own = POINTS.at(index, _LETTER).cells
    for offset, each in enumerate(PRECEDENCE):
        y = f'=IF(AND({drawn},{own}="{each}"),{better},NA())'
        page.formula(row, column + _FIRST_Y + offset, y, "quiet_share", "#N/A")


def _half_width(page: Page, index: int) -> str:
    """Half the width of a label, as a share of the map's width."""
    return f"{_HALF_LETTER[page.language]}*LEN({POINTS.at(index, _LABEL).cells})+{_MARKER}"


def _crowded(page: Page, index: int) -> str:
    """Whether more points would lie under a label above its point than under one below."""
    x, y = (POINTS.at(index, place).cells for place in (_X, _Y))
    xs, ys = (
        Block(POINTS.sheet, POINTS.row, POINTS.column + place, POINTS.height).cells
        for place in (_X, _Y)
    )
    least, most = _NEAR
    half = _half_width(page, index)
    above, below = (
        f"SUMPRODUCT((ABS({xs}-{x})<{half})*({first}-{second}>{least})*({first}-{second}<{most}))"
        for first, second in ((ys, y), (y, ys))
    )
    return f"{above}>{below}"


def _frame(page: Page) -> None:
    low, high = _MAP.bounds
    line = page.words("live_data.line")
    rows: list[tuple[str, float | None, float | None]] = [
        (page.words("live.map_title"), None, None),
        (line, _MAP.split, low),
        (line, _MAP.split, high),
        (line, low, _MAP.split),
        (line, high, _MAP.split),
    ]
    for corner in place_corners(_MAP, [], page.language):
        x, y = _MAP.value(corner.box.centre)
        rows.append((corner.name, round(x, 4), round(y, 4)))
    for column, key in enumerate(("frame", "x", "y")):
        page.write(FRAME.row - 1, FRAME.column + column, page.words(f"live_data.{key}"), "quiet")
    for index, (part, *place) in enumerate(rows):
        page.write(FRAME.row + index, FRAME.column, part, "quiet")
        for column, value in enumerate(place, FRAME.column + 1):
            if value is not None:
                page.write(FRAME.row + index, column, value, "quiet_share")


def add_map(page: Page, row: int) -> None:
    """Draw the map with its top left corner in the first column of a row."""
    language = page.language
    chart = Chart(
        _MAP.key,
        _MAP.name,
        "scatter",
        page.words("live.map_title"),
        page.words("live.map_alt"),
        text(language, "charts.chart.map.x"),
        text(language, "charts.chart.map.y"),
        (*frame_series(_MAP), *_labels(), *_points(language)),
        _MAP.bounds,
        _MAP.bounds,
        WIDTH,
        HEIGHT,
        PLOT,
    )
    placement = _Places(language)
    add_chart(page.workbook, page.sheet, (row, 0), chart, placement, FONTS[language])


def _labels() -> list[Series]:
    return [
        Series(
            "",
            "",
            Range(_MAP.key, "label_x", index, 1),
            Range(_MAP.key, "label_y", index, 1),
            Range(_MAP.key, "label", index, 1),
            "labels",
        )
        for index in range(MOST_FEATURES)
    ]


def _points(language: str) -> list[Series]:
    return [
        Series(
            category_name(letter, language),
            letter,
            Range(_MAP.key, "x", 0, MOST_FEATURES),
            Range(_MAP.key, f"y_{letter}", 0, MOST_FEATURES),
        )
        for letter in PRECEDENCE
    ]


class _Places(Placement):
    """Where the cells of the live map stand, asked for as those of a report's charts are."""

    def __init__(self, language: str) -> None:
        self._title = title(language, POINTS.sheet)

    def locate(self, cells: Range) -> tuple[str, int, int, int, int]:
        """Sheet title, first row, first column, last row, last column of a range."""
        block, columns = (POINTS, _COLUMNS) if cells.table == _MAP.key else (FRAME, _FRAME_COLUMNS)
        first, column = block.row + cells.first, block.column + columns[cells.column]
        return self._title, first, column, first + cells.count - 1, column

    def values(self, cells: Range) -> list[float | None]:
        """Nothing is drawn in the empty template."""
        return [None] * cells.count
