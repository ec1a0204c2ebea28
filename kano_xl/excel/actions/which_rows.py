"""Which rows count: a choice for the user where some are hidden, or stand below the table."""

from __future__ import annotations

from collections.abc import Collection

from kano_xl.excel.book.reading import BELOW, HIDDEN, SurveyCells
from kano_xl.excel.reply import Reply
from kano_xl.languages import text


def which_rows(source: SurveyCells, agreed: Collection[str], language: str) -> Reply | None:
    """The choice that the user has to make first; None where there is none, or it was made."""
    if source.below and BELOW not in agreed:
        return Reply("choose", text(language, "actions.rows.below", n=source.below), BELOW)
    if source.hidden == 0 or HIDDEN in agreed:
        return None
    if source.hidden is None:
        return Reply("ask", text(language, "actions.rows.scattered"), HIDDEN)
    return Reply("choose", text(language, "actions.rows.hidden", n=source.hidden), HIDDEN)
