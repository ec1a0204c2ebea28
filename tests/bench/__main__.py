"""Measure the speed and print it as a Markdown table; Linux or macOS, with a C compiler.

    python install/develop.py bench

Every contestant runs in a process of its own, the two of a row in turns, and the quickest
of a contestant's runs counts. Ratios hold on other machines, seconds do not; where other
programs run as well, those of the processor's time still do.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes
CALAMINE_ALONE = (
    "import sys; from python_calamine import CalamineWorkbook;"
    "CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
)
FASTEXCEL_ALONE = (
    "import sys; from fastexcel import read_excel;read_excel(sys.argv[1]).load_sheet(0).to_arrow()"
)
LIBRARIES = ("numpy", "pandas", "polars", "duckdb", "python-calamine", "fastexcel")
CONTESTANT = ("-m", "tests.bench.contestants")


@dataclass(frozen=True)
class Run:
    """What a process took.

    Attributes:
        seconds: by the clock.
        busy: seconds of the processor.
        peak: of resident memory, in MB.
    """

    seconds: float
    busy: float
    peak: float


@dataclass(frozen=True)
class Row:
    """Two contestants at the same work, and what their ratio is to be."""

    work: str
    against: str
    ours: Sequence[str]
    theirs: Sequence[str]
    goal: str
    is_slowdown: bool
    rounds: int

    def measure(self) -> str:
        """The row as Markdown."""
        runs = [(run(self.ours), run(self.theirs)) for _ in range(self.rounds)]
        ours, theirs = (
            Run(
                min(one.seconds for one in side),
                min(one.busy for one in side),
                max(one.peak for one in side),
            )
            for side in zip(*runs, strict=True)
        )
        times = self._ratio(ours.seconds, theirs.seconds), self._ratio(ours.busy, theirs.busy)
        return (
            f"| {self.work} | {self.against} | {times[0]} | {times[1]} | {self.goal} "
            f"| {ours.seconds:.2g} / {theirs.seconds:.2g} | {ours.peak:.0f} / {theirs.peak:.0f} |"
        )

    def _ratio(self, ours: float, theirs: float) -> str:
        if self.is_slowdown:
            return f"{ours / theirs:.2f}×"
        return f"{theirs / ours:.0f}× faster"


def run(arguments: Sequence[str]) -> Run:
    """Run Python with these arguments: what it took, or what it says its work took."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds, busy = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {process.args}")
    if tuple(arguments[:2]) == CONTESTANT:
        seconds, busy = map(float, output.split())
    return Run(seconds, busy, usage.ru_maxrss * MAXRSS_UNIT / 1e6)


def counting() -> list[Row]:
    """Codes in memory to counts."""
    ours, plain, crosstab = ((*CONTESTANT, f"count_{name}") for name in ("ours", "c", "crosstab"))
    work = "count 20 M pairs"
    return [
        Row(work, "a plain C loop", ours, plain, "≤ 2×", True, 3),
        Row(work, "pandas crosstab per feature", ours, crosstab, "≥ 40×", False, 3),
    ]


def functions() -> list[Row]:
    """Cells as Excel hands them over to the cells it gets back."""
    rows = []
    for pairs in (10_000, 100_000):
        numpy = (*CONTESTANT, "cells_numpy", str(pairs))
        for function, ours in (("KANO_BETTER", "cells_ours"), ("KANO_CLASS", "spilled_ours")):
            work = f"`{function}` of {pairs:,} pairs in words"
            ours_call = (*CONTESTANT, ours, str(pairs))
            rows.append(Row(work, "`numpy.array` of them", ours_call, numpy, "≤ 2×", True, 3))
    ours, theirs = ((*CONTESTANT, f"import_{name}") for name in ("functions", "xlwings"))
    work = "import of the functions"
    return [*rows, Row(work, "`import numpy, xlwings`", ours, theirs, "≤ 1.2×", True, 5)]


def frames(million: str, path: str) -> list[Row]:
    """A Parquet file of 10 features, counted where it lies."""
    rows = []
    for engine in ("polars", "duckdb"):
        ours, alone = ((*CONTESTANT, f"frame_{who}", engine, path) for who in ("ours", "alone"))
        work = f"`count_frame` of {million}0 M pairs in Parquet, {engine}"
        rows.append(Row(work, f"{engine}'s own group-by", ours, alone, "≤ 2×", True, 2))
    return rows


def reading(kind: str, survey: str, report: str) -> list[Row]:
    """A file of 100,000 respondents to cells, and to a report."""
    ours, pandas = ((*CONTESTANT, f"read_{name}", survey) for name in ("ours", "pandas"))
    analyse = ("-m", "kano_xl", "analyse", survey, "-o", report, "--overwrite", "--quiet")
    calamine, fastexcel = (("-c", alone, survey) for alone in (CALAMINE_ALONE, FASTEXCEL_ALONE))
    file = f"100,000 × 42 .xlsx, {kind}"
    job = f"`analyse` {file}"
    return [
        Row(f"read {file}", "`pandas.read_excel`, default", ours, pandas, "≥ 12×", False, 1),
        Row(
            job,
            "python-calamine reading it, nothing else",
            analyse,
            calamine,
            "≤ 1×, 150 MB",
            True,
            3,
        ),
        Row(
            job,
            "fastexcel reading it to Arrow, nothing else",
            analyse,
            fastexcel,
            "≤ 1.3×, 150 MB",
            True,
            3,
        ),
    ]


def sizes(small: str, usual: str, large: str, report: str) -> list[Row]:
    """The time by the number of respondents."""
    few, some, many = (
        ("-m", "kano_xl", "analyse", survey, "-o", report, "--overwrite", "--quiet")
        for survey in (small, usual, large)
    )
    start = ("-c", "import numpy")
    against = "starting Python and importing numpy"
    return [
        Row("`analyse` 450,000 × 42 .xlsx", "100,000 rows", many, some, "≤ 4.6×", True, 2),
        Row("`analyse` 200 × 42 .xlsx", against, few, start, "≤ 4×", True, 5),
    ]


def ribbon(survey: str) -> list[Row]:
    """The ribbon's Analyse of an open workbook; LibreOffice stands in for Excel."""
    theirs = (*CONTESTANT, "ribbon_reading", survey)
    against = "xlwings reading the same cells, nothing else"
    kinds = {"first": "adding the results", "again": "updating them"}
    return [
        Row(
            f"ribbon Analyse of 10,000 × 20, {kind}",
            against,
            (*CONTESTANT, f"ribbon_{name}", survey),
            theirs,
            "",
            True,
            1,
        )
        for name, kind in kinds.items()
    ]


def usual_script(survey: str, report: str) -> Row:
    """The whole job against what people do today."""
    analyse = ("-m", "kano_xl", "analyse", survey, "-o", report, "--overwrite", "--quiet")
    script = (str(Path(__file__).with_name("naive.py")), survey)
    against = "the usual row-wise pandas script, no report"
    return Row("`analyse` 100,000 × 42 .xlsx, words", against, analyse, script, "", False, 1)


def machine() -> str:
    """The processor, cores, system and versions, in a line."""
    name = platform.processor() or platform.machine()
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        lines = facts.read_text(encoding="utf-8").splitlines()
        name = next((line.split(": ")[1] for line in lines if "model name" in line), name)
    libraries = ", ".join(f"{each} {version(each)}" for each in LIBRARIES)
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def main() -> None:
    """Print the table, row by row as they are measured."""
    # Installed packages have their bytecode: where none is kept, each start would compile anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder, "report.xlsx"))
        surveys = {kind: str(Path(folder, f"{kind}.xlsx")) for kind in ("numbers", "words")}
        print("Writing surveys of 100,000 respondents …", file=sys.stderr, flush=True)
        for kind, survey in surveys.items():
            # In another process: a process inherits the peak of the one that started it.
            run(["-m", "tests.bench.big_survey", kind, survey])
        small, large = (str(Path(folder, f"{name}.xlsx")) for name in ("small", "large"))
        run(["-m", "tests.bench.big_survey", "words", small, "200"])
        run(["-m", "tests.bench.big_survey", "words", large, "450000"])
        opened = str(Path(folder, "opened.xlsx"))
        run(["-m", "tests.bench.big_survey", "words", opened, "10000"])
        answers = {million: str(Path(folder, f"{million}.parquet")) for million in ("2", "10")}
        for million, path in answers.items():
            run([*CONTESTANT, "frame_written", path, million])
        print(f"Measured on {machine()}.\n")
        print(
            "| work | against | time | of the processor | goal | seconds, ours / theirs | peak MB |"
        )
        print("|---|---|---|---|---|---|---|", flush=True)
        rows = [*counting(), *functions(), *ribbon(opened)]
        for million, path in answers.items():
            rows += frames(million, path)
        for kind, survey in surveys.items():
            rows += reading(kind, survey, report)
        rows += sizes(small, surveys["words"], large, report)
        for row in [*rows, usual_script(surveys["words"], report)]:
            print(row.measure(), flush=True)


if __name__ == "__main__":
    main()
