"""The guide on planning names things as the sheets do, and the filled example is up to date."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

import make_plans
from kano_xl.languages import LANGUAGES, text
from pages import ROOT, guide, words_of

NAMED = (
    "blueprint.row.onstage",
    "blueprint.row.backstage",
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
    "planning.actions.group.then",
    "planning.actions.group.now",
    "planning.actions.group.moved",
    "planning.actions.late",
    "planning.actions.column.compared",
    "planning.priority.status.done",
    "planning.priority.status.stopped",
    "journey.row.stage",
    "journey.row.mean",
    "journey.row.follows",
    "canvas.column.now",
    "canvas.column.after",
    "canvas.column.industry",
    "canvas.column.move",
    "canvas.column.agreement",
    "canvas.move.eliminate",
    "canvas.move.reduce",
    "canvas.move.raise",
    "canvas.move.create",
    "canvas.move.keep",
    "canvas.agreement.agrees",
    "canvas.agreement.contrary",
    "canvas.agreement.not_followed",
    "roadmap.column.worth",
    "roadmap.column.effort",
    "roadmap.column.exists",
    "roadmap.column.period",
    "roadmap.ties.needs",
    "roadmap.ties.excludes",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_things_as_the_sheets_do(language: str) -> None:
    words = " ".join(words_of(guide(language, "planning")).split())
    marks = {"zh-Hans": "“{}”", "zh-Hant": "「{}」"}.get(language, "*{}*")
    missing = [key for key in NAMED if marks.format(text(language, key)) not in words]
    assert not missing
    for key in ("fix", "chance", "stop", "ask", "keep"):
        assert f"| {text(language, f'journey.follows.{key}')} |" in words
    for key in ("fix", "later", "stop", "ask", "keep"):
        assert f"| {text(language, f'blueprint.follows.{key}')} |" in words
    for key in ("urgency", "effort", "wiegers"):
        assert f"| {text(language, f'planning.priority.scoring.{key}')} |" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pictures_are_those_of_the_language(language: str) -> None:
    shown = re.findall(r"\(\.\./\.\./pictures/([^)]+)\)", words_of(guide(language, "planning")))
    order = ("house", "matrix", "journey", "blueprint", "canvas", "roadmap", "actions")
    assert shown == [f"{name}-{language}.png" for name in order]
    for name in shown:
        assert 10_000 < (ROOT / "workbook" / "pictures" / name).stat().st_size < 300_000


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook: how well they are packed differs between zlib's versions."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_filled_example_made_anew_is_the_same(tmp_path: Path) -> None:
    make_plans.make(tmp_path)
    made, shipped = (sorted(each.iterdir()) for each in (tmp_path, make_plans.FOLDER))
    assert [each.name for each in made] == [each.name for each in shipped]
    for ours, theirs in zip(made, shipped, strict=True):
        assert parts(ours) == parts(theirs), f"run workbook/make_plans.py: {theirs.name}"
