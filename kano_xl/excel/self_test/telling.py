"""The outcomes as a file that can be attached to an issue: no path, no name of anybody or anything.

After the facts, a line each, come the checks: state, name, milliseconds, then the sentence and
what was found. The first three are the same in every language, for programs.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from kano_xl import __version__
from kano_xl.excel.self_test.check import CheckSkippedError
from kano_xl.excel.self_test.native import native_property
from kano_xl.excel.self_test.running import STATES, CheckOutcome
from kano_xl.languages import text

if TYPE_CHECKING:
    from kano_xl.excel.self_test.host import ExcelHost

_BITS = 8 * struct.calcsize("P")


FILES = "kano_xl-self-test-*.txt"
"""How the files are called, whatever the day."""


def file_name(day: date) -> str:
    """What the file is called.

    >>> file_name(date(2026, 11, 27))
    'kano_xl-self-test-2026-11-27.txt'
    """
    return FILES.replace("*", day.isoformat())


def facts(host: ExcelHost, excels: int, day: date) -> dict[str, str]:
    """What is to be known of the computer: versions and sizes, nothing of the user's.

    Args:
        host: the Excel.
        excels: how many Excels run.
        day: today.
    """
    return {
        "date": day.isoformat(),
        "kano_xl": __version__,
        "excel": ", ".join(filter(None, _excel(host))),
        "excels running": str(excels),
        "system": f"{platform.system()} {platform.release()} {platform.version()}",
        "machine": platform.machine(),
        "python": f"{platform.python_version()}, {_BITS} bits",
        "xlwings": version("xlwings"),
        "language": host.language,
    }


def _excel(host: ExcelHost) -> list[str]:
    """Version and build, and the system that Excel says it was made for."""
    found = []
    for windows, mac in (
        ("Version", "version"),
        ("Build", "build"),
        ("OperatingSystem", "operating_system"),
    ):
        try:
            found.append(str(native_property(host.app.api, windows, mac)))
        except CheckSkippedError:
            found.append("")
    return found


def line(outcome: CheckOutcome, language: str) -> str:
    """An outcome as one line.

    >>> line(CheckOutcome("iferror", "failed", 12, "'x', not 'none'"), "en")
    "failed   iferror            12 ms  IFERROR catches an error. | 'x', not 'none'"
    """
    sentence = text(language, f"self_test.check.{outcome.name}")
    detail = outcome.detail
    if outcome.state == "skipped":
        detail = text(language, f"self_test.skipped.{outcome.detail}")
    told = " | ".join(filter(None, (sentence, detail)))
    return f"{outcome.state:8} {outcome.name:15} {outcome.milliseconds:5} ms  {told}"


def summary(outcomes: Sequence[CheckOutcome], language: str) -> str:
    """How many checks ended in which way, in a sentence."""
    counts = {state: sum(each.state == state for each in outcomes) for state in STATES}
    return text(language, "self_test.summary", **counts)


def as_text(outcomes: Sequence[CheckOutcome], known: dict[str, str], language: str) -> str:
    """The whole file."""
    lines = [text(language, "self_test.title"), ""]
    lines += [f"{name}: {value}" for name, value in known.items()]
    lines += ["", *(line(outcome, language) for outcome in outcomes)]
    lines += ["", summary(outcomes, language), text(language, "self_test.private")]
    return "\n".join(lines) + "\n"
