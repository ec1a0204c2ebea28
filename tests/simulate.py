"""Read simulated right surveys and print how many are stopped or misread, as Markdown.

    python -m tests.simulate [--surveys 1000] [--first 0] [--details] [--remarks]

A survey is stopped where the reader raises an error, and misread where names or counts
differ from the truth. `--details` lists every one of them; `--remarks` counts what was
remarked about those that were read exactly, and some of which may come to be a stop.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import Pool

import numpy as np

from kano_xl.errors import KanoError
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet
from tests.simulated_surveys import Simulated, simulate


@dataclass(frozen=True)
class Verdict:
    """What became of a survey.

    Attributes:
        seed: of the survey.
        stopped: the code of the error that stopped it, "" if it was read.
        misread: what is wrong in what was read, "" if nothing is.
        told: how the survey was drawn.
        detail: the message of the error, or the first difference.
        remarks: the codes of what was remarked about a survey that was read.
    """

    seed: int
    stopped: str
    misread: str
    told: str
    detail: str
    remarks: tuple[str, ...] = ()


def judged(simulated: Simulated) -> Verdict:
    """Read a survey and compare names and counts with the truth."""
    told = ", ".join(f"{key} {value}" for key, value in simulated.told.items())
    rows = [list(row) for row in simulated.rows]
    try:
        survey = read_sheet(Sheet("simulated.xlsx", "Answers", rows))
    except KanoError as error:
        return Verdict(simulated.seed, error.code, "", told, str(error))
    names = [feature.name for feature in survey.features]
    cells = survey.counts().n[0]
    wrong, detail = [], []
    if names != simulated.names:
        pairs = zip(simulated.names, [*names, *[None] * len(simulated.names)], strict=False)
        first = next((pair for pair in pairs if pair[0] != pair[1]), ("nothing", names[-1]))
        wrong, detail = ["names"], [f"{first[1]!r} for {first[0]!r}"]
    if cells.shape != simulated.counts.shape or not np.array_equal(cells, simulated.counts):
        wrong, detail = [*wrong, "counts"], [*detail, _difference(cells, simulated)]
    remarks = tuple(sorted({problem.code for problem in survey.problems}))
    return Verdict(simulated.seed, "", " and ".join(wrong), told, "; ".join(detail), remarks)


def _difference(cells: np.ndarray, simulated: Simulated) -> str:
    if cells.shape != simulated.counts.shape:
        return f"{cells.shape} for {simulated.counts.shape}"
    wrong = np.flatnonzero((cells != simulated.counts).any(axis=(1, 2)))
    return f"{wrong.size} features differ, the first is {simulated.names[wrong[0]]!r}"


def judge_seed(seed: int) -> Verdict:
    return judged(simulate(seed))


def verdicts(seeds: Iterable[int]) -> list[Verdict]:
    """Judge the surveys of these seeds, on all processors."""
    with Pool(os.cpu_count()) as pool:
        return pool.map(judge_seed, seeds, chunksize=10)


def main(arguments: list[str]) -> int:
    """Judge and print; the exit code is 1 if a survey was misread."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate")
    parser.add_argument("--surveys", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--details", action="store_true", help="list the stopped and the misread")
    parser.add_argument("--remarks", action="store_true", help="count remarks on the others")
    chosen = parser.parse_args(arguments)
    started = time.monotonic()
    found = verdicts(range(chosen.first, chosen.first + chosen.surveys))
    print("| surveys | became | share |\n|---:|---|---:|")
    became = Counter(
        f"stopped: {one.stopped}" if one.stopped else f"misread: {one.misread}"
        for one in found
        if one.stopped or one.misread
    )
    became["read exactly"] = len(found) - became.total()
    for what, count in became.most_common():
        print(f"| {count:,} | {what} | {count / len(found):.1%} |")
    print(f"\n{len(found):,} surveys, {time.monotonic() - started:.0f} s")
    if chosen.remarks:
        right = [one for one in found if not one.stopped and not one.misread]
        for code, count in Counter(code for one in right for code in one.remarks).most_common():
            print(f"remarked on {count:,} read exactly: {code}")
    if chosen.details:
        for one in found:
            if one.stopped or one.misread:
                print(f"\nseed {one.seed}: {one.stopped or one.misread}: {one.detail}")
                print(f"  {one.told}")
    return 1 if any(one.misread for one in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
