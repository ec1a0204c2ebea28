"""Trying one check after the other, each apart from the rest, and leaving Excel as it was."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kano_xl.excel.log import log_fault
from kano_xl.excel.self_test.check import (
    CheckFailedError,
    CheckSkippedError,
    SelfCheck,
    Trial,
    public,
)
from kano_xl.excel.self_test.host import ExcelHost
from kano_xl.languages import text

STATES = ("ok", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How a check ended.

    Attributes:
        name: of the check.
        state: one of `STATES`.
        milliseconds: how long it took.
        detail: what was found where it failed; the reason, a key of the catalogue
            ``self_test.skipped``, where it was skipped.
    """

    name: str
    state: str
    milliseconds: int = 0
    detail: str = ""


def run_checks(
    host: ExcelHost,
    checks: Sequence[SelfCheck],
    tell: Callable[[CheckOutcome], None] = lambda outcome: None,
) -> list[CheckOutcome]:
    """Try all checks, however any of them ends, and leave Excel as it was.

    Ctrl+C stops those that are left; what was opened is closed all the same.

    Args:
        host: the Excel.
        checks: what is tried, in their order.
        tell: told each outcome as soon as it is there.
    """
    found: list[CheckOutcome] = []
    trial = Trial(host)
    try:
        for outcome in _outcomes(trial, checks, found):
            found.append(outcome)
            tell(outcome)
    finally:
        host.restore()
    return found


def _outcomes(
    trial: Trial, checks: Sequence[SelfCheck], found: list[CheckOutcome]
) -> Iterator[CheckOutcome]:
    ended = ""
    for number, check in enumerate(checks, 1):
        reason = _reason(trial, check, found, ended)
        if reason:
            yield CheckOutcome(check.name, "skipped", 0, reason)
            continue
        share = round(100 * (number - 1) / len(checks))
        trial.host.say(text(trial.host.language, "self_test.progress", percent=share))
        try:
            yield _tried(trial, check)
        except KeyboardInterrupt:
            ended = "stopped"
            yield CheckOutcome(check.name, "skipped", 0, ended)
        if not ended and found[-1].state == "failed" and not trial.host.is_there():
            ended = "excel_gone"


def _reason(trial: Trial, check: SelfCheck, found: Sequence[CheckOutcome], ended: str) -> str:
    """Why a check cannot be tried; "" where it can."""
    if ended == "excel_gone" or (ended and not check.always):
        return ended
    if trial.host.on_mac and not check.on_mac:
        return "not_on_mac"
    missing = {outcome.name for outcome in found if outcome.state != "ok"}
    return "needs" if missing & set(check.needs) else ""


def _tried(trial: Trial, check: SelfCheck) -> CheckOutcome:
    started = time.perf_counter()
    state, detail = "ok", ""
    try:
        check.act(trial)
    except CheckSkippedError as skipped:
        state, detail = "skipped", skipped.reason
    except CheckFailedError as failed:
        state, detail = "failed", public(str(failed))
    except Exception as error:
        log_fault(f"self-test, {check.name}", error)
        state, detail = "failed", _without_message(error)
    return CheckOutcome(check.name, state, round(1000 * (time.perf_counter() - started)), detail)


def _without_message(error: Exception) -> str:
    """What an exception is and where it came from; its message may hold a path or a name."""
    number = getattr(error, "hresult", None)
    kind = type(error).__name__ + (f" {number & 0xFFFFFFFF:#x}" if isinstance(number, int) else "")
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "kano_xl" in Path(frame.filename).parts
    ]
    return f"{kind} in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else kind
