"""What people type into a roadmap: names with blanks, efforts and marks that are none."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import kano
from conftest import cell_values
from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.planning.filling import Typed
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import EXISTS, NEEDS, Buildable, RoadmapFilling, Tie
from kano_xl.planning.roadmap_layout import NAME, STATUS
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import analysis
from planning.test_roadmap_sheet import SURVEY, WRITTEN

MUST = "Strong account security"
Change = Callable[[list[Buildable]], list[Buildable]]


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("survey") / "counts.json"
    assert kano("analyse", SURVEY, "--json", path).code == 0
    return path


@pytest.fixture(scope="module")
def names(counts: Path) -> list[str]:
    told = json.loads(counts.read_text(encoding="utf-8"))
    return [each["name"] for each in told["features"]]


def written(
    path: Path,
    rows: list[Buildable],
    budgets: tuple[Typed, ...] = (6,),
    ties: tuple[Tie, ...] = (),
) -> Path:
    filling = RoadmapFilling(tuple(rows), ties, (*budgets, *(None,) * (4 - len(budgets))))
    found = analysis("en")
    sheet = roadmap_sheet(Words("en"), "Roadmap", filling, KnownFeatures.of(found))
    path.write_bytes(plan_workbook_bytes([sheet], found, "Plan", WRITTEN))
    return path


def planned(path: Path, counts: Path) -> tuple[dict[str, Any], str]:
    done = kano("plan", "roadmap", path, "--survey", counts, "--json", "-")
    assert done.code == 0, done.err
    (sheet,) = json.loads(done.out)["sheets"]
    return sheet, done.err


@pytest.mark.parametrize("typed", [f"{MUST} ", "Strong\u00a0account  security", MUST.upper()])
def test_blanks_and_width_of_a_name_do_not_matter(
    tmp_path: Path, counts: Path, names: list[str], typed: str
) -> None:
    other = next(each for each in names if each != MUST)
    rows = [Buildable(typed if each == MUST else each, 1) for each in names]
    path = written(tmp_path / "map.xlsx", rows, ties=(Tie(MUST, NEEDS, f" {other}"),))
    sheet, _ = planned(path, counts)
    found = {each["name"].casefold(): each for each in sheet["features"]}
    assert found[MUST.casefold()]["must"]
    assert found[MUST.casefold()]["period"] == 1
    assert found[other.casefold()]["period"] == 1
    assert sheet["plan"]["must_absent"] == []
    twice = written(tmp_path / "twice.xlsx", [*rows, Buildable(f"{MUST}  ", 1)])
    refused = kano("plan", "roadmap", twice, "--survey", counts, "--json", "-")
    assert (refused.code, "twice" in refused.err) == (2, True)


def test_what_is_not_planned_is_told(tmp_path: Path, counts: Path, names: list[str]) -> None:
    others = [each for each in names if each != MUST]
    rows = [Buildable(each, index or None) for index, each in enumerate(others)]
    path, target = written(tmp_path / "map.xlsx", rows, (900,)), tmp_path / "planned.xlsx"
    sheet, said = planned(path, counts)
    assert MUST in sheet["plan"]["must_absent"]
    assert sheet["plan"]["without_effort"] == [others[0]]
    lines = said.splitlines()
    assert any(MUST in line and "must-be" in line for line in lines)
    assert any(others[0] in line and "effort" in line for line in lines)
    done = kano("plan", "roadmap", path, "--survey", counts, "-o", target)
    assert done.code == 0, done.err
    assert "stay in map.xlsx" in done.err
    values = cell_values(target)["Roadmap"]
    assert values[address(STATUS, NAME)] == text("en", "roadmap.status.absent")
    shown = " ".join(str(each) for each in values.values())
    assert text("en", "roadmap.plan.step_none") not in shown
    assert "No larger budget brings more" in shown


@pytest.mark.parametrize(
    ("row", "given", "column"),
    [
        (Buildable(MUST, 1, "x"), "x", "exists"),
        (Buildable(MUST, 1, "no"), "no", "exists"),
        (Buildable(MUST, "2 days"), "2 days", "effort"),
        (Buildable(MUST, " 2 "), "2", "effort"),
        (Buildable(MUST, -2), "-2", "effort"),
    ],
)
def test_what_is_no_effort_and_no_mark_is_refused_with_its_cell(
    tmp_path: Path, counts: Path, row: Buildable, given: str, column: str
) -> None:
    path = written(tmp_path / "map.xlsx", [Buildable("Chat", 1, EXISTS), row])
    refused = kano("plan", "roadmap", path, "--survey", counts, "--json", "-")
    assert (refused.code, refused.out) == (2, "")
    book = read_filled(path)
    assert book is not None
    area = book.sheets[0].area("Plan_Exists" if column == "exists" else "Plan_Effort")
    cell = address(area.row + 1, area.column)
    assert re.search(rf"!{cell}: “{given}”", refused.err), refused.err


@pytest.mark.parametrize("given", ["soon", -1])
def test_what_is_no_budget_is_refused_with_its_cell(
    tmp_path: Path, counts: Path, given: Typed
) -> None:
    path = written(tmp_path / "map.xlsx", [Buildable(MUST, 1)], (6, given))
    refused = kano("plan", "roadmap", path, "--survey", counts, "--json", "-")
    assert (refused.code, refused.out) == (2, "")
    book = read_filled(path)
    assert book is not None
    area = book.sheets[0].area("Plan_Budgets")
    cell = address(area.row + 1, area.column)
    assert re.search(rf"!{cell}: “{given}” is no budget", refused.err), refused.err


@pytest.mark.parametrize(
    ("effort", "budgets", "said"),
    [
        (1e300, (6,), "round"),
        (1e9, (6,), "far too large"),
        (1e-300, (6, 1e300), "round"),
        (1, (1e308, 1e308), "too large"),
    ],
)
def test_enormous_numbers_are_refused_in_one_line(
    tmp_path: Path, counts: Path, effort: float, budgets: tuple[float, ...], said: str
) -> None:
    rows = [Buildable("Chat", effort), Buildable(MUST, 1)]
    path = written(tmp_path / "map.xlsx", rows, budgets)
    refused = kano("plan", "roadmap", path, "--survey", counts, "--json", "-")
    assert refused.code == 2, refused.err
    assert said in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_a_budget_far_above_all_efforts(tmp_path: Path, counts: Path) -> None:
    sheet, _ = planned(written(tmp_path / "map.xlsx", [Buildable(MUST, 2)], (1e15,)), counts)
    assert sheet["plan"]["effort"] == 2


def test_without_the_sheet_that_formulas_read(tmp_path: Path, counts: Path) -> None:
    path = written(tmp_path / "map.xlsx", [Buildable(MUST, 2)])
    before = path.with_name("whole.xlsx")
    path.rename(before)
    with zipfile.ZipFile(before) as whole, zipfile.ZipFile(path, "w") as less:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/workbook.xml":
                content, gone = re.subn(rb'<sheet [^>]*state="[^>]*/>', b"", content)
                assert gone
            less.writestr(name, content)
    sheet, _ = planned(path, counts)
    assert sheet["plan"]["effort"] == 2
