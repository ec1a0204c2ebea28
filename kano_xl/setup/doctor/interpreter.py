"""The installed Python: whether it runs, fits, can be started by Excel, and has all packages."""

from __future__ import annotations

from kano_xl.setup.doctor.child import Answer, ask
from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings, is_program

_DONE = "imported"

OLDEST = (3, 11)
"""The first Python that kano_xl runs in."""

_IMPORT = """
import importlib, sys
from importlib import metadata

def modules(name):
    installed = metadata.distribution(name)
    names = (installed.read_text("top_level.txt") or "").split()
    names = names or [file.parts[0].partition(".")[0] for file in installed.files or ()
                      if len(file.parts) > 1 or file.suffix == ".py"]
    names = {each for each in names if each.isidentifier() and each[0] != "_"}
    return sorted(names) or [name.replace("-", "_")]

for asked in sys.argv[1:]:
    package, _, module = asked.partition("=")
    print("\\nkano_xl:", package, flush=True)
    try:
        for each in [module] if module else modules(package):
            importlib.import_module(each)
        print("\\nkano_xl> imported", flush=True)
    except BaseException as error:
        print("\\nkano_xl>", type(error).__name__, flush=True)
"""
"""Prints the name of each package before it is imported, and how that went afterwards."""


def interpreter(around: Surroundings) -> Finding:
    """Whether the Python that the add-in starts is there, runs, and is new enough."""
    python, about = around.python, around.about
    if python is None:
        return unknown("interpreter.not_noted")
    if not is_program(python):
        return wrong("interpreter.missing", "install", python=python)
    if about is None:
        return _silent(around.first_answer, around)
    if tuple(int(part) for part in about.python.split(".")[:2]) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        return wrong("interpreter.too_old", "install", version=about.python, oldest=oldest)
    return ok("interpreter.runs", version=about.python, bits=about.bits, python=python)


def _silent(answer: Answer, around: Surroundings) -> Finding:
    if answer.is_late:
        seconds = f"{around.limit:g}"
        return wrong("interpreter.late", "blocked", python=around.python, seconds=seconds)
    if answer.code is None:
        why = answer.why
        return wrong("interpreter.not_started", "blocked", python=around.python, why=why)
    why = answer.why or str(answer.code)
    return wrong("interpreter.fails", "install", python=around.python, why=why)


def path(around: Surroundings) -> Finding:
    """Whether the call that starts Python can take its path, which it gets in the code page."""
    if around.python is None:
        return unknown("path.not_noted")
    if around.plain_path(around.python) is None:
        return wrong("path.strange", "path", python=around.python)
    return ok("path.plain")


def packages(around: Surroundings) -> Finding:
    """Whether each package that is needed can be imported, each named that cannot."""
    python, about = around.python, around.about
    if python is None or about is None:
        return unknown("packages.no_python")
    if about.kano_xl is None:
        return wrong("packages.no_kano_xl", "install")
    asked = [*about.needed, "kano-xl=kano_xl.excel.functions"]
    if around.user.system == "windows":
        # Its top-level names are many, and not all of them can be imported everywhere.
        asked.insert(0, "pywin32=win32com.client")
    broken: list[str] = []
    left = asked
    while left:
        answer = ask(python, ("-c", _IMPORT, *left), around.limit)
        outcomes = _outcomes(answer.printed)
        if not outcomes:
            return wrong("packages.broken", "install", names=", ".join([*broken, *left]))
        broken += [f"{name} ({how})" for name, how in outcomes.items() if how not in ("", _DONE)]
        for name in [name for name, how in outcomes.items() if not how]:
            ended = f"> {around.limit:g} s" if answer.is_late else f"exit {answer.code}"
            broken.append(f"{name} ({ended})")
        # Those after the one that ended the process.
        left = left[len(outcomes) :]
    if broken:
        return wrong("packages.broken", "install", names=", ".join(broken))
    return ok("packages.import", n=len(asked))


def _outcomes(printed: str) -> dict[str, str]:
    """How the import of each package went; empty for the one at which the process ended."""
    outcomes: dict[str, str] = {}
    name = ""
    for line in printed.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "kano_xl:":
            name = rest
            outcomes[name] = ""
        elif mark == "kano_xl>":
            outcomes[name] = rest
    return outcomes
