"""What the button that checks the data tells."""

from __future__ import annotations

import pytest
import xlwings

from kano_xl.choices import Settings
from kano_xl.errors import COMMAND_LINE, IN_EXCEL
from kano_xl.excel.actions.checking import check, in_words
from kano_xl.excel.reply import LONGEST
from kano_xl.languages import LANGUAGES, file
from kano_xl.survey.inspecting import understand_sheet
from kano_xl.survey.sheet import Sheet

HEADER = ["ID", "Fast transfers [F]", "Fast transfers [D]", "Dark mode [F]", "Dark mode [D]"]


def told(rows: list[list[object]], language: str) -> str:
    sheet = Sheet("", "Answers", rows)  # type: ignore[arg-type]
    return in_words(understand_sheet(sheet, Settings(language=language)), language)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_sound_survey_is_told_with_its_columns(language: str) -> None:
    rows = [HEADER] + [[n, 1, n % 4 + 2, 2, n % 3 + 1] for n in range(1, 31)]
    words = told(rows, language)
    assert "“Answers”" in words
    assert "30" in words
    for name, columns in (("Fast transfers", "BC"), ("Dark mode", "DE")):
        separator = ", " if language == "en" else "、"
        assert name in words
        assert separator.join(columns) in words
    assert words.endswith({"en": "Click “Analyse”.", "zh-Hans": "请点击“分析问卷”。"}[language])


def test_a_cell_that_cannot_be_read_is_told_with_its_address() -> None:
    rows = [HEADER] + [[n, 1, n % 4 + 2, 2, n % 3 + 1] for n in range(1, 31)]
    rows[7][3] = "wat"
    words = told(rows, "en")
    assert "2 points to note:" in words
    assert "\nD8: this is not one of the known answers" in words
    # Options of a command line are of no use here.
    assert "--" not in words


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_many_problems_are_cut_to_a_message_and_counted(language: str) -> None:
    names = [f"Feature {name} with a name as long as they are" for name in "abcdefghijkl"]
    header: list[object] = ["ID", *(f"{name} [{side}]" for name in names for side in "FD")]
    rows = [header] + [[n, *[1, 1 + n % 5] * 6, *[2, 5 - n % 3] * 6] for n in range(1, 61)]
    for row in rows[1:20]:
        row[1:] = [row[0], *[1, 1, 1, 4, 5, 5, 2, 1] * 3][1:]
    words = told(rows, language)
    assert len(words) <= LONGEST
    listed = [line for line in words.splitlines() if "“Feature " in line and "%" in line]
    assert 1 < len(listed) < 12
    last = words.splitlines()[-1]
    assert {"en": "“Data check”", "zh-Hans": "“数据检查”"}[language] in last
    total = next(line for line in words.splitlines() if line.endswith((":", "：")))
    number = int("".join(filter(str.isdigit, total)))
    left = int("".join(filter(str.isdigit, last)))
    problems = words.splitlines()[words.splitlines().index(total) + 1 : -1]
    assert number == left + len(problems)


def test_the_active_sheet_is_read_with_the_settings_of_its_workbook(excel: xlwings.App) -> None:
    book = excel.books.add()
    try:
        book.sheets[0].name = "Answers"
        rows = [HEADER] + [[n, 1, n % 4 + 2, 2, n % 3 + 1] for n in range(1, 31)]
        book.sheets[0]["B3"].value = rows
        book.sheets[0]["D9"].value = "'=HYPERLINK(1)"
        before = book.sheets[0].used_range.formula
        reply = check(book, (), "en")
        after = book.sheets[0].used_range.formula
    finally:
        book.close()
    assert reply.kind == "done"
    assert "30 respondents" in reply.text
    assert "headers in row 3" in reply.text
    assert "“Fast transfers” (C, D)" in reply.text
    assert "\nD9: this is not one of the known answers" in reply.text
    assert after == before


def test_a_table_of_counts_has_no_respondents() -> None:
    rows: list[list[object]] = [
        ["Feature", "A", "O", "M", "I", "R", "Q"],
        ["Dark mode", 9, 2, 1, 3, 0, 0],
    ]
    words = told(rows, "en")
    assert "respondents" not in words
    assert "“Dark mode”" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_in_excel_is_told_of_flags_or_mapping_files(language: str) -> None:
    usual = file("en", "check")[COMMAND_LINE]
    elsewhere = {code for code, each in usual.items() if "--" in each or "mapping file" in each}
    assert {"rows_hidden", "pair_uncertain"} <= elsewhere
    told = file(language, "check")[IN_EXCEL]
    assert elsewhere <= told.keys()
    assert not [code for code, each in told.items() if "--" in each or "[answers]" in each]
