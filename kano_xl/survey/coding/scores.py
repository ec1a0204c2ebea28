"""Answers given as the scores of the continuous Kano analysis, which differ by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kano_xl.model.answers import ANSWERS
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.headings import DYSFUNCTIONAL, FUNCTIONAL
from kano_xl.survey.wordings.known import own_key
from kano_xl.survey.wordings.normalising import number

_FUNCTIONAL = (4, 2, 0, -1, -2)

SCORES = {
    FUNCTIONAL: {str(score): code for code, score in enumerate(_FUNCTIONAL, 1)},
    DYSFUNCTIONAL: {str(score): code for code, score in enumerate(reversed(_FUNCTIONAL), 1)},
}
"""Side → score → code 1..5: like is worth 4 on the functional side and −2 on the other one
(DuMouchel, in Berger et al. 1993)."""


def are_scores(values: Sequence[Value], explained: Collection[str]) -> bool:
    """Whether answers are these scores: no other number comes, and a negative one does.

    >>> are_scores([None, 4, "2", -1], ()), are_scores([4, 2, 0], ()), are_scores([-2, 1], ())
    (True, False, False)
    """
    given = {
        whole
        for value in values
        if (whole := number(value)) is not None and own_key(value) not in explained
    }
    assert len(_FUNCTIONAL) == len(ANSWERS)
    return given <= set(_FUNCTIONAL) and min(given, default=0) < 0
