"""A report in the open workbook, by xlwings: added once, then updated in place.

The sheets of a report are found again by the defined names `kano_xl.names.RESULT`,
whatever they are called by then. Cells, charts and sheets of the user's own are never
changed, and whatever fails, the workbook is put back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import xlwings

from kano_xl.errors import OutputError, Place
from kano_xl.names import CELLS, COLUMNS, RESULT, WRITTEN, WRITTEN_FROM, WRITTEN_OF
from kano_xl.report.report import Chart, Report, ReportSheet, without_names
from kano_xl.report.typesetting.placement import PlacedSheet, Placement, quoted
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.open_workbook.cells import (
    Area,
    linked,
    native_tables,
    pieces,
    plain_tables,
    titled,
)
from kano_xl.writers.open_workbook.copying import copied_together, exchange_file
from kano_xl.writers.open_workbook.defining import names_of, redefine
from kano_xl.writers.open_workbook.grouping import (
    added_together,
    delete_outdated,
    outdated,
    to_empty,
)
from kano_xl.writers.open_workbook.marks import as_text, mark_of, noted
from kano_xl.writers.open_workbook.notes import Notes, notes_of
from kano_xl.writers.open_workbook.pages import lay_out
from kano_xl.writers.open_workbook.plan import (
    Found,
    Plan,
    area_of_all,
    is_of_cells,
    results_named,
)
from kano_xl.writers.open_workbook.sheet import Content, captured, write
from kano_xl.writers.open_workbook.showing import (
    bring_into_view,
    put_away,
    put_out_of_view,
    set_aside,
    waiting,
)
from kano_xl.writers.open_workbook.tables import add as add_tables
from kano_xl.writers.open_workbook.tables import arrange, listed
from kano_xl.writers.open_workbook.titles import all_titles, delete_others, others
from kano_xl.writers.open_workbook.undoing import take_back

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0..1."""

_LONGEST_TITLE = 31
_READ_BY_CHARTS = ("data", "group_data", "satisfaction_data")


def write_into(
    book: xlwings.Book,
    report: Report,
    *,
    of: str = "",
    progress: Progress = lambda share: None,
) -> tuple[str, ...]:
    """Write a report into an open workbook, wholly or not at all.

    Args:
        book: the workbook.
        report: one of `kano_xl.report.build.report_for_workbook`, that fits into the charts
            that are there.
        of: what `kano_xl.names.WRITTEN_OF` shall refer to; "" where nobody can say.
        progress: told how far it is.

    Returns:
        The titles of its sheets in the workbook, in their order.

    Raises:
        OutputError: something of the user's stands in the way, a sheet with a chart was
            deleted, or something is protected or filtered. Then nothing was changed.
            ``half_changed``: Excel failed midway, and again when all was to be put back.
    """
    names = names_of(book)
    there = results_named(book, names.items())
    report = linked(report)
    refers = _refers(names, report)
    if not there:
        return _add(book, report, of, refers, progress)
    kept = {key: found for key, found in there.items() if found is not None}
    old = outdated(report, kept)
    kept = {key: found for key, found in kept.items() if found not in old}
    together = added_together(report, kept)
    for sheet in report.sheets:
        if sheet.key not in kept and _is_drawn(sheet) and sheet not in together:
            raise OutputError("open_sheet_deleted", Place(book.name), sheet=sheet.title)
    emptied = to_empty(report, noted(refers[WRITTEN]).keys() & kept.keys())
    titles = _update(book, report, of, kept, emptied, refers, progress)
    delete_outdated(old)
    return titles[: len(report.sheets)]


def _is_drawn(sheet: ReportSheet) -> bool:
    """Whether a sheet has charts, or what charts read."""
    return sheet.key in _READ_BY_CHARTS or any(isinstance(each, Chart) for each in sheet.blocks)


def free_titles(titles: Sequence[str], book: xlwings.Book) -> tuple[str, ...]:
    """The titles as no sheet of the workbook has them yet: "Summary" or "Summary (Kano)"."""
    if not titles:
        return ()
    taken = {title.casefold() for title in all_titles(book)}
    found = []
    for title in titles:
        endings = ("", " (Kano)", *(f" (Kano {number})" for number in range(2, len(taken) + 3)))
        names = (title[: _LONGEST_TITLE - len(ending)] + ending for ending in endings)
        found.append(next(name for name in names if name.casefold() not in taken))
    return tuple(found)


def _add(
    book: xlwings.Book, report: Report, of: str, refers: dict[str, str], progress: Progress
) -> tuple[str, ...]:
    titles = free_titles([sheet.title for sheet in report.sheets], book)
    report = titled(report, titles)
    before = {sheet.name for sheet in book.sheets}
    shown = _shown(book)
    placement = Placement(report)
    try:
        added = _copied_together(book, report)
        for index, (placed, sheet) in enumerate(zip(placement.sheets, added, strict=True)):
            progress(index / len(titles))
            tables = native_tables(placed)
            if tables:
                add_tables(sheet, tables)
        marks = {
            placed.sheet.key: mark_of(sheet, [piece.area for piece in pieces(placed, placement)])
            for placed, sheet in zip(placement.sheets, added, strict=True)
        }
        placed_sheets = list(zip(placement.sheets, added, strict=True))
        names = _defined(placed_sheets)
        written = {WRITTEN: as_text(marks), WRITTEN_FROM: shown, WRITTEN_OF: of}
        redefine(book, names | written)
        set_aside(placed_sheets)
    except BaseException as fault:
        undos = (partial(redefine, book, refers), partial(delete_others, book, before))
        take_back(undos, fault)
        raise
    return tuple(sheet.name for sheet in added)


def _copied_together(book: xlwings.Book, report: Report) -> list[xlwings.Sheet]:
    """All sheets of a report added."""
    return copied_together(book, partial(write_workbook, without_names(report)), len(report.sheets))


def _shown(book: xlwings.Book) -> str:
    """The first cell of the sheet that is shown, for a name; "" for a sheet without cells."""
    title = book.sheets.active.name
    return f"={quoted(title)}!$A$1" if title in [sheet.name for sheet in book.sheets] else ""


def _refers(there: Mapping[str, xlwings.main.Name], report: Report) -> dict[str, str]:
    """What our names refer to before anything is changed; "" for those that are not there."""
    results = (RESULT + sheet.key for sheet in report.sheets)
    tables = (table for sheet in report.sheets for table in sheet.tables if not table.name)
    cells = (*(CELLS + table.key for table in tables), *filter(is_of_cells, there))
    wanted = (WRITTEN, WRITTEN_FROM, WRITTEN_OF, *results, *cells, *COLUMNS.values())
    return {name: (there[name].refers_to or "") if name in there else "" for name in wanted}


def _update(
    book: xlwings.Book,
    report: Report,
    of: str,
    kept: dict[str, Found],
    emptied: tuple[ReportSheet, ...],
    refers: dict[str, str],
    progress: Progress,
) -> tuple[str, ...]:
    report = replace(report, sheets=(*report.sheets, *emptied))
    absent = [sheet for sheet in report.sheets if sheet.key not in kept]
    free = free_titles([sheet.title for sheet in absent], book)
    names = {sheet.key: title for sheet, title in zip(absent, free, strict=True)}
    names |= {key: found.sheet.name for key, found in kept.items()}
    titles = tuple(names[sheet.key] for sheet in report.sheets)
    report = titled(report, titles)
    placement = Placement(report)
    plans = {
        placed.sheet.key: Plan(placed, placement, kept.get(placed.sheet.key))
        for placed in placement.sheets
    }
    for plan in plans.values():
        plan.check()
    together = replace(report, sheets=added_together(report, kept))
    notes = tuple(chain.from_iterable(map(notes_of, plans.values())))
    keys = frozenset(sheet.key for sheet in emptied)
    changes = _Changes(plans, together, keys, notes, of, refers)
    with _opened(book, without_names(report)) as (fresh, scratch):
        _change(book, changes, fresh, scratch, progress)
    return titles


@dataclass(frozen=True, slots=True)
class _Changes:
    """What is going to happen to a workbook.

    Attributes:
        plans: to each result sheet, by key.
        together: the sheets that are added together.
        emptied: the keys of those that this report has nothing for any more.
        notes: the user's columns of notes that go along with features.
        of: what the results will be of, as of `write_into`.
        refers: what our names refer to so far.
    """

    plans: dict[str, Plan]
    together: Report
    emptied: frozenset[str]
    notes: tuple[Notes, ...]
    of: str
    refers: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Step:
    """What happens to one sheet; ``before`` is what it held, None for one that was added."""

    key: str
    sheet: xlwings.Sheet
    plan: Plan
    content: Content
    before: Content | None


def _change(
    book: xlwings.Book,
    changes: _Changes,
    fresh: xlwings.Book,
    scratch: xlwings.Book,
    progress: Progress,
) -> None:
    """Make all changes, or take back those that were made."""
    titles = {sheet.name for sheet in book.sheets}
    plans, refers = changes.plans, changes.refers
    steps: list[_Step] = []
    carried: list[Notes] = []
    hidden: tuple[xlwings.Sheet, ...] = ()
    shown: tuple[xlwings.Sheet, ...] = ()
    try:
        added = _added(book, changes.together)
        for key, plan in plans.items():
            looks = fresh.sheets[plan.title]
            content = plan.content(looks)
            if plan.found is None:
                sheet = added.get(key) or _copied(book, looks, plan.title)
                steps.append(_Step(key, sheet, plan, content, None))
            else:
                sheet = plan.found.sheet
                tables = {name: each.area for name, each in plan.tables.items()}
                page = scratch.sheets.add()
                held = captured(sheet, plan.touched, plan.blocks, tables, content, page)
                steps.append(_Step(key, sheet, plan, content, held))
            progress(len(steps) / len(plans) / 2)
        # All tables come to their places before any formula refers to them: what refers to
        # a table follows when it moves.
        for step in steps:
            arrange(step.sheet, step.plan.tables, step.content.tables)
        for index, step in enumerate(steps, 1):
            write(step.sheet, step.content, step.plan.owned)
            lay_out(step.sheet, step.plan.placed)
            progress((1 + index / len(steps)) / 2)
        for column in changes.notes:
            carried.append(column)
            column.carry()
        filled = [step for step in steps if step.key not in changes.emptied]
        gone = dict.fromkeys(filter(is_of_cells, refers), "")
        written = {WRITTEN: _marks(filled), WRITTEN_OF: changes.of}
        redefine(book, gone | _defined(_placed(steps)) | written)
        known = noted(refers[WRITTEN])
        hidden = waiting(_placed(step for step in filled if step.key not in known))
        bring_into_view(hidden)
        set_aside(_placed(step for step in steps if step.plan.comes_new))
        shown = put_away(step.sheet for step in steps if step not in filled)
    except BaseException as fault:
        in_view = (partial(put_out_of_view, hidden), partial(bring_into_view, shown))
        notes = (column.carry_back for column in carried)
        take_back(chain(_undone(book, steps, titles, refers), notes, in_view), fault)
        raise


def _placed(steps: Iterable[_Step]) -> Iterator[tuple[PlacedSheet, xlwings.Sheet]]:
    return ((step.plan.placed, step.sheet) for step in steps)


def _added(book: xlwings.Book, report: Report) -> dict[str, xlwings.Sheet]:
    """The sheets of a report added together, by their keys."""
    if not report.sheets:
        return {}
    added = _copied_together(book, report)
    return dict(zip((sheet.key for sheet in report.sheets), added, strict=True))


def _marks(steps: Iterable[_Step]) -> str:
    marks = {
        step.key: mark_of(step.sheet, [piece.area for piece in step.plan.pieces]) for step in steps
    }
    return as_text(marks)


def _undone(
    book: xlwings.Book, steps: Sequence[_Step], titles: Collection[str], refers: dict[str, str]
) -> Iterator[Callable[[], None]]:
    yield partial(delete_others, book, titles)
    for step in steps:
        if step.before is not None:
            yield partial(_arrange_again, step.sheet, step.before.tables)
    for step in steps:
        if step.before is not None:
            yield partial(write, step.sheet, step.before, step.plan.touched)
    yield partial(redefine, book, refers)


def _arrange_again(sheet: xlwings.Sheet, wanted: Mapping[str, Area]) -> None:
    """Bring tables to their places from wherever they have come to."""
    arrange(sheet, listed(sheet), wanted)


def _copied(book: xlwings.Book, source: xlwings.Sheet, title: str) -> xlwings.Sheet:
    """A single sheet added; its formulas still lead to the other workbook."""
    titles = {each.name for each in book.sheets}
    try:
        source.copy(after=book.sheets[-1])
    except Exception as error:
        raise OutputError("open_cannot_add", Place(book.name)) from error
    # Where Excel puts it beside a hidden one is not relied on.
    (sheet,) = others(book, titles)
    if sheet.name != title:
        sheet.name = title
    return sheet


@contextmanager
def _opened(book: xlwings.Book, report: Report) -> Iterator[tuple[xlwings.Book, xlwings.Book]]:
    """The report as a workbook of its own beside the open one, and an empty one."""
    opened: list[xlwings.Book] = []
    with exchange_file() as path:
        write_workbook(report, path)
        try:
            opened.append(book.app.books.open(path, update_links=False, add_to_mru=False))
            opened.append(book.app.books.add())
            yield opened[0], opened[1]
        finally:
            # Of a workbook that closes Excel would ask whether to keep what was copied from it.
            with suppress(Exception):
                book.app.cut_copy_mode = False
            for each in reversed(opened):
                # One that stays open must not hide why the work broke off.
                with suppress(Exception):
                    each.close()


def _defined(sheets: Iterable[tuple[PlacedSheet, xlwings.Sheet]]) -> dict[str, str]:
    """The names on result sheets, and what they refer to."""
    found: dict[str, str] = {}
    for placed, sheet in sheets:
        tables = {CELLS + key: area.absolute for key, area in plain_tables(placed).items()}
        names = {RESULT + placed.sheet.key: area_of_all(placed).absolute, **tables, **placed.names}
        title = quoted(sheet.name)
        found |= {name: f"={title}!{cells}" for name, cells in names.items()}
    return found
