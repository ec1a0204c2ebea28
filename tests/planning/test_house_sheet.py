"""The sheet of a house of quality: its formulas against the twin, its places, its way back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.house import ADJUSTMENTS, IMPORTANCE_ALONE
from kano_xl.planning.filling import (
    MOST_CHARACTERISTICS,
    MOST_REQUIREMENTS,
    Characteristic,
    HouseFilling,
    Requirement,
    numbers,
)
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_layout import COLUMN, FIRST, TOP, HouseLayout
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeature, KnownFeatures
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import a_house, analysis, without_empty
from planning.recalculated import assert_as_the_twin_says
from planning.worked_houses import NEEDS, WORKED, WorkedHouse

HOUSES = 2
WRITTEN = date(2026, 1, 1)
EXAMPLES = tuple(
    KnownFeature(each.name, each.category, False, each.better, each.worse) for each in NEEDS
)


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language, each with houses filled by chance."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        known = KnownFeatures.of(found)
        fillings = [a_house(10 * start + seed) for seed in range(HOUSES)]
        sheets = [
            house_sheet(language, f"House {index}'s", filling, known)
            for index, filling in enumerate(fillings)
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    assert_as_the_twin_says(list(books(tmp_path)), office)


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, sheets) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert [each.title for each in filled.sheets] == [each.title for each in sheets]
        known = KnownFeatures.of(analysis(LANGUAGES[start]))
        assert [each.name for each in filled.known.features] == [
            each.name for each in known.features
        ]
        for seed, sheet in enumerate(filled.sheets):
            typed = without_empty(a_house(10 * start + seed))
            back = read_house(sheet)
            # An importance that nobody typed comes back as the survey's.
            assert [each.name for each in back.requirements] == [
                each.name for each in typed.requirements
            ]
            assert replace(back, requirements=()) == replace(typed, requirements=())
            found, meant = calculate(back, filled.known), calculate(typed, known)
            assert found.numbers.raw == pytest.approx(meant.numbers.raw)
            assert found.numbers.importance == pytest.approx(meant.numbers.importance)


@pytest.mark.parametrize("worked", WORKED)
def test_worked_examples_on_the_sheet(worked: WorkedHouse) -> None:
    weights, columns = worked.weights, worked.columns
    # That the formulas give these values too is what the test of chance shows.
    rows = tuple(Requirement(f"need {i}", weight) for i, weight in enumerate(weights))
    relations = {
        (i, j): value for j, column in enumerate(columns) for i, value in enumerate(column) if value
    }
    filling = HouseFilling(
        rows,
        tuple(Characteristic(f"T{j}") for j in range(len(columns))),
        relations,
        weighting=IMPORTANCE_ALONE,
    )
    sheet = house_sheet("en", "House", filling, KnownFeatures())
    place = HouseLayout(len(weights), len(columns))
    row = place.foot_row("technical")
    assert [sheet.cells[row, FIRST + j].value for j in range(len(columns))] == list(worked.expected)


@pytest.mark.parametrize("how", ADJUSTMENTS)
def test_weights_without_an_adjustment_stand_beside(how: str) -> None:
    rows = tuple(
        Requirement(each.name, each.importance, each.now, None, None, each.target, each.sales_point)
        for each in NEEDS
    )
    filling = HouseFilling(rows, (Characteristic("T"),), {(0, 0): 9}, adjustment=how)
    sheet = house_sheet("en", "House", filling, KnownFeatures(EXAMPLES))
    place = HouseLayout(4, 1)
    plain = [sheet.cells[14 + i, place.right("plain")].value for i in range(4)]
    raw = [6.25, 6.4, 9, 1]
    shares = [each / sum(raw) for each in raw]
    assert plain == ([""] * 4 if how == "none" else pytest.approx(shares))


def test_the_roof_stands_over_its_columns_and_signs_lie_in_their_diamonds() -> None:
    for columns in (1, 2, 10, MOST_CHARACTERISTICS):
        built = tuple(Characteristic(f"T{j}") for j in range(columns))
        roof = {(0, columns - 1): -2} if columns > 1 else {}
        filling = HouseFilling((Requirement("need"),), built, {}, roof)
        sheet = house_sheet("en", "House", filling, KnownFeatures())
        (chart,) = (each for each in sheet.charts if each.kind == "roof")
        widths = [sheet.widths[FIRST + j] for j in range(columns)]
        assert chart.width == sum(widths) == COLUMN * columns
        heights = sum(sheet.heights[row] for row in range(TOP, TOP + 9))
        assert chart.offset + chart.height == heights
        # A sign needs 11 points of height; a diamond is two steps high.
        assert columns == 1 or 2 * chart.height / columns >= 15
        if columns > 1:
            x, y = (_drawn(sheet, chart.series[4].x), _drawn(sheet, chart.series[4].y))
            (place,) = [at for at, value in enumerate(y) if isinstance(value, float)]
            assert (x[place], y[place]) == (0.5, (columns - 1) / columns)


def _drawn(sheet: GridSheet, area: object) -> list[object]:
    from kano_xl.planning.grid import GridArea

    assert isinstance(area, GridArea)
    cells = range(area.column, area.last_column + 1)
    return [sheet.cells[area.row, column].value for column in cells]


def test_a_new_house_holds_at_most_what_it_has_room_for(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    heads = [f"Feature {i} [{side}]" for i in range(45) for side in "FD"]
    answers = ["I like it", "I dislike it"] * 45
    survey.write_text("\n".join([",".join(heads), *[",".join(answers)] * 6]), encoding="utf-8")
    target = tmp_path / "house.xlsx"
    assert kano("plan", "house-of-quality", survey, "-o", target).code == 0
    filled = read_filled(target)
    assert filled is not None
    assert len(read_house(filled.sheets[0]).requirements) == MOST_REQUIREMENTS
    assert len(filled.known.features) == 45


def test_numbers_are_numbers_alone() -> None:
    assert str(numbers([4, "four", None]).tolist()) == "[4.0, nan, nan]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_command(language: str, tmp_path: Path) -> None:
    survey = Path(__file__).parents[2] / "workbook" / "examples" / "bank-app-en.xlsx"
    found = json.loads(kano("analyse", survey, "--json", "-", "--quiet").out)
    analysed = tmp_path / "analysed.json"
    analysed.write_text(json.dumps(found), encoding="utf-8")
    house = tmp_path / "house.xlsx"
    done = kano("plan", "house-of-quality", analysed, "-o", house, "--language", language)
    assert (done.code, done.out) == (0, "")
    assert done.err.strip() == text(language, "terminal.written", path=str(house))
    told = json.loads(kano("plan", "house-of-quality", house, "--json", "-").out)
    (sheet,) = told["sheets"]
    assert sheet["title"] == text(language, "planning.sheet.house")
    ranked = sorted(found["features"], key=lambda each: each["rank"])
    assert [(each["name"], each["category"]) for each in sheet["requirements"]] == [
        (each["name"], each["category"]) for each in ranked
    ]
    # 1 + 4·max(Better, |Worse|) over the largest of all, which is Better or |Worse| of one.
    effects = [max(each["better"], -each["worse"]) for each in ranked]
    largest = max(effects)
    assert [each["importance"] for each in sheet["requirements"]] == [
        int(1 + 4 * effect / largest + 0.5) for effect in effects
    ]
    assert sum(each["weight"] for each in sheet["requirements"]) == pytest.approx(1)


def test_what_the_command_refuses(tmp_path: Path) -> None:
    house = tmp_path / "house.xlsx"
    assert kano("plan", "house-of-quality", "-o", house).code == 0
    before = house.read_bytes()
    calls = (
        ("plan", "cathedral"),
        ("plan", "house-of-quality", house, "-o", tmp_path / "other.xlsx"),
        ("plan", "house-of-quality", house),
        ("plan", "house-of-quality", "-o", house),
        ("plan", "house-of-quality", "-o", tmp_path / "house.csv"),
        ("plan", "house-of-quality", "--json", "-"),
        ("plan", "house-of-quality", house, "--json", house, "--overwrite"),
        ("plan", "house-of-quality", tmp_path / "missing.xlsx"),
    )
    for call in calls:
        done = kano(*call)
        assert (done.code, done.out) == (2, ""), call
        assert len(done.err.strip().splitlines()) == 1
    assert house.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["house.xlsx"]


def test_the_report_of_an_analysis_is_taken_too(tmp_path: Path) -> None:
    survey = Path(__file__).parents[2] / "workbook" / "examples" / "bank-app-en.xlsx"
    report, house = tmp_path / "report.xlsx", tmp_path / "house.xlsx"
    assert kano("analyse", survey, "-o", report, "--quiet", "--rule", "moai").code == 0
    assert kano("plan", "all", report, "-o", house).code == 0
    filled = read_filled(house)
    assert filled is not None
    assert len(filled.known.features) == 12
    for asked in (("--where", "Segment=Private"), ("--exclude", "duplicates"), ("--weight", "C")):
        refused = kano("plan", "all", report, "-o", tmp_path / "other.xlsx", *asked)
        assert (refused.code, refused.out) == (2, "")
        assert asked[0] in refused.err
