"""How large the parts of a sheet are: fonts, columns, rows. All in pixels, fonts in points."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from kano_xl.report.report import UNDEFINED, CategoryName, Cell, Formula, Link, ReportTable
from kano_xl.report.typesetting.text_size import PIXELS_PER_POINT, lines, text_width

POINTS: Mapping[str, float] = {
    "title": 18,
    "heading": 13,
    "body": 10,
    "conclusion": 10,
    "note": 9,
    "header": 10,
    "cell": 10,
}
"""Font sizes, by style of a paragraph or part of a table."""

BOLD = frozenset({"title", "heading", "header"})
"""What of them is bold."""

ROW = 20
"""Height of a row that holds nothing of its own."""

TEXT_WIDTH = 940
"""Width of a page of text; long texts in tables make their table as wide, not wider."""

_LINE_SPACING = 1.42
_PADDING_ACROSS, _INDENT, _PADDING_DOWN = 10, 9, 6
_SPARE = 4
_GAP = 24
_HIGHEST = 540
_HEADER_LINES = 3
_BOLDER = 1.1
_READ = 4000
_FONTS_VARY = (0.92, 1.0, 1.08)
_WIDER = 4
_OPENING, _CLOSING = "(（", ")）"
_PIECES = re.compile(r"[^\s\u2E80-\uFFEF]+|.", re.DOTALL)

NUMBERS: Mapping[str, str] = {
    "share": ".0%",
    "probability": ".0%",
    "coefficient": ".2f",
    "error": ".3f",
    "number": ".2f",
    "p_value": ".3f",
    "count": ",.0f",
    "rank": ".0f",
}
"""The kinds of columns that hold numbers, and how many decimals are read."""

RIGHT = frozenset({*NUMBERS, "figures"})
"""The kinds of columns whose cells end at one line: numbers, alone or with words."""

_WIDTHS = {
    "text": (90, 240),
    "label": (44, 160),
    "letter": (44, 160),
    "mark": (20, 60),
    "long_text": (221, 221),
    "phrase": (90, 135),
    "name": (90, 170),
    "figures": (26, 170),
    "link": (120, 280),
    "category": (56, 150),
    "rank": (26, 60),
    "count": (26, 90),
    "share": (34, 90),
    "probability": (44, 100),
    "coefficient": (44, 100),
    "error": (44, 100),
    "number": (44, 100),
    "p_value": (44, 100),
}


def column_widths(tables: Sequence[tuple[int, ReportTable]], looseness: float) -> list[int]:
    """Each column as wide as its widest content in any table, within the limits of its kind.

    A table comes with the column that it begins in; columns between two tables are narrow.
    Columns of long texts share what the others leave of `TEXT_WIDTH`. ``looseness`` is
    that of its `Traits`.
    """
    widths: list[int] = []
    wishes: dict[int, int] = {}
    for first, table in tables:
        for index, column in enumerate(table.columns, first):
            least, most = _WIDTHS[column.kind]
            content = _widest(table, index - first) * looseness
            header = _narrowest_header(column.title) * looseness
            width = math.ceil(max(least, min(content, most), header)) + _padding(column.kind)
            widths += [0] * (index + 1 - len(widths))
            widths[index] = max(widths[index], width)
            if column.kind == "long_text":
                wishes[index] = max(wishes.get(index, 0), math.ceil(content + _padding("text")))
    widths = [width or _GAP for width in widths]
    spare = max(0, TEXT_WIDTH - sum(widths))
    # Those that wish for least come first: what they leave goes to the others.
    for done, (index, wish) in enumerate(sorted(wishes.items(), key=lambda item: item[1])):
        growth = max(0, min(wish - widths[index], spare // (len(wishes) - done)))
        widths[index] += growth
        spare -= growth
    return widths


def _widest(table: ReportTable, index: int) -> float:
    """Width of the widest cell of a column, on one line."""
    kind = table.columns[index].kind
    texts = (shown(row[index], kind) for row in table.rows)
    width = max((text_width(text, POINTS["cell"]) for text in texts), default=0.0)
    return width * _BOLDER if kind == "category" else width


def _narrowest_header(title: str) -> float:
    """Width at which a header has few enough lines and no broken word."""
    words = (text_width(word, POINTS["header"], bold=True) for word in title.split())
    whole = text_width(title, POINTS["header"], bold=True)
    width = max(whole / _HEADER_LINES + _PADDING_ACROSS, *words)
    while not all(_keeps_brackets(title, width * wider) for wider in _FONTS_VARY):
        width += _WIDER
    return width


def _keeps_brackets(title: str, width: float) -> bool:
    """Whether no line of a header ends within brackets, in a program that breaks there too."""
    used, depth = 0.0, 0
    for piece in _PIECES.findall(title):
        size = text_width(piece, POINTS["header"], bold=True)
        if used + size > width and used:
            if depth:
                return False
            used = 0.0
        used += size
        depth += sum(map(piece.count, _OPENING)) - sum(map(piece.count, _CLOSING))
    return True


def row_heights(table: ReportTable, widths: Sequence[int], looseness: float) -> list[int]:
    """Height of the header and of every row, for the most lines that one of its cells has.

    ``widths`` are those of the table's columns; ``looseness`` is that of its `Traits`.
    """
    rooms = [
        (width - _padding(column.kind) + _SPARE) / looseness
        for column, width in zip(table.columns, widths, strict=True)
    ]
    titles = (
        len(lines(column.title, POINTS["header"], room, bold=True))
        for column, room in zip(table.columns, rooms, strict=True)
    )
    heights = [_row_height(max(titles))]
    for row in table.rows:
        most = 1
        for cell, column, room in zip(row, table.columns, rooms, strict=True):
            if isinstance(cell, str | Link | CategoryName):
                text = shown(cell, column.kind)[:_READ]
                most = max(most, len(lines(text, POINTS["cell"], room)))
        heights.append(_row_height(most))
    return heights


def total_height(tables: Sequence[ReportTable], looseness: float) -> int:
    """Height of all rows of tables that stand below each other in the same columns."""
    widths = column_widths([(0, table) for table in tables], looseness)
    return sum(sum(row_heights(table, widths, looseness)) for table in tables)


def line_height(style: str) -> int:
    """Height of one line of a style."""
    return math.ceil(POINTS[style] * PIXELS_PER_POINT * _LINE_SPACING)


def _padding(kind: str) -> int:
    """Pixels of a cell that its text leaves free; texts are indented, away from numbers."""
    return _PADDING_ACROSS if kind in RIGHT else _PADDING_ACROSS + _INDENT


def _row_height(count: int) -> int:
    return min(_HIGHEST, math.ceil(count * line_height("cell") + _PADDING_DOWN))


def shown(cell: Cell, kind: str) -> str:
    """A cell as it will be read, to measure it.

    >>> shown(0.256, "share"), shown(None, "count")
    ('26%', '–')
    """
    if isinstance(cell, Formula):
        return shown(cell.value, kind)
    if isinstance(cell, Link | CategoryName):
        return cell.text
    if cell is None:
        return UNDEFINED
    return cell if isinstance(cell, str) else format(cell, NUMBERS.get(kind, ""))
