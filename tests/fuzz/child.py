"""A process that runs the command line on one file after the other, and measures each run.

Calls come as lines of JSON on standard input, what was measured goes back the same way. The
work runs in the process itself, because starting Python takes longer than most of it.

    python -m tests.fuzz.child [--without limits|filter]
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 30.0
"""Of work, after which a run is broken off."""

MEMORY = 2 << 30
"""Bytes that the process may take; more of them could stop the machine."""

_STATUS = Path("/proc/self/status")
_PEAK = Path("/proc/self/clear_refs")


def main() -> None:
    """Read calls and answer them until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for number in (1, 2):  # so that what libraries print is seen as well
        with tempfile.TemporaryFile() as stream:
            os.dup2(stream.fileno(), number)
    _without(sys.argv[sys.argv.index("--without") + 1 :] if "--without" in sys.argv else [])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        for number in (1, 2):
            os.ftruncate(number, 0)
            os.lseek(number, 0, os.SEEK_SET)
        answer = _run(json.loads(line))
        answer["out"], answer["err"] = map(_text, (1, 2))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _run(arguments: list[str]) -> dict[str, object]:
    from kano_xl.cli import main as run

    _forget_peak()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    before = time.process_time()
    code: object = 0
    try:
        run(arguments)
    except SystemExit as done:
        code = done.code
    seconds = time.process_time() - before
    signal.setitimer(signal.ITIMER_PROF, 0)
    sys.stdout.flush()
    sys.stderr.flush()
    return {"code": code, "seconds": seconds, "peak": _peak()}


def _forget_peak() -> None:
    if _PEAK.exists():
        _PEAK.write_text("5")


def _peak() -> float:
    """The peak of resident memory since it was forgotten, or ever, in MB."""
    if _STATUS.exists():
        lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _text(number: int) -> str:
    size = os.fstat(number).st_size
    return os.pread(number, size, 0).decode("utf-8", "surrogateescape")


def _without(protections: list[str]) -> None:
    """Take a protection away: what finds faults must find them then."""
    if "limits" in protections:
        import kano_xl.survey.files as files
        from kano_xl.survey import mapping_file

        names = [f"{files.__name__}.{each.name}" for each in pkgutil.iter_modules(files.__path__)]
        for module in [mapping_file, *map(importlib.import_module, names)]:
            for name, value in vars(module).items():
                if name.lstrip("_").startswith(_LIMITS) and isinstance(value, int):
                    setattr(module, name, 1 << 60)
    if "filter" in protections:
        from kano_xl import terminal

        terminal.visible = lambda words, kept="": words  # type: ignore[assignment]


_LIMITS = ("MAX_", "MOST_", "DEEPEST", "LARGEST")


if __name__ == "__main__":
    main()
