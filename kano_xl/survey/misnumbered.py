"""What the template says in its headers where a number does not lead from a name to its answers.

The sheet *Responses* finds the name over each two columns by the constant number of the feature.
A number that is missing, wrong or there twice is told in the header itself, by a formula; here
it is known again, in whichever language the template was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kano_xl.errors import InputError
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import RESPONSES
from kano_xl.survey.sheet import Sheet

_CODES: Mapping[str, str] = MappingProxyType(
    {
        "unnumbered": "number_missing",
        "twice": "number_twice",
        "lost": "number_lost",
        "nameless": "number_nameless",
    }
)
"""What the template says, keys of ``template.numbering``, and the codes of the errors."""

_TOP = 20
"""The template's header stands among the first rows, however many lines somebody put above."""

_HOLE = "{}"


def misnumbered(sheet: Sheet) -> InputError | None:
    """Why nobody can say which feature some answers of the template belong to.

    None for a sheet that is not the template's, and where every number leads to one name.
    """
    if sheet.ours != RESPONSES:
        return None
    for row, cells in enumerate(sheet.rows[:_TOP]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and (found := _told(cell)):
                code, number = found
                return InputError(code, sheet.place(row, column), number=number)
    return None


def tells_of_a_number(header: object) -> bool:
    """Whether a header tells, in the template's words, what is wrong with a number."""
    return isinstance(header, str) and _told(header) is not None


def _told(header: str) -> tuple[str, int] | None:
    """The code of the error that a header tells, and the number of the feature or of the row."""
    for code, pattern in _patterns():
        found = pattern.match(header)
        if found:
            return code, int(found[1])
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, _pattern(language, key)) for key, code in _CODES.items() for language in LANGUAGES
    )


def _pattern(language: str, key: str) -> re.Pattern[str]:
    """A whole line that is a text of the catalogue, whatever number it names."""
    words = text(language, f"template.numbering.{key}", number=_HOLE, row=_HOLE)
    return re.compile(re.escape(words).replace(re.escape(_HOLE), "([0-9]+)") + r"(?:\n|\Z)")
