"""The whole self-test: an Excel is chosen, tried, left as it was, and the file is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kano_xl.excel.log import log_file
from kano_xl.excel.self_test.check import SelfCheck
from kano_xl.excel.self_test.connecting import chosen_excel
from kano_xl.excel.self_test.host import ExcelHost
from kano_xl.excel.self_test.plan import CHECKS
from kano_xl.excel.self_test.running import CheckOutcome, run_checks
from kano_xl.excel.self_test.telling import as_text, facts, file_name
from kano_xl.writers.whole_file import check_target, whole_file


def self_test(
    language: str,
    pid: int | None = None,
    output: Path | None = None,
    overwrite: bool = False,
    tell: Callable[[CheckOutcome], None] = lambda outcome: None,
    checks: Sequence[SelfCheck] = CHECKS,
) -> tuple[list[CheckOutcome], Path]:
    """Try an Excel and write down how it went.

    Args:
        language: of the survey that is tried and of the file.
        pid: the process of the Excel; None for the one in front.
        output: the file; None for one beside the log file, where no system asks first.
        overwrite: whether ``output`` may be replaced.
        tell: told each outcome as soon as it is there.
        checks: what is tried.

    Returns:
        The outcomes and the file.

    Raises:
        SetupError: there is no Excel to try, or it lacks the add-in. Nothing was done.
        OutputError: the file cannot be written, which is seen before anything is tried.
    """
    import xlwings

    day = date.today()
    path = output or log_file().parent / file_name(day)
    if output is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    check_target(path, overwrite or output is None)
    host = ExcelHost(chosen_excel(pid), "mac" if sys.platform == "darwin" else "windows", language)
    known = facts(host, len(xlwings.apps), day)
    outcomes = run_checks(host, checks, tell)
    with whole_file(path) as file:
        file.write(as_text(outcomes, known, language).encode("utf-8-sig"))
    return outcomes, path


def exit_code(outcomes: Sequence[CheckOutcome]) -> int:
    """0 where nothing failed, 1 where something did, 130 where the user stopped it."""
    if any(outcome.state == "failed" for outcome in outcomes):
        return 1
    return 130 if any(outcome.detail == "stopped" for outcome in outcomes) else 0
