"""The sheet of a roadmap: its formulas against what Python says, its refusals, its way back."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from command import kano
from conftest import LibreOffice, cell_values
from kano_xl.addresses import address
from kano_xl.choices import Rules
from kano_xl.errors import InputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.resamples import resample_features
from kano_xl.planning.grid import GridCell, GridSheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import (
    EXCLUDES,
    EXISTS,
    NEEDS,
    Buildable,
    RoadmapFilling,
    Tie,
    empty_roadmap,
    with_room,
)
from kano_xl.planning.roadmap_layout import LETTER, NAME, STATUS, RoadmapLayout
from kano_xl.planning.roadmap_numbers import MadePlan, make_plan
from kano_xl.planning.roadmap_reading import read_roadmap
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import COUNTS, FEATURES, a_roadmap, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
SURVEY = Path(__file__).parents[2] / "workbook" / "examples" / "bank-app-en.xlsx"
PLACE = Place("plan.xlsx", "Roadmap")
ROADMAPS = 3


def planned(filling: RoadmapFilling) -> MadePlan:
    """The plan with the features that fillings are about."""
    known = KnownFeatures.of(analysis("en"))
    order = [FEATURES.index(each.name) for each in known.features]
    resamples = resample_features(np.array(COUNTS)[order], Rules())
    return make_plan(filling, known, resamples, PLACE)


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language: planned roadmaps, and one that is still empty."""
    for start, language in enumerate(LANGUAGES):
        found, words = analysis(language), Words(language)
        known = KnownFeatures.of(found)
        sheets = [roadmap_sheet(words, "Empty", empty_roadmap([*FEATURES, ""]), known)]
        for seed in range(ROADMAPS * start, ROADMAPS * (start + 1)):
            filling = a_roadmap(seed)
            plan = planned(filling)
            sheets.append(roadmap_sheet(words, f"Map {seed}", with_room(filling), known, plan))
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    assert_as_the_twin_says(list(books(tmp_path)), office)


def test_what_was_typed_is_read_back(tmp_path: Path, ooxml_errors: Any) -> None:
    for start, (path, _) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert [each.key for each in filled.sheets] == ["roadmap"] * (1 + ROADMAPS)
        for seed, sheet in enumerate(filled.sheets[1:], ROADMAPS * start):
            assert read_roadmap(sheet) == a_roadmap(seed)


def test_changes_after_planning_are_told(office: LibreOffice, tmp_path: Path) -> None:
    filling = RoadmapFilling(
        tuple(Buildable(name, 2 + index) for index, name in enumerate(FEATURES[:4])),
        (Tie(FEATURES[1], NEEDS, FEATURES[2]), Tie(FEATURES[3], EXCLUDES, FEATURES[2])),
        (3, 6, None, None),
    )
    plan, found = planned(filling), analysis("en")
    room = with_room(filling)
    place = RoadmapLayout(7, len(room.rows), len(room.ties))
    effort, exists, period = (place.at(key) for key in ("effort", "exists", "period"))
    changes: dict[str, tuple[int, int, Any]] = {
        "effort": (place.body + 3, effort, 1),
        "exists": (place.body + 3, exists, EXISTS),
        "name": (place.body + 3, NAME, "Chat"),
        "row": (place.body + 4, NAME, "Chat"),
        "budget": (place.budgets + 2, LETTER, 7),
        "third": (place.budgets + 3, LETTER, 0),
        "relation": (place.tie_body, place.kind, text("en", "roadmap.ties.excludes")),
        "relations": (place.tie_body + 2, NAME, FEATURES[0]),
    }
    # Whoever types over the plan itself sees what it breaks.
    moved = {
        "must": (place.body, period, None),
        "over": (place.body + 3, period, 1),
        "late": (place.body + 2, period, 3),
    }
    books, keys = [], []
    for key, (row, column, value) in {"nothing": (0, 0, "Map"), **changes, **moved}.items():
        sheet = roadmap_sheet(Words("en"), "Map", room, KnownFeatures.of(found), plan)
        assert isinstance(sheet.cells, dict)
        look = sheet.cells[row, column].look
        sheet.cells[row, column] = GridCell(value, look)
        path = tmp_path / f"{key}.xlsx"
        path.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
        books.append(path)
        keys.append(key)
    opened = [cell_values(each)["Map"] for each in office.convert(books, "xlsx")]
    values = dict(zip(keys, opened, strict=True))
    changed = text("en", "roadmap.status.changed")
    said = {key: each[address(STATUS, NAME)] == changed for key, each in values.items()}
    assert said == {key: key in changes for key in said}
    assert [row.period for row in plan.rows] == [1, 2, 2, 0]
    lacks = text("en", "roadmap.says.must")
    assert values["must"][address(place.body, place.last)] == lacks
    assert values["must"][address(place.counts, LETTER)] == 1
    left = address(place.budgets + 1, LETTER + 2)
    assert (values["nothing"][left], values["over"][left]) == (1, -4)
    broken = address(place.tie_body + 1, place.said)
    assert values["over"][broken] == text("en", "roadmap.ties.says.both")
    late = address(place.tie_body, place.said)
    assert values["late"][late] == text("en", "roadmap.ties.says.late")
    assert values["late"][address(place.counts + 1, LETTER)] == 1


def test_shuffled_rows_give_the_same_plan() -> None:
    chance = random.Random(9)
    for seed in range(6):
        filling = a_roadmap(seed)
        rows, ties = list(filling.rows), list(filling.ties)
        chance.shuffle(rows)
        chance.shuffle(ties)
        one, other = (
            planned(filling),
            planned(RoadmapFilling(tuple(rows), tuple(ties), filling.budgets)),
        )
        of = [
            {row.name: repr(each) for row, each in zip(names, plan.rows, strict=True)}
            for names, plan in ((filling.rows, one), (rows, other))
        ]
        assert of[0] == of[1]
        assert (one.mean, one.low, one.curve, one.step) == (
            other.mean,
            other.low,
            other.curve,
            other.step,
        )


SECURITY, CHAT, CALLS = FEATURES[0], "Chat", FEATURES[7]
MUST = Buildable(SECURITY, 5)


@pytest.mark.parametrize(
    ("filling", "why", "said"),
    [
        (RoadmapFilling((MUST,), (), (None,) * 4), "no_budget", "yellow"),
        (RoadmapFilling((MUST,), (), (-1, None, None, None)), "budget", "-1"),
        (RoadmapFilling((Buildable("x", 5),), (), (9,)), "unknown", "--survey"),
        (RoadmapFilling((MUST, MUST), (), (9,)), "twice", SECURITY),
        (RoadmapFilling((Buildable(SECURITY),), (), (9,)), "no_effort", SECURITY),
        (RoadmapFilling((Buildable(SECURITY, "big"),), (), (9,)), "no_effort", SECURITY),
        (
            RoadmapFilling((MUST, Buildable(CHAT)), (Tie(SECURITY, NEEDS, CHAT),), (9,)),
            "no_effort",
            CHAT,
        ),
        (
            RoadmapFilling((MUST, Buildable(CALLS, 1)), (Tie(SECURITY, NEEDS, CALLS),), (9,)),
            "needs_never",
            CALLS,
        ),
        (
            RoadmapFilling(
                (MUST, Buildable(CHAT, 1, EXISTS)), (Tie(CHAT, EXCLUDES, SECURITY),), (9,)
            ),
            "must_excluded",
            CHAT,
        ),
        (RoadmapFilling((MUST,), (), (1.5, 1, None, None)), "budget_lacks", "2.5 is lacking"),
        (RoadmapFilling((MUST, Buildable(CHAT, 1 / 3)), (), (9,)), "too_fine", "round"),
    ],
)
def test_refusals(filling: RoadmapFilling, why: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        planned(filling)
    assert caught.value.code == f"plan_roadmap_{why}"
    assert said in str(caught.value)
    assert "“" not in caught.value.message("zh-Hant")


def filled(path: Path, budget: float, *, ties: tuple[Tie, ...] = ()) -> None:
    """The roadmap of the example survey, with an effort of 1 to 12."""
    kano("plan", "roadmap", SURVEY, "-o", path)
    book = read_filled(path)
    assert book is not None
    names = [each.name for each in book.known.features]
    rows = tuple(Buildable(name, at) for at, name in enumerate(names, 1))
    filling = with_room(RoadmapFilling(rows, ties, (budget, 5, None, None)))
    sheet = roadmap_sheet(Words("en"), "=Roadmap", filling, book.known)
    path.write_bytes(plan_workbook_bytes([sheet], analysis("en"), "Plan", WRITTEN))


def test_command(tmp_path: Path) -> None:
    path, target = tmp_path / "map.xlsx", tmp_path / "planned.xlsx"
    list_file = tmp_path / "list.csv"
    filled(path, 20)
    done = kano("plan", "roadmap", path, "--survey", SURVEY, "-o", target, "--csv", list_file)
    assert done.code == 0, done.err
    told = json.loads(kano("plan", "roadmap", path, "--survey", SURVEY, "--json", "-").out)
    (sheet,) = told["sheets"]
    assert sheet["plan"]["resampled"] == "respondents"
    assert 0.9 < sheet["plan"]["share_of_best"]["in_95_of_100"] <= 1
    assert sheet["plan"]["effort"] <= sheet["plan"]["budget"] == 25
    built = [each for each in sheet["features"] if each["period"]]
    assert sum(each["effort"] for each in built) == sheet["plan"]["effort"]
    assert sum(each["worth"] for each in built) == pytest.approx(sheet["plan"]["worth"])
    assert {each["name"] for each in sheet["features"] if each["must"]} <= {
        each["name"] for each in built
    }
    header, *lines = csv.reader(list_file.read_text(encoding="utf-8-sig").splitlines())
    assert header[7] == text("en", "roadmap.column.period")
    assert [line[0] for line in lines if line[7]] == [
        each["name"] for each in sorted(built, key=lambda each: (each["period"], -each["worth"]))
    ]
    # The new workbook can be changed and planned again, and by counts alone.
    counts, again = tmp_path / "counts.json", tmp_path / "again.json"
    kano("analyse", SURVEY, "--json", counts)
    done = kano("plan", "roadmap", target, "--survey", counts, "--json", again)
    assert done.code == 0, done.err
    (other,) = json.loads(again.read_text(encoding="utf-8"))["sheets"]
    assert other["plan"]["resampled"] == "features"
    assert [each["period"] for each in other["features"]] == [
        each["period"] for each in sheet["features"]
    ]
    # Without a survey there is what was typed.
    (typed,) = json.loads(kano("plan", "all", target, "--json", "-").out)["sheets"]
    assert typed["plan"] is None
    assert typed["budgets"] == [20, 5, None, None]


def test_command_refuses_and_writes_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "map.xlsx", tmp_path / "planned.xlsx"
    filled(path, 1)
    before = path.read_bytes()
    calls = {
        "--survey SURVEY": (path, "-o", target),
        "lacking": (path, "--survey", SURVEY, "-o", target),
        "only with": (SURVEY, "--survey", SURVEY, "-o", target),
        "exists": (path, "--survey", SURVEY, "-o", path),
    }
    for said, arguments in calls.items():
        refused = kano("plan", "roadmap", *arguments)
        assert (refused.code, refused.out) == (2, ""), said
        assert said in refused.err or said == "exists"
        assert not target.exists()
    assert path.read_bytes() == before
    filled(path, 20, ties=(Tie("Fast transfers", NEEDS, "Fast transfers"),))
    refused = kano("plan", "roadmap", path, "--survey", SURVEY, "-o", target)
    assert refused.code == 2
    assert "'=Roadmap'!B" in refused.err
