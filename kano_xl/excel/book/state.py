"""Whether a workbook lets an action do its work, asked before anything is changed.

Every check raises one error, which says what stands in the way, where, and what to do. An
action names the list of those that concern it and passes it to `check_state`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kano_xl import names
from kano_xl.choices import NAMES_OF_SETTINGS
from kano_xl.errors import InputError, OutputError, Place
from kano_xl.excel.book.named import place_of
from kano_xl.excel.book.native import (
    contents_protected,
    filtered,
    is_shared,
    of_old_format,
    structure_protected,
)
from kano_xl.excel.book.own_sheets import is_written
from kano_xl.report.content.groups import OF_GROUPS
from kano_xl.report.content.satisfaction import OF_SATISFACTION
from kano_xl.survey.quoting import printable, quoted

if TYPE_CHECKING:
    import xlwings

    from kano_xl.writers.open_workbook.plan import Found


class BookState:
    """What is asked of a workbook, each thing once.

    Attributes:
        book: the workbook.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book

    @cached_property
    def refers(self) -> dict[str, str]:
        """What each name of the workbook that begins as ours do refers to."""
        called = ((name, name.name) for name in self.book.names)
        return {title: name.refers_to or "" for name, title in called if title.startswith("Kano_")}

    @cached_property
    def found(self) -> dict[str, Found]:
        """The results that are there, by the keys of their sheets."""
        from kano_xl.writers.open_workbook.plan import result_sheets

        results = result_sheets(self.book)
        return {key: found for key, found in results.items() if found is not None}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the result sheets that are there, by key."""
        return {key: found.sheet.name for key, found in self.found.items()}

    def edited(self, prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """The names that stand for anything but one block of cells, with what they refer to.

        Those whose cells were deleted, or went to another workbook with their sheet, count as
        not there: that happens to whoever deletes or moves a sheet.
        """
        for name, refers_to in self.refers.items():
            if name.startswith(prefixes) and names.target(refers_to) == "anything else":
                yield name, f"“{quoted(refers_to)}”"


Check = Callable[[BookState], None]


def check_state(book: xlwings.Book, checks: Sequence[Check]) -> None:
    """See that a workbook is in the state that an action needs.

    Raises:
        KanoError: it is not.
    """
    state = BookState(book)
    for check in checks:
        check(state)


def _choices_are_cells(state: BookState) -> None:
    """Names of settings and answers that somebody edited would be passed over in silence."""
    for name, refers_to in state.edited((names.RESPONSES, *NAMES_OF_SETTINGS)):
        raise InputError("name_not_cells", name=name, refers=refers_to)


def _results_are_cells(state: BookState) -> None:
    for name, refers_to in state.edited((names.RESULT,)):
        raise OutputError("open_name_broken", name=name, refers=refers_to)


def _columns_are_ours(state: BookState) -> None:
    """A name that the user has given to something else would be taken away from it."""
    title = state.titles.get("results", "")
    for name in names.COLUMNS.values():
        refers_to = state.refers.get(name, "")
        cells = names.block(refers_to)
        ours = cells is not None and cells[0] == title
        if not names.waits(refers_to) and not ours:
            raise OutputError("open_name_taken", name=name, refers=f"“{quoted(refers_to)}”")


def _results_are_ours(state: BookState) -> None:
    """A name that somebody let refer to cells of the user's would make results of them."""
    known = {state.titles[key] for key, found in state.found.items() if is_written(key, found)}
    for key, found in state.found.items():
        if state.titles[key] not in known:
            corner = place_of(found.sheet.range(found.area.address))
            raise InputError("name_of_own_cells", corner, name=names.RESULT + key)


def _results_stand_apart(state: BookState) -> None:
    for title, results in Counter(state.titles.values()).items():
        if results > 1:
            raise OutputError("open_results_together", _on(title))


def _results_may_be_written(state: BookState) -> None:
    for key, found in state.found.items():
        if contents_protected(found.sheet):
            raise OutputError("open_sheet_protected", _on(state.titles[key]))
        if filtered(found.sheet):
            raise OutputError("open_sheet_filtered", _on(state.titles[key]))


def _results_may_be_added(state: BookState) -> None:
    """Only where one is missing or not yet in view: a protected structure does no other harm."""
    from kano_xl.writers.open_workbook.plan import usual_placement

    usual = {placed.sheet.key for placed in usual_placement().sheets}
    if usual - state.found.keys() - {*OF_GROUPS, *OF_SATISFACTION}:
        for check in BEFORE_ADDING_SHEETS:
            check(state)
    elif names.WRITTEN not in state.refers:
        _structure_free(state)


def _may_be_added(keys: Collection[str], state: BookState) -> None:
    """The same of the sheets that come with groups, or with satisfaction."""
    from kano_xl.writers.open_workbook.marks import noted

    known = noted(state.refers.get(names.WRITTEN))
    if not all(key in state.found for key in keys):
        for check in BEFORE_ADDING_SHEETS:
            check(state)
    elif not all(key in known for key in keys):
        _structure_free(state)


def _not_shared(state: BookState) -> None:
    if is_shared(state.book):
        raise OutputError("workbook_shared")


def _not_of_old_format(state: BookState) -> None:
    if of_old_format(state.book):
        raise OutputError("workbook_old")


def _structure_free(state: BookState) -> None:
    if structure_protected(state.book):
        raise OutputError("workbook_protected")


BEFORE_READING: Sequence[Check] = (_choices_are_cells,)
BEFORE_CHECKING: Sequence[Check] = (*BEFORE_READING, _results_are_ours)
BEFORE_ADDING_SHEETS: Sequence[Check] = (_not_shared, _not_of_old_format, _structure_free)
BEFORE_REMOVING_SHEETS: Sequence[Check] = (_results_are_ours, _not_shared, _structure_free)
BEFORE_ANALYSING: Sequence[Check] = (
    *BEFORE_READING,
    _not_shared,
    _results_are_cells,
    _results_are_ours,
    _columns_are_ours,
    _results_stand_apart,
    _results_may_be_written,
    _results_may_be_added,
)
BEFORE_WRITING_GROUPS: Sequence[Check] = (partial(_may_be_added, OF_GROUPS),)
BEFORE_WRITING_SATISFACTION: Sequence[Check] = (partial(_may_be_added, OF_SATISFACTION),)


def _on(title: str) -> Place:
    return Place(sheet=printable(title))
