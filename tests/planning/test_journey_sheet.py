"""The sheet of a customer journey map: its formulas against the twin, its way back, its lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice
from kano_xl.languages import LANGUAGES, text
from kano_xl.planning.collecting import FilledPlan, collect
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.journey_asking import to_ask
from kano_xl.planning.journey_filling import (
    FEWEST_TOUCHPOINTS,
    MOST_TOUCHPOINTS,
    JourneyFilling,
    Touchpoint,
    empty_journey,
)
from kano_xl.planning.journey_layout import BODY, TOP, JourneyLayout
from kano_xl.planning.journey_numbers import calculate_journey, is_used
from kano_xl.planning.journey_reading import read_journey
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import FIRST, GREY, START
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import FEATURES, a_journey, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
JOURNEYS = 2
KNOWN = KnownFeatures.of(analysis("en"))


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language, each with maps filled by chance, an empty one, a full one."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        fillings = [a_journey(JOURNEYS * start + seed) for seed in range(JOURNEYS)]
        fillings += [empty_journey(), JourneyFilling(many())]
        sheets = [
            journey_sheet(language, f"Map {index}'s", filling, KnownFeatures.of(found))
            for index, filling in enumerate(fillings)
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def many() -> tuple[Touchpoint, ...]:
    """More touchpoints than can be read."""
    return tuple(
        Touchpoint(f"Stage {at // 3}", f"Point {at}", emotion=at % 5 - 2)
        for at in range(MOST_TOUCHPOINTS + 1)
    )


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    whole = list(books(tmp_path))
    # As long as there is no result, nothing is looked up.
    path = tmp_path / "before.xlsx"
    before = journey_sheet("en", "Before", a_journey(0), KnownFeatures())
    empty = analysis("en").__class__((), analysis("en").settings)
    path.write_bytes(plan_workbook_bytes([before], empty, "Plan", WRITTEN))
    assert_as_the_twin_says([*whole, (path, [before])], office)


def as_it_is_read(typed: Touchpoint) -> Touchpoint:
    """A touchpoint as it comes back: numbers as decimals, and what are only blanks as nothing."""
    values = {
        key: float(value) if isinstance(value, int) else value
        for key, value in typed._asdict().items()
    }
    for key, value in values.items():
        if isinstance(value, str) and not value.strip():
            values[key] = "" if key in ("stage", "touchpoint", "feature") else None
    return Touchpoint(**values)


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, _) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert {each.key for each in filled.sheets} == {"journey"}
        for seed, sheet in enumerate(filled.sheets[:JOURNEYS]):
            typed = a_journey(JOURNEYS * start + seed)
            expected = [as_it_is_read(each) for each in typed.touchpoints]
            read = read_journey(sheet)
            assert list(read.touchpoints) == [each for each in expected if is_used(each)]
            assert read[1:] == typed[1:]


def test_what_follows_of_a_touchpoint() -> None:
    # Of the features: M, open A, I, open I, I, A, none, R; see `COUNTS`.
    must, chat, reverse, nobody = FEATURES[0], FEATURES[5], FEATURES[7], FEATURES[6]
    letters = [KNOWN.feature(name).category for name in (must, chat, reverse, nobody)]
    assert letters == ["M", "A", "R", ""]
    cases = {
        (must, -1): "fix",
        (must, 0): "keep",
        (chat.upper(), 0): "chance",
        (chat, 1): "keep",
        (chat, -2): "chance",
        (reverse, 2): "stop",
        (reverse, None): "stop",
        ("", -1): "ask",
        ("", 0): "keep",
        ("Fax", -1): "ask",
        (nobody, -1): "ask",
        (FEATURES[2], -2): "keep",
        (must, None): "",
        (must, 7): "",
        (must, "-1"): "",
    }
    for (feature, emotion), follows in cases.items():
        filling = JourneyFilling((Touchpoint("S", "P", feature=feature, emotion=emotion),))
        (found,) = calculate_journey(filling, KNOWN).touchpoints
        assert found.follows == follows, (feature, emotion)
    # Before there is a result, only what no feature stands behind can be told.
    waiting = [Touchpoint("S", "P", feature=name, emotion=-1) for name in (must, "")]
    calculated = calculate_journey(JourneyFilling(tuple(waiting)), KnownFeatures())
    assert [each.follows for each in calculated.touchpoints] == ["", "ask"]


def test_what_is_said_of_a_touchpoint() -> None:
    whole = Touchpoint("Buy", "Till", "shop", emotion=-1, feature=FEATURES[0], measure="Faster")
    changes: dict[str, dict[str, object]] = {
        "": {},
        "no_name": {"touchpoint": ""},
        "emotion": {"emotion": 7},
        "no_stage": {"stage": " \u00a0"},
        "unknown": {"feature": "Fax"},
        "no_emotion": {"emotion": None},
        "no_measure": {"measure": None},
    }
    for key, change in changes.items():
        filling = JourneyFilling((whole._replace(**change),))  # type: ignore[arg-type]
        (found,) = calculate_journey(filling, KNOWN).touchpoints
        assert found.says == key
    # A stage that was over comes again; a column without one does not end it.
    stages = ("Buy", "", "BUY ", "Use", "buy", "Buy")
    filling = JourneyFilling(tuple(whole._replace(stage=each) for each in stages))
    journey = calculate_journey(filling, KNOWN)
    says = [each.says for each in journey.touchpoints]
    assert says == ["", "no_stage", "", "", "again", ""]


def test_stages_have_a_mean_and_the_journey_its_lowest_point() -> None:
    felt = (("Buy", 2), ("Use", -2), ("buy\u00a0", -1), ("Use", 9), ("", -2), ("End", None))
    filling = JourneyFilling(
        tuple(Touchpoint(stage, f"P{at}", emotion=typed) for at, (stage, typed) in enumerate(felt))
    )
    journey = calculate_journey(filling, KNOWN)
    assert [(each.stage, each.touchpoints, each.mean) for each in journey.stages] == [
        ("Buy", (0, 2), 0.5),
        ("Use", (1, 3), -2),
        ("End", (5,), None),
    ]
    assert journey.lowest == (1, 4)
    assert [each.mean for each in journey.touchpoints] == [0.5, -2, None, None, None, None]


@pytest.mark.parametrize("n", [1, 4, 13, MOST_TOUCHPOINTS])
def test_the_curve_lies_exactly_over_its_columns(n: int) -> None:
    sheet = journey_sheet("en", "Map", JourneyFilling(many()[:n]), KNOWN)
    columns = max(n, FEWEST_TOUCHPOINTS)
    place = JourneyLayout(columns)
    (chart,) = sheet.charts
    wide = [sheet.widths[column] for column in range(START, place.end + 1)]
    assert (chart.row, chart.column, chart.width) == (TOP, START, sum(wide))
    assert chart.height == sum(sheet.heights[row] for row in range(TOP, BODY))
    assert wide[0] == wide[-1] == GREY
    for column in range(FIRST, place.end):
        middle = sum(wide[: column - START]) + sheet.widths[column] / 2
        x = sheet.cells[place.at("x"), column].value
        assert x == pytest.approx(middle / chart.width)


def test_a_row_is_never_higher_than_excel_lets_it_be() -> None:
    whole = JourneyFilling((Touchpoint("Use", "Till", action="Waits and waits. " * 500),))
    sheet = journey_sheet("en", "Map", whole, KNOWN)
    assert 500 < max(sheet.heights.values()) <= 409 / 0.75


def written(path: Path, *sheets: GridSheet) -> Path:
    path.write_bytes(plan_workbook_bytes(sheets, analysis("en"), "Plan", WRITTEN))
    return path


JOURNEY = JourneyFilling(
    (
        Touchpoint("Find", "Advert", "web", emotion=1),
        Touchpoint("Use", "Lost card", "app", "Blocks it", "Where?", -2, "Six taps", "One tap",
                   FEATURES[0], "Cards", "seconds"),
        Touchpoint("Use", "=Chat", "app", emotion=0, feature="chat", owner="Advisers"),
        Touchpoint("Use", "Application", "app", emotion=-1, pain="Typed twice"),
        Touchpoint("Use", "Lost card", "phone", emotion=-1, feature=FEATURES[0]),
    ),
    "Li Wei", "Bank by phone", "Three months", "2026-03-01", "App team",
)  # fmt: skip


def test_a_filled_map_as_json_and_as_a_list(tmp_path: Path) -> None:
    path = written(tmp_path / "map.xlsx", journey_sheet("en", "Map", JOURNEY, KNOWN))
    done = kano("plan", "journey-map", path, "--json", "-", "--language", "en")
    assert (done.code, done.err) == (0, "")
    (told,) = json.loads(done.out)["sheets"]
    assert (told["kind"], told["persona"], told["date"]) == ("journey-map", "Li Wei", "2026-03-01")
    lost = told["touchpoints"][1]
    assert (lost["category"], lost["follows"], lost["to_look_at"]) == ("M", "fix", None)
    # Of 197: A 12, O 59, M 102, I 24.
    assert lost["better"] == pytest.approx(71 / 197)
    assert lost["worse"] == pytest.approx(-161 / 197)
    assert told["touchpoints"][4]["to_look_at"] == "no_measure"
    assert told["stages"] == [
        {"stage": "Find", "touchpoints": ["Advert"], "mean": 1},
        {
            "stage": "Use",
            "touchpoints": ["Lost card", "=Chat", "Application", "Lost card"],
            "mean": -1,
        },
    ]
    assert told["lowest"] == ["Lost card"]
    assert told["counts"] == {"fix": 2, "chance": 1, "stop": 0, "ask": 1, "keep": 1}
    target = tmp_path / "list.csv"
    assert kano("plan", "journey-map", path, "--csv", target, "--language", "de").code == 0
    head, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert head[:3] == ["Phase", "Kontaktpunkt", "Kanal"]
    assert [line[1] for line in lines] == [
        *("Advert", "Lost card", "'=Chat", "Application", "Lost card"),
    ]
    assert lines[1][5] == "-2"
    assert [line[12] for line in lines][:2] == ["✓ beibehalten", "✗ zuerst beheben"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_cells_are_refused_and_stages_told(language: str, tmp_path: Path) -> None:
    touchpoints = (
        JOURNEY.touchpoints[0],
        JOURNEY.touchpoints[1]._replace(emotion=7),
        JOURNEY.touchpoints[2]._replace(emotion="-1", stage=""),
        JOURNEY.touchpoints[3]._replace(stage="find"),
    )
    wrong = JOURNEY._replace(touchpoints=touchpoints, date="soon")
    path = written(tmp_path / "map.xlsx", journey_sheet("en", "Map", wrong, KNOWN))
    target = tmp_path / "list.csv"
    for asked in (("--json", "-"), ("--csv", target)):
        done = kano("plan", "journey-map", path, *asked, "--language", language)
        values = {"given": "soon", "first": "2000-01-01", "last": "2099-12-31"}
        reason = text(language, "problems.plan_cell_day", **values)
        meant = text(language, "problems.plan_wrong_cells", reason=reason, more=2)
        assert (done.code, done.out) == (2, "")
        assert done.err.strip().endswith(f"map.xlsx, 'Map'!B6: {meant}")
    assert not target.exists()
    right = wrong._replace(
        date=None, touchpoints=tuple(each._replace(emotion=-1) for each in touchpoints)
    )
    path = written(path, journey_sheet("en", "Map", right, KNOWN))
    done = kano("plan", "journey-map", path, "--json", "-", "--language", language)
    assert done.code == 0
    told = done.err.strip().splitlines()
    cells = {"F16": ("no_stage", ""), "G16": ("stage_again", "find")}
    assert told == [
        f"map.xlsx, 'Map'!{cell}: {text(language, f'problems.plan_{code}', given=given)}"
        for cell, (code, given) in cells.items()
    ]


def test_what_is_to_be_done_is_collected_once() -> None:
    found = collect((), [FilledPlan("Map", JOURNEY)], KNOWN, "en")
    assert [each[:7] for each in found] == [
        ("One tap", FEATURES[0], "Map", "Cards", None, "open", "seconds"),
        ("Fix first: Lost card", FEATURES[0], "Map", None, None, "open", None),
        ("Chance: =Chat", "chat", "Map", "Advisers", None, "open", None),
    ]
    assert found[0].then_category == "M"
    changed = [each._replace(measure=f"{each.measure}!", feature="") for each in found]
    for language in LANGUAGES:
        assert collect(changed, [FilledPlan("New", JOURNEY)], KNOWN, language) == ()


def test_a_touchpoint_proposes_its_best_name_once() -> None:
    asked = (
        Touchpoint("Use", "Queue", pain="Too slow " * 9, emotion=-1),
        Touchpoint("Use", "Till", pain=" Too\u00a0slow ", emotion=-2),
        Touchpoint("Use", "Till", pain="too slow", emotion=-2),
        Touchpoint("Use", "Fax", pain="No tone", emotion=-1, feature="Fax  line"),
        Touchpoint("Use", "Listed already", emotion=-1),
        Touchpoint("Use", "Good", pain="Nothing", emotion=1),
        Touchpoint("Use", "A name that is too long, too", emotion=-1),
    )
    journey = calculate_journey(JourneyFilling(asked), KNOWN)
    found = to_ask([journey, journey], ["LISTED already"], 20)
    assert found.names == ("Queue", "Too slow", "Fax line")
    assert found.too_long == ("A name that is too long, too",)


def test_an_action_plan_is_made_of_a_map(tmp_path: Path) -> None:
    path = written(tmp_path / "map.xlsx", journey_sheet("en", "Map", JOURNEY, KNOWN))
    target = tmp_path / "actions.xlsx"
    assert kano("plan", "action-plan", path, "-o", target, "--language", "en").code == 0
    told = json.loads(kano("plan", "action-plan", target, "--json", "-").out)["sheets"][0]
    assert [(each["measure"], each["owner"]) for each in told["measures"]] == [
        ("One tap", "Cards"),
        ("Fix first: Lost card", None),
        ("Chance: =Chat", "Advisers"),
    ]
    # Of a wrong emotion nothing follows, so nothing is collected.
    wrong = (JOURNEY.touchpoints[1]._replace(emotion=7), *JOURNEY.touchpoints[2:])
    sheet = journey_sheet("en", "Map", JOURNEY._replace(touchpoints=wrong, date=46083), KNOWN)
    path, other = written(tmp_path / "wrong.xlsx", sheet), tmp_path / "other.xlsx"
    done = kano("plan", "action-plan", path, "-o", other, "--language", "en")
    assert (done.code, "“7” is no emotion" in done.err, other.exists()) == (2, True, False)
