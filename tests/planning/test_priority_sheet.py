"""The sheet of a priority matrix: its formulas against the twin, its map, its way back."""

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
from kano_xl.planned import KINDS
from kano_xl.planning.filling import PriorityFilling, Wanted
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_reading import read_priority
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import a_priority, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
MATRICES = 3
WIEGERS = {
    "benefit": [2, 5, 9, 5, 9, 3, 4, 6, 3, 7],
    "penalty": [4, 3, 7, 5, 8, 9, 3, 2, 4, 4],
    "effort": [1, 2, 5, 3, 3, 3, 3, 4, 4, 9],
    "risk": [1, 1, 3, 2, 8, 4, 2, 3, 2, 7],
}


def wiegers() -> PriorityFilling:
    """The example of Wiegers, each row a need that no survey asked."""
    rows = [
        Wanted(f"need {index}", 3, 1, **{key: each[index] for key, each in WIEGERS.items()})  # type: ignore[arg-type]
        for index in range(10)
    ]
    return PriorityFilling(tuple(rows), "wiegers", budget=12)


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language: by each way of scoring, and the example of Wiegers."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        known = KnownFeatures.of(found)
        fillings = [a_priority(MATRICES * start + seed) for seed in range(MATRICES)]
        sheets = [
            priority_sheet(Words(language), f"Matrix {index}", filling, known)
            for index, filling in enumerate([*fillings, wiegers()])
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    assert_as_the_twin_says(list(books(tmp_path)), office)


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, _) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        known = KnownFeatures.of(analysis(LANGUAGES[start]))
        for seed, sheet in enumerate(filled.sheets[:MATRICES]):
            typed = a_priority(MATRICES * start + seed)
            named = tuple(each for each in typed.rows if each.name)
            back = read_priority(sheet)
            assert replace(back, rows=()) == replace(typed, rows=())
            for ours, theirs in zip(back.rows, named, strict=True):
                # What nobody typed comes back as the survey's.
                for key in ("importance", "benefit", "penalty"):
                    if getattr(theirs, key) is None:
                        ours = replace(ours, **{key: None})
                assert ours == theirs
            found, meant = (
                calculate_priority(each, known) for each in (back, replace(typed, rows=named))
            )
            assert found.score == pytest.approx(meant.score, nan_ok=True)
            assert found.rank == pytest.approx(meant.rank, nan_ok=True)


def test_the_example_of_wiegers_and_what_its_budget_buys() -> None:
    found = calculate_priority(wiegers(), KnownFeatures())
    expected = [1.22, 1.21, 0.89, 0.87, 0.83, 0.68, 0.64, 0.59, 0.47, 0.33]
    assert found.score.round(2).tolist() == expected
    assert found.bought is not None
    # 1 + 2 + 5 + 3 = 11 of 12; nothing else fits.
    assert found.bought.taken.tolist() == [True] * 4 + [False] * 6
    assert found.bought.left == 1


def test_a_full_map_has_a_place_and_a_number_for_each_need() -> None:
    rows = tuple(Wanted(f"need {index}", 3, 3) for index in range(40))
    sheet = priority_sheet(Words("en"), "Matrix", PriorityFilling(rows), KnownFeatures())
    (chart,) = sheet.charts
    labels = [each for each in chart.series if each.role == "number"]
    assert len(labels) >= 40
    places = set()
    for each in labels[:40]:
        assert each.x is not None
        assert each.y is not None
        x, y = (sheet.cells[area.row, area.column].value for area in (each.x, each.y))
        assert isinstance(x, float)
        assert isinstance(y, float)
        assert 0.4 < x < 5.6
        assert 0.4 < y < 5.6
        places.add((round(x, 6), round(y, 6)))
    assert len(places) == 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranked_list(language: str, tmp_path: Path) -> None:
    rows = (
        Wanted("=cmd()", 5, 5, 8, requested_by="@sales", kind="-x", status="open"),
        Wanted("Chat", 4, 2, 3),
        Wanted("Daily calls", 5, 5, 3),
        Wanted("no urgency", 5),
    )
    found = analysis(language)
    sheet = priority_sheet(
        Words(language), "Matrix", PriorityFilling(rows), KnownFeatures.of(found)
    )
    matrix, target = tmp_path / "matrix.xlsx", tmp_path / "list.csv"
    matrix.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
    done = kano("plan", "priority-matrix", matrix, "--csv", target, "--language", language)
    assert (done.code, done.out) == (0, ""), done.err
    header, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert header[0] == text(language, "planning.priority.column.rank")
    # Reverse features and what has no score are not ranked; nothing begins a formula.
    assert [line[:2] for line in lines] == [["1", "'=cmd()"], ["2", "Chat"]]
    assert lines[0][-4:] == ["'-x", "'@sales", "open", ""]
    assert lines[1][3:8] == [text(language, "planning.priority.class.plan"), "4", "2", "3", "8"]


def test_command(tmp_path: Path) -> None:
    survey = Path(__file__).parents[2] / "workbook" / "examples" / "bank-app-en.xlsx"
    both = tmp_path / "both.xlsx"
    assert kano("plan", "all", survey, "-o", both).code == 0
    filled = read_filled(both)
    assert filled is not None
    assert [each.key for each in filled.sheets] == list(KINDS["all"])
    told = json.loads(kano("plan", "all", both, "--json", "-").out)
    assert [each["kind"] for each in told["sheets"]] == [each for each in KINDS if each != "all"]
    matrix = told["sheets"][1]
    assert len(matrix["needs"]) == 12
    # Urgency is the team's: without it nothing is ranked.
    assert {each["rank"] for each in matrix["needs"]} == {None}
    assert {each["importance"] for each in matrix["needs"]} <= {1.0, 2.0, 3.0, 4.0, 5.0}
    house = tmp_path / "house.xlsx"
    assert kano("plan", "house-of-quality", "-o", house).code == 0
    refused = kano("plan", "priority-matrix", house, "--csv", tmp_path / "list.csv")
    assert (refused.code, refused.out) == (2, "")
    assert not (tmp_path / "list.csv").exists()


def test_a_survey_is_read_as_for_analyse(tmp_path: Path) -> None:
    survey, target = tmp_path / "survey.csv", tmp_path / "plan.xlsx"
    header = "Chat [F],Chat [D],Map [F],Map [D],Plan"
    lines = ["Great,Awful,Great,Great,Pro"] * 6 + ["Great,Awful,Great,Awful,Free"] * 8
    survey.write_text("\n".join([header, *lines]), encoding="utf-8")
    assert kano("plan", "all", survey, "-o", target).code == 2
    meant = ("--answer", "Great=like", "--answer", "Awful=dislike")
    done = kano("plan", "all", survey, "-o", target, *meant, "--where", "Plan=Pro")
    assert done.code == 0, done.err
    told = json.loads(kano("plan", "priority-matrix", target, "--json", "-").out)
    found = {each["name"]: each["category"] for each in told["sheets"][0]["needs"]}
    assert found == {"Chat": "O", "Map": "Q"}
