"""A way to break the Excel for each check of the self-test, so that this check alone fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from excel.self_test.standing_in import Standing
from kano_xl.excel.actions import analysing
from kano_xl.excel.reply import Reply
from kano_xl.writers.template.places import LIVE, title
from libreoffice import engine

DONE = Reply("done")
COPY = engine.COPY_SHEETS


def after(action: str, act: Callable[[xlwings.Book], object]) -> Callable[..., None]:
    """Something that happens after each click on a button."""

    def happened(clicked: str, book: xlwings.Book) -> None:
        if clicked == action:
            act(book)

    return lambda excel, monkeypatch: setattr(excel, "after", happened)


def without(action: str, number: int = 1) -> Callable[..., None]:
    """One of the clicks on a button does nothing and says that it did."""

    def put(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
        clicks: list[str] = []

        def clicked(what: str, book: xlwings.Book, agreed: tuple[str, ...]) -> Reply | None:
            clicks.append(what)
            is_meant = what == action and clicks.count(action) == number
            return DONE if is_meant else None

        excel.clicked = clicked

    return put


def with_answer(name: str, value: object) -> Callable[..., None]:
    """A function gives something else."""
    return lambda excel, monkeypatch: excel.answers.update({name: value})


def with_attribute(name: str, value: object) -> Callable[..., None]:
    """Excel behaves in another way."""
    return lambda excel, monkeypatch: setattr(excel, name, value)


def texts_for_errors(where: str) -> Callable[..., None]:
    """Errors are texts within a function of Excel, or in a block of KANO_ formulas."""
    return lambda excel, monkeypatch: excel.texts_for_errors.add(where)


def copies_without_names(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = excel.app.impl.macros[COPY]

    def copied(path: str, name: str) -> str:
        told = str(copy(path, name))
        for each in list(excel.app.books[name].names):
            each.delete()
        return told

    monkeypatch.setitem(excel.app.impl.macros, COPY, copied)


def analyses_otherwise(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    read = analysing.read_settings

    def other(book: xlwings.Book, language: str) -> Any:
        return replace(read(book, language), confidence=0.9)

    monkeypatch.setattr(analysing, "read_settings", other)


def shrink_a_table(book: xlwings.Book) -> None:
    table = next(
        each for sheet in book.sheets for each in sheet.tables if each.name == "Kano_Scores"
    )
    table.resize(table.range.resize(table.range.shape[0] - 1))


def links_to_a_file(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    formulas = excel.formulas

    def shown(cells: engine.Range) -> Any:
        found = formulas(cells)
        if cells.sheet.name != "Method" or not isinstance(found, tuple):
            return found
        return ((*found[0][:-1], "=[other.xlsx]Sheet1!A1"), *found[1:])

    monkeypatch.setattr(engine.Range, "formula2", property(shown, excel.write))


def charts_of_a_file(series: SimpleNamespace) -> SimpleNamespace:
    series.api.Formula = series.api.Formula.replace("(,", "(,[other.xlsx]")
    return series


def without_labels(series: SimpleNamespace) -> SimpleNamespace:
    series.api.HasDataLabels = False
    return series


def empties_the_clipboard(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    after("analyse", lambda book: setattr(excel, "clipboard", ""))(excel, monkeypatch)


def leaves_alerts_off(book: xlwings.Book) -> None:
    book.app.display_alerts = not book.app.display_alerts


def clear_the_note(book: xlwings.Book) -> None:
    sheet = book.sheets["Coefficients"]
    cells, ours = sheet.used_range, sheet.tables["Kano_Coefficients"].range.last_cell.column
    if cells.last_cell.column > ours:
        sheet.range((1, ours + 1), (cells.last_cell.row, cells.last_cell.column)).clear_contents()


def leave_a_name(book: xlwings.Book) -> None:
    book.names.add("Kano_Left", f"='{book.sheets[0].name}'!$A$1")


def write_a_number(book: xlwings.Book) -> None:
    book.sheets["Formulas"]["C1"].value = 0.1


def opens_with_a_number_on_live(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = engine.Books.open

    def broken(self: engine.Books, name: str, *more: object) -> engine.Book:
        book = opened(self, name, *more)
        live = title("en", "live")
        if live in [sheet.name for sheet in book.sheets]:
            book.sheets(live).range(LIVE.at(0, 3).cells).raw_value = 9
        return book

    monkeypatch.setattr(engine.Books, "open", broken)


def closes_nothing(excel: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.Book, "close", lambda book: None)


FAULTS: dict[str, Callable[[Standing, pytest.MonkeyPatch], object]] = {
    "version": with_answer("kano_version", "0.0"),
    "values": with_answer("kano_total", 0.1),
    "spills": with_answer("kano_score", ((2.5, 1.0),)),
    "errors": texts_for_errors("ERROR.TYPE"),
    "errors_inside": texts_for_errors(""),
    "iferror": texts_for_errors("IFERROR"),
    "whole_columns": with_attribute("cropping", False),
    "recalculated": with_attribute("recalculating", False),
    "two_workbooks": with_attribute("starting", 1),
    "wizard": with_attribute("help_state", "error 1004"),
    "copies": copies_without_names,
    "analysed": without("analyse"),
    "results": analyses_otherwise,
    "tables": after("analyse", shrink_a_table),
    "names": links_to_a_file,
    "charts": with_attribute("drawn", charts_of_a_file),
    "labels": with_attribute("drawn", without_labels),
    "clipboard": empties_the_clipboard,
    "state": after("analyse", leaves_alerts_off),
    "added": without("add_workbooks", 2),
    "compared": without("compare_earlier"),
    "changed_answer": without("analyse", 2),
    "fewer_features": without("analyse", 3),
    "own_things": after("analyse", clear_the_note),
    "removed": after("remove", leave_a_name),
    "frozen": after("freeze", write_a_number),
    "portable": without("portable"),
    "repaired": without("repair"),
    "live": opens_with_a_number_on_live,
    "kano_names": with_answer("kano_better by name", 0.1),
    "restored": closes_nothing,
}
"""By check: what is broken."""
