"""Workbooks beside the open one: another team's added to it, an earlier one compared with it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.reply import YES, with_value
from kano_xl.excel.self_test.check import CheckFailedError, SelfCheck, Trial, expect
from kano_xl.names import COLUMNS
from kano_xl.survey.reading import read
from kano_xl.teams.folder import Chosen, Files
from kano_xl.teams.reading import read_files

if TYPE_CHECKING:
    import xlwings


def added(trial: Trial) -> None:
    """Add workbooks puts a copy of the survey beside it, and the new workbook has both."""
    survey, copy = trial.seen["survey"], _copy(trial)
    chosen = "files", with_value("files", str(copy))
    asked = trial.host.reply("add_workbooks", trial.books["survey"], *chosen)
    expect("question", (asked.kind, asked.code), ("ask", "together"))
    made = _made(trial, "add_workbooks", *chosen, asked.code)
    names = named_cells(made, "Kano_")
    features, better = (
        names[COLUMNS[each]].options(ndim=1).value for each in ("feature", "better")
    )
    both = Files((Chosen(survey, named=True), Chosen(copy, named=True)), (), ())
    settings = Settings(language=trial.host.language)
    wanted = analyse(read_files(both, settings).survey(settings), settings).features
    expect("features", sorted(features), sorted(result.name for result in wanted))
    found = dict(zip(features, better, strict=True))
    for result in wanted:
        expect(result.name, found[result.name], result.better)


def compared(trial: Trial) -> None:
    """Compare with earlier finds all features of the survey in a copy of it."""
    chosen = "files", with_value("files", str(_copy(trial)))
    made = _made(trial, "compare_earlier", *chosen)
    cells = made.sheets[0].used_range.options(ndim=2).value
    told = {str(cell) for row in cells for cell in row}
    settings = Settings(language=trial.host.language)
    survey = read([trial.seen["survey"]], settings)
    expect("missing", [each.name for each in survey.features if each.name not in told], [])


def _copy(trial: Trial) -> Path:
    """A copy of the survey, as a file that is not open."""
    survey = trial.seen["survey"]
    return Path(shutil.copyfile(survey, trial.host.folder / f"beside{survey.suffix}"))


def _made(trial: Trial, action: str, *agreed: str) -> xlwings.Book:
    """The new workbook that a click gives, opened; a choice is answered with yes.

    Raises:
        CheckFailedError: it gives none.
    """
    reply = trial.host.reply(action, trial.books["survey"], *agreed)
    if reply.kind == "choose":
        more = reply.code, reply.code + YES
        reply = trial.host.reply(action, trial.books["survey"], *agreed, *more)
    if reply.kind != "open":
        raise CheckFailedError(f"{action}, {reply.kind}: {reply.text[:120]}")
    made = Path(reply.path)
    book = trial.host.opened_copy(made)
    shutil.rmtree(made.parent, ignore_errors=True)
    return book


CHECKS = (
    SelfCheck(added, ("analysed",)),
    SelfCheck(compared, ("analysed",)),
)
"""What is tried with a second file."""
