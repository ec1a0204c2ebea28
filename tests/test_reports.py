"""Whole reports, from the survey's file through the command line, judged by other programs."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice, cell_values
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES

HOSTILE = ("=1+1", "@SUM(A1)", "+49", "-5", '=HYPERLINK("http://x.invalid")', "<b>&amp;\"'")
ANSWERS = ("Like", "Must-be", "Neutral", "Live with", "Dislike")


def wide(folder: Path, features: list[str], respondents: int) -> Path:
    """A survey in which each feature has a leaning of its own."""
    chance = random.Random(len(features))
    lines = [",".join(f"{name} [F],{name} [D]" for name in map(escaped, features))]
    leanings = [[chance.choices(range(1, 9), k=5) for _ in "fd"] for _ in features]
    for _ in range(respondents):
        answers = [chance.choices(ANSWERS, side)[0] for pair in leanings for side in pair]
        lines.append(",".join(answers))
    path = folder / f"{len(features)}-features.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def escaped(name: str) -> str:
    return name.replace('"', "'").replace(",", ";")


def surveys(folder: Path) -> list[Path]:
    totals = folder / "totals.csv"
    totals.write_text("feature,A,O,M,I,R,Q\nChat,1,2,30,4,0,1\nCalls,0,0,0,0,9,0\n")
    return [
        wide(folder, list(HOSTILE), 30),
        example_survey("en").with_name("bank-app-long.csv"),
        totals,
        wide(folder, ["Chat"], 1),
        wide(folder, [f"Feature {number}" for number in range(1, 61)], 40),
    ]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    examples, *others = [list(map(example_survey, LANGUAGES)), *surveys(folder)]
    made = []
    # Each example in its language; of the others each language has some.
    turns = [*zip(examples, LANGUAGES, strict=True), *zip(others, cycle(LANGUAGES), strict=False)]
    for survey, language in turns:
        made.append(folder / f"{survey.stem}-{language}.xlsx")
        outcome = kano(
            *("analyse", survey, "-o", made[-1], "--language", language, "--scores", "--quiet")
        )
        assert outcome.code == 0, outcome.err
    return made


def test_the_open_xml_sdk_finds_no_error(
    reports: list[Path], ooxml_errors: Callable[[Path], list[str]]
) -> None:
    assert {path.name: ooxml_errors(path) for path in reports} == {
        path.name: [] for path in reports
    }


def test_libreoffice_computes_what_is_stored(reports: list[Path], office: LibreOffice) -> None:
    for path, computed in zip(reports, office.convert(reports, "xlsx"), strict=True):
        stored, found = cell_values(path), cell_values(computed)
        assert stored.keys() == found.keys()
        for sheet, cells in stored.items():
            for cell, value in cells.items():
                if isinstance(value, float):
                    value = pytest.approx(value, abs=1e-9)
                # LibreOffice drops the cells of empty texts.
                assert found[sheet].get(cell, "") == value, (path.name, sheet, cell)


def test_nobody_can_be_found_in_them(reports: list[Path]) -> None:
    for path in reports:
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
        for trace in (b"example.com", b".invalid<", b"192.0.2.", b"@example"):
            assert trace not in content, path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_in_the_json(language: str) -> None:
    found = kano("analyse", example_survey(language), "--json", "-", "--quiet").out
    assert '"features"' in found
    assert "@" not in found
    assert "192.0.2." not in found


def test_texts_that_look_like_formulas_stay_texts(reports: list[Path]) -> None:
    """Every formula and link of the report is one that the report writes."""
    (hostile,) = (path for path in reports if path.name == f"{len(HOSTILE)}-features-en.xlsx")
    with zipfile.ZipFile(hostile) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, part in parts.items():
        assert "<f>1+1" not in part, name
        assert "<f>HYPERLINK" not in part, name
        assert "<f>@" not in part, name
        assert 'Target="http://x' not in part, name
    values = cell_values(hostile)
    names = {value for cells in values.values() for value in cells.values()}
    assert {"=1+1", "@SUM(A1)", "+49"} <= names
