"""Random workbooks as five kinds of programs write them, read by us and by calamine.

    python -m tests.survey.files.random_workbooks [HOW_MANY [FIRST_SEED]]

reads that many and ends with an error where a single cell differs.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from kano_xl.addresses import address
from kano_xl.errors import InputError
from kano_xl.survey.files import cells_pass
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.sheet import Value

ERRORS = ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!")
WORDS = (
    "I like it that way",
    "must-be",
    " neutral ",
    "喜欢 & <b>",
    'a "quoted" one',
    "two\nlines",
    "_x000D_",
    "Ünï 😀",
    "1",
    "   ",
    "it's > that",
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LIBREOFFICE = Path(__file__).with_name("written_by_libreoffice.xlsx")

Rows = list[list[object]]
"""What is to be written; an error is a text of `ERRORS`."""


def table(chance: random.Random) -> Rows:
    """Columns of numbers, texts, dates, anything, with gaps."""
    kinds = [chance.choice(list(KINDS)) for _ in range(chance.randint(1, 12))]
    gaps = chance.choice((0, 0, 0.1, 0.6))
    return [
        [None if chance.random() < gaps else KINDS[kind](chance) for kind in kinds]
        for _ in range(chance.randint(1, 40))
    ]


def _day(chance: random.Random) -> datetime:
    return datetime(1904, 1, 2) + timedelta(days=chance.randrange(70_000))


KINDS: dict[str, Callable[[random.Random], object]] = {
    "answer": lambda chance: chance.randint(1, 5),
    "number": lambda chance: chance.choice((0, 7, -3, 12345678, 123456789, 10**15, 2.0)),
    "fraction": lambda chance: chance.choice((0.1, -1 / 3, 1e-7, 1.5e22, chance.random())),
    "text": lambda chance: chance.choice(WORDS),
    "flag": lambda chance: chance.random() < 0.5,
    "day": _day,
    "moment": lambda chance: _day(chance) + timedelta(seconds=chance.randrange(86_400)),
    "time": lambda chance: time(chance.randrange(24), chance.randrange(60)),
    "duration": lambda chance: timedelta(minutes=chance.randrange(10_000)),
    "error": lambda chance: chance.choice(ERRORS),
    "any": lambda chance: KINDS[chance.choice([each for each in KINDS if each != "any"])](chance),
}


def with_xlsxwriter(path: Path, rows: Rows, chance: random.Random) -> None:
    """XlsxWriter: shared texts, in constant memory inline ones."""
    options = {"constant_memory": chance.random() < 0.5, "date_1904": chance.random() < 0.2}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Answers")
        formats = {
            kind: book.add_format({"num_format": code})
            for kind, code in ((datetime, "d/m/yy hh:mm"), (time, "h:mm"), (timedelta, "[h]:mm"))
        }
        shown = book.add_format({"num_format": chance.choice(('0.00"d"', "[Red]0;[Blue]-0", "@"))})
        for at, cells in enumerate(rows):
            for column, value in enumerate(cells):
                _write(sheet, at, column, value, formats, shown, chance)


def _write(sheet, row, column, value, formats, shown, chance) -> None:
    style = formats.get(type(value), chance.choice((None, None, shown)))
    if value is None:
        sheet.write_blank(row, column, None, shown)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif value in ERRORS:
        sheet.write_formula(row, column, "=A1", None, value)
    elif isinstance(value, str):
        if chance.random() < 0.1:
            sheet.write_formula(row, column, '="a"&A1', None, value)
        else:
            sheet.write_string(row, column, value, style)
    elif isinstance(value, int | float):
        if chance.random() < 0.1:
            sheet.write_formula(row, column, "=1+1", style, value)
        else:
            sheet.write_number(row, column, value, style)
    else:
        sheet.write_datetime(row, column, value, style)


def with_openpyxl(path: Path, rows: Rows, chance: random.Random) -> None:
    """openpyxl, at once or row by row."""
    streams = chance.random() < 0.5
    book = openpyxl.Workbook(write_only=streams)
    book.epoch = chance.choice(
        (openpyxl.utils.datetime.WINDOWS_EPOCH,) * 4 + (openpyxl.utils.datetime.MAC_EPOCH,)
    )
    sheet = book.create_sheet("Answers") if streams else book.active
    for cells in rows:
        sheet.append(
            [chance.choice((value, value, "=1+1")) if value == 7 else value for value in cells]
        )
    book.save(path)


class Parts:
    """A workbook written by hand: its cells' XML, then the package around it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.texts: dict[str, int] = {}

    def value(self, value: object, is_inline: bool) -> tuple[str, str]:
        """The attributes and the content of a cell."""
        if value is None:
            return "", ""
        if isinstance(value, bool):
            return ' t="b"', f"<v>{int(value)}</v>"
        if value in ERRORS:
            return ' t="e"', f"<v>{value}</v>"
        if isinstance(value, str) and is_inline:
            kept = ' xml:space="preserve"' if self.chance.random() < 0.5 else ""
            return ' t="inlineStr"', f"<is><t{kept}>{escape(value)}</t></is>"
        if isinstance(value, str) and self.chance.random() < 0.1:
            return ' t="str"', f'<f>"a"&amp;B1</f><v>{escape(value)}</v>'
        if isinstance(value, str):
            return ' t="s"', f"<v>{self.texts.setdefault(value, len(self.texts))}</v>"
        if isinstance(value, int | float):
            return "", f"<v>{value!r}</v>"
        days, style = _days(value)
        return f' s="{style}"', f"<v>{days!r}</v>"

    def pack(self, path: Path, sheet: str, changed: dict[str, bytes] | None = None) -> None:
        """Write the package, with the parts around them that XlsxWriter writes."""
        around = io.BytesIO()
        with xlsxwriter.Workbook(around) as book:
            page = book.add_worksheet("Answers")
            for row, code in enumerate(("d/m/yy hh:mm", "h:mm", "[h]:mm:ss", "0.0%")):
                page.write(row, 0, "x", book.add_format({"num_format": code}))
        texts = "".join(self.chance.choice(_SHARED)(escape(text)) for text in self.texts)
        parts = {
            "xl/worksheets/sheet1.xml": sheet.encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>'.encode(),
            **(changed or {}),
        }
        with zipfile.ZipFile(around) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                new.writestr(name, parts.get(name, old.read(name)))


_SHARED = (
    lambda words: f"<si><t>{words}</t></si>",
    lambda words: f'<si><t xml:space="preserve">{words}</t><phoneticPr fontId="1"/></si>',
    lambda words: f'<si><r><rPr><b/></rPr><t xml:space="preserve">{words}</t></r></si>',
    lambda words: (
        f"<si><r><t>{words}</t></r><rPh sb='0' eb='1'><t>no</t></rPh><r><t>b</t></r></si>"
    ),
)


def _days(value: object) -> tuple[float, int]:
    """A date or time as days since 1900, and the style that shows it."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)) / timedelta(days=1), 1
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440, 2
    assert isinstance(value, timedelta)
    return value / timedelta(days=1), 3


def as_excel(path: Path, rows: Rows, chance: random.Random) -> None:
    """The XML of Excel: spans, blank cells with a style, formulas, hidden rows."""
    parts, lines = Parts(chance), []
    for row, cells in enumerate(rows):
        line = []
        for column, value in enumerate(cells):
            attributes, content = parts.value(value, is_inline=False)
            if not attributes and content and chance.random() < 0.1:
                content = f'<f t="shared" ref="A1:A9" si="0">A1</f>{content}'
            if not content and chance.random() < 0.5:
                continue
            cell = f'<c r="{address(row, column)}"{attributes}'
            line.append(f"{cell}>{content}</c>" if content else f'{cell} s="4"/>')
        if line:
            height = chance.choice(("", ' x14ac:dyDescent="0.25"', ' hidden="1"'))
            spans = f'spans="1:{len(cells)}"'
            lines.append(f'<row r="{row + 1}" {spans}{height}>{"".join(line)}</row>')
    head = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}" xmlns:x14ac="urn:x"><dimension ref="A1:Z99"/>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<cols><col min="1" max="1"/></cols>'
    )
    parts.pack(path, f"{head}<sheetData>{''.join(lines)}</sheetData><pageMargins/></worksheet>")


def as_the_web(path: Path, rows: Rows, chance: random.Random) -> None:
    """Exports of web tools: inline texts, prefixes, no addresses, any white space, UTF-16."""
    parts, lines = Parts(chance), []
    addressed, prefixed = chance.random() < 0.7, chance.random() < 0.3
    gap = chance.choice(("", "", "\n  "))
    for row, cells in enumerate(rows):
        line = ""
        for column, value in enumerate(cells):
            attributes, content = parts.value(value, is_inline=True)
            where = f' r="{address(row, column)}"' if addressed else ""
            line += f"{gap}<c{where}{attributes}>{content}</c>"
        number = f' r="{row + 1}"' if addressed else ""
        lines.append(f"{gap}<row{number}>{line}{gap}</row>")
    xml = f"<worksheet xmlns='{_MAIN}'><sheetData>{''.join(lines)}</sheetData></worksheet>"
    if prefixed:
        xml = re.sub("<(/?)", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")
    parts.pack(path, xml)


def as_libreoffice(path: Path, rows: Rows, chance: random.Random) -> None:
    """A file that LibreOffice wrote, with other numbers, and some cells and rows left out."""
    with zipfile.ZipFile(_LIBREOFFICE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(
                    r'(<c r="\w+" s="\d+" t="(\w+)">(?:<f [^<]*</f>)?<v>)([^<]*)(</v></c>)',
                    lambda cell: _varied(cell, chance),
                    content,
                )
                content = re.sub(
                    "<row .*?</row>", lambda row: row[0] if chance.random() < 0.8 else "", content
                )
            new.writestr(name, content)


def _varied(cell: re.Match[str], chance: random.Random) -> str:
    value = cell[3]
    if chance.random() < 0.1:
        return ""
    if cell[2] == "s":
        value = str(chance.randrange(19))
    elif cell[2] == "b":
        value = str(chance.randrange(2))
    elif cell[2] == "n":
        value = repr(chance.choice((chance.randrange(60_000), chance.random() * 60_000)))
    return f"{cell[1]}{value}{cell[4]}"


WRITERS = (as_excel, as_libreoffice, with_openpyxl, with_xlsxwriter, as_the_web)


def write(path: Path, seed: int) -> None:
    """The workbook of a seed."""
    chance = random.Random(seed)
    WRITERS[seed % len(WRITERS)](path, table(chance), chance)


def ours(path: Path) -> list[list[Value]]:
    """The cells of the first sheet as we read them."""
    try:
        return [list(row) for row in read_sheets(path)[0].rows]
    except InputError as error:
        if error.code != "file_blank":
            raise
        return []


def theirs(path: Path) -> list[list[Value]]:
    """The cells of the first sheet as calamine reads them, from A1; blank texts are None."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[None if str(cell).strip() == "" else cell for cell in row] for row in rows]


def differences(path: Path) -> list[str]:
    """Where the two differ. calamine leaves errors out; those are compared with the XML."""
    we, they, found = ours(path), theirs(path), []
    errors = Counter(cell for row in we for cell in row if cell in ERRORS)
    written = Counter(_errors_in(path))
    if errors != written:
        found.append(f"errors: {errors} instead of {written}")
    width = max((len(row) for row in (*we, *they)), default=0)
    for row in range(max(len(we), len(they))):
        for column in range(width):
            first, second = (_at(cells, row, column) for cells in (we, they))
            if first in ERRORS and second is None:
                continue
            if type(first) is not type(second) or first != second:
                found.append(f"{address(row, column)}: {first!r} instead of {second!r}")
    return found


def _at(rows: list[list[Value]], row: int, column: int) -> Value:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _errors_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<(?:x:)?c(?=[^<>]* t="e")[^<>]*>(.*?)</(?:x:)?c>', xml)
    values = [re.search(r"<(?:x:)?v>([^<]*)", cell) for cell in cells]
    return [value[1] for value in values if value]


def main(count: str = "2000", first: str = "0") -> None:
    """Read many, and say how many of them took the quick pass."""
    quick, look = Counter[str](), cells_pass.gather

    def counted(*arguments) -> None:
        look(*arguments)
        quick[WRITERS[seed % len(WRITERS)].__name__] += 1

    cells_pass.gather = counted
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "random.xlsx")
        for seed in range(int(first), int(first) + int(count)):
            write(path, seed)
            found = differences(path)
            failed += bool(found)
            if found:
                print(f"seed {seed}, {WRITERS[seed % len(WRITERS)].__name__}: {found[:3]}")
    print(f"{count} workbooks, {failed} with differences; by the quick pass: {dict(quick)}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
