"""The settings that a workbook carries on its settings sheet, and what leads the user there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kano_xl import names
from kano_xl.category_names import LETTERS, OWN, check_different
from kano_xl.choices import NAMES_OF_SETTINGS, USUAL, Settings
from kano_xl.errors import KanoError, OutputError, Place, SettingsError
from kano_xl.excel.actions.wordings import add_table, list_wordings, own_answers, to_decide
from kano_xl.excel.book.named import delete_broken_names, named_cells, place_of
from kano_xl.excel.book.native import can_be_seen, contents_protected, show, structure_protected
from kano_xl.excel.book.state import BEFORE_ADDING_SHEETS, BEFORE_READING, check_state
from kano_xl.excel.reply import Reply
from kano_xl.kinds import (
    AnyTable,
    Choice,
    Choices,
    ColumnOf,
    Conditions,
    Kind,
    Level,
    NamesOfCategories,
    OwnWordings,
    Several,
    Share,
    YesNo,
    choices_of,
    share,
)
from kano_xl.languages import text
from kano_xl.model.categories import OWN_TABLE, evaluation_table
from kano_xl.survey.quoting import printable, quoted

if TYPE_CHECKING:
    import xlwings

_Made = TypeVar("_Made", bound=Choices)
_PREFIX = "Kano_"
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
    return read_choices(book, Settings(language=language, scores=True))


def read_choices(book: xlwings.Book, usual: _Made) -> _Made:
    """The choices on the settings sheet; the usual ones where it, or a cell of it, is empty.

    Raises:
        SettingsError: as `read_settings`.
    """
    cells = named_cells(book, _PREFIX)
    choices = [choice for choice in choices_of(type(usual)) if choice.on_sheet]
    _check_single(cells, choices)
    made: dict[str, Any] = {}
    for choice in choices:
        if isinstance(choice.kind, OwnWordings):
            if names.WORDINGS in cells:
                made[choice.name] = own_answers(cells[names.WORDINGS])
        elif isinstance(choice.kind, Several):
            made[choice.name] = tuple(
                word for word, name in choice.cells.items() if _chosen(YesNo(), word, name, cells)
            )
        else:
            for key, name in choice.cells.items():
                value = _chosen(choice.kind, key, name, cells)
                made |= {} if value is None else {key: value}
    return replace(usual, **made)


def _check_single(cells: Mapping[str, xlwings.Range], choices: Iterable[Choice]) -> None:
    """See that the name of a choice stands for one cell."""
    for name in (name for choice in choices for name in choice.cells.values()):
        if name in cells and len(cells[name]) > 1:
            count = len(cells[name])
            raise SettingsError("name_not_one_cell", place_of(cells[name]), name=name, n=count)


def _chosen(kind: Kind, key: str, name: str, cells: Mapping[str, xlwings.Range]) -> object:
    """What is chosen in a cell; None where it says nothing, or there is no such cell.

    Args:
        kind: what can be chosen there.
        key: what is chosen there, for messages.
        name: of the cell.
        cells: all cells that have a name.
    """
    cell, is_share = cells.get(name), isinstance(kind, Share | Level)
    if cell is None:
        return None
    given = cell.options(err_to_str=True).value
    words = "" if given is None else quoted(given)
    if words in ("", USUAL):
        return None
    if isinstance(kind, ColumnOf | Conditions):
        return _columns(kind, printable(given))
    try:
        if isinstance(kind, AnyTable) and words == OWN_TABLE:
            return _own_table(cells)
        if isinstance(kind, NamesOfCategories) and words == OWN:
            return _own_names(kind, key, cells)
        as_typed = is_share and isinstance(given, float)
        value: Any = given if as_typed else _understood(kind, key, words)
        kind.check(key, value)
    except SettingsError as error:
        raise _at(error, cell if is_share else _picked(cell)) from error
    return value


def _columns(kind: ColumnOf | Conditions, words: str) -> str | tuple[str, ...]:
    """The column that is named in a cell, or the conditions with a semicolon between them."""
    if isinstance(kind, ColumnOf):
        return words
    return tuple(filter(None, map(str.strip, words.replace("；", ";").split(";"))))


def _understood(kind: Kind, key: str, words: str) -> Any:
    """What is written in a cell, as its kind has it; a share may be a text such as ``95 %``."""
    match kind:
        case Share() | Level():
            return share(key, words)
        case YesNo():
            if words.lower() not in _YES_NO:
                raise SettingsError("not_a_choice", name=key, given=words, known="yes, no")
            return _YES_NO[words.lower()]
    return words


def _at(error: KanoError, cell: xlwings.Range) -> KanoError:
    """The error with the cell to be corrected, where it has none yet."""
    if str(error.place):
        return error
    return SettingsError(error.code, place_of(cell), **error.values)


def _picked(cell: xlwings.Range) -> xlwings.Range:
    """The cell in which a word is chosen, beside the cell that makes a code of it by a formula."""
    formula = cell.formula
    computed = isinstance(formula, str) and formula.startswith("=") and cell.column > 1
    return cell.offset(0, -1) if computed else cell


def _own_table(cells: Mapping[str, xlwings.Range]) -> tuple[str, ...]:
    """The rows of the user's own evaluation table."""
    if names.OWN_TABLE not in cells:
        raise SettingsError("own_table_missing")
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


def _own_names(
    kind: NamesOfCategories, key: str, cells: Mapping[str, xlwings.Range]
) -> dict[str, str]:
    """The user's own names of the categories, by letter.

    Raises:
        SettingsError: a name is not possible, with its cell; or there are no such cells.
    """
    own = cells.get(names.OWN_CATEGORY_NAMES)
    if own is None or len(own) != len(LETTERS):
        raise SettingsError("own_names_missing")
    found: dict[str, str] = {}
    for index, letter in enumerate(LETTERS):
        given = own[index].options(err_to_str=True).value
        try:
            kind.check(key, {letter: "" if given is None else printable(given)})
            found[letter] = printable(given)
            check_different(found)
        except SettingsError as error:
            raise _at(error, own[index]) from None
    return found


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
        delete_broken_names(book, NAMES_OF_SETTINGS)
        for name in refers.keys() - {name.name for name in book.names}:
            book.names.add(name, refers[name] or "=#REF!$A$1")

    try:
        with exchange_file() as path:
            write_settings_workbook(path, language)
            # Left behind by a sheet that was deleted, they would take the place of the new ones.
            delete_broken_names(book, NAMES_OF_SETTINGS)
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
