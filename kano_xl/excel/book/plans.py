"""The planning sheets of an open workbook, and the features that they look up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kano_xl.excel.book.named import named_cells
from kano_xl.excel.functions.cells import error_text
from kano_xl.names import COLUMNS, FEATURES, NO_RESULT, PLAN, RESULT, block, owned, target
from kano_xl.planning.grid import GridArea
from kano_xl.planning.next_house import NAME_OF_NEXT
from kano_xl.planning.reading import (
    ACROSS,
    KINDS,
    NAMES_OF_FEATURES,
    USUAL_FEATURES,
    FilledSheet,
)
from kano_xl.planning.results import KnownFeature, KnownFeatures, name_key
from kano_xl.report.typesetting.placement import quoted
from kano_xl.writers.open_workbook.cells import Area, typed

if TYPE_CHECKING:
    import xlwings

_BLOCK = f"{RESULT}results"
_OF_SOME = frozenset({"actions", "journey", "blueprint"})
"""Sheets that need not have every feature of a survey."""


_TITLE = re.compile(r"LEN\((?:'((?:[^']|'')+)'|([^'!(]+))!")
"""The sheet that the check of a next house looks at, as the formula names it."""


@dataclass(frozen=True, eq=False)
class PlanInBook:
    """A planning sheet of an open workbook.

    Attributes:
        key: one of `kano_xl.planning.reading.KINDS`.
        sheet: the sheet.
        title: what is on its tab.
        own: its own names.
    """

    key: str
    sheet: xlwings.Sheet
    title: str
    own: dict[str, xlwings.main.Name] = field(default_factory=dict)

    @property
    def follows(self) -> bool:
        """Whether it is a house that follows another one: its rows are no features then."""
        return NAME_OF_NEXT in self.own

    def followed(self) -> str:
        """The title of the sheet that the check of a next house leads to; "" where to none."""
        cells = self._areas(NAME_OF_NEXT).get(NAME_OF_NEXT)
        if cells is None:
            return ""
        formula = str(self.sheet.range((cells.row + 1, cells.column + 1)).formula)
        found = _TITLE.search(formula)
        return found[1].replace("''", "'") if found and found[1] else found[2] if found else ""

    def needs(self) -> list[str]:
        """The names in its rows; "" for an empty one, and none where somebody deleted the rows."""
        cells = self._needs()
        values = [] if cells is None else cells.options(ndim=1, err_to_str=True).value
        return [_as_text(value) for value in values]

    def rename(self, names: dict[str, str]) -> int:
        """Put other names in the place of some, whatever their case and blanks; formulas stay.

        Returns:
            How many cells were changed.
        """
        cells = self._needs()
        new = {name_key(old): name for old, name in names.items()}
        found = 0
        for at, need in enumerate(self.needs()):
            if cells is not None and name_key(need) in new:
                cell = cells[at]
                if not str(cell.formula).startswith("=") or cell.formula == need:
                    cell.impl.formula = typed(new[name_key(need)])
                    found += 1
        return found

    def _needs(self) -> xlwings.Range | None:
        name = NAMES_OF_FEATURES.get(self.key, USUAL_FEATURES)
        area = self._areas(name).get(name)
        if area is None:
            return None
        rows = area.last_row - area.row + 1
        columns = area.last_column - area.column + 1 if self.key in ACROSS else 1
        return self.sheet.range(Area(area.row, area.column, rows, columns).address)

    def filled(self) -> FilledSheet:
        """The sheet as a file of it would be read."""
        used = self.sheet.used_range
        last = used.last_cell
        whole = self.sheet.range((1, 1), (last.row, last.column))
        rows = whole.options(ndim=2, err_to_str=True).value
        areas = self._areas(PLAN)
        return FilledSheet(self.key, self.title, self.sheet.book.name, areas, rows)

    def _areas(self, prefix: str) -> dict[str, GridArea]:
        found = {}
        for name, native in self.own.items():
            refers = block(native.refers_to) if name.startswith(prefix) else None
            area = None if refers is None else Area.at(refers[1])
            if area is not None:
                last_row, last = area.row + area.rows - 1, area.column + area.columns - 1
                found[name] = GridArea(area.row, area.column, last_row, last)
        return found


def plans_in(book: xlwings.Book) -> list[PlanInBook]:
    """The planning sheets of a workbook, in the order of its sheets."""
    named: dict[str, dict[str, xlwings.main.Name]] = {}
    for name in book.names:
        title, bare = owned(name.name)
        if title and bare.startswith(PLAN):
            named.setdefault(title, {})[bare] = name
    if not named:
        return []
    titled = ((str(sheet.name), sheet) for sheet in book.sheets)
    return [
        PlanInBook(key, sheet, title, named[title])
        for title, sheet in titled
        for key, name in KINDS.items()
        if name in named.get(title, {})
    ]


def shown_or_all(book: xlwings.Book, key: str) -> list[PlanInBook]:
    """The planning sheet of a kind that is shown, alone; all of that kind where none of them is."""
    plans = [plan for plan in plans_in(book) if plan.key == key]
    active = book.sheets.active.name
    return [plan for plan in plans if plan.title == active] or plans


def known_features(book: xlwings.Book) -> KnownFeatures:
    """The features of the last result; none where there is no result."""
    cells = {key: _column(book, name) for key, name in COLUMNS.items() if key != "rank"}
    rows = zip(*(cells[key] for key in cells), strict=True) if all(cells.values()) else ()
    return KnownFeatures([_feature(*row) for row in rows if row[0] not in (None, "")])


def listed_features(book: xlwings.Book) -> list[str]:
    """The features that the template lists, whether or not they were analysed."""
    cells = named_cells(book, FEATURES).get(FEATURES)
    values = [] if cells is None else cells.options(ndim=1, err_to_str=True).value
    return list(dict.fromkeys(name for value in values if (name := _as_text(value))))


def _column(book: xlwings.Book, name: str) -> list[Any]:
    for each in book.names:
        if each.name == name and block(each.refers_to) is not None:
            return list(each.refers_to_range.options(ndim=1, err_to_str=True).value)
    return []


def _feature(name: Any, letter: Any, verdict: Any, better: Any, worse: Any) -> KnownFeature:
    known = letter if letter in tuple("MOAIRQ") else ""
    word = verdict if isinstance(verdict, str) else ""
    return KnownFeature(
        _as_text(name), known, verdict == "open", _number(better), _number(worse), word
    )


def _number(value: Any) -> float:
    return value if isinstance(value, float) else float("nan")


def _as_text(value: Any) -> str:
    if value is None or error_text(value):
        return ""
    words = f"{value:g}" if isinstance(value, float) else str(value)
    return words if words.strip() else ""


def missing(plan: PlanInBook, known: KnownFeatures) -> tuple[list[str], list[str]]:
    """The features that a sheet has not, and the names of it that are none."""
    needs = [need for need in plan.needs() if need]
    there = set(map(name_key, needs))
    wanted = () if plan.key in _OF_SOME else known.features
    lacking = [each.name for each in wanted if name_key(each.name) not in there]
    return lacking, list(dict.fromkeys(need for need in needs if known.row(need) is None))


def relink(book: xlwings.Book) -> int:
    """Let planning sheets that came from another file look at this workbook's result.

    Excel brings the names of the results along with a copied sheet, and they lead to where it came
    from. Without a result here they stand for none, until there is one.

    Returns:
        How many names led elsewhere.
    """
    away = [
        name
        for name in book.names
        if name.name in COLUMNS.values() and target(name.refers_to) == "another file"
    ]
    if not away or not plans_in(book):
        return 0
    here = _columns_here(book)
    for name in away:
        name.refers_to = here.get(name.name, NO_RESULT)
    return len(away)


def _columns_here(book: xlwings.Book) -> dict[str, str]:
    """What the names of the results stand for by the block of this workbook; none without one."""
    written = named_cells(book, _BLOCK).get(_BLOCK)
    if written is None:
        return {}
    rows = written.options(ndim=2, err_to_str=True).value
    heads = [row for row, cells in enumerate(rows) if set(COLUMNS) <= set(cells)]
    if not heads:
        return {}
    first, title = heads[0] + 1, quoted(written.sheet.name)
    found = {}
    for key, name in COLUMNS.items():
        column = rows[heads[0]].index(key)
        cells = Area(written.row - 1 + first, written.column - 1 + column, len(rows) - first, 1)
        found[name] = f"={title}!{cells.absolute}"
    return found
