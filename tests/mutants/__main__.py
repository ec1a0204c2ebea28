"""Change the code in one small place at a time, and count the changes that no test notices.

    python install/develop.py mutants [--minutes N] [--only FOLDER]

mutmut makes the changes, in a copy of this checkout, and runs the tests that come by the changed
function. What survives is listed: it wants a test, or the code is not needed. Not every change
matters, for some mean the same. Doctests do not count here; the numbers by which the reader
decides are changed by ``tests/survey/test_thresholds.py`` in every run of the tests.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("kano_xl", "tests", "workbook", "install", "pyproject.toml", "README.md")

TESTS = {
    "kano_xl/model": "tests/model",
    "kano_xl/report": "tests/report",
    "kano_xl/survey/coding": "tests/survey",
    "kano_xl/survey/layouts": "tests/survey",
}
"""The folders whose code is changed, and where the tests are that are to notice it."""

_SETTINGS = """
[tool.mutmut]
source_paths = ["kano_xl"]
only_mutate = ["{code}/*"]
pytest_add_cli_args_test_selection = ["{tests}"]
also_copy = ["tests", "workbook", "install", "README.md"]
"""
_MUTMUT = (sys.executable, "-m", "mutmut")


def main() -> int:
    """Try the changes in each folder; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, prog="develop.py mutants")
    parser.add_argument("--minutes", type=float, default=30.0, help="for each folder")
    parser.add_argument("--only", choices=TESTS, action="append")
    given = parser.parse_args()
    if sys.platform == "win32":
        parser.error("mutmut runs on Linux and macOS only")
    rows = [tried(code, given.minutes) for code in given.only or TESTS]
    print("| code | killed | survived | not tried, or by no test |\n|---|---|---|---|")
    print("\n".join(rows))
    return 0


def tried(code: str, minutes: float) -> str:
    """Try the changes in a folder as long as the time lasts, list what survives, count it all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
            file.write(_SETTINGS.format(code=code, tests=TESTS[code]))
        with (folder / "run.txt").open("wb") as log:
            run = subprocess.Popen((*_MUTMUT, "run"), cwd=folder, stdout=log, stderr=log)
            try:
                run.wait(60 * minutes)
            except subprocess.TimeoutExpired:
                run.terminate()
                run.wait()
        call = (*_MUTMUT, "results", "--all", "true")
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=True)
        found = [line.strip().rsplit(": ", 1) for line in done.stdout.splitlines() if ": " in line]
        if not found:
            sys.exit((folder / "run.txt").read_text(encoding="utf-8")[-3000:])
    counts = Counter(came for _, came in found)
    print("\n".join(place for place, came in found if came == "survived"), flush=True)
    killed, survived = counts["killed"] + counts["timeout"], counts["survived"]
    return f"| `{code}` | {killed} | {survived} | {counts.total() - killed - survived} |"


def copy(folder: Path) -> None:
    """Copy what the tests need."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            left_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder)


if __name__ == "__main__":
    sys.exit(main())
