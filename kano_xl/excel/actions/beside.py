"""The results of a second survey in one workbook: in place of the first one's, or beside them.

Beside them is a workbook of its own, named after the sheet. There is one set of result sheets in a
workbook, and of names for it: planning sheets and formulas of the user's ask for ``Kano_Feature``,
and would have to be told whose.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import IN_EXCEL
from kano_xl.excel.actions.analysed import told
from kano_xl.excel.actions.starting import temporary_folder
from kano_xl.excel.book.origin import other_origin
from kano_xl.excel.reply import YES, Reply
from kano_xl.languages import text
from kano_xl.report.build import build_report
from kano_xl.survey.choosing import Recognised
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Survey
from kano_xl.writers.new_workbook import write_workbook

if TYPE_CHECKING:
    import xlwings

CODE = "beside"
"""The choice: yes replaces the results, no leaves them and puts the new ones beside them."""

_NOT_IN_FILE_NAMES = '<>:"/\\|?*'


def answer(
    book: xlwings.Book,
    found: Recognised,
    survey: Survey,
    settings: Settings,
    agreed: Collection[str],
    language: str,
) -> Reply | None:
    """What is to be said before results of another survey are replaced.

    Returns:
        Where the results are of another survey, whether to replace them; where the user wants
        both, the new ones as a workbook to be opened unsaved, while the open one stays as it is;
        None where they are to be replaced.

    Raises:
        OutputError: there is no place for temporary files.
    """
    if CODE not in agreed:
        return _question(book, found, survey, language)
    return None if CODE + YES in agreed else _new_workbook(found, survey, settings, language)


def _question(book: xlwings.Book, found: Recognised, survey: Survey, language: str) -> Reply | None:
    """Whether to replace the results; None where they are of the same survey."""
    origin = other_origin(book, found, [each.name for each in survey.features])
    if origin is None:
        return None
    reason = text(
        language,
        f"actions.analyse.other.{origin.differs}",
        sheet=quoted(origin.sheet),
        cells=origin.address,
        now=quoted(found.sheet.name),
    )
    choice = text(language, "actions.analyse.other.choice")
    return Reply("choose", f"{reason}\n\n{choice}", CODE)


def _new_workbook(found: Recognised, survey: Survey, settings: Settings, language: str) -> Reply:
    """The results as a workbook of their own."""
    analysis = analyse(survey, settings)
    report = build_report(survey, analysis, date.today(), IN_EXCEL)
    path = temporary_folder() / file_name(found.sheet.name or "")
    write_workbook(report, path)
    titles = [sheet.title for sheet in report.sheets]
    lines = [
        text(language, "actions.analyse.beside"),
        *told(found, survey, analysis, report, titles, language),
    ]
    return Reply("open", "\n\n".join(filter(None, lines)), path=str(path))


def file_name(title: str) -> str:
    """A file named after a sheet. Excel calls the new workbook so, followed by a number.

    >>> file_name("Wave 2"), file_name("Q1 | 2026")
    ('Wave 2-Kano.xlsx', 'Q1 _ 2026-Kano.xlsx')
    """
    plain = "".join("_" if each in _NOT_IN_FILE_NAMES else each for each in title)
    return f"{plain.strip(' .')}-Kano.xlsx"
