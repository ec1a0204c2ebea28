"""What an engine gives out, as the cells of a sheet."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from kano_xl.survey.sheet import Value


class ValueKind(Enum):
    """What a column of a frame may hold."""

    TEXT = auto()
    WHOLE = auto()
    NUMBER = auto()
    TRUTH = auto()
    OTHER = auto()


SOMETHING = date.min
"""Stands for a value that can be no answer: a day, a list, bytes."""


def as_value(text: object, kind: ValueKind) -> Value:
    """The cell for a value that the engine wrote as text; a missing or a blank one is None.

    >>> as_value("1.0", ValueKind.NUMBER), as_value("nan", ValueKind.NUMBER)
    (1.0, None)
    >>> as_value(" ", ValueKind.TEXT), as_value("3", ValueKind.TEXT), as_value("3", ValueKind.WHOLE)
    (None, '3', 3)
    >>> as_value("true", ValueKind.TRUTH)
    'TRUE'
    """
    if not isinstance(text, str) or not text.strip():
        return None  # not-a-number is how some engines write a missing text
    if kind is ValueKind.WHOLE:
        return int(text)
    if kind is ValueKind.NUMBER:
        found = float(text)
        return found if found == found else None
    if kind is ValueKind.TRUTH:
        return text.upper()
    return SOMETHING if kind is ValueKind.OTHER else text
