"""The sheet of a service blueprint: its formulas against the twin, its way back, its lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice
from kano_xl.languages import LANGUAGES, text
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.blueprint_filling import (
    FEWEST_STEPS,
    MOST_STEPS,
    BlueprintFilling,
    BlueprintStep,
    empty_blueprint,
)
from kano_xl.planning.blueprint_layout import ARROWS, BlueprintLayout
from kano_xl.planning.blueprint_numbers import calculate_blueprint
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.collecting import FilledPlan, collect
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea, GridSheet
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint, empty_journey
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import HINT, LABEL, START
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, a_blueprint, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
BLUEPRINTS = 2
KNOWN = KnownFeatures.of(analysis("en"))


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language, each with blueprints filled by chance, an empty and a full one."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        fillings = [a_blueprint(BLUEPRINTS * start + seed) for seed in range(BLUEPRINTS)]
        fillings += [empty_blueprint(), BlueprintFilling(many())]
        sheets = [
            blueprint_sheet(language, f"Print {index}'s", filling, KnownFeatures.of(found))
            for index, filling in enumerate(fillings)
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def many() -> tuple[BlueprintStep, ...]:
    """More steps than can be read, more of them to be fixed first than the headline names."""
    return tuple(
        BlueprintStep(
            customer=f"Step {at} " + "and so on " * (at % 5), fail="F", feature=FEATURES[0]
        )
        for at in range(MOST_STEPS + 1)
    )


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    whole = list(books(tmp_path))
    # As long as there is no result, nothing is looked up.
    path, found = tmp_path / "before.xlsx", analysis("en")
    before = blueprint_sheet("en", "Before", a_blueprint(0), KnownFeatures())
    path.write_bytes(plan_workbook_bytes([before], replace(found, features=()), "Plan", WRITTEN))
    assert_as_the_twin_says([*whole, (path, [before])], office)


def as_it_is_read(typed: BlueprintStep) -> BlueprintStep:
    """A step as it comes back: numbers as decimals, and what are only blanks as nothing."""
    values = {
        key: float(value) if isinstance(value, int) else value
        for key, value in typed._asdict().items()
    }
    for key, value in values.items():
        if isinstance(value, str) and not value.strip() and key != "feature":
            values[key] = None
    return BlueprintStep(**values)


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, _) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert {each.key for each in filled.sheets} == {"blueprint"}
        for seed, sheet in enumerate(filled.sheets[:BLUEPRINTS]):
            typed = a_blueprint(BLUEPRINTS * start + seed)
            expected = [as_it_is_read(each) for each in typed.steps]
            while expected[-1] == BlueprintStep():
                expected.pop()
            read = read_blueprint(sheet)
            assert list(read.steps) == expected
            assert read[1:] == typed[1:]


STEP = BlueprintStep(
    "Menu", "Blocks the card", "Asks for a finger", "Locks it", "Card system", 2, measure="One tap"
)


def test_what_follows_of_a_step() -> None:
    # Of the features: M, open A, I, open I, I, A, none, R; see `COUNTS`.
    must, chat, reverse, nobody = FEATURES[0], FEATURES[5], FEATURES[7], FEATURES[6]
    trouble: tuple[dict[str, Typed], ...] = (
        *({"fail": "F"}, {"fail": "f\u00a0"}, {"wait": "W"}, {"problem": "Six taps"}),
    )
    none: tuple[dict[str, Typed], ...] = ({}, {"fail": "x"}, {"wait": 1}, {"problem": " "})
    for name, with_trouble, without in (
        (must, "fix", "keep"),
        (chat.upper(), "later", "keep"),
        (FEATURES[2], "later", "keep"),
        (reverse, "stop", "stop"),
        ("", "ask", ""),
        ("Fax", "ask", ""),
        (nobody, "ask", ""),
    ):
        for typed, follows in (
            *((each, with_trouble) for each in trouble),
            *((each, without) for each in none),
        ):
            step = STEP._replace(feature=name, **typed)  # type: ignore[arg-type]
            (found,) = calculate_blueprint(BlueprintFilling((step,)), KNOWN).steps
            assert found.follows == follows, (name, typed)
    # Before there is a result, only what no feature stands behind can be told.
    waiting = BlueprintFilling(tuple(STEP._replace(fail="F", feature=each) for each in (must, "")))
    steps = calculate_blueprint(waiting, KnownFeatures()).steps
    assert [each.follows for each in steps] == ["", "ask"]


def test_what_is_said_of_a_step() -> None:
    changes: dict[str, dict[str, Typed]] = {
        "": {},
        "time": {"time": -1},
        "fail": {"fail": "F W"},
        "wait": {"wait": "F"},
        "unknown": {"feature": "Fax"},
        "no_lane": dict.fromkeys(("evidence", "customer", "onstage", "backstage", "support")),
        "no_backstage": {"backstage": None, "support": None},
        "no_customer": {"customer": None},
        "no_evidence": {"evidence": None},
        "skipped": {"onstage": None, "backstage": None},
        "no_measure": {"fail": "F", "feature": FEATURES[0], "measure": None},
    }
    for key, change in changes.items():
        filling = BlueprintFilling((STEP._replace(**change),))  # type: ignore[arg-type]
        (found,) = calculate_blueprint(filling, KNOWN).steps
        assert found.says == key
    empty = BlueprintStep()
    steps = (empty, STEP, empty, empty, STEP, empty)
    says = [each.says for each in calculate_blueprint(BlueprintFilling(steps), KNOWN).steps]
    assert says == ["", "", "between", "between", "", ""]


def test_times_are_summed_as_far_as_they_are_typed() -> None:
    typed = ((5, None), (0, "W"), (7.5, "w "), ("ten", "W"), (None, None), (-1, None))
    steps = tuple(STEP._replace(time=time, wait=wait) for time, wait in typed)
    filling = BlueprintFilling((*steps, BlueprintStep()))
    assert calculate_blueprint(filling, KNOWN).times == (12.5, 7.5, 3)
    untimed = BlueprintFilling((STEP._replace(time=None, wait="W"),))
    assert calculate_blueprint(untimed, KNOWN).times == (None, None, 1)


@pytest.mark.parametrize("n", [0, FEWEST_STEPS, 13, MOST_STEPS])
def test_lines_go_over_all_columns_and_all_is_on_one_page(n: int) -> None:
    sheet = blueprint_sheet("en", "Print", BlueprintFilling(many()[:n]), KNOWN)
    place = BlueprintLayout(max(n, FEWEST_STEPS))
    for key in ARROWS:
        row = place.at(key)
        looks = [sheet.cells[row, column].look for column in range(LABEL, place.end + 1)]
        own = f"line_{key}"
        ends = {LABEL: f"{own}_name", HINT: f"{own}_name", START: f"{own}_end"}
        ends[place.end] = f"{own}_end"
        assert looks == [ends.get(column, own) for column in range(place.end + 1)]
    assert place.at("customer") < place.at("interaction") < place.at("onstage")
    assert place.at("onstage") < place.at("visibility") < place.at("backstage")
    assert place.at("backstage") < place.at("internal") < place.at("support")
    whole = GridArea(0, LABEL, place.last, place.end)
    assert (sheet.printing.areas, sheet.printing.pages_high) == ((whole,), 1)
    # Both grey columns are in every row of what is typed.
    for name in ("Plan_Evidence", "Plan_Time", "Plan_Feature", "Plan_Owner"):
        assert (sheet.names[name].column, sheet.names[name].last_column) == (START, place.end)


def written(path: Path, *sheets: GridSheet) -> Path:
    path.write_bytes(plan_workbook_bytes(sheets, analysis("en"), "Plan", WRITTEN))
    return path


MUST = FEATURES[0]
BLUEPRINT = BlueprintFilling(
    (
        BlueprintStep("Start screen", "=Opens", time=1),
        STEP._replace(fail="F", wait="W", time=9.5, feature=MUST, owner="Cards"),
        BlueprintStep(),
        BlueprintStep(customer="Waits", wait="w", problem="Queue", feature=MUST, measure=None),
        STEP._replace(fail="F", feature="chat", time=None),
    ),
    "A card is lost", "No stranger pays", "2026-03-01", "Cards",
)  # fmt: skip


def test_a_filled_blueprint_as_json_and_as_a_list(tmp_path: Path) -> None:
    path = written(tmp_path / "print.xlsx", blueprint_sheet("en", "Print", BLUEPRINT, KNOWN))
    done = kano("plan", "service-blueprint", path, "--json", "-", "--language", "en")
    assert (done.code, done.err) == (0, "")
    (told,) = json.loads(done.out)["sheets"]
    assert (told["kind"], told["scene"], told["date"]) == (
        *("service-blueprint", "A card is lost", "2026-03-01"),
    )
    block = told["steps"][1]
    assert (block["step"], block["fail"], block["wait"], block["time"]) == (2, True, True, 9.5)
    assert (block["category"], block["open"], block["follows"]) == ("M", False, "fix")
    # Of 197: A 12, O 59, M 102, I 24.
    assert block["better"] == pytest.approx(71 / 197)
    assert block["worse"] == pytest.approx(-161 / 197)
    assert [each["to_look_at"] for each in told["steps"]] == [
        *(None, None, "between", "no_evidence", None),
    ]
    assert told["minutes"] == {"total": 10.5, "waiting": 9.5, "untimed": 2}
    assert (told["fix_first"], told["fail_points"], told["wait_points"]) == ([2, 4], [2, 5], [2, 4])
    assert told["counts"] == {"fix": 2, "later": 1, "stop": 0, "ask": 0, "keep": 0}
    target = tmp_path / "list.csv"
    assert kano("plan", "service-blueprint", path, "--csv", target, "--language", "de").code == 0
    head, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert head[:3] == ["Schritt", "Sichtbare Elemente", "Was der Kunde tut"]
    assert [line[2] for line in lines] == [
        *("'=Opens", "Blocks the card", "", "Waits", "Blocks the card"),
    ]
    assert [line[6] for line in lines] == ["1", "9.5", "", "", ""]
    assert [line[14] for line in lines] == [
        "",
        *["✗ zuerst beheben", "", "✗ zuerst beheben", "später"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_cells_are_refused(language: str, tmp_path: Path) -> None:
    first, second, *others = BLUEPRINT.steps
    steps = (first._replace(time="ten"), second._replace(fail="x", wait="F"), *others)
    wrong = BLUEPRINT._replace(steps=steps, date="soon")
    path = written(tmp_path / "print.xlsx", blueprint_sheet("en", "Print", wrong, KNOWN))
    target = tmp_path / "list.csv"
    for asked in (("--json", "-"), ("--csv", target)):
        done = kano("plan", "service-blueprint", path, *asked, "--language", language)
        values = {"given": "soon", "first": "2000-01-01", "last": "2099-12-31"}
        reason = text(language, "problems.plan_cell_day", **values)
        meant = text(language, "problems.plan_wrong_cells", reason=reason, more=3)
        assert (done.code, done.out) == (2, "")
        assert done.err.strip().endswith(f"print.xlsx, 'Print'!B6: {meant}")
    assert not target.exists()
    filled = read_filled(path)
    assert filled is not None
    cells = [each.place.cell for each in wrong_cells(filled.sheets[0])]
    assert cells == ["B6", "D20", "E21", "E22"]


JOURNEY = JourneyFilling(
    (
        Touchpoint("Find", "Advert", "web", "Sees it", "Serious", 1, feature="chat", owner="Ana"),
        Touchpoint("Use", "Lost card", "app", None, None, -2, "Six taps", "One tap", MUST, "Cards"),
        Touchpoint("Use", "=Till", emotion=-1),
    ),
    "Li Wei", "Bank by phone", "Changes bank", "2026-03-01", "App team",
)  # fmt: skip


def test_steps_are_taken_over_from_a_journey(tmp_path: Path) -> None:
    path, target = tmp_path / "map.xlsx", tmp_path / "print.xlsx"
    written(path, journey_sheet("en", "Map", JOURNEY, KNOWN))
    done = kano("plan", "service-blueprint", path, "-o", target, "--language", "en")
    assert done.code == 0
    assert "3 steps were taken over" in done.err
    filled = read_filled(target)
    assert filled is not None
    assert [each.name for each in filled.known.features] == [each.name for each in KNOWN.features]
    found = read_blueprint(filled.sheets[0])
    assert found[1:] == ("Changes bank", "Bank by phone", None, "App team")
    assert found.steps == (
        BlueprintStep("Advert · web", "Sees it", feature="chat", owner="Ana"),
        BlueprintStep(
            "app", "Lost card", problem="Six taps", feature=MUST, measure="One tap", owner="Cards"
        ),
        BlueprintStep(None, "=Till"),
    )
    # A blueprint comes of it, too, beside an empty one, as in a workbook of all sheets.
    beside = blueprint_sheet("en", "Print", empty_blueprint(), KNOWN)
    both = written(tmp_path / "both.xlsx", journey_sheet("en", "Map", JOURNEY, KNOWN), beside)
    assert kano("plan", "service-blueprint", both, "-o", tmp_path / "taken.xlsx").code == 0
    # What is filled in is never written over, and nothing is made of nothing, or of wrong cells.
    for given, sheet, code in (
        (target, None, "plan_filled"),
        (path, journey_sheet("en", "Map", empty_journey(), KNOWN), "plan_no_touchpoints"),
    ):
        if sheet is not None:
            written(given, sheet)
        new = tmp_path / "new.xlsx"
        done = kano("plan", "service-blueprint", given, "-o", new, "--language", "en")
        values = {"kind": "service-blueprint", "file": str(given)}
        assert (done.code, new.exists()) == (2, False)
        assert done.err.strip().endswith(text("en", f"problems.{code}", **values))
    full = written(
        both,
        journey_sheet("en", "Map", JOURNEY, KNOWN),
        blueprint_sheet("en", "Print", BLUEPRINT, KNOWN),
    )
    done = kano("plan", "service-blueprint", full, "-o", tmp_path / "new.xlsx", "--language", "en")
    there = text("en", "problems.plan_blueprint_there", file=full.name)
    assert (done.code, there in done.err) == (2, True)
    wrong = JOURNEY._replace(touchpoints=(Touchpoint("Use", "Till", emotion=7),))
    written(path, journey_sheet("en", "Map", wrong, KNOWN))
    done = kano("plan", "service-blueprint", path, "-o", tmp_path / "new.xlsx", "--language", "en")
    assert (done.code, "“7” is no emotion" in done.err) == (2, True)


def test_measures_come_from_steps_to_fix_first(tmp_path: Path) -> None:
    plan = FilledPlan("Print", BLUEPRINT)
    found = collect((), [plan], KNOWN, "en")
    assert [(each.measure, each.feature, each.source, each.owner) for each in found] == [
        ("One tap", MUST, "Print", "Cards"),
        ("Fix first: Waits", MUST, "Print", None),
    ]
    assert found[0].then_category == "M"
    # They are known again, whatever became of their words and of the sheet's name.
    changed = [each._replace(measure="By Ana", feature="") for each in found]
    assert collect(changed, [plan._replace(title="Renamed")], KNOWN, "de") == ()
    path, target = tmp_path / "print.xlsx", tmp_path / "plan.xlsx"
    written(path, blueprint_sheet("en", "Print", BLUEPRINT, KNOWN))
    assert kano("plan", "action-plan", path, "-o", target, "--language", "en").code == 0
    filled = read_filled(target)
    assert filled is not None
    assert [each.measure for each in read_actions(filled.sheets[0]).measures] == [
        *("One tap", "Fix first: Waits"),
    ]
