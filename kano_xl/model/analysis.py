"""The analysis of a survey: one result per feature, in the order of the survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kano_xl.choices import Settings

if TYPE_CHECKING:
    import pandas as pd

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fong:
    """Fong's (1996) test: the top two differ when ``difference`` ≥ ``critical``."""

    difference: int
    critical: float
    significant: bool


@dataclass(frozen=True, slots=True)
class TopTwo:
    """Is the top category really the top?

    Attributes:
        first, second: letters of the two largest counts, without Q.
        p: two-sided exact binomial probability of a gap this large by chance, 0..1.
        z: (a−b)/√(a+b), the same for large samples.
        fong: Fong's test, for comparison with published work.
        p_holm: p corrected by Holm's method over all features of the survey.
    """

    first: str
    second: str
    p: float
    z: float
    fong: Fong
    p_holm: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Continuous scores (DuMouchel 1993): functional −2..4, dysfunctional −2..4.

    A standard deviation (n−1) or standard error is None for fewer than two answers.
    """

    n: int
    functional_mean: float
    functional_sd: float | None
    functional_se: float | None
    dysfunctional_mean: float
    dysfunctional_sd: float | None
    dysfunctional_se: float | None


@dataclass(frozen=True, slots=True)
class Importance:
    """Stated importance, on the scale it was asked on."""

    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class FeatureResult:
    """Everything the model says of one feature. None is 'undefined', never 0.

    Attributes:
        name: the feature.
        n: pairs answered in full, questionable ones included.
        missing: respondents without a full pair.
        counts: the count of every letter in A O M I R Q.
        pairs: 5×5 counts by functional 1..5, dysfunctional 1..5; None if only counts were given.
        categories: category by each rule of `choices.RULES`; None where n = 0.
        category: the one of the chosen rule.
        tied: the letters that share the largest count, by `categories.TIE_ORDER`; one if there is
            no tie.
        better, worse: 0..1 and −1..0; None where A+O+M+I = 0. Intervals are Wilson's.
        better_se, worse_se, total_satisfaction_se, average_satisfaction_se: standard errors of
            the four; None where the coefficient is.
        total_satisfaction: Better − |Worse|, −1..1.
        average_satisfaction: (Better + |Worse|)/2, 0..1.
        better_with_reversals, worse_with_reversals: the variants that count R.
        category_strength, total_strength: shares, 0..1.
        strength: "mixed", "unclear" or "" by the limits of Lee & Newcomb (1997).
        top_two: the test of the two largest counts; None where fewer than one of them is above 0.
        probability: the stability: share of resamples in which each letter wins by the chosen
            rule; None where n = 0.
        deciding_p: the exact p that the verdict rests on, 0..1, as
            `kano_xl.model.verdict.by_chance` gives it; None where n = 0.
        verdict: "clear", "likely" or "open", as `kano_xl.model.verdict` says.
        rival: where the verdict is not "clear", the letter most likely to win instead; None where
            no other wins in any resample.
        more_answers: where it is the lead of ``category`` over ``rival`` that is not settled:
            about how many more answers would settle it, if the shares stay as they are; None
            where that is not the question, or no number would do.
        score: continuous scores; None without pairs.
        importance: stated importance; None if nobody was asked.
        rank: 1 for what to do first; a permutation of 1..F.
        rank_interval: from the 5th to the 95th hundredth of the ranks in the resamples, which
            are the analysis' own.
    """

    name: str
    n: int
    missing: int
    counts: dict[str, int]
    pairs: tuple[tuple[int, ...], ...] | None
    categories: dict[str, str | None]
    category: str | None
    tied: tuple[str, ...]
    better: float | None
    better_interval: Interval | None
    better_se: float | None
    worse: float | None
    worse_interval: Interval | None
    worse_se: float | None
    total_satisfaction: float | None
    total_satisfaction_se: float | None
    average_satisfaction: float | None
    average_satisfaction_se: float | None
    better_with_reversals: float | None
    worse_with_reversals: float | None
    category_strength: float | None
    total_strength: float | None
    strength: str
    top_two: TopTwo | None
    probability: dict[str, float] | None
    deciding_p: float | None
    verdict: str | None
    rival: str | None
    more_answers: int | None
    score: Score | None
    importance: Importance | None
    rank: int
    rank_interval: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result for every feature, in the survey's order, under one choice of settings.

    Attributes:
        features: one result each.
        settings: the choices behind it.
        resampled: what the intervals of ranks rest on: "respondents" who were drawn with all
            their answers, or "features" drawn by themselves, from counts alone; "" where
            nothing was drawn.
        agreement: how far two halves of the survey agree: the share of features, 0..1, with the
            same category in both, on average; None where nobody knows.
    """

    features: tuple[FeatureResult, ...]
    settings: Settings
    resampled: str = ""
    agreement: float | None = None

    def ranked(self) -> tuple[FeatureResult, ...]:
        """The features in order of priority, what to do first first."""
        return tuple(sorted(self.features, key=lambda feature: feature.rank))

    def to_frame(self) -> pd.DataFrame:
        """The results as a data frame of pandas, a row per feature, which are its index.

        Columns are the measures of `kano_xl.model.measures`; what is undefined is NaN or NA.

        Raises:
            InputError: ``pandas_library``: pandas is not installed.
        """
        from kano_xl.model.results_frame import results_frame

        return results_frame(self)
