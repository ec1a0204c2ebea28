"""Before the work: a new survey from the template, what to do, what is installed, a self-test."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl import __version__
from kano_xl.errors import SetupError
from kano_xl.excel.log import log_files
from kano_xl.excel.reply import Reply
from kano_xl.languages import text

if TYPE_CHECKING:
    import xlwings

NEW_FILE = "Kano.xlsx"
"""Excel calls the new workbook by the name of the file, followed by a number."""

SELF_TEST = "kano_xl.excel.self_test"
"""The program that tries everything in this Excel."""

TEMPORARY = "kano_xl-"
"""How the names of temporary files and folders begin."""


def new_survey(book: object, agreed: Collection[str], language: str) -> Reply:
    """Write the template into a folder of its own, to be opened as a new workbook.

    Raises:
        OutputError: there is no place for temporary files.
    """
    from kano_xl.writers.template.workbook import write_template

    path = temporary_folder() / NEW_FILE
    write_template(path, language)
    return Reply("open", path=str(path))


def guide(book: object, agreed: Collection[str], language: str) -> Reply:
    """What to do first, in a few lines."""
    buttons, sheets = (
        ("new_survey", "check", "analyse", "freeze"),
        ("features", "responses", "live"),
    )
    called = {button: text(language, f"ribbon.{button}.label") for button in buttons}
    called |= {sheet: text(language, f"template.sheet.{sheet}") for sheet in sheets}
    return Reply("done", text(language, "actions.guide.steps", **called))


def about(book: object, agreed: Collection[str], language: str) -> Reply:
    """What is installed and where, for whoever is to help."""
    facts = {
        "version": __version__,
        "python": platform.python_version(),
        "xlwings": version("xlwings"),
        "interpreter": sys.executable,
        "log": "\n".join(map(str, log_files())),
    }
    return Reply("done", text(language, "actions.about.facts", **facts))


def self_test(book: xlwings.Book | None, agreed: Collection[str], language: str) -> Reply:
    """Start the self-test beside this Excel, after asking.

    Excel waits for a click, and could then neither compute a KANO_ function nor click itself.
    So it is not waited for; the self-test tells by itself how it went.

    Raises:
        SetupError: ``self_test_no_excel``: without a workbook this Excel cannot be found.
    """
    if book is None:
        raise SetupError("self_test_no_excel")
    if "self_test" not in agreed:
        return Reply("ask", text(language, "self_test.question"), code="self_test")
    choices = f"--excel={book.app.pid}", f"--language={language}"
    subprocess.Popen(
        [sys.executable, "-I", "-B", "-m", SELF_TEST, *choices],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
    )
    return Reply("done")


def temporary_folder() -> Path:
    """A new folder that Excel may read from; on the Mac, without asking, that is its own."""
    inside = Path.home() / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "tmp"
    own = inside if sys.platform == "darwin" and inside.is_dir() else None
    return Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=own))
