"""LibreOffice opens the add-in and runs its VBA, as far as that needs no Windows.

What it cannot compile it passes over in silence, so each test asks for a value.
"""

from __future__ import annotations

import json
import re
import subprocess
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kano_xl.addin.build import addin_bytes, workbook_bytes
from kano_xl.addin.installed import escaped
from kano_xl.addin.texts import text_rows
from kano_xl.addin.vba_project import vba_project
from kano_xl.languages import picked_by_windows
from libreoffice.engine import python_with_uno

STAND_INS = Path(__file__).parent / "standins"
PATHS = [
    r"C:\Users\Li\kano\pythonw.exe",
    r"C:\Users\王小明\AppData\Local\kano\Scripts\pythonw.exe",
    r"C:\udead\u0041 é 😀 ~",
    "/Users/Zoë Ω/.venv/bin/python",
    "\x1f\x7f\ud7ff\uf8ff\uffee",
    "",
]
IDS = (1033, 2057, 1031, 2055, 1036, 1041, 4, 2052, 4100, 1028, 3076, 5124, 0)
"""Windows' ids of English, German, French, Japanese and Chinese, with regions."""

HEADER, *ROWS = text_rows()

CALLS: list[tuple[str, list[Any]]] = [
    *(("Trial.Text", [tag, row[0]]) for row in ROWS for tag in HEADER[1:]),
    ("Trial.Text", ["en", "no such key"]),
    *(("Trial.ReadBack", [escaped(path)]) for path in PATHS),
    *(("Trial.Written", [path]) for path in PATHS),
    *(("Trial.Tag", [float(number)]) for number in IDS),
    ("Trial.Row", []),
    ("Trial.Grid", []),
    ("=", ["=KANO_BETTER(1)"]),
]


LOG_LINES = ["the library is not beside C:\\王\\pythonw.exe", "kano_better failed with error 13"]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "kano_xl.log"


@pytest.fixture(scope="module")
def results(
    sources: dict[str, str], log: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Any]:
    """What each of `CALLS` gave; the add-in has one module more, which makes them.

    A second add-in, in which the platform is stood in for, writes `LOG_LINES` into a log.
    """
    folder = tmp_path_factory.mktemp("macros")
    plain = built(folder / "plain.xlam", sources | stand_ins("Trial"))
    logging = built(folder / "log.xlam", sources | stand_ins("KanoPlatform", "LogTrial"))
    calls = [CALLS, [("LogTrial.Logged", [str(log), *LOG_LINES])]]
    script = Path(__file__).with_name("office_macros.py")
    done = subprocess.run(
        [python_with_uno(), str(script), str(folder / "profile"), str(plain), str(logging)],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = [(macro, json.dumps(given)) for each in calls for macro, given in each]
    return dict(zip(names, chain(*json.loads(done.stdout)), strict=True))


def stand_ins(*names: str) -> dict[str, str]:
    return {name: (STAND_INS / f"{name}.bas").read_text(encoding="ascii") for name in names}


def built(path: Path, sources: dict[str, str]) -> Path:
    path.write_bytes(addin_bytes(workbook_bytes(vba_project(sources))))
    return path


def result(results: dict[tuple[str, str], Any], macro: str, *given: object) -> Any:
    return results[macro, json.dumps(list(given))]


def test_every_text_is_found_in_every_language(results: dict[tuple[str, str], Any]) -> None:
    found = [
        (row[0], *(result(results, "Trial.Text", tag, row[0]) for tag in HEADER[1:]))
        for row in ROWS
    ]
    assert found == ROWS
    assert result(results, "Trial.Text", "en", "no such key") == "no such key"


@pytest.mark.parametrize("path", PATHS)
def test_what_an_installer_writes_is_read_back(
    results: dict[tuple[str, str], Any], path: str
) -> None:
    assert result(results, "Trial.ReadBack", escaped(path)) == path
    assert result(results, "Trial.Written", path) == escaped(path).replace(r"\u005c", "\\")


@pytest.mark.parametrize("number", IDS)
def test_the_language_follows_that_of_excel_as_in_python(
    results: dict[tuple[str, str], Any], number: int
) -> None:
    assert result(results, "Trial.Tag", float(number)) == picked_by_windows(number)


def test_names_of_errors_become_errors_in_rows_and_blocks(
    results: dict[tuple[str, str], Any],
) -> None:
    row = "Double:0.5 error2042 error2015 error2007 String:text String: String: "
    assert result(results, "Trial.Row") == row
    grid = "error2042 Integer:1 String:#N/A! /String:=1+1 error2007 Boolean:True "
    assert result(results, "Trial.Grid") == grid


def test_a_function_in_a_cell_reaches_the_bridge(results: dict[tuple[str, str], Any]) -> None:
    """LibreOffice knows no settings of programs, which is a mistake: #VALUE!, as it shows it."""
    assert result(results, "=", "=KANO_BETTER(1)") == "Error 2015"


def test_the_log_has_each_line_once_with_its_time_in_plain_ascii(
    results: dict[tuple[str, str], Any], log: Path
) -> None:
    assert result(results, "LogTrial.Logged", str(log), *LOG_LINES) == str(log)
    lines = log.read_text(encoding="ascii").splitlines()
    shape = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d Excel (.*)")
    written = [match[1] for line in lines if (match := shape.fullmatch(line))]
    assert written == [r"the library is not beside C:\\u738b\pythonw.exe", LOG_LINES[1]]
