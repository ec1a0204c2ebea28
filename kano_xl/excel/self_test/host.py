"""The Excel that is tried: our own workbooks in it, a click without a mouse, all put back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kano_xl.excel.actions.starting import temporary_folder
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import UNDO, run
from kano_xl.excel.self_test.check import CheckFailedError
from kano_xl.excel.self_test.native import clipboard_text

if TYPE_CHECKING:
    import xlwings

MACROS = "'kano_xl.xlam'!"
"""What stands before the name of a macro of the add-in."""

_STATE = ("screen_updating", "display_alerts", "enable_events", "calculation")


@dataclass(frozen=True, slots=True)
class UsersBook:
    """What is looked at of a workbook of the user's; whether it counts as saved may change by
    itself, with a formula such as ``NOW()``.
    """

    name: str
    sheets: tuple[str, ...]


class ExcelHost:
    """An Excel with the add-in.

    Args:
        app: the Excel.
        system: "windows" or "mac".
        language: of the survey that is tried and of what is told.
        clipboard: gives the text on the clipboard.
    """

    def __init__(
        self,
        app: xlwings.App,
        system: str,
        language: str,
        clipboard: Callable[[], str | None] = clipboard_text,
    ) -> None:
        self.app, self.system, self.language, self.clipboard = app, system, language, clipboard
        self._own: list[xlwings.Book] = []
        self._folder: Path | None = None
        self._shown = app.books.active if len(app.books) else None
        self._status_bar = app.status_bar
        self._state = self.state()
        self._users = self.users_books()

    @property
    def on_mac(self) -> bool:
        """Whether it is an Excel for Mac, which has no functions of Python."""
        return self.system == "mac"

    @property
    def folder(self) -> Path:
        """A folder for our files that this Excel may read from."""
        if self._folder is None:
            self._folder = temporary_folder()
        return self._folder

    def new_book(self) -> xlwings.Book:
        """A new workbook of the self-test."""
        return self._kept(self.app.books.add())

    def opened(self, path: Path) -> xlwings.Book:
        """A file of the package as an open workbook."""
        return self._kept(self.app.books.open(str(path), update_links=False, add_to_mru=False))

    def opened_copy(self, path: Path) -> xlwings.Book:
        """A copy of a file as an open workbook, by a name that no other one has."""
        name = f"kano_xl-{time.time_ns()}{path.suffix}"
        return self.opened(Path(shutil.copyfile(path, self.folder / name)))

    def _kept(self, book: xlwings.Book) -> xlwings.Book:
        self._own.append(book)
        return book

    def macro(self, name: str, *arguments: str) -> Any:
        """What a macro of the add-in gives."""
        return self.app.macro(MACROS + name)(*arguments)

    def click(self, action: str, book: xlwings.Book, *agreed: str) -> None:
        """Do what a click on a button does, as far as it goes without a message.

        Raises:
            CheckFailedError: it was not done.
        """
        reply = self.reply(action, book, *agreed)
        if reply.kind != "done":
            raise CheckFailedError(f"{action}, {reply.kind}: {reply.text[:120]}")

    def reply(self, action: str, book: xlwings.Book, *agreed: str) -> Reply:
        """What a click on a button answers, shown to nobody.

        On Windows the click goes the whole way, from the add-in to its Python and back into
        Excel. On a Mac every click starts a Python beside Excel, such as this one.
        """
        book.activate()
        agreed = (UNDO, *agreed)
        if self.on_mac:
            return run(action, book, agreed, self.language)
        return Reply(*_texts(self.macro("KanoRunQuietly", action, book.name, ",".join(agreed))))

    def say(self, words: str) -> None:
        """Tell in the status bar how far it is."""
        with suppress(Exception):
            self.app.status_bar = words

    def is_there(self) -> bool:
        """Whether Excel still answers."""
        try:
            return len(self.app.books) >= 0
        except Exception:  # COM and AppleScript have errors of their own for that
            return False

    def state(self) -> dict[str, object]:
        """What work in Excel may change and must put back."""
        found = {name: _property(self.app, name) for name in _STATE}
        return found | {"cut_copy_mode": _property(self.app, "cut_copy_mode")}

    def users_books(self) -> list[UsersBook]:
        """The workbooks that are not ours."""
        ours = {book.name for book in self._own}
        books = [book for book in self.app.books if book.name not in ours]
        return [UsersBook(book.name, tuple(sheet.name for sheet in book.sheets)) for book in books]

    def restore(self) -> None:
        """Close our workbooks unsaved and leave Excel as it was, whatever fails in between."""
        for book in reversed(self._own):
            with suppress(Exception):
                _closed(self.app, book)
        self._own.clear()
        for name in _STATE:
            if _property(self.app, name) != self._state[name]:
                with suppress(Exception):
                    setattr(self.app, name, self._state[name])
        with suppress(Exception):
            if self._shown is not None:
                self._shown.activate()
        with suppress(Exception):
            self.app.status_bar = self._status_bar
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def check_restored(self) -> None:
        """See that Excel and the user's workbooks are as they were before the self-test.

        Raises:
            CheckFailedError: they are not.
        """
        now = self.users_books()
        if len(now) > len(self._users):
            raise CheckFailedError(f"{len(now) - len(self._users)} workbooks left open")
        if now != self._users:
            raise CheckFailedError("a workbook of the user's was changed or closed")
        after = self.state()
        changed = [name for name in _STATE if after[name] != self._state[name]]
        if changed or self.app.status_bar != self._status_bar:
            raise CheckFailedError(f"not as before: {', '.join(changed or ['status_bar'])}")


def _texts(answer: Any) -> list[str]:
    """The four texts of a reply, whether they arrive as a row or as a row of rows."""
    cells = answer[0] if answer and isinstance(answer[0], list | tuple) else answer
    return ["" if cell is None else str(cell) for cell in cells]


def _property(app: xlwings.App, name: str) -> object:
    """A property of Excel; None for one that it does not tell, as without any workbook."""
    try:
        return getattr(app, name)
    except Exception:  # COM and AppleScript have errors of their own for that
        return None


def _closed(app: xlwings.App, book: xlwings.Book) -> None:
    """Close a workbook without a question."""
    alerts = app.display_alerts
    app.display_alerts = False
    try:
        book.close()
    finally:
        app.display_alerts = alerts
