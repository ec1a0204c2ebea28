"""Features and fillings for planning sheets, made up by chance from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.analysis import Analysis
from kano_xl.model.cube import count_categories
from kano_xl.model.planning.actions import STATES
from kano_xl.model.planning.house import ADJUSTMENTS, WEIGHTINGS
from kano_xl.model.planning.ranking import SCORINGS
from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep
from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.filling import (
    ActionFilling,
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Requirement,
    Wanted,
)
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.roadmap_filling import (
    EXISTS,
    NEEDS,
    TIES,
    Buildable,
    RoadmapFilling,
    Tie,
)

FEATURES = (
    "Strong account security",
    'What? *All* of ~ it "now"',
    "24",
    "A feature whose name is as long as a whole page of the questionnaire" * 4,
    "=1+1",
    "Chat",
    "Nobody answered this",
    "Daily calls",
)
COUNTS = (
    (12, 59, 102, 24, 0, 0),
    (70, 60, 20, 30, 2, 1),
    (60, 20, 8, 90, 1, 0),
    (20, 21, 20, 22, 1, 0),
    (5, 60, 10, 10, 0, 0),
    (90, 30, 20, 40, 5, 2),
    (0, 0, 0, 0, 0, 0),
    (4, 2, 0, 40, 150, 3),
)


def analysis(language: str) -> Analysis:
    """Eight features: of every category, open ones, odd names, one without answers."""
    counts = count_categories(FEATURES, np.array(COUNTS), np.array([0] * 6 + [185, 0]))
    return analyse(counts, Settings(language=language))


def a_number(chance: random.Random, most: int = 5) -> Any:
    """What somebody may type where a number belongs: mostly one."""
    pick = chance.random()
    return None if pick < 0.2 else "about 4" if pick < 0.25 else chance.randint(1, most)


def a_house(seed: int) -> HouseFilling:
    """A house with odd names, rubbish, empty rows and empty columns."""
    chance = random.Random(seed)
    own = ["A need of our own", "STRONG ACCOUNT SECURITY", "", "Chat"]
    names = chance.sample([*FEATURES, *own], chance.randint(2, 12))
    rows = tuple(
        Requirement(
            name,
            chance.choice([None, a_number(chance)]),
            *(a_number(chance) for _ in range(4)),
            chance.choice([None, 1, 1.2, 1.5, "much"]),
        )
        for name in names
    )
    columns = tuple(
        Characteristic(
            chance.choice(["", f"Characteristic {index}", "=A1", 'say "so"']),
            chance.choice([None, "%", "days"]),
            chance.choice([None, "▲", "▼", "◆"]),
            *(a_number(chance, 99) for _ in range(5)),
        )
        for index in range(chance.randint(1, 7))
    )
    pairs = [(i, j) for i in range(len(columns)) for j in range(i + 1, len(columns))]
    cells = [(i, j) for i in range(len(rows)) for j in range(len(columns))]
    return HouseFilling(
        rows,
        columns,
        {each: chance.choice([9, 3, 1, 4, "x"]) for each in cells if chance.random() < 0.3},
        {each: chance.choice([-2, -1, 1, 2, 7]) for each in pairs if chance.random() < 0.5},
        chance.choice(ADJUSTMENTS),
        chance.choice(WEIGHTINGS),
    )


def without_empty(filling: HouseFilling) -> HouseFilling:
    """A house without its empty rows and columns, as it is read back."""
    rows = [i for i, each in enumerate(filling.requirements) if each.name or _in(filling, 0, i)]
    columns = [
        j for j, each in enumerate(filling.characteristics) if each.name or _in(filling, 1, j)
    ]
    return replace(
        filling,
        requirements=tuple(filling.requirements[i] for i in rows),
        characteristics=tuple(filling.characteristics[j] for j in columns),
        relations={
            (rows.index(i), columns.index(j)): value for (i, j), value in filling.relations.items()
        },
        roof={
            (columns.index(i), columns.index(j)): value
            for (i, j), value in filling.roof.items()
            if i in columns and j in columns
        },
    )


def _in(filling: HouseFilling, axis: int, index: int) -> bool:
    return any(place[axis] == index for place in filling.relations)


def a_priority(seed: int) -> PriorityFilling:
    """A priority matrix with odd names, rubbish, missing numbers and empty rows."""
    chance = random.Random(1000 + seed)
    own = ["A need of our own", "chat", "", "+1"]
    names = chance.sample([*FEATURES, *own], chance.randint(3, 12))
    rows = tuple(
        Wanted(
            name,
            chance.choice([None, None, a_number(chance, 6)]),
            a_number(chance),
            chance.choice([0, a_number(chance, 40)]),
            chance.choice([None, None, a_number(chance, 9)]),
            chance.choice([None, None, a_number(chance, 9)]),
            a_number(chance, 9),
            chance.choice([None, "=service"]),
            chance.choice([None, "Sales"]),
            None,
            chance.choice([None, "2026-03-01"]),
        )
        for name in names
    )
    return PriorityFilling(
        rows,
        SCORINGS[seed % len(SCORINGS)],
        chance.choice([3, 3, 4, None, "high"]),
        chance.choice([None, 20, 60, "much"]),
        chance.choice([(2, 1, 1, 0.5), (1, 1, 1, None), (0, 1, 0, 1)]),
    )


def an_action_plan(seed: int, language: str) -> ActionFilling:
    """An action plan with odd names, rubbish, words of other languages and empty rows."""
    chance = random.Random(2000 + seed)
    words = [
        text(each, f"planning.priority.status.{state}")
        for each in (language, language, *LANGUAGES)
        for state in STATES
    ]
    features = [*FEATURES, "A need of our own", "chat", "", ""]
    days = [
        "2025-03-01",
        "2099-12-31",
        date.today().isoformat(),
        "soon",
        "2026-13-01",
        46082,
        20000,
        None,
    ]
    letters = [*"MOAIRQ", "M?", "a", "must-be", "?", 3, None, None]
    shares = [0, 0.25, 0.5, 1, 1.5, "much", None]

    def a_measure() -> PlannedMeasure:
        better, worse = chance.choice(shares), chance.choice(shares)
        return PlannedMeasure(
            chance.choice(["Hire two advisers", "=SUM(A1)", "+49 30", "Cut fees", ""]),
            chance.choice(features),
            chance.choice([None, "House's"]),
            chance.choice([None, "Ana", "@sales"]),
            chance.choice(days),
            chance.choice([*words, "nearly", 2, None]),
            chance.choice([None, "Better up", 5]),
            chance.choice(letters),
            better,
            -worse if isinstance(worse, float | int) else worse,
            chance.choice([None, "moved"]),
            chance.choice(["", "priority-matrix: chat"]),
        )

    return ActionFilling((*(a_measure() for _ in range(24)), PlannedMeasure(), PlannedMeasure()))


def a_roadmap(seed: int) -> RoadmapFilling:
    """A roadmap that can be planned, with odd names, rubbish, circles, and something of one's own.

    Must-be features have an effort, and nothing excludes what they need.
    """
    chance = random.Random(2000 + seed)
    own = ["A server of our own", "+1", 'say "so"']
    names = chance.sample([*FEATURES, *own], chance.randint(6, 10))
    names = list(dict.fromkeys([FEATURES[0], *names]))
    rows = [
        Buildable(
            name,
            chance.choice([0, 0.5, 2, 3, 8]) if at < 3 else chance.choice([None, 1, 4, "some", -1]),
            chance.choice([None, None, None, EXISTS, "no"]),
        )
        for at, name in enumerate(names)
    ]
    pairs = [chance.sample(names[3:], 2) for _ in range(3)]
    ties = [Tie(a, chance.choice(TIES), b) for a, b in pairs]
    ties += [Tie(names[1], NEEDS, names[2]), Tie(names[2], NEEDS, names[1])]
    budgets = (chance.choice([6, 9.5]), chance.choice([None, 5]), chance.choice([None, 0.25]), None)
    chance.shuffle(rows)
    return RoadmapFilling(tuple(rows), tuple(ties), budgets)


def a_journey(seed: int) -> JourneyFilling:
    """A journey map with odd names, rubbish, stages that come again and empty columns."""
    chance = random.Random(3000 + seed)
    stages = ["Find", "find ", "Buy", " Use\u00a0it", "Use it", "=A1", ""]
    names = ["Advert", "Lost card", "=1+1", 'say "so"', "+49 30", "A* ~ till?", "24", ""]
    features = [*FEATURES, "A need of our own", "chat ", "", "", ""]
    words = [None, None, "=SUM(A1)", "a few words", 'with "quotes"', "@sales"]

    def a_touchpoint() -> Touchpoint:
        return Touchpoint(
            chance.choice(stages),
            chance.choice(names),
            *(chance.choice(words) for _ in range(3)),
            chance.choice([-2, -1, -1, 0, 1, 2, 2, None, 7, 0.5, "-1", "good"]),
            *(chance.choice(words) for _ in range(2)),
            chance.choice(features),
            chance.choice(words),
            chance.choice([*words, 5]),
        )

    columns = [a_touchpoint() for _ in range(chance.randint(3, 14))]
    columns.insert(chance.randint(0, len(columns)), Touchpoint())
    return JourneyFilling(
        (*columns, Touchpoint()),
        chance.choice(["=Li Wei", None]),
        "Bank by phone",
        chance.choice(["Three months " * 9, None]),
        chance.choice(["2026-03-01", None, "soon"]),
        "@team",
    )


def a_blueprint(seed: int) -> BlueprintFilling:
    """A service blueprint with odd names, rubbish, skipped lanes and empty steps."""
    chance = random.Random(4000 + seed)
    words = ["Opens the app", '"=A1"', "=A1", 24, "x" * 60, " \u00a0", "a\u00a0 b "]

    def a_step() -> BlueprintStep:
        if chance.random() < 0.15:
            return BlueprintStep()
        lanes = [chance.choice([None, *words]) for _ in range(5)]
        return BlueprintStep(
            *lanes,
            time=chance.choice([None, 0, 2.5, 5760, -1, 5 / 1440, "ten", "5"]),
            fail=chance.choice([None, None, "F", "f", "F W", 1]),
            wait=chance.choice([None, None, "W", "w ", "wait"]),
            problem=chance.choice([None, None, "Six taps"]),
            feature=chance.choice([*FEATURES, "CHAT", "Fax", "", "", ""]),
            measure=chance.choice([None, "+1", "One tap"]),
            owner=chance.choice([None, "Ana"]),
        )

    steps = tuple(a_step() for _ in range(chance.randint(5, 14)))
    if seed % 2:
        steps = (BlueprintStep(), *steps)
    return BlueprintFilling(steps, "A card is lost", "=goal", "2026-03-01", 7.0)


def a_level(chance: random.Random) -> Any:
    """What somebody may type where a level belongs: mostly one from 0 to 10."""
    pick = chance.random()
    if pick < 0.2:
        return None
    if pick < 0.3:
        return chance.choice([11, -1, "high", "7", 99])
    return chance.choice([0, 0, chance.randint(0, 10), chance.randint(1, 100) / 10])


def a_canvas(seed: int) -> CanvasFilling:
    """A strategy canvas with odd names, rubbish, empty rows, and rivals named or not."""
    chance = random.Random(3000 + seed)
    own = ["The price", "CHAT", " chat\u00a0 ", "", "+1", ""]
    names = chance.sample([*FEATURES, *own], chance.randint(8, 14))
    rows = tuple(
        Factor(
            name,
            a_level(chance),
            a_level(chance) if seed % 4 else None,
            tuple(a_level(chance) for _ in range(4)),
            chance.choice([None, None, None, a_level(chance)]),
            chance.choice([None, "Build it", "=A1"]),
            chance.choice([None, "Ana"]),
        )
        for name in names
    )
    if seed % 4 == 1:  # a must-be of which nobody knows what the industry offers
        others = (each for each in rows if each.name != FEATURES[0])
        rows = (Factor(FEATURES[0], 4, 6), Factor("Nobody has it", None, 6), *others)
    rivals = chance.sample(["Bank Nord", "=1+1", "24", "Fin", "fin ", "", ""], 4)
    return CanvasFilling(rows, tuple(rivals))
