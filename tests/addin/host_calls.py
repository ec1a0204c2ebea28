"""What VBA asks of Windows, of the Mac and of files, for an interpreter that knows none of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.interpreter import _ast as vba
from pyopenvba.interpreter._intrinsics import INTRINSICS
from pyopenvba.interpreter._parse import parse_expression
from pyopenvba.interpreter._runtime import Interpreter
from pyopenvba.interpreter._values import VBAInt, error, to_text

if TYPE_CHECKING:
    from addin.fake_excel import FakeExcel

CONTAINER = "/Users/li/Library/Containers/com.microsoft.Excel/Data"
"""What a Mac's Excel has for a home: the one folder it may use without asking."""

_NO_FILE, _PLAIN_FILE = -1, 0x80


@dataclass
class OpenFile:
    """A file that VBA has opened, and the lines of it that are still to be read."""

    path: str
    lines: list[str] = field(default_factory=list)


class HostInterpreter(Interpreter):
    """Runs VBA with calls into Windows, with files, and with the settings of an installer."""

    def __init__(self, excel: FakeExcel) -> None:
        super().__init__(ExcelBridge(excel.application))
        self.excel = excel
        self.lines: dict[str, list[str]] = {}
        self.open_files: dict[int, OpenFile] = {}
        self.texts: list[str] = []  # those that Windows is told the address of
        self._intrinsics = {
            **INTRINSICS,
            "strptr": lambda _, given, __: self._address(to_text(given[0])),
            "freefile": lambda *_: VBAInt(len(self.open_files) + 1, "Integer"),
            "eof": lambda _, given, __: not self.open_files[int(given[0])].lines,
            "environ": lambda *_: CONTAINER,
            "getsetting": lambda _, given, __: excel.settings.get(to_text(given[2]), ""),
        }
        if excel.on_mac:
            self._intrinsics["applescripttask"] = lambda _, given, __: self._script(given)
        self._windows: dict[str, Callable[..., int]] = {
            "LoadLibraryW": lambda path: int(self._text(path) in excel.files),
            "GetFileAttributesW": self._attributes,
            "GetShortPathNameW": lambda path, room, size: 0,
            "MessageBoxW": lambda owner, text, title, look: excel.box(self._text(text), int(look)),
            "XLPyDLLActivateAuto": self._start_python,
        }

    def show_message(self, prompt: str, style: int, title: str) -> object:
        return VBAInt(self.excel.box(prompt, style), "Long")

    def _call_name(
        self, callee: Any, args: Any, frame: Any, *, statement_context: bool = False
    ) -> object:
        declared = frame.module.declares.get(callee.name.lower()) if frame else None
        if declared is None:
            return super()._call_name(callee, args, frame, statement_context=statement_context)
        given, _ = self._arguments(args, frame, procedure=declared)
        return VBAInt(self._windows[declared.name](*given), "Long")

    def _address(self, text: str) -> object:
        self.texts.append(text)
        return VBAInt(len(self.texts), "LongLong")

    def _text(self, address: object) -> str:
        return self.texts[int(address) - 1]

    def _attributes(self, path: object) -> int:
        return _PLAIN_FILE if self._text(path) in self.excel.files else _NO_FILE

    def _start_python(self, result: Any, command: object, mode: object) -> int:
        self.excel.started.append(to_text(command))
        if self.excel.python is None:
            result.set("no such class")
            return 1
        result.set(self.excel.python)
        return 0

    def _script(self, given: list[object]) -> object:
        script, handler, told = map(to_text, given)
        if "/" in script:
            self.excel.faults.append(f"AppleScript runs none from {script}")
        self.excel.scripts.append((script, handler, told))
        return ""

    # Files: pyOpenVBA parses their statements and leaves them to whoever runs them.

    def _execute(self, statement: Any, frame: Any) -> None:
        if not isinstance(statement, vba.Unsupported):
            super()._execute(statement, frame)
            return
        line = self.lines[frame.module.name][statement.line - 1].strip()
        for pattern, act in _FILE_STATEMENTS.items():
            if found := re.fullmatch(pattern, line):
                act(self, frame, *found.groups())
                return
        super()._execute(statement, frame)

    def _value(self, expression: str, frame: Any) -> Any:
        return self.evaluate(parse_expression(expression), frame)

    def _open(self, frame: Any, path: str, mode: str, number: str) -> None:
        file = OpenFile(to_text(self._value(path, frame)))
        if self.excel.on_mac and not file.path.startswith(f"{CONTAINER}/"):
            self.excel.faults.append(f"Excel asks for access to {file.path}")
        if mode == "Input":
            if file.path not in self.excel.files:
                raise error(53)
            file.lines = self.excel.files[file.path].splitlines()
        self.open_files[int(self._value(number, frame))] = file

    def _print(self, frame: Any, number: str, what: str) -> None:
        path = self.open_files[int(self._value(number, frame))].path
        line = to_text(self._value(what, frame))
        self.excel.files[path] = self.excel.files.get(path, "") + line + "\n"

    def _read_line(self, frame: Any, number: str, variable: str) -> None:
        line = self.open_files[int(self._value(number, frame))].lines.pop(0)
        self.resolve_target(parse_expression(variable), frame).put(line, False)

    def _close(self, frame: Any, number: str) -> None:
        del self.open_files[int(self._value(number, frame))]


_FILE_STATEMENTS: dict[str, Callable[..., None]] = {
    r"Open (.+) For (\w+)(?: Access \w+)?(?: Shared)? As #(\w+)": HostInterpreter._open,
    r"Print #(\w+), (.+)": HostInterpreter._print,
    r"Line Input #(\w+), (\w+)": HostInterpreter._read_line,
    r"Close #(\w+)": HostInterpreter._close,
}
