"""Answers that nobody knows, put on the settings sheet for the user to say what they mean."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kano_xl.excel.actions.settings import fill_wordings
from kano_xl.excel.reply import Reply
from kano_xl.excel.told import told
from kano_xl.languages import text
from kano_xl.survey.coding.answers import UnknownAnswersError

if TYPE_CHECKING:
    import xlwings

WORDINGS = "wordings"
"""The question whether to list the unknown answers on the settings sheet."""


def say_what_they_mean(
    book: xlwings.Book, unknown: UnknownAnswersError, agreed: Collection[str], language: str
) -> Reply:
    """Ask whether to list the unknown answers on the settings sheet, and list them.

    Answers of fewer than three people are not written down; the message names their cells.
    """
    if WORDINGS not in agreed:
        words = text(language, "actions.explain.question", reason=told(unknown, language))
        return Reply("ask", words, code=WORDINGS)
    left = fill_wordings(book, [each.text for each in unknown.wordings if each.text], language)
    hidden = [str(each.place.cell) for each in unknown.wordings if not each.text]
    lines = [text(language, "actions.explain.done")]
    if left:
        lines.append(text(language, "actions.explain.left", n=left))
    if hidden:
        cells = ", ".join(hidden[:9])
        lines.append(text(language, "actions.explain.hidden", n=len(hidden), cells=cells))
    return Reply("done", "\n\n".join(lines))
