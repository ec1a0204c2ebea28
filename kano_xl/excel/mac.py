"""The Python side of the add-in on the Mac, where Excel cannot call it.

    python -I -B -m kano_xl.excel.mac ACTION [--workbook NAME] [--language TAG]

The add-in starts it beside Excel for each click on the ribbon and does not wait: messages
and questions are shown from here. ``ACTION`` is a key of `kano_xl.excel.ribbon.ACTIONS`,
``NAME`` the active workbook's, empty or left out where none is open. The exit code is 0
once the last message was shown, whatever it said; 1 where no Excel is there to show it.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.excel.log import log_fault, log_file, log_start, start_log
from kano_xl.excel.mac_files import DialogError, chosen_on_mac
from kano_xl.excel.reply import FILE, FILES, YES, Reply, with_value
from kano_xl.excel.ribbon import ACTIONS, run
from kano_xl.languages import LANGUAGES, text

if TYPE_CHECKING:
    import xlwings

TITLE = "Kano"
"""The title of every message."""

_BUTTONS = {"ask": "yes_no", "choose": "yes_no_cancel"}
"""The buttons below each kind of question, as xlwings names them."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one action in the Excel that runs; see the module for the arguments."""
    parser = argparse.ArgumentParser(prog="kano_xl.excel.mac")
    parser.add_argument("action", choices=sorted(ACTIONS))
    parser.add_argument("--workbook", default="")
    parser.add_argument("--language", default=LANGUAGES[0])
    given = parser.parse_args(arguments)
    start_log(log_file())
    log_start(f"{given.action} for Excel on the Mac")
    # The script leads standard error into the log, for a Python that cannot even start. From
    # here on what a library says there might quote a cell.
    with contextlib.redirect_stderr(None):
        try:
            return _act(given.action, given.workbook, given.language)
        except Exception as error:
            log_fault(given.action, error)
            return 1


def _act(action: str, workbook: str, language: str) -> int:
    import xlwings

    app = xlwings.apps.active
    if app is None:
        log_start("There is no Excel to act in")
        return 1
    try:
        carry_out(app, action, app.books[workbook] if workbook else None, language)
    except Exception:
        # Such as a workbook that was closed meanwhile. A click must not end in silence.
        with contextlib.suppress(Exception):
            app.alert(text(language, "actions.bug", log=str(log_file())), TITLE, "ok", "critical")
        raise
    return 0


def carry_out(app: xlwings.App, action: str, book: xlwings.Book | None, language: str) -> None:
    """Run an action until it asks no more, and show what it answers."""
    agreed: tuple[str, ...] = ()
    while (reply := run(action, book, agreed, language)).kind in (*_BUTTONS, FILE, FILES):
        if reply.code in agreed:
            return
        try:
            codes = _asked(app, reply)
        except DialogError as error:
            log_fault(action, error)
            app.alert(text(language, "actions.files.no_dialog"), TITLE, "ok", "critical")
            return
        if not codes:
            return
        agreed = (*agreed, *codes)
    _show(app, reply)


def _asked(app: xlwings.App, reply: Reply) -> tuple[str, ...]:
    """The codes that the user agrees to; none where that ends the action."""
    if reply.kind in _BUTTONS:
        answer = app.alert(reply.text, TITLE, _BUTTONS[reply.kind], "info")
        return _agreed_to(reply, answer)
    paths = chosen_on_mac(reply.text, several=reply.kind == FILES)
    codes = (with_value(reply.code, path) for path in paths)
    return (*codes, reply.code) if paths else ()


def _agreed_to(reply: Reply, answer: str | None) -> tuple[str, ...]:
    """What a button agrees to; nothing where it ends the action.

    With a choice, both Yes and No go on.
    """
    if reply.kind == "choose":
        chosen = {"yes": (reply.code, reply.code + YES), "no": (reply.code,)}
        return chosen.get(answer or "", ())
    return (reply.code,) if answer == "yes" else ()


def _show(app: xlwings.App, reply: Reply) -> None:
    if reply.kind == "open":
        # Read-only, so that saving asks for a place of the user's own.
        app.books.open(str(_free(app, Path(reply.path))), read_only=True)
    if reply.text:
        mode = "info" if reply.kind in ("done", "open") else "critical"
        app.alert(reply.text, TITLE, "ok", mode)


def _free(app: xlwings.App, path: Path) -> Path:
    """The file, renamed where a workbook of its name is open: Excel opens no second one."""
    taken = {book.name.casefold() for book in app.books}
    others = (f"{path.stem} {number}{path.suffix}" for number in range(2, len(taken) + 3))
    name = next(each for each in (path.name, *others) if each.casefold() not in taken)
    return path if name == path.name else path.rename(path.with_name(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
