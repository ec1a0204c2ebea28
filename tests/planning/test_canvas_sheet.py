"""The sheet of a strategy canvas: its formulas against the twin, its way back, what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from conftest import LibreOffice
from kano_xl.languages import LANGUAGES
from kano_xl.planning.canvas_sheet import canvas_sheet
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.writers.planning.workbook import plan_workbook_bytes
from planning.fillings import a_canvas, analysis
from planning.recalculated import assert_as_the_twin_says

WRITTEN = date(2026, 1, 1)
CANVASES = 4


def books(folder: Path) -> Iterator[tuple[Path, list[GridSheet]]]:
    """A workbook per language, and one before there is a survey."""
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


def test_formulas_say_what_the_twin_says(office: LibreOffice, tmp_path: Path) -> None:
    assert_as_the_twin_says(list(books(tmp_path)), office)
