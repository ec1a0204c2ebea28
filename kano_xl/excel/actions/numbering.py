"""New features of the template get their constant number before an analysis.

Somebody inserts a row on *Features* and types a name. The row has no number, so nothing leads
from the name to columns on *Responses*. A formula cannot give one that stays the same whatever
is sorted later; so it is given here, once, and never changed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kano_xl import names
from kano_xl.addresses import address
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.native import contents_protected
from kano_xl.survey.misnumbered import tells_of_a_number
from kano_xl.writers.open_workbook.sheet import area_of, grid
from kano_xl.writers.template.places import ABOUT_PEOPLE, MOST_FEATURES

if TYPE_CHECKING:
    import xlwings

Row = Sequence[Any]


def number_new_features(book: xlwings.Book) -> tuple[str, ...]:
    """Give each new feature the next number that has neither a name nor an answer.

    Nothing is done where the right number is anyone's guess: a header on *Responses* tells of
    answers that lost their feature, columns were deleted or inserted there, or numbers have run
    out. Then the template's own sentence says what to do, and the analysis stops.

    Returns:
        The names of the features that have a number now.
    """
    cells = named_cells(book, names.FEATURES)
    found, given = cells.get(names.FEATURES), named_cells(book, names.RESPONSES)
    if found is None or names.RESPONSES not in given or found.column == 1:
        return ()
    listed = _listed(found)
    rows: list[Row] = listed.options(ndim=2, err_to_str=True).value
    header = _header(rows[: found.row - 1])
    new = [
        index
        for index, (number, name) in enumerate(rows)
        if index > header and name and number is None
    ]
    if not new or contents_protected(found.sheet):
        return ()
    free = _free_numbers(given[names.RESPONSES], rows)
    if len(free) < len(new):
        return ()
    for index, number in zip(new, free, strict=False):
        _release(listed, rows, number)
        listed[index, 0].value = number
        _word_questions(listed, index)
    return tuple(str(rows[index][1]) for index in new)


def free_rows(book: xlwings.Book) -> list[xlwings.Range]:
    """The cells for names of features in whose rows nothing stands, from the first on.

    Their numbers have no answers, so that nothing which was answered gets another name; no words
    of the user's own stand at their questions. None where that cannot be told.
    """
    cells = named_cells(book, names.FEATURES)
    found, given = cells.get(names.FEATURES), named_cells(book, names.RESPONSES)
    if found is None or names.RESPONSES not in given or found.column == 1:
        return []
    listed = _listed(found)
    rows: list[Row] = listed.options(ndim=2, err_to_str=True).value
    free = set(_free_numbers(given[names.RESPONSES], rows))
    # What it does for the customer, whether it is asked about, and both questions; in templates of
    # earlier versions the questions alone.
    beside = grid(found.sheet, area_of(listed.offset(0, 2).resize(column_size=4)))
    header = _header(rows[: found.row - 1])
    return [
        listed[index, 1]
        for index, (number, name) in enumerate(rows)
        if index > header
        and not name
        and number in free
        and all(not each or str(each).startswith("=") for each in beside[index])
    ]


def _listed(found: xlwings.Range) -> xlwings.Range:
    """Numbers and names from the first row of the sheet on; a row inserted at the end too."""
    last = found.row + found.shape[0], found.column
    return found.sheet.range((1, found.column - 1), last)


def _header(above: Sequence[Row]) -> int:
    """The index of the header among the rows above the names: rows inserted first lie there too."""
    return max((i for i, (number, name) in enumerate(above) if name and number), default=len(above))


def _free_numbers(given: xlwings.Range, rows: Sequence[Row]) -> list[int]:
    """The numbers without a name whose columns are empty; none where that cannot be told."""
    # Templates of earlier versions name the respondent alone before the answers.
    before = given.shape[1] - 2 * MOST_FEATURES
    if before not in (1, len(ABOUT_PEOPLE)):
        return []
    answers: list[Row] = given.options(ndim=2, err_to_str=True).value
    if any(map(tells_of_a_number, answers[0][1:])):
        return []
    filled = {column for row in answers for column, cell in enumerate(row) if cell}
    named = {number for number, name in rows if name}
    return [
        number
        for number in range(1, MOST_FEATURES + 1)
        if number not in named and filled.isdisjoint(_columns(before, number))
    ]


def _columns(before: int, number: int) -> tuple[int, int]:
    """The columns of the answers to a number, where so many stand before all answers."""
    first = before + 2 * (number - 1)
    return first, first + 1


def _release(listed: xlwings.Range, rows: Sequence[Row], number: int) -> None:
    """Take a number from a row that has no name, lest one typed there later have it too."""
    for index, (other, _) in enumerate(rows):
        if other == number:
            listed[index, 0].clear_contents()


def _word_questions(listed: xlwings.Range, index: int) -> None:
    """Word both questions of an inserted row as a row beside it does, unless something is there."""
    for beside in (index + 1, index - 1):
        worded = _formulas(_beside_names(listed, beside)) if beside < listed.shape[0] else []
        first = next((n for n, cell in enumerate(worded) if cell.startswith("=")), None)
        if first is None:
            continue
        both = worded[first : first + 2]
        questions = _beside_names(listed, index)[0, first : first + 2]
        if all(cell.startswith("=") for cell in both) and not any(_formulas(questions)):
            theirs, ours = (f"${address(row, listed.column)}" for row in (beside, index))
            questions.formula = [[each.replace(theirs, ours) for each in both]]
        return


def _beside_names(listed: xlwings.Range, index: int) -> xlwings.Range:
    """What stands right of the name in a row.

    The questions come at once in templates of earlier versions, else behind two further columns.
    """
    row, first = index + 1, listed.column + 2
    return listed.sheet.range((row, first), (row, first + 3))


def _formulas(cells: xlwings.Range) -> list[str]:
    """The formulas and constants of a row of cells."""
    (row,) = grid(cells.sheet, area_of(cells))
    return list(row)
