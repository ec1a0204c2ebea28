"""Processes that try files, each restarted when it dies, and what is wrong with a run."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Timer

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_SECONDS = 10.0
MOST_MEMORY = 400.0
_WALL = 400.0
"""Seconds after which even a process that does nothing is ended."""

_FRESH = 250.0
"""MB after which a process is replaced, so that one file does not count for the next."""

ABORT, TRACEBACK, SLOW, MEMORY, CONTROL, LINES = FAULTS = (
    "aborts", "tracebacks", "over 10 s", "over 400 MB", "control characters", "not one line",
)  # fmt: skip

_STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True)
class Case:
    """A file to try: its kind, for the table, and the calls of the command line."""

    kind: str
    name: str
    call: Sequence[str]


@dataclass(frozen=True)
class Result:
    """What came of a case; ``code`` is None where the process died."""

    case: Case
    code: int | None
    seconds: float = 0.0
    peak: float = 0.0
    out: str = ""
    err: str = ""

    @property
    def faults(self) -> list[str]:
        """What is wrong with it, of `FAULTS`."""
        told = self.out + self.err
        wrong = {
            ABORT: self.code is None,
            TRACEBACK: self.code not in (None, 0, 2) or "Traceback (" in told or "panicked" in told,
            SLOW: self.seconds > MOST_SECONDS,
            MEMORY: self.peak > MOST_MEMORY,
            CONTROL: bool(_STEERING.search(told)),
            LINES: self.code == 2 and self.err.count("\n") != 1,
        }
        return [fault for fault in FAULTS if wrong[fault]]


class Child:
    """A process that runs one case after the other; see `tests.fuzz.child`."""

    def __init__(self, without: Sequence[str] = ()) -> None:
        self._without = without
        self._process: subprocess.Popen[str] | None = None

    def run(self, case: Case) -> Result:
        """Try a case."""
        process = self._process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        timer = Timer(_WALL, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(list(case.call)) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            code = process.wait()
            self.close()
            # Its own alarm, or ours: it took too long.
            if -code in (signal.SIGPROF, signal.SIGKILL):
                return Result(case, 2, seconds=float("inf"), err="broken off\n")
            return Result(case, None, err=f"exit code {code}")
        result = Result(case, **json.loads(line))
        if result.peak > _FRESH:
            self.close()
        return result

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()  # type: ignore[union-attr]
            self._process.wait()
            self._process.stdout.close()  # type: ignore[union-attr]
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.child", "--without", *self._without],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )


def run_all(cases: Iterable[Case], workers: int, without: Sequence[str] = ()) -> Iterator[Result]:
    """Try all cases in several processes; results come as they are ready."""
    idle: SimpleQueue[Child] = SimpleQueue()
    children = [Child(without) for _ in range(workers)]
    for child in children:
        idle.put(child)

    def tried(case: Case) -> Result:
        child = idle.get()
        try:
            return child.run(case)
        finally:
            idle.put(child)

    waiting: set[Future[Result]] = set()
    with ThreadPoolExecutor(workers) as pool:
        for case in cases:
            waiting.add(pool.submit(tried, case))
            if len(waiting) > 2 * workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in waiting)
    for child in children:
        child.close()


def run_each(cases: Iterable[Case], without: Sequence[str] = ()) -> Iterator[Result]:
    """Try the cases in turn, each in a new process and before the next one is asked for."""
    for case in cases:
        child = Child(without)
        yield child.run(case)
        child.close()
