"""Excel refuses in the middle of the work: all is put back, or it is said that it is not."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
import xlwings

from kano_xl.errors import OutputError
from kano_xl.excel.formulas.blocks import notation, read_cells, runs
from kano_xl.excel.formulas.changes import all_or_nothing
from kano_xl.report.build import report_for_workbook
from kano_xl.report.report import Report
from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.undoing import take_back
from libreoffice.engine import OfficeError
from libreoffice.failing import failing
from sample_reports import WRITTEN, analysis_of, mixed_counts, survey_of
from workbook_listing import everything

POINTS = 6
"""At so many points of a run, evenly apart, something fails."""

HARMLESS = "set_print_areas"
"""A change that may fail, as it does in an Excel without a printer: the run goes on."""


def report_with(features: int) -> Report:
    survey = survey_of(mixed_counts(features))
    return report_for_workbook(survey, analysis_of(survey, "en"), WRITTEN)


def write(book: xlwings.Book, features: int) -> None:
    with undisturbed(book):
        write_into(book, report_with(features))


def from_change(first: int, last: int) -> Callable[[str, int], bool]:
    """Refuses the changes from one to another, counted over all kinds but `HARMLESS`, from 1."""
    counter = itertools.count(1)
    return lambda name, nth: name != HARMLESS and first <= next(counter) <= last


def assert_put_back(book: xlwings.Book, features: int, total: int) -> None:
    """Let one change after the other fail, and see the workbook put back each time."""
    before = everything(book)
    for nth in range(1, total + 1, max(1, total // POINTS)):
        with pytest.MonkeyPatch.context() as patch:
            failing(patch, from_change(nth, nth))
            with pytest.raises((OfficeError, OutputError)) as refused:
                write(book, features)
        told = getattr(refused.value, "code", "")
        assert told in ("", "addin_not_reached", "open_cannot_add", "open_sheet_protected")
        after = everything(book)
        for part in before:
            assert after[part] == before[part], (nth, part)


def changes(book: xlwings.Book, features: int) -> int:
    """How many changes it takes to write a report."""
    with pytest.MonkeyPatch.context() as patch:
        counted = failing(patch, lambda name, nth: False)
        write(book, features)
    return counted.total() - counted[HARMLESS]


def test_a_first_run_is_taken_back_wherever_it_fails(
    book: xlwings.Book, excel: xlwings.App
) -> None:
    total = changes(excel.books.add(), 2)
    assert total > POINTS
    assert_put_back(book, 2, total)


def test_a_later_run_is_taken_back_wherever_it_fails(book: xlwings.Book) -> None:
    write(book, 3)
    write(book, 2)
    total = changes(book, 4)
    write(book, 3)
    write(book, 2)
    assert_put_back(book, 4, total)


@pytest.mark.parametrize("later", [False, True])
def test_what_cannot_be_taken_back_is_said(
    later: bool, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    if later:
        write(book, 2)
    total = changes(book, 4) if later else 0
    sheets = len(book.sheets)
    failing(monkeypatch, from_change(total * 2 // 3 or 5, 10_000))
    with pytest.raises(OutputError) as refused:
        write(book, 2 if later else 4)
    monkeypatch.undo()
    assert refused.value.code == "half_changed"
    assert isinstance(refused.value.__cause__, OfficeError)
    assert later or len(book.sheets) > sheets
    for language, words in zip(
        ("en", "zh-Hans"), ("close it without saving", "不要保存"), strict=True
    ):
        assert words in refused.value.message(language)
    assert len(book.app.books) == 1


def test_every_step_back_is_taken_although_one_fails() -> None:
    taken: list[str] = []

    def fail() -> None:
        raise OSError("gone")

    fault = ValueError("first")
    take_back([lambda: taken.append("a")], fault)
    with pytest.raises(OutputError) as refused:
        take_back([lambda: taken.append("b"), fail, lambda: taken.append("c")], fault)
    assert taken == ["a", "b", "c"]
    assert (refused.value.code, refused.value.__cause__) == ("half_changed", fault)


def test_formulas_that_cannot_be_put_back_are_told(book: xlwings.Book) -> None:
    sheet = book.sheets["Mine"]
    sheet["D1:D3"].formula = [["=SUM(B1:B2)"], ["=B1"], ["=B2"]]
    way = notation(book)

    def freeze() -> None:
        cells = read_cells(sheet, way)
        (block,) = runs(cells, {(row, 3) for row in range(3)})
        with all_or_nothing(book, way) as made:
            made.write_values(cells, block, [[1.0], [2.0], [3.0]])
            sheet["A1"].value = "the last straw"

    before = everything(book)
    for first, last, code in ((1, 1, ""), (2, 2, ""), (2, 99, "half_changed")):
        with pytest.MonkeyPatch.context() as patch:
            failing(patch, from_change(first, last))
            with pytest.raises((OfficeError, OutputError)) as refused:
                freeze()
        assert getattr(refused.value, "code", "") == code
        assert (everything(book) == before) is (code == "")
