"""An Excel for the add-in's own VBA that behaves as the real one does where it hurts.

pyOpenVBA runs the VBA. Here stands what it lacks of Excel: an add-in that is hidden, events, the
Function Wizard, Protected View; `host_calls` has what VBA asks of Windows and of the Mac. What a
real Excel would meet with a question to the user is noted in `FakeExcel.faults`.
"""

# Names of members are Excel's own.
# ruff: noqa: N802, N803

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._io import load_workbook
from pyopenvba.apps.excel._model import Application, Workbook, Workbooks
from pyopenvba.interpreter._objects import VBAObject, member, method, setter
from pyopenvba.interpreter._preprocess import strip_directives
from pyopenvba.interpreter._values import (
    EMPTY,
    MISSING,
    NOTHING,
    VBAArray,
    VBAErrorValue,
    VBAInt,
    error,
    to_bool,
    to_text,
)

from addin.early_bound import compile_errors
from addin.host_calls import CONTAINER, HostInterpreter
from addin.parsing import PLATFORMS, without_events
from addin.python_process import PythonProcess
from kano_xl.addin.installed import LOG, MAC_FILE, PYTHON, escaped

OK, CANCEL, YES, NO = 1, 2, 6, 7
MAC = "Mac"

_NORMAL_WINDOW = -4143
_NOT_FROM_A_CELL = VBAErrorValue(2023)


class FakeExcel(ExcelApplication):
    """An Excel in which the add-in was just loaded, before any workbook is open.

    Attributes:
        activations: how often workbooks and add-ins of others were told of another window.
        faults: what would have stopped a real Excel with a question to the user.
        boxes: the message boxes shown, each with the number of its look.
        answers: the buttons that the user will press, first to last; then `OK`.
        files: the files there are, with their texts.
        settings: what the installer wrote, as the add-in finds it.
        scripts: the calls of AppleScript: file, handler, what it was told.
        started: the commands that started Python.
        python: the process that will be there once it is started; None where it fails to.
    """

    def __init__(self, addin: Path, sources: Mapping[str, str], platform: str) -> None:
        self.on_mac = platform == MAC
        self.application = (MacApplication if self.on_mac else WindowsApplication)(self)
        self.interpreter = HostInterpreter(self)
        self.application.interpreter = self.interpreter
        self.activations = 0
        self.faults: list[str] = []
        self.boxes: list[tuple[int, str]] = []
        self.answers: list[int] = []
        self.files: dict[str, str] = {}
        self.settings: dict[str, str] = {}
        self.scripts: list[tuple[str, str, str]] = []
        self.started: list[str] = []
        self.python: PythonProcess | None = None
        self.addin = self._load(addin)
        self._compile(sources, platform)
        self.raise_event(self.addin, "Workbook_Open")

    def _load(self, path: Path) -> AddinWorkbook:
        book = load_workbook(self.application, path)
        book.__class__ = AddinWorkbook
        self.application.activate_book(book)
        self.application.active_book = None
        assert isinstance(book, AddinWorkbook)
        return book

    def _compile(self, sources: Mapping[str, str], platform: str) -> None:
        if wrong := compile_errors(sources, platform):
            raise NotCompiledError("; ".join(wrong))
        for name, source in sources.items():
            kind = "document" if name in ("ThisWorkbook", "Sheet1") else "standard"
            plain = strip_directives(without_events(source), constants=PLATFORMS[platform])
            # A name for one of two types, which pyOpenVBA does not know.
            width = "LongLong" if PLATFORMS[platform]["Win64"] else "Long"
            plain = plain.replace("As LongPtr", f"As {width}")
            self.interpreter.lines[name] = plain.splitlines()
            self.add_module(plain, name=name, kind=kind)

    # What a user and the installer do.

    def install(self, python: str | None = None) -> PythonProcess:
        """Have Python where the installer would put it, and have the add-in told."""
        path = python or ("/Users/li/kano/bin/python" if self.on_mac else r"C:\kano\pythonw.exe")
        log = "/Users/li/Library/Logs/kano.log" if self.on_mac else r"C:\kano\kano_xl.log"
        self.settings = {PYTHON: escaped(path), LOG: escaped(log)}
        home_file = f"{CONTAINER}/{MAC_FILE.partition('/Data/')[2]}"
        self.files[home_file] = "".join(f"{key}={text}\n" for key, text in self.settings.items())
        if not self.on_mac:
            folder = path.rpartition("\\")[0]
            names = (path, *(rf"{folder}\xlwings{n}-{version('xlwings')}.dll" for n in (64, 32)))
            self.files |= dict.fromkeys(names, "")
        self.python = PythonProcess(self)
        return self.python

    def open_new(self, name: str) -> Workbook:
        """A workbook of the user's is opened and comes to the front."""
        book = Workbook(self.application, name)
        book.add_sheet("Sheet1")
        book.saved = True
        self.application.workbooks_.books.append(book)
        self.application.activate_book(book)
        return book

    def open_protected(self) -> None:
        """A workbook is opened in Protected View: macros have no workbook then."""
        self.application.active_book = None
        self.application.protected_view = True

    def be_ready(self) -> None:
        """Excel has finished what it was at, and runs what waited for that."""
        while self.application.scheduled:
            self.run(self.application.scheduled.pop(0).rpartition("!")[2])

    def calculate(self, function: str, *arguments: object) -> Any:
        """What a formula in a cell gives."""
        cell = self.addin.sheets_[0].vba_get("Range", ["A1"])
        self.application.caller = cell
        try:
            return self.run(function, *arguments)
        finally:
            self.application.caller = _NOT_FROM_A_CELL

    # What the add-in asks of Windows, of the Mac and of Excel.

    def raise_event(self, book: Workbook, procedure: str, *arguments: object) -> None:
        if not self.application.enable_events:
            return
        document = book.vba_document
        found = document.module.procedure(procedure) if document is not None else None
        if found is not None:
            self.interpreter.call(found, document.module, list(arguments), {}, me=document)

    def box(self, text: str, look: int) -> int:
        self.boxes.append((look, text))
        return self.answers.pop(0) if self.answers else OK

    def shown(self) -> list[tuple[int, str]]:
        """The message boxes since the last time."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def state(self) -> tuple[object, ...]:
        """What an action must leave as it was."""
        app = self.application
        settings = (app.screen_updating, app.enable_events, app.display_alerts)
        return (*settings, app.status_bar, app.calculation, app.active_book)


class NotCompiledError(Exception):
    """The compile error that a user would see at every start; no ``On Error`` catches it."""


class AddinWorkbook(Workbook):
    """The add-in's own workbook, which is hidden as long as it is an add-in."""

    vba_type_name = "Workbook"
    is_addin = True

    @member
    def IsAddin(self) -> object:
        return self.is_addin

    @setter("IsAddin")
    def _set_is_addin(self, value: object) -> None:
        """Its window comes and goes; the one behind it is not the one that was in front."""
        shown = self.is_addin and not to_bool(value)
        self.is_addin = to_bool(value)
        self.saved = False
        others = [book for book in self.application.workbooks_.books if book is not self]
        for book in others:
            book.saved = False  # as one with TODAY() in it
        if shown or others:
            self.application.activate_book(self if shown else others[0])


class HostWorkbooks(Workbooks):
    """The open workbooks; what is made from a template is noted and not made."""

    vba_type_name = "Workbooks"

    @method
    def Add(self, Template: object = MISSING) -> object:
        self.application.templates.append(to_text(Template))
        return EMPTY


class HostApplication(Application):
    """What both kinds of Excel have and pyOpenVBA does not.

    Attributes:
        described: what the Function Wizard was told, by the macro's full name.
        dialogs: the dialogs for files shown: title, what they show, whether several may be chosen.
        files_chosen: what the user will choose in them, first to last; None to cancel.
        refuses_descriptions: how many calls of MacroOptions will fail.
    """

    vba_type_name = "Application"

    def __init__(self, excel: FakeExcel) -> None:
        super().__init__()
        self.excel = excel
        self.workbooks_ = HostWorkbooks(self)
        self.caller: object = _NOT_FROM_A_CELL
        self.protected_view = False
        self.language, self.country = 1033, 1
        self.scheduled: list[str] = []
        self.templates: list[str] = []
        self.described: dict[str, tuple[object, ...]] = {}
        self.dialogs: list[tuple[str, str, bool]] = []
        self.files_chosen: list[list[str] | None] = []
        self.refuses_descriptions = 0

    def activate_book(self, book: Workbook) -> None:
        super().activate_book(book)
        if book.view.state is None:
            book.view.state = _NORMAL_WINDOW
        self.protected_view = False
        addin = getattr(self.excel, "addin", None)
        if addin is not None:
            self.excel.activations += self.enable_events
            self.excel.raise_event(addin, "host_WorkbookActivate", book)

    @member
    def Caller(self) -> object:
        return self.caller

    @member
    def International(self, Index: object) -> object:
        assert Index == 1
        return VBAInt(self.country, "Long")

    @method
    def GetOpenFilename(
        self, FileFilter: object = MISSING, Title: object = MISSING, MultiSelect: object = MISSING
    ) -> object:
        """One path where one may be chosen, else a list from 1 on; False where it is cancelled."""
        several = to_bool(MultiSelect)
        self.dialogs.append((to_text(Title), to_text(FileFilter), several))
        chosen = self.files_chosen.pop(0)
        if chosen is None:
            return False
        return VBAArray([(1, len(chosen))], items=list(chosen)) if several else chosen[0]

    @method
    def OnTime(self, EarliestTime: object, Procedure: object) -> object:
        self.scheduled.append(to_text(Procedure))
        return EMPTY

    def describe(self, macro: object, description: object, category: object, more: object) -> None:
        """The refusals of a real Excel, whose texts are its own."""
        if self.active_book is None:
            raise error(1004, "Method 'MacroOptions' of object '_Application' failed")
        if self.excel.addin.is_addin:
            raise error(1004, "Cannot edit a macro on a hidden workbook.")
        if self.refuses_descriptions:
            self.refuses_descriptions -= 1
            raise error(1004)
        texts = [to_text(each) for each in more.elements()] if isinstance(more, VBAArray) else []
        self.described[to_text(macro)] = (to_text(description), to_text(category), texts)


class WindowsApplication(HostApplication):
    """Excel for Windows."""

    vba_type_name = "Application"

    @member
    def Hwnd(self) -> object:
        return VBAInt(1, "Long")

    @member
    def LanguageSettings(self) -> object:
        return LanguageSettings(self.language)

    @member
    def ActiveProtectedViewWindow(self) -> object:
        return VBAObject() if self.protected_view else NOTHING

    @method
    def MacroOptions(
        self,
        Macro: object = MISSING,
        Description: object = MISSING,
        Category: object = MISSING,
        ArgumentDescriptions: object = MISSING,
    ) -> object:
        self.describe(Macro, Description, Category, ArgumentDescriptions)
        return EMPTY


class MacApplication(HostApplication):
    """Excel for the Mac with the least that its libraries had: see ``lacking.toml``."""

    vba_type_name = "Application"

    @member
    def LocalizedLanguage(self) -> object:
        return VBAInt(self.language, "Long")

    @method
    def MacroOptions(
        self,
        Macro: object = MISSING,
        Description: object = MISSING,
        Category: object = MISSING,
    ) -> object:
        self.describe(Macro, Description, Category, MISSING)
        return EMPTY

    def vba_no_member(self, name: str) -> Exception:
        lacking = name.lower() in ("languagesettings", "activeprotectedviewwindow")
        return error(438) if lacking else super().vba_no_member(name)


@dataclass
class LanguageSettings(VBAObject):
    """The languages of Office; 2 is that of its own texts."""

    language: int

    @member
    def LanguageID(self, Id: object) -> object:
        return VBAInt(self.language if Id == 2 else 0, "Long")
