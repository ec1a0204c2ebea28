"""The live map: the report's map, over points that formulas draw from the live result."""

from __future__ import annotations

from dataclasses import replace

from kano_xl.model.categories import CATEGORIES, PRECEDENCE, TIE_ORDER
from kano_xl.report.charts.maps import BETTER_WORSE
from kano_xl.report.charts.scatter_chart import MOST_NAMES, Extent, scatter_chart
from kano_xl.report.charts.scatter_frame import column_title, frame_table, place_corners
from kano_xl.report.report import NOT_DRAWN, Range
from kano_xl.writers.charts import add_chart
from kano_xl.writers.styles import FONTS
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import FRAME, LIVE, MOST_FEATURES, POINTS, title

_MAP = replace(BETTER_WORSE, name="Kano live map")

_EXTENT = Extent(MOST_FEATURES, labels=MOST_FEATURES)
"""Formulas find no place far from a point, so no line leads to a label."""

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


def write_points(page: Page) -> None:
    """Write what the map is drawn from."""
    for column, key in enumerate(POINTS.keys, POINTS.column):
        page.write(POINTS.row - 1, column, column_title(_MAP, key, page.language), "quiet")
    for index in range(MOST_FEATURES):
        _point(page, index)
    _frame(page)


def _point(page: Page, index: int) -> None:
    result = {key: page.refer(LIVE.of(index, key)) for key in LIVE.keys}
    own = {key: POINTS.of(index, key).cells for key in POINTS.keys}
    name, better = result["name"], result["better"]
    drawn = f"ISNUMBER({better})"

    def put(key: str, formula: str, look: str, value: object = "") -> None:
        page.formula(POINTS.row + index, POINTS.column + POINTS.offset(key), formula, look, value)

    most = f"MAX({','.join(result[letter] for letter in CATEGORIES)})"
    letter = f'"{TIE_ORDER[-1]}"'
    for each in reversed(TIE_ORDER[:-1]):
        letter = f'IF({result[each]}={most},"{each}",{letter})'
    put("letter", f'=IF(N({result["n"]})=0,"",{letter})', "quiet")
    longest = _LONGEST[page.language]
    short = f'IF(LEN({name})>{longest},LEFT({name},{longest - 1})&"…",{name})'
    named = f'COUNTIF({page.refer(LIVE.all("name"))},"?*")>{MOST_NAMES}'
    label = f'IF({name}="","",IF({named},{result["number"]}&"",{short}))'
    put("label", f"={label}", "quiet")
    # A text among the numbers across would make Excel number the points instead.
    put("x", f"=N({result['absolute']})", "quiet_share", 0)
    put("y", f"=IF({drawn},{better},{_NOWHERE})", "quiet_share", _NOWHERE)
    half = _half_width(page, index)
    put("label_x", f"=MAX({half},MIN(1-({half}),{own['x']}))", "quiet_share", _MARKER)
    side = f"IF({_crowded(page, index)},-{_APART},{_APART})"
    put("label_y", f"=IF({drawn},{own['y']}+{side},NA())", "quiet_share", NOT_DRAWN)
    for each in PRECEDENCE:
        y = f'=IF(AND({drawn},{own["letter"]}="{each}"),{better},NA())'
        put(f"y_{each}", y, "quiet_share", NOT_DRAWN)


def _half_width(page: Page, index: int) -> str:
    """Half the width of a label, as a share of the map's width."""
    return f"{_HALF_LETTER[page.language]}*LEN({POINTS.of(index, 'label').cells})+{_MARKER}"


def _crowded(page: Page, index: int) -> str:
    """Whether more points would lie under a label above its point than under one below."""
    x, y = (POINTS.of(index, axis).cells for axis in "xy")
    xs, ys = (POINTS.all(axis).cells for axis in "xy")
    least, most = _NEAR
    half = _half_width(page, index)
    above, below = (
        f"SUMPRODUCT((ABS({xs}-{x})<{half})*({first}-{second}>{least})*({first}-{second}<{most}))"
        for first, second in ((ys, y), (y, ys))
    )
    return f"{above}>{below}"


def _frame(page: Page) -> None:
    corners = place_corners(_MAP, [], page.language)
    table = frame_table(_MAP, page.words("live.map_title"), corners, page.language)
    for column, heading in enumerate(table.columns, FRAME.column):
        page.write(FRAME.row - 1, column, heading.title, "quiet")
    for row, (part, *place) in enumerate(table.rows, FRAME.row):
        page.write(row, FRAME.column, str(part), "quiet")
        for column, value in enumerate(place, FRAME.column + 1):
            if isinstance(value, int | float):
                page.write(row, column, value, "quiet_share")


def add_map(page: Page, row: int) -> None:
    """Draw the map with its top left corner in the first column of a row."""
    language = page.language
    chart = scatter_chart(_MAP, page.words("live.map_title"), _EXTENT, language)
    cells = _LiveCells(language)
    add_chart(page.workbook, page.sheet, (row, 0), chart, cells, FONTS[language])


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
