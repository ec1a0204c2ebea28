"""The guide through the whole loop: its commands run, its workbook holds all that it names."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import make_loop
from command import kano
from conftest import LibreOffice, cell_values
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES
from kano_xl.planned import KINDS
from kano_xl.planning.reading import read_filled
from pages import ROOT, blocks, guide, words_of
from planning.test_guide import parts

SHIPPED = sorted(make_loop.FOLDER.glob("*.xlsx"))
SHOWN = (
    *("features", "summary", "groups", "house", "matrix", "journey"),
    *("blueprint", "canvas", "roadmap", "actions", "waves"),
)


def test_its_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = example_survey("en")
    shutil.copy(first, "survey.xlsx")
    shutil.copy(first.with_name(f"{first.stem}-2.xlsx"), "survey-2.xlsx")
    Path("features.txt").write_text("Fast transfers\nClear fee details\n", encoding="utf-8")
    for line in "".join(blocks(words_of(guide("en", "loop")), "")).splitlines():
        program, *words = shlex.split(line)
        assert program == "kano-xl"
        done = kano(*words)
        assert done.code == 0, (line, done.err)
        if words[:2] == ["plan", "all"]:
            # A team fills it in.
            shutil.copy(make_loop.FOLDER / "bank-app-loop-en.xlsx", "plan.xlsx")
    assert len(list(tmp_path.iterdir())) == 3 + 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_its_picture(language: str) -> None:
    words = words_of(guide(language, "loop"))
    assert blocks(words, "") == blocks(words_of(guide("en", "loop")), "")
    shown = re.findall(r"\(\.\./\.\./pictures/([^)]+)\)", words)
    assert shown == [f"{name}-{language}.png" for name in SHOWN]
    for name in shown:
        assert 10_000 < (ROOT / "workbook" / "pictures" / name).stat().st_size < 300_000


def test_the_workbook_made_anew_is_the_same(tmp_path: Path) -> None:
    make_loop.make(tmp_path)
    made = sorted(tmp_path.iterdir())
    assert [each.name for each in made] == [each.name for each in SHIPPED]
    for ours, theirs in zip(made, SHIPPED, strict=True):
        assert parts(ours) == parts(theirs), f"run workbook/make_loop.py: {theirs.name}"


def test_the_workbook_is_whole(
    office: LibreOffice, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for path, again in zip(SHIPPED, office.convert(SHIPPED, "xlsx"), strict=True):
        assert path.stat().st_size < 2_000_000
        assert not ooxml_errors(path)
        filled = read_filled(path)
        assert filled is not None
        assert {each.key for each in filled.sheets} == set(KINDS["all"])
        values = cell_values(again)
        # Charts leave out #N/A, which stands in hidden cells; all other errors are faults.
        wrong = [
            (title, cell, value)
            for title, cells in values.items()
            for cell, value in cells.items()
            if re.fullmatch(r"#[A-Z0-9]+[!?]", str(value))
        ]
        assert not wrong
        assert json.loads(kano("plan", "all", path, "--json", "-").out)["sheets"]
