"""The template, which needs no add-in: the sheet that counts along, and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.excel.book.native import spilled
from kano_xl.excel.self_test.check import CheckFailedError, SelfCheck, Trial, expect
from kano_xl.excel.self_test.functions import CODES, LETTERS, check_calculating
from kano_xl.excel.self_test.sharing import check_lambda
from kano_xl.languages import text
from kano_xl.writers.template.places import FEATURES, LIVE, Block, answers, title
from kano_xl.writers.template.workbook import write_template

if TYPE_CHECKING:
    import xlwings

_CATEGORY = 2
_LIVE = {3: 8, 4: 3, 5: 2, 6: 2, 7: 1, 16: 5 / 8, 17: -4 / 8}
"""Columns of the sheet that counts along, from 0: pairs, counts of A O M I, Better, Worse."""


def live(trial: Trial) -> None:
    """The sheet that counts along in the template counts right."""
    check_calculating(trial.host.app)
    path = trial.host.folder / "template.xlsx"
    write_template(path, trial.host.language)
    trial.books["template"] = trial.host.opened_copy(path)
    _cells(trial, FEATURES.at(0)).value = "Chat"
    for side in (0, 1):
        given = [[pair[side]] for pair in CODES]
        _given(trial, side).value = given
    found = _cells(trial, LIVE).options(ndim=2).value[0]
    expect("category", found[_CATEGORY], text(trial.host.language, "names.category.A"))
    for column, wanted in _LIVE.items():
        expect(f"column {column + 1}", found[column], wanted)


def kano_names(trial: Trial) -> None:
    """The template's own functions compute and spill where Excel has LAMBDA."""
    book = trial.books["template"]
    sheet = book.sheets.add(before=book.sheets[0])
    check_lambda(book)
    responses = title(trial.host.language, answers(0, 0).sheet)
    both = ",".join(f"'{responses}'!{_given(trial, side).address}" for side in (0, 1))
    sheet["A1"].formula2 = f"=KANO.BETTER({both})"
    sheet["B1"].formula2 = f"=KANO.CLASS({both})"
    expect("KANO.BETTER", sheet["A1"].value, 5 / 8)
    expect("KANO.CLASS", "".join(map(str, sheet["B1:B8"].value)), LETTERS)
    if not spilled(sheet["B8"]):
        raise CheckFailedError("KANO.CLASS does not spill")


def _cells(trial: Trial, block: Block) -> xlwings.Range:
    sheet = trial.books["template"].sheets[title(trial.host.language, block.sheet)]
    return sheet.range(block.cells)


def _given(trial: Trial, side: int) -> xlwings.Range:
    """The answers to one of the two questions."""
    return _cells(trial, answers(0, side).at(0)).resize(len(CODES))


CHECKS = (SelfCheck(live), SelfCheck(kano_names, ("live",)))
"""What is tried of the template."""
