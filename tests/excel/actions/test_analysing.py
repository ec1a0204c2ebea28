"""The ribbon's Analyse on real workbooks, by the real code in a real spreadsheet program."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwings

from filled_template import survey_cells
from kano_xl import names
from kano_xl.analysing import analyse as analyse_survey
from kano_xl.errors import InputError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.ranges import as_sheet
from kano_xl.excel.book.reading import find_source
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import UNDO, run
from kano_xl.languages import LANGUAGES, catalogue, text
from kano_xl.survey import choosing
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.columns import ColumnsLayout
from kano_xl.survey.reading import read
from kano_xl.writers.template.workbook import write_template
from libreoffice.engine import Range, Sheet, Sheets
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

ENGLISH = (LIKE, MUST, NEUTRAL, LIVE, DISLIKE)
HEADER = ["ID", "Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]"]
PEOPLE = [
    [1, LIKE, DISLIKE, LIKE, NEUTRAL],
    [2, NEUTRAL, DISLIKE, LIKE, NEUTRAL],
    [3, NEUTRAL, DISLIKE, NEUTRAL, NEUTRAL],
    [4, LIKE, DISLIKE, LIKE, LIVE],
    [5, MUST, DISLIKE, LIKE, MUST],
]
SURVEY = [HEADER, *PEOPLE]


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    book = excel.books.add()
    yield book
    for each in list(excel.books):
        each.close()


def put(book: xlwings.Book, rows: Sequence[Sequence[object]], at: str = "A1") -> xlwings.Sheet:
    sheet = book.sheets.active
    sheet[at].value = rows
    return sheet


def categories(book: xlwings.Book, title: str = "Categories") -> dict[str, str]:
    """Feature → category, as the sheet of categories shows them."""
    table = next(iter(book.sheets[title].tables))
    header, *rows = table.range.value
    feature, category = header.index("Feature"), header.index("Category")
    return {row[feature]: row[category] for row in rows}


def test_the_active_sheet_is_analysed(book: xlwings.Book) -> None:
    put(book, SURVEY)
    reply = analyse(book, (), "en")
    assert reply.kind == "done"
    assert "2 features were analysed" in reply.text
    assert "“Summary”" in reply.text
    assert book.sheets.active.name == "Summary"
    assert book.app.status_bar is False
    assert categories(book) == {"Chat": "must-be", "Alerts": "attractive"}
    assert book.sheets[0]["A1:E6"].value == SURVEY


def test_who_looks_at_the_results_analyses_again_without_a_question(book: xlwings.Book) -> None:
    sheet = put(book, SURVEY)
    analyse(book, (), "en")
    sheet["D2:D6"].value = [[NEUTRAL]] * 5
    assert analyse(book, (), "en").kind == "done"
    assert categories(book) == {"Chat": "must-be", "Alerts": "indifferent"}


def test_a_survey_anywhere_on_its_sheet_has_the_right_addresses(book: xlwings.Book) -> None:
    rows = [row[:] for row in [*SURVEY, *SURVEY[1:] * 5]]
    rows[3][2] = "whatever it is"
    put(book, rows, "B3")
    reply = analyse(book, (), "en")
    assert "remark" in reply.text
    check = book.sheets["Data check"]
    places = [row[1] for row in next(iter(check.tables)).range.value]
    assert "D6" in places
    formulas = [row[1] for row in next(iter(check.tables)).range.formula]
    assert any(str(formula).startswith("=HYPERLINK(\"#'Sheet1'!D6\"") for formula in formulas)


def test_data_checks_speak_of_excel_not_of_the_command_line(book: xlwings.Book) -> None:
    put(book, [*SURVEY, PEOPLE[0]])
    analyse(book, (), "en")
    rows = next(iter(book.sheets["Data check"].tables)).range.value
    assert any("repeats an earlier one" in row[2] for row in rows)
    assert any("“Leave out duplicates”" in row[3] for row in rows)
    assert not any("--" in str(cell) for row in rows for cell in row)


def test_selected_cells_go_before_their_sheet(book: xlwings.Book) -> None:
    sheet = put(book, SURVEY)
    sheet["A1:C6"].select()
    analyse(book, (), "en")
    assert categories(book) == {"Chat": "must-be"}


def test_whole_columns_may_be_selected(book: xlwings.Book) -> None:
    sheet = put(book, SURVEY)
    sheet["B1:C1048576"].select()
    assert find_source(book, Instructions()).found.sheet.rows == [
        [None, *row[1:3]] for row in SURVEY
    ]


def test_a_selection_that_is_no_survey_is_asked_about(book: xlwings.Book) -> None:
    sheet = put(book, SURVEY)
    sheet["D4:E5"].select()
    reply = analyse(book, (), "en")
    assert (reply.kind, reply.code) == ("ask", "selection")
    assert len(book.sheets) == 1
    assert analyse(book, ("selection",), "en").kind == "done"
    assert sheet.book.sheets["Categories"]["A1"].value


def test_several_selected_blocks_are_asked_about(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(book, SURVEY)["A1:C6"].select()
    monkeypatch.setattr(Range, "address", "$A$1:$A$6,$D$1:$E$6")
    assert find_source(book, Instructions()).doubt == "selection"


def test_the_table_around_the_active_cell_is_the_survey(book: xlwings.Book) -> None:
    sheet = put(book, SURVEY, "C4")
    sheet["A1"].value = "Form answers, exported yesterday"
    sheet.tables.add(sheet["C4:G9"], name="Answers")
    sheet["D6"].select()
    assert find_source(book, Instructions()).found.sheet.rows[3] == [None, None, *HEADER]
    assert find_source(book, Instructions()).found.sheet.rows[0] == [None] * 7


def test_a_survey_on_another_sheet_is_asked_about(book: xlwings.Book) -> None:
    put(book, SURVEY).name = "Answers"
    book.sheets.add("Notes")["A1"].value = "call them"
    reply = analyse(book, (), "zh-Hans")
    assert (reply.kind, reply.code) == ("ask", "sheet")
    assert "“Answers”" in reply.text
    assert analyse(book, {"sheet"}, "zh-Hans").kind == "done"


def test_who_looks_at_a_chart_sheet_is_asked(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(book, SURVEY)

    class ChartSheet:
        name = "Chart1"

    monkeypatch.setattr(Sheets, "active", property(lambda sheets: ChartSheet()))
    source = find_source(book, Instructions())
    assert (source.found.sheet.name, source.doubt) == ("Sheet1", "sheet")


def test_results_that_the_user_has_hidden_stay_hidden(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(book, SURVEY)
    analyse(book, (), "en")
    book.sheets["Sheet1"].activate()
    book.sheets["Summary"].visible = False

    def activate(sheet: Sheet) -> None:
        assert sheet.visible, "Excel activates no hidden sheet"

    monkeypatch.setattr(Sheet, "activate", activate)
    assert analyse(book, (), "en").kind == "done"
    assert not book.sheets["Summary"].visible


def test_several_surveys_are_named(book: xlwings.Book) -> None:
    for name in ("North", "South"):
        put(book, SURVEY).name = name
        book.sheets.add()
    with pytest.raises(InputError) as refused:
        analyse(book, (), "en")
    assert refused.value.code == "open_several_surveys"
    assert "“North”" in str(refused.value)
    assert "“South”" in str(refused.value)


def test_of_many_surveys_three_are_named(book: xlwings.Book) -> None:
    for name in ("North", "South", "East", "West", "Centre"):
        put(book, SURVEY).name = name
        book.sheets.add()
    with pytest.raises(InputError) as refused:
        analyse(book, (), "en")
    told = str(refused.value)
    assert told.count("“") == 3
    assert "and 2 more; go to the one" in told


def test_an_empty_workbook_has_no_survey(book: xlwings.Book) -> None:
    reply = run("analyse", book, (UNDO,), "en")
    assert reply.kind == "refused"
    assert "no survey" in reply.text
    assert "file" not in reply.text
    assert len(book.sheets) == 1


def test_uncertain_pairs_are_asked_about(book: xlwings.Book) -> None:
    header = ["ID", "Chat", "Chat (2)", "Alerts", "Alerts (2)"]
    put(book, [header, *PEOPLE])
    reply = analyse(book, (), "en")
    assert (reply.kind, reply.code) == ("ask", "pairs")
    assert "“Chat” in B and C" in reply.text
    assert len(book.sheets) == 1
    assert analyse(book, (reply.code,), "en").kind == "done"


def test_cells_are_read_as_from_a_file(book: xlwings.Book) -> None:
    sheet = put(book, [["a", None, 1.5], ["=1/0", "=NA()", True], ["  ", datetime(2026, 3, 1), ""]])
    assert as_sheet(sheet["A1:C4"]).rows == [
        ["a", None, 1.5],
        ["#DIV/0!", "#N/A", True],
        [None, datetime(2026, 3, 1), None],
    ]


def test_amounts_of_money_are_numbers(book: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    as_com = property(lambda cells: ((Decimal("5"), Decimal("1.5")),))
    monkeypatch.setattr(Range, "raw_value", as_com)
    (row,) = as_sheet(book.sheets[0]["A1:B1"]).rows
    assert row == [5.0, 1.5]
    assert [type(cell) for cell in row] == [float, float]


def test_too_many_cells_are_refused(book: xlwings.Book) -> None:
    with pytest.raises(InputError) as refused:
        as_sheet(book.sheets[0]["A1:Z1048576"])
    assert refused.value.code == "too_many_cells"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_filled(language: str, excel: xlwings.App, tmp_path: Path) -> None:
    words = [*catalogue(language)["template"]["answers"].values()]
    answers = [
        [words[code] for code in (0, 4, 0, 2, 2, 2)],
        [words[code] for code in (2, 4, 0, 2, 2, 2)],
        [words[code] for code in (2, 4, 2, 2, 2, 2)],
    ]
    path = tmp_path / "template.xlsx"
    write_template(path, language)
    book = excel.books.open(path)
    try:
        for title, cells in survey_cells(language, ["甲", "乙", "丙"], answers).items():
            for at, value in cells.items():
                book.sheets[title][at].value = value
        titles = [sheet.name for sheet in book.sheets]
        reply = run("analyse", book, (UNDO,), language)
        assert reply.kind == "done", reply
        assert [sheet.name for sheet in book.sheets] == titles
        table = next(iter(book.sheets[titles[7]].tables)).range
        shown = [cell for row in table.value for cell in row]
        expected = [text(language, f"names.category.{letter}") for letter in "MAI"]
        assert [cell for cell in shown if cell in expected] == expected
        assert run("analyse", book, (UNDO,), language).kind == "done"
        assert {"Kano map", "Kano shares", "Kano scores"} <= {
            chart.name for sheet in book.sheets for chart in sheet.charts
        }
    finally:
        book.close()


def test_the_result_is_that_of_the_file(excel: xlwings.App, tmp_path: Path) -> None:
    example = Path(__file__).parents[3] / "workbook" / "examples" / "bank-app-en.xlsx"
    path = Path(shutil.copy(example, tmp_path))
    expected = analyse_survey(read([path]))
    book = excel.books.open(path)
    try:
        assert analyse(book, (), "en").kind == "done"
        header, *rows = next(iter(book.sheets["Coefficients"].tables)).range.value
        at = [header.index(title) for title in ("Feature", "Better", "Worse")]
        found = {row[at[0]]: tuple(row[each] for each in at[1:]) for row in rows}
        for feature in expected.features:
            wanted = feature.better, feature.worse
            assert found[feature.name] == pytest.approx(wanted), feature.name
    finally:
        book.close()


def test_a_mistake_of_ours_leaves_no_half_written_sheet(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    put(book, SURVEY)
    monkeypatch.setattr("kano_xl.writers.open_workbook.add_tables", None)
    reply = run("analyse", book, (UNDO,), "en")
    assert isinstance(reply, Reply)
    assert reply.kind == "bug"
    assert [sheet.name for sheet in book.sheets] == ["Sheet1"]
    assert not list(book.names)
    assert (book.app.status_bar, book.app.screen_updating) == (False, True)


def test_a_range_is_recognised_once_and_coded_once(
    book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: Counter[str] = Counter()
    recognise, code = choosing.recognise, ColumnsLayout.code

    def counting_recognise(*args: Any) -> Any:
        counted["recognised"] += 1
        return recognise(*args)

    def counting_code(*args: Any) -> Any:
        counted["coded"] += 1
        return code(*args)

    monkeypatch.setattr(choosing, "recognise", counting_recognise)
    monkeypatch.setattr(ColumnsLayout, "code", counting_code)
    put(book, SURVEY)
    assert analyse(book, (), "en").kind == "done"
    assert counted == {"recognised": 1, "coded": 1}


def test_answers_nobody_knows_are_asked_for_on_the_settings_sheet(book: xlwings.Book) -> None:
    rows = [row[:] for row in [*SURVEY, *SURVEY[1:] * 3]]
    for row in rows[1:6]:
        row[2] = "a dealbreaker"
    put(book, rows)
    asked = analyse(book, (), "en")
    assert (asked.kind, asked.code) == ("ask", "wordings")
    assert "“a dealbreaker”" in asked.text
    assert "--" not in asked.text
    listed = analyse(book, {"wordings"}, "en")
    assert listed.kind == "done"
    table = named_cells(book, names.WORDINGS)[names.WORDINGS]
    assert table[0, 0].value == "a dealbreaker"
    again = analyse(book, (), "en")
    assert (again.kind, again.code) == ("ask", "wordings")
    table[0, 1].value = text("en", "names.answer.5")
    done = analyse(book, (), "en")
    assert done.kind == "done", done.text
