"""A row for each single answer; the side stands in a column of its own, or in the question."""

from __future__ import annotations

from collections.abc import Mapping

from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import left_out
from kano_xl.survey.layouts.long import ANSWER_ROWS, LongLayout, mapped, roles_of
from kano_xl.survey.mapping import MappingKeys
from kano_xl.survey.tables.headings import SIDES, side_by_words
from kano_xl.survey.tables.table import Column, Table

__all__ = ["FORM", "KEYS", "mapped", "recognise"]

FORM = ANSWER_ROWS

KEYS = MappingKeys(needed=("feature", "answer"), optional=("respondent", "time", "side"))


def recognise(table: Table, instructions: Instructions) -> LongLayout | None:
    """The layout of a table whose headers are those of single answers; None for any other."""
    roles = roles_of(table, KEYS)
    if roles is None or not _tells_sides(roles):
        return None
    return LongLayout(FORM, FORM, table, roles=roles, ignored=left_out(table, list(roles.values())))


def _tells_sides(roles: Mapping[str, Column]) -> bool:
    """Whether a column of sides is there, or the questions tell both sides by their words."""
    if "side" in roles:
        return True
    return {side_by_words(str(value)) for value in roles["feature"].sample} >= set(SIDES)
