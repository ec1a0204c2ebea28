"""What a target is: a tool, or a kind of file, that a questionnaire is made for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kano_xl.questionnaire.form import Questionnaire


class Target(NamedTuple):
    """A target.

    Attributes:
        name: on the command line.
        suffix: of its file, with the point.
        write: makes the file's bytes of a form.
        forbidden: signs that the tool would take for its own, and that no text may hold.
        explains: whether its file says what a feature does for the customer.
        splits: whether it can ask each person about a random part of the list.
        most_questions: what the tool takes at most; None for any number.
    """

    name: str
    suffix: str
    write: Callable[[Questionnaire], bytes]
    forbidden: tuple[str, ...] = ()
    explains: bool = True
    splits: bool = False
    most_questions: int | None = None
