"""The functions in cells: values, blocks that spill, real errors, whole columns, one Python.

What they should give was counted by hand from eight pairs of answers: two are one-dimensional,
three attractive, two must-be, one indifferent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kano_xl import __version__
from kano_xl.excel.book.native import spilled
from kano_xl.excel.formulas.blocks import notation
from kano_xl.excel.functions import kano_check
from kano_xl.excel.log import log_file
from kano_xl.excel.self_test.check import (
    CheckFailedError,
    CheckSkippedError,
    SelfCheck,
    Trial,
    expect,
)
from kano_xl.languages import LANGUAGES

if TYPE_CHECKING:
    import xlwings

CODES = (*[(1, 5)] * 2, *[(1, 3)] * 3, *[(3, 5)] * 2, (3, 3))
"""The answers with and without the feature, as numbers."""

_LIKE, _NEUTRAL, _DISLIKE = "I like it", "I am neutral", "I dislike it"
_WORDS = {1: _LIKE, 3: _NEUTRAL, 5: _DISLIKE}
PAIRS = tuple((_WORDS[functional], _WORDS[dysfunctional]) for functional, dysfunctional in CODES)
"""The same in words."""

LETTERS = "OOAAAMMI"
"""The category of each pair."""

_BOTH = "Answers!A1:A8,Answers!B1:B8"

VALUES: dict[str, object] = {
    f"=KANO_BETTER({_BOTH})": 5 / 8,
    f"=KANO_WORSE({_BOTH})": -4 / 8,
    f"=KANO_CATEGORY({_BOTH})": "A",
    f"=KANO_STRENGTH({_BOTH})": (3 - 2) / 8,
    f"=KANO_TOTAL({_BOTH})": 7 / 8,
    f"=KANO_PVALUE({_BOTH})": 1.0,  # three against two of five
    f"=KANO_FONG({_BOTH})": False,
    '=KANO_NAME("M","en")': "must-be",
    '=KANO_NAME("M","zh-Hans")': "必备",
}
"""A formula that fills one cell, and what it shows."""

BLOCKS: dict[str, tuple[tuple[object, ...], ...]] = {
    f"=KANO_CLASS({_BOTH})": tuple((letter,) for letter in LETTERS),
    f"=KANO_COUNT({_BOTH})": ((3, 2, 2, 1, 0, 0),),
    "=KANO_CODE(Answers!A1:B3)": ((1, 5), (1, 5), (1, 3)),
    f"=KANO_INTERVAL({_BOTH})": ((0.30574239460, 0.86315571418),),  # Wilson's of five in eight
    f"=KANO_SCORE({_BOTH})": ((20 / 8, 16 / 8),),  # 5 × 4 and 3 × 0; 4 × 4 and 4 × 0
}
"""A formula that fills a block of cells, and what they show."""

_BLANK, _REVERSED, _UNREADABLE = "A1:A3,B1:B3", "A5:A6,B5:B6", "A8:A10,B8:B10"
_ODD = (
    *[(None, None)] * 4,
    *[(_DISLIKE, _LIKE)] * 2,
    (None, None),
    (_LIKE, _DISLIKE),
    ("hm", _DISLIKE),
    (None, _DISLIKE),
)
ERRORS = {_BLANK: ("#N/A", 7), _REVERSED: ("#DIV/0!", 2), _UNREADABLE: ("#VALUE!", 3)}
"""Two ranges of the sheet of odd answers: the error of their Better, and Excel's number of it."""

_FOLLOWING = f"=KANO_COUNT({_BOTH})"
_STARTED = " starts in Python "
"""What the log says each time that a Python for the functions starts."""


def version(trial: Trial) -> None:
    """``KANO_VERSION`` is that of this very package."""
    book = trial.host.new_book()
    trial.books["functions"] = book
    book.sheets[0].name = "Answers"
    for name in ("Formulas", "Odd", "Survey"):
        book.sheets.add(name, after=book.sheets[-1])
    book.sheets["Answers"]["A1:B8"].value = PAIRS
    book.sheets["Odd"]["A1:B10"].value = _ODD
    book.sheets["Survey"]["A1:B1"].value = "Chat [F]", "Chat [D]"
    book.sheets["Survey"]["A2:B9"].value = PAIRS
    expect("KANO_VERSION", _shown(book, "=KANO_VERSION()"), __version__)


def values(trial: Trial) -> None:
    """Functions that fill one cell give what was counted by hand."""
    book = trial.books["functions"]
    for formula, wanted in VALUES.items():
        expect(formula, _shown(book, formula), wanted)
    told = [kano_check(PAIRS, language) for language in LANGUAGES]
    found = _shown(book, "=KANO_CHECK(Answers!A1:B8)")
    if found not in told:
        expect("KANO_CHECK", found, told[0])


def spills(trial: Trial) -> None:
    """Functions that fill a block spill, and give what was counted by hand."""
    book = trial.books["functions"]
    for formula, wanted in BLOCKS.items():
        expect(formula, _block(book, formula, (len(wanted), len(wanted[0]))), wanted)
    # The titles of the columns are in the language of Excel.
    table = _block(book, "=KANO_TABLE(Survey!A1:B9)", (2, 14))
    expect("KANO_TABLE", (table[1][0], *table[1][5:14]), ("Chat", 8, 0, 3, 2, 2, 1, 0, 0, 5 / 8))


def errors(trial: Trial) -> None:
    """Errors are Excel's own and not texts."""
    book = trial.books["functions"]
    for ranges, (error, number) in ERRORS.items():
        formula = f"KANO_BETTER({_on('Odd', ranges)})"
        expect(formula, _shown(book, f"={formula}"), error)
        expect(f"ERROR.TYPE({formula})", _shown(book, f"=ERROR.TYPE({formula})"), number)


def errors_inside(trial: Trial) -> None:
    """An error within a block is Excel's own, and leaves the cells beside it alone."""
    book = trial.books["functions"]
    formula = f"=KANO_CLASS({_on('Odd', _UNREADABLE)})"
    found = _block(book, formula, (3, 1))
    # A cell that shows nothing holds an empty text or nothing at all.
    expect(formula, [[cell or "" for cell in row] for row in found], (("O",), ("#VALUE!",), ("",)))
    sheet = book.sheets["Formulas"]
    _write(sheet["J1"], "=SUMPRODUCT(ISERROR(A1:A3)*1)")
    expect("errors in the block", sheet["J1"].value, 1)


def iferror(trial: Trial) -> None:
    """``IFERROR`` catches an error."""
    formula = f'=IFERROR(KANO_BETTER({_on("Odd", _BLANK)}),"none")'
    expect(formula, _shown(trial.books["functions"], formula), "none")


def whole_columns(trial: Trial) -> None:
    """Whole columns count as the cells that are used in them."""
    formula = "=KANO_BETTER(Answers!A:A,Answers!B:B)"
    expect(formula, _shown(trial.books["functions"], formula), 5 / 8)


def recalculated(trial: Trial) -> None:
    """A function follows when an answer changes."""
    check_calculating(trial.host.app)
    book = trial.books["functions"]
    _block(book, _FOLLOWING, (1, 6))
    answer = book.sheets["Answers"]["A8"]
    answer.value = _LIKE
    found = book.sheets["Formulas"]["A1:F1"].value
    answer.value = _NEUTRAL
    expect(_FOLLOWING, found, [4, 2, 2, 0, 0, 0])


def two_workbooks(trial: Trial) -> None:
    """Functions in another workbook work, by the Python that is there already."""
    before = _starts()
    book = trial.host.new_book()
    book.sheets[0].name = "Formulas"
    other = book.sheets.add("Answers")
    other["A1:B8"].value = PAIRS
    formula = f"=KANO_BETTER({_BOTH})"
    expect(formula, _shown(book, formula), 5 / 8)
    if not before:
        raise CheckSkippedError("no_log")
    expect("started", _starts(), before)


def wizard(trial: Trial) -> None:
    """Excel's Function Wizard has taken our texts."""
    told = str(trial.host.macro("KanoHelpState") or "")
    if told:
        raise CheckFailedError(told[:120])


def check_calculating(app: xlwings.App) -> None:
    """See that Excel calculates by itself.

    Raises:
        CheckSkippedError: the user does not want that, and to change it would calculate all that
            is open.
    """
    if app.calculation == "manual":
        raise CheckSkippedError("manual_calculation")


def fill(book: xlwings.Book, formulas: Sequence[tuple[str, str, tuple[int, int]]]) -> None:
    """Put the answers and some formulas, each with its cell and the shape of its result, into it.

    Args:
        book: a new workbook.
        formulas: cell, formula, rows and columns.
    """
    book.sheets[0].name = "Formulas"
    book.sheets.add("Answers", after=book.sheets[-1])["A1:B8"].value = PAIRS
    for cell, formula, shape in formulas:
        _write(book.sheets["Formulas"][cell].resize(*shape), formula)


def _on(sheet: str, ranges: str) -> str:
    """Two ranges as those of a sheet."""
    return ",".join(f"{sheet}!{cells}" for cells in ranges.split(","))


def _shown(book: xlwings.Book, formula: str) -> object:
    """What a formula shows in one cell; errors as texts such as ``#N/A``."""
    cell = _emptied(book)["A1"]
    _write(cell, formula)
    return cell.options(err_to_str=True).value


def _block(book: xlwings.Book, formula: str, shape: tuple[int, int]) -> list[list[object]]:
    """What a formula shows in the block that it fills, of which it is written into one cell.

    Raises:
        CheckFailedError: it does not spill.
    """
    cells = _emptied(book)["A1"].resize(*shape)
    _write(cells, formula)
    if _spills(book) and not spilled(cells.last_cell):
        raise CheckFailedError(f"{formula} does not spill")
    found: list[list[object]] = cells.options(ndim=2, err_to_str=True).value
    return found


def _emptied(book: xlwings.Book) -> xlwings.Sheet:
    sheet = book.sheets["Formulas"]
    sheet.used_range.clear()
    return sheet


def _write(cells: xlwings.Range, formula: str) -> None:
    """Write a formula so that it fills these cells: an Excel that cannot spill has to be told."""
    if _spills(cells.sheet.book):
        cells[0, 0].formula2 = formula
    elif cells.size == 1:
        cells.formula = formula
    else:
        cells.formula_array = formula


def _spills(book: xlwings.Book) -> bool:
    return notation(book) == "formula2"


def _starts() -> int:
    """How often a Python for the functions was started, as far as the log goes back."""
    try:
        return log_file().read_text(encoding="utf-8", errors="replace").count(_STARTED)
    except OSError:
        return 0


CHECKS = (
    SelfCheck(version, on_mac=False),
    SelfCheck(values, ("version",), on_mac=False),
    SelfCheck(spills, ("version",), on_mac=False),
    SelfCheck(errors, ("version",), on_mac=False),
    SelfCheck(errors_inside, ("version",), on_mac=False),
    SelfCheck(iferror, ("version",), on_mac=False),
    SelfCheck(whole_columns, ("version",), on_mac=False),
    SelfCheck(recalculated, ("version",), on_mac=False),
    SelfCheck(two_workbooks, ("version",), on_mac=False),
    SelfCheck(wizard),
)
"""What is tried of the functions; they need Windows."""
