"""The analysis of a survey: one result per feature, in the order of the survey; and of groups."""

from __future__ import annotations

from collections.abc import Mapping
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
class StatedSatisfaction:
    """How satisfied people say they are with a feature today.

    Attributes:
        mean: 1..top, 1 for not at all; None where nobody answered.
        n: people who answered.
        top: the answer of those who could not be more satisfied.
    """

    mean: float | None
    n: int
    top: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Where a feature stands today, and what is left. None is 'undefined'.

    Attributes:
        mean, n, top: as of `StatedSatisfaction`.
        share: how satisfied people are, s = (mean − 1)/(top − 1), 0..1.
        position: P = Worse + s·(Better − Worse), −1..1.
        room: how much better it could get, Better − P, 0..2.
        at_stake: how much worse it could get, P − Worse, 0..2.
    """

    mean: float | None
    n: int
    top: int
    share: float | None
    position: float | None
    room: float | None
    at_stake: float | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """Weighted answers to a feature.

    Attributes:
        n: the sum of the weights of all answers.
        counts: the sum of weights of every letter in A O M I R Q.
        effective: how many equal answers tell as much, (Σw)²/Σw² (Kish 1965).
        rescaled: the counts on the effective number, in whole answers: what the tests rest on.
    """

    n: float
    counts: dict[str, float]
    effective: float
    rescaled: dict[str, int]


@dataclass(frozen=True, slots=True)
class FeatureResult:
    """Everything the model says of one feature. None is 'undefined', never 0.

    Where respondents have weights, ``n``, ``missing``, ``counts`` and ``pairs`` are people, and
    all else is of the weighted answers.

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
        weighted: the sums of weights; None where everybody counts once.
        satisfaction: how satisfied people are with it today; None if nobody was asked.
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
    weighted: Weighted | None = None
    satisfaction: Satisfaction | None = None

    @property
    def shares(self) -> dict[str, float]:
        """The share of every letter in A O M I R Q, 0..1, weighted or not; empty where n = 0."""
        counts: Mapping[str, float] = self.counts if self.weighted is None else self.weighted.counts
        total = self.n if self.weighted is None else self.weighted.n
        return {letter: count / total for letter, count in counts.items()} if total else {}


@dataclass(frozen=True, slots=True)
class Group:
    """One group of respondents.

    Attributes:
        name: what its people have in common, or what several small groups were put together as.
        respondents: people in it, 5 or more.
        effective: how many people of equal weight tell as much.
        analysis: its result, for the features that 5 or more of them answered.
        too_few: the other features, whose results would be about single people.
    """

    name: str
    respondents: int
    effective: float
    analysis: Analysis
    too_few: tuple[str, ...] = ()

    @property
    def features(self) -> tuple[FeatureResult, ...]:
        """One result each, in the survey's order."""
        return self.analysis.features

    def feature(self, name: str) -> FeatureResult | None:
        """The result for a feature; None where too few answered it."""
        return next((each for each in self.features if each.name == name), None)


class Groups(tuple[Group, ...]):
    """The groups of a survey, the largest first."""

    __slots__ = ()

    def to_frame(self) -> pd.DataFrame:
        """The results as a data frame of pandas, a row per group and feature, which are its index.

        So ``frame.loc["Pro"]`` is a group, and ``frame["better"].unstack(0)`` has one column for
        each. Columns are as of `Analysis.to_frame`.

        Raises:
            InputError: ``pandas_library``: pandas is not installed.
        """
        from kano_xl.model.results_frame import groups_frame

        return groups_frame(self)


NO_GROUPS = Groups()


@dataclass(frozen=True, slots=True)
class GroupTest:
    """Whether groups differ in one thing. None is 'undefined'.

    Attributes:
        p: two-sided, 0..1.
        method: how it was found: "chi2", "permutation", "z" or "fisher".
        p_holm: p corrected by Holm's method: over the features; and where two of several groups
            are tested over the pairs of the feature too, whichever makes it larger.
        cramers_v: size of the difference, 0..1; None for two shares.
        difference: the second group's minus the first one's; None for categories, and for more
            than two groups.
    """

    p: float | None
    method: str
    p_holm: float | None = None
    cramers_v: float | None = None
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Whether groups differ in a feature.

    Attributes:
        feature: its name.
        groups: the names of those that are compared: all whose result is known; or two of them,
            where all together differ.
        categories: of the six categories; None where fewer than two groups are known, or
            everybody answers alike.
        better, worse: of the coefficients; None where they are undefined.
        differs: whether the categories do, at the level of the settings after Holm's correction.
        of_all: whether all groups are compared at once; else two of several.
        coefficients: those of "better" and "worse" that differ for certain: corrected by Holm's
            method, and for the three kinds of tests that a feature has.
    """

    feature: str
    groups: tuple[str, ...]
    categories: GroupTest | None
    better: GroupTest | None
    worse: GroupTest | None
    differs: bool
    of_all: bool = True
    coefficients: tuple[str, ...] = ()


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
        respondents: people behind it; of the feature that most were asked about.
        effective: how many people of equal weight tell as much.
        groups: the results of each group; empty for a survey that was not split.
        comparisons: whether the groups differ: for each feature first all groups at once; then,
            where these differ and there are more than two, each two of them.
    """

    features: tuple[FeatureResult, ...]
    settings: Settings
    resampled: str = ""
    agreement: float | None = None
    respondents: int = 0
    effective: float = 0.0
    groups: Groups = NO_GROUPS
    comparisons: tuple[GroupComparison, ...] = ()

    def ranked(self) -> tuple[FeatureResult, ...]:
        """The features in order of priority, what to do first first."""
        return tuple(sorted(self.features, key=lambda feature: feature.rank))

    @property
    def asks_satisfaction(self) -> bool:
        """Whether people were asked how satisfied they are with a feature today."""
        return any(feature.satisfaction is not None for feature in self.features)

    @property
    def is_weighted(self) -> bool:
        """Whether people count more or less than once."""
        return any(feature.weighted is not None for feature in self.features)

    def differences(self) -> tuple[GroupComparison, ...]:
        """The features in which the groups differ, all groups at once; the largest first."""
        found = [each for each in self.comparisons if each.of_all and each.differs]
        sizes = [each.categories.cramers_v or 0.0 if each.categories else 0.0 for each in found]
        order = sorted(range(len(found)), key=lambda index: -sizes[index])
        return tuple(found[index] for index in order)

    def coefficients_alone(self) -> tuple[GroupComparison, ...]:
        """The features in which Better or |Worse| of the groups differ, the categories not."""
        return tuple(
            each
            for each in self.comparisons
            if each.of_all and each.coefficients and not each.differs
        )

    def by_difference(self) -> tuple[FeatureResult, ...]:
        """The features in which groups differ, the largest first; then those in which Better or
        |Worse| alone does, and the others, by rank.
        """
        alone = [each.feature for each in self.coefficients_alone()]
        found = [each.feature for each in self.differences()]
        place = dict.fromkeys(alone, len(found)) | {name: at for at, name in enumerate(found)}
        return tuple(sorted(self.ranked(), key=lambda each: place.get(each.name, len(found) + 1)))

    def pairs_of(self, feature: str) -> tuple[GroupComparison, ...]:
        """Every two of several groups, where all together differ in a feature; else none."""
        return tuple(
            each for each in self.comparisons if each.feature == feature and not each.of_all
        )

    def to_frame(self) -> pd.DataFrame:
        """The results as a data frame of pandas, a row per feature, which are its index.

        Columns are the measures of `kano_xl.model.measures`; what is undefined is NaN or NA.

        Raises:
            InputError: ``pandas_library``: pandas is not installed.
        """
        from kano_xl.model.results_frame import results_frame

        return results_frame(self)
