"""Judges printed workbooks without eyes.

LibreOffice prints them, recalculated, and the PDF says where every text, line and area lies. It
cannot see two equal labels on one spot, nor Excel's own layout.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pypdfium2
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import LibreOffice
from tests.looks.cells import Texts, cut_texts, lost_titles, shown_texts
from tests.looks.crowded import crowded
from tests.looks.drawn import squeezed
from tests.looks.fonts import pinned
from tests.looks.legible import illegible
from tests.looks.page import Page
from tests.looks.placed import misplaced, nearly_empty
from tests.looks.settled import asking, settled


class Finding(NamedTuple):
    """Something a reader would stumble over, wherever in the sheet it is."""

    kind: str
    sheet: str
    words: str


Findings = dict[Finding, list[int]]
"""What was found in a workbook, and the pages on which."""


class Judge:
    """LibreOffice with pinned fonts, and what is asked of its pages.

    Args:
        folder: an empty one to work in.

    Raises:
        MissingFontsError: a font is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._office = LibreOffice(folder, pinned(folder))

    def examine(self, books: Sequence[Path], stale: Sequence[Path] = ()) -> list[Findings]:
        """The findings for each workbook, in the order given; two starts serve all of them.

        Args:
            books: the workbooks.
            stale: those of them whose formulas have other values than are stored.
        """
        asked = [asking(book, self._copy("asking", index)) for index, book in enumerate(stale)]
        computed = self._office.convert(asked, "xlsx") if asked else ()
        known = dict(zip(stale, computed, strict=True))
        values = [_opened(known.get(book, book), values=True) for book in books]
        looks = [
            settled(book, each, self._copy("settled", index)) if book in known else book
            for index, (book, each) in enumerate(zip(books, values, strict=True))
        ]
        printed = self._office.convert(looks, "pdf")
        return [
            _examined(_opened(book), pages, each)
            for book, pages, each in zip(looks, printed, values, strict=True)
        ]

    def _copy(self, kind: str, index: int) -> Path:
        return self._folder / f"{kind}-{index}.xlsx"

    def crowded(self, books: Sequence[Path]) -> list[Findings]:
        """What lies over the texts of each workbook's charts, and nothing else; it is quicker."""
        return [_crowded(printed) for printed in self._office.convert(books, "pdf")]


def _crowded(printed: Path) -> Findings:
    findings: Findings = {}
    document = pypdfium2.PdfDocument(printed)
    try:
        for name, numbers in _sheets(document):
            pages = [Page(document[n], n + 1) for n in numbers]
            _note(findings, name, ((page, *one) for page in pages for one in crowded(page)))
    finally:
        document.close()
    return findings


def _examined(looks: Workbook, printed: Path, values: Workbook) -> Findings:
    document = pypdfium2.PdfDocument(printed)
    findings: Findings = {}
    try:
        for name, numbers in _sheets(document):
            if looks[name].sheet_state != "visible":
                continue  # Excel does not print it
            sheet, texts = looks[name], shown_texts(looks[name], values[name])
            charts = bool(sheet._charts)
            pages = [Page(document[n], n + 1, sheet.page_margins, charts=charts) for n in numbers]
            _note(findings, name, _found(pages, sheet, texts))
    finally:
        document.close()
    return findings


def _opened(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's about extensions it does not keep
        return openpyxl.load_workbook(path, data_only=values)


def _note(findings: Findings, sheet: str, found: Iterable[tuple[Page, str, str]]) -> None:
    for page, kind, words in found:
        on = findings.setdefault(Finding(kind, sheet, words), [])
        on += [page.number] * (page.number not in on)


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, range]]:
    """The printed sheets with the numbers of their pages from 0; bookmarks say where they begin."""
    starts = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    for (name, start), (_, end) in pairwise([*starts, ("", len(document))]):
        yield name, range(start, end)


def _found(
    pages: Sequence[Page], sheet: Worksheet, texts: Texts
) -> Iterator[tuple[Page, str, str]]:
    """What is wrong on the pages of a sheet."""
    cut = list(cut_texts(pages, texts))
    yield from ((page, "cut", words) for page, words in cut)
    yield from ((page, "no header", words) for page, words in lost_titles(pages, sheet, texts))
    told, known = "\n".join(words for _, words in cut), "\n".join(texts.values())
    for page in pages:
        for words in _cut_otherwise(page, told, known):
            yield page, "cut", words
        for check in (crowded, illegible, misplaced):
            yield from ((page, *found) for found in check(page))
        for kind, words in nearly_empty(page, first=page is pages[0]):
            yield page, kind, words


def _cut_otherwise(page: Page, told: str, known: str) -> Iterator[str]:
    """Numbers, and titles repeated on this page, of which letters are cut off."""
    for text in page.cut:
        lost = squeezed(text.lost)
        # What a cell shows nothing of here may stand on the next page.
        if lost not in told and (text.words or lost not in known):
            yield f"{text.quoted} lost “{lost}”"
