"""Where a list of features comes from, and what is said of a bad one."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from command import kano
from kano_xl.errors import InputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import FEATURES as FEATURES_NAME
from kano_xl.questionnaire.feature_list import features_of_text, read_features
from kano_xl.questionnaire.listed import MOST_ASKED
from kano_xl.questionnaire.template_list import features_of_template
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.writers.template.places import FEATURES, PRODUCT
from kano_xl.writers.template.workbook import template_bytes
from make_templates import template_of

EXAMPLES = Path(__file__).parents[2] / "workbook" / "examples"


def code(words: str) -> str:
    with pytest.raises(InputError) as caught:
        features_of_text(words.encode(), Place("list.txt"))
    return caught.value.code


def test_a_text_has_a_feature_in_each_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(
        "\n\n实时转账\n  Spending,\u202e by  month\tSee it at once\n".encode("gb18030")
    )
    found = read_features(path)
    assert [tuple(each) for each in found.features] == [
        ("实时转账", ""),
        ("Spending, by month", "See it at once"),
    ]
    assert found.product == ""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_has_a_second_column(ending: str, tmp_path: Path) -> None:
    rows = [["Feature", "What for"], ["Card lock, by phone", "Feel safe"], ["24"], [None, "x"]]
    path = tmp_path / f"list.{ending}"
    if ending == "csv":
        path.write_text('Feature,What for\n"Card lock, by phone",Feel safe\n24,\n,x\n')
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    found = [tuple(each) for each in read_features(path).features]
    assert found == [("Card lock, by phone", "Feel safe"), ("24", "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_gives_its_features_and_its_product(language: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_bytes(language))
    with pytest.raises(InputError, match="no feature"):
        read_features(path)
    book = openpyxl.load_workbook(path)
    sheet = book[text(language, "template.sheet.features")]
    sheet.cell(FEATURES.row + 1, FEATURES.column + 1, "Instant transfers")
    sheet.cell(FEATURES.row + 4, FEATURES.column + 1, "Card lock")
    book.save(path)
    assert [each.name for each in read_features(path).features] == [
        "Instant transfers",
        "Card lock",
    ]
    assert read_features(path).product == ""  # as it was
    sheet.cell(PRODUCT.row + 1, PRODUCT.column + 1, "the bank's app")
    book.save(path)
    assert read_features(path).product == "the bank's app"


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Card lock\nInstant transfers")))
    path = tmp_path / "out.gs"
    assert kano("questionnaire", "-", "-o", path).code == 0
    assert "has “Card lock”" in path.read_text(encoding="utf-8")


def test_bad_lists_are_refused_with_the_reason() -> None:
    assert code("") == "questionnaire_no_features"
    assert code("Feature\tWhy\n\n  \n") == "questionnaire_no_features"
    assert code("1\tCard lock\n2\tInstant transfers") == "questionnaire_numbered"
    assert code("Card lock\ncard  LOCK") == "questionnaire_twice"
    names = [f"Number {n} of all" for n in range(MOST_ASKED + 1)]
    assert code("\n".join(names)) == "questionnaire_too_many"
    assert len(features_of_text("\n".join(names[1:]).encode(), Place()).features) == MOST_ASKED
    with pytest.raises(InputError, match="no text"):
        features_of_text(bytes(range(256)), Place("list.txt"))


@pytest.mark.parametrize(
    ("words", "names", "told"),
    [
        ("Name\nAddress", ["Name", "Address"], ["header_asked"]),
        ("feature_name\tWhy\nCard lock\tFeel safe", ["Card lock"], ["header"]),
        ("#\tFeature\tWhy\n1\tCard lock\tFeel safe\n2\tPIN", ["Card lock", "PIN"], ["header"]),
        ("- Card lock\n\n* PIN\n• Chip", ["Card lock", "PIN", "Chip"], ["bullets"]),
        ("1. Card lock\n2) PIN", ["Card lock", "PIN"], ["bullets"]),
        ("1. Card lock\n2.5 GB", ["1. Card lock", "2.5 GB"], []),
        ("- Card lock\nPIN", ["- Card lock", "PIN"], []),
    ],
)
def test_what_is_no_feature_is_told(words: str, names: list[str], told: list[str]) -> None:
    found = features_of_text(words.encode(), Place("list.txt"))
    assert [each.name for each in found.features] == names
    assert [each.key for each in found.told] == told
    assert all(each.message(language) for each in found.told for language in LANGUAGES)
    if "Why" in words:
        assert found.features[0].purpose == "Feel safe"


def test_a_header_is_told_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name\nAddress\n")
    told = kano("questionnaire", path, "-o", tmp_path / "out.gs")
    assert "taken as a header, since it says “Name”" in told.err


@pytest.mark.parametrize("name", ["bank-app-en.xlsx", "bank-app-long.csv"])
def test_answers_are_no_list(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_features(EXAMPLES / name)
    assert caught.value.code == "questionnaire_answers"


def test_a_wide_table_of_features_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Feature,Why,Owner\nCard lock,Feel safe,Ann\nPIN,Feel safe,Bob\n")
    assert [each.name for each in read_features(path).features] == ["Card lock", "PIN"]


def test_answers_on_another_sheet_do_not_matter(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLES / "bank-app-en.xlsx")
    sheet = book.create_sheet("List", 0)
    for row in (["Feature", "Why", "Owner"], ["Card lock", "Feel safe", "Ann"]):
        sheet.append(row)
    path = tmp_path / "both.xlsx"
    book.save(path)
    assert [each.name for each in read_features(path).features] == ["Card lock"]


@cache
def features_sheet(path: Path) -> Sheet:
    return next(sheet for sheet in read_sheets(path) if sheet.ours == FEATURES_NAME)


def filled(path: Path, cells: dict[str, Value]) -> Sheet:
    """The sheet of features of a template with three of them, and more cells."""
    sheet = features_sheet(path)
    rows = [[*row, *[None] * (6 - len(row))] for row in sheet.rows]
    for cell, value in ({"B7": "Chat", "B8": "Card lock", "B10": "PIN"} | cells).items():
        rows[int(cell[1:]) - 1]["ABCDEF".index(cell[0])] = value
    return replace(sheet, rows=rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_says_what_a_feature_is_for_and_whether_it_is_asked_about(
    language: str,
) -> None:
    yes, no = (text(language, f"template.settings.yes_no.{word}") for word in ("yes", "no"))
    # Somebody else's yes and no count as well.
    cells = {"C7": " Ask  at night ", "C8": "Feel safe", "D7": yes, "D8": no.upper(), "D10": "YES"}
    found = features_of_template(filled(template_of(language), cells))
    assert [tuple(each) for each in found.features] == [("Chat", "Ask at night"), ("PIN", "")]
    assert [each.key for each in found.told] == ["left_out"]
    assert found.language == language
    assert all("Card lock" in found.told[0].message(each) for each in LANGUAGES)


def test_rows_and_columns_that_were_inserted_change_nothing() -> None:
    sheet = filled(template_of("en"), {"C4": "the app", "C7": "Ask at night", "D8": "no"})
    rows = [[*row[:2], "no", *row[2:]] for row in sheet.rows]
    rows.insert(2, [None] * 7)
    rows[4][2], rows[4][3] = rows[4][3], None  # the product stays beside its label
    found = features_of_template(replace(sheet, rows=rows))
    assert [tuple(each) for each in found.features] == [("Chat", "Ask at night"), ("PIN", "")]
    assert found.product == "the app"


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"D8": "maybe"}, "questionnaire_ask", "D8"),
        ({"D8": 1.0}, "questionnaire_ask", "D8"),
        ({"D7": "no", "D8": "no", "D10": "no"}, "questionnaire_none_asked", None),
        ({"C10": "#REF!"}, "questionnaire_error_cell", "C10"),
        ({"B9": "#N/A"}, "questionnaire_error_cell", "B9"),
        ({"B9": "card LOCK"}, "questionnaire_twice", None),
    ],
)
def test_what_the_template_cannot_say_is_refused_with_its_cell(
    cells: dict[str, Value], code: str, cell: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        features_of_template(filled(template_of("en"), cells))
    assert (caught.value.code, caught.value.place.cell) == (code, cell)
    assert caught.value.place.sheet == "Features"
    assert all(caught.value.message(language) for language in LANGUAGES)


def test_a_name_that_looks_like_an_error_is_a_name() -> None:
    found = features_of_template(
        filled(template_of("en"), {"B9": "No #N/A in it", "C9": "# of it?"})
    )
    assert tuple(found.features[2]) == ("No #N/A in it", "# of it?")


def test_questions_in_other_words_are_told() -> None:
    usual = "How do you feel if the app has “Card lock”?"
    cells: dict[str, Value] = {"C4": "the app", "E8": usual, "F10": "And without a PIN?"}
    (told,) = features_of_template(filled(template_of("en"), cells)).told
    assert told.key == "reworded"
    assert "“PIN”" in told.message("en")
    assert "Card lock" not in told.message("en")


@pytest.mark.parametrize("name", ["template-1.xlsx", "template-2.xlsx", "template-2.zh-Hans.xlsx"])
def test_older_templates_are_lists_too(name: str) -> None:
    path = Path(__file__).parents[1] / "cases" / "older" / name
    found = features_of_template(filled(path, {}))
    assert [tuple(each) for each in found.features] == [
        ("Chat", ""),
        ("Card lock", ""),
        ("PIN", ""),
    ]
    assert not found.told
