"""The settings that a workbook carries on its settings sheet, and what leads the user there."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kano_xl import names
from kano_xl.errors import KanoError, OutputError, Place, SettingsError
from kano_xl.excel.actions.wordings import add_table, list_wordings, own_answers, to_decide
from kano_xl.excel.book.named import delete_broken_names, named_cells, place_of
from kano_xl.excel.book.native import can_be_seen, contents_protected, show, structure_protected
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, BEFORE_READING, check_state
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.model.categories import OWN_TABLE, TABLES, evaluation_table
from kano_xl.settings import EXCLUSIONS, USUAL, Settings
from kano_xl.survey.quoting import printable, quoted

if TYPE_CHECKING:
    import xlwings

_PREFIX = "Kano_"
_WORDS = {"rule": names.RULE, "codes": names.CODES, "language": names.LANGUAGE}
_SHARES = {"tie_gap": names.TIE_GAP, "confidence": names.CONFIDENCE}
_MOST_LETTERS = 5
"""The rows of an evaluation table, and the letters of each, at most."""
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_settings(book: xlwings.Book, language: str) -> Settings:
    """The choices on the settings sheet; the usual ones where it, or a cell of it, is empty.

    Args:
        book: the workbook.
        language: of the results, where the workbook does not choose one.

    Raises:
        SettingsError: a cell holds what is not possible, with its sheet and address.
    """
    cells = named_cells(book, _PREFIX)
    _check_single(cells)
    chosen = Settings(language=language, scores=True)
    for field, name in _WORDS.items():
        given = _word(cells.get(name))
        if given and given != USUAL:
            chosen = _with(chosen, _choice(cells[name]), **{field: given})
    for field, name in _SHARES.items():
        value = _value(cells.get(name))
        if value is not None:
            chosen = _with(chosen, cells[name], **{field: _share(field, value, cells[name])})
    wordings = cells.get(names.WORDINGS)
    answers = {} if wordings is None else own_answers(wordings)
    chosen = replace(chosen, table=_table(cells) or chosen.table, answers=answers)
    return replace(chosen, exclude=tuple(group for group in EXCLUSIONS if _left_out(group, cells)))


def _check_single(cells: Mapping[str, xlwings.Range]) -> None:
    """See that the name of a choice stands for one cell."""
    excludes = (names.EXCLUDE + group.replace("-", "_") for group in EXCLUSIONS)
    for name in (*_WORDS.values(), *_SHARES.values(), names.TABLE, *excludes):
        if name in cells and len(cells[name]) > 1:
            count = len(cells[name])
            raise SettingsError("name_not_one_cell", place_of(cells[name]), name=name, n=count)


def _with(settings: Settings, cell: xlwings.Range, **choice: Any) -> Settings:
    try:
        return replace(settings, **choice)
    except SettingsError as error:
        raise _at(error, cell) from error


def _at(error: KanoError, cell: xlwings.Range) -> SettingsError:
    """The error with the cell to be corrected."""
    return SettingsError(error.code, place_of(cell), **error.values)


def _choice(cell: xlwings.Range) -> xlwings.Range:
    """The cell in which a word is chosen, beside the cell that makes a code of it by a formula."""
    formula = cell.formula
    computed = isinstance(formula, str) and formula.startswith("=") and cell.column > 1
    return cell.offset(0, -1) if computed else cell


def _value(cell: xlwings.Range | None) -> Any:
    return None if cell is None else cell.options(err_to_str=True).value


def _word(cell: xlwings.Range | None) -> str:
    value = _value(cell)
    return "" if value is None else quoted(value)


def _share(field: str, value: object, cell: xlwings.Range) -> float:
    """A share as a number, or as a text such as ``95 %``."""
    if isinstance(value, float):
        return value
    digits = unicodedata.normalize("NFKC", str(value)).replace(" ", "").replace(",", ".")
    try:
        share = float(digits.removesuffix("%")) / (100 if digits.endswith("%") else 1)
    except ValueError:
        share = math.nan
    if not math.isfinite(share):
        raise _at(SettingsError(f"{field}_range", given=f"“{quoted(value)}”"), cell)
    return share


def _table(cells: Mapping[str, xlwings.Range]) -> str | tuple[str, ...]:
    """The evaluation table: its name, or the rows of an own one; "" where none is chosen."""
    given = _word(cells.get(names.TABLE))
    if not given or given in TABLES:
        return given
    cell = _choice(cells[names.TABLE])
    if given != OWN_TABLE:
        known = ", ".join((*TABLES, OWN_TABLE))
        raise _at(SettingsError("not_a_choice", name="table", given=given, known=known), cell)
    if names.OWN_TABLE not in cells:
        raise _at(SettingsError("own_table_missing"), cell)
    own = cells[names.OWN_TABLE]
    grid = own.options(ndim=2, err_to_str=True).value
    rows = tuple("".join("" if cell is None else str(cell).strip() for cell in row) for row in grid)
    try:
        return evaluation_table(rows).rows
    except SettingsError as error:
        if error.code == "table_shape" and max(len(rows), *map(len, rows)) > _MOST_LETTERS:
            # The cells may be anything, also somebody's answers, which no message shows.
            high, wide = own.shape
            error = SettingsError("table_cells", name=names.OWN_TABLE, rows=high, columns=wide)
        raise _at(error, own) from None


def _left_out(group: str, cells: Mapping[str, xlwings.Range]) -> bool:
    cell = cells.get(names.EXCLUDE + group.replace("-", "_"))
    given = _word(cell)
    if cell is None or not given:
        return False
    if given.lower() not in _YES_NO:
        wrong = SettingsError("not_a_choice", name=group, given=given, known="yes, no")
        raise _at(wrong, _choice(cell))
    return _YES_NO[given.lower()]


def settings(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Go to the settings sheet; ask and add it where the workbook has none.

    Raises:
        InputError: ``name_not_cells``: somebody edited a name of the settings.
        OutputError: sheets cannot be added, or not be shown.
    """
    check_state(book, BEFORE_READING)
    found = named_cells(book, names.SETTINGS).get(names.SETTINGS)
    if found is not None:
        _check_can_be_shown(found.sheet)
        _go_to(found.sheet)
        return Reply("done")
    check_state(book, BEFORE_ADDING_SHEETS)
    if "settings" not in agreed:
        return Reply("ask", text(language, "actions.settings.question"), code="settings")
    _go_to(_add_sheet(book, language).sheet)
    return Reply("done", text(language, "actions.settings.added"))


def _add_sheet(book: xlwings.Book, language: str) -> xlwings.Range:
    """Add the settings sheet; its cells."""
    from kano_xl.writers.open_workbook.copying import copy_by_add_in, exchange_file
    from kano_xl.writers.open_workbook.undoing import take_back
    from kano_xl.writers.template.workbook import write_settings_workbook

    titles = {sheet.name for sheet in book.sheets}
    refers = {name.name: name.refers_to for name in book.names}

    def delete_added() -> None:
        for sheet in book.sheets:
            if sheet.name not in titles:
                sheet.delete()

    def put_names_back() -> None:
        delete_broken_names(book, names.OF_SETTINGS)
        for name in refers.keys() - {name.name for name in book.names}:
            book.names.add(name, refers[name] or "=#REF!$A$1")

    try:
        with exchange_file() as path:
            write_settings_workbook(path, language)
            # Left behind by a sheet that was deleted, they would take the place of the new ones.
            delete_broken_names(book, names.OF_SETTINGS)
            copy_by_add_in(book, path)
        found = named_cells(book, names.SETTINGS).get(names.SETTINGS)
        if found is None:
            raise OutputError("open_cannot_add", Place(book.name))
    except BaseException as fault:
        take_back((delete_added, put_names_back), fault)
        raise
    return found


def _check_can_be_shown(sheet: xlwings.Sheet) -> None:
    if not can_be_seen(sheet) and structure_protected(sheet.book):
        raise OutputError("workbook_protected")


def _go_to(sheet: xlwings.Sheet) -> None:
    if not can_be_seen(sheet):
        sheet.visible = True
    show(sheet)


def fill_wordings(book: xlwings.Book, wordings: Sequence[str], language: str) -> int:
    """List answers on the settings sheet, and go there, so that the user says what they mean.

    The sheet, and the table on one of an earlier version, is added where it is missing. What
    the user wrote there stays, and no wording is listed twice. The cell is selected where the
    first meaning has to be picked.

    Args:
        book: the workbook.
        wordings: the answers, as they stand in the survey.
        language: of what is added to the workbook.

    Returns:
        How many of them found no room.

    Raises:
        OutputError: ``settings_protected``, or sheets cannot be added or not be shown.
    """
    found = named_cells(book, names.SETTINGS).get(names.SETTINGS)
    if found is None:
        check_state(book, BEFORE_ADDING_SHEETS)
        found = _add_sheet(book, language)
    _check_can_be_shown(found.sheet)
    if contents_protected(found.sheet):
        raise OutputError("settings_protected", Place(sheet=printable(found.sheet.name)))
    if names.WORDINGS not in named_cells(book, names.WORDINGS):
        add_table(found, language)
    table = named_cells(book, names.WORDINGS)[names.WORDINGS]
    left = list_wordings(table, wordings)
    _go_to(table.sheet)
    to_decide(table).select()
    return left
