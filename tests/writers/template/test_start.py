"""The page *Start*: how many answers are enough, and the questionnaire in words to copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import exp, lgamma, log
from pathlib import Path

import openpyxl
import pytest
from scipy.stats import binomtest

from conftest import LibreOffice, cell_values
from filled_template import fill, survey_cells
from kano_xl.languages import LANGUAGES, text
from kano_xl.questionnaire.sample import MOST_GROUPS, advice
from kano_xl.survey.files.opening import read_sheets
from kano_xl.writers.template.places import GROUPS, title
from make_templates import template_of

CLEAR, CLOSE = (0.45, 0.25, 0.20, 0.10), (0.35, 0.30, 0.20, 0.15)


def lines(language: str) -> list[str]:
    book = openpyxl.load_workbook(template_of(language), data_only=True)
    sheet = book[title(language, "start")]
    return [str(cell.value) for cell in sheet["B"] if cell.value]


def chance(shares: Sequence[float], n: int) -> float:
    """That the first of four is the only largest count, by adding up all outcomes."""
    found = 0.0
    for a, b, c in product(range(n + 1), repeat=3):
        d = n - a - b - c
        if d >= 0 and a > max(b, c, d):
            counts = (a, b, c, d)
            ways = lgamma(n + 1) - sum(lgamma(count + 1) for count in counts)
            found += exp(
                ways + sum(k * log(share) for k, share in zip(counts, shares, strict=True))
            )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_people_are_said_with_what_they_can_tell(language: str) -> None:
    pattern = re.escape(
        text(language, "template.start.enough_line", n="{}", clear="{}", close="{}", width="{}")
    ).replace(re.escape("{}"), "(.+?)")
    told = [found.groups() for line in lines(language) if (found := re.fullmatch(pattern, line))]
    assert [n for n, *_ in told] == ["30", "50", "100", "200", "400"]
    for n, clear, close, width in told[:2]:
        for shown, shares in ((clear, CLEAR), (close, CLOSE)):
            assert abs(int(shown.rstrip(" %")) - 100 * chance(shares, int(n))) < 1.5
        interval = binomtest(int(n) // 2, int(n)).proportion_ci(0.95, "wilson")
        half = (interval.high - interval.low) / 2
        assert float(width.replace(",", ".")) == pytest.approx(half, abs=0.006)
    assert told[-1][1].rstrip(" %") == ">99"


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_answers_stand_in_cells_of_their_own(
    language: str, office: LibreOffice, tmp_path: Path
) -> None:
    cells = survey_cells(language, ["Dark mode"], [[1, 5]] * 3)
    cells[title(language, "features")]["C4"] = "the app"
    paths = [template_of(language), fill(template_of(language), tmp_path / "filled.xlsx", cells)]
    unnamed = text(language, "template.start.unnamed")
    usual = text(language, "template.features.product_value")
    answers = [text(language, f"template.answers.{code}") for code in range(1, 6)]
    for path, product_, feature in zip(
        office.convert(paths, "xlsx"), (usual, "the app"), (unnamed, "Dark mode"), strict=True
    ):
        shown = list(cell_values(path)[title(language, "start")].values())
        questions = [
            text(language, f"template.features.{key}", product=product_, feature=feature)
            for key in ("question_with", "question_without")
        ]
        first = shown.index(questions[0])
        assert shown[first : first + 7] == [*questions, *answers]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_there_before_anything_is_computed_is_the_same(language: str) -> None:
    sheets = {sheet.name: sheet for sheet in read_sheets(template_of(language))}
    stored = [cell for row in sheets[title(language, "start")].rows for cell in row]
    assert {text(language, f"template.answers.{code}") for code in range(1, 6)} <= set(stored)


def test_how_many_people_to_ask_follows_the_number_of_groups(
    office: LibreOffice, tmp_path: Path
) -> None:
    typed = {"1": 1, "3": 3, "most": MOST_GROUPS, "none": None, "0": 0, "half": 2.5, "words": "two"}
    cell = GROUPS.cells.replace("$", "")
    paths = [
        fill(template_of("en"), tmp_path / f"{name}.xlsx", {"Start": {cell: value}})
        for name, value in typed.items()
    ]
    shown = {
        path.stem: [str(value) for value in cell_values(made)["Start"].values()]
        for path, made in zip(paths, office.convert(paths, "xlsx"), strict=True)
    }
    wrong = text("en", "template.start.groups_wrong", most=MOST_GROUPS)
    for name, groups in (("1", 1), ("none", 1), ("3", 3), ("most", MOST_GROUPS)):
        assert advice("en", groups) in shown[name]
        assert wrong not in shown[name]
        lines_ = [line for line in shown[name] if "if it leads clearly (45%" in line]
        assert len(lines_) == 5
        for n, line in zip((30, 50, 100, 200, 400), lines_, strict=True):
            begin = f"{n} in each group, {n * groups} in all: "
            assert line.startswith(begin if groups > 1 else f"{n} people: ")
    for name in ("0", "half", "words"):
        assert wrong in shown[name]
        assert not [line for line in shown[name] if " in all: " in line]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_in_a_formula_is_longer_than_excel_takes(language: str) -> None:
    book = openpyxl.load_workbook(template_of(language))
    for key in ("start", "features"):
        for row in book[title(language, key)].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert max(map(len, re.findall('"([^"]*)"', cell.value)), default=0) <= 255
