"""Where a list of features comes from, and what is said of a bad one."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import openpyxl
import pytest

from command import kano
from kano_xl.errors import InputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.questionnaire.feature_list import MOST_ASKED, features_of_text, read_features
from kano_xl.writers.template.places import FEATURES, PRODUCT
from kano_xl.writers.template.workbook import template_bytes

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
