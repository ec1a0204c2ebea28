"""What planning sheets know of a survey: its features by name, and formulas that look one up.

The formulas compare names instead of searching for them: a search would take ``* ? ~`` in a name
for wildcards and finds no name of more than 255 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.planning.house import Numbers, largest_effect
from kano_xl.names import COLUMNS

OPEN_VERDICT = "open"
OPEN_MARK = "?"
"""Follows the letter of a category that is not settled."""

NOT_FOUND = "?"
"""Stands for the row of a name that the survey has not."""


@dataclass(frozen=True, slots=True)
class KnownFeature:
    """A feature in the block of results.

    Attributes:
        name: as the survey has it.
        category: its letter; "" where nobody answered.
        is_open: whether its category is not settled.
        better, worse: its coefficients; NaN where they are undefined.
        verdict: "clear", "likely" or "open"; "" where nobody answered.
    """

    name: str
    category: str
    is_open: bool
    better: float
    worse: float
    verdict: str = ""

    @classmethod
    def of(cls, feature: FeatureResult) -> Self:
        """What an analysis says of a feature."""
        return cls(
            feature.name,
            feature.category or "",
            feature.verdict == OPEN_VERDICT,
            np.nan if feature.better is None else feature.better,
            np.nan if feature.worse is None else feature.worse,
            feature.verdict or "",
        )

    @property
    def shown(self) -> str:
        """Its letter, with a mark where it is open."""
        return self.category + OPEN_MARK * (self.is_open and bool(self.category))


class KnownFeatures:
    """The features of a survey in the order of the block of results."""

    def __init__(self, features: Sequence[KnownFeature] = ()) -> None:
        self.features = tuple(features)
        self._rows = {name_key(each.name): row for row, each in enumerate(self.features, 1)}

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        """The features of an analysis, by rank."""
        return cls([KnownFeature.of(each) for each in analysis.ranked()])

    def row(self, name: str) -> int | None:
        """The 1-based row of a name, whatever its case and blanks; None where there is none."""
        return self._rows.get(name_key(name))

    def feature(self, name: str) -> KnownFeature:
        """What is known of a name: nothing, if it is not the name of a feature."""
        row = self.row(name)
        nothing = KnownFeature(name, "", False, np.nan, np.nan)
        return nothing if row is None else self.features[row - 1]

    @property
    def largest(self) -> float:
        """The largest of all |coefficients|, 0..1; 0 where there are none."""
        return float(np.nanmax(self.effects, initial=0.0))

    @property
    def effects(self) -> Numbers:
        """max(Better, |Worse|) of each feature."""
        better, worse = ([getattr(each, key) for each in self.features] for key in _BOTH)
        return largest_effect(better, worse)


_BOTH = ("better", "worse")


_FIXED_BLANK = "\N{NO-BREAK SPACE}"


def name_key(name: str) -> str:
    """What two names have alike that the formulas take for one: case and blanks do not count.

    >>> name_key("Fast\u00a0 transfers ")
    'fast transfers'
    """
    return plain_name(name).casefold()


def plain_name(name: str) -> str:
    """A name without the blanks that nobody sees.

    >>> plain_name("Fast\u00a0 transfers ")
    'Fast transfers'
    """
    words = name.replace(_FIXED_BLANK, " ").split(" ")
    return " ".join(each for each in words if each)


ANALYSED = f"IFERROR(SUMPRODUCT(--(LEN({COLUMNS['feature']})>0)),0)"
"""The formula for how many features there are; 0 also where the result was deleted."""

LARGEST = (
    f"MAX(0,IFERROR(AGGREGATE(4,6,{COLUMNS['better']}),0),"
    f"-IFERROR(AGGREGATE(5,6,{COLUMNS['worse']}),0))"
)
"""The formula for the largest of all |coefficients|."""


def look_up(name: str, analysed: str) -> str:
    """The formula for the row of a name in the block of results, whatever its case and blanks.

    Args:
        name: the cell that holds the name.
        analysed: the cell that holds how many features there are; with none, nothing is looked up.

    >>> look_up("$B5", "Plan_Analysed")[:42]
    'IF(OR($B5="",Plan_Analysed=0),"",IFERROR(L'
    """
    features = COLUMNS["feature"]
    rows = f"ROW({features})-ROW(INDEX({features},1))+1"
    found = f"LOOKUP(2,1/({trimmed(features)}={trimmed(name)}),{rows})"
    return f'IF(OR({name}="",{analysed}=0),"",IFERROR({found},"{NOT_FOUND}"))'


def trimmed(cells: str) -> str:
    """The formula for names without blanks that nobody sees."""
    return f'TRIM(SUBSTITUTE({cells},"{_FIXED_BLANK}"," "))'


def of_row(column: str, row: str) -> str:
    """The formula for what a column of the block of results says, "" where it says nothing.

    >>> of_row("better", "$A5")
    'IF(ISNUMBER($A5),IFERROR(INDEX(Kano_Better,$A5),""),"")'
    """
    return f'IF(ISNUMBER({row}),IFERROR(INDEX({COLUMNS[column]},{row}),""),"")'


def letter_of_row(row: str) -> str:
    """The formula for a letter, with a mark where it is open."""
    is_open = f'INDEX({COLUMNS["verdict"]},{row})="{OPEN_VERDICT}"'
    letter = f'INDEX({COLUMNS["category"]},{row})&IF({is_open},"{OPEN_MARK}","")'
    return f'IF(ISNUMBER({row}),IFERROR({letter},""),"")'


def quoted_text(words: str) -> str:
    """Words as a formula takes them.

    >>> print(quoted_text('say "no" to it'))
    "say ""no"" to it"
    """
    return '"' + words.replace('"', '""') + '"'


def first_said(said: Iterable[tuple[str, str]]) -> str:
    """What a formula says: the words of the first test that is true, or nothing.

    Args:
        said: the words and the test of each, the most serious first.

    >>> first_said([("too big", "A1>15"), ("empty", "A1=0")])
    'IF(A1>15,"too big",IF(A1=0,"empty",""))'
    """
    formula = '""'
    for words, test in reversed(tuple(said)):
        formula = f"IF({test},{quoted_text(words)},{formula})"
    return formula
