"""What is right: the answers to every call, and how the processes behaved."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any
from zipfile import ZipFile

import kano_xl
from kano_xl import __version__
from kano_xl.excel import functions
from kano_xl.excel.actions.starting import guide
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import text
from kano_xl.writers.template.workbook import write_template
from tests.windows.cases import CASES, NOT_WORKED_OUT, Case
from tests.windows.excel import CLIENTS, COMMAND
from tests.windows.exchange import Answer, read_answers

Check = tuple[str, object]
"""What is checked, and what is wrong with it; nothing where all is well."""

PLATFORM = Path(kano_xl.__file__).parent / "addin" / "vba" / "KanoPlatform.bas"
"""Where the add-in's VBA starts the server."""

UNAVAILABLE = 0x800706BA
"""What COM says of a server that is no longer there (RPC_S_SERVER_UNAVAILABLE)."""

IN_TEXT = {
    "a text": "必备",
    "an error": "#N/A",
    "another error": "#DIV/0!",
    "an error among letters": "#VALUE!",
    "left out": "A",
    "empty cells": "#N/A",
}
"""What functions make of error cells and of what is left out, by `excel.error_cells`."""


def judge(seen: dict[str, Any], folder: Path) -> Iterator[Check]:
    """All checks of a run.

    Args:
        seen: what the stand-in for Excel wrote down.
        folder: with the answers that the VBScript clients got.
    """
    command = f'"""{COMMAND}"' in PLATFORM.read_text(encoding="utf-8")
    yield "the command is the add-in's", "" if command else COMMAND
    yield "the server has our version", unequal(seen["version"], __version__)
    yield "every function is called", FUNCTIONS.keys() - {c.function.upper() for c in CASES}
    yield "the clients end well", unequal(seen["clients"], [0] * CLIENTS)
    for number in range(CLIENTS):
        answers = read_answers(folder / f"answers-{number}.txt")
        yield f"client {number + 1}: {len(CASES)} calls", list(differences(answers))
    yield "a second caller too", unequal(seen["version of the second"], __version__)
    yield "one process serves all", seen["servers"] if len(seen["servers"]) != 1 else ""
    yield "no program beside the workbook runs", [*folder.glob("trapped*")]
    for what, expected in IN_TEXT.items():
        yield f"sent as VBA does: {what}", unequal(seen["errors"].get(what), expected)
    yield from judge_ribbon(seen)
    yield "ribbon: new_survey", unlike_ours(seen["new"], folder)
    refused = seen["unknown"]
    yield "an unknown function is refused", "" if "kano_unknown" in refused else refused
    yield from judge_offer(seen)
    yield "the server goes on afterwards", unequal(seen["after unknown"], 1.0)
    yield "a server that has ended is known by the code", unequal(seen["gone"], UNAVAILABLE)


def differences(answers: list[Answer]) -> Iterator[str]:
    """What is wrong with the answers to all calls."""
    if len(answers) != len(CASES):
        yield f"{len(answers)} answers"
    for place, (case, answer) in enumerate(zip(CASES, answers, strict=False)):
        found = difference(case, answer)
        if found:
            yield f"call {place}, {case.function}: {found}"


def judge_offer(seen: dict[str, Any]) -> Iterator[Check]:
    """The checks of what the server refuses to do for other programs of the user."""
    yield "the server offers CallUDF alone", unequal(seen["offered"], ["CallUDF"])
    yield "by number too", seen["offered by number"]
    for name, refused in seen["refused"].items():
        right = "LookupError: kano_xl" in refused and name in refused
        yield f"refused: CallUDF of {name}", "" if right else refused or "it was called"


def judge_ribbon(seen: dict[str, Any]) -> Iterator[Check]:
    """The checks of clicks without a workbook, and with something that is none."""
    wanted = {
        "guide": ("done", guide(None, (), "en").text),
        "about": ("done", __version__),
        "check": ("refused", text("en", "problems.no_workbook")),
    }
    replies = {action: [*reply, *wanted[action]] for action, reply in seen["ribbon"].items()}
    replies["no workbook"] = [*seen["strange"], "bug", "kano_xl.log"]
    for action, (kind, words, code, path, right_kind, right_words) in replies.items():
        right = (kind, code, path) == (right_kind, "", "") and right_words in words
        yield f"ribbon: {action}", "" if right else (kind, words, code, path)


def unlike_ours(reply: list[str], folder: Path) -> object:
    """What is wrong with the template that Windows wrote: it has to be the one written here."""
    kind, _, _, path = reply
    found = list(folder.rglob(PureWindowsPath(path).name)) if kind == "open" else []
    if not found:
        return reply
    write_template(folder / "ours.xlsx", "en")
    return unlike_members(found[0], folder / "ours.xlsx")


def unlike_members(one: Path, other: Path) -> list[str]:
    """The members that two archives do not both hold with the same content."""
    with ZipFile(one) as theirs, ZipFile(other) as ours:
        names = {*theirs.namelist(), *ours.namelist()}
        return [name for name in names if not same_member(name, theirs, ours)]


def same_member(name: str, *archives: ZipFile) -> bool:
    """Whether archives hold the same under a name."""
    held = {archive.read(name) if name in archive.NameToInfo else None for archive in archives}
    return len(held) == 1


def difference(case: Case, answer: Answer) -> object:
    """What is wrong with an answer: it has to be what the function gives here, and by hand."""
    here = as_sent(getattr(functions, case.function)(*case.values))
    if not alike(answer.value, here, 1e-12):
        return f"{shortened(answer.value)}, but here {shortened(here)}"
    by_hand = as_sent(case.by_hand)
    if case.by_hand is not NOT_WORKED_OUT and not alike(here, by_hand, 1e-9):
        return f"{shortened(here)}, but by hand {shortened(by_hand)}"
    return ""


def as_sent(cells: Any) -> Any:
    """Cells as COM hands them over: one row as a list of its values, one value as itself."""
    while isinstance(cells, tuple) and len(cells) == 1:
        (cells,) = cells
    return cells


def alike(value: Any, expected: Any, tolerance: float) -> bool:
    """Whether two answers are equal, numbers up to a relative tolerance."""
    if isinstance(expected, tuple):
        if not isinstance(value, tuple) or len(value) != len(expected):
            return False
        pairs = zip(value, expected, strict=True)
        return all(alike(one, other, tolerance) for one, other in pairs)
    if isinstance(expected, bool | str):
        return type(value) is type(expected) and value == expected
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isclose(value, expected, rel_tol=tolerance)


def unequal(value: object, expected: object) -> str:
    """What is wrong with a value that has to be another; nothing where they are equal."""
    return "" if value == expected else f"{value!r} instead of {expected!r}"


def shortened(value: object) -> str:
    """A value as it is written in Python, or its beginning."""
    words = repr(value)
    return words if len(words) < 200 else f"{words[:200]} …"


def timings(seen: dict[str, Any], folder: Path) -> str:
    """The time of the start and of the calls, as lines."""
    answers = read_answers(folder / "answers-0.txt")
    lines = [f"start of the server and first call: {seen['start']:.1f} s"]
    lines += [f"Python, {what}: {1000 * time:.1f} ms" for what, time in seen["seconds"].items()]
    for case, answer in zip(CASES, answers, strict=False):
        if case.times > 1 and answer.seconds is not None:
            sizes = [len(value) for value in case.values if isinstance(value, tuple)]
            what = f"{case.function}, {max(sizes, default=1):,} rows"
            lines.append(f"VBScript, {what}: {1000 * answer.seconds:.1f} ms")
    return "\n".join(lines)
