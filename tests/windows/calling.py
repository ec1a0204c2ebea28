"""The add-in's way to its functions: its command, the DLL, COM, the functions."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

from tests.windows.cases import CASES
from tests.windows.excel import CLIENTS
from tests.windows.exchange import write_calls
from tests.windows.judging import Check, judge, timings
from tests.windows.prepare import HOME, ROOT, Windows

LIMIT = 180.0
"""Seconds that everything may take."""

LET_GO = """
import os, sys, time
for attempt in range(100):
    try:
        os.rename(sys.argv[1], sys.argv[1] + ".ended")
        break
    except PermissionError:
        time.sleep(0.1)
else:
    sys.exit("a server still has its log open")
"""
"""Renames a log, which Windows allows once no server has it open."""


def calling(machine: Windows) -> Iterator[Check]:
    """Let a stand-in for Excel call everything; all checks of what it saw."""
    folder = HOME / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(CLIENTS):
        write_calls(folder / f"calls-{number}.txt", CASES)
    try:
        where = folder.relative_to(ROOT)
        code, printed = machine.run("-m", "tests.windows.excel", str(where), seconds=LIMIT)
        log = str(where / "kano_xl" / "kano_xl.log")
        held, why = machine.run("-c", LET_GO, log, seconds=60)
    except subprocess.TimeoutExpired:
        code, printed, held, why = 1, f"not done after {LIMIT:.0f} seconds", 1, ""
    finally:
        machine.end()
    yield "the stand-in for Excel does all its work", printed if code else ""
    if not code:
        seen = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
        yield "no server outlives Excel", why if held else ""
        yield from judge(seen, folder)
        print(timings(seen, folder))
