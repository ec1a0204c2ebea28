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


def code(words: str) -> str:
    with pytest.raises(InputError) as caught:
        features_of_text(words.encode(), Place("list.txt"))
    return caught.value.code


def test_a_text_has_a_feature_in_each_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(
        "功能\n\n实时转账\n  Spending,\u202e by  month\tSee it at once\n".encode("gb18030")
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
    assert code("Feature\n\n  \n") == "questionnaire_no_features"
    assert code("Card lock\ncard  LOCK") == "questionnaire_twice"
    names = [f"Number {n} of all" for n in range(MOST_ASKED + 1)]
    assert code("\n".join(names)) == "questionnaire_too_many"
    assert len(features_of_text("\n".join(names[1:]).encode(), Place()).features) == MOST_ASKED
    with pytest.raises(InputError, match="no text"):
        features_of_text(bytes(range(256)), Place("list.txt"))
