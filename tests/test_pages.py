"""What the READMEs, the guides and the leaflets of the bundle say works, in every language."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import ironcalc
import pytest
from xlsxwriter import Workbook

from command import kano
from kano_xl.examples import example_survey
from kano_xl.excel.functions import kano_better, kano_category
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import LANGUAGES, catalogue, text
from kano_xl.model.sample_size import chance_of_true_mode, half_width
from kano_xl.survey import mapping_file as mapping
from kano_xl.writers.template.lambdas import lambda_names
from pages import (
    EVERY_PAGE,
    NAMES,
    ROOT,
    all_words,
    anchor,
    blocks,
    guide,
    headings,
    pages,
    readme,
    words_of,
)

INSTALL = ROOT / "install"
LEAFLETS = {
    language: (INSTALL / f"guide-{language}.html").read_text(encoding="utf-8")
    for language in LANGUAGES
}
MAKE_DRAWINGS = runpy.run_path(str(ROOT / "workbook" / "make_drawings.py"))
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


def words(language: str, name: str) -> str:
    return words_of(guide(language, name))


def python_blocks(language: str) -> list[str]:
    return blocks(words(language, "command-line"), "python")


@IN_EVERY_LANGUAGE
def test_python_example(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(example_survey("zh-Hans"), tmp_path / "survey.xlsx")
    monkeypatch.chdir(tmp_path)
    exec(compile(python_blocks(language)[1], "command-line.md", "exec"), {})
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
    exec(compile(python_blocks(language)[0], "command-line.md", "exec"), {})
    assert "better" in capsys.readouterr().out


@IN_EVERY_LANGUAGE
def test_mapping_example(language: str, tmp_path: Path) -> None:
    file, survey = tmp_path / "pairs.toml", tmp_path / "survey.csv"
    file.write_text(blocks(words(language, "reading"), "toml")[0], encoding="utf-8")
    assert [feature.name for feature in mapping.load(file).features] == ["Fast transfers"]
    header = "When,Who,City,Transfers at once,How would you feel if transfers took two days?\n"
    survey.write_text(header + "1,x,Oslo,Great,Awful\n" * 2, encoding="utf-8")
    outcome = kano("analyse", survey, "--mapping", file, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    assert '"O": 2' in outcome.out


@IN_EVERY_LANGUAGE
def test_commands_and_options_that_the_pages_name_exist(language: str) -> None:
    told = all_words(language)
    # In one line, as in a table or a sentence, or alone in a block.
    calls = re.findall(r"(?:`|\n|/|\\)kano-xl ([^`\n]+)[`\n]", told)
    assert len(calls) > 8
    words = [[word for word in call.split() if re.fullmatch(r"[a-z]+", word)] for call in calls]
    commands = {tuple(each[: 2 if each[0] == "addin" else 1]) for each in words}
    helped = ""
    for command in commands:
        outcome = kano(*command, "--help")
        assert outcome.code == 0, command
        helped += outcome.out
    named = set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", told))
    assert len(named) > 8
    assert not [option for option in named if option not in helped]


@IN_EVERY_LANGUAGE
def test_what_the_pages_and_the_leaflet_tell_to_run_is_there(language: str) -> None:
    shipped = {path.name for path in (ROOT / "install").iterdir()}
    shipped |= {path.name for path in (ROOT / "kano_xl" / "setup" / "scripts").iterdir()}
    for told in (all_words(language), LEAFLETS[language]):
        named = set(re.findall(r"\b\w+\.(?:cmd|command)\b", told))
        assert named == {
            *("install.cmd", "install.command", "doctor.cmd", "doctor.command"),
            *(set() if told is LEAFLETS[language] else {"uninstall.cmd"}),
            "uninstall.command",
        }
        assert named <= shipped
    quiet = [(ROOT / name).read_text(encoding="utf-8") for name in INSTALLERS]
    assert all('"/quiet"' in script for script in quiet)
    it = words(language, "it")
    assert it.count(".cmd /quiet") + it.count('.cmd" /quiet') == 2


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", words_of(page))
    assert links
    for path, name in links:
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), path
        if name:
            assert name in [anchor(heading) for _, heading in headings(words_of(there))], name


@IN_EVERY_LANGUAGE
def test_the_readme_leads_to_every_language_and_every_guide(language: str) -> None:
    first = words_of(readme(language)).split("\n\n")[1]
    for other in LANGUAGES:
        assert (f"({readme(other).name})" in first) is (other != language), other
    for name in NAMES:
        there = guide(language, name)
        assert f"({there.relative_to(ROOT).as_posix()}" in words_of(readme(language)), name
        back = os.path.relpath(readme(language), there.parent)
        assert f"({back})" in words_of(there).split("\n\n")[1]


@IN_EVERY_LANGUAGE
def test_twins_have_the_same_sections_and_code(language: str) -> None:
    for page, twin in zip(pages(language), pages("en"), strict=True):
        ours, english = words_of(page), words_of(twin)
        assert [level for level, _ in headings(ours)] == [level for level, _ in headings(english)]
        for kind in ("python", "toml"):
            assert blocks(ours, kind) == blocks(english, kind)


@IN_EVERY_LANGUAGE
def test_a_stranger_finishes_the_readme(language: str) -> None:
    assert len(words_of(readme(language)).splitlines()) <= 150


@IN_EVERY_LANGUAGE
def test_pictures_are_those_of_the_language(language: str) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(workbook/pictures/([^)]+)\)", words_of(readme(language)))
    order = ["summary", "features", "responses", "live", "house", "matrix", "journey", "blueprint"]
    order += ["canvas", "roadmap", "actions", "waves"]
    assert shown == [f"{name}-{language}.png" for name in order]
    for name in shown:
        assert 10_000 < (ROOT / "workbook" / "pictures" / name).stat().st_size < 300_000


@IN_EVERY_LANGUAGE
def test_the_drawings_are_of_this_ribbon_and_these_functions(language: str) -> None:
    made: dict[str, str] = MAKE_DRAWINGS["drawings"](language)
    assert len(made) == 2 + 6  # the ribbon, a function, and the steps in each tool
    for name, picture in made.items():
        drawn = ROOT / "workbook" / "pictures" / name
        assert drawn.read_text(encoding="utf-8") == picture, "run workbook/make_drawings.py"
        assert f"](../../pictures/{name})" in all_words(language)


@IN_EVERY_LANGUAGE
def test_functions_are_listed(language: str) -> None:
    columns = [text(language, f"functions.readme.{column}") for column in ("function", "gives")]
    rows = [f"| `{each.signature}` | {each.help(language)} |" for each in FUNCTIONS.values()]
    assert "\n".join((f"| {' | '.join(columns)} |", "|---|---|", *rows)) in words(
        language, "functions"
    )


@IN_EVERY_LANGUAGE
def test_buttons_and_sheets_are_called_as_in_excel(language: str) -> None:
    buttons = ("new_survey", "check", "analyse", "settings", "freeze", "portable", "repair")
    more = ("add_workbooks", "compare_earlier", "remove", "guide", "about_menu", "about")
    plans = ("plan_menu", "plan_house", "plan_next", "plan_priority", "plan_canvas", "plan_actions")
    plans += ("plan_roadmap", "plan_build")
    plans += ("plan_journey", "plan_ask", "plan_blueprint")
    for button in (*buttons, *more, *plans, "ask_menu", "self_test"):
        assert f"**{text(language, f'ribbon.{button}.label')}**" in words(language, "ribbon"), (
            button
        )
    analyse, template, check = (
        text(language, f"ribbon.{button}.label") for button in ("analyse", "new_survey", "check")
    )
    sheets = ("template.sheet.features", "template.sheet.responses", "template.sheet.live")
    titles = [text(language, sheet) for sheet in (*sheets, "report.sheet.summary")]
    for label in (template, analyse):
        assert f"Kano ▸ {label}**" in words_of(readme(language))
        assert f"Kano ▸ {label}</b>" in LEAFLETS[language]
    assert f"<b>{check}</b>" in LEAFLETS[language]
    for title in titles:
        assert f"**{title}**" in words_of(readme(language))
        assert f"<b>{title}</b>" in LEAFLETS[language]


@IN_EVERY_LANGUAGE
def test_every_message_of_trouble_is_a_symptom(language: str) -> None:
    messages = catalogue(language)["ribbon"]["message"]
    assert set(messages) == {*SYMPTOMS, "working", "about"}
    for name in SYMPTOMS:
        # Its first clause, as people see it, with any path or version in its place.
        first = re.split(r"[.,;:，。；：]", re.sub(r"\{\w+\}", "…", messages[name]))[0]
        row = rf"^\| [“„「]{re.escape(first)}[”“」] \|"
        assert re.search(row, words(language, "troubleshooting"), re.MULTILINE), name


@IN_EVERY_LANGUAGE
def test_names_that_the_doctor_shows_are_its_own(language: str) -> None:
    assert f"*{text(language, 'doctor.name.path')}*" in words(language, "troubleshooting")


def test_the_options_for_deployment_are_known_to_the_installer() -> None:
    script = str(ROOT / "install" / "install.py")
    done = subprocess.run(
        [sys.executable, "-I", script, "--what"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"--language {'|'.join(LANGUAGES)}]" in done.stdout


class Leaflet(HTMLParser):
    """A leaflet as lines of text that has to fit on a page."""

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
def test_the_leaflet_fits_on_a_page_and_stands_alone(language: str) -> None:
    leaflet = Leaflet(LEAFLETS[language])
    # By this count two programs that print web pages go on to a second page of A4 from 40 on.
    assert 30 < leaflet.lines(100) <= 38
    assert not leaflet.addresses
    assert not leaflet.tags & {"script", "link", "img", "iframe", "object"}
    assert "url(" not in LEAFLETS[language]
    assert "://" not in LEAFLETS[language]
    assert f'<html lang="{language}">' in LEAFLETS[language]


@IN_EVERY_LANGUAGE
def test_comparison_example(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("north.xlsx", "south.xlsx"):
        shutil.copy(example_survey("en"), tmp_path / name)
    monkeypatch.chdir(tmp_path)
    exec(compile(python_blocks(language)[2], "command-line.md", "exec"), {})


SHARES = ((0.45, 0.25, 0.20, 0.10), (0.40, 0.30, 0.20, 0.10), (0.35, 0.30, 0.20, 0.15))
PEOPLE = (30, 50, 100, 200, 400)


@IN_EVERY_LANGUAGE
def test_beginners_are_told_what_the_program_does(language: str) -> None:
    # A language may write 86 % for 86%, and ±0,17 for ±0.17.
    told = re.sub(r"(?<=±0),", ".", words(language, "beginners").replace("\u00a0%", "%"))
    for answer in catalogue(language)["template"]["answers"].values():
        assert f"\n| {answer} |" in told
    for shares in SHARES:
        chances = [round(100 * chance_of_true_mode(shares, n)) for n in PEOPLE]
        row = " | ".join(f"{chance}%" if chance < 100 else ">99%" for chance in chances)
        assert f"| {row} |\n" in told, row
    widths = " | ".join(f"±{half_width(n):.2f}" for n in PEOPLE)
    assert f"| {widths} |\n" in told, widths
    letters = re.findall(r"^\| \*\*.+?\*\* ((?:\| [AOMIRQ] ){5})\|$", told, re.MULTILINE)
    rows = ["".join(re.findall(r"[AOMIRQ]", row)) for row in letters]
    assert rows == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


@IN_EVERY_LANGUAGE
def test_the_readme_says_the_speed_that_was_measured(language: str) -> None:
    told = re.findall(r"^\|.+ × .+|^\| count .+", words_of(readme(language)), re.MULTILINE)
    assert len(told) >= 3
    assert all(row in words("en", "speed") for row in told)


def filtered_formulas(language: str) -> list[str]:
    """The formulas with FILTER that the guide to the functions shows, as English Excel has them."""
    told = words(language, "functions")
    found = re.findall(r"^=(KANO.+FILTER.+)$", told, re.MULTILINE)
    return [formula.replace(";", ",") for formula in found]


@IN_EVERY_LANGUAGE
def test_functions_of_a_group_alone(language: str, tmp_path: Path) -> None:
    """What a guide shows computes, by another program's FILTER, what was counted by hand."""
    of_add_in, with_age, of_template = filtered_formulas(language)
    assert of_add_in == 'KANO_BETTER(FILTER(C2:D200, B2:B200="Pro"))'
    assert with_age == 'KANO_CATEGORY(FILTER(C2:D200, (B2:B200="Pro")*(A2:A200>=30)))'
    # Age, plan, with it, without it. Of Pro: A, O, M; of those from 30 on: O, O, M.
    people = [
        (25, "Pro", 1, 3), (35, "Pro", 1, 5), (45, "Pro", 1, 5), (55, "Pro", 3, 5),
        (25, "Basic", 3, 3), (35, "Basic", 3, 3), (45, "Basic", 3, 3), (29, "Pro", 1, 3),
    ]  # fmt: skip
    path = tmp_path / "filtered.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for name, formula in lambda_names().items():
            book.define_name(name, formula)
        for row, person in enumerate(people, 1):
            sheet.write_row(row, 0, person)
        inner = re.findall(r"KANO_\w+\((FILTER\(.+\))\)$", f"{of_add_in}\n{with_age}", re.MULTILINE)
        for column, formula in zip("GJ", inner, strict=True):
            cells = f"{column}1:{chr(ord(column) + 1)}{len(people)}"
            sheet.write_dynamic_array_formula(cells, f"=_xlfn._xlws.{formula}")
        plain = of_template.replace("FILTER", "_xlfn._xlws.FILTER")
        sheet.write_dynamic_array_formula("M1", f"={plain}")
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()

    def pairs(column: int, count: int) -> tuple[tuple[object, ...], ...]:
        return tuple(
            tuple(model.get_cell_value(0, row + 1, column + side) for side in (0, 1))
            for row in range(count)
        )

    pro = pairs(7, 5)
    assert pro == ((1, 3), (1, 5), (1, 5), (3, 5), (1, 3))
    # (A + O) / (A + O + M + I), of 2 A, 2 O and 1 M.
    assert kano_better(pro) == 4 / 5
    assert kano_category(pairs(10, 3)) == "O"
    assert model.get_cell_value(0, 1, 13) == 4 / 5
