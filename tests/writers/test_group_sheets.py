"""The sheets of groups in an open workbook: they come, change and are emptied as groups do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings

from kano_xl.errors import InputError, OutputError
from kano_xl.excel.actions.removing import remove
from kano_xl.names import CELLS, RESULT
from kano_xl.report.build import empty_report
from kano_xl.report.content.groups import OF_GROUPS
from kano_xl.report.report import Report
from kano_xl.report.typesetting.placement import Placement
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.open_workbook import write_into
from kano_xl.writers.open_workbook.app import undisturbed
from kano_xl.writers.open_workbook.marks import changed_by_hand
from kano_xl.writers.open_workbook.pages import lay_out
from libreoffice.engine import Office, OfficeError
from sample_reports import WRITTEN, grouped_workbook_report
from workbook_listing import box_of, contents, everything

GROUPS, FIGURES, DATA = "Groups", "Group figures", "Group chart data"


def write(book: xlwings.Book, groups: int, **choices: object) -> tuple[str, ...]:
    with undisturbed(book):
        return write_into(book, grouped_workbook_report(groups, **choices))


def seen(book: xlwings.Book) -> set[str]:
    return {sheet.name for sheet in book.sheets if sheet.visible} & {GROUPS, FIGURES, DATA}


def tops(book: xlwings.Book) -> dict[str, float]:
    return {chart.name: box_of(chart)[1] for chart in book.sheets[GROUPS].charts}


def as_file(book: xlwings.Book, report: Report, folder: Path) -> dict[str, dict[str, object]]:
    """The cells of the sheets of groups in a new workbook."""
    path = folder / "expected.xlsx"
    sheets = tuple(sheet for sheet in report.sheets if sheet.key in OF_GROUPS)
    write_workbook(replace(report, sheets=sheets), path)
    fresh = book.app.books.open(path)
    try:
        return {sheet.name: contents(sheet) for sheet in fresh.sheets}
    finally:
        fresh.close()


def test_groups_come_change_and_go(book: xlwings.Book, tmp_path: Path) -> None:
    usual = write(book, 0)
    assert not {GROUPS, FIGURES, DATA} & set(usual)
    for groups, above in ((2, "Kano groups"), (7, "Kano group shares")):
        titles = write(book, groups)
        assert seen(book) == {GROUPS, FIGURES}
        assert changed_by_hand(book) == ()
        expected = as_file(book, grouped_workbook_report(groups), tmp_path)
        assert set(expected) == {GROUPS, FIGURES, DATA} == set(titles) - set(usual)
        for title, cells in expected.items():
            assert contents(book.sheets[title]) == cells, title
        assert min(tops(book), key=tops(book).get) == above
    table = book.sheets[FIGURES].tables["Kano_Groups"].range
    book.sheets["Mine"]["D1"].value = f"='{FIGURES}'!{table[1, 1].address}"
    book.sheets[GROUPS]["Z9"].value = "talk to Jo"
    assert write(book, 0) == usual
    assert seen(book) == set()
    assert contents(book.sheets[GROUPS])["A2"][1].startswith("There are no groups.")
    assert set(contents(book.sheets[GROUPS])) == {"A1", "A2", "Z9"}
    assert book.sheets[FIGURES].tables["Kano_Groups"].range.shape == (2, 7)
    assert CELLS + "groups" not in [name.name for name in book.names]
    assert changed_by_hand(book) == ()
    # Emptied once, they are left alone until there are groups again.
    book.sheets[FIGURES]["A2"].value = "not written again"
    write(book, 0)
    assert book.sheets[FIGURES]["A2"].value == "not written again"
    write(book, 2)
    assert seen(book) == {GROUPS, FIGURES}
    assert book.sheets["Mine"]["D1"].value == "Plan 1"
    assert book.sheets[GROUPS]["Z9"].value == "talk to Jo"


def test_a_first_analysis_has_them_where_they_belong(book: xlwings.Book) -> None:
    titles = write(book, 2, language="zh-Hans")
    assert titles.index("分组") == titles.index("Better-Worse系数") + 1
    # A sheet that the user hides stays hidden.
    book.sheets["分组"].visible = False
    write(book, 5, language="de")
    assert not book.sheets["分组"].visible
    assert contents(book.sheets["分组"])["A1"][1] == "Gruppen"
    assert remove(book, ("remove",), "en").kind == "done"
    assert [sheet.name for sheet in book.sheets] == ["Mine"]
    assert not [name.name for name in book.names if name.name.startswith((CELLS, RESULT))]


def test_what_the_user_did_to_them_is_heeded(book: xlwings.Book) -> None:
    write(book, 5)
    sheet, name = book.sheets[GROUPS], CELLS + "groups"
    cells = next(each for each in book.names if each.name == name).refers_to_range
    category = cells[1, 4].value
    cells[1, 4].value = "M 99%"
    assert changed_by_hand(book) == (GROUPS,)
    cells[1, 4].value = category
    assert changed_by_hand(book) == ()
    beside = sheet.range((cells.row + 1, cells.last_cell.column + 1))
    beside.value = "ask Jo"
    with pytest.raises(InputError) as kept:
        remove(book, ("remove",), "en")
    assert kept.value.place.cell == beside.get_address(False, False)
    before = contents(sheet)
    with pytest.raises(OutputError) as taken:
        write(book, 7)
    assert taken.value.code == "open_cell_taken"
    assert contents(sheet) == before
    book.sheets[FIGURES]["Z9"].value = "ask Jo"
    sheet.delete()
    # It comes anew, with what its charts read; a chart alone cannot.
    titles = write(book, 2)
    assert seen(book) == {GROUPS, FIGURES}
    assert book.sheets[FIGURES]["Z9"].value == "ask Jo"
    (data,) = [title for title in titles if title.startswith(DATA)]
    assert [each.name for each in book.sheets if each.name.startswith(DATA)] == [data]
    assert changed_by_hand(book) == ()
    assert min(tops(book), key=tops(book).get) == "Kano groups"
    book.sheets[data].delete()
    with pytest.raises(OutputError) as deleted:
        write(book, 2)
    assert deleted.value.code == "open_sheet_deleted"


def test_whatever_fails_leaves_the_workbook_as_it_was(book: xlwings.Book) -> None:
    write(book, 0)
    assert_put_back(book, 2, "show_sheet", 1)
    write(book, 3)
    assert_put_back(book, 0, "add_name", 3)


def assert_put_back(book: xlwings.Book, groups: int, step: str, nth: int) -> None:
    """The nth call of a kind fails, and nothing has changed."""
    before, calls = everything(book), 0
    real = Office.__getattr__

    def call(office: Office, asked: str) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += asked == step
            if asked == step and calls == nth:
                raise OfficeError("injected")
            return real(office, asked)(*arguments, **options)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "__getattr__", call)
        with pytest.raises((OfficeError, OutputError)):
            write(book, groups)
    after = everything(book)
    for part in before:
        assert after[part] == before[part], (step, part)


def test_the_header_that_pages_repeat_follows_the_table() -> None:
    def set_up(report: Report) -> SimpleNamespace:
        api = SimpleNamespace()
        placed = next(each for each in Placement(report).sheets if each.sheet.key == "groups")
        lay_out(SimpleNamespace(page_setup=SimpleNamespace(api=api)), placed)
        return api

    two, seven = (set_up(grouped_workbook_report(groups)) for groups in (2, 7))
    assert two.PrintTitleRows != seven.PrintTitleRows
    assert 10 < two.Zoom <= 100
    assert set_up(empty_report("en", WRITTEN)).PrintTitleRows == ""
