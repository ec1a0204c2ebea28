"""Taking the result sheets out of a workbook again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kano_xl import names
from kano_xl.errors import InputError, OutputError, Place
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.book.named import delete_broken_names, named_cells
from kano_xl.excel.book.native import can_be_seen, structure_protected
from kano_xl.excel.formulas.blocks import notation, read_cells, read_where
from kano_xl.excel.formulas.tokens import tokens
from kano_xl.excel.reply import Reply
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.placement import PlacedChart, Placement
from kano_xl.survey.quoting import printable, quoted

if TYPE_CHECKING:
    import xlwings


def remove(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Delete the result sheets and their names, after asking.

    A sheet on which somebody wrote beside our cells, or put a chart, is never deleted: until
    those are moved away, nothing is removed at all.

    Raises:
        InputError: ``own_cells``, ``own_chart``: there are such; ``only_results``: no other sheet
            would be left to be seen.
        OutputError: ``workbook_protected``: sheets cannot be deleted.
    """
    areas = named_cells(book, names.RESULT)
    if not areas:
        delete_broken_names(book, (names.RESULT,))
        return Reply("done", text(language, "actions.remove.nothing"))
    if structure_protected(book):
        raise OutputError("workbook_protected")
    results = {area.sheet.name for area in areas.values()}
    sheets = {sheet.name: sheet for sheet in book.sheets if sheet.name in results}
    others = [sheet for sheet in book.sheets if sheet.name not in results]
    if not any(map(can_be_seen, others)):
        raise InputError("only_results")
    way = notation(book)
    for result, area in areas.items():
        _check_own_cells(area, result.removeprefix(names.RESULT), way)
        _check_own_charts(area.sheet)
    if "remove" not in agreed:
        titles = [f"“{quoted(name)}”" for name in sheets]
        words = [text(language, "actions.remove.question", sheets=listed(titles, language))]
        links = list(_links(others, sheets, way))
        if links:
            where = listed(links, language)
            words.append(text(language, "actions.remove.links", n=len(links), where=where))
        return Reply("ask", "\n\n".join(words), code="remove")
    for sheet in sheets.values():
        sheet.delete()
    for name in list(book.names):
        if name.name.rpartition("!")[2].startswith(names.RESULT):
            name.delete()
    return Reply("done", text(language, "actions.remove.done", n=len(sheets)))


def _check_own_cells(area: xlwings.Range, key: str, way: str) -> None:
    """See that nothing but what was written there stands on the result sheet of a key."""
    from kano_xl.writers.open_workbook.plan import Found, Plan
    from kano_xl.writers.open_workbook.sheet import area_of

    placement, found = _placement(), Found(area.sheet, area_of(area))
    known = [placed for placed in placement.sheets if placed.sheet.key == key]
    # Of a sheet that another version wrote, no more is known than where it ends.
    written = Plan(known[0], placement, found).owned if known else (found.area,)
    ours = {cell for part in written for cell in part.cells()}
    cells = read_cells(area.sheet, way)
    for row, line in enumerate(cells.formulas):
        for column, formula in enumerate(line):
            at = cells.row - 1 + row, cells.column - 1 + column
            if formula not in ("", None) and at not in ours:
                raise InputError("own_cells", cells.place(row, column))


def _check_own_charts(sheet: xlwings.Sheet) -> None:
    """See that no chart of the user's is on a result sheet."""
    for chart in sheet.charts:
        if chart.name not in _charts_of_ours():
            place = Place(sheet=printable(sheet.name))
            raise InputError("own_chart", place, name=quoted(chart.name))


def _charts_of_ours() -> frozenset[str]:
    """The names of the charts that an analysis may add."""
    blocks = (block for placed in _placement().sheets for block in placed.blocks)
    return frozenset(block.chart.name for block in blocks if isinstance(block, PlacedChart))


@cache
def _placement() -> Placement:
    """Where everything stands that an analysis adds."""
    from kano_xl.report.build import empty_report

    return Placement(empty_report(LANGUAGES[0], date.today()))


def _links(others: Sequence[xlwings.Sheet], results: Collection[str], way: str) -> Iterator[str]:
    """The cells of other sheets whose formulas refer to a result sheet, as shown."""
    wanted = {name.casefold() for name in results}

    def refers(formula: str) -> bool:
        return bool(wanted & set(_sheets_in(formula)))

    for cells in read_where(others, way, refers):
        for row, line in enumerate(cells.formulas):
            for column, formula in enumerate(line):
                if cells.is_formula(row, column) and refers(formula):
                    yield str(cells.place(row, column))


def _sheets_in(formula: str) -> Iterator[str]:
    """The names of the sheets that a formula refers to, in lower case."""
    if "!" not in formula:
        return
    pieces = tokens(formula)
    for piece, following in pairwise(pieces):
        if following.text == "!":
            if piece.kind == "quoted":
                yield piece.text[1:-1].replace("''", "'").casefold()
            elif piece.kind == "name":
                yield piece.text.casefold()
