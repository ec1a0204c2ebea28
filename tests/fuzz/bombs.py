"""Small files that stand for huge work, or that two readers read differently."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.packing import Packed, Repeated, ods_cell, ods_content, ods_frame, packed
from tests.fuzz.seeds import SEEDS, rows

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
_SHEET_HEAD, _SHEET_TAIL = b"<worksheet " + _MAIN + b"><sheetData>", b"</sheetData></worksheet>"
_FAR = (
    _SHEET_HEAD
    + b'<row r="1"><c r="A1"><v>1</v></c></row>'
    + b'<row r="1048576"><c r="%s1048576"><v>1</v></c></row>'
    + _SHEET_TAIL
)
_STEERING = "x\x1b[2J\x9b31m\u202e\u2028\nWritten: /etc/ok"


def _book() -> Packed:
    return Packed.xlsx(SEEDS["xlsx"]())


def _styles() -> bytes:
    head, tail = b"<styleSheet " + _MAIN + b"><cellXfs>", b"</cellXfs></styleSheet>"
    content = Repeated(head, b'<xf numFmtId="14"/>', 85_000_000, tail)
    return packed(_book().replaced("xl/styles.xml", content))


def _inline() -> bytes:
    head = _SHEET_HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    tail = b"</t></is></c></row>" + _SHEET_TAIL
    return packed(_book().replaced(_SHEET, Repeated(head, b"a" * (1 << 20), 900, tail)))


def _shared() -> bytes:
    content = Repeated(b"<sst " + _MAIN + b">", b"<si><t>a</t></si>", 29_000_000, b"</sst>")
    return packed(_book().replaced("xl/sharedStrings.xml", content))


def _shared_long() -> bytes:
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (number, number)
        for number in range(1, 2_001)
    )
    text = b"<sst " + _MAIN + b"><si><t>" + b"a" * (1 << 20) + b"</t></si></sst>"
    book = _book().replaced("xl/sharedStrings.xml", text)
    return packed(book.replaced(_SHEET, _SHEET_HEAD + cells + _SHEET_TAIL))


def _unique_count() -> bytes:
    return packed(_book().edited("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="9999999'))


def _second_workbook() -> bytes:
    """The package leads to another workbook than the one that has the usual name."""
    book = _book()
    others = {
        name.replace("xl/", "other/"): content
        for name, content in book.members.items()
        if name.startswith("xl/")
    }
    others["other/worksheets/sheet1.xml"] = _FAR % b"XFD"
    book = Packed({**book.members, **others})
    return packed(book.edited("_rels/.rels", b"xl/workbook.xml", b"other/workbook.xml"))


def _two_ids(column: bytes) -> Callable[[], bytes]:
    """A sheet has two relationships, one of them in a name space that nobody knows."""

    def made() -> bytes:
        book = _book().replaced("xl/worksheets/other.xml", _FAR % column)
        book = book.edited(
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="rIdO" Type="http://schemas.openxmlformats.org/officeDocument/2006'
            b'/relationships/worksheet" Target="worksheets/other.xml"/></Relationships>',
        )
        ids = b'r:id="rId1" xmlns:q="urn:q" q:id="rIdO"'
        return packed(book.edited("xl/workbook.xml", b'r:id="rId1"', ids))

    return made


def _many_sheets() -> bytes:
    sheets = b"".join(b'<sheet name="N%d" sheetId="2" r:id="rId1"/>' % n for n in range(3_000))
    return packed(_book().edited("xl/workbook.xml", b"</sheets>", sheets + b"</sheets>"))


def _rows_without_end() -> bytes:
    content = Repeated(_SHEET_HEAD, b"<row/>", 90_000_000, _SHEET_TAIL)
    return packed(_book().replaced(_SHEET, content))


def _deep_xlsx() -> bytes:
    return packed(_book().replaced(_SHEET, Repeated(_SHEET_HEAD, b"<a>", 20_000_000, b"")))


def _steering_xlsx() -> bytes:
    name = "".join(f"&#{ord(sign)};" for sign in _STEERING if sign not in "\x1b\x9b").encode()
    return packed(_book().edited("xl/workbook.xml", b'name="Answers"', b'name="' + name + b'"'))


def _ods(line: bytes, times: int) -> Callable[[], bytes]:
    head, tail = ods_frame()
    return lambda: packed(Packed.ods(Repeated(head, line, times, tail)))


def _ods_cell(part: bytes, times: int, end: bytes = b"") -> Callable[[], bytes]:
    head, tail = ods_frame()
    head += b'<table:table-row><table:table-cell office:value-type="string"><text:p>'
    tail = end + b"</text:p></table:table-cell></table:table-row>" + tail
    return lambda: packed(Packed.ods(Repeated(head, part, times, tail)))


def _repeats(times: int, columns: int) -> bytes:
    cell = ods_cell("I like it").replace(
        "l office", f'l table:number-columns-repeated="{columns}" office', 1
    )
    row = f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'
    return row.encode()


def _steering_ods() -> bytes:
    # XML has no U+001B, but all the others.
    return packed(Packed.ods(ods_content(rows(), _STEERING.replace("\x1b", ""))))


def _steering_xls() -> bytes:
    # XLWT takes no such name, so it is put where its own is.
    return SEEDS["xls"]().replace(b"\x07\0Answers", b"\x07\0Ans\x1b[2J")


def _parquet(columns: Mapping[str, pa.Array], **how: object) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), target, compression="zstd", **how)
    return target.getvalue()


def _one_long_text() -> bytes:
    places = pa.array(np.zeros(8_192, np.int32))
    text = pa.array(["a" * (1 << 20)])
    return _parquet({"q": pa.DictionaryArray.from_arrays(places, text)})


def _repeating_text() -> bytes:
    encoding = {"q": "DELTA_BYTE_ARRAY"}
    texts = pa.array(["a" * (1 << 20)] * 300)
    return _parquet({"q": texts}, use_dictionary=False, column_encoding=encoding)


def _constant(rows_: int, columns: int) -> Callable[[], bytes]:
    def made() -> bytes:
        words = pa.array(["I like it", "I dislike it"])
        names = (f"F{number // 2} [{'FD'[number % 2]}]" for number in range(columns))
        places = [pa.array(np.full(rows_, side, np.int8)) for side in (0, 1)]
        return _parquet(
            {
                name: pa.DictionaryArray.from_arrays(places[number % 2], words)
                for number, name in enumerate(names)
            }
        )

    return made


def _counting() -> bytes:
    numbers = {"n": pa.array(np.arange(19_000_000))}
    return _parquet(numbers, use_dictionary=False, column_encoding={"n": "DELTA_BINARY_PACKED"})


def _one_page() -> bytes:
    return _parquet({"q": pa.array(["\0" * 1_500_000_000])}, use_dictionary=False)


def _list() -> bytes:
    values = pa.array(np.zeros(60_000_000, np.int8))
    return _parquet({"q": pa.ListArray.from_arrays(pa.array([0, 60_000_000], pa.int32()), values)})


def _steering_parquet() -> bytes:
    header, *answers = rows()
    columns = {
        f"{name}{_STEERING}": pa.array([f"{row[number]}{_STEERING}" for row in answers])
        for number, name in enumerate(header)
    }
    return _parquet(columns)


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "styles-1.5-gib.xlsx": _styles,
    "inline-text-900-mib.xlsx": _inline,
    "shared-texts-29-million.xlsx": _shared,
    "shared-text-1-mib-2000-times.xlsx": _shared_long,
    "unique-count.xlsx": _unique_count,
    "second-workbook.xlsx": _second_workbook,
    "two-ids-17-billion-cells.xlsx": _two_ids(b"XFD"),
    "two-ids-28-million-cells.xlsx": _two_ids(b"AA"),
    "sheets-3000-of-one-part.xlsx": _many_sheets,
    "rows-90-million.xlsx": _rows_without_end,
    "depth-20-million.xlsx": _deep_xlsx,
    "sheet-name.xlsx": _steering_xlsx,
    "repeated-20-million.ods": _ods(_repeats(10_000, 1_999), 1),
    "repeated-rows.ods": _ods(_repeats(1_048_576, 19), 1),
    "repeated-below-the-limit.ods": _ods(_repeats(9_900, 2_000), 1),
    "blank-cells.ods": _ods(b"<table:table-row><table:table-cell/></table:table-row>", 9_000_000),
    "depth-7-million.ods": _ods_cell(b"<a>", 7_000_000),
    "pieces-5-million.ods": _ods_cell(b"<x>b</x>", 5_000_000),
    "references-9-million.ods": _ods_cell(b"&#97;", 9_000_000),
    "spaces.ods": _ods_cell(b'<text:s text:c="999"/>', 5_000_000),
    "comments-900-mib.ods": _ods_cell(b"<!-- a -->", 90_000_000),
    "sheet-name.ods": _steering_ods,
    "sheet-name.xls": _steering_xls,
    "one-long-text.parquet": _one_long_text,
    "repeating-text.parquet": _repeating_text,
    "rows-19-million.parquet": _constant(19_000_000, 1),
    "rows-1-million.parquet": _constant(1_000_000, 18),
    "rows-6-million.parquet": _constant(6_000_000, 6),
    "counting-19-million.parquet": _counting,
    "page-1.5-gb.parquet": _one_page,
    "list-60-million.parquet": _list,
    "headers-and-answers.parquet": _steering_parquet,
    "rows-20-million.csv": lambda: b"a,b\n" + b"1\n" * 20_000_000,
    "one-line.csv": lambda: b"a" * (20 << 20),
    "commas.csv": lambda: b"," * (15 << 20),
    "quotes.csv": lambda: b'"' * (15 << 20) + b"\n",
    "depth-10000.toml": lambda: b"a = " + b"[" * 10_000 + b"]" * 10_000,
    "digits-1-million.toml": lambda: b"[answers]\na = " + b"9" * 1_000_000,
    "hexadecimal.toml": lambda: b"[answers]\na = 0x" + b"f" * 900_000,
    "names-in-names.toml": lambda: b"[answers]\n" + b"a." * 400_000 + b"a = 1",
    "tables-in-tables.toml": lambda: b"a = " + b"{a = " * 5_000 + b"1" + b"}" * 5_000,
    "long.toml": lambda: b"# a\n" * 30_000_000,
}
"""What makes each, by the name of the file."""


def write_bombs(folder: Path, ending: str = "") -> Iterator[Path]:
    """Write each in turn, those with this ending only; it is gone when the next one comes."""
    for name, make in BOMBS.items():
        if name.endswith(ending):
            path = folder / name
            path.write_bytes(make())
            yield path
            path.unlink(missing_ok=True)
