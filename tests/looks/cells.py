"""What the cells of a sheet say must be on paper, and the titles of its tables on each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.looks.drawn import squeezed
from tests.looks.page import Page

Texts = dict[tuple[int, int], str]
"""Texts of cells by row and column, without spaces."""

_SHOWS_NOTHING = ";;;"  # a number format
_SHORTEST = 4  # characters by which a row of a table is known on a page


def shown_texts(sheet: Worksheet, values: Worksheet) -> Texts:
    """The texts that must be on paper: neither hidden nor outside the printed area.

    Args:
        sheet: with its looks.
        values: the same one with computed values.
    """
    areas = _printed_areas(sheet)
    rows = {row for row, size in sheet.row_dimensions.items() if size.hidden or size.height == 0}
    columns = {
        column
        for size in sheet.column_dimensions.values()
        if size.hidden or size.width == 0
        for column in range(size.min or 0, (size.max or -1) + 1)
    }
    return {
        (cell.row, cell.column): text
        for line in values.iter_rows()
        for cell in line
        if (text := _text_of(cell))
        and not (cell.row in rows or cell.column in columns)
        and any(a <= cell.column <= c and b <= cell.row <= d for a, b, c, d in areas)
    }


def _printed_areas(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    parts = [part.split("!")[-1].replace("$", "") for part in (sheet.print_area or "").split(",")]
    return [range_boundaries(part) for part in parts if part] or [(1, 1, 1 << 14, 1 << 20)]


def _text_of(cell: Cell) -> str:
    """What a cell shows if it is a text, "" for anything else."""
    if not isinstance(cell.value, str) or cell.data_type != "s":
        return ""
    return "" if _SHOWS_NOTHING in cell.number_format else squeezed(cell.value)


def cut_texts(pages: Sequence[Page], texts: Texts) -> Iterator[tuple[Page, str]]:
    """The cells whose whole text is on no page, each with the page where it begins."""
    left = "\n".join(page.cells for page in pages)
    # Long ones go first, because they may contain others.
    for text, count in sorted(Counter(texts.values()).items(), key=lambda one: -len(one[0])):
        missing = count - left.count(text)
        left = left.replace(text, "\r", count)
        if missing <= 0:
            continue
        row, column = next(place for place, other in texts.items() if other == text)
        where = get_column_letter(column) + str(row) + (" and others" if count > 1 else "")
        start = _start(text, left)
        page = next((page for page in pages if start in page.cells), pages[0])
        yield page, f"{where} “{text}” shows “{start}”"


def _start(text: str, left: str) -> str:
    """How much of the beginning of a text is on a page; one letter proves nothing."""
    lengths = (n for n in range(len(text), 1, -1) if text[:n] in left)
    return text[: next(lengths, 0)]


def lost_titles(
    pages: Sequence[Page], sheet: Worksheet, texts: Texts
) -> Iterator[tuple[Page, str]]:
    """Pages that show rows of a table, but not the titles of its columns."""
    for left, top, right, bottom in _tables(sheet, texts):
        for page in pages:
            for column in range(left, right + 1):
                title = texts.get((top, column), "")
                own = _own_texts(texts, column, range(top + 1, bottom + 1))
                seen = [text for text in own if text in page.cells]
                if len(title) > 1 and len(seen) > 1 and title not in page.cells:
                    yield page, f"“{title}” over “{seen[0]}”"
                    break


def _own_texts(texts: Texts, column: int, rows: range) -> list[str]:
    """The texts of a column of a table of which no other text of the sheet is made, in order."""
    inside = {text for (r, c), text in texts.items() if c == column and r in rows}
    outside = {text for (r, c), text in texts.items() if not (c == column and r in rows)}
    long = {text for text in inside if len(text) >= _SHORTEST}
    return sorted(text for text in long if not any(text in other for other in outside))


def _tables(sheet: Worksheet, texts: Texts) -> list[tuple[int, int, int, int]]:
    """Where tables lie: Excel's own, else what is below the first row of bold titles."""
    if sheet.tables:
        return [range_boundaries(table.ref) for table in sheet.tables.values()]
    for row in sorted({row for row, _ in texts}):
        bold = [c for r, c in texts if r == row and sheet.cell(r, c).font.b]
        below = [sheet.cell(row + 1, c) for c in bold]
        plain = sum(cell.value is not None and not cell.font.b for cell in below)
        if len(bold) > 2 and plain > 1:
            return [(min(bold), row, max(bold), _last_row(texts, row, min(bold), max(bold)))]
    return []


def _last_row(texts: Texts, row: int, left: int, right: int) -> int:
    """Where a table ends that begins in a row: above the first row without a text."""
    rows = {r for r, c in texts if left <= c <= right}
    while row + 1 in rows:
        row += 1
    return row
