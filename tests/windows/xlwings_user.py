"""What somebody who uses xlwings does, done by a Windows Python: import functions, and call them.

    python -m tests.windows.xlwings_user FOLDER

xlwings imports the functions of some modules into a stand-in for a workbook, as *Import
Functions* does; then its own server, started by its DLL, calls them as the VBA would that it
wrote. What was seen is written into FOLDER as a Python literal, which keeps rows apart from lists.
The system speaks Chinese, so texts have to arrive in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.windows.cases import CASES, Case
from tests.windows.excel import SERVER, Bridge
from tests.windows.variants import DIVISION_BY_ZERO, LEFT_OUT, NOT_AVAILABLE

SERVE = ''' -B -c "import xlwings; xlwings.serve('$(CLSID)')"'''
"""What xlwings' add-in puts behind the interpreter."""

MODULE, OWN = "kano_xl.udfs", "functions_of_my_own"
IMPORTED = (MODULE, OWN, SERVER)
"""The modules that are imported; the one of the user's own takes the functions from ours."""

LANGUAGE = "zh_CN.UTF-8"
ERROR_CELLS = (("A",), (NOT_AVAILABLE,), ("必备",))


def main(folder: Path) -> None:
    """Do all of it and write down what was seen."""
    os.environ["LC_ALL"] = LANGUAGE
    os.environ["PYTHONPATH"] = str(folder)
    sys.path.insert(0, str(folder))
    (folder / f"{OWN}.py").write_text(f"from {MODULE} import *\n", encoding="utf-8")
    seen: dict[str, Any] = {"imported": {name: imported(name) for name in IMPORTED}}
    python = Path(sys.executable).with_name("pythonw.exe")
    ours, own = Bridge(python, SERVE, MODULE), Bridge(python, SERVE, OWN)
    seen["answers"] = [told(lambda case=case: answer(ours, case)) for case in CASES]
    seen["of my own"] = told(lambda: own.call("KANO_BETTER", (("A",), ("M",))))
    seen["money"] = told(lambda: ours.call("KANO_CODE", ((Decimal(1), Decimal(5)),)))
    seen["a day"] = told(lambda: ours.call("KANO_CHECK", datetime(2024, 1, 1, 12)))
    seen["errors"] = {
        "an error": told(lambda: ours.exactly("KANO_CODE", NOT_AVAILABLE, LEFT_OUT)),
        "another error": told(lambda: ours.exactly("KANO_CLASS", DIVISION_BY_ZERO, 5.0, LEFT_OUT)),
        "an error among letters": told(
            lambda: ours.exactly("KANO_CATEGORY", ERROR_CELLS, LEFT_OUT, LEFT_OUT)
        ),
        "empty cells": told(lambda: ours.exactly("KANO_BETTER", ((None, None),), LEFT_OUT)),
    }
    (folder / "seen.txt").write_text(repr(seen), encoding="utf-8")
    os._exit(0)


def imported(module: str) -> dict[str, Any]:
    """What xlwings writes into a workbook for a module, and what it tells Excel of functions."""
    from xlwings import udfs

    modules: list[str] = []
    options: list[tuple[str, dict[str, Any]]] = []
    components = Components(modules)
    application = SimpleNamespace(
        Version="16.0", MacroOptions=lambda name, **given: options.append((name, given))
    )
    book = SimpleNamespace(
        Name="Survey.xlsm",
        VBProject=SimpleNamespace(VBComponents=components),
        Application=application,
    )
    # Known already, it is not looked for in the workbook's sheets.
    udfs.get_udf_module(module, None)
    udfs.import_udfs(module, book)
    return {"vba": modules[0], "options": options}


class Components:
    """Stands in for the modules of a workbook."""

    def __init__(self, modules: list[str]) -> None:
        self._modules = modules

    def __call__(self, name: str) -> str:
        return name

    def Remove(self, module: str) -> None:  # noqa: N802 - as VBA calls it
        self._modules.clear()

    def Import(self, path: str) -> None:  # noqa: N802
        self._modules.append(Path(path).read_text())


def answer(bridge: Bridge, case: Case) -> Any:
    """What a call gives, made as the VBA of xlwings makes it: of `CASES`, without what the
    add-in adds, and with arguments left out where the add-in gives nothing.
    """
    import pythoncom

    from kano_xl.excel.registry import FUNCTIONS

    function = FUNCTIONS[case.function.upper()]
    given = zip(function.shown, case.values, strict=False)
    values = [
        pythoncom.ArgNotFound if value is None and argument.optional else value
        for argument, value in given
    ]
    missing = [pythoncom.ArgNotFound] * (len(function.shown) - len(values))
    return bridge.call(function.name, *values, *missing)


def told(act: Callable[[], Any]) -> Any:
    """What it gives, or why it gives nothing."""
    try:
        return act()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
