"""Healthy files, one of each kind that is read, to be damaged."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

import pandas as pd
import xlsxwriter
import xlwt

from tests.fuzz.packing import Packed, ods_content, packed, sheet_xml

WORDS = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")
FEATURES = ("Chat", "Alerts", "Night mode")
PEOPLE = 12

MAPPING = """layout = "columns"
header_row = 1

[[feature]]
name = "Chat"
functional = { column = "B", header = "Chat [F]" }
dysfunctional = { column = "C", header = "Chat [D]" }

[answers]
"I like it" = 1
"I dislike it" = "dislike"

[answers.functional]
"I am neutral" = 3
"""


def rows() -> list[list[str]]:
    """A survey: the time, both questions of each feature, a remark."""
    random_ = random.Random(1)
    header = ["Time", *(f"{name} [{side}]" for name in FEATURES for side in "FD"), "Remark"]
    answers = [
        [f"2024-01-{number + 1:02}", *random_.choices(WORDS, k=2 * len(FEATURES)), "äöü 好"]
        for number in range(PEOPLE)
    ]
    return [header, *answers]


def _text(mark: str, encoding: str = "utf-8") -> bytes:
    lines = (mark.join(f'"{cell}"' for cell in row) for row in rows())
    return "\r\n".join(lines).encode(encoding, "replace")


def _xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Answers")
        for number, row in enumerate(rows()):
            sheet.write_row(number, 0, row)
        sheet.write_datetime(1, 0, pd.Timestamp(2024, 1, 1).to_pydatetime())
        sheet.write_rich_string(2, 7, "a", book.add_format({"bold": True}), "b", "c")
        sheet.write_formula(3, 7, "=1/0", None, "#DIV/0!")
        sheet.write_boolean(4, 7, True)
        sheet.autofilter(0, 0, PEOPLE, 7)
        sheet.set_row(5, None, None, {"hidden": True})
        book.add_worksheet("Notes").write(0, 0, 1.5)
    return target.getvalue()


def _inline() -> bytes:
    """A workbook as web exports make it: the texts in their cells, and macros by its type."""
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return packed(
        Packed.xlsx(_xlsx())
        .replaced("xl/worksheets/sheet1.xml", sheet_xml(rows()))
        .edited(
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            main.encode(),
        )
    )


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Answers")
    for number, row in enumerate(rows()):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    sheet.write(1, 8, xlwt.Formula("1+2"))
    sheet.row(2).set_cell_error(8, 42)
    book.add_sheet("Notes").write(0, 0, pd.Timestamp(2024, 1, 1).to_pydatetime())
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _ods() -> bytes:
    return packed(Packed.ods(ods_content(rows())))


def _parquet() -> bytes:
    header, *answers = rows()
    frame = pd.DataFrame(answers, columns=header)
    frame["Moment"] = pd.Timestamp(2024, 1, 1, 2, 3, 4)
    frame["Number"] = range(PEOPLE)
    target = io.BytesIO()
    frame.to_parquet(target, row_group_size=5)
    return target.getvalue()


SEEDS: Mapping[str, Callable[[], bytes]] = {
    "xlsx": _xlsx,
    "xlsm": _inline,
    "ods": _ods,
    "xls": _xls,
    "csv": lambda: _text(","),
    "tsv": lambda: _text("\t", "utf-16"),
    "txt": lambda: _text(";", "gb18030"),
    "parquet": _parquet,
    "toml": MAPPING.encode,
}
"""By the ending of the name; the last is a mapping file, used on the .csv."""
