"""Taking the result sheets out of a workbook again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kano_xl import names
from kano_xl.errors import InputError, OutputError, Place
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.native import can_be_seen, show
from kano_xl.excel.book.own_sheets import charts_of_ours
from kano_xl.excel.book.plans import plans_in
from kano_xl.excel.book.state import BEFORE_REMOVING_SHEETS, check_state
from kano_xl.excel.formulas.blocks import notation, read_cells, read_where
from kano_xl.excel.formulas.references import Going, going
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.survey.quoting import printable, quoted

if TYPE_CHECKING:
    import xlwings

    from kano_xl.writers.open_workbook.plan import Found, Plan


def remove(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Delete the result sheets and their names, after asking.

    A sheet on which somebody wrote beside our cells, or put a chart, is never deleted: until
    those are moved away, nothing is removed at all. What was changed in our cells is told in
    the question. A sheet that the user copied stays.

    Raises:
        InputError: ``name_of_own_cells``: a name of the results refers to the user's cells;
            ``own_cells``, ``own_chart``: there are such; ``table_lost``: a result table
            was turned into plain cells; ``only_results``: no other sheet would be left to be
            seen.
        OutputError: sheets cannot be deleted; ``half_changed``: only some could.
    """
    from kano_xl.writers.open_workbook.app import undisturbed
    from kano_xl.writers.open_workbook.marks import changed_by_hand
    from kano_xl.writers.open_workbook.plan import result_sheets

    results = {key: found for key, found in result_sheets(book).items() if found is not None}
    if not results:
        return _forget(book, language)
    check_state(book, BEFORE_REMOVING_SHEETS)
    titles = {found.sheet.name for found in results.values()}
    sheets = [sheet for sheet in book.sheets if sheet.name in titles]
    others = [sheet for sheet in book.sheets if sheet.name not in titles]
    if not any(map(can_be_seen, others)):
        raise InputError("only_results")
    rebuilt = {title for title in titles if _check_own_cells(results, title, notation(book))}
    for sheet in sheets:
        _check_own_charts(sheet)
    if "remove" not in agreed:
        changed = rebuilt.union(changed_by_hand(book))
        return Reply("ask", _question(sheets, others, changed, language), code="remove")
    gone = book.sheets.active.name in titles
    beside = _shown_before(book, others) or _beside(others, sheets[0].index)
    with undisturbed(book):
        _delete(book, sheets)
    if gone:
        show(beside)
    return Reply("done", text(language, "actions.remove.done", n=len(sheets)))


def _forget(book: xlwings.Book, language: str) -> Reply:
    """Delete the names of results that are no longer there."""
    before = len(book.names)
    _delete_names(book)
    lost = before - len(book.names)
    kind = "forgotten" if lost else "nothing"
    return Reply("done", text(language, f"actions.remove.{kind}", n=lost))


def _delete(book: xlwings.Book, sheets: Sequence[xlwings.Sheet]) -> None:
    """Delete sheets and the names of results."""
    try:
        for sheet in sheets:
            # Excel deletes no sheet that a program has hidden.
            sheet.visible = True
            sheet.delete()
        _delete_names(book)
    except Exception as fault:
        # A sheet that is deleted does not come back.
        raise OutputError("half_changed") from fault


def _delete_names(book: xlwings.Book) -> None:
    """Delete the names of results; those that planning sheets look at wait for the next one."""
    planned = bool(plans_in(book))
    for name in list(book.names):
        bare = name.name.rpartition("!")[2]
        gone = names.target(name.refers_to) == "nothing"
        if planned and gone and name.name in names.COLUMNS.values():
            name.refers_to = names.NO_RESULT
            continue
        # A column's name that leads anywhere now that the block is gone is the user's own.
        own = bare in names.COLUMNS.values() and not gone
        if names.goes_with_results(bare) and not own:
            name.delete()


def _shown_before(book: xlwings.Book, others: Sequence[xlwings.Sheet]) -> xlwings.Sheet | None:
    """The sheet that was shown when the results were added, or that of the template's answers."""
    for name in (names.WRITTEN_FROM, names.RESPONSES):
        cells = named_cells(book, name).get(name)
        if cells is not None:
            for sheet in others:
                if sheet.name == cells.sheet.name and can_be_seen(sheet):
                    return sheet
    return None


def _beside(others: Sequence[xlwings.Sheet], first: int) -> xlwings.Sheet:
    """The sheet to be shown when the results are gone: the user's that stands before them."""
    seen = [sheet for sheet in others if can_be_seen(sheet)]
    return next((sheet for sheet in reversed(seen) if sheet.index < first), seen[0])


def _question(
    sheets: Sequence[xlwings.Sheet],
    others: Sequence[xlwings.Sheet],
    changed: Collection[str],
    language: str,
) -> str:
    """What goes, with what was changed by hand and what will break."""
    titles = {sheet.name: f"“{quoted(sheet.name)}”" for sheet in sheets}
    shown = listed(list(titles.values()), language)
    words = [text(language, "actions.remove.question", sheets=shown)]
    if changed:
        where = listed([shown for title, shown in titles.items() if title in changed], language)
        words.append(text(language, "actions.remove.changed", sheets=where))
    planned = plans_in(sheets[0].book)
    if planned:
        stay = listed([f"“{quoted(plan.title)}”" for plan in planned], language)
        analyse = text(language, "ribbon.analyse.label")
        words.append(text(language, "actions.plan.stay", sheets=stay, analyse=analyse))
    # What looks at names that stay will find nothing, and is not broken.
    stays = tuple(names.COLUMNS.values()) if planned else ()
    gone, called = going(sheets[0].book, sheets, names.goes_with_results, stays)
    links = list(_links(others, gone, notation(sheets[0].book)))
    shown_names = [f"“{quoted(name)}”" for name in called]
    for kind, found in (("links", links), ("names", shown_names)):
        if found:
            where = listed(found, language)
            words.append(text(language, f"actions.remove.{kind}", n=len(found), where=where))
    return "\n\n".join(words)


def _check_own_cells(results: Mapping[str, Found], title: str, way: str) -> bool:
    """See that nothing but what was written there stands on a result sheet.

    Returns:
        Whether columns of our tables stand at other places, so that a whole table is taken
        for ours.
    """
    plans, ours, rebuilt = [], set[tuple[int, int]](), False
    for key, found in results.items():
        if found.sheet.name == title:
            plan = _plan(key, found)
            plans.append(plan)
            # Of a sheet that another version wrote, no more is known than where it ends.
            written = (found.area,) if plan is None else (*plan.owned, *plan.moved_columns)
            ours |= {cell for part in written for cell in part.cells()}
            rebuilt |= plan is not None and bool(plan.moved_columns)
    cells = read_cells(next(iter(results.values())).sheet.book.sheets[title], way)
    for row, line in enumerate(cells.formulas):
        for column, formula in enumerate(line):
            at = cells.row - 1 + row, cells.column - 1 + column
            if formula not in ("", None) and at not in ours:
                lost = any(plan is not None and plan.lost_table(at) for plan in plans)
                raise InputError("table_lost" if lost else "own_cells", cells.place(row, column))
    return rebuilt


def _plan(key: str, found: Found) -> Plan | None:
    """What an analysis would do to a result sheet; None for a sheet that it no longer has."""
    from kano_xl.writers.open_workbook.plan import Plan, usual_placement

    placement = usual_placement()
    known = [placed for placed in placement.sheets if placed.sheet.key == key]
    return Plan(known[0], placement, found) if known else None


def _check_own_charts(sheet: xlwings.Sheet) -> None:
    """See that no chart of the user's is on a result sheet."""
    for chart in sheet.charts:
        if chart.name not in charts_of_ours():
            place = Place(sheet=printable(sheet.name))
            raise InputError("own_chart", place, name=quoted(chart.name))


def _links(others: Sequence[xlwings.Sheet], gone: Going, way: str) -> Iterator[str]:
    """The cells of other sheets whose formulas refer to what goes, as shown."""
    for sheet in others:
        breaks = partial(gone.breaks, sheet=sheet.name)
        for cells in read_where([sheet], way, breaks):
            for row, line in enumerate(cells.formulas):
                for column, formula in enumerate(line):
                    if cells.is_formula(row, column) and breaks(formula):
                        yield str(cells.place(row, column))
