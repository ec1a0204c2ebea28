"""Stands in for the Python process: answers from a list, and notes what it was called with."""

# Names of members are Excel's own.
# ruff: noqa: N802

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyopenvba.apps.excel import _plain
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import NOTHING, VBAArray, error

from kano_xl import __version__

if TYPE_CHECKING:
    from addin.fake_excel import FakeExcel

PROGRAM = "kano_xl.excel.server"
GONE = 462


class PythonProcess(VBAObject):
    """What CallUDF of the library of xlwings leads to.

    Attributes:
        calls: the functions that were called, with their plain arguments; not the question
            for the version.
        replies: the answers to come, first to last; one that can be called acts first.
        deaths: how many calls will find the process gone.
        fault: the number of the error that every call ends with.
    """

    vba_type_name = "Python"

    def __init__(self, excel: FakeExcel) -> None:
        self.excel = excel
        self.version = __version__
        self.calls: list[tuple[Any, ...]] = []
        self.replies: list[Any] = []
        self.deaths = 0
        self.fault = 0

    @method
    def CallUDF(
        self, program: object, name: object, arguments: object, book: object, caller: object
    ) -> object:
        assert (program, book, caller) == (PROGRAM, NOTHING, NOTHING)
        if name == "kano_version":
            return self.version
        self._watch()
        if self.deaths:
            self.deaths -= 1
            raise error(GONE)
        assert isinstance(arguments, VBAArray)
        self.calls.append((name, *(_plain(each) for each in arguments.elements())))
        if self.fault:
            raise error(self.fault)
        reply = self.replies.pop(0)
        answer = reply() if callable(reply) else reply
        return row(answer) if isinstance(answer, tuple) else answer

    def _watch(self) -> None:
        """After about a minute Excel asks its user about a call that is not answered."""
        application = self.excel.application
        is_formula = application.caller is not None and isinstance(application.caller, VBAObject)
        if application.display_alerts and not is_formula:
            self.excel.faults.append("Excel asks whether to go on waiting for Python")


def row(values: tuple[object, ...]) -> VBAArray:
    """A list as VBA is handed one by Python."""
    return VBAArray([(0, len(values) - 1)], items=list(values))
