"""The Python side of the add-in on Windows: one process behind all open workbooks.

The add-in starts it as ``pythonw -I -B -m kano_xl.excel.server CLSID`` through the DLL of
xlwings and calls by name, over COM, what this module holds: every function of
`kano_xl.excel.registry` under its ``python_name``, and ``run`` for the ribbon. Cells arrive
as they are: scalars or tuples of row tuples, None for what is blank or left out, errors as
their numbers. No workbook is ever passed for a function.

The DLL ties the process to Excel: it ends with it, even when Excel crashes.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, MutableMapping, Sequence
from importlib import import_module
from inspect import signature
from typing import Any

from kano_xl import __version__
from kano_xl.excel.log import log_fault, log_file, log_start, start_log

NAME = "kano_xl.excel.server"
"""The module, by which it is started and its functions are called."""

LOCAL_DATA = "{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}"
"""How Windows numbers the folder of a user's local application data."""

Rows = list[list[object]]
"""What xlwings takes as an answer: row by row, one row of one value for a scalar. In a tuple
COM would see several results, and hand over the first alone."""


def main(arguments: Sequence[str]) -> int:
    """Serve until Excel is gone; ``arguments`` hold the class id that the DLL made up."""
    if sys.platform == "win32":
        find_folders(os.environ)
    start_log(log_file())
    (clsid,) = arguments
    python = platform.python_version()
    log_start(f"kano_xl {__version__} starts in Python {python}, process {os.getpid()}, {clsid}")
    try:
        # As every call will: so what is broken is logged now, and the first call is quick.
        import_module(NAME)
        import_module("xlwings.com_server").serve(clsid)
    except Exception as error:
        log_fault("The server cannot go on", error)
        return 1
    log_start("kano_xl ends")
    return 0


def find_folders(environment: MutableMapping[str, str]) -> None:
    """Ask Windows for this user's folders, where the variables that name them name none.

    The DLL hands over variables in the code page of the system. A user's name may have letters
    that it lacks, and then they lead nowhere.
    """
    if os.path.isdir(environment.get("LOCALAPPDATA", "")):
        return
    number = import_module("pywintypes").IID(LOCAL_DATA)
    found = import_module("win32com.shell.shell").SHGetKnownFolderPath(number)
    temporary = os.path.join(found, "Temp")
    environment.update(LOCALAPPDATA=found, TEMP=temporary, TMP=temporary)


def for_cells(name: str, compute: Callable[..., object]) -> Callable[..., Rows]:
    """A function for cells as xlwings takes it: any cells in, rows out, never an exception.

    A mistake of ours is logged and becomes ``#VALUE!``: a traceback in a cell helps nobody.
    """

    def answer(*cells: object) -> Rows:
        try:
            result = compute(*cells)
        except Exception as error:
            log_fault(name, error)
            result = "#VALUE!"
        return list(map(list, result)) if isinstance(result, tuple) else [[result]]

    return answer


def for_ribbon(act: Callable[..., Any]) -> Callable[..., Rows]:
    """An action of the ribbon as xlwings takes it: its reply as one row of four texts.

    The workbook arrives as Excel's own object, None where none is open; the codes that the
    user agreed to as one text, joined by commas.
    """

    def answer(action: str, workbook: Any, agreed: str, language: str) -> Rows:
        try:
            book = None if workbook is None else opened(workbook)
            codes = tuple(code for code in agreed.split(",") if code)
            reply = act(action, book, codes, language)
        except Exception as error:
            log_fault(action, error)
            raise
        return [[reply.kind, reply.text, reply.code, reply.path]]

    return answer


def opened(workbook: Any) -> Any:
    """A workbook of Excel as an `xlwings.Book`."""
    import xlwings

    windows = import_module("xlwings._xlwindows")
    return xlwings.Book(impl=windows.Book(xl=workbook))


def callables() -> dict[str, Callable[..., Rows]]:
    """All that the add-in may call, by name."""
    from kano_xl.excel import functions, ribbon
    from kano_xl.excel.registry import FUNCTIONS

    names = [function.python_name for function in FUNCTIONS.values()]
    found = {name: for_cells(name, getattr(functions, name)) for name in names}
    found["run"] = for_ribbon(ribbon.run)
    return {name: unconverted(function) for name, function in found.items()}


def unconverted(function: Callable[..., Rows]) -> Callable[..., Rows]:
    """The function, marked so that xlwings passes on what it takes and gives as it is."""
    import xlwings

    marked: Callable[..., Rows] = xlwings.ret("raw")(function)
    for name in signature(function).parameters:
        marked = xlwings.arg(name, "raw")(marked)
    return marked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
else:
    globals().update(callables())
