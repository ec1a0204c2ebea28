"""What the README says works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import kano_xl
from command import kano
from kano_xl.examples import example_survey
from kano_xl.survey import mapping

ROOT = Path(kano_xl.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def test_python_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(example_survey("zh-Hans"), tmp_path / "survey.xlsx")
    monkeypatch.chdir(tmp_path)
    exec(compile(block("python"), "README.md", "exec"), {})
    assert (tmp_path / "report.xlsx").stat().st_size > 10_000


def test_mapping_example(tmp_path: Path) -> None:
    file, survey = tmp_path / "pairs.toml", tmp_path / "survey.csv"
    file.write_text(block("toml"), encoding="utf-8")
    assert [feature.name for feature in mapping.load(file).features] == ["Fast transfers"]
    header = "When,Who,City,Transfers at once,How would you feel if transfers took two days?\n"
    survey.write_text(header + "1,x,Oslo,Great,Awful\n" * 2, encoding="utf-8")
    outcome = kano("analyse", survey, "--mapping", file, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    assert '"O": 2' in outcome.out


def test_options_that_the_readme_names_exist() -> None:
    commands = ("analyse", "inspect")
    helped = "".join(kano(command, "--help").out for command in commands)
    named = set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", README))
    assert len(named) > 8
    assert not [option for option in named if option not in helped and option != "--help"]


def test_files_that_the_readme_links_to_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) >= 4
    assert not [link for link in links if not (ROOT / link).exists()]
