"""What the READMEs and the guides say works, in every language."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kano_xl
from command import kano
from kano_xl.examples import example_survey
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import LANGUAGES, catalogue, text
from kano_xl.survey import mapping_file as mapping

ROOT = Path(kano_xl.__file__).parent.parent
NAMES = {"en": "README.md", "zh-Hans": "README.zh-CN.md"}
READMES = {language: (ROOT / name).read_text(encoding="utf-8") for language, name in NAMES.items()}
GUIDES = {
    language: (ROOT / "install" / f"guide-{language}.html").read_text(encoding="utf-8")
    for language in LANGUAGES
}
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

SYMPTOMS = (
    "not_installed",
    "python_missing",
    "python_fails",
    "versions_differ",
    "no_functions_on_mac",
    "protected_view",
    "mistake",
)
"""The messages by which the add-in says that something is wrong."""

INSTALLERS = ("install/install.cmd", "kano_xl/setup/scripts/uninstall.cmd")


def block(readme: str, kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", readme, re.DOTALL)
    assert found
    return found[1]


def python_blocks(language: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", READMES[language], re.DOTALL)


def without_code(readme: str) -> str:
    return re.sub(r"```.*?```", "", readme, flags=re.DOTALL)


def headings(readme: str) -> list[tuple[str, str]]:
    """The level and the words of every heading."""
    return re.findall(r"^(#+) (.+)$", without_code(readme), re.MULTILINE)


def anchor(words: str) -> str:
    """The name that a heading gets on a web page: its letters and digits, joined by hyphens."""
    kept = (c for c in words.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


@IN_EVERY_LANGUAGE
def test_python_example(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(example_survey("zh-Hans"), tmp_path / "survey.xlsx")
    monkeypatch.chdir(tmp_path)
    exec(compile(python_blocks(language)[1], NAMES[language], "exec"), {})
    assert (tmp_path / "report.xlsx").stat().st_size > 10_000


@IN_EVERY_LANGUAGE
def test_frame_example(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (survey,) = (ROOT / "workbook" / "examples").glob("*-long.csv")
    shutil.copy(survey, tmp_path / "survey.csv")
    monkeypatch.chdir(tmp_path)
    exec(compile(python_blocks(language)[0], NAMES[language], "exec"), {})
    assert "better" in capsys.readouterr().out


@IN_EVERY_LANGUAGE
def test_mapping_example(language: str, tmp_path: Path) -> None:
    file, survey = tmp_path / "pairs.toml", tmp_path / "survey.csv"
    file.write_text(block(READMES[language], "toml"), encoding="utf-8")
    assert [feature.name for feature in mapping.load(file).features] == ["Fast transfers"]
    header = "When,Who,City,Transfers at once,How would you feel if transfers took two days?\n"
    survey.write_text(header + "1,x,Oslo,Great,Awful\n" * 2, encoding="utf-8")
    outcome = kano("analyse", survey, "--mapping", file, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    assert '"O": 2' in outcome.out


@IN_EVERY_LANGUAGE
def test_commands_and_options_that_the_readme_names_exist(language: str) -> None:
    readme = READMES[language]
    # In one line, as in a table or a sentence, or alone in a block.
    calls = re.findall(r"(?:`|\n|/|\\)kano-xl ([^`\n]+)[`\n]", readme)
    assert len(calls) > 8
    words = [[word for word in call.split() if re.fullmatch(r"[a-z]+", word)] for call in calls]
    commands = {tuple(each[: 2 if each[0] == "addin" else 1]) for each in words}
    helped = ""
    for command in commands:
        outcome = kano(*command, "--help")
        assert outcome.code == 0, command
        helped += outcome.out
    named = set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", readme))
    assert len(named) > 8
    assert not [option for option in named if option not in helped]


@IN_EVERY_LANGUAGE
def test_what_the_readme_and_the_guide_tell_to_run_is_there(language: str) -> None:
    shipped = {path.name for path in (ROOT / "install").iterdir()}
    shipped |= {path.name for path in (ROOT / "kano_xl" / "setup" / "scripts").iterdir()}
    for words in (READMES[language], GUIDES[language]):
        named = set(re.findall(r"\b\w+\.(?:cmd|command)\b", words))
        assert named == {
            *("install.cmd", "install.command", "doctor.cmd", "doctor.command"),
            *({"uninstall.cmd"} if words is READMES[language] else set()),
            "uninstall.command",
        }
        assert named <= shipped
    quiet = [(ROOT / name).read_text(encoding="utf-8") for name in INSTALLERS]
    assert all('"/quiet"' in script for script in quiet)
    assert READMES[language].count(".cmd /quiet") + READMES[language].count('.cmd" /quiet') == 2


@IN_EVERY_LANGUAGE
def test_links_lead_somewhere(language: str) -> None:
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", READMES[language])
    assert len(links) > 20
    for path, name in links:
        assert (ROOT / path).exists(), path
        if name:
            there = (ROOT / (path or NAMES[language])).read_text(encoding="utf-8")
            assert name in [anchor(words) for _, words in headings(there)]


def test_readmes_link_to_each_other_and_have_the_same_sections() -> None:
    assert "[简体中文](README.zh-CN.md)" in READMES["en"][:100]
    assert "[English](README.md)" in READMES["zh-Hans"][:100]
    levels = {language: [level for level, _ in headings(READMES[language])] for language in NAMES}
    assert levels["en"] == levels["zh-Hans"]
    kinds = ("python", "toml")
    assert all(block(READMES["en"], kind) == block(READMES["zh-Hans"], kind) for kind in kinds)


@IN_EVERY_LANGUAGE
def test_pictures_are_those_of_the_language(language: str) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(workbook/pictures/([^)]+)\)", READMES[language])
    order = ("summary", "features", "responses", "live")
    assert shown == [f"{name}-{language}.png" for name in order]
    for name in shown:
        assert 10_000 < (ROOT / "workbook" / "pictures" / name).stat().st_size < 210_000


@IN_EVERY_LANGUAGE
def test_functions_are_listed(language: str) -> None:
    columns = [text(language, f"functions.readme.{column}") for column in ("function", "gives")]
    rows = [f"| `{each.signature}` | {each.help(language)} |" for each in FUNCTIONS.values()]
    assert "\n".join((f"| {' | '.join(columns)} |", "|---|---|", *rows)) in READMES[language]


@IN_EVERY_LANGUAGE
def test_buttons_and_sheets_are_called_as_in_excel(language: str) -> None:
    buttons = ("new_survey", "check", "analyse", "settings", "freeze", "portable", "repair")
    for button in (*buttons, "remove", "guide", "about_menu", "about", "self_test"):
        assert f"**{text(language, f'ribbon.{button}.label')}**" in READMES[language], button
    analyse, template, check = (
        text(language, f"ribbon.{button}.label") for button in ("analyse", "new_survey", "check")
    )
    sheets = ("template.sheet.features", "template.sheet.responses", "template.sheet.live")
    titles = [text(language, sheet) for sheet in (*sheets, "report.sheet.summary")]
    for words in (template, analyse):
        assert f"Kano ▸ {words}**" in READMES[language]
        assert f"Kano ▸ {words}</b>" in GUIDES[language]
    assert f"<b>{check}</b>" in GUIDES[language]
    for title in titles:
        assert f"**{title}**" in READMES[language]
        assert f"<b>{title}</b>" in GUIDES[language]


@IN_EVERY_LANGUAGE
def test_every_message_of_trouble_is_a_symptom(language: str) -> None:
    messages = catalogue(language)["ribbon"]["message"]
    assert set(messages) == {*SYMPTOMS, "working", "about"}
    for name in SYMPTOMS:
        # Its first clause, as people see it, with any path or version in its place.
        first = re.split(r"[.,;:，。；：]", re.sub(r"\{\w+\}", "…", messages[name]))[0]
        assert f"| “{first}” |" in READMES[language], name


@IN_EVERY_LANGUAGE
def test_names_that_the_doctor_shows_are_its_own(language: str) -> None:
    assert f"*{text(language, 'doctor.name.path')}*" in READMES[language]


def test_the_options_for_deployment_are_known_to_the_installer() -> None:
    script = str(ROOT / "install" / "install.py")
    done = subprocess.run(
        [sys.executable, "-I", script, "--what"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--language en|zh-Hans" in done.stdout


class Guide(HTMLParser):
    """A guide as lines of text that has to fit on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [str(value) for name, value in attrs if name in ("href", "src")]
        if tag in ("h1", "h2", "p", "li", "tr", "br", "style"):
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self.blocks.pop()

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1] += data

    def lines(self, width: int) -> int:
        """How many lines it fills, of so many Latin letters each; a Chinese one takes two."""
        plain = (" ".join(block.split()) for block in self.blocks)
        sizes = (sum(1 + (ord(letter) > 0x2E80) for letter in block) for block in plain)
        return sum(-(-size // width) for size in sizes)


@IN_EVERY_LANGUAGE
def test_the_guide_fits_on_a_page_and_stands_alone(language: str) -> None:
    guide = Guide(GUIDES[language])
    # By this count two programs that print web pages go on to a second page of A4 from 40 on.
    assert 30 < guide.lines(100) <= 38
    assert not guide.addresses
    assert not guide.tags & {"script", "link", "img", "iframe", "object"}
    assert "url(" not in GUIDES[language]
    assert "://" not in GUIDES[language]
    assert f'<html lang="{language}">' in GUIDES[language]


@IN_EVERY_LANGUAGE
def test_comparison_example(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("north.xlsx", "south.xlsx"):
        shutil.copy(example_survey("en"), tmp_path / name)
    monkeypatch.chdir(tmp_path)
    exec(compile(python_blocks(language)[2], NAMES[language], "exec"), {})
