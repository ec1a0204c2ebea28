"""Small surveys as grids of cells, and what must come out of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kano_xl.choices import Settings
from kano_xl.survey.inspecting import Understanding, understand_sheet
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Survey

LIKE, MUST, NEUTRAL, LIVE, DISLIKE = (
    "I like it that way",
    "It must be that way",
    "I am neutral",
    "I can live with it that way",
    "I dislike it that way",
)
CHINESE = ("我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢")


def sheet(*rows: Sequence[Value], name: str | None = "Answers") -> Sheet:
    """A sheet of these rows, filled up to one length."""
    width = max(map(len, rows), default=0)
    return Sheet("survey.xlsx", name, [[*row, *[None] * (width - len(row))] for row in rows])


def survey(*rows: Sequence[Value], settings: Settings | None = None) -> Survey:
    return read_sheet(sheet(*rows), settings)


def understood(*rows: Sequence[Value]) -> Understanding:
    return understand_sheet(sheet(*rows))


def names(found: Survey) -> list[str]:
    return [feature.name for feature in found.features]


def pairs(found: Survey) -> list[list[tuple[int, int]]]:
    """Functional and dysfunctional code of every respondent, per feature."""
    assert found.answers is not None
    both = np.stack([found.answers.functional, found.answers.dysfunctional], axis=-1)
    return [[(int(f), int(d)) for f, d in feature] for feature in both]


def columns(found: Understanding) -> list[tuple[str, str, str, bool]]:
    """Name, functional letter, dysfunctional letter and certainty of every pair."""
    return [
        (pair.name, pair.functional[0].letter, pair.dysfunctional[0].letter, pair.certain)
        for pair in found.pairs
    ]


def codes(found: Survey | Understanding) -> list[str]:
    return [problem.code for problem in found.problems]


def cells(found: Survey, code: str) -> list[str | None]:
    """The addresses of the problems with this code."""
    return [problem.place.cell for problem in found.problems if problem.code == code]
