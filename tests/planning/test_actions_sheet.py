"""The sheet of an action plan: its formulas against the twin, its way back, what is collected."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice
from kano_xl.languages import LANGUAGES, text
from kano_xl.planning.actions_numbers import calculate_actions, day_of, serial, state_of
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.actions_sheet import actions_sheet
from kano_xl.planning.collecting import FilledPlan, collect
from kano_xl.planning.compared import read_compared
from kano_xl.planning.filling import (
    ActionFilling,
    Characteristic,
    HouseFilling,
    PlannedMeasure,
    PriorityFilling,
    Requirement,
    Typed,
    Wanted,
)
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, an_action_plan, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
PLANS = 2
EXAMPLES = Path(__file__).parents[2] / "workbook" / "examples"
MANY = 200


def books(folder: Path, today: date) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language, each with plans filled by chance and an empty one."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        fillings = [an_action_plan(PLANS * start + seed, language) for seed in range(PLANS)]
        sheets = [
            actions_sheet(language, f"Plan {index}'s", filling, KnownFeatures.of(found), today)
            for index, filling in enumerate([*fillings, ActionFilling((PlannedMeasure(),) * 3)])
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    # TODAY() is that of LibreOffice.
    assert_as_the_twin_says(list(books(tmp_path, date.today())), office)


def as_it_is_read(typed: PlannedMeasure) -> PlannedMeasure:
    """A measure as it comes back: days as texts, numbers as decimals."""
    day = day_of(typed.due)
    if day is None and isinstance(typed.due, int):  # a number under a look for days
        day = date(1899, 12, 30) + timedelta(typed.due)
    numbers = {
        key: float(value) for key, value in typed._asdict().items() if isinstance(value, int)
    }
    due: Typed = typed.due if day is None else day.isoformat()
    return typed._replace(**{**numbers, "due": due})


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, _) in enumerate(books(tmp_path, WRITTEN)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        for seed, sheet in enumerate(filled.sheets[:PLANS]):
            typed = an_action_plan(PLANS * start + seed, LANGUAGES[start])
            expected = [as_it_is_read(each) for each in typed.measures if each != PlannedMeasure()]
            assert list(read_actions(sheet).measures) == expected


def test_what_is_said_of_a_measure() -> None:
    known = KnownFeatures.of(analysis("en"))
    whole = PlannedMeasure(
        "Hire", "Chat", "Matrix", "Ana", "2026-03-01", "running", None, "O", 0.25, -0.5
    )
    changes = {
        "": {},
        "no_measure": {"measure": ""},
        "unknown": {"feature": "Fax"},
        "due": {"due": "in March"},
        "status": {"status": "nearly"},
        "then": {"then_better": 25},
        "no_owner": {"owner": None},
        "no_due": {"due": None},
        "no_status": {"status": None},
        "no_then": {"then_category": None},
    }
    for key, change in changes.items():
        (found,) = calculate_actions(
            ActionFilling((whole._replace(**change),)), known, date(2026, 3, 2)
        )
        assert found.says == key
        assert found.is_late is (key not in ("due", "no_due"))
    first, second = calculate_actions(ActionFilling((whole, whole)), known, date(2026, 3, 1))
    assert (first.says, second.says, first.is_late) == ("twice", "twice", False)
    # A measure that is done needs nobody and is never late.
    (done,) = calculate_actions(
        ActionFilling((whole._replace(status="done", owner=None),)), known, date(2030, 1, 1)
    )
    assert (done.says, done.is_late) == ("", False)
    # Of 180: A 90, O 30, M 20, I 40; O then, A now.
    assert found.found.category == "A"
    assert done.moved.category == ("O", "A")
    assert done.moved.better == pytest.approx(120 / 180 - 0.25)
    assert done.moved.worse == pytest.approx(0.5 - 50 / 180)


HOUSE = FilledPlan(
    "House",
    HouseFilling(
        (Requirement("Chat", 5), Requirement("24", 4), Requirement("Our own need", 2)),
        (
            Characteristic("Adviser hours", "h/week", "▲", 40),
            Characteristic("Idle", target=3),
            Characteristic("Delay"),
        ),
        {(0, 0): 3, (1, 0): 9, (2, 2): 9},
    ),
)
MATRIX = FilledPlan(
    "Matrix",
    PriorityFilling(
        (
            Wanted("Chat", 4, 2, day="2026-05-01", status="done"),
            Wanted("Our own need", 5, 5, day="soon"),
            Wanted("24", 2, 4),
            Wanted("Daily calls", 5, 5),
            Wanted("What nobody needs", 1, 1),
        )
    ),
)


def test_measures_are_collected_once() -> None:
    known = KnownFeatures.of(analysis("en"))
    found = collect((), [HOUSE, MATRIX], known, "en")
    # By rank; not what is reverse, not to be done, or serves nothing. The first column counts
    # 5 × 3 for Chat and 4 × 9 for 24.
    assert [each[:6] for each in found] == [
        ("Do now: Our own need", "Our own need", "Matrix", None, None, "open"),
        ("Plan: Chat", "Chat", "Matrix", None, "2026-05-01", "done"),
        ("Quick fix: 24", "24", "Matrix", None, None, "open"),
        ("Adviser hours → 40\u00a0h/week", "24", "House", None, None, "open"),
        ("Delay", "Our own need", "House", None, None, "open"),
    ]
    chat = found[1]
    assert (chat.then_category, chat.then_better) == ("A", pytest.approx(120 / 180))
    assert found[0].then_category is None
    # Whatever became of its words, its sheet's name and the language, it is known again.
    changed = [each._replace(measure=f"{each.measure}, by Ana", feature="") for each in found]
    again = FilledPlan("Renamed", MATRIX.filling), FilledPlan("Renamed", HOUSE.filling)
    for language in LANGUAGES:
        assert collect(changed, again, known, language) == ()
    # So is what somebody wrote by hand.
    by_hand = [PlannedMeasure("plan:  CHAT", "chat")]
    assert [each.feature for each in collect(by_hand, [MATRIX], known, "en")] == [
        "Our own need",
        "24",
    ]
    assert collect(found[:4], [HOUSE, MATRIX], known, "en") == found[4:]


def plan_of(folder: Path, language: str) -> Path:
    """A workbook with a house, a matrix, and two plans that people have worked on."""
    found = analysis(language)
    known = KnownFeatures.of(found)
    plans = [an_action_plan(seed, language) for seed in range(2)]
    sheets = [
        house_sheet(language, *HOUSE, known),
        priority_sheet(Words(language), *MATRIX, known),
        *(
            actions_sheet(language, f"Plan {index}", plan, known, WRITTEN)
            for index, plan in enumerate(plans)
        ),
    ]
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
    return path


def typed_in(path: Path) -> list[list[PlannedMeasure]]:
    filled = read_filled(path)
    assert filled is not None
    return [list(read_actions(each).measures) for each in filled.sheets if each.key == "actions"]


def test_a_new_workbook_keeps_what_was_typed(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    path, target, again = (
        plan_of(tmp_path, "en"),
        tmp_path / "actions.xlsx",
        tmp_path / "again.xlsx",
    )
    before = path.read_bytes()
    done = kano("plan", "action-plan", path, "-o", target, "--language", "en")
    assert done.code == 0, done.err
    assert path.read_bytes() == before
    assert not ooxml_errors(target)
    old, new = typed_in(path), typed_in(target)
    told = text(
        "en", "terminal.collected", kept=len(old[0] + old[1]), added=len(new[0]) - len(old[0])
    )
    assert told in done.err
    assert len(new[0]) > len(old[0])
    assert len(new[1]) == len(old[1])
    then = ("then_category", "then_better", "then_worse")
    for ours, theirs in zip(old[0] + old[1], new[0][: len(old[0])] + new[1], strict=True):
        for key, value in ours._asdict().items():
            if (value is not None and key != "status") or key not in (*then, "status"):
                assert getattr(theirs, key) == value
    # The features that are looked up came along, with all that formulas may ask for.
    results = [read_filled(each) for each in (path, target)]
    assert results[0] is not None
    assert results[1] is not None
    assert results[0].results == results[1].results
    assert len(results[0].results[0]) == 11
    # Once more, and nothing is new.
    assert kano("plan", "action-plan", target, "-o", again, "--language", "de").code == 0
    german = typed_in(again)
    assert [len(each) for each in german] == [len(each) for each in new]
    # A status that is one of the list is one of the list in the other language, too.
    for ours, theirs in zip(new[0] + new[1], german[0] + german[1], strict=True):
        state = state_of(ours.status)
        meant = text("de", f"planning.priority.status.{state}") if state else ours.status
        assert theirs == ours._replace(status=meant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_next_wave(language: str, tmp_path: Path) -> None:
    survey, later = (EXAMPLES / f"bank-app-en{end}.xlsx" for end in ("", "-2"))
    plan, waves, target = (tmp_path / name for name in ("plan.xlsx", "waves.json", "new.xlsx"))
    assert kano("compare", survey, later, "--json", waves, "--quiet").code == 0
    compared = json.loads(waves.read_text(encoding="utf-8"))
    moves = {each["was_called"]: each for each in compared["comparisons"]}
    gone = next(each for each in compared["only_in"][compared["waves"][0]["name"]])
    first = next(iter(moves))
    found = analysis(language)
    rows = tuple(PlannedMeasure("Do", name) for name in (first, gone, "Our own"))
    sheet = actions_sheet(language, "Mine", ActionFilling(rows), KnownFeatures(), WRITTEN)
    plan.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
    call = ("plan", "action-plan", plan, "--compared", waves, "-o", target)
    done = kano(*call, "--language", language)
    assert done.code == 0, done.err
    told = json.loads(kano("plan", "all", target, "--json", "-").out)["sheets"][0]["measures"]
    verdict = text(language, f"waves.verdict.{moves[first]['verdict']}")
    assert [each["comparison"] for each in told] == [verdict, None, None]
    now = next(
        each for each in compared["waves"][1]["features"] if each["name"] == moves[first]["feature"]
    )
    assert told[0]["now"]["category"] == now["category"]
    assert told[0]["now"]["better"] == pytest.approx(now["better"])
    assert told[1]["now"]["category"] is None


def test_of_several_waves_the_first_and_the_last_count(tmp_path: Path) -> None:
    feature = {
        **{"category": "M", "verdict": "clear", "n": 90, "better": 0.25, "worse": None},
        **{"better_interval": [0.1, 0.4], "worse_interval": None},
    }
    last = [{**feature, "name": "Chat", "rank": 2}, {**feature, "name": "Map", "rank": 1}]
    steps = ((["A", "B"], "moved"), (["B", "C"], "moved"), (["A", "C"], "same"))
    moves = [
        {"feature": "Chat", "was_called": "Talk", "waves": waves, "verdict": verdict}
        for waves, verdict in steps
    ]
    waves = [{"name": name, "features": last if name == "C" else []} for name in "ABC"]
    path = tmp_path / "waves.json"
    path.write_text(json.dumps({"kano_xl": "1", "waves": waves, "comparisons": moves}))
    found = read_compared(path)
    assert found.verdicts == {"chat": "same", "talk": "same"}
    assert [each["feature"] for each in found.results] == ["Map", "Chat"]
    first = found.results[0]
    assert (first["better_low"], first["better_high"], first["worse_low"]) == (0.1, 0.4, None)


def test_lists_for_other_programs(tmp_path: Path) -> None:
    rows = (
        PlannedMeasure(
            "=cmd()", "Chat", None, "@sales", "2020-01-31", "open", "-x", "O", 0.5, -0.5
        ),
        PlannedMeasure("Fewer calls", "Daily calls", due="soon"),
    )
    found = analysis("en")
    sheet = actions_sheet("en", "Plan", ActionFilling(rows), KnownFeatures.of(found), WRITTEN)
    plan, target = tmp_path / "plan.xlsx", tmp_path / "list.csv"
    plan.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
    done = kano("plan", "action-plan", plan, "--csv", target, "--language", "en")
    assert (done.code, done.out) == (0, ""), done.err
    header, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert header[:2] == ["Measure", "Feature"]
    assert lines == [
        ["'=cmd()", "Chat", "", "'@sales", "2020-01-31", "open", "'-x", "late", "", "O", "A"],
        ["Fewer calls", "Daily calls", "", "", "soon", "", "", "", "", "", "R"],
    ]
    told = json.loads(kano("plan", "action-plan", plan, "--json", "-").out)["sheets"][0]
    first = told["measures"][0]
    assert first["moved"]["category"] == ["O", "A"]
    assert first["moved"]["better"] == pytest.approx(120 / 180 - 0.5)
    assert (first["state"], first["overdue"], told["measures"][1]["to_look_at"]) == (
        "open",
        True,
        "due",
    )


def test_what_the_command_refuses(tmp_path: Path) -> None:
    plan, target, other = (tmp_path / name for name in ("plan.xlsx", "new.xlsx", "other.json"))
    survey = EXAMPLES / "bank-app-en.xlsx"
    assert kano("plan", "action-plan", survey, "-o", plan).code == 0
    other.write_text('{"waves": [{"name": 1}], "comparisons": 3}', encoding="utf-8")
    before = plan.read_bytes()
    calls = (
        ("plan", "action-plan", survey, "--compared", other, "-o", target),
        ("plan", "all", plan, "--compared", other, "-o", target),
        ("plan", "action-plan", plan, "--compared", other, "--json", "-"),
        ("plan", "action-plan", plan, "--compared", other, "-o", target),
        ("plan", "action-plan", plan, "--compared", survey, "-o", target),
        ("plan", "action-plan", plan, "--compared", tmp_path / "missing.json", "-o", target),
        ("plan", "action-plan", plan, "-o", plan, "--overwrite"),
    )
    for call in calls:
        done = kano(*call)
        assert (done.code, done.out) == (2, ""), call
        assert len(done.err.strip().splitlines()) == 1
    assert plan.read_bytes() == before
    assert not target.exists()


def test_two_hundred_measures(tmp_path: Path) -> None:
    found = analysis("de")
    rows = tuple(
        PlannedMeasure(f"Maßnahme {n}", FEATURES[n % 8], due="2030-01-01") for n in range(MANY)
    )
    sheet = actions_sheet("de", "Plan", ActionFilling(rows), KnownFeatures.of(found), WRITTEN)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
    ((*back,),) = typed_in(path)
    assert [each.measure for each in back] == [each.measure for each in rows]
    assert sheet.names["Plan_Measure"].last_row - sheet.names["Plan_Measure"].row == MANY
    assert serial(date(2030, 1, 1)) == 47484
