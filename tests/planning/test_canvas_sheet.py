"""The sheet of a strategy canvas: its formulas against the twin, its way back, what it tells."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from command import kano
from conftest import LibreOffice, cell_values
from kano_xl.addresses import address
from kano_xl.languages import LANGUAGES, text
from kano_xl.languages.folders import contents
from kano_xl.model.planning.canvas import (
    ACTIONS,
    ADVICE,
    AGREEMENTS,
    KEEP,
    NO_RESULT,
    QUESTIONABLE,
    REASONS,
)
from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.canvas_layout import BODY, CanvasLayout
from kano_xl.planning.canvas_numbers import calculate_canvas, said_of_rows
from kano_xl.planning.canvas_reading import read_canvas
from kano_xl.planning.canvas_sheet import canvas_sheet
from kano_xl.planning.grid import GridArea, GridCell, GridSheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.wrong_cells import wrong_cells
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import a_canvas, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
CANVASES = 4
FOUND = analysis("en")
KNOWN = KnownFeatures.of(FOUND)
ROWS = (
    Factor("Chat", 3, 7, (5, 6, None, None), measure="Two advisers", owner="Ana"),
    Factor("Daily calls", 5, 8, (2, None, None, None)),
    Factor("=Price", 6, 6, (8, 2, None, None)),
    Factor("Strong account security", 4, 5, (6, 8, None, None), measure=7),
    Factor("Our own", None, None, (None, 3, None, None)),
)
CANVAS = CanvasFilling(ROWS, ("Bank Nord", "@Fin", "", ""))


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language."""
    for start, language in enumerate(LANGUAGES):
        found = analysis(language)
        known = KnownFeatures.of(found)
        sheets = [
            canvas_sheet(language, f"Canvas {seed}", a_canvas(CANVASES * start + seed), known)
            for seed in range(CANVASES)
        ]
        path = folder / f"{language}.xlsx"
        path.write_bytes(plan_workbook_bytes(sheets, found, "Plan", WRITTEN))
        yield path, sheets


def written(path: Path, filling: CanvasFilling = CANVAS, language: str = "en") -> Path:
    sheet = canvas_sheet(language, "Canvas", filling, KNOWN)
    path.write_bytes(plan_workbook_bytes([sheet], FOUND, "Plan", WRITTEN))
    return path


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    assert_as_the_twin_says(list(books(tmp_path)), office)


def test_the_fillings_hold_all_that_the_rules_tell_apart() -> None:
    found = [calculate_canvas(a_canvas(seed), KNOWN) for seed in range(CANVASES * len(LANGUAGES))]
    assert {moved for each in found for moved in each.moves} == {*ACTIONS, KEEP, ""}
    assert {said for each in found for said in each.agreements} == {*AGREEMENTS, ""}
    advised = {said for each in found for said in each.advice}
    assert advised == {*ADVICE.values(), *REASONS, ""} - {NO_RESULT, QUESTIONABLE}
    said = {key for each in found for key in said_of_rows(each)}
    assert said == {*contents("en", "canvas")["says"], ""}


def test_what_was_typed_is_read_back(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for start, (path, _) in enumerate(books(tmp_path)):
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert [each.key for each in filled.sheets] == ["canvas"] * CANVASES
        for seed, sheet in enumerate(filled.sheets):
            typed = a_canvas(CANVASES * start + seed)
            back = read_canvas(sheet)
            assert back.rivals == typed.rivals
            named = [each for each in typed.rows if each.name]
            for ours, theirs in zip(back.rows, named, strict=True):
                # What nobody typed comes back as the rivals' mean.
                left = theirs.industry is None
                assert (ours._replace(industry=None) if left else ours) == theirs
            found, meant = (
                calculate_canvas(each, KNOWN) for each in (back, typed._replace(rows=tuple(named)))
            )
            assert found.moves == meant.moves
            assert found.agreements == meant.agreements


def test_before_there_is_a_survey_nothing_is_advised() -> None:
    found = calculate_canvas(CANVAS, KnownFeatures())
    assert set(found.advice) == {"no_result"}
    assert found.moves[0] == "raise"
    assert found.agreements[0] == "no_advice"


def line(sheet: GridSheet, key: str, filling: CanvasFilling = CANVAS) -> list[object]:
    place = CanvasLayout(len(filling.rows))
    column = place.at(f"line_{key}")
    return [sheet.cells[BODY + row, column].value for row in range(len(filling.rows))]


def test_curves_run_over_the_factors_and_empty_rivals_draw_nothing() -> None:
    sheet = canvas_sheet("en", "Canvas", CANVAS, KNOWN)
    (chart,) = sheet.charts
    assert [each.look for each in chart.series][-2:] == ["now", "after"]
    for each in chart.series:
        assert each.x is not None
        assert each.y.row == each.x.row == BODY
        assert each.y.last_row == each.x.last_row == BODY + len(ROWS)
    assert line(sheet, "after") == [7.0, 8.0, 6.0, 5.0, "#N/A"]
    assert line(sheet, "rival_1") == [6.0, "#N/A", 2.0, 8.0, 3.0]
    assert line(sheet, "rival_2") == line(sheet, "rival_3") == ["#N/A"] * 5
    assert line(sheet, "industry") == [5.5, 2.0, 5.0, 7.0, 3.0]
    shown = [cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)]
    legend = [each for each in shown if each[:1] in "●■◆▲✕✚┅" and each]
    assert sorted(legend) == sorted(
        ["●  We next", "■  We now", "┅  Industry", "◆  Bank Nord", "▲  @Fin"]
    )


def test_what_is_no_level_is_neither_drawn_nor_counted() -> None:
    rows = (Factor("Chat", "7", 12, (4, "8", -1, 6), measure="x"), Factor("", 3, 4))
    filling = CanvasFilling(rows, ("A", "B", "C", ""))
    sheet = canvas_sheet("en", "Canvas", filling, KNOWN)
    for key in ("now", "after", "rival_1", "rival_2", "rival_3"):
        assert line(sheet, key, filling) == ["#N/A", "#N/A"], key
    found = calculate_canvas(filling, KNOWN)
    assert found.industry[0] == 4
    assert found.moves == ("", "")


def test_command(tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.xlsx")
    done = kano("plan", "strategy-canvas", plan, "--json", "-")
    assert done.code == 0, done.err
    (told,) = json.loads(done.out)["sheets"]
    assert (told["kind"], told["rivals"]) == ("strategy-canvas", ["Bank Nord", "@Fin"])
    assert told["raise"] == ["Chat", "Daily calls", "Strong account security"]
    assert told["eliminate"] == told["reduce"] == told["create"] == []
    chat, calls, price, security, own = told["factors"]
    assert (chat["category"], chat["verdict"]) == ("A", "clear")
    assert chat["rivals"] == [5.0, 6.0]
    assert (chat["industry"], chat["next_minus_industry"]) == (5.5, 1.5)
    assert (chat["move"], chat["advice"], chat["agreement"]) == (
        "raise",
        "raise_or_create",
        "agrees",
    )
    assert (calls["category"], calls["agreement"]) == ("R", "contrary")
    assert (price["advice"], price["no_advice"]) == (None, "not_asked")
    assert (price["move"], price["agreement"]) == ("keep", "no_advice")
    assert (security["category"], security["move"]) == ("M", "raise")
    assert (security["agreement"], security["to_look_at"]) == ("contrary", "below")
    assert (own["now"], own["move"], own["to_look_at"]) == (None, None, "no_next")
    assert told["contrary"] == ["Daily calls", "Strong account security"]
    # |3−5.5|, |5−2|, |6−5|, |4−7| now; |7−5.5|, |8−2|, |6−5|, |5−7| next.
    assert told["divergence"] == {"now": 2.375, "next": 2.625, "factors": 4}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_for_each_factor(language: str, tmp_path: Path) -> None:
    plan, target = written(tmp_path / "plan.xlsx"), tmp_path / "list.csv"
    done = kano("plan", "strategy-canvas", plan, "--csv", target, "--language", language)
    assert (done.code, done.out) == (0, ""), done.err
    header, *lines = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    # Nothing begins a formula.
    assert header[5:7] == ["Bank Nord", "'@Fin"]
    assert [each[0] for each in lines] == [
        "Chat",
        "Daily calls",
        "'=Price",
        *(each.name for each in ROWS[3:]),
    ]
    agreed = text(language, "canvas.agreement.agrees")
    moved = text(language, "canvas.move.raise")
    assert lines[0][3:9] == ["3", "7", "5", "6", "5.5", "1.5"]
    assert (lines[0][9], lines[0][11:]) == (moved, [agreed, "Two advisers", "Ana"])


def typed_over(sheet: GridSheet, row: int, column: int, typed: str | float | None) -> GridSheet:
    cell = GridCell(typed, sheet.cells[row, column].look)
    return replace(sheet, cells={**sheet.cells, (row, column): cell})


WRONG: Sequence[tuple[str, int, str | float | None, str | None]] = [
    ("now", 0, 11, "plan_cell_range"),
    ("now", 0, 6.5, None),
    ("after", 1, "7", "plan_cell_range"),
    ("rival_0", 0, -1, "plan_cell_range"),
    ("rival_0", 0, 0, None),
    ("industry", 2, "high", "plan_cell_range"),
    ("industry", 2, None, None),
    ("rival_3", 2, 4, "plan_cell_rival"),
    ("name", 1, None, "plan_cell_factor"),
]


@pytest.mark.parametrize(("key", "index", "typed", "code"), WRONG)
def test_what_does_not_belong_there(
    key: str, index: int, typed: str | float | None, code: str | None, tmp_path: Path
) -> None:
    place, path = CanvasLayout(len(ROWS)), tmp_path / "plan.xlsx"
    sheet = canvas_sheet("en", "Canvas", CANVAS, KNOWN)
    row, column = BODY + index, place.at(key)
    sheet = typed_over(sheet, row, column, typed)
    path.write_bytes(plan_workbook_bytes([sheet], FOUND, "Plan", WRITTEN))
    filled = read_filled(path)
    assert filled is not None
    told = [(each.code, each.place.cell) for each in wrong_cells(filled.sheets[0])]
    at = address(place.heads.row, column) if code == "plan_cell_rival" else address(row, column)
    assert told == ([] if code is None else [(code, at)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_refused(language: str, tmp_path: Path) -> None:
    filling = CanvasFilling(ROWS, ("Bank Nord", "bank  nord ", "", ""))
    plan, target = written(tmp_path / "plan.xlsx", filling), tmp_path / "list.csv"
    reason = text(language, "problems.plan_cell_rival_twice", given="bank  nord ")
    meant = text(language, "problems.plan_wrong_cells", reason=reason, more=0)
    head = address(7, CanvasLayout(5).at("rival_1"))
    for asked in (("--json", "-"), ("--csv", target)):
        done = kano("plan", "strategy-canvas", plan, *asked, "--language", language)
        assert (done.code, done.out) == (2, "")
        assert done.err.strip().endswith(f"plan.xlsx, 'Canvas'!{head}: {meant}")
    assert not target.exists()


def test_measures_of_moves_come_into_the_action_plan(tmp_path: Path) -> None:
    rows = (*ROWS, Factor("Kept", 4, 4, measure="Never mind"))
    plan, target = written(tmp_path / "plan.xlsx", CANVAS._replace(rows=rows)), tmp_path / "a.xlsx"
    assert kano("plan", "action-plan", plan, "-o", target, "--language", "en").code == 0
    told = json.loads(kano("plan", "action-plan", target, "--json", "-").out)
    measures = told["sheets"][0]["measures"]
    assert [(each["measure"], each["feature"], each["owner"]) for each in measures] == [
        ("Two advisers", "Chat", "Ana"),
        ("7", "Strong account security", None),
    ]
    assert {each["source"] for each in measures} == {"Canvas"}
    assert [each["then"]["category"] for each in measures] == ["A", "M"]


def test_a_new_canvas_has_rivals_to_be_named_and_says_how_to_begin(
    office: LibreOffice, tmp_path: Path
) -> None:
    new, blank = tmp_path / "new.xlsx", tmp_path / "blank.xlsx"
    survey = Path(__file__).parents[2] / "workbook" / "examples" / "bank-app-en.xlsx"
    assert kano("plan", "strategy-canvas", survey, "-o", new, "--language", "en").code == 0
    assert kano("plan", "strategy-canvas", "-o", blank, "--language", "de").code == 0
    filled = read_filled(new)
    assert filled is not None
    canvas = read_canvas(filled.sheets[0])
    assert canvas.rivals == ("Rival A", "Rival B", "", "")
    assert len(canvas.rows) == 12
    assert not wrong_cells(filled.sheets[0])
    for path, language in zip(office.convert([new, blank], "xlsx"), ("en", "de"), strict=True):
        (values, *_) = cell_values(path).values()
        assert values["B3"] == text(language, "planning.canvas.begin")
        assert not [each for each in values.values() if str(each).startswith("✗")]
        said = [values.get(address(BODY + row, CanvasLayout(12).at("check"))) for row in range(12)]
        assert not any(said)


def test_boxes_lie_beside_one_another() -> None:
    rows = tuple(Factor(f"A factor with quite a long name, number {at}", 1, 2) for at in range(40))
    sheet = canvas_sheet("en", "Canvas", CanvasFilling(rows), KNOWN)
    place, (chart,) = CanvasLayout(40), sheet.charts
    assert chart.column == place.at("move") > place.at("gap")
    assert chart.width == sum(sheet.widths[at] for at in range(chart.column, place.last + 1))
    assert chart.row > place.sentinel
    height = 0
    row = chart.row
    while height < chart.height:
        height += sheet.heights[row]
        row += 1
    assert row <= place.rules - 1
    cells = [(r, c) for area in sheet.merged for r, c in cells_of(area)]
    assert len(cells) == len(set(cells))


def cells_of(area: GridArea) -> Iterator[tuple[int, int]]:
    for row in range(area.row, area.last_row + 1):
        for column in range(area.column, area.last_column + 1):
            yield row, column
