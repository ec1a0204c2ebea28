"""What is printed: pages that say something, and no other.

LibreOffice knows no print area that is a formula, so the formula is computed in a cell, as Excel
computes it when it prints; and it prints sheets that are hidden, which Excel does not.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
import xlwings

from filled_template import fill, survey_cells
from kano_xl.languages import LANGUAGES
from kano_xl.writers.template.places import LIVE, RESPONSES, title
from make_templates import template_of

KEYS = ("features", "responses", "live")


def areas(template: Path) -> dict[str, str]:
    """The formulas of print areas by the titles of their sheets."""
    with zipfile.ZipFile(template) as archive:
        book = archive.read("xl/workbook.xml").decode()
    found = re.findall(r'"_xlnm.Print_Area"[^>]*>([^<]*INDEX[^<]*)<', book)
    plain = [each.replace("&lt;", "<").replace("&gt;", ">") for each in found]
    return {each.split("!")[0].strip("'"): each for each in plain}


def settled(book: xlwings.Book, template: Path) -> dict[str, str]:
    """Give each sheet the print area that its formula means now; the addresses by key."""
    scratch = book.sheets.add("Scratch", after=book.sheets[0])
    for sheet in book.sheets:
        if not sheet.visible:
            sheet.page_setup.print_area = "$XX$2000"
    for name, formula in areas(template).items():
        first, index = formula.split(":", 1)
        scratch["A1"].formula = f"=ROW({index})"
        scratch["A2"].formula = f"=COLUMN({index})"
        row, column = (int(scratch[cell].value) for cell in ("A1", "A2"))
        last = book.sheets[name].range((row, column)).address
        book.sheets[name].page_setup.print_area = f"{first.rpartition('!')[2]}:{last}"
    scratch.delete()
    return {name: book.sheets[name].page_setup.print_area for name in areas(template)}


def printed(book: xlwings.Book, path: Path) -> list[str]:
    book.impl.to_pdf(str(path), "standard")
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("features", "people", "ends"),
    [
        (0, 0, ("F6", "C4", "T38")),
        (3, 60, ("F9", "I64", "T42")),
        (40, 5, ("F46", "CE9", "T79")),
    ],
)
def test_print_areas_end_with_the_last_feature_and_the_last_answer(
    language: str,
    features: int,
    people: int,
    ends: tuple[str, str, str],
    excel: xlwings.App,
    tmp_path: Path,
) -> None:
    names = [f"Feature {number}" for number in range(features)]
    cells = survey_cells(language, names, [[1, 5] * features] * people)
    book = excel.books.open(fill(template_of(language), tmp_path / "filled.xlsx", cells))
    try:
        found = settled(book, template_of(language))
        begins = ("A1", "A4", "A1")
        for key, begin, end in zip(KEYS, begins, ends, strict=True):
            area = found[title(language, key)].replace("$", "")
            assert area == (end if begin == end else f"{begin}:{end}")
    finally:
        book.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_printed_that_holds_a_title_alone(
    language: str, excel: xlwings.App, tmp_path: Path
) -> None:
    names = ["Alpha", "Beta", "Gamma"]
    cells = survey_cells(language, names, [[1, 5, 3, 5, 1, 3]] * 60)
    book = excel.books.open(fill(template_of(language), tmp_path / "filled.xlsx", cells))
    try:
        settled(book, template_of(language))
        pages = printed(book, tmp_path / "printed.pdf")
    finally:
        book.close()
    # Start, Features, two of Responses, two of the Settings, the live map
    # and the live table.
    assert len(pages) == 8
    for page in pages[1:4]:
        assert all(name in page for name in names)
    assert all(name in pages[-1] for name in names)
    for page in pages[2:4]:
        assert page.count("5") >= 2, "no answers"
    assert all(len(page) > 40 for page in (*pages[:2], *pages[4:]))


def test_an_answer_without_a_feature_is_printed_too(excel: xlwings.App, tmp_path: Path) -> None:
    cells = survey_cells("en", ["Alpha"], [[1, 5]] * 3)
    cells[title("en", "responses")]["L9"] = 4
    book = excel.books.open(fill(template_of("en"), tmp_path / "filled.xlsx", cells))
    try:
        found = settled(book, template_of("en"))
        # Both columns of the feature say above it that its name is lacking.
        assert found[title("en", "responses")] == "$A$4:$M$9"
    finally:
        book.close()


def test_the_areas_are_those_of_the_places() -> None:
    first = RESPONSES.at(0).cells
    assert areas(template_of("en"))["Responses"].startswith(f"'Responses'!{first}:INDEX(")
    assert f"$T${LIVE.row + LIVE.height}" in areas(template_of("en"))["Live"]
