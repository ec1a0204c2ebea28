"""Does what Excel on Windows does, in the installed Python: starts the server and calls it.

    python -I -B -m kano_xl.setup.doctor.excel_stand_in PYTHON DLL

``PYTHON`` is the interpreter for the server, in letters of the system's code page, ``DLL`` the
library of xlwings. Prints what two functions answered, as JSON. The library ties the server to
this process, so it ends with it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

SERVER = "kano_xl.excel.server"
COMMAND = f" -I -B -m {SERVER} $(CLSID)"
"""What the add-in puts behind the interpreter."""

_START_OR_REUSE = 1
_TEXT, _DISPATCH = 8, 9
_METHOD = 1


class _Variant(ctypes.Structure):
    """A VARIANT: the kind of what it holds, then an address."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("address", ctypes.c_void_p),
        ("rest", ctypes.c_void_p),
    )


def main(arguments: Sequence[str]) -> int:
    """Start, call and print."""
    python, dll = arguments
    server = _started(python, dll)
    letters = tuple((letter,) for letter in "AOMI")
    answers = {
        "version": _call(server, "kano_version"),
        "better": _call(server, "kano_better", letters),
    }
    print("\n" + json.dumps(answers), flush=True)
    return 0


def _started(python: str, dll: str) -> Any:
    """The server as an object to call.

    Raises:
        OSError: it was not started.
    """
    pythoncom: Any = import_module("pythoncom")
    windows: Any = ctypes
    result = _Variant()
    command = f'"{python}"{COMMAND}'.encode("mbcs")
    library = windows.WinDLL(dll)
    code = library.XLPyDLLActivateAuto(ctypes.byref(result), command, _START_OR_REUSE)
    if code or result.kind != _DISPATCH:
        told = ctypes.wstring_at(result.address) if result.kind == _TEXT and result.address else ""
        # What follows is the command, with the user's folders.
        told = " ".join(told.partition("Command:")[0].split())
        raise OSError(told or f"XLPyDLLActivateAuto: {code}")
    make: Any = ctypes.PyDLL(pythoncom.__file__).PyCom_PyObjectFromIUnknown
    make.restype = ctypes.py_object
    kind = (ctypes.c_byte * 16).from_buffer_copy(bytes(pythoncom.IID_IDispatch))
    return make(ctypes.c_void_p(result.address), ctypes.byref(kind), True)


def _call(server: Any, name: str, *cells: object) -> Any:
    """What a function answers."""
    method = server.GetIDsOfNames("CallUDF")
    return server.Invoke(method, 0, _METHOD, True, SERVER, name, cells, None, None)


if __name__ == "__main__":
    # Without tidying up: so the server ends even where letting go of it would wait.
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
