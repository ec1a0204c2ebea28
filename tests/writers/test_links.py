from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from kano_xl.errors import Place
from kano_xl.report.report import Link
from kano_xl.writers.links import link_formula, link_target


def target(name: str, sheet: str | None = "S", cell: str | None = "C7") -> str | None:
    return link_target(Place(name, sheet, cell), {name: Path("/data", name)}, Path("/data"))


@pytest.mark.parametrize(
    "name",
    [
        "a.xlsx",
        "a b.ods",
        "100%20.xlsx",
        "#1 «x».xls",
        'it\'s "q".xlsx',
        "银行 问卷.xlsx",
        "a:b.xlsx",
    ],
)
def test_any_file_name_comes_through(name: str) -> None:
    found = target(name)
    assert found is not None
    path, hash_mark, cell = found.removeprefix("external:").partition("#")
    assert unquote(path) == name
    assert (hash_mark, cell) == ("#", "'S'!C7")


def test_sheet_names_are_quoted() -> None:
    assert target("a.xlsx", "Jane's #1") == "external:a.xlsx#'Jane''s #1'!C7"


def test_paths_are_relative_to_the_report() -> None:
    sources = {"a.xlsx": Path("/data/in/a.xlsx")}
    found = link_target(Place("a.xlsx", "S", "A1"), sources, Path("/data/out"))
    assert found == "external:../in/a.xlsx#'S'!A1"


@pytest.mark.parametrize(
    "place",
    [
        Place("a.csv", None, "C7"),
        Place("a.xlsx", "S", None),
        Place("other.xlsx", "S", "C7"),
        Place(),
        Place("a.csv", "S", "C7"),
        Place("a.xlsx", "S" * 3000, "C7"),
    ],
)
def test_no_link_where_there_is_nothing_to_open(place: Place) -> None:
    sources = {name: Path("/data", name) for name in ("a.csv", "a.xlsx")}
    assert link_target(place, sources, Path("/data")) is None


@pytest.mark.parametrize(
    "text",
    ['say "C7"', '")&WEBSERVICE("http://x.invalid', "=1+1", "a\nb", "{x}", "长" * 400, '"' * 400],
)
def test_a_text_within_a_formula_stays_a_text(text: str) -> None:
    found = link_formula(Link(text, Place("a.xlsx", 'It\'s "it"', "C7")))
    assert found is not None
    target, shown = re.fullmatch(r'=HYPERLINK\("((?:[^"]|"")*)","((?:[^"]|"")*)"\)', found).groups()  # type: ignore[union-attr]
    assert target.replace('""', '"') == "#'It''s \"it\"'!C7"
    assert shown.replace('""', '"') == text[:255]


@pytest.mark.parametrize("place", [Place(), Place("a.csv"), Place("a.xlsx", "S"), Place(cell="C7")])
def test_without_a_cell_there_is_nothing_to_lead_to(place: Place) -> None:
    assert link_formula(Link("somewhere", place)) is None
