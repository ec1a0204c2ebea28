"""What Excel does, done by a Windows Python: start the server, call it, and go away at once.

    python -m tests.windows.excel FOLDER

The server is started by the DLL of xlwings with the command of the add-in. In FOLDER lie
the calls for each VBScript client; their answers, the server's log and ``seen.json``, in which
everything else stands, are written there.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.windows import variants
from tests.windows.variants import DIVISION_BY_ZERO, LEFT_OUT, NOT_AVAILABLE

SERVER = "kano_xl.excel.server"
COMMAND = f" -I -B -m {SERVER} $(CLSID)"
"""What the add-in puts behind the interpreter."""

CLIENT = Path(__file__).with_name("client.vbs")
CLIENTS = 2
TRAPS = ("kano_xl", "numpy", "sitecustomize", "stranger", "xlwings")
STRANGERS = {
    "stranger": "main",
    "os": "getpid",
    "builtins": "eval",
    "kano_xl.udfs": "KANO_VERSION",
    "kano_xl.excel.functions": "kano_version",
    "xlwings.ext": "sql",
}
"""Functions of other programs, which the server has to refuse."""

NO_MEMBER = str(-2147352573)
"""What COM says of a number by which nothing can be called (DISP_E_MEMBERNOTFOUND)."""

IDS_AROUND = 100
"""So many numbers on either side of CallUDF's are tried for something to call."""
CLIENT_LIMIT, END_LIMIT = 90.0, 20.0
"""Seconds that the clients may take, and the server to end."""


def main(folder: Path) -> None:
    """Do all of it and write down what was seen."""
    import win32com.client

    for name in ("LOCALAPPDATA", "TEMP", "TMP"):
        os.environ[name] = str(folder)
    beside_a_trap(folder)
    seen: dict[str, Any] = {}
    started = time.perf_counter()
    python = Path(sys.executable).with_name("pythonw.exe")
    bridge = Bridge(python)
    seen["version"] = bridge.call("kano_version")
    seen["start"] = time.perf_counter() - started
    again = Bridge(python)
    seen["clients"] = run_clients(servers(folder)[-1].class_id)
    seen["version of the second"] = again.call("kano_version")
    seen["servers"] = servers(folder)
    seen["errors"] = error_cells(bridge)
    seen["ribbon"] = {action: bridge.run(action, None) for action in ("about", "guide", "check")}
    seen["new"] = bridge.run("new_survey", None)
    seen["strange"] = bridge.run("check", win32com.client.Dispatch("Scripting.FileSystemObject"))
    seen["unknown"] = refusal(bridge.call, "kano_unknown")
    seen["offered"], seen["offered by number"] = offered(bridge), offered_by_number(bridge)
    seen["refused"] = {name: refused(bridge, name, STRANGERS[name]) for name in STRANGERS}
    seen["after unknown"] = bridge.call("kano_better", "A")
    seen["seconds"] = {
        "one cell": seconds(lambda: bridge.call("kano_better", "A"), 50),
        "10,000 cells": seconds(lambda: bridge.call("kano_better", (("A",), ("O",)) * 5000), 5),
    }
    seen["gone"] = after_its_end(Bridge(python, f"{COMMAND}  "), folder)
    (folder / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
    # Excel that crashes lets go of nothing; the server has to end all the same.
    os._exit(0)


def beside_a_trap(folder: Path) -> None:
    """Stand where a stranger's workbook lies, with programs beside it that must never run."""
    for name in TRAPS:
        (folder / f"{name}.py").write_text('open("trapped.txt", "w")', encoding="utf-8")
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)


class Bridge:
    """The add-in's way to the server: the DLL, and the object that it gives.

    The DLL starts one server for each command: more blanks in it make another one.

    Args:
        python: the interpreter.
        command: what stands behind it.
        program: the module whose functions are called.
    """

    def __init__(self, python: Path, command: str = COMMAND, program: str = SERVER) -> None:
        import pythoncom
        import win32com.client

        self.program = program
        whole = f'"{plain_path(python)}"{command}'
        dll = ctypes.WinDLL(str(library_of(python)))
        result = variants.Variant()
        code = dll.XLPyDLLActivateAuto(ctypes.byref(result), whole.encode("mbcs"), 1)
        if code or result.kind != variants.DISPATCH:
            raise OSError(f"the server was not started: {variants.text(result)}")
        self.address = result.content.pointer
        make = ctypes.PyDLL(pythoncom.__file__).PyCom_PyObjectFromIUnknown
        make.restype = ctypes.py_object
        kind = (ctypes.c_byte * 16).from_buffer_copy(bytes(pythoncom.IID_IDispatch))
        made = make(ctypes.c_void_p(self.address), ctypes.byref(kind), True)
        self.server = win32com.client.Dispatch(made)
        self._method = made.GetIDsOfNames("CallUDF")

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function."""
        place = (self._method, 0, variants.METHOD, True)
        return self.server._oleobj_.Invoke(*place, self.program, name, arguments, None, None)

    def run(self, action: str, workbook: Any) -> list[str]:
        """Click on something while a workbook, or none, is open."""
        return list(self.call("run", action, workbook, "", "en"))

    def exactly(self, name: str, *arguments: Any) -> str:
        """Call a function that gives a text, with the very values that VBA sends."""
        values = [variants.variant(value) for value in (self.program, name, list(arguments))]
        nothing = variants.nothing()
        return variants.text(variants.call(self.address, self._method, *values, nothing, nothing))


def library_of(python: Path) -> Path:
    """The DLL of xlwings: beside the interpreter or, in a virtual environment, one above it."""
    folders = (python.parent, python.parent.parent)
    (found,) = [dll for folder in folders for dll in folder.glob("xlwings64-*.dll")]
    return found


def plain_path(path: Path) -> str:
    """A path as the DLL can take it: the short form, where it has letters beyond ASCII."""
    if str(path).isascii():
        return str(path)
    room = ctypes.create_unicode_buffer(512)
    ctypes.windll.kernel32.GetShortPathNameW(str(path), room, len(room))
    return room.value


class Server(NamedTuple):
    """A server that has started."""

    process: int
    class_id: str


def servers(folder: Path) -> list[Server]:
    """The servers that have started, in their order, as their log tells."""
    log = (folder / "kano_xl" / "kano_xl.log").read_text(encoding="utf-8")
    found = re.findall(r"process (\d+), (\{[0-9a-fA-F-]{36}\})", log)
    return [Server(int(process), class_id) for process, class_id in found]


def offered(bridge: Bridge) -> list[str]:
    """What of xlwings' own object the server offers, by name."""
    from xlwings.com_server import XLPython

    ask = bridge.server._oleobj_.GetIDsOfNames
    return [name for name in XLPython._public_methods_ if not refusal(ask, name)]


def offered_by_number(bridge: Bridge) -> list[int]:
    """The numbers besides CallUDF's that something can be called by."""
    invoke, own = bridge.server._oleobj_.Invoke, bridge.server._oleobj_.GetIDsOfNames("CallUDF")
    around = (own + step for step in range(-IDS_AROUND, IDS_AROUND + 1) if step)
    return [
        number
        for number in around
        if NO_MEMBER not in refusal(invoke, number, 0, variants.METHOD, True)
    ]


def refused(bridge: Bridge, program: str, name: str) -> str:
    """What COM says when a function of another program is asked for."""
    invoke, own = bridge.server._oleobj_.Invoke, bridge.server._oleobj_.GetIDsOfNames("CallUDF")
    place = (own, 0, variants.METHOD, True)
    return refusal(invoke, *place, program, name, (), None, None)


def run_clients(server: str) -> list[int]:
    """Run the VBScript clients side by side; their exit codes."""
    command = ("cscript", "//nologo", str(CLIENT), server)
    running = []
    try:
        for number in range(CLIENTS):
            files = (f"calls-{number}.txt", f"answers-{number}.txt")
            running.append(subprocess.Popen([*command, *files], stdin=subprocess.DEVNULL))
        return [client.wait(timeout=CLIENT_LIMIT) for client in running]
    finally:
        for client in running:
            client.kill()


def error_cells(bridge: Bridge) -> dict[str, str]:
    """What functions make of error cells and of what is left out, sent as VBA sends it."""
    column = (("A",), (NOT_AVAILABLE,), ("必备",))
    return {
        "a text": bridge.exactly("kano_name", "必备", "zh-Hans"),
        "an error": bridge.exactly("kano_code", NOT_AVAILABLE, None),
        "another error": bridge.exactly("kano_class", DIVISION_BY_ZERO, 5.0, LEFT_OUT),
        "an error among letters": bridge.exactly("kano_category", column, LEFT_OUT, LEFT_OUT),
        "left out": bridge.exactly("kano_category", (("A",), (None,), ("A",)), LEFT_OUT, LEFT_OUT),
        "empty cells": bridge.exactly("kano_better", ((None, None),), LEFT_OUT),
    }


def refusal(act: Callable[..., Any], *arguments: Any) -> str:
    """What COM says of a call that fails."""
    import pythoncom

    try:
        act(*arguments)
    except pythoncom.com_error as error:
        return str(error)
    return ""


def seconds(act: Callable[[], Any], times: int) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - started) / times


def after_its_end(bridge: Bridge, folder: Path) -> int:
    """End the server from outside; the code with which COM then refuses a call."""
    import pythoncom

    os.kill(servers(folder)[-1].process, signal.SIGTERM)
    deadline = time.monotonic() + END_LIMIT
    while time.monotonic() < deadline:
        try:
            bridge.call("kano_version")
        except pythoncom.com_error as error:
            return error.hresult & 0xFFFFFFFF
        time.sleep(0.05)
    return 0


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
