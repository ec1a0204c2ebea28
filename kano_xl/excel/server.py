"""The Python side of the add-in on Windows: one process behind all open workbooks.

The add-in starts it as ``pythonw -I -B -m kano_xl.excel.server CLSID`` through the DLL of
xlwings and calls by name, over COM, what `callables` holds: every function of
`kano_xl.excel.registry` under its ``python_name``, and ``run`` for the ribbon. Cells arrive
as they are: scalars or tuples of row tuples, None for what is blank or left out, errors as
their numbers. No workbook is ever passed for a function.

Any program of the same user can reach the server by its class id, so it offers these calls
and nothing else: see `Calls`. The DLL ties the process to Excel: it ends with it, even when
Excel crashes.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from importlib import import_module
from typing import Any

from kano_xl import __version__
from kano_xl.excel.log import log_fault, log_file, log_start, start_log
from kano_xl.excel.sparing import spare_other_excels

NAME = "kano_xl.excel.server"
"""The module, by which it is started and which every call names."""

LOCAL_DATA = "{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}"
"""How Windows numbers the folder of a user's local application data."""

Answers = Callable[..., object]
"""A function that never fails because of cells; its answer is one that `as_sent` gives."""


def main(arguments: Sequence[str]) -> int:
    """Serve until Excel is gone; ``arguments`` hold the class id that the DLL made up."""
    if sys.platform == "win32":
        find_folders(os.environ)
    start_log(log_file())
    (clsid,) = arguments
    python = platform.python_version()
    log_start(f"kano_xl {__version__} starts in Python {python}, process {os.getpid()}, {clsid}")
    try:
        # Before anything is asked: so what is broken is logged now, and the first call is quick.
        known = Calls(callables())
        spare_other_excels()
        serve(clsid, known)
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


class Calls:
    """What the server offers to other programs: to call a KANO_ function by its name.

    xlwings' own object in its place would run any Python, for any program of the same user.

    Args:
        known: the functions by their names.
    """

    _public_methods_ = ("CallUDF",)

    def __init__(self, known: Mapping[str, Callable[..., object]]) -> None:
        self._known = known

    def CallUDF(  # noqa: N802 - the name by which xlwings' users call, and our add-in
        self,
        program: object,
        name: object,
        arguments: Sequence[object],
        workbook: object = None,
        caller: object = None,
    ) -> object:
        """Call a function.

        Args:
            program: `NAME`; no other is imported.
            name: of the function.
            arguments: its arguments.
            workbook, caller: as xlwings' users pass them; they are not looked at.

        Raises:
            LookupError: there is no such function.
        """
        if program != NAME or not isinstance(name, str) or name not in self._known:
            raise LookupError(f"kano_xl {__version__} has no function {name} in {program}")
        return self._known[name](*arguments)


def serve(clsid: str, calls: Calls) -> None:
    """Offer ``calls`` under a class id until nobody uses them any more."""
    com_server: Any = import_module("xlwings.com_server")
    # The class whose objects it serves; the version of xlwings is pinned, and tests look at it.
    com_server.XLPython = lambda: calls
    com_server.serve(clsid)


def callables() -> dict[str, Answers]:
    """All that the add-in may call, by name."""
    from kano_xl.excel import functions, ribbon
    from kano_xl.excel.registry import FUNCTIONS

    names = [function.python_name for function in FUNCTIONS.values()]
    found = {name: for_cells(name, getattr(functions, name)) for name in names}
    return {**found, "run": for_ribbon(ribbon.run)}


def for_cells(name: str, compute: Callable[..., object]) -> Answers:
    """A function for cells that can be sent to: any cells in, an answer out, never an exception.

    A mistake in kano_xl is logged and becomes ``#VALUE!``: a traceback in a cell helps nobody.
    """

    def answer(*cells: object) -> object:
        try:
            result = compute(*cells)
        except Exception as error:
            log_fault(name, error)
            result = "#VALUE!"
        return as_sent(result)

    return answer


def as_sent(cells: object) -> object:
    """Cells as COM hands them over: one value as itself, one row as a list, rows as a list of them.

    In a tuple COM would see several results, and hand over the first alone.

    >>> as_sent("A"), as_sent((("A", "O"),)), as_sent((("A",), ("O",)))
    ('A', ['A', 'O'], [('A',), ('O',)])
    """
    if not isinstance(cells, tuple):
        return cells
    return list(cells[0] if len(cells) == 1 else cells)


def for_ribbon(act: Callable[..., Any]) -> Answers:
    """An action of the ribbon as the add-in calls it: its reply as one row of four texts.

    The workbook arrives as Excel's own object, None where none is open; the codes that the
    user agreed to as one text, joined by commas.
    """

    def answer(action: str, workbook: Any, agreed: str, language: str) -> object:
        try:
            book = None if workbook is None else opened(workbook)
            codes = tuple(code for code in agreed.split(",") if code)
            reply = act(action, book, codes, language)
        except Exception as error:
            log_fault(action, error)
            raise
        return [reply.kind, reply.text, reply.code, reply.path]

    return answer


def opened(workbook: Any) -> Any:
    """A workbook of Excel as an `xlwings.Book`."""
    import xlwings

    windows = import_module("xlwings._xlwindows")
    found = import_module("win32com.client").Dispatch(workbook)
    return xlwings.Book(impl=windows.Book(xl=found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
