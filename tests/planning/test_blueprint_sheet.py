"""The sheet of a service blueprint: its formulas against the twin, its way back, its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from conftest import LibreOffice
from kano_xl.languages import LANGUAGES
from kano_xl.planning.blueprint_filling import (
    MOST_STEPS,
    BlueprintFilling,
    BlueprintStep,
    empty_blueprint,
)
from kano_xl.planning.blueprint_reading import read_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.reading import read_filled
from kano_xl.planning.results import KnownFeatures
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
