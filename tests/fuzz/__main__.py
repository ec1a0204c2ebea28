"""Try damaged and hostile files of every kind, and print what came of them as a table.

    python install/develop.py fuzz [--minutes N] [--only KIND/NUMBER|BOMB] [--workers N]

Every file is read by the command line in a process of its own; at least 3,000 damaged ones and
all bombs are tried, and more until the minutes are over. Exit code 1 if any of them ended the
process, came out as a traceback, took more than 10 seconds of work or 400 MB, sent control
characters to the terminal, or was refused in other than one line.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.bombs import write_bombs
from tests.fuzz.mutations import mutated
from tests.fuzz.pool import FAULTS, Case, Child, Result, run_all, run_each
from tests.fuzz.seeds import SEEDS

FEWEST = 3_000
_SHOWN = 40


def main() -> int:
    """Run it all; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, prog="develop.py fuzz")
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if sys.platform == "win32":
        parser.error("memory and time are measured on Linux and macOS only")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.only:
            return _one(folder, given.only)
        end = time.monotonic() + 60 * given.minutes
        results = [
            *run_all(mutations(folder, FEWEST, end), given.workers),
            # One after the other: they are made to fill the memory.
            *run_each(bombs(folder)),
        ]
    return tell(results)


def mutations(folder: Path, fewest: int, end: float = 0.0) -> Iterator[Case]:
    """Damaged files, as many as are wanted at least, and more until the time is over."""
    seeds = {kind: make() for kind, make in SEEDS.items()}
    (folder / "survey.csv").write_bytes(seeds["csv"])
    for number in itertools.count():
        if number >= fewest and time.monotonic() > end:
            return
        kind = list(seeds)[number % len(seeds)]
        yield mutation(folder, kind, number, seeds[kind])


def mutation(folder: Path, kind: str, number: int, seed: bytes) -> Case:
    """The damaged file of a kind and number; names come back after a while."""
    path = folder / f"file-{number % 500}.{kind}"
    path.write_bytes(mutated(seed, number))
    return Case(kind, f"{kind}/{number}", call(path, number, folder / "survey.csv"))


def call(path: Path, number: int, survey: Path) -> tuple[str, ...]:
    """How the command line is called on a file, in one of two ways."""
    file = (str(path),) if path.suffix != ".toml" else (str(survey), "--mapping", str(path))
    if number % 2:
        return ("inspect", *file, "--language", "en")
    return ("analyse", *file, "--json", "-", "--language", "en")


def bombs(folder: Path, ending: str = "") -> Iterator[Case]:
    """The bombs, each on disk until the next one is asked for."""
    survey = folder / "survey.csv"
    survey.write_bytes(SEEDS["csv"]())
    for path in write_bombs(folder, ending):
        yield Case(f"bombs {path.suffix[1:]}", path.name, call(path, 0, survey))


def tell(results: list[Result]) -> int:
    """Print the table, and of each fault the cases; the exit code."""
    by_kind: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_kind[result.case.kind].append(result)
    print(f"| | files | read | refused | {' | '.join(FAULTS)} | longest | most memory |")
    print("|" + "---|" * (6 + len(FAULTS)))
    for kind, found in [*by_kind.items(), ("all", results)]:
        faults = Counter(fault for result in found for fault in result.faults)
        codes = Counter(result.code for result in found)
        numbers = [len(found), codes[0], codes[2], *(faults[fault] for fault in FAULTS)]
        longest, most = max(each.seconds for each in found), max(each.peak for each in found)
        cells = " | ".join(map(str, numbers))
        print(f"| {kind} | {cells} | {longest:.1f} s | {most:.0f} MB |")
    wrong = [result for result in results if result.faults]
    for result in wrong[:_SHOWN]:
        print(f"{result.case.name}: {', '.join(result.faults)}: {result.err[-200:]!r}")
    if len(wrong) > _SHOWN:
        print(f"and {len(wrong) - _SHOWN} more")
    return 1 if wrong else 0


def _one(folder: Path, name: str) -> int:
    kind, _, number = name.partition("/")
    if number:
        (folder / "survey.csv").write_bytes(SEEDS["csv"]())
        cases = [mutation(folder, kind, int(number), SEEDS[kind]())]
    else:
        cases = list(itertools.islice(bombs(folder, name), 1))
        return tell([_shown(case, folder) for case in cases]) if cases else 2
    return tell([_shown(case, folder) for case in cases])


def _shown(case: Case, folder: Path) -> Result:
    child = Child()
    result = child.run(case)
    child.close()
    print(f"{' '.join(case.call)}\n{result.out[:4000]!r}\n{result.err[:4000]!r}\n{result.code}")
    return result


if __name__ == "__main__":
    sys.exit(main())
