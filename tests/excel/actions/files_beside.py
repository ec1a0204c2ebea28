"""Exports of a survey beside the open workbook, and the workbook itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlwings


def export(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str]) -> Path:
    """Write an export of a survey, a row for each respondent."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def opened(
    excel: xlwings.App, rows: Sequence[Sequence[object]], header: Sequence[str]
) -> Iterator[xlwings.Book]:
    """A new workbook with a survey; in the end every workbook is closed."""
    book = excel.books.add()
    book.sheets.active["A1"].value = [list(header), *map(list, rows)]
    yield book
    for each in list(excel.books):
        each.close()
