"""What LibreOffice lacks to stand in for an Excel with the add-in, over the engine of the tests.

- Formulas that call KANO_ functions: the functions are the real ones, their results are
  written into LibreOffice's cells, and LibreOffice computes whatever stands around a call. The
  formulas are kept here and shown as Excel shows them, spilled cells too.
- The macros of the add-in: a click runs the ribbon's real code.
- The series of charts, which LibreOffice loses when sheets are copied: they are what Excel would
  tell of the report.

Each attribute of `Standing` that tells how Excel behaves can be set to behave otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from kano_xl.excel import functions
from kano_xl.excel.formulas.tokens import calls, rewritten, tokens
from kano_xl.excel.log import log_file
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import run
from kano_xl.excel.self_test.expected import ExpectedReport, result_areas
from kano_xl.excel.self_test.host import MACROS
from kano_xl.report.build import empty_report
from kano_xl.report.typesetting.placement import Placement
from libreoffice import engine
from libreoffice.engine import Chart, Name, Names, Range, Sheet, Sheets

_RANGE = re.compile(
    r"(?:'?(?P<sheet>[^'!\"]+)'?!)?\$?(?P<from>[A-Z]+)\$?(?P<top>\d*)"
    r"(?::\$?(?P<to>[A-Z]+)\$?(?P<bottom>\d*))?"
)
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")
_VALUES, _FORMULA = Range.raw_value, Range.formula

Place = tuple[int, int, int]
"""A cell: the number of its sheet, its row and column."""

Click = Callable[[str, xlwings.Book, tuple[str, ...]], Reply | None]


@dataclass(frozen=True)
class Spilling:
    """A formula in a cell, and how many rows and columns it fills."""

    formula: str
    shape: tuple[int, int]

    def covers(self, place: Place, cell: Place) -> bool:
        down, across = cell[1] - place[1], cell[2] - place[2]
        inside = 0 <= down < self.shape[0] and 0 <= across < self.shape[1]
        return place[0] == cell[0] and inside


@dataclass
class Standing:
    """An Excel with the add-in, as far as the self-test looks at it.

    Attributes:
        app: the LibreOffice.
        answers: what a function gives in place of what it should, by its Python name.
        texts_for_errors: the functions of Excel within which an error is a text; "" for the
            blocks that a function fills.
        spilling: whether a spilled cell tells that it is one.
        recalculating: whether functions follow when cells change.
        has_lambda: whether a LAMBDA computes.
        cropping: whether whole columns are cut to what is used in them.
        starting: how often a Python starts for each workbook but the first.
        help_state: what the add-in says of the Function Wizard.
        clicked: what happens in place of a click, or before it; gives the reply, or None.
        after: what happens after a click.
        drawn: what Excel tells of a series.
        clipboard: the text that it holds.
    """

    app: xlwings.App
    answers: dict[str, object] = field(default_factory=dict)
    texts_for_errors: set[str] = field(default_factory=set)
    spilling: bool = True
    recalculating: bool = True
    has_lambda: bool = True
    cropping: bool = True
    starting: int = 0
    help_state: str = ""
    clicked: Click = lambda action, book, agreed: None
    after: Callable[[str, xlwings.Book], None] = lambda action, book: None
    drawn: Callable[[SimpleNamespace], SimpleNamespace] = lambda series: series
    clipboard: str | None = "what the user copied"
    lambdas: dict[tuple[int, str], str] = field(default_factory=dict)
    known: dict[Place, Spilling] = field(default_factory=dict)
    busy: bool = False
    seen: set[int] = field(default_factory=set)

    def write(self, cells: Range, given: Any) -> None:
        """Put formulas or values into cells, as Excel takes them."""
        grid = (
            given if isinstance(given, list | tuple) else [[given] * cells.area[3]] * cells.area[2]
        )
        self.forget(cells)
        plain = [["" if _is_ours(cell) else cell for cell in row] for row in grid]
        _VALUES.fset(cells, plain)
        for row, line in enumerate(grid):
            for column, cell in enumerate(line):
                if _is_ours(cell):
                    place = cells.sheet.number, cells.area[0] + row, cells.area[1] + column
                    self.known[place] = self.computed(cells.sheet, place, cell)
        self.recalculate(cells.sheet)

    def forget(self, cells: Range) -> None:
        """KANO_ formulas in these cells are no more, nor what they filled."""
        row, column, rows, columns = cells.area
        gone = [
            place
            for place in self.known
            if place[0] == cells.sheet.number
            and row <= place[1] < row + rows
            and column <= place[2] < column + columns
        ]
        for place in gone:
            _VALUES.fset(Range(cells.sheet, (*place[1:], *self.known.pop(place).shape)), "")

    def recalculate(self, sheet: Sheet) -> None:
        """All KANO_ formulas anew."""
        if self.busy or not self.recalculating:
            return
        self.busy = True
        there = {each.number: each for book in sheet.book.books for each in book.sheets}
        for place, spilling in list(self.known.items()):
            if place[0] in there:
                self.known[place] = self.computed(there[place[0]], place, spilling.formula)
            else:
                del self.known[place]
        self.busy = False

    def computed(self, sheet: Sheet, place: Place, formula: str) -> Spilling:
        """Compute a KANO_ formula and let LibreOffice show the result."""
        plain = rewritten(formula.replace("KANO.", "KANO_"), lambda call: call.name)
        if plain.startswith("=LAMBDA("):
            block: Any = ((2.0 if self.has_lambda else "#NAME?",),)
        elif f"={_text_of(plain)}" == plain:
            block = self.called(sheet, plain, "KANO." in formula)
        else:
            block = ((self.around(sheet, plain),),)
        shape = len(block), len(block[0])
        _VALUES.fset(
            Range(sheet, (*place[1:], *shape)), [list(map(self._typed, row)) for row in block]
        )
        return Spilling(formula, shape)

    def _typed(self, value: object) -> object:
        if not isinstance(value, str) or value[:1] == "=":
            return value
        is_error = _ERROR.fullmatch(value) and "" not in self.texts_for_errors
        return value if is_error else f"'{value}"

    def around(self, sheet: Sheet, formula: str) -> str:
        """A formula in which the KANO_ calls are replaced by their results."""
        while calls(formula):
            call = _text_of(formula)
            ((value,),) = self.called(sheet, f"={call}", False)
            outside = formula[1 : formula.index("(")]
            if isinstance(value, str) and (
                not _ERROR.fullmatch(value) or outside in self.texts_for_errors
            ):
                value = f'"{value}"'
            formula = formula.replace(call, str(value))
        return formula

    def called(self, sheet: Sheet, formula: str, by_name: bool) -> Any:
        """What a function gives, as rows."""
        if sheet.book.number not in self.seen:
            self._start(first=not self.seen)
            self.seen.add(sheet.book.number)
        (call,) = calls(formula)
        name = call.name.lower()
        arguments = [self._argument(sheet, argument) for argument in call.arguments]
        if by_name and f"{name} by name" in self.answers:
            found = self.answers[f"{name} by name"]
        else:
            found = self.answers.get(name) or getattr(functions, name)(*arguments)
        return found if isinstance(found, tuple) else ((found,),)

    def _start(self, first: bool) -> None:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        with log_file().open("a", encoding="utf-8") as log:
            log.write("kano_xl starts in Python 3\n" * (1 if first else self.starting))

    def _argument(self, sheet: Sheet, words: str) -> object:
        found = _RANGE.fullmatch(words)
        if not found:
            return words[1:-1] if words[:1] == '"' else float(words)
        where = Sheets(sheet.book)(found["sheet"]) if found["sheet"] else sheet
        left, right = (engine._number(found[side] or found["from"]) for side in ("from", "to"))
        if found["top"]:
            top = int(found["top"]) - 1
            rows = int(found["bottom"] or found["top"]) - top
        else:
            top, rows = 0, (where.used_range.area[2] if self.cropping else 1)
        return _VALUES.fget(Range(where, (top, left, rows, right - left + 1)))

    def formulas(self, cells: Range) -> Any:
        """The formulas of cells as Excel shows them."""
        shown = _FORMULA.fget(cells)
        grid = [list(row) for row in shown] if isinstance(shown, tuple) else [[shown]]
        row, column, rows, columns = cells.area
        for place, spilling in self.known.items():
            for down in range(spilling.shape[0]):
                for across in range(spilling.shape[1]):
                    at = place[1] + down - row, place[2] + across - column
                    if (
                        place[0] == cells.sheet.number
                        and 0 <= at[0] < rows
                        and 0 <= at[1] < columns
                    ):
                        grid[at[0]][at[1]] = spilling.formula
        return engine._as_com(grid)

    def spilled_from(self, cells: Range) -> Place | None:
        """The cell whose formula fills this one among others."""
        cell = cells.sheet.number, cells.area[0], cells.area[1]
        for place, spilling in self.known.items():
            if spilling.shape != (1, 1) and spilling.covers(place, cell):
                return place if self.spilling else None
        return None

    def click(self, action: str, name: str, agreed: str) -> tuple[str, ...]:
        """What the macro ``KanoRunQuietly`` does."""
        book, codes = self.app.books[name], tuple(agreed.split(","))
        reply = self.clicked(action, book, codes) or run(action, book, codes, "en")
        self.after(action, book)
        return reply.kind, reply.text, reply.code, reply.path

    def series(self, chart: Chart) -> Iterator[SimpleNamespace]:
        """What Excel tells of the series of a result chart."""
        book = xlwings.Book(impl=chart.sheet.book)
        report = ExpectedReport(Placement(empty_report("en", date.today())), result_areas(book))
        (drawn,) = [each for _, each in report.charts() if each.name == chart.name]
        label = report.labels()
        for series in drawn.series:
            cells = [report.address(each) for each in (series.x, series.y) if each]
            yield self.drawn(
                SimpleNamespace(
                    name=label(series.labels) if series.labels else series.name,
                    api=SimpleNamespace(
                        Formula=f"=SERIES(,{','.join(cells)},1)",
                        HasDataLabels=series.role in ("labels", "quadrant"),
                    ),
                )
            )


def _is_ours(cell: object) -> bool:
    return isinstance(cell, str) and cell[:1] == "=" and ("KANO" in cell or "LAMBDA" in cell)


def _text_of(formula: str) -> str:
    """The first call of a KANO_ function, with its arguments."""
    found = calls(formula)
    if not found:
        return ""
    pieces, depth = [token.text for token in tokens(formula)], 0
    for end in range(found[0].at + 1, len(pieces)):
        depth += (pieces[end] == "(") - (pieces[end] == ")")
        if not depth:
            break
    return "".join(pieces[found[0].at : end + 1])


class SeriesOf(list[Any]):
    """Series as xlwings takes a collection."""

    def __call__(self, index: int) -> Any:
        return self[index - 1]


def stand_in(app: xlwings.App, monkeypatch: pytest.MonkeyPatch, state: Path) -> Standing:
    """Let LibreOffice stand in for an Excel with the add-in, until the test ends.

    Args:
        app: LibreOffice.
        monkeypatch: of the test.
        state: where the log is written.
    """
    standing = Standing(app)
    put = monkeypatch.setattr

    def parent(cells: Range) -> SimpleNamespace:
        place = standing.spilled_from(cells)
        assert place
        return SimpleNamespace(Row=place[1] + 1, Column=place[2] + 1)

    def emptied(clear: Callable[[Range], None]) -> Callable[[Range], None]:
        def empty(cells: Range) -> None:
            standing.forget(cells)
            clear(cells)

        return empty

    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    shown = property(standing.formulas, standing.write)
    put(Range, "formula", shown)
    put(Range, "formula2", shown)
    put(Range, "raw_value", property(_VALUES.fget, standing.write))
    put(Range, "clear_contents", emptied(Range.clear_contents))
    put(Range, "clear", emptied(Range.clear))
    put(Range, "HasSpill", property(lambda c: standing.spilled_from(c) is not None), raising=False)
    put(Range, "SpillParent", property(parent), raising=False)
    put(Chart, "series", property(lambda chart: SeriesOf(standing.series(chart))), raising=False)
    _keep_lambdas(standing, put)
    excel = SimpleNamespace(
        Version="16.0", Build=18227, OperatingSystem="Windows (64-bit) NT 10.00"
    )
    put(engine.App, "api", property(lambda app: excel))
    for name, macro in (
        ("KanoRunQuietly", standing.click),
        ("KanoHelpState", lambda: standing.help_state),
    ):
        monkeypatch.setitem(app.impl.macros, MACROS + name, macro)
    return standing


def _keep_lambdas(standing: Standing, put: Callable[..., None]) -> None:
    """Names that hold a LAMBDA are kept here: LibreOffice takes no such name."""
    names, add, refers_to, delete = Names._names, Names.add, Name.refers_to, Name.delete
    kept = standing.lambdas

    def all_names(self: Names) -> dict[str, str]:
        number = self.book.number
        return names(self) | {name: to for (book, name), to in kept.items() if book == number}

    def added(self: Names, name: str, formula: str) -> Name:
        if "LAMBDA(" not in formula:
            return add(self, name, formula)
        kept[self.book.number, name] = formula
        return Name(self.book, name)

    def formula_of(self: Name) -> str:
        return kept.get((self.book.number, self.name)) or refers_to.fget(self)

    def deleted(self: Name) -> None:
        if not kept.pop((self.book.number, self.name), ""):
            delete(self)

    put(Names, "_names", all_names)
    put(Names, "add", added)
    put(Name, "refers_to", property(formula_of, refers_to.fset))
    put(Name, "delete", deleted)
