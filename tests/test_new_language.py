"""A language is a folder: with one more in a copy of the package, everything speaks or reads it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl
import pytest

import kano_xl
from kano_xl.languages import LANGUAGES
from kano_xl.languages.traits import traits_of

PACKAGE = Path(kano_xl.__file__).parent
NAME, MUST_BE = "Xenglish", "mast-bi"
TRAITS = f"""
name = "{NAME}"
also_called = ["Ex"]
locales = ["xx", "en-AU"]
windows_ids = [0x0C09]
countries = [61]
example = "bank-app-en.xlsx"
font = "Verdana"
east_asian_font = ""
looseness = 1.2
longest_feature = 70
longest_label = 25
"""


def changed(path: Path, before: str, after: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert before in words
    path.write_text(words.replace(before, after), encoding="utf-8")


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that has the folder of English under another tag too."""
    place = tmp_path_factory.mktemp("complete")
    new = copied(place) / "languages" / "xx"
    shutil.copytree(new.parent / "en", new)
    (new / "language.toml").write_text(TRAITS, encoding="utf-8")
    changed(new / "names.toml", 'M = "must-be"', f'M = "{MUST_BE}"')
    changed(new / "answers.toml", "I like it that way\n", "Ai laik it\n")
    return place


@pytest.fixture(scope="module")
def partial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that has the answers and headers of one more language."""
    place = tmp_path_factory.mktemp("partial")
    new = copied(place) / "languages" / "eo"
    new.mkdir()
    answers = ("Mi satas tion", "Mi atendas tion", "Mi estas indiferenta", "Mi toleras tion")
    keys = ("like", "must-be", "neutral", "live-with", "dislike")
    lines = [
        f'{key} = "{words}"' for key, words in zip(keys, (*answers, "Mi malsatas"), strict=True)
    ]
    (new / "answers.toml").write_text(
        "\n".join(["[[list]]", 'name = "usual"', *lines]), encoding="utf-8"
    )
    (new / "headers.toml").write_text(
        '[marks.short]\nfunctional = "havas"\ndysfunctional = "malhavas"\n', encoding="utf-8"
    )
    return place


def copied(place: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, place / "kano_xl", ignore=ignored)
    shutil.copytree(PACKAGE.parent / "workbook" / "examples", place / "kano_xl/example_surveys")
    return place / "kano_xl"


def run(place: Path, *arguments: str, locale: str = "C") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place), "LC_ALL": locale},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def command(place: Path, *arguments: str, locale: str = "C") -> str:
    done = run(place, "-m", "kano_xl", *arguments, locale=locale)
    assert done.returncode == 0, done.stderr
    return done.stdout


def program(place: Path, code: str, locale: str = "C") -> str:
    done = run(place, "-c", code, locale=locale)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def survey(path: Path, sides: tuple[str, str], *answers: str) -> Path:
    rows = [
        ",".join(f"{name} [{side}]" for name in ("Lamp", "Lock") for side in sides),
        *(f"{answers[0]},{answers[4]},{answers[1]},{answers[4]}" for _ in range(6)),
        f"{answers[2]},{answers[3]},{answers[1]},{answers[3]}",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def opened(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's about what it does not keep
        return openpyxl.load_workbook(path)


def cells(path: Path) -> str:
    book = opened(path)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )


ENGLISH = (
    "I must be that way",
    "I am neutral",
    "I can live with it that way",
    "I dislike it that way",
)


def test_a_report_in_it(complete: Path) -> None:
    given = survey(complete / "s.csv", ("F", "D"), "Ai laik it", *ENGLISH)
    told = command(complete, "inspect", str(given), "--language", "xx")
    assert "Lamp" in told
    command(complete, "analyse", str(given), "-o", "r.xlsx", "--language", "xx", "--json", "r.json")
    assert MUST_BE in cells(complete / "r.xlsx").lower()
    assert opened(complete / "r.xlsx").worksheets[0]["A1"].font.name == "Verdana"
    result = json.loads((complete / "r.json").read_text(encoding="utf-8"))
    assert [feature["category"] for feature in result["features"]] == ["O", "M"]


def test_its_template_its_example_and_what_its_settings_offer(complete: Path) -> None:
    command(complete, "template", "-o", "t.xlsx", "--language", "xx")
    assert NAME in cells(complete / "t.xlsx")
    book = opened(complete / "t.xlsx")
    lists = [
        rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    ]
    names = [NAME if tag == "xx" else traits_of(tag).name for tag in with_xx()]
    assert [each for each in lists if NAME in each] == [f'"{",".join(names)}"']
    assert "LEN(B7)<=70" in str(
        [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation]
    )
    assert {"_KANO.WORD.XX", "_KANO.WORD.EN"} <= set(book.defined_names)
    command(complete, "demo", "-o", "d.xlsx", "--language", "xx")
    assert MUST_BE in cells(complete / "d.xlsx").lower()


def with_xx() -> list[str]:
    """The tags of all complete languages: the fallback first, then by the alphabet."""
    first, *others = LANGUAGES
    return [first, *sorted([*others, "xx"])]


def test_the_add_in_holds_it(complete: Path) -> None:
    code = (
        "import sys; from kano_xl.addin.build import workbook_bytes;"
        "from kano_xl.addin.vba_project import vba_project, vba_sources;"
        "from kano_xl.addin.mac_script import mac_script; from pathlib import Path;"
        "open('texts.xlsx', 'wb').write(workbook_bytes(vba_project(vba_sources())));"
        "assert all(each.isascii() for each in vba_sources().values());"
        "sys.stdout.write(mac_script(Path('/p'), Path('/l')).decode())"
    )
    tags = with_xx()
    assert f"{{{json.dumps(tags)[1:-1]}}}" in program(complete, code)
    file = io.BytesIO((complete / "texts.xlsx").read_bytes())
    header, *rows = openpyxl.load_workbook(file)["Texts"].iter_rows(values_only=True)
    assert header == ("key", *tags)
    picked_by = {row[0]: dict(zip(tags, row[1:], strict=True)) for row in rows}
    assert picked_by["language.windows_ids"].items() >= {"en": "9", "xx": "3081"}.items()
    assert picked_by["language.countries"].items() >= {"en": "1 44", "xx": "61"}.items()
    command(complete, "addin", "build", "-o", "k.xlam")


def test_the_functions_speak_and_read_it(complete: Path) -> None:
    code = (
        "from kano_xl.excel.functions import kano_code, kano_name;"
        "print(kano_name((('M',),), 'xx'), kano_name((('M',),), 'xenglish'),"
        f"kano_name((('{MUST_BE}',),), 'en'), kano_code((('Ai laik it',),)))"
    )
    assert program(complete, code) == f"{MUST_BE} {MUST_BE} must-be 1"


def test_a_system_picks_it(complete: Path) -> None:
    code = (
        "from kano_xl.languages import *;"
        "print(system_language(), picked_by_windows(0x0C09), picked_by_windows(0x0809))"
    )
    for locale, tag in (("xx_YY.UTF-8", "xx"), ("en_AU", "xx"), ("en_US", "en"), ("zh_TW", "zh")):
        assert program(complete, code, locale).startswith(tag), locale
    assert program(complete, code).endswith("xx en")


def test_a_language_of_answers_alone_is_read_and_not_offered(partial: Path) -> None:
    esperanto = ("Mi satas tion", "Mi atendas tion", "Mi estas indiferenta", "Mi toleras tion")
    given = survey(partial / "s.csv", ("havas", "malhavas"), *esperanto, "Mi malsatas")
    command(partial, "analyse", str(given), "-o", "r.xlsx", "--json", "r.json")
    result = json.loads((partial / "r.json").read_text(encoding="utf-8"))
    assert [feature["category"] for feature in result["features"]] == ["O", "M"]
    refused = run(
        partial, "-m", "kano_xl", "analyse", str(given), "-o", "n.xlsx", "--language", "eo"
    )
    assert refused.returncode == 2
    assert not (partial / "n.xlsx").exists()
    assert "'eo'" not in program(partial, "from kano_xl.languages import *; print(LANGUAGES)")
    code = "from kano_xl.excel.functions import kano_code; print(kano_code((('Mi malsatas',),)))"
    assert program(partial, code) == "5"


def test_a_language_that_lacks_a_key_is_told_by_its_file(complete: Path, tmp_path: Path) -> None:
    shutil.copytree(complete / "kano_xl", tmp_path / "kano_xl")
    changed(tmp_path / "kano_xl/languages/xx/language.toml", "looseness", "loose")
    done = run(tmp_path, "-c", "from kano_xl.languages import traits_of; traits_of('xx')")
    assert "languages/xx/language.toml: missing or not known: loose, looseness" in done.stderr
