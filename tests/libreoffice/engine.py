"""An engine for xlwings over LibreOffice: what our code does in Excel, done here for real.

It has what our code uses of xlwings and behaves as Excel does where that matters: assigned
texts are taken as if they were typed, errors arrive as Excel's numbers, headers of tables
stay in their row, tables do not overlap, names of sheets have rules. What it does not have
fails. LibreOffice runs in a process of its own, see `server`.
"""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings

ROWS, COLUMNS = 1_048_576, 1_024
_SERVER = Path(__file__).with_name("server.py")
ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
"""Excel's errors as they arrive through COM."""

READING = frozenset(
    "box chart_box charts column_width formulas has_filter is_book_protected is_filtered "
    "is_protected is_visible looks merged name_area names print_areas row_height rows_hidden "
    "sheet_name sheets_of tables used values".split()
)
"""The calls that change nothing: what they found is known until another one is made."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")

COPY_SHEETS = "'kano_xl.xlam'!KanoCopySheets"
"""The macro of the add-in that copies all sheets of a file behind those of a workbook."""

Area = tuple[int, int, int, int]
"""0-based row and column, then the numbers of rows and columns."""


def python_with_uno() -> str:
    """The Python that can talk to LibreOffice: the system's or LibreOffice's own."""
    office = Path(shutil.which("soffice") or "soffice").resolve().parent
    candidates = [sys.executable, "/usr/bin/python3", str(office / "python"), "python3"]
    for python in candidates:
        if shutil.which(python):
            found = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if not found.returncode:
                return python
    raise FileNotFoundError("no Python has the module uno; install the package python3-uno")


class Office:
    """The process that drives LibreOffice; calling a method calls it there."""

    def __init__(self, profile: Path) -> None:
        process = subprocess.Popen(
            [python_with_uno(), str(_SERVER), str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._process, self._requests, self._answers = process, process.stdin, process.stdout
        self._known: dict[tuple[object, ...], Any] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def read(*arguments: object) -> Any:
            request = (name, *arguments)
            if request not in self._known:
                self._known[request] = self._ask(name, arguments, {})
            return self._known[request]

        def change(*arguments: object, **options: object) -> Any:
            self._known.clear()
            return self._ask(name, arguments, options)

        return read if name in READING else change

    def _ask(self, name: str, arguments: object, options: object) -> Any:
        pickle.dump((name, arguments, options), self._requests, 4)
        self._requests.flush()
        done, result = pickle.load(self._answers)
        if not done:
            raise OfficeError(f"{name}: {result}")
        return result

    def quit(self) -> None:
        """End LibreOffice."""
        self._requests.close()
        self._process.wait(60)
        self._answers.close()


class OfficeError(Exception):
    """LibreOffice refused, as Excel refuses with an error of COM."""


class Engine:
    """The engine as xlwings wants it; values are cleaned as those of Excel on Windows."""

    name, type = "libreoffice", "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> Any:
        return "" if value is None or value != value else value

    @staticmethod
    def clean_value_data(
        data: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(cell: Any) -> Any:
            if cell in ("", None):
                return empty
            if isinstance(cell, datetime):
                return dates(*cell.timetuple()[:6], microsecond=cell.microsecond)
            if isinstance(cell, int) and cell in ERRORS:
                return ERRORS[cell] if err_to_str else None
            return numbers(cell) if numbers and isinstance(cell, float) else cell

        return [[clean(cell) for cell in row] for row in data]


class Apps:
    def __init__(self) -> None:
        self._apps: list[App] = []

    def start(self, profile: Path) -> App:
        app = App(Office(profile), len(self._apps) + 1)
        self._apps.append(app)
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self._apps if app.pid == pid)


class App:
    screen_updating = True
    display_alerts = True
    enable_events = True
    calculation = "automatic"
    status_bar: str | bool = False
    visible = True

    def __init__(self, office: Office, pid: int) -> None:
        self.office, self.pid = office, pid
        self.books = Books(self)
        self.selection: Range | None = None
        self.macros: dict[str, Callable[..., Any]] = {COPY_SHEETS: self._copy_sheets}
        self.alerts: list[str] = []
        self.copied: Range | None = None

    engine = property(lambda self: ENGINE)
    api = property(lambda self: self.office)

    @property
    def cut_copy_mode(self) -> str | None:
        return "copy" if self.copied else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: object) -> None:
        self.copied = None

    def activate(self, steal_focus: bool = False) -> None:
        """There is one window."""

    def calculate(self) -> None:
        """LibreOffice has calculated."""

    def run(self, macro: str, arguments: tuple[Any, ...]) -> Any:
        return self.macros[macro](*arguments)

    def _copy_sheets(self, path: str, name: str) -> str:
        self.office.copy_all(path, self.books(name).number)
        return ""

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        self.alerts.append(prompt)
        return "yes"


class Books:
    def __init__(self, app: App) -> None:
        self.app = app
        self.opened: list[Book] = []
        self.active: Book | None = None

    api = property(lambda self: self)

    def _opened(self, book: Book) -> Book:
        self.opened.append(book)
        self.active = book
        return book

    def add(self) -> Book:
        number = self.app.office.new_book()
        return self._opened(Book(self, number, f"Book{number}"))

    def open(self, fullname: str, *_: object) -> Book:
        number = self.app.office.open_book(str(fullname))
        return self._opened(Book(self, number, str(fullname)))

    def __call__(self, name_or_index: str | int) -> Book:
        for index, book in enumerate(self.opened, 1):
            if name_or_index in (index, book.name, book.fullname):
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(self.opened)

    def __contains__(self, name: str) -> bool:
        return any(name in (book.name, book.fullname) for book in self.opened)


class Book:
    def __init__(self, books: Books, number: int, fullname: str) -> None:
        self.books, self.number, self.fullname = books, number, fullname
        self.active: int | None = None

    app = property(lambda self: self.books.app)
    office = property(lambda self: self.books.app.office)
    name = property(lambda self: Path(self.fullname).name)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    @property
    def api(self) -> BookApi:
        api = BookApi(self.number)
        api.office = self.office
        return api

    def activate(self) -> None:
        self.books.active = self

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.fullname = str(path or self.fullname)
        self.office.save_book(self.number, self.fullname)

    def to_pdf(self, path: str, quality: str) -> None:
        self.office.save_book(self.number, str(path))

    def close(self) -> None:
        self.office.close_book(self.number)
        self.books.opened.remove(self)
        if self.books.active is self:
            self.books.active = self.books.opened[-1] if self.books.opened else None
        if self.app.selection is not None and self.app.selection.sheet.book is self:
            self.app.selection = None


class BookApi(int):
    """A workbook's number, with what `kano_xl.excel.book.native` asks of Excel's own object."""

    MultiUserEditing = Excel8CompatibilityMode = False
    office: Office

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return self.office.is_book_protected(int(self))


class SheetApi(int):
    """A sheet's number, with what is asked of Excel's own object."""

    office: Office

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return self.office.is_protected(int(self))

    @property
    def FilterMode(self) -> bool:  # noqa: N802
        return self.office.is_filtered(int(self))


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: self)

    def _numbers(self) -> list[int]:
        return self.book.office.sheets_of(self.book.number)

    @property
    def active(self) -> Sheet:
        numbers = self._numbers()
        return Sheet(self.book, self.book.active if self.book.active in numbers else numbers[0])

    def __call__(self, name_or_index: str | int) -> Sheet:
        for index, sheet in enumerate(self, 1):
            if name_or_index == index or str(name_or_index).casefold() == sheet.name.casefold():
                return sheet
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._numbers())

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, number) for number in self._numbers()])

    def __contains__(self, name: str) -> bool:
        return any(str(name).casefold() == sheet.name.casefold() for sheet in self)

    def add(self, before: Sheet | None, after: Sheet | None, name: str | None = None) -> Sheet:
        index = before.index - 1 if before else after.index if after else self.active.index - 1
        sheet = Sheet(self.book, self.book.office.add_sheet(self.book.number, index))
        if name:
            sheet.name = name
        sheet.activate()
        return sheet


class Sheet:
    def __init__(self, book: Book, number: int) -> None:
        self._book, self.number = book, number

    book = property(lambda self: self._book)
    office = property(lambda self: self._book.office)
    names = property(lambda self: Names(self._book))
    page_setup = property(lambda self: PageSetup(self))
    charts = property(lambda self: Charts(self))
    tables = property(lambda self: Tables(self))
    cells = property(lambda self: Range(self, (0, 0, ROWS, COLUMNS)))

    @property
    def api(self) -> SheetApi:
        api = SheetApi(self.number)
        api.office = self.office
        return api

    @property
    def name(self) -> str:
        return self.office.sheet_name(self.number)

    @name.setter
    def name(self, value: str) -> None:
        self.office.name_sheet(self.number, value)

    @property
    def visible(self) -> bool:
        return self.office.is_visible(self.number)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.office.show_sheet(self.number, bool(value))

    @property
    def index(self) -> int:
        return self.office.sheets_of(self.book.number).index(self.number) + 1

    @property
    def used_range(self) -> Range:
        return Range(self, self.office.used(self.number))

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str) and last is None and not _is_address(first):
            return self.book.names(first).refers_to_range
        start = _area_of(first)
        if last is None:
            return Range(self, start)
        end = _area_of(last)
        rows, columns = end[0] + end[2] - start[0], end[1] + end[3] - start[1]
        return Range(self, (start[0], start[1], rows, columns))

    def activate(self) -> None:
        self.book.active = self.number
        self.book.activate()

    select = activate

    def delete(self) -> None:
        self.office.delete_sheet(self.number)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before or after
        assert beside
        index = beside.index - 1 if before else beside.index
        number = self.office.copy_sheet(self.number, beside.book.number, index)
        Sheet(beside.book, number).activate()


class PageSetup:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def print_area(self) -> str | None:
        areas = self.sheet.office.print_areas(self.sheet.number)
        return ",".join(Range(self.sheet, area).address for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        areas = [_area_of(part) for part in value.split(",")] if value else []
        self.sheet.office.set_print_areas(self.sheet.number, areas)


class Range:
    options: dict[str, Any]

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._sheet, self.area = sheet, area

    sheet = property(lambda self: self._sheet)
    office = property(lambda self: self._sheet.office)
    api = property(lambda self: self)
    row = property(lambda self: self.area[0] + 1)
    column = property(lambda self: self.area[1] + 1)
    shape = property(lambda self: self.area[2:])
    coords = property(lambda self: (self._sheet, self.row, self.column, *self.shape))
    has_array = False
    max_cells_per_read = max_cells_per_write = None

    def __len__(self) -> int:
        return self.area[2] * self.area[3]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.area[3])
            row, column = row + 1, column + 1
        return Range(self._sheet, (self.area[0] + row - 1, self.area[1] + column - 1, 1, 1))

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        rows, columns = "$" * row_absolute, "$" * column_absolute

        def cell(row: int, column: int) -> str:
            return f"{columns}{_letters(column)}{rows}{row + 1}"

        row, column, height, width = self.area
        first, last = cell(row, column), cell(row + height - 1, column + width - 1)
        return first if first == last else f"{first}:{last}"

    address = property(lambda self: self.get_address(True, True, False))

    @property
    def raw_value(self) -> Any:
        return _as_com(self.office.values(self._sheet.number, self.area))

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not isinstance(value, list | tuple):
            value = [[value] * self.area[3]] * self.area[2]
        assert (len(value), len(value[0])) == self.shape
        self.office.write(self._sheet.number, self.area, value)

    @property
    def formula(self) -> Any:
        return _as_com(self.office.formulas(self._sheet.number, self.area))

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def merge_cells(self) -> bool | None:
        return self.office.merged(self._sheet.number, self.area)

    def merge(self, across: bool) -> None:
        assert not across
        self.office.merge(self._sheet.number, self.area)

    def clear_contents(self) -> None:
        self.office.clear(self._sheet.number, self.area, False)

    def clear(self) -> None:
        self.office.clear(self._sheet.number, self.area, True)

    def copy(self, destination: Any = None) -> None:
        if destination is None:
            self._sheet.book.app.copied = self
            return
        target = destination.impl
        row, column, _, _ = target.area
        self.office.copy_cells(self._sheet.number, self.area, target.sheet.number, row, column)

    @property
    def number_format(self) -> str | None:
        codes = {
            look[0] for row in self.office.looks(self._sheet.number, self.area) for look in row
        }
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.office.set_look(self._sheet.number, self.area, NumberFormat=value)

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = self._sheet.book.app.copied
        assert source is not None, "nothing was copied"
        number, (row, column, _, _) = self._sheet.number, self.area
        if paste == "formats":
            self.office.paste_formats(source.sheet.number, source.area, number, row, column)
        elif paste == "column_widths":
            self.office.paste_widths(source.sheet.number, source.area, number, column)
        else:
            raise NotImplementedError(paste)

    def move(self, destination: Any) -> None:
        target = destination.impl
        row, column, _, _ = target.area
        self.office.move(self._sheet.number, self.area, target.sheet.number, row, column)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        assert shift == "down"
        assert not self._sheet.book.app.copied, "Excel would insert the copied cells"
        self.office.insert(self._sheet.number, self.area)

    def delete(self, shift: str | None = None) -> None:
        assert shift == "up"
        self.office.delete(self._sheet.number, self.area)

    @property
    def row_height(self) -> float | None:
        return self.office.row_height(self._sheet.number, self.area)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.office.set_row_height(self._sheet.number, self.area, value)

    @property
    def row_hidden(self) -> bool | None:
        return self.office.rows_hidden(self._sheet.number, self.area)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.office.hide_rows(self._sheet.number, self.area, value)

    @property
    def EntireRow(self) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(Hidden=self.row_hidden)

    @property
    def column_width(self) -> float | None:
        return self.office.column_width(self._sheet.number, self.area)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.office.set_column_width(self._sheet.number, self.area, value)

    def _box(self) -> tuple[float, float, float, float]:
        return self.office.box(self._sheet.number, self.area)

    left = property(lambda self: self._box()[0])
    top = property(lambda self: self._box()[1])
    width = property(lambda self: self._box()[2])
    height = property(lambda self: self._box()[3])

    @property
    def table(self) -> Table | None:
        inside = (table for table in Tables(self._sheet) if _touch(table.area, self.area))
        return next(inside, None)

    def select(self) -> None:
        self._sheet.activate()
        self._sheet.book.app.selection = self


class Names:
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: self)

    def _names(self) -> dict[str, str]:
        return self.book.office.names(self.book.number)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self.book, name)) for name in self._names()]

    def __call__(self, name_or_index: str | int) -> Name:
        for index, name in enumerate(self._names(), 1):
            if name_or_index == index or str(name_or_index).casefold() == name.casefold():
                return Name(self.book, name)
        raise KeyError(name_or_index)

    def contains(self, name: str) -> bool:
        return name.casefold() in map(str.casefold, self._names())

    def __len__(self) -> int:
        return len(self._names())

    def add(self, name: str, refers_to: str) -> Name:
        self.book.office.add_name(self.book.number, name, refers_to)
        return Name(self.book, name)


class Name:
    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name

    api = property(lambda self: self)

    @property
    def refers_to(self) -> str:
        return self.book.office.names(self.book.number)[self.name]

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.office.add_name(self.book.number, self.name, value)

    @property
    def refers_to_range(self) -> Range:
        found = self.book.office.name_area(self.book.number, self.name)
        if found is None:
            raise OfficeError(f"{self.name} refers to no cells")
        number, area = found
        return Range(Sheet(self.book, number), area)

    def delete(self) -> None:
        self.book.office.delete_name(self.book.number, self.name)


class Tables:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    api = property(lambda self: self)
    parent = property(lambda self: self.sheet)

    def _names(self) -> list[str]:
        return list(self.sheet.office.tables(self.sheet.number))

    def __call__(self, name_or_index: str | int) -> Table:
        for index, name in enumerate(self._names(), 1):
            if name_or_index in (index, name):
                return Table(self.sheet, name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Table]:
        return iter([Table(self.sheet, name) for name in self._names()])

    def __contains__(self, name: str) -> bool:
        return name in self._names()

    def add(
        self,
        source_type: object = None,
        source: Any = None,
        link_source: object = None,
        has_headers: object = None,
        destination: object = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        name = name or f"Table{len(self) + 1}"
        self.sheet.office.add_table(self.sheet.number, name, source.impl.area)
        return Table(self.sheet, name)


class Table:
    AutoFilter = None

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet, self._name = sheet, name

    api = property(lambda self: self)
    parent = property(lambda self: self.sheet)
    area = property(lambda self: self.sheet.office.tables(self.sheet.number)[self._name])
    range = property(lambda self: Range(self.sheet, self.area))

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.office.rename_table(self.sheet.number, self._name, value)
        self._name = value

    display_name = name

    @property
    def header_row_range(self) -> Range:
        row, column, _, columns = self.area
        return Range(self.sheet, (row, column, 1, columns))

    @property
    def data_body_range(self) -> Range:
        row, column, rows, columns = self.area
        return Range(self.sheet, (row + 1, column, rows - 1, columns))

    @property
    def show_autofilter(self) -> bool:
        return self.sheet.office.has_filter(self.sheet.number, self._name)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.sheet.office.set_filter(self.sheet.number, self._name, value)

    def resize(self, range: Any) -> None:
        self.sheet.office.resize_table(self.sheet.number, self._name, range.impl.area)


class Charts:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    api = property(lambda self: self)
    parent = property(lambda self: self.sheet)

    def _names(self) -> list[str]:
        return self.sheet.office.charts(self.sheet.number)

    def __call__(self, name_or_index: str | int) -> Chart:
        for index, name in enumerate(self._names()):
            if name_or_index in (index + 1, name):
                return Chart(self.sheet, index, name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Chart]:
        return iter([Chart(self.sheet, *found) for found in enumerate(self._names())])

    def __contains__(self, name: str) -> bool:
        return name in self._names()


class Chart:
    def __init__(self, sheet: Sheet, index: int, name: str) -> None:
        self.sheet, self._index, self.name = sheet, index, name

    api = property(lambda self: self)
    parent = property(lambda self: self.sheet)

    def _box(self) -> tuple[float, ...]:
        return self.sheet.office.chart_box(self.sheet.number, self._index)

    def _set(self, at: int, value: float) -> None:
        box = list(self._box())
        box[at] = value
        self.sheet.office.set_chart_box(self.sheet.number, self._index, *box)

    left = property(lambda self: self._box()[0], lambda self, value: self._set(0, value))
    top = property(lambda self: self._box()[1], lambda self, value: self._set(1, value))
    width = property(lambda self: self._box()[2], lambda self, value: self._set(2, value))
    height = property(lambda self: self._box()[3], lambda self, value: self._set(3, value))


def _as_com(grid: list[list[Any]]) -> Any:
    """One cell as itself, more as a tuple of rows."""
    return grid[0][0] if len(grid) == len(grid[0]) == 1 else tuple(map(tuple, grid))


def _is_address(words: str) -> bool:
    return all(_CELL.fullmatch(part) for part in words.split(":"))


def _area_of(cell: Any) -> Area:
    """The area of an address, of a 1-based cell, or of a 1-based cell and a size."""
    if isinstance(cell, Range):
        return cell.area
    if isinstance(cell, tuple):
        row, column, *size = cell
        height, width = size or (1, 1)
        return row - 1, column - 1, height, width
    corners = [_CELL.fullmatch(part) for part in cell.split(":")]
    rows = [int(corner[2]) - 1 for corner in corners if corner]
    columns = [_number(corner[1]) for corner in corners if corner]
    return rows[0], columns[0], rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _touch(one: Area, other: Area) -> bool:
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


ENGINE = Engine()


@contextmanager
def started(profile: Path) -> Iterator[xlwings.App]:
    """An application of xlwings that is LibreOffice with this profile."""
    engine = xlwings.main.Engine(impl=ENGINE)
    if ENGINE.name not in xlwings.engines.engines_by_name:
        xlwings.engines.add(engine)
    before = xlwings.engines.active
    engine.activate()
    app = ENGINE.apps.start(profile)
    try:
        yield xlwings.App(impl=app)
    finally:
        app.office.quit()
        ENGINE.apps._apps.remove(app)
        xlwings.engines.active = before
