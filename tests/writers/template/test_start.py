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
from kano_xl.survey.files.opening import read_sheets
from kano_xl.writers.template.places import title
from make_templates import template_of

CLEAR, CLOSE = (0.45, 0.25, 0.20, 0.10), (0.35, 0.30, 0.20, 0.15)


def lines(language: str) -> list[str]:
    sheet = openpyxl.load_workbook(template_of(language))[title(language, "start")]
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
    ).replace(re.escape("{}"), r"(\S+?)")
    told = [found.groups() for line in lines(language) if (found := re.fullmatch(pattern, line))]
    assert [n for n, *_ in told] == ["30", "50", "100", "200"]
    for n, clear, close, width in told[:2]:
        for shown, shares in ((clear, CLEAR), (close, CLOSE)):
            assert abs(int(shown.rstrip("%")) - 100 * chance(shares, int(n))) < 1.5
        interval = binomtest(int(n) // 2, int(n)).proportion_ci(0.95, "wilson")
        half = (interval.high - interval.low) / 2
        assert float(width.replace(",", ".")) == pytest.approx(half, abs=0.006)
    assert told[-1][1] == ">99%"


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
