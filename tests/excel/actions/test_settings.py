"""Settings read from a workbook, and the button that goes to them or adds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from kano_xl import names
from kano_xl.errors import SettingsError
from kano_xl.excel.actions.settings import read_settings, settings
from kano_xl.excel.book.named import named_cells
from kano_xl.settings import Settings
from kano_xl.writers.template.workbook import write_settings_workbook


@pytest.fixture
def opened(excel: xlwings.App, tmp_path: Path) -> Iterator[Callable[[str], xlwings.Book]]:
    """A function that opens a workbook with the settings sheet of a language, or without one."""
    books: list[xlwings.Book] = []

    def make(language: str) -> xlwings.Book:
        if language:
            path = tmp_path / f"{len(books)}.xlsx"
            write_settings_workbook(path, language)
            books.append(excel.books.open(str(path)))
        else:
            books.append(excel.books.add())
        return books[-1]

    yield make
    for book in books:
        book.close()


def choose(book: xlwings.Book, name: str, choice: object) -> str:
    """Make a choice in the sheet, as a user would; its address."""
    cell = named_cells(book, name)[name]
    if isinstance(cell.formula, str) and cell.formula.startswith("="):
        cell = cell.offset(0, -1)
    cell.value = choice
    return str(cell.address).replace("$", "")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_an_untouched_sheet_means_the_usual_settings(
    opened: Callable[[str], xlwings.Book], language: str
) -> None:
    assert read_settings(opened(language), "en") == Settings(language=language, scores=True)


def test_a_workbook_without_settings_has_the_usual_ones(
    opened: Callable[[str], xlwings.Book],
) -> None:
    assert read_settings(opened(""), "zh-Hans") == Settings(language="zh-Hans", scores=True)


def test_every_choice_is_read(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    for name, choice in {
        names.TABLE: "pouliot",
        names.RULE: "moai",
        names.TIE_GAP: 0.1,
        names.CODES: "like=5",
        names.CONFIDENCE: "'９０ %",
        names.LANGUAGE: "zh-Hans",
        names.EXCLUDE + "duplicates": "yes",
        names.EXCLUDE + "straight_lining": "No",
        names.EXCLUDE + "questionable": "yes",
    }.items():
        choose(book, name, choice)
    expected = Settings(
        table="pouliot",
        rule="moai",
        tie_gap=0.1,
        codes="like=5",
        confidence=0.9,
        language="zh-Hans",
        exclude=("duplicates", "questionable"),
        scores=True,
    )
    assert read_settings(book, "en") == expected


def test_words_of_the_lists_are_read_and_empty_cells_are_not_chosen(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("zh-Hans")
    choose(book, names.RULE, "CQM 规则")
    choose(book, names.CONFIDENCE, None)
    choose(book, names.TABLE, None)
    found = read_settings(book, "en")
    assert (found.rule, found.confidence, found.table) == ("cqm", 0.95, "standard")


def test_an_own_table_is_read_with_its_letters(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    choose(book, names.TABLE, "own")
    own = named_cells(book, names.OWN_TABLE)[names.OWN_TABLE]
    own[2, 2].value = " q"
    assert read_settings(book, "en").table == ("QAAAO", "RIIIM", "RIQIM", "RIIIM", "RRRRQ")


def test_what_is_not_possible_is_refused_with_the_cell_to_correct(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    for name, choice, usual, code in (
        (names.TABLE, "=1/0", "standard", "not_a_choice"),
        (names.TABLE, "best", "standard", "not_a_choice"),
        (names.RULE, "average", "mode", "not_a_choice"),
        (names.CODES, 7, "like=1", "not_a_choice"),
        (names.LANGUAGE, "fr", "en", "not_a_choice"),
        (names.TIE_GAP, 2, 0.05, "tie_gap_range"),
        (names.TIE_GAP, "much", 0.05, "tie_gap_range"),
        (names.CONFIDENCE, 95, 0.95, "confidence_range"),
        (names.CONFIDENCE, "=1/0", 0.95, "confidence_range"),
        (names.EXCLUDE + "questionable", "perhaps", "no", "not_a_choice"),
    ):
        address = choose(book, name, choice)
        with pytest.raises(SettingsError) as error:
            read_settings(book, "en")
        place = f"'Settings'!{address}"
        assert (error.value.code, str(error.value.place)) == (code, place), name
        book.sheets["Settings"][address].value = usual
    assert read_settings(book, "en") == Settings(scores=True)


def test_an_own_table_that_is_none_is_refused(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    choose(book, names.TABLE, "own")
    own = named_cells(book, names.OWN_TABLE)[names.OWN_TABLE]
    own[0, 0].value = None
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert error.value.code == "table_shape"
    assert error.value.place.cell == str(own[0, 0].address).replace("$", "")


def test_settings_follow_their_sheet_when_it_is_renamed(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    choose(book, names.RULE, "cqm")
    book.sheets["Settings"].name = "Jo's 设置"
    assert read_settings(book, "en").rule == "cqm"


def test_the_button_goes_to_the_sheet(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    book.sheets.add("Mine")
    book.sheets["Settings"].visible = False
    assert settings(book, (), "en").kind == "done"
    assert book.sheets.active.name == "Settings"
    assert book.sheets["Settings"].visible


def test_the_button_asks_and_adds_the_sheet(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("")
    mine = [sheet.name for sheet in book.sheets]
    question = settings(book, (), "zh-Hans")
    assert (question.kind, question.code) == ("ask", "settings")
    assert [sheet.name for sheet in book.sheets] == mine
    assert settings(book, ("settings",), "zh-Hans").kind == "done"
    assert [sheet.name for sheet in book.sheets] == [*mine, "设置"]
    choose(book, names.RULE, "moai")
    assert read_settings(book, "en") == Settings(language="zh-Hans", rule="moai", scores=True)


def test_a_deleted_sheet_counts_no_more_and_can_be_added_again(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    choose(book, names.RULE, "cqm")
    book.sheets.add("Mine")
    book.sheets["Settings"].delete()
    assert read_settings(book, "en").rule == "mode"
    settings(book, ("settings",), "en")
    choose(book, names.RULE, "moai")
    assert read_settings(book, "en").rule == "moai"
