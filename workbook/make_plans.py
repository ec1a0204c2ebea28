"""Make the filled planning sheets of the example survey anew, in each language.

    python workbook/make_plans.py

writes into `workbook/planning/` a workbook for each language: a house of quality, a priority
matrix, a customer journey map, a service blueprint, a strategy canvas, a planned roadmap and an
action plan of the private bank's app, as a team may have filled them in. What was typed is the same
in all of them; the words are those of `example.toml`. Every run gives the same files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bank_blueprint import bank_blueprint
from bank_canvas import bank_canvas
from bank_journey import bank_journey
from bank_roadmap import bank_roadmap
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import Place
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES, text
from kano_xl.languages.folders import EXAMPLE, contents
from kano_xl.model.analysis import Analysis
from kano_xl.planned import KnownSurvey
from kano_xl.planned_roadmap import resampled
from kano_xl.planning.actions_sheet import actions_sheet, empty_rows
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.canvas_sheet import canvas_sheet
from kano_xl.planning.collecting import FilledPlan, collect, with_then
from kano_xl.planning.filling import (
    ActionFilling,
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Requirement,
    Wanted,
)
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import with_room
from kano_xl.planning.roadmap_numbers import make_plan
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words
from kano_xl.survey.reading import read
from kano_xl.writers.planning.workbook import plan_workbook_bytes

KEYS = ("house", "priority", "journey", "blueprint", "canvas", "roadmap", "actions")
FOLDER = Path(__file__).resolve().parent / "planning"
WRITTEN = date(2026, 1, 1)

NEEDS = (
    (4, 4, 3, 5, 1),
    (3, 4, 3, 4, 1),
    (3, 4, 4, 4, 1),
    (2, 4, 3, 4, 1.2),
    (3, 4, 3, 4, 1.2),
    (3, 3, 2, 4, 1),
    (3, 3, 4, 4, 1.2),
    (2, 3, 1, 3, 1.2),
    (2, 2, 3, 4, 1.5),
    (1, 2, 3, 2, None),
    (4, 3, 3, 4, None),
    (2, 3, 3, 2, None),
)
"""We now, rival A, rival B, target and sales point of each feature, by rank."""

BUILT = (
    ("▲", 99.9, 4, 99.5, 99.7, 99.1),
    ("▼", 2, 5, 9, 4, 12),
    ("▲", 98, 3, 92, 95, 90),
    ("▼", 4, 2, 7, 5, 9),
    ("▲", 100, 1, 60, 80, 40),
    ("▲", 40, 3, 25, 30, 20),
    ("◆", 20, 2, 12, 9, 25),
    ("▼", 2, 1, 6, 3, 8),
)
"""Direction, target, difficulty, and what was measured of us and both rivals."""

RELATIONS = (
    (9, 0, 3, 0, 0, 0, 0, 0),
    (0, 9, 0, 1, 0, 0, 0, 0),
    (3, 0, 9, 3, 0, 0, 0, 0),
    (3, 3, 1, 9, 0, 0, 0, 0),
    (1, 9, 0, 9, 0, 0, 0, 0),
    (0, 0, 0, 3, 9, 0, 0, 0),
    (0, 3, 0, 3, 3, 0, 1, 0),
    (0, 0, 0, 0, 0, 3, 3, 0),
    (0, 1, 0, 0, 0, 9, 0, 0),
    (0, 0, 0, 0, 0, 1, 9, 0),
)
"""How strongly each characteristic serves the first features."""

ROOF = {
    (0, 1): -1,
    (0, 2): 1,
    (0, 3): -2,
    (0, 7): 1,
    (1, 3): 1,
    (2, 3): 2,
    (3, 4): -1,
    (5, 6): -1,
    (6, 7): -1,
}

URGENCY = (5, 3, 4, 5, 4, 2, 2, 1, 3, 1, 1, 1)
EFFORT = (40, 25, 20, 10, 30, 8, 15, 12, 35, 18, 6, 2)
RISK = (4, 6, 3, 2, 5, 2, 3, 1, 4, 2, 1, 1)
ASKING = (0, 4, 0, 2, 4, 4, 4, 3, 3, 1, 4, 1)
"""Urgency, effort in days, risk, and who asks for each feature, by rank."""

DONE, RUNNING, OPEN = "done", "running", "open"
PLANNED = (
    (0, 0, "2025-09-30", DONE, 0, ("M", 0.31, -0.85), "same"),
    (1, 2, "2025-11-30", RUNNING, 1, ("M", 0.29, -0.74), "seems"),
    (2, 0, "2027-06-30", RUNNING, None, ("O", 0.62, -0.71), "moved"),
    (3, 4, "2027-09-30", OPEN, 1, ("M", 0.3, -0.8), "same"),
    (6, 3, "2027-12-31", OPEN, 2, ("A", 0.63, -0.28), "same"),
    (12, 4, "2027-12-31", OPEN, 2, (None, None, None), None),
    (14, 0, None, OPEN, None, (None, None, None), None),
)
"""Of the measures that are collected: which, whose, due, how far, what is expected, what was found
when it was decided, and what a comparison of waves says."""

KINDS = ("function", "performance", "service", "experience")
OF_KIND = (1, 1, 0, 0, 1, 2, 0, 2, 2, 3, 3, 2)
STATES = ("running", "open")


def a_house(known: KnownFeatures, words: dict[str, Any]) -> HouseFilling:
    """The house of quality of the bank."""
    rows = tuple(
        Requirement(feature.name, None, *typed)
        for feature, typed in zip(known.features, NEEDS, strict=True)
    )
    columns = tuple(
        Characteristic(name, unit, *typed)
        for name, unit, typed in zip(words["characteristics"], words["units"], BUILT, strict=True)
    )
    relations = {
        (row, column): value
        for row, line in enumerate(RELATIONS)
        for column, value in enumerate(line)
        if value
    }
    return HouseFilling(rows, columns, relations, dict(ROOF))


def a_matrix(known: KnownFeatures, words: dict[str, Any], language: str) -> PriorityFilling:
    """The priority matrix of the bank, with a need that no survey asked."""
    kinds = [text(language, f"planning.priority.kind.{each}") for each in KINDS]
    states = [text(language, f"planning.priority.status.{each}") for each in STATES]
    teams = words["requested_by"]
    rows = [
        Wanted(
            feature.name,
            urgency=URGENCY[at],
            effort=EFFORT[at],
            risk=RISK[at],
            kind=kinds[OF_KIND[at]],
            requested_by=teams[ASKING[at]],
            status=states[at > 1],
        )
        for at, feature in enumerate(known.features)
    ]
    own = words["own_need"]
    rows.append(Wanted(own[:1].upper() + own[1:], 4, 4, 20, 5, 4, 4, kinds[0], teams[1], states[1]))
    return PriorityFilling(tuple(rows), budget=120)


def a_plan(
    known: KnownFeatures, words: dict[str, Any], filled: Sequence[FilledPlan]
) -> ActionFilling:
    """The action plan of the bank: measures from both sheets, and one of the team's own."""
    language = words["tag"]
    collected = collect((), filled, known, language)
    teams, effects = words["requested_by"], words["expected"]
    rows = []
    for which, team, due, state, expected, then, verdict in PLANNED:
        category, better, worse = then
        typed = collected[which]._replace(
            owner=teams[team],
            due=due,
            status=text(language, f"planning.priority.status.{state}"),
            expected=None if expected is None else effects[expected],
            compared=None if verdict is None else text(language, f"waves.verdict.{verdict}"),
        )
        if category is not None:
            typed = typed._replace(then_category=category, then_better=better, then_worse=worse)
        rows.append(typed)
    reverse = next(each.name for each in known.features if each.category == "R")
    own = PlannedMeasure(
        words["own_measure"],
        reverse,
        owner=teams[1],
        due="2027-03-31",
        status=text(language, f"planning.priority.status.{RUNNING}"),
        expected=effects[3],
    )
    return ActionFilling((*rows, with_then(own, known), *empty_rows(len(rows) + 1)))


def example_plan(language: str) -> bytes:
    """The workbook with all sheets in a language."""
    sheets, analysis = example_sheets(language)
    title = text(language, "planning.workbook")
    return plan_workbook_bytes(sheets, analysis, title, WRITTEN)


def example_sheets(language: str) -> tuple[list[GridSheet], Analysis]:
    """All sheets in a language as a team filled them in, and the analysis that they look up."""
    settings = Settings(language=language)
    survey = read([example_survey(language)], settings)
    analysis = analyse(survey, settings)
    known, words = KnownFeatures.of(analysis), contents(language, EXAMPLE)
    titles = {key: text(language, f"planning.sheet.{key}") for key in KEYS}
    house = FilledPlan(titles["house"], a_house(known, words))
    matrix = FilledPlan(titles["priority"], a_matrix(known, words, language))
    plan = a_plan(known, {**words, "tag": language}, [house, matrix])
    filling = bank_roadmap(known, EFFORT, words["own_need"])
    drawn = resampled(KnownSurvey(analysis, (), survey))
    planned = make_plan(filling, known, drawn, Place(None, titles["roadmap"]))
    asked = [each.name for each in survey.features]
    blueprint = bank_blueprint(words["blueprint"], asked)
    sheets = [
        house_sheet(language, *house, known),
        priority_sheet(Words(language), *matrix, known),
        journey_sheet(language, titles["journey"], bank_journey(known, words["journey"]), known),
        blueprint_sheet(language, titles["blueprint"], blueprint, known),
        canvas_sheet(language, titles["canvas"], bank_canvas(known, words), known),
        roadmap_sheet(Words(language), titles["roadmap"], with_room(filling), known, planned),
        actions_sheet(language, titles["actions"], plan, known, WRITTEN),
    ]
    return sheets, analysis


def make(folder: Path) -> None:
    """Write a workbook for each language."""
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        (folder / f"bank-app-plan-{language}.xlsx").write_bytes(example_plan(language))


if __name__ == "__main__":
    make(FOLDER)
