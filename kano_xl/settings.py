"""Every choice a user has. The command line's flags and the Settings sheet read from here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kano_xl.errors import SettingsError
from kano_xl.languages import LANGUAGES

RULES = ("mode", "moai", "cqm")
"""How a feature's category is taken from its counts; see `kano_xl.model.decision`."""

CODES = ("like=1", "like=5")
"""What the numbers 1 to 5 mean: 1 like … 5 dislike, or the other way round."""

EXCLUSIONS = ("duplicates", "straight-lining", "questionable")
"""Respondents that a user may leave out; see `kano_xl.survey.quality`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices behind one analysis.

    Attributes:
        table: evaluation table, a name of `kano_xl.model.categories.TABLES` or the
            rows of an own one: five strings of five letters or three of three.
        rule: one of `RULES`.
        tie_gap: share of n, 0..1, up to which rule ``moai`` calls the top two a tie.
        codes: one of `CODES`.
        confidence: level of the intervals, between 0 and 1.
        language: one of `kano_xl.languages.LANGUAGES`, for reports and messages.
        sheet: the worksheet to read; None for the one that holds a survey.
        exclude: groups of respondents to leave out, from `EXCLUSIONS`.
        scores: whether the report has the sheet of continuous scores.
        seed: of the bootstrap behind the category probabilities.

    Raises:
        SettingsError: a value is not one of those, or out of its range.
    """

    table: str | tuple[str, ...] = "standard"
    rule: str = "mode"
    tie_gap: float = 0.05
    codes: str = "like=1"
    confidence: float = 0.95
    language: str = "en"
    sheet: str | None = None
    exclude: tuple[str, ...] = ()
    scores: bool = False
    seed: int = 1984

    def __post_init__(self) -> None:
        _one_of("rule", self.rule, RULES)
        _one_of("codes", self.codes, CODES)
        _one_of("language", self.language, LANGUAGES)
        for group in self.exclude:
            _one_of("exclude", group, EXCLUSIONS)
        if not (math.isfinite(self.tie_gap) and 0 <= self.tie_gap <= 1):
            raise SettingsError("tie_gap_range", given=self.tie_gap)
        if not 0 < self.confidence < 1:
            raise SettingsError("confidence_range", given=self.confidence)


def _one_of(name: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise SettingsError("not_a_choice", name=name, given=given, known=", ".join(known))
