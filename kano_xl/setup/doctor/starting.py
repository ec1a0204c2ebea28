"""Doing what the add-in does: starting Python and calling functions."""

from __future__ import annotations

import json

from kano_xl.setup.doctor.child import Answer, ask
from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.python import library

_CALL = """
import json
{imports}
from kano_xl.excel.functions import kano_better, kano_version
letters = tuple((letter,) for letter in "AOMI")
print("\\n" + json.dumps({{"version": kano_version(), "better": kano_better(letters)}}))
"""

HALF = 0.5
"""Better of one A, one O, one M and one I, by its definition: two of four."""


def server(around: Surroundings) -> Finding:
    """Whether Python can be started and called as Excel does it, and computes right."""
    python, about = around.python, around.about
    if python is None or about is None:
        return unknown("server.no_python")
    if around.user.system != "windows":
        imports = "import xlwings, kano_xl.excel.mac" if around.user.system == "mac" else ""
        code = _CALL.format(imports=imports)
        return _judged(ask(python, ("-c", code), around.limit, around.environment), around)
    dll = library(python, f"xlwings64-{about.xlwings}.dll")
    plain = around.plain_path(python)
    if dll is None or plain is None:
        return unknown("server.no_library")
    module = "kano_xl.setup.doctor.excel_stand_in"
    return _judged(
        ask(python, ("-m", module, plain, str(dll)), around.limit, around.environment), around
    )


def _judged(answer: Answer, around: Surroundings) -> Finding:
    if answer.is_late:
        return wrong("server.late", "blocked", seconds=f"{around.limit:g}", python=around.python)
    try:
        said = json.loads(answer.printed.splitlines()[-1])
        version, better = said["version"], said["better"]
    except (ValueError, LookupError, TypeError):
        why = answer.why or str(answer.code)
        return wrong("server.fails", "server", why=why, log=around.user.log)
    if better != HALF:
        return wrong("server.miscounts", "install", better=better)
    return ok("server.answers", version=version)
