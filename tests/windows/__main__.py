"""The add-in's whole way on Windows, without Excel: its command, the DLL, COM, the functions.

    python -m tests.windows

Runs on Windows, and on Linux under Wine, which it prepares at the first run. Prints a line
for each thing that it checks, and the time of the calls; the exit code is 1 if one failed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.windows.cases import CASES
from tests.windows.excel import CLIENTS
from tests.windows.exchange import write_calls
from tests.windows.judging import judge, timings
from tests.windows.prepare import HOME, ROOT, windows

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


def main() -> int:
    """Prepare, run, judge and tell."""
    machine = windows()
    folder = HOME / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(CLIENTS):
        write_calls(folder / f"calls-{number}.txt", CASES)
    started = time.monotonic()
    try:
        where = str(folder.relative_to(ROOT))
        code, printed = machine.run("-m", "tests.windows.excel", where, seconds=LIMIT)
        held, why = machine.run(
            "-c", LET_GO, str(Path(where, "kano_xl", "kano_xl.log")), seconds=60
        )
    except subprocess.TimeoutExpired:
        code, printed, held, why = 1, f"not done after {LIMIT:.0f} seconds", 1, ""
    finally:
        machine.end()
    took = time.monotonic() - started
    checks = [("the stand-in for Excel does all its work", printed if code else "")]
    if not code:
        seen = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
        checks += [("no server outlives Excel", why if held else ""), *judge(seen, folder)]
        print(timings(seen, folder))
    wrong = [what for what, found in checks if found]
    for what, found in checks:
        print(f"FAILED  {what}: {found}" if found else f"ok      {what}")
    print(f"{len(checks)} checks, {len(wrong)} failed, {took:.0f} s")
    if wrong:
        print(f"What the programs wrote is in {folder}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
