"""The table on the settings sheet in which the user says what unknown answers mean.

What it holds is described at `kano_xl.names.WORDINGS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from kano_xl import names
from kano_xl.choices import ANSWER_NAMES
from kano_xl.errors import SettingsError
from kano_xl.excel.book.named import delete_broken_names, place_of
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.typesetting.placement import quoted as quoted_title
from kano_xl.survey.quoting import printable, quoted
from kano_xl.survey.wordings.known import own_key

if TYPE_CHECKING:
    import xlwings


def own_answers(table: xlwings.Range) -> dict[str, int]:
    """What the wordings mean that have a meaning: each as it was written → 0..5.

    Raises:
        SettingsError: ``answer_meaning`` or ``answer_twice``, with the cell.
    """
    found: dict[str, int] = {}
    codes: dict[str, int] = {}
    for index, (wording, chosen) in enumerate(_rows(table)):
        if not wording or not chosen:
            continue
        code = _meaning(chosen)
        if code is None:
            values = {"answer": quoted(wording), "given": quoted(chosen)}
            known = ", ".join(ANSWER_NAMES)
            raise SettingsError("answer_meaning", place_of(table[index, 1]), known=known, **values)
        if codes.setdefault(_key(wording), code) != code:
            raise SettingsError("answer_twice", place_of(table[index, 0]), answer=quoted(wording))
        found[wording] = code
    return found


def list_wordings(table: xlwings.Range, wordings: Sequence[str]) -> int:
    """Write the wordings that are not there yet into the free rows; how many found no room."""
    rows = _rows(table)
    # What has a meaning but no wording yet was begun by the user, for a wording of their own.
    free = [index for index, row in enumerate(rows) if row == ("", "")]
    there = {"", *(_key(wording) for wording, _ in rows)}
    missing: dict[str, str] = {}
    for wording in wordings:
        if _key(wording) not in there:
            missing.setdefault(_key(wording), wording)
    for index, wording in zip(free, missing.values(), strict=False):
        _write_text(table[index, 0], wording)
    return max(0, len(missing) - len(free))


def to_decide(table: xlwings.Range) -> xlwings.Range:
    """The cell in which the first meaning has to be picked; the first one where none has."""
    rows = enumerate(_rows(table))
    undecided = (index for index, (wording, chosen) in rows if wording and not chosen)
    return table[next(undecided, 0), 1]


def add_table(settings: xlwings.Range, language: str) -> None:
    """Add the table below all that stands on a settings sheet that has none.

    Such a sheet is from an earlier version, or somebody deleted the table.

    Args:
        settings: the cells of the sheet, `kano_xl.names.SETTINGS`.
        language: of the table.
    """
    from kano_xl.writers.open_workbook.undoing import take_back
    from kano_xl.writers.template.settings import WORDINGS, WORDINGS_SHOWN

    sheet, book = settings.sheet, settings.sheet.book
    corner = sheet.range((_last_row(sheet) + 2, settings.column))
    added = corner.resize(WORDINGS_SHOWN.height, WORDINGS_SHOWN.width)
    table = corner.offset(WORDINGS.row - WORDINGS_SHOWN.row).resize(WORDINGS.height, WORDINGS.width)
    last = table.last_cell.row, max(table.last_cell.column, settings.last_cell.column)
    whole = sheet.range((settings.row, settings.column), last)

    def name(called: str, cells: xlwings.Range) -> None:
        book.names.add(called, f"={quoted_title(sheet.name)}!{cells.address}")

    def unname() -> None:
        name(names.SETTINGS, settings)
        for each in list(book.names):
            if each.name == names.WORDINGS:
                each.delete()

    delete_broken_names(book, (names.WORDINGS,))
    try:
        _copy_table(corner, language)
        name(names.WORDINGS, table)
        name(names.SETTINGS, whole)
    except BaseException as fault:
        take_back((added.clear, unname), fault)
        raise
    # Excel without any printer refuses, and then nothing is printed anyway.
    with suppress(Exception):
        if sheet.page_setup.print_area == settings.address:
            sheet.page_setup.print_area = whole.address


def _copy_table(corner: xlwings.Range, language: str) -> None:
    """Copy the empty table with its heading from a settings sheet of a language."""
    from kano_xl.writers.open_workbook.app import undisturbed
    from kano_xl.writers.open_workbook.copying import exchange_file
    from kano_xl.writers.template.settings import WORDINGS, WORDINGS_SHOWN
    from kano_xl.writers.template.workbook import write_settings_workbook

    book = corner.sheet.book
    with undisturbed(book), exchange_file() as path:
        write_settings_workbook(path, language)
        fresh = book.app.books.open(path, update_links=False, add_to_mru=False)
        try:
            # Copied and not written, it has its lists to pick from.
            source = fresh.sheets[0].range(WORDINGS_SHOWN.cells)
            source.copy(corner)
            for row in range(WORDINGS.row - WORDINGS_SHOWN.row):
                corner.offset(row).row_height = source[row, 0].row_height or 0
        finally:
            fresh.close()


def _rows(table: xlwings.Range) -> list[tuple[str, str]]:
    """Each row: the wording, and its meaning as a code or, failing that, as a label.

    A row that somebody inserted has no formula for the code.
    """
    grid = table.options(ndim=2, err_to_str=True).value
    texts = ([_written(cell) for cell in row] for row in grid)
    return [(row[0], next(filter(None, reversed(row[1:])), "")) for row in texts]


def _written(value: object) -> str:
    """What a cell holds: a number as its digits, a text with all that the survey may have in it."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else printable(value)


def _key(wording: str) -> str:
    """The same for all wordings that the survey reader takes for the same."""
    return own_key(wording) or wording.strip()


def _meaning(chosen: str) -> int | None:
    """The index in `ANSWER_NAMES` of a code, or of a label in any language."""
    codes = {name: code for code, name in enumerate(ANSWER_NAMES)}
    for language in LANGUAGES:
        codes[text(language, "template.settings.no_answer")] = 0
        codes |= {
            text(language, f"names.answer.{code}"): code for code in range(1, len(ANSWER_NAMES))
        }
    return codes.get(chosen.lower())


def _write_text(cell: xlwings.Range, words: str) -> None:
    from kano_xl.writers.open_workbook.cells import typed

    # An apostrophe makes a text of what is typed into a cell for numbers, whatever it is. In
    # one for texts that is not said, yet texts are what the user will type there.
    cell.number_format = "0"
    cell.value = typed(words)
    cell.number_format = "@"


def _last_row(sheet: xlwings.Sheet) -> int:
    """The last row, from 1, in which anything stands; a format alone is nothing."""
    used = sheet.used_range
    grid = used.options(ndim=2, err_to_str=True).value
    held = [index for index, row in enumerate(grid) if any(cell is not None for cell in row)]
    return int(used.row) + max(held, default=0)
