"""The Python side of the add-in on the Mac, where Excel cannot call it.

    python -I -B -m kano_xl.excel.mac ACTION [--workbook NAME] [--language TAG]

The add-in starts it beside Excel for each click on the ribbon and does not wait: messages
and questions are shown from here. ``ACTION`` is a key of `kano_xl.excel.ribbon.ACTIONS`,
``NAME`` the active workbook's, empty or left out where none is open. The exit code is 0
once the last message was shown, whatever it said; 1 where no Excel is there to show it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kano_xl.excel.log import log_fault, log_file, log_start, start_log
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import ACTIONS, run
from kano_xl.languages import LANGUAGES

if TYPE_CHECKING:
    import xlwings

TITLE = "Kano"
"""The title of every message."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one action in the Excel that runs; see the module for the arguments."""
    parser = argparse.ArgumentParser(prog="kano_xl.excel.mac")
    parser.add_argument("action", choices=sorted(ACTIONS))
    parser.add_argument("--workbook", default="")
    parser.add_argument("--language", default=LANGUAGES[0])
    given = parser.parse_args(arguments)
    start_log(log_file())
    log_start(f"{given.action} for Excel on the Mac")
    try:
        import xlwings

        app = xlwings.apps.active
        if app is None:
            log_start("There is no Excel to act in")
            return 1
        book = app.books[given.workbook] if given.workbook else None
        carry_out(app, given.action, book, given.language)
    except Exception as error:
        log_fault(given.action, error)
        return 1
    return 0


def carry_out(app: xlwings.App, action: str, book: xlwings.Book | None, language: str) -> None:
    """Run an action until it asks no more, and show what it answers."""
    agreed: tuple[str, ...] = ()
    while (reply := run(action, book, agreed, language)).kind == "ask":
        if reply.code in agreed or app.alert(reply.text, TITLE, "yes_no", "info") != "yes":
            return
        agreed = (*agreed, reply.code)
    _show(app, reply)


def _show(app: xlwings.App, reply: Reply) -> None:
    if reply.kind == "open":
        # Read-only, so that saving asks for a place of the user's own.
        app.books.open(reply.path, read_only=True)
    elif reply.text:
        mode = "info" if reply.kind == "done" else "critical"
        app.alert(reply.text, TITLE, "ok", mode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
