"""How many people to ask, for how many groups, and how sure that makes a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.model.sample_size import chance_of_true_mode, half_width

PEOPLE = (30, 50, 100, 200, 400)
"""People in each group, of whom the table tells."""

MOST_GROUPS = 20
"""The template tells it for so many groups at most; more are hardly ever worth a comparison."""

ADVISED = 100
"""People in each group, by the sentence."""

TRUE_SHARES: Mapping[str, Sequence[float]] = {
    "clear": (0.45, 0.25, 0.20, 0.10),
    "close": (0.35, 0.30, 0.20, 0.15),
}
"""True shares of the four categories of a feature, for what a number of people can tell."""

_ALMOST = 0.994


class SampleSize(NamedTuple):
    """What a number of people can tell.

    Attributes:
        each: people of a group who are asked about a feature.
        total: people in all.
        clear, close: chance, 0..1, that the largest category is the true one where it leads
            clearly, and where it is close.
        width: how far Better and Worse can be off, 0..1, at the worst.
    """

    each: int
    total: int
    clear: float
    close: float
    width: float


def sample_sizes(groups: int, blocks: int = 1, confidence: float = 0.95) -> list[SampleSize]:
    """What the numbers of `PEOPLE` can tell.

    Args:
        groups: groups of people that are compared, 1 for none.
        blocks: parts of the list, of which each person is asked about one.
        confidence: level of the interval around Better and Worse.

    >>> [row.total for row in sample_sizes(2)]
    [60, 100, 200, 400, 800]
    """
    clear, close = TRUE_SHARES["clear"], TRUE_SHARES["close"]
    return [
        SampleSize(
            each,
            each * groups * blocks,
            chance_of_true_mode(clear, each),
            chance_of_true_mode(close, each),
            half_width(each, confidence),
        )
        for each in PEOPLE
    ]


def percent(language: str, chance: float) -> str:
    """A chance below 1 as a whole percentage that does not claim to be certain."""
    words = ">99%" if chance > _ALMOST else f"{chance:.0%}"
    return text(language, "questionnaire.sample.percent", number=words.rstrip("%"))


def certainty(language: str, size: SampleSize, confidence: float = 0.95) -> dict[str, object]:
    """How sure a number of people makes a result, as words in texts: the chances, ±, and how often.

    Args:
        language: of the words.
        size: what the number can tell.
        confidence: level of the interval that ± is half of.
    """
    return {
        "clear": percent(language, size.clear),
        "close": percent(language, size.close),
        "width": Decimal(f"{size.width:.2f}"),
        "level": percent(language, confidence),
    }


def advice(language: str, groups: int, blocks: int = 1, confidence: float = 0.95) -> str:
    """How many people to ask, as a sentence."""
    row = next(each for each in sample_sizes(groups, blocks, confidence) if each.each == ADVISED)
    return text(
        language,
        "questionnaire.sample.sentence",
        n=groups,
        all=row.total,
        each=row.each * blocks,
        **certainty(language, row, confidence),
    )
