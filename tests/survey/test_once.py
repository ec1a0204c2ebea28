"""A sheet is recognised once and its cells are coded once, whichever way it comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kano_xl.choices import Settings
from kano_xl.survey import choosing
from kano_xl.survey.inspecting import understand, understand_sheet
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Part
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.reading import read, read_sheet
from kano_xl.survey.sheet import Sheet
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL, sheet

COLUMNS = [["Bus [F]", "Bus [D]"], [LIKE, DISLIKE], [MUST, DISLIKE]]
LAYOUTS = {
    "columns": COLUMNS,
    "long": [["feature", "functional", "dysfunctional"], ["Bus", LIKE, DISLIKE]],
    "long_answers": [
        ["feature", "side", "answer"],
        ["Bus", "functional", LIKE],
        ["Bus", "dysfunctional", DISLIKE],
    ],
    "totals": [["Feature", *"AOMI"], ["Bus", 1, 2, 3, 4]],
    "totals_across": [["", "Bus", "Tram"], *([letter, 1, 2] for letter in "AOMI")],
    "letters": [["Nr", "Bus"], [10, "A"], [11, "M"], [12, "A"]],
}
UNKNOWN = [COLUMNS[0], *[[LIKE, "Zap"]] * 5]
REFUSED = [["Bus [F]", "Bus [D]", "Tram [F]"], [LIKE, DISLIKE, NEUTRAL]]
NO_SURVEY = [["Name", "Town"], ["Ann", "Rome"], ["Bob", "Oslo"]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str | None]]:
    """How often each sheet was recognised and coded."""
    times: Counter[tuple[str, str | None]] = Counter()
    recognise = choosing.recognise

    def recognised(found: Sheet, instructions: Instructions) -> choosing.Recognised:
        times["recognised", found.name] += 1
        return recognise(found, instructions)

    monkeypatch.setattr(choosing, "recognise", recognised)
    for layout in layouts(Layout):
        if "code" in vars(layout) and not getattr(layout.code, "__isabstractmethod__", False):
            monkeypatch.setattr(layout, "code", counting(layout.code, times))
    return times


def layouts(parent: type[Layout]) -> list[type[Layout]]:
    return [each for child in parent.__subclasses__() for each in (child, *layouts(child))]


def counting(
    code: Callable[[Layout, Instructions], Part], times: Counter[tuple[str, str | None]]
) -> Callable[[Layout, Instructions], Part]:
    def coded(layout: Layout, instructions: Instructions) -> Part:
        times["coded", layout.table.sheet.name] += 1
        return code(layout, instructions)

    return coded


def once(*names: str | None) -> dict[tuple[str, str | None], int]:
    return {(what, name): 1 for name in names for what in ("recognised", "coded")}


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
    book.save(folder / "survey.xlsx")
    return folder / "survey.xlsx"


def test_every_layout_is_counted() -> None:
    coding = {layout.__name__ for layout in layouts(Layout) if "code" in vars(layout)}
    assert coding >= {
        "ColumnsLayout",
        "LongLayout",
        "TotalsLayout",
        "AcrossLayout",
        "LettersLayout",
    }


@pytest.mark.parametrize("kind", LAYOUTS)
@pytest.mark.parametrize("way", [read_sheet, understand_sheet])
def test_a_sheet(
    way: Callable[[Sheet], object], kind: str, counted: Counter[tuple[str, str | None]]
) -> None:
    way(sheet(*LAYOUTS[kind]))
    assert counted == once("Answers")


@pytest.mark.parametrize("kind", LAYOUTS)
@pytest.mark.parametrize("way", ["read", "understand"])
def test_a_file(
    way: str, kind: str, tmp_path: Path, counted: Counter[tuple[str, str | None]]
) -> None:
    path = workbook(tmp_path, {"Notes": NO_SURVEY, "Data": LAYOUTS[kind]})
    read([path]) if way == "read" else understand(path)
    assert counted == {("recognised", "Notes"): 1, **once("Data")}


def test_several_sheets(tmp_path: Path, counted: Counter[tuple[str, str | None]]) -> None:
    path = workbook(tmp_path, {"May": COLUMNS, "June": COLUMNS, "July": COLUMNS})
    found = read([path], Settings(sheets=("May", "July")))
    assert found.source.respondents == 4
    assert counted == once("May", "July")


def test_several_files(tmp_path: Path, counted: Counter[tuple[str, str | None]]) -> None:
    paths = []
    for name in ("May", "June"):
        (tmp_path / name).mkdir()
        paths.append(workbook(tmp_path / name, {name: COLUMNS}))
    read(paths)
    assert counted == once("May", "June")


@pytest.mark.parametrize("way", [read_sheet, understand_sheet])
def test_with_a_mapping(
    way: Callable[..., object], counted: Counter[tuple[str, str | None]]
) -> None:
    mapping = understand_sheet(sheet(*COLUMNS)).mapping
    assert isinstance(mapping, Mapping)
    counted.clear()
    way(sheet(*COLUMNS), mapping=mapping)
    assert counted == once("Answers")


def test_what_has_to_be_asked(counted: Counter[tuple[str, str | None]]) -> None:
    found = understand_sheet(sheet(*UNKNOWN))
    assert found.refusal is not None
    assert found.refusal.code == "answers_unknown"
    assert found.to_toml("en")
    assert counted == once("Answers")


def test_what_is_refused(counted: Counter[tuple[str, str | None]]) -> None:
    found = understand_sheet(sheet(*REFUSED))
    assert found.refusal is not None
    assert found.refusal.code == "one_side_missing"
    assert counted == once("Answers")


def test_two_sheets_for_the_two_sides(counted: Counter[tuple[str, str | None]]) -> None:
    side = sheet(["ID", "Bus", "Tram"], [1, LIKE, MUST], [2, NEUTRAL, LIKE])
    chosen = choosing.choose(
        [replace(side, name="Functional"), replace(side, name="Dysfunctional")]
    )
    assert len(chosen) == 1
    assert counted == {("recognised", "Functional"): 1}
