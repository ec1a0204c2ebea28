"""The guide on planning names sheets, columns and choices as the workbook does."""

from __future__ import annotations

import pytest

from kano_xl.languages import LANGUAGES, text
from pages import guide, words_of

NAMED = (
    "report.sheet.results",
    "planning.house.column.importance",
    "planning.house.column.weight",
    "planning.house.foot.technical",
    "planning.house.adjustment.name",
    "planning.house.adjustment.none",
    "planning.house.weighting.importance",
    "planning.priority.column.urgency",
    "planning.priority.class.now",
    "planning.priority.class.plan",
    "planning.priority.class.quick",
    "planning.priority.class.drop",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_things_as_the_sheets_do(language: str) -> None:
    words = " ".join(words_of(guide(language, "planning")).split())
    marks = {"zh-Hans": "“{}”", "zh-Hant": "「{}」"}.get(language, "*{}*")
    missing = [key for key in NAMED if marks.format(text(language, key)) not in words]
    assert not missing
    for key in ("urgency", "effort", "wiegers"):
        assert f"| {text(language, f'planning.priority.scoring.{key}')} |" in words
