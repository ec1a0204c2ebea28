"""What the categories are called: sets of names, names of the user's own, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import kano
from kano_xl.analysing import analyse
from kano_xl.category_names import LETTERS, LONGEST, category_names, every_name, sets
from kano_xl.choices import Settings
from kano_xl.errors import SettingsError
from kano_xl.excel.functions.letters import letter_of
from kano_xl.flags import names_of_categories
from kano_xl.languages import LANGUAGES, file
from kano_xl.model.categories import CATEGORIES, PRECEDENCE
from kano_xl.report.report import CategoryName, Cell, Chart, Formula, Paragraph, Report
from kano_xl.report.words import Words
from kano_xl.survey.tables.category_names import category_letter
from kano_xl.survey.tables.vocabulary import pattern
from kano_xl.writers.json_text import to_json
from sample_reports import report_of, survey_of, workbook_report_of

CLEAR = [{letter: 60, "I" if letter != "I" else "M": 20} for letter in "MOAIRQ"]
OWN = {"M": "Basis", "O": "Leistung", "A": "Wow"}


def test_the_letters_are_those_of_the_model() -> None:
    assert "".join(LETTERS) == PRECEDENCE
    assert set(LETTERS) == set(CATEGORIES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("each", sets())
def test_every_set_has_six_names_that_a_user_could_have_given(language: str, each: str) -> None:
    named = category_names(language, each)
    assert Settings(language=language, category_names=named).named_categories == named
    assert tuple(named) == LETTERS


def test_the_sets_that_are_asked_for() -> None:
    chinese = [category_names("zh-Hans", each) for each in sets()]
    assert ["/".join(names[letter] for letter in "MOA") for names in chinese] == [
        "必备/期望/魅力",
        "基本/期望/兴奋",
    ]
    assert category_names("en", "basic")["A"] == "excitement"


def test_a_set_that_a_language_lacks_is_its_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(file("en", "names"), "category_sets", {})
    assert category_names("en", "basic") == category_names("en")
    assert category_names("zh-Hans", "basic") != category_names("zh-Hans")


@pytest.mark.parametrize("letter", LETTERS)
def test_readers_take_the_names_of_every_set(letter: str) -> None:
    for name in every_name()[letter]:
        assert category_letter(name) == letter, name
        assert pattern("totals", letter).fullmatch(name), name
        assert letter_of(name) == letter_of(name.upper()) == letter, name


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({"M": ""}, "category_name_empty"),
        ({"M": " "}, "category_name_empty"),
        ({"M": "a" * (LONGEST + 1)}, "category_name_long"),
        *(({"A": f"{mark}x"}, "category_name_marks") for mark in "=+-@'"),
        *(({"A": f"x{mark}"}, "category_name_marks") for mark in '="*?~{,;\n\u202e'),
        ({"M": "Wow", "A": "wow"}, "category_name_twice"),
        ({"M": "Attractive"}, "category_name_twice"),
        ({"P": "performance"}, "not_a_choice"),
        ("best", "not_a_choice"),
    ],
)
def test_names_that_are_not_possible_are_refused(own: object, code: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings(category_names=own)  # type: ignore[arg-type]
    assert error.value.code == code
    assert str(error.value)


def test_the_longest_name_and_hyphens_within_are_possible() -> None:
    settings = Settings(category_names={"M": "m" * LONGEST, "A": "wow-effect 1"})
    assert settings.named_categories["A"] == "wow-effect 1"
    assert hash(settings) == hash(Settings())


def test_a_flag_takes_a_set_or_names() -> None:
    assert names_of_categories("M=Basis， a = Wow") == {"M": "Basis", "A": "Wow"}
    for wrong in ("M=Basis,A", "M=Basis,M=Must", "P=x"):
        with pytest.raises(SettingsError, match="LETTER=NAME"):
            names_of_categories(wrong)


def texts(report: Report) -> Iterator[str]:
    """All that can be read of a report, formulas too."""
    for block in (block for sheet in report.sheets for block in sheet.blocks):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Chart):
            yield block.alt_text
            yield from (series.name for series in block.series)
    for table in (table for sheet in report.sheets for table in sheet.tables):
        yield from (column.title for column in table.columns)
        yield from filter(None, (words(cell) for row in table.rows for cell in row))


def words(cell: Cell) -> str:
    match cell:
        case CategoryName():
            return cell.text
        case Formula():
            return cell.template
    return cell if isinstance(cell, str) else ""


def numbers(report: Report) -> list[object]:
    return [
        cell.value if isinstance(cell, Formula) else cell
        for sheet in report.sheets
        if sheet.key != "data"  # where labels stand depends on how long the names are
        for table in sheet.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, Formula | int | float)
    ]


@pytest.mark.parametrize("made", [report_of, workbook_report_of])
def test_a_report_has_the_names_of_its_set_and_the_same_numbers(made: object) -> None:
    assert callable(made)
    survey = survey_of(CLEAR)
    standard = made(survey, language="zh-Hans")
    basic = made(survey, language="zh-Hans", category_names="basic")
    said = "\n".join(texts(basic))
    for name in ("必备", "魅力"):
        assert name in "\n".join(texts(standard))
        assert name not in said
    assert "基本（1 项）" in said
    assert "左上为兴奋，右上为期望，右下为基本" in said
    assert numbers(standard) == numbers(basic)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_name_is_quoted_in_a_sentence_and_bare_in_a_table(language: str) -> None:
    report = report_of(survey_of(CLEAR), language=language, category_names=OWN)
    cells = [
        cell.text
        for sheet in report.sheets
        for table in sheet.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, CategoryName)
    ]
    assert {"Basis", "Leistung", "Wow"} <= set(cells)
    said = "\n".join(texts(report))
    sentences = Words(language, category_names(language, OWN))
    assert sentences.said("A")[1:-1] == "Wow"
    assert sentences.said("I") == category_names(language)["I"]
    assert sentences.said("A")[0] + sentences.said("A")[-1] in ("“”", "„“", "「」")
    usual = category_names(language)
    others = {usual["A"], usual["O"]} - set(OWN.values())
    assert not [name for name in others if f"\n{name}\n" in said]


def test_a_map_finds_its_points_by_the_names_that_are_in_the_table() -> None:
    report = report_of(survey_of(CLEAR), category_names=OWN)
    formulas = [text for text in texts(report) if text.startswith("IF({counts.category}=")]
    assert {text.split('"')[1] for text in formulas} == {
        *OWN.values(),
        *("indifferent", "reverse", "questionable"),
    }


def test_json_has_letters_and_says_which_names_were_chosen() -> None:
    survey = survey_of(CLEAR)
    told = json.loads(to_json(survey, analyse(survey, Settings(category_names=OWN))))
    assert [feature["category"] for feature in told["features"]] == list("MOAIRQ")
    assert told["settings"]["category_names"] == OWN
    usual = json.loads(to_json(survey, analyse(survey, Settings())))
    assert usual["settings"]["category_names"] == "standard"


def test_the_command_line_takes_them(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("ID,Chat [F],Chat [D]\n" + "1,3,5\n" * 30, encoding="utf-8")
    arguments = ["analyse", str(survey), "--json", "-", "--quiet", "--category-names"]
    found = kano(*arguments, "basic")
    assert found.code == 0
    assert json.loads(found.out)["settings"]["category_names"] == "basic"
    found = kano(*arguments, "M=Attractive")
    assert (found.code, "both called" in found.err) == (2, True)
    found = kano(*arguments, "best")
    assert found.err == "category_names cannot be “best”; choose one of standard, basic\n"
