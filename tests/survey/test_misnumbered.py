"""What the template tells in its headers is known again, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from kano_xl.errors import InputError
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import RESPONSES
from kano_xl.survey.choosing import choose
from kano_xl.survey.inspecting import understand_sheet
from kano_xl.survey.misnumbered import misnumbered
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Rows, Sheet

TOLD = [
    ("unnumbered", "number_missing"),
    ("twice", "number_twice"),
    ("lost", "number_lost"),
    ("nameless", "number_nameless"),
]


def told(language: str, key: str) -> str:
    return text(language, f"template.numbering.{key}", number=12, row=12)


def rows(name: str, language: str = "en") -> Rows:
    marks = [text(language, f"template.mark.{side}") for side in ("functional", "dysfunctional")]
    heads = [f"{each}\n{mark}" for each in ("Chat", name) for mark in marks]
    return [["Respondent", *heads], *([number, 1, 5, 3, 5] for number in range(1, 9))]


def sheet(cells: Rows, ours: str = RESPONSES, above: int = 0) -> Sheet:
    lines: Rows = [[None] * 5 for _ in range(above)]
    return Sheet("x.xlsx", "Answers", [*lines, *cells], ours=ours)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "code"), TOLD)
def test_a_header_that_tells_what_is_wrong_stops_the_reading(
    key: str, code: str, language: str
) -> None:
    given = sheet(rows(told(language, key), language), above=3)
    with pytest.raises(InputError) as caught:
        read_sheet(given)
    assert (caught.value.code, caught.value.values) == (code, {"number": 12})
    assert str(caught.value.place) == "x.xlsx, 'Answers'!D4"
    assert "12" in caught.value.message(language)
    # Inspecting shows what stands there all the same.
    seen = understand_sheet(given)
    assert (seen.refusal is not None and seen.refusal.code, seen.respondents) == (code, 8)


@pytest.mark.parametrize("key", [key for key, _ in TOLD])
def test_names_that_are_much_like_it_are_names(key: str) -> None:
    words = told("en", key)
    for name in (words[1:], f"{words}!", words.replace("12", "twelve")):
        assert misnumbered(sheet(rows(name))) is None


@pytest.mark.parametrize("key", [key for key, _ in TOLD])
def test_sheets_of_others_may_say_what_they_like(key: str) -> None:
    given = sheet(rows(told("en", key)), ours="")
    assert misnumbered(given) is None
    assert len(read_sheet(given).features) == 2


def test_headers_of_earlier_templates_are_read_as_before() -> None:
    survey = read_sheet(sheet(rows("Alerts"), above=3))
    assert [feature.name for feature in survey.features] == ["Chat", "Alerts"]


def test_no_other_sheet_takes_the_place_of_the_template() -> None:
    copy = Sheet("x.xlsx", "Copy", rows("Alerts"))
    (chosen,) = choose([copy, sheet(rows(told("en", "lost")))])
    assert chosen.sheet.name == "Answers"
    assert chosen.refusal is not None
    assert chosen.refusal.code == "number_lost"
