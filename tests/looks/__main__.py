"""Judge printed workbooks and print a line for each finding.

    python -m tests.looks FILE.xlsx [FILE.xlsx ...]     all findings in these workbooks
    python -m tests.looks                               the reports and templates of the tests
    python -m tests.looks --every                       reports and templates in all circumstances
    python -m tests.looks --maps 100 [--first 0]        the maps of random surveys

Of workbooks that are made here, only what is not in `known.toml` is told; `--known` tells that
too. Exit code 1 if anything is told. `--keep FOLDER` keeps the workbooks as they are printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.looks.fonts import MissingFontsError
from tests.looks.judge import Findings, Judge
from tests.looks.known import unknown
from tests.looks.maps import crowded, drawn
from tests.looks.matrix import Circumstances, design, every, judged, other_languages

_AT_ONCE = 12
"""Workbooks for one start of LibreOffice."""


def main() -> int:
    """Judge what is asked for; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.looks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--maps", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            judge = Judge(folder)
        except MissingFontsError as error:
            parser.error(str(error))
        told = [tell(str(file), found) for file, found in _of_files(given.files, judge)]
        for one, found in _of_made(given, judge, folder):
            new = set(unknown(found))
            shown = {finding: found[finding] for finding in found if given.known or finding in new}
            told.append(tell(one.name, shown))
    return int(any(told))


def tell(name: str, found: Findings) -> bool:
    """Print what was found in a workbook; whether it is anything."""
    for finding, pages in sorted(found.items()):
        on = ", ".join(map(str, pages))
        print(f"{name} p. {on}, {finding.sheet}: {finding.kind}: {finding.words}", flush=True)
    return bool(found)


def _of_files(files: Sequence[Path], judge: Judge) -> Iterator[tuple[Path, Findings]]:
    for start in range(0, len(files), _AT_ONCE):
        some = files[start : start + _AT_ONCE]
        yield from zip(some, judge.examine(some, stale=some), strict=True)


def _of_made(
    given: argparse.Namespace, judge: Judge, folder: Path
) -> Iterator[tuple[Circumstances, Findings]]:
    made = [*every()] if given.every else []
    made = made or ([] if given.files or given.maps else [*design(), *other_languages()])
    for start in range(0, len(made), _AT_ONCE):
        some = made[start : start + _AT_ONCE]
        yield from judged(some, judge, folder).items()
    for start in range(given.first, given.first + given.maps, _AT_ONCE):
        seeds = range(start, min(start + _AT_ONCE, given.first + given.maps))
        surveys = [drawn(seed) for seed in seeds]
        yield from crowded(surveys, judge, folder).items()


if __name__ == "__main__":
    sys.exit(main())
