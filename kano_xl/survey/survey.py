"""What was understood of a survey: the facts that anybody may know, and the answers apart."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Rules
from kano_xl.errors import Place, Problem
from kano_xl.model.analysis import Importance, StatedSatisfaction
from kano_xl.model.cube import (
    EVERYBODY,
    CategoryCube,
    Codes,
    Cube,
    count_groups,
    count_pairs,
)
from kano_xl.model.resamples import Resamples, resample_respondents
from kano_xl.model.satisfaction import stated_satisfaction
from kano_xl.model.scores import importance


@dataclass(frozen=True, slots=True)
class Source:
    """Where a survey came from.

    Attributes:
        files: names of the files, without folders.
        sheets: the sheet read in each of them; None where a file has no sheets.
        layout: the layouts recognised, a key of the catalogue ``names.layout`` each.
        respondents: people who answered and were chosen, if a choice was made; before exclusions.
        frame: the engine behind a data frame, such as ``polars``; "" for files, of which a data
            frame has none.
    """

    files: tuple[str, ...]
    sheets: tuple[str | None, ...]
    layout: tuple[str, ...]
    respondents: int
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that people were asked about.

    Attributes:
        name: short, unique within the survey, fit for a chart label.
        question: the functional question in full, "" if there was none.
        functional, dysfunctional, importance: the header of the column (or the value in
            the long layouts) that each side came from; "" if it has none.
        certain: False where the two sides were paired by position alone.
        satisfaction: the header of the column of satisfaction; "" if there is none.
    """

    name: str
    question: str = ""
    functional: str = ""
    dysfunctional: str = ""
    importance: str = ""
    certain: bool = True
    satisfaction: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One answer as people gave it.

    Attributes:
        text: its words, or its number; "" where fewer than
            `kano_xl.survey.coding.answers.FEWEST_SHOWN` people gave it and it is in no list of
            ours, for it may be about a person.
        code: what it was taken for, 1..5; 0 where it means that no answer was given; None
            where it is not known.
        n: how many cells hold it.
        place: the first of them; unknown where it might tell what one of a few people answered,
            and there is nothing to mend.
        meant: the known wording that it was read as, where it is not known exactly.
        side: the side where it means this, if it means something else on the other one; else "".
    """

    text: str
    code: int | None
    n: int
    place: Place
    meant: str | None = None
    side: str = ""


@dataclass(frozen=True, eq=False)
class Answers:
    """Single answers, without who gave them: F features × N respondents.

    Attributes:
        functional, dysfunctional: F×N codes, uint8: 1 like … 5 dislike, 0 missing.
        importance: F×N stated importance, NaN where missing; None if nobody was asked.
        rows: N row numbers, 1-based, of the respondent in his or her file.
        files: N indices into `Source.files`.
        duplicates: N flags: the respondent repeats an earlier row or ID.
        groups: N indices into `Facts.groups`; None for a survey that was not split.
        weights: N weights above 0; None where everybody counts once.
        satisfaction: F×N satisfaction today, 1..``top``, NaN where missing; None if nobody was
            asked.
        top: of that scale; 0 where nobody answered.
    """

    functional: Codes
    dysfunctional: Codes
    importance: npt.NDArray[np.float64] | None
    rows: npt.NDArray[np.int64]
    files: npt.NDArray[np.int64]
    duplicates: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.int64] | None = None
    weights: npt.NDArray[np.float64] | None = None
    satisfaction: npt.NDArray[np.float64] | None = None
    top: int = 0

    def about(self, flags: npt.NDArray[np.bool_]) -> Answers:
        """The answers to some of the features."""
        rated, satisfied = self.importance, self.satisfaction
        return replace(
            self,
            functional=self.functional[flags],
            dysfunctional=self.dysfunctional[flags],
            importance=None if rated is None else rated[flags],
            satisfaction=None if satisfied is None else satisfied[flags],
        )

    def kept(self, flags: npt.NDArray[np.bool_]) -> Answers:
        """The answers of some of the respondents."""
        rated, groups, weights = self.importance, self.groups, self.weights
        satisfied = self.satisfaction
        return Answers(
            self.functional[:, flags],
            self.dysfunctional[:, flags],
            None if rated is None else rated[:, flags],
            self.rows[flags],
            self.files[flags],
            self.duplicates[flags],
            None if groups is None else groups[flags],
            None if weights is None else weights[flags],
            None if satisfied is None else satisfied[:, flags],
            self.top,
        )


@dataclass(frozen=True, eq=False)
class Facts:
    """What a reader may know of a survey besides its numbers; nothing of a single person.

    Attributes:
        source: where it came from.
        features: F features in the order of the file.
        problems: all that is wrong with it but does not stop the analysis.
        excluded: how many respondents were left out, by group of `choices.EXCLUSIONS`.
        wordings: the answers as people gave them, the most frequent first.
        groups: the names of the groups that the survey was split into, each of 5 people or more;
            empty for one that was not split.
        too_few: the features that too few of those who were chosen answered to be shown.
    """

    source: Source
    features: tuple[Feature, ...]
    problems: tuple[Problem, ...] = ()
    excluded: dict[str, int] = field(default_factory=dict)
    wordings: tuple[Wording, ...] = ()
    groups: tuple[str, ...] = ()
    too_few: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Survey(Facts):
    """A survey as it was understood: its facts, and the answers or what is left of them.

    Attributes:
        answers: the single answers; None where the source gave only counts.
        totals: the counts where there are no answers: by category of a table of counts, by
            pairs of answers of a data frame; else None.
        stated: mean stated importance per feature where there are no answers; None if nobody
            was asked.
        satisfied: mean satisfaction today per feature where there are no answers, likewise.
    """

    answers: Answers | None = None
    totals: Cube | CategoryCube | None = None
    stated: tuple[Importance | None, ...] | None = None
    satisfied: tuple[StatedSatisfaction | None, ...] | None = None

    def facts(self) -> Facts:
        """The survey without its answers, to be kept or shown when they are gone."""
        return Facts(**{each.name: getattr(self, each.name) for each in fields(Facts)})

    def counts(self) -> Cube | CategoryCube:
        """The survey as counts, by group: all that the model needs."""
        answers = self.answers
        if answers is None:
            assert self.totals is not None
            return self.totals
        names = [feature.name for feature in self.features]
        if answers.groups is None and answers.weights is None:
            return count_pairs(names, answers.functional, answers.dysfunctional)
        groups = self.groups or (EVERYBODY,)
        everybody = np.zeros(answers.rows.size, np.int64)
        of = everybody if answers.groups is None else answers.groups
        return count_groups(
            names, answers.functional, answers.dysfunctional, groups, of, answers.weights
        )

    def resamples(self, rules: Rules) -> Resamples | None:
        """The survey resampled by respondent; None where only counts are known.

        Raises:
            SettingsError: the evaluation table of the rules is none.
        """
        if self.answers is None:
            return None
        functional, dysfunctional = self.answers.functional, self.answers.dysfunctional
        return resample_respondents(functional, dysfunctional, rules, self.answers.weights)

    def importance(self) -> tuple[Importance | None, ...] | None:
        """Mean stated importance per feature; None if nobody was asked."""
        if self.answers is None:
            return self.stated
        if self.answers.importance is None:
            return None
        return importance(self.answers.importance, self.answers.weights)

    def satisfaction(self) -> tuple[StatedSatisfaction | None, ...] | None:
        """Mean satisfaction today per feature; None if nobody was asked."""
        if self.answers is None:
            return self.satisfied
        rated = self.answers.satisfaction
        if rated is None:
            return None
        return stated_satisfaction(rated, self.answers.top, self.answers.weights)

    def by_group(self) -> tuple[Survey, ...]:
        """The survey of each group; none where only counts are known, or it was not split."""
        if self.answers is None or self.answers.groups is None:
            return ()
        groups = self.answers.groups
        return tuple(
            replace(
                self, answers=replace(self.answers.kept(groups == index), groups=None), groups=()
            )
            for index in range(len(self.groups))
        )
