"""The self-test beside the Excel whose ribbon asked for it.

    python -I -B -m kano_xl.excel.self_test [--excel PROCESS] [--language TAG]

How it went is told in a message of Excel's; then the folder with the file is shown.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kano_xl.errors import KanoError
from kano_xl.excel.log import log_fault, log_file, log_start, start_log
from kano_xl.excel.self_test.connecting import running_excel
from kano_xl.excel.self_test.program import exit_code, self_test
from kano_xl.excel.self_test.telling import summary
from kano_xl.languages import LANGUAGES, text

TITLE = "Kano"
"""The title of the message."""


def main(arguments: Sequence[str]) -> int:
    """Try the Excel, tell how it went, show the file; see the module for the arguments."""
    parser = argparse.ArgumentParser(prog="kano_xl.excel.self_test")
    parser.add_argument("--excel", type=int)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    given = parser.parse_args(arguments)
    start_log(log_file())
    log_start("The self-test begins")
    try:
        outcomes, path = self_test(given.language, given.excel)
    except KanoError as error:
        _tell(
            given.excel,
            text(given.language, "actions.refused", reason=error.message(given.language)),
        )
        return 2
    except Exception as error:
        log_fault("The self-test cannot go on", error)
        _tell(given.excel, text(given.language, "actions.bug", log=str(log_file())))
        return 1
    words = [
        summary(outcomes, given.language),
        text(given.language, "self_test.where", file=path.name, folder=str(path.parent)),
    ]
    _tell(given.excel, "\n\n".join(words))
    _show(path)
    return exit_code(outcomes)


def _tell(pid: int | None, words: str) -> None:
    """A message of the Excel that was tried, if it is still there."""
    with suppress(Exception):
        app = running_excel(pid)
        if app is not None:
            app.alert(words, TITLE, "ok", "info")


def _show(path: Path) -> None:
    """Show the file in its folder, from where it can be attached to an issue."""
    if sys.platform == "win32":
        subprocess.Popen(f'explorer /select,"{path}"')
    elif sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
