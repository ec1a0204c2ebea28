"""Drives LibreOffice for `engine`, in LibreOffice's own Python, over standard input and output.

    python3 server.py PROFILE_FOLDER

starts LibreOffice and has it load this very file, so that the work is done within it. Each
request is a pickled ``(function, arguments, options)``, each answer ``(True, result)`` or
``(False, message)``. Rows and columns are 0-based, sizes are in points. Values are those
that Excel gives through COM: errors are its numbers, dates are datetimes.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import uno
import unohelper
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, CellRangeAddress
from com.sun.star.task import XJob

sys.path.insert(0, str(Path(__file__).parent))

from formulas import to_excel, to_office

SERVICE = "kano_xl.tests.Server"
POINT = 2540 / 72
EPOCH = datetime.datetime(1899, 12, 30)
ERRORS = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
CONTENTS, EVERYTHING = 1 | 2 | 4 | 16, 1023
FORMULAS, ERROR_RESULTS = 16, 4
DATES, LOGICAL = 2, 1024
CHART = "12dcae26-281f-416f-a234-c3086127382e"
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".pdf": "calc_pdf_Export"}
LOOK = (
    "CharColor CharFontName CharFontNameAsian CharHeight CharHeightAsian CharPosture CharUnderline "
    "CharWeight CharWeightAsian CellBackColor HoriJustify IsTextWrapped ParaIndent TableBorder2 "
    "VertJustify"
).split()


class Office:
    """The open workbooks and their sheets, each by a number."""

    def __init__(self, context):
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self._numbers = itertools.count(1)
        self.books, self.sheets = {}, {}
        self.spelt = {}

    # workbooks

    def new_book(self):
        return self._load("private:factory/scalc")

    def open_book(self, path):
        return self._load(Path(path).as_uri())

    def _load(self, address):
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, (_pair("Hidden", True),))
        if document is None:
            raise OSError(f"cannot open {address}; another program may have it open")
        number = next(self._numbers)
        self.books[number] = document
        return number

    def save_book(self, book, path):
        kind = _pair("FilterName", FILTERS[Path(path).suffix])
        self.books[book].storeToURL(Path(path).as_uri(), (kind,))

    def close_book(self, book):
        for number in self.sheets_of(book):
            del self.sheets[number]
        self.books.pop(book).close(True)

    def close_all(self):
        """Close every workbook: one that is open keeps a lock beside its file."""
        for book in list(self.books):
            self.close_book(book)

    # sheets

    def sheets_of(self, book):
        """The numbers of the sheets, in their order."""
        document = self.books[book]
        known = {
            sheet.RangeAddress.Sheet: number
            for number, (owner, sheet) in self.sheets.items()
            if owner == book
        }
        for index in range(document.Sheets.Count):
            if index not in known:
                known[index] = next(self._numbers)
                self.sheets[known[index]] = (book, document.Sheets.getByIndex(index))
        return [known[index] for index in range(document.Sheets.Count)]

    def _structure(self, book):
        """The sheets of a workbook, to be changed."""
        if self.books[book].isProtected():
            raise PermissionError("the structure of the workbook is protected")
        return self.books[book].Sheets

    def add_sheet(self, book, index):
        self.sheets_of(book)
        self._structure(book)
        sheets = self.books[book].Sheets
        name = next(f"Sheet{n}" for n in itertools.count(1) if not sheets.hasByName(f"Sheet{n}"))
        sheets.insertNewByName(name, index)
        return self.sheets_of(book)[index]

    def copy_sheet(self, sheet, book, index):
        """Copy a sheet to an index of a workbook. Links between sheets stay with the source."""
        self.sheets_of(book)
        owner, source = self.sheets[sheet]
        sheets = self._structure(book)
        if owner == book:
            free = (f"{source.Name} ({n})" for n in itertools.count(2))
            sheets.copyByName(source.Name, next(n for n in free if not sheets.hasByName(n)), index)
        else:
            sheets.importSheet(self.books[owner], source.Name, index)
        return self.sheets_of(book)[index]

    def copy_all(self, path, book):
        """All sheets of a file behind those of a workbook, with formulas among the copies.

        LibreOffice copies sheets singly, so that their formulas lead to the file; written
        again they lead to the copies. Charts over cells of other sheets lose them.
        """
        source = self.open_book(path)
        try:
            pairs = [
                (sheet, self.copy_sheet(sheet, book, self.books[book].Sheets.Count))
                for sheet in self.sheets_of(source)
            ]
            for sheet, copied in pairs:
                for found in self.sheets[sheet][1].queryContentCells(FORMULAS).RangeAddresses:
                    area = _area(found)
                    formulas = self._cells(sheet, area).getFormulaArray()
                    self._cells(copied, area).setFormulaArray(formulas)
                self.set_print_areas(copied, self.print_areas(sheet))
        finally:
            self.close_book(source)

    def delete_sheet(self, sheet):
        book, target = self.sheets[sheet]
        if self.books[book].Sheets.Count == 1:
            raise ValueError("a workbook needs a sheet")
        self.sheets_of(book)
        self._structure(book).removeByName(target.Name)
        del self.sheets[sheet]

    def sheet_name(self, sheet):
        return self.sheets[sheet][1].Name

    def name_sheet(self, sheet, name):
        book, target = self.sheets[sheet]
        others = {
            each.casefold() for each in self.books[book].Sheets.ElementNames if each != target.Name
        }
        if ":" in name or name.casefold() in others:
            raise ValueError(f"no name for a sheet: {name!r}")
        target.Name = name

    def is_visible(self, sheet):
        return self.sheets[sheet][1].IsVisible

    def show_sheet(self, sheet, visible):
        book, target = self.sheets[sheet]
        if target.IsVisible != visible:
            self._structure(book)
            target.IsVisible = visible

    def protect_sheet(self, sheet, protected=True):
        target = self.sheets[sheet][1]
        if protected:
            target.protect("")
        else:
            target.unprotect("")

    def is_protected(self, sheet):
        return self.sheets[sheet][1].isProtected()

    def protect_book(self, book, protected):
        if protected:
            self.books[book].protect("")
        else:
            self.books[book].unprotect("")

    def is_book_protected(self, book):
        return self.books[book].isProtected()

    def filter_rows(self, sheet, area, hidden=True):
        """Hide rows as a filter does, or show them again."""
        rows = self._changeable(sheet, area).Rows
        rows.IsFiltered = hidden
        rows.IsVisible = not hidden

    def sort_rows(self, sheet, area, column, ascending):
        """Sort the rows of some cells by one of their columns, as the button of a sheet does."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        options = (_pair("SortFields", fields), _pair("ContainsHeader", False))
        self._changeable(sheet, area).sort(options)

    def insert_columns(self, sheet, column, count):
        """Insert whole columns, or take them out again where ``count`` is less than none."""
        columns = self.sheets[sheet][1].Columns
        if count > 0:
            columns.insertByIndex(column, count)
        else:
            columns.removeByIndex(column, -count)

    def undo(self, book):
        """Take the last change back, as Ctrl+Z does."""
        self.books[book].getUndoManager().undo()

    def is_filtered(self, sheet):
        row, _, rows, _ = self.used(sheet)
        lines = self._cells(sheet, (0, 0, row + rows, 1)).Rows
        return any(line.IsFiltered for line in _each(lines))

    def used(self, sheet):
        cursor = self.sheets[sheet][1].createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        found = cursor.RangeAddress
        return (
            found.StartRow,
            found.StartColumn,
            found.EndRow - found.StartRow + 1,
            found.EndColumn - found.StartColumn + 1,
        )

    # cells

    def _cells(self, sheet, area):
        row, column, rows, columns = area
        target = self.sheets[sheet][1]
        return target.getCellRangeByPosition(column, row, column + columns - 1, row + rows - 1)

    def _changeable(self, sheet, area):
        cells = self._cells(sheet, area)
        if self.sheets[sheet][1].isProtected() and cells.CellProtection.IsLocked:
            raise PermissionError("the sheet is protected")
        return cells

    def unlock(self, sheet, area):
        """Let cells be changed while their sheet is protected."""
        self._cells(sheet, area).CellProtection = uno.createUnoStruct(
            "com.sun.star.util.CellProtection"
        )

    def values(self, sheet, area):
        cells = self._cells(sheet, area)
        grid = [[None if cell == "" else cell for cell in row] for row in cells.getDataArray()]
        formats = self.books[self.sheets[sheet][0]].NumberFormats
        kinds = {}
        for block in cells.getCellFormatRanges():
            kind = kinds.get(block.NumberFormat)
            if kind is None:
                kind = kinds[block.NumberFormat] = formats.getByKey(block.NumberFormat).Type
            if kind & DATES:
                _change(grid, area, block.RangeAddress, _as_date)
            elif kind & LOGICAL:
                _change(grid, area, block.RangeAddress, lambda cell: bool(cell))
        for found in cells.queryFormulaCells(ERROR_RESULTS).RangeAddresses:
            for row in range(found.StartRow, found.EndRow + 1):
                for column in range(found.StartColumn, found.EndColumn + 1):
                    shown = self._cells(sheet, (row, column, 1, 1)).getCellByPosition(0, 0).String
                    grid[row - area[0]][column - area[1]] = ERRORS.get(shown, ERRORS["#VALUE!"])
        return grid

    def formulas(self, sheet, area):
        """As ``Range.Formula`` gives them: a text without its apostrophe."""
        cells = self._cells(sheet, area)
        return [
            [
                value
                if isinstance(value, str) and (formula[:1] != "=" or formula == value)
                else to_excel(formula)
                for formula, value in zip(*rows, strict=True)
            ]
            for rows in zip(cells.getFormulaArray(), cells.getDataArray(), strict=True)
        ]

    def write(self, sheet, area, grid):
        """What is assigned, taken as Excel takes it: as if it were typed, in English."""
        cells = self._changeable(sheet, area)
        cells.setFormulaArray(tuple(tuple(map(_typed, row)) for row in grid))
        formats = self.books[self.sheets[sheet][0]].NumberFormats
        locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        for row, column in itertools.product(range(len(grid)), range(len(grid[0]))):
            kind = _special(grid[row][column])
            if kind:
                cell = cells.getCellByPosition(column, row)
                if not formats.getByKey(cell.NumberFormat).Type & kind:
                    cell.NumberFormat = formats.getStandardFormat(kind, locale)

    def merge(self, sheet, area):
        self._changeable(sheet, area).merge(True)

    def merged(self, sheet, area):
        """Whether cells are merged; as Excel gives it, None for some of them."""
        cells = self._cells(sheet, area)
        around = cells.Spreadsheet.createCursorByRange(cells)
        around.collapseToMergedArea()
        if _area(around.RangeAddress) != tuple(area):
            return None
        if cells.IsMerged:
            return True
        # Cells of one look are asked together: being merged is part of it.
        alike = cells.getCellFormatRanges()
        return None if any(block.getCellByPosition(0, 0).IsMerged for block in alike) else False

    def clear(self, sheet, area, formats):
        self._changeable(sheet, area).clearContents(EVERYTHING if formats else CONTENTS)

    def insert(self, sheet, area):
        """Push what stands there and below down."""
        found = self._changeable(sheet, area).RangeAddress
        self.sheets[sheet][1].insertCells(
            found, uno.Enum("com.sun.star.sheet.CellInsertMode", "DOWN")
        )

    def delete(self, sheet, area):
        """Take the cells away, tables that lie in them too; what stands below comes up."""
        book, target = self.sheets[sheet]
        found = self._changeable(sheet, area).RangeAddress
        for table in list(self._tables(sheet)):
            if self._in(table, area):
                self.books[book].DatabaseRanges.removeByName(table.Name)
        target.removeRange(found, uno.Enum("com.sun.star.sheet.CellDeleteMode", "UP"))

    def move(self, sheet, area, to_sheet, row, column):
        """Cut and paste: what refers to the cells follows them."""
        self._changeable(sheet, area)
        target = self.sheets[to_sheet][1]
        place = CellAddress(target.RangeAddress.Sheet, column, row)
        tables = [
            (table, self._area_of(table)) for table in self._tables(sheet) if self._in(table, area)
        ]
        target.moveRange(place, self._cells(sheet, area).RangeAddress)
        for table, (top, left, rows, columns) in tables:
            moved = (top - area[0] + row, left - area[1] + column, rows, columns)
            table.DataArea = self._cells(to_sheet, moved).RangeAddress

    def copy_cells(self, sheet, area, to_sheet, row, column):
        """Copy everything that cells have and hold, also to another workbook."""
        self._changeable(to_sheet, (row, column, 1, 1))
        source = self.books[self.sheets[sheet][0]].CurrentController
        source.select(self._cells(sheet, area))
        target = self.books[self.sheets[to_sheet][0]].CurrentController
        target.select(self._cells(to_sheet, (row, column, 1, 1)))
        target.insertTransferable(source.getTransferable())

    def copy_within(self, sheet, area, row, column):
        """Copy everything that cells have and hold to another place of their sheet."""
        target = self.sheets[sheet][1]
        place = CellAddress(target.RangeAddress.Sheet, column, row)
        target.copyRange(place, self._changeable(sheet, area).RangeAddress)

    def paste_formats(self, sheet, area, to_sheet, row, column):
        source = self._cells(sheet, area)
        self._changeable(to_sheet, (row, column, 1, 1))
        ours = self.books[self.sheets[sheet][0]].NumberFormats
        theirs = self.books[self.sheets[to_sheet][0]].NumberFormats
        locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        for block in source.getCellFormatRanges():
            found = block.RangeAddress
            place = (
                found.StartRow - area[0] + row,
                found.StartColumn - area[1] + column,
                found.EndRow - found.StartRow + 1,
                found.EndColumn - found.StartColumn + 1,
            )
            target = self._cells(to_sheet, place)
            target.setPropertyValues(tuple(LOOK), block.getPropertyValues(tuple(LOOK)))
            code = ours.getByKey(block.NumberFormat).FormatString
            key = theirs.queryKey(code, locale, False)
            target.NumberFormat = theirs.addNew(code, locale) if key == -1 else key

    def paste_widths(self, sheet, area, to_sheet, column):
        source, target = self.sheets[sheet][1].Columns, self.sheets[to_sheet][1].Columns
        for offset in range(area[3]):
            target.getByIndex(column + offset).Width = source.getByIndex(area[1] + offset).Width

    def looks(self, sheet, area):
        """Number format, fill, colour, weight, font and wrapping of every cell, by rows."""
        grid = [[None] * area[3] for _ in range(area[2])]
        formats = self.books[self.sheets[sheet][0]].NumberFormats
        names = ("CellBackColor", "CharColor", "CharWeight", "CharFontName", "IsTextWrapped")
        for block in self._cells(sheet, area).getCellFormatRanges():
            code = formats.getByKey(block.NumberFormat).FormatString
            look = (code, *block.getPropertyValues(tuple(sorted(names))))
            row, column, rows, columns = _area(block.RangeAddress)
            for down in range(row - area[0], row - area[0] + rows):
                grid[down][column - area[1] : column - area[1] + columns] = [look] * columns
        return grid

    def set_look(self, sheet, area, **changes):
        """Properties of LibreOffice's cells; ``NumberFormat`` as a format's code."""
        cells = self._changeable(sheet, area)
        for name, value in changes.items():
            if name == "NumberFormat":
                formats = self.books[self.sheets[sheet][0]].NumberFormats
                locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
                key = formats.queryKey(value, locale, False)
                value = formats.addNew(value, locale) if key == -1 else key
            setattr(cells, name, value)

    # sizes

    def box(self, sheet, area):
        cells = self._cells(sheet, area)
        place, size = cells.Position, cells.Size
        return place.X / POINT, place.Y / POINT, size.Width / POINT, size.Height / POINT

    def row_height(self, sheet, area):
        """As Excel gives it: 0 for hidden rows, None where they differ."""
        heights = set()
        for row in _each(self._cells(sheet, area).Rows):
            heights.add(row.Height if row.IsVisible else 0)
            if len(heights) > 1:
                return None
        return heights.pop() / POINT

    def set_row_height(self, sheet, area, points):
        rows = self._changeable(sheet, area).Rows
        rows.IsVisible = points > 0
        if points:
            rows.Height = round(points * POINT)

    def print_areas(self, sheet):
        return [_area(found) for found in self.sheets[sheet][1].getPrintAreas()]

    def set_print_areas(self, sheet, areas):
        found = tuple(self._cells(sheet, area).RangeAddress for area in areas)
        self.sheets[sheet][1].setPrintAreas(found)

    def rows_hidden(self, sheet, area):
        shown = {row.IsVisible for row in _each(self._cells(sheet, area).Rows)}
        return not shown.pop() if len(shown) == 1 else None

    def hide_rows(self, sheet, area, hidden):
        self._changeable(sheet, area).Rows.IsVisible = not hidden

    def column_width(self, sheet, area):
        widths = {column.Width for column in _each(self._cells(sheet, area).Columns)}
        return widths.pop() / POINT if len(widths) == 1 else None

    def set_column_width(self, sheet, area, points):
        self._changeable(sheet, area).Columns.Width = round(points * POINT)

    # names

    def names(self, book):
        """Name → what it refers to, as Excel writes it; those of sheets follow."""
        found = {None: self.books[book].NamedRanges}
        sheets = self.books[book].Sheets
        found |= {title: sheets.getByName(title).NamedRanges for title in sheets.ElementNames}
        return {
            name if title is None else f"{_as_excel_quotes(title)}!{name}": "="
            + self._as_given(to_excel(names.getByName(name).Content))
            for title, names in found.items()
            for name in names.ElementNames
        }

    def _as_given(self, content):
        """What refers to no cells as it was written: LibreOffice keeps it in small letters."""
        return self.spelt.get(content, content)

    def _named(self, book, name):
        """The names among which one is, and how it is called there."""
        title, _, bare = name.rpartition("!")
        owner = self.books[book]
        if title:
            plain = title[1:-1].replace("''", "'") if title[0] == "'" else title
            owner = owner.Sheets.getByName(plain)
        return owner.NamedRanges, bare

    def add_name(self, book, name, refers_to):
        names, name = self._named(book, name)
        if names.hasByName(name):
            names.removeByName(name)
        given = refers_to.removeprefix("=")
        names.addNewByName(name, to_office(given), CellAddress(), 0)
        kept = to_excel(names.getByName(name).Content)
        if kept != given and kept == given.casefold():
            self.spelt[kept] = given

    def delete_name(self, book, name):
        names, bare = self._named(book, name)
        names.removeByName(bare)

    def name_area(self, book, name):
        """The sheet and area of a name; None if it is not one block of cells."""
        names, bare = self._named(book, name)
        cells = names.getByName(bare).ReferredCells
        if cells is None:
            return None
        found = cells.RangeAddress
        return self.sheets_of(book)[found.Sheet], _area(found)

    # tables

    def _tables(self, sheet):
        book, target = self.sheets[sheet]
        tables = self.books[book].DatabaseRanges
        for name in tables.ElementNames:
            table = tables.getByName(name)
            if table.DataArea.Sheet == target.RangeAddress.Sheet:
                yield table

    def _area_of(self, table):
        return _area(table.DataArea)

    def _in(self, table, area):
        row, column, rows, columns = self._area_of(table)
        down, across = row - area[0], column - area[1]
        return 0 <= down <= area[2] - rows and 0 <= across <= area[3] - columns

    def tables(self, sheet):
        return {table.Name: self._area_of(table) for table in self._tables(sheet)}

    def add_table(self, sheet, name, area):
        book, _ = self.sheets[sheet]
        self._apart(sheet, None, area)
        found = self._changeable(sheet, area).RangeAddress
        self.books[book].DatabaseRanges.addNewByName(name, found)
        self.books[book].DatabaseRanges.getByName(name).ContainsHeader = True

    def unlist_table(self, sheet, name):
        """Turn a table into plain cells."""
        book, _ = self.sheets[sheet]
        self.books[book].DatabaseRanges.removeByName(name)

    def rename_table(self, sheet, name, new):
        next(table for table in self._tables(sheet) if table.Name == name).Name = new

    def resize_table(self, sheet, name, area):
        table = next(table for table in self._tables(sheet) if table.Name == name)
        row, column, _, columns = self._area_of(table)
        if area[0] != row or area[1] >= column + columns or column >= area[1] + area[3]:
            raise ValueError("the headers stay in their row, and the old and the new table overlap")
        self._apart(sheet, name, area)
        table.DataArea = self._changeable(sheet, area).RangeAddress

    def has_filter(self, sheet, name):
        return next(table for table in self._tables(sheet) if table.Name == name).AutoFilter

    def set_filter(self, sheet, name, shown):
        next(table for table in self._tables(sheet) if table.Name == name).AutoFilter = shown

    def _apart(self, sheet, name, area):
        for other, (row, column, rows, columns) in self.tables(sheet).items():
            below = area[0] >= row + rows or row >= area[0] + area[2]
            beside = area[1] >= column + columns or column >= area[1] + area[3]
            if other != name and not below and not beside:
                raise ValueError("a table cannot overlap another")

    # charts

    def _charts(self, sheet):
        page = self.sheets[sheet][1].DrawPage
        shapes = (page.getByIndex(index) for index in range(page.Count))
        return [shape for shape in shapes if getattr(shape, "CLSID", "").lower() == CHART]

    def charts(self, sheet):
        return [shape.Name or shape.PersistName for shape in self._charts(sheet)]

    def chart_box(self, sheet, index):
        shape = self._charts(sheet)[index]
        place, size = shape.Position, shape.Size
        return place.X / POINT, place.Y / POINT, size.Width / POINT, size.Height / POINT

    def set_chart_box(self, sheet, index, left, top, width, height):
        shape = self._charts(sheet)[index]
        shape.setSize(Size(round(width * POINT), round(height * POINT)))
        shape.setPosition(Point(round(left * POINT), round(top * POINT)))

    def add_chart(self, sheet, name, area, left, top, width, height):
        place = (round(each * POINT) for each in (left, top, width, height))
        found = self._cells(sheet, area).RangeAddress
        charts = self.sheets[sheet][1].Charts
        charts.addNewByName(name, Rectangle(*place), (found,), True, True)
        self._charts(sheet)[-1].Name = name


def _as_excel_quotes(title):
    """The title of a sheet as it stands before a name of its own."""
    if title.isidentifier():
        return title
    quoted = title.replace("'", "''")
    return f"'{quoted}'"


def _pair(name, value):
    pair = PropertyValue()
    pair.Name, pair.Value = name, value
    return pair


def _area(found: CellRangeAddress):
    rows, columns = found.EndRow - found.StartRow + 1, found.EndColumn - found.StartColumn + 1
    return found.StartRow, found.StartColumn, rows, columns


def _each(lines):
    return (lines.getByIndex(index) for index in range(lines.Count))


def _change(grid, area, found, change):
    """Change the numbers of a block within an area."""
    for row in range(found.StartRow - area[0], found.EndRow - area[0] + 1):
        for column in range(found.StartColumn - area[1], found.EndColumn - area[1] + 1):
            if isinstance(grid[row][column], float):
                grid[row][column] = change(grid[row][column])


def _as_date(serial):
    return EPOCH + datetime.timedelta(days=serial)


def _typed(value):
    """A value as somebody would type it."""
    if value is None or value == "'":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return repr((value - EPOCH) / datetime.timedelta(days=1))
    if isinstance(value, int | float):
        return repr(value)
    if value in ERRORS:
        return "=" + ("NA()" if value == "#N/A" else value)
    return to_office(value) if value[:1] == "=" else value


def _special(value):
    """The kind of number format that a value gets where its cell has none of this kind."""
    if isinstance(value, bool) or value in ("TRUE", "FALSE", "True", "False"):
        return LOGICAL
    return DATES if isinstance(value, datetime.datetime) else 0


class Server(unohelper.Base, XJob):
    """The office within LibreOffice: there a call costs a thirtieth of one from outside."""

    def __init__(self, context):
        self._office = Office(context)

    def execute(self, arguments):
        """Answer a pickled request."""
        name, given, options = pickle.loads(arguments[0].Value.value)
        try:
            answer = True, getattr(self._office, name)(*given, **options)
        except Exception as error:
            answer = False, f"{type(error).__name__}: {error}"
        return uno.ByteSequence(pickle.dumps(answer, 4))


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816, the loader wants it
g_ImplementationHelper.addImplementation(Server, SERVICE, (SERVICE,))


@contextlib.contextmanager
def started(profile):
    """A LibreOffice of its own: its context, seen from outside."""
    pipe = f"kano-{os.getpid()}"
    # The Python within LibreOffice takes its library from where it finds a python3 first.
    own_python = str(Path(sys.executable).parent)
    process = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"PATH": os.pathsep.join([own_python, os.environ["PATH"]])},
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    try:
        context = None
        while context is None and process.poll() is None:
            time.sleep(0.1)
            with contextlib.suppress(NoConnectException):
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        yield context
    finally:
        with contextlib.suppress(Exception):
            desktop = "com.sun.star.frame.Desktop"
            context.ServiceManager.createInstanceWithContext(desktop, context).terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def serve(profile):
    """Pass requests from standard input on to a server within LibreOffice."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with started(profile) as context:
        loader = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.loader.Python", context
        )
        factory = loader.activate(SERVICE, "", Path(__file__).absolute().as_uri(), None)
        server = factory.createInstanceWithContext(context)
        request = NamedValue()
        while True:
            try:
                asked = pickle.load(requests)
            except EOFError:
                asked = None
            request.Value = uno.ByteSequence(pickle.dumps(asked or ("close_all", (), {}), 4))
            if asked is None:
                server.execute((request,))
                return
            answers.write(server.execute((request,)).value)
            answers.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
