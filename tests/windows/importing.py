"""The way of people who use xlwings themselves: its import of functions, its server, its DLL."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from kano_xl.excel import functions
from kano_xl.excel.registry import FUNCTIONS, Function
from tests.windows.cases import CASES
from tests.windows.exchange import Answer
from tests.windows.judging import IN_TEXT, Check, as_sent, difference, unequal
from tests.windows.prepare import HOME, ROOT, Windows
from tests.windows.xlwings_user import MODULE, OWN, SERVER

LIMIT = 120.0
"""Seconds that everything may take."""

LANGUAGE = "zh-Hans"
"""What the system of `xlwings_user` speaks."""

NOON = 45292.5
"""2024-01-01, 12:00, as Excel counts days."""


def importing(machine: Windows) -> Iterator[Check]:
    """Let a stand-in for such a person do everything; all checks of what was seen."""
    folder = HOME / "xlwings"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        where = str(folder.relative_to(ROOT))
        code, printed = machine.run("-m", "tests.windows.xlwings_user", where, seconds=LIMIT)
    except subprocess.TimeoutExpired:
        code, printed = 1, f"not done after {LIMIT:.0f} seconds"
    finally:
        machine.end()
    yield "xlwings imports and calls", printed if code else ""
    if not code:
        seen = ast.literal_eval((folder / "seen.txt").read_text(encoding="utf-8"))
        yield from judge_imported(seen["imported"])
        yield from judge_called(seen)


def judge_imported(imported: dict[str, Any]) -> Iterator[Check]:
    """The checks of what xlwings wrote into a workbook."""
    ours = {function.signature for function in FUNCTIONS.values()}
    for module, wanted in ((MODULE, ours), (OWN, ours), (SERVER, set())):
        heads = re.findall(r"^Function (\w+\(.*\))$", imported[module]["vba"], re.MULTILINE)
        signatures = [re.sub(r"Optional (\w+)", r"[\1]", head) for head in heads]
        what = f"xlwings writes {len(wanted)} functions for {module}"
        yield what, unequal(sorted(signatures), sorted(wanted))
    calls = imported[MODULE]["vba"].count(f'XLPy.CallUDF("{MODULE}", "KANO_')
    yield "they call our module", unequal(calls, 2 * len(ours))
    options = sorted(imported[MODULE]["options"])
    texts = [texts_of(function) for _, function in sorted(FUNCTIONS.items())]
    found = [
        (name, given["Category"], given["Description"], given["ArgumentDescriptions"])
        for name, given in options
    ]
    yield "the Function Wizard gets every text", unequal(found, texts)


def texts_of(function: Function) -> tuple[str, str, str, list[str] | None]:
    """What the Function Wizard is told of a function."""
    words = [function.argument_help(each, LANGUAGE) for each in function.shown]
    return (f"'Survey.xlsm'!{function.name}", "Kano", function.help(LANGUAGE), words or None)


def judge_called(seen: dict[str, Any]) -> Iterator[Check]:
    """The checks of what the functions gave."""
    wrong = [
        f"call {place}, {case.function}: {found}"
        for place, (case, value) in enumerate(zip(CASES, seen["answers"], strict=True))
        if (found := difference(case, Answer(value, 0.0)))
    ]
    yield f"{len(CASES)} calls give what the add-in gives", wrong
    yield "a module of one's own gives it too", unequal(seen["of my own"], 0.5)
    yield "money is a number", unequal(seen["money"], (1, 5))
    day = as_sent(functions.kano_check(NOON, LANGUAGE))
    yield "a day is a number, and words are Chinese", unequal(seen["a day"], day)
    for what, found in seen["errors"].items():
        yield f"sent as VBA does: {what}", unequal(found, IN_TEXT[what])
