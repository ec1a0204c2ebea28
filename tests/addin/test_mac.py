"""The script that Excel for Mac hands an action to.

AppleScript runs on a Mac alone: there it is called with whatever a hostile macro could give.
Elsewhere it is read, and what it refuses is held line by line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from importlib import resources
from pathlib import Path, PurePosixPath

import pytest

from kano_xl.addin.mac_script import literal, mac_script
from kano_xl.excel import mac
from kano_xl.excel.ribbon import ACTIONS
from kano_xl.languages import LANGUAGES

PLACES = (
    "/Users/li/Library/Application Support/kano_xl/versions/0.1.0/bin/python",
    '/Users/王 "小" 𠀀/it\'s \\ $(x) `y` ¬/python',
    "/Users/a\nset x to 1/python",
)
REFUSED = (
    "analyse\nen",
    "analyse\nen\nsurvey.xlsx\nmore",
    "analyse\nen\nsur\rvey.xlsx",
    "analyse\nen\nsur\u2028vey.xlsx",
    "analyse\nen\nsur\u2029vey.xlsx",
    "analyse\nen\nsur\x85vey.xlsx",
    "analyse\nen\nsur\x0bvey.xlsx",
    "analyse; touch x\nen\nsurvey.xlsx",
    "ANALYSE\nen\nsurvey.xlsx",
    "--help\nen\nsurvey.xlsx",
    "analyse\nfr\nsurvey.xlsx",
    "analyse\nen --x\nsurvey.xlsx",
    "\n\n",
    "",
)


def made(interpreter: str = "/python", log: str = "/log") -> str:
    return mac_script(PurePosixPath(interpreter), PurePosixPath(log)).decode("ascii")


def read_back(expression: str) -> str:
    """A text as AppleScript would read it: literals without escapes and numbered letters."""
    parts = re.findall(r'"([^"\\]*)"|\(string id \{([\d, ]+)\}\)', expression)
    written = [f'"{text}"' if not ids else f"(string id {{{ids}}})" for text, ids in parts]
    assert " & ".join(written) == expression
    letters = [[int(number) for number in ids.split(", ")] if ids else [] for _, ids in parts]
    return "".join(
        text + "".join(map(chr, ids)) for (text, _), ids in zip(parts, letters, strict=True)
    )


def value_of(name: str, script: str) -> str:
    (value,) = re.findall(rf"^\tset {name} to (.+)$", script, re.MULTILINE)
    return value


@pytest.mark.parametrize("place", PLACES)
def test_interpreter_and_log_are_written_into_it_and_cannot_break_out(place: str) -> None:
    script = made(place, f"{place}.log")
    assert read_back(value_of("interpreter", script)) == place
    assert read_back(value_of("logFile", script)) == f"{place}.log"
    assert len(script.splitlines()) == len(made().splitlines())
    assert "{interpreter}" not in script


def test_nothing_is_still_to_be_filled_in() -> None:
    assert read_back(literal("")) == ""
    as_kept = (resources.files("kano_xl.addin") / "mac" / "kano_xl.applescript").read_text("ascii")
    names = re.findall(r"\bto \{(\w+)\}$", as_kept, re.MULTILINE)
    assert names == ["interpreter", "log", "actions", "languages"]
    assert not re.findall(r"\bto \{\w+\}$", made(), re.MULTILINE)


def test_its_lists_are_those_of_the_ribbon() -> None:
    def listed(name: str) -> list[str]:
        return [read_back(each) for each in value_of(name, made())[1:-1].split(", ")]

    assert listed("knownActions") == list(ACTIONS)
    assert listed("knownLanguages") == list(LANGUAGES)


def test_the_caller_chooses_neither_program_nor_log() -> None:
    script = made()
    given = re.findall(r"givenLines", script)
    lines = [line for line in script.splitlines() if "givenLines" in line]
    # The head, the letters, the number of lines, and what they are.
    assert len(given) == len(lines) == 4
    (names,) = re.findall(r"set \{(.*)\} to text items of givenLines", script)
    assert names.split(", ") == ["actionName", "languageTag", "workbookName"]
    for name in ("interpreter", "logFile"):
        assert len(re.findall(rf"\bset {name} to\b", script)) == 1


def test_whatever_is_not_expected_is_refused_before_anything_runs() -> None:
    lines = [line.strip() for line in made().splitlines()]
    run = next(at for at, line in enumerate(lines) if line.startswith("do shell script"))
    assert sum("do shell script" in line for line in lines) == 1
    refusals = [
        "if oneCode < 32 and oneCode is not 10 then error number 1001",
        "if oneCode is in {127, 133, 8232, 8233} then error number 1001",
        "if (count of text items of givenLines) is not 3 then error number 1002",
        "if {actionName} is not in knownActions then error number 1003",
        "if {languageTag} is not in knownLanguages then error number 1004",
    ]
    assert [line for line in lines[:run] if "error number" in line] == refusals
    # As it is, AppleScript takes ANALYSE for analyse.
    assert lines.index("considering case") < lines.index(refusals[3])
    assert lines.index(refusals[4]) < lines.index("end considering")
    assert lines.index("set AppleScript's text item delimiters to linefeed") < lines.index(
        refusals[2]
    )


def test_whatever_comes_from_excel_is_quoted_for_the_shell() -> None:
    command = "\n".join(
        line
        for line in made().splitlines()
        if re.match(r"\s*(set (program|choices)|do shell)", line)
    )
    for name in ("interpreter", "logFile", "actionName", "languageTag", "workbookName"):
        assert len(re.findall(rf"\b{name}\b", command)) == 1
        assert f"quoted form of {name}" in command
    assert f'" -I -B -m {mac.__name__} "' in command


def test_the_script_is_told_what_it_expects(sources: dict[str, str]) -> None:
    (call,) = re.findall(
        r'AppleScriptTask "kano_xl\.applescript", "KanoRun", (?:_\s+)?(.+)$',
        sources["KanoPlatform"].replace("\r\n", "\n"),
        re.MULTILINE,
    )
    assert call.split(" & vbLf & ") == ["action", "language", "workbookName"]


@pytest.fixture
def on_a_mac(tmp_path: Path) -> Path:
    """The script in a folder, with a program in Python's place that notes what it is given."""
    if not shutil.which("osascript"):
        pytest.skip("there is no AppleScript here")
    python = tmp_path / '王 "x" \\ it\'s' / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s|" "$@" > "$0.called"\necho broken >&2\n', "ascii")
    python.chmod(0o755)
    (tmp_path / "kano_xl.applescript").write_bytes(mac_script(python, tmp_path / "王's log"))
    compiled = ["osacompile", "-o", tmp_path / "kano_xl.scpt", tmp_path / "kano_xl.applescript"]
    subprocess.run(compiled, check=True)
    return python


def called(on_a_mac: Path, given: str) -> tuple[int, str]:
    """Whether the script takes lines, and what it then calls Python with."""
    compiled = on_a_mac.parents[1] / "kano_xl.scpt"
    text = literal(given)
    command = ["osascript", "-e", f'set ours to load script POSIX file "{compiled}"']
    done = subprocess.run([*command, "-e", f"ours's KanoRun({text})"], check=False)
    note = on_a_mac.with_name("python.called")
    for _ in range(30 if not done.returncode else 1):
        time.sleep(0.1)
        if note.exists() and note.read_text("utf-8").endswith("|"):
            break
    return done.returncode, note.read_text("utf-8") if note.exists() else ""


@pytest.mark.parametrize("given", REFUSED)
def test_a_mac_refuses_what_is_not_expected(on_a_mac: Path, given: str) -> None:
    code, arguments = called(on_a_mac, given)
    assert code != 0
    assert arguments == ""


@pytest.mark.parametrize("name", ["", 'Jo\'s $(touch x) `y` "问卷".xlsx', "--language=fr"])
def test_a_mac_starts_python_with_an_action_and_a_workbook(on_a_mac: Path, name: str) -> None:
    code, arguments = called(on_a_mac, f"analyse\nzh-Hans\n{name}")
    assert code == 0
    expected = ["-I", "-B", "-m", mac.__name__, "analyse", f"--workbook={name}"]
    assert arguments.split("|") == [*expected, "--language=zh-Hans", ""]
