"""KANO_CHECK: what is wrong with cells, in words that say where and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kano_xl
from kano_xl.excel.functions import kano_check, kano_class, kano_table
from kano_xl.excel.functions.checking import LISTED
from kano_xl.languages import LANGUAGES, catalogue
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

NA_NUMBER = -2146826246


def lines(*rows: tuple[object, ...], language: str = "en") -> list[str]:
    found = kano_check(rows, language)
    return [str(row[0]) for row in found] if isinstance(found, tuple) else [str(found)]


def test_nothing_wrong() -> None:
    assert lines((LIKE, 5.0), (None, DISLIKE)) == [
        "All is well: 3 answers, each of them can be read."
    ]
    assert lines(("A", "魅力", "")) == ["All is well: 2 categories, each of them can be read."]
    assert lines((LIKE,), ("",), language="zh-Hans") == ["没有问题：共 1 个回答，全部可以识别。"]


def test_unknown_answers_of_a_survey_are_told_by_their_first_cell() -> None:
    header, fine = ("Chat [F]", "Chat [D]"), (LIKE, DISLIKE)
    rows = (header, (LIKE, "perhaps"), fine, (LIKE, "perhaps"), (LIKE, "perhaps"))
    (line,) = lines(*rows)
    assert line.startswith("Row 2, column 2: ")
    assert "in so many cells: 3." in line
    assert "settings" not in line
    (line,) = lines(*rows, language="zh-Hans")
    assert line.startswith("第 2 行第 2 列：")
    assert "共 3 处" in line


def test_nothing_there() -> None:
    assert lines((None, ""), ("", None)) == ["There is not one answer in this range."]
    assert lines((None,), language="zh-Hans") == ["区域中没有任何回答。"]


def test_cells_are_named_by_row_and_column() -> None:
    found = lines((LIKE, "maybe"), (NA_NUMBER, 5.0), (True, 7.0), ("Very satisfied", 1.0))
    assert [line.partition(": ")[0] for line in found] == [
        "Row 1, column 2",
        "Row 2, column 1",
        "Row 3, column 1",
        "Row 3, column 2",
        "Row 4, column 1",
    ]
    assert "“maybe” is not one of the known answers" in found[0]
    assert "the error #N/A" in found[1]
    assert "“TRUE”" in found[2]
    assert "“7”" in found[3]
    assert "how satisfied" in found[4]


def test_letters_that_are_none() -> None:
    (line,) = lines(("A",), ("X",), ("M",))
    assert line.startswith("Row 2, column 1: “X” is no category.")


def test_slips_of_the_pen_are_told() -> None:
    (line,) = lines((LIKE,), (MUST,), (NEUTRAL,), ("I lke it that way",), ("I lke it that way",))
    assert (
        line
        == "“I lke it that way” is read as “i like it that way”, 2×. Correct it if that is wrong."
    )


@pytest.mark.parametrize("cells", [(("Chat",), (LIKE,)), ((LIKE, "hm"), (5.0, 5.0))])
def test_what_is_wrong_for_the_functions_is_told(cells: tuple[tuple[object, ...], ...]) -> None:
    """Every #VALUE! of a function has its line, and there is no line without one."""
    wrong = [
        f"Row {r}, column {c}:"
        for r, row in enumerate(cells, 1)
        for c, cell in enumerate(row, 1)
        if kano_class(cell, 1.0) == "#VALUE!"
    ]
    assert [re.match("Row .*?:", line)[0] for line in lines(*cells)] == wrong


def test_long_lists_are_cut() -> None:
    found = lines(*((f"nonsense {index}",) for index in range(LISTED + 7)))
    assert len(found) == LISTED + 1
    assert found[-1] == "… and 7 more."


def test_texts_of_strangers_are_shortened_and_harmless() -> None:
    found = lines((LIKE,), ("x" * 500,), ("write to jane@example.com",), ("a\u202eb\x07",))
    assert all(len(line) < 150 for line in found)
    assert not any("jane" in line or "\u202e" in line or "\x07" in line for line in found)


TITLES = ("Submitted", "Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]")


def test_whole_survey() -> None:
    fine = (TITLES, (1.5, LIKE, DISLIKE, MUST, DISLIKE), (2.5, LIKE, LIVE, MUST, LIVE))
    (line,) = lines(*fine)
    assert line.startswith("All is well: a survey with headers, features 2, respondents 2.")
    many = [fine[1]] * 30
    first, second, *_ = lines(*fine, *many, (3.5, "hm", LIVE, MUST, DISLIKE))
    assert first.startswith("A survey with headers: features 2, respondents 33.")
    assert second.startswith("Row 34, column 2: this is not one of the known answers: it counts as")
    assert kano_table((*fine, *many, (3.5, "hm", LIVE, MUST, DISLIKE)), None, "en") != "#VALUE!"
    (asked,) = lines(*fine, (3.5, "hm", LIVE, MUST, DISLIKE))
    assert "is not one of the known answers; in so many cells: 1" in asked


def test_a_whole_row_is_meant() -> None:
    titles = (*TITLES, "Map [F]", "Map [D]")
    usual = (1.5, LIKE, DISLIKE, MUST, DISLIKE, LIKE, LIVE)
    found = lines(titles, usual, (2.5, *[LIKE] * 6))
    straight = [line for line in found if "one and the same answer" in line]
    assert len(straight) == 1
    assert straight[0].startswith("Row 3: this respondent")


def test_what_stands_nowhere_is_a_sentence_too() -> None:
    found = lines(TITLES, (1.5, LIKE, DISLIKE, MUST, None), (2.5, LIKE, LIVE, MUST, LIVE))
    assert found[1:] == [
        "Not all respondents answered both questions of 1 feature, “Alerts”: "
        "1 of 2 count as missing there. Nothing to do if few are missing."
    ]


def test_counts_alone_are_a_survey_too() -> None:
    titles = ("Feature", "A", "O", "M", "I", "R", "Q")
    (line,) = lines(titles, ("Chat", 10.0, 20.0, 5.0, 5.0, 0.0, 0.0))
    assert line.startswith("All is well: a survey with headers, features 1")
    (line,) = lines(titles, ("Chat", 10.0, "many", 5.0, 5.0, 0.0, 0.0))
    assert line.startswith("Row 2, column 3: this cell holds no count")


def test_a_title_may_be_a_number() -> None:
    titles = (*TITLES, 2026.0)
    (line,) = lines(titles, (1.5, LIKE, DISLIKE, MUST, LIVE, 7.0))
    assert line.startswith("All is well: a survey")


def test_letters_below_a_word_are_letters() -> None:
    assert len(lines(("A", "X"), ("M", "O"))) == 1
    assert [line[:16] for line in lines(("Chat",), ("M",), ("O",))] == ["Row 1, column 1:"]


def test_a_survey_that_is_refused() -> None:
    titles = ("Chat [F]", "Chat [D]", "Alerts [F]")
    (line,) = lines(titles, (LIKE, DISLIKE, MUST), (LIKE, LIVE, MUST))
    assert "has no partner" in line
    assert line.startswith("Row 1, column 3: ")
    assert kano_table((titles, (LIKE, DISLIKE, MUST)), None, "en") == "#VALUE!"


def codes_of_the_reader() -> set[str]:
    """The codes of problems in the source of the reader."""
    folder = Path(kano_xl.__file__).parent / "survey"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return set(re.findall(r'"(\w+)"', source))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_in_excel_is_told_of_the_command_line(language: str) -> None:
    """Whatever may be told of a survey has a text of its own where the usual one has options."""
    spoken = re.compile(
        r"--[a-z]|mapping file|映射文件|“Categories”|“属性分类”"
        r"|file or worksheet|文件或工作表"
    )
    own, usual = catalogue(language)["in_excel"], catalogue(language)["problems"]
    # No button and no setting of the workbook asks for these: mapping files, comparing waves.
    asked_for = ("mapping_", "json_", "waves_", "same_", "report_")
    lines = {key: words for key, words in usual.items() if not key.startswith(asked_for)}
    # What is said in English is said in every language.
    english = catalogue("en")["problems"]
    spoken_of = {key for key in lines if spoken.search(str(english[key]))}
    # The choices of a setting have other names on its sheet.
    needed = spoken_of & codes_of_the_reader()
    # Columns, groups and conditions are chosen on the settings sheet, which the advice names, and
    # an earlier wave in a dialog; a questionnaire is made of the list, and written as a file.
    elsewhere = ("column_", "groups_", "where_", "chosen_", "wave_", "waves_")
    elsewhere += ("questionnaire_", "output_")
    chosen = {key for key in own if key.startswith(elsewhere)}
    assert needed <= set(own)
    assert set(own) - chosen == needed - chosen | {"not_a_choice"}
    assert not [key for key, words in own.items() if spoken.search(str(words))]
    for key, words in own.items():
        assert set(re.findall(r"{\w+}", str(words))) <= set(re.findall(r"{\w+}", str(usual[key])))
