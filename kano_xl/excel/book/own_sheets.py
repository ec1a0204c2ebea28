"""Whether a sheet on which results are found by a name is one that an analysis wrote.

Somebody may let such a name refer to cells of their own. Then nothing there is ours, and
whatever is said of result sheets would be said of the user's. A result sheet is known by any
one of its headings, tables and charts, in every language, whatever else was changed on it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kano_xl.languages import LANGUAGES
from kano_xl.report.typesetting.placement import PlacedChart, PlacedParagraph, PlacedTable

if TYPE_CHECKING:
    import xlwings

    from kano_xl.report.typesetting.placement import Placed
    from kano_xl.writers.open_workbook.plan import Found

_HEADINGS = ("title", "heading")
_SHARED = 2
"""So many titles of columns a table has in common with a result table, at least."""


def is_written(key: str, found: Found) -> bool:
    """Whether the cells of a result name may be what an analysis wrote.

    Nothing is known of a sheet that only another version has, and of one that was emptied.

    Args:
        key: of the report's sheet.
        found: the cells that its name refers to.
    """
    from kano_xl.writers.open_workbook.sheet import area_of, grid

    used = found.area.common(area_of(found.sheet.used_range))
    if used is None or key not in _keys():
        return True
    words = grid(found.sheet, used)
    # What stands elsewhere may be a word of the user's that happens to be a result table's.
    headed = not _headings().isdisjoint(row[0] for row in words)
    return not any(map(any, words)) or headed or _has_parts(found.sheet)


def _has_parts(sheet: xlwings.Sheet) -> bool:
    """Whether a result chart or a result table is on a sheet."""
    if any(chart.name in charts_of_ours() for chart in sheet.charts):
        return True
    titles = [
        {str(cell) for row in table.range[0, :].options(ndim=2).value for cell in row}
        for table in sheet.tables
    ]
    return any(len(title & known) >= _SHARED for title in titles for known in _headers())


@cache
def charts_of_ours() -> frozenset[str]:
    """The names of the charts that an analysis may add."""
    return frozenset(block.chart.name for block in _blocks() if isinstance(block, PlacedChart))


@cache
def _headings() -> frozenset[str]:
    return frozenset(
        line
        for block in _blocks()
        if isinstance(block, PlacedParagraph) and block.style in _HEADINGS
        for line in block.lines
    )


@cache
def _headers() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(column.title for column in block.table.columns)
        for block in _blocks()
        if isinstance(block, PlacedTable)
    )


@cache
def _keys() -> frozenset[str]:
    from kano_xl.writers.open_workbook.plan import usual_placement

    return frozenset(placed.sheet.key for placed in usual_placement().sheets)


@cache
def _blocks() -> tuple[Placed, ...]:
    """All blocks of a report, in every language."""
    from kano_xl.writers.open_workbook.plan import usual_placement

    placements = map(usual_placement, LANGUAGES)
    return tuple(
        block for placement in placements for placed in placement.sheets for block in placed.blocks
    )
