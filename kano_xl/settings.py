"""Every choice a user has. The command line's flags and the Settings sheet read from here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kano_xl.errors import SettingsError
from kano_xl.languages import LANGUAGES

RULES = ("mode", "moai", "cqm")
"""How a feature's category is taken from its counts; see `kano_xl.model.decision`."""

CODES = ("like=1", "like=5")
"""What the numbers 1 to 5 mean: 1 like … 5 dislike, or the other way round."""

USUAL = "usual"
"""Stands beside `CODES` for “not chosen”, where a choice has to be a word."""

ANSWER_NAMES = ("none", "like", "must-be", "neutral", "live-with", "dislike")
"""What an answer may mean, each at its code 0..5; `kano_xl.model.answers` takes them from here."""

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
        codes: one of `CODES`, chosen for good; None for the usual meaning of numbers, which
            is asked about where the answers speak against it.
        answers: the user's own meaning of wordings: wording → its index in `ANSWER_NAMES`. A
            number is there as its text, ``"7"``.
        confidence: level of the intervals, between 0 and 1.
        language: one of `kano_xl.languages.LANGUAGES`, for reports and messages.
        sheets: the worksheets to read; none for the one that holds a survey.
        accept_pairs: whether questions that were paired by a guess are taken for pairs.
        visible: whether only what can be seen of a sheet is read.
        respondents: how many people there are, 1 or more; None for what the survey itself says.
        exclude: groups of respondents to leave out, from `EXCLUSIONS`.
        scores: whether the report has the sheet of continuous scores.
        seed: of the bootstrap behind the category probabilities.

    Raises:
        SettingsError: a value is not one of those, or out of its range.
    """

    table: str | tuple[str, ...] = "standard"
    rule: str = "mode"
    tie_gap: float = 0.05
    codes: str | None = None
    answers: Mapping[str, int] = field(default_factory=dict, hash=False)
    confidence: float = 0.95
    language: str = "en"
    sheets: tuple[str, ...] = ()
    accept_pairs: bool = False
    visible: bool = False
    respondents: int | None = None
    exclude: tuple[str, ...] = ()
    scores: bool = False
    seed: int = 1984

    def __post_init__(self) -> None:
        _one_of("rule", self.rule, RULES)
        _one_of("codes", self.numbers, CODES)
        _one_of("language", self.language, LANGUAGES)
        for group in self.exclude:
            _one_of("exclude", group, EXCLUSIONS)
        for answer, code in self.answers.items():
            if code not in range(len(ANSWER_NAMES)):
                known = ", ".join(ANSWER_NAMES)
                raise SettingsError("answer_meaning", answer=answer, given=code, known=known)
        if not (math.isfinite(self.tie_gap) and 0 <= self.tie_gap <= 1):
            raise SettingsError("tie_gap_range", given=_plain(self.tie_gap))
        if not 0 < self.confidence < 1:
            raise SettingsError("confidence_range", given=_plain(self.confidence))
        if self.respondents is not None and self.respondents < 1:
            raise SettingsError("respondents_range", given=self.respondents)

    @property
    def numbers(self) -> str:
        """What the numbers 1 to 5 mean, one of `CODES`: as chosen, else the usual 1 for like."""
        return CODES[0] if self.codes is None else self.codes


def _plain(number: float) -> str:
    """A number as one would type it.

    >>> _plain(95.0), _plain(1.0001), _plain(1.7976931348623157e308)
    ('95', '1.0001', '1.797693135e+308')
    """
    return f"{number:.10g}"


def _one_of(name: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise SettingsError("not_a_choice", name=name, given=given, known=", ".join(known))
