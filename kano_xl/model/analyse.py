"""From a cube to results: the one place where the parts of the model come together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

import numpy as np

from kano_xl.choices import RULES, Rules, Settings
from kano_xl.model import coefficients, decision
from kano_xl.model.analysis import (
    Analysis,
    FeatureResult,
    Importance,
    Interval,
    Satisfaction,
    Score,
    StatedSatisfaction,
    Weighted,
)
from kano_xl.model.categories import CATEGORIES, evaluation_table
from kano_xl.model.cube import CategoryCube, Counts, Cube, effective_number
from kano_xl.model.priority import rank_intervals, ranks
from kano_xl.model.resamples import Resamples, resample_features
from kano_xl.model.satisfaction import comes_first, of_feature
from kano_xl.model.scores import score
from kano_xl.model.significance import holm
from kano_xl.model.tally import Tally
from kano_xl.model.top_two import compare_top_two
from kano_xl.model.verdict import FEWEST, by_chance, more_answers, rival, stability, verdict


class _Sureness(TypedDict):
    probability: dict[str, float] | None
    deciding_p: float | None
    verdict: str | None
    rival: str | None
    more_answers: int | None


def analyse_cube(
    counts: Cube | CategoryCube,
    rules: Rules | None = None,
    importance: Sequence[Importance | None] | None = None,
    resamples: Resamples | None = None,
    satisfaction: Sequence[StatedSatisfaction | None] | None = None,
) -> Analysis:
    """Everything the Kano model says of a survey, all its groups together.

    Args:
        counts: pairs of answers, or categories where no more is known (then ``pairs``
            and ``score`` of the results are None).
        rules: evaluation table, rule and level; the defaults where left out. `Settings` are
            kept whole in the result.
        importance: one value per feature, in the order of the counts.
        resamples: the survey resampled by respondent; where left out, each feature is resampled
            by itself.
        satisfaction: how satisfied people are today, one value per feature.

    Returns:
        One result per feature, in the order of the counts.

    Raises:
        SettingsError: the evaluation table of the settings is none.

    >>> from kano_xl.model.cube import count_pairs
    >>> like, dislike = np.uint8([[1, 1, 1]]), np.uint8([[5, 5, 3]])
    >>> result, = analyse_cube(count_pairs(["Fast transfers"], like, dislike)).features
    >>> result.category, result.better, round(result.worse, 2)
    ('O', 1.0, -0.67)
    """
    settings = rules if isinstance(rules, Settings) else Settings(**vars(rules or Rules()))
    everybody = counts.everybody()
    table = evaluation_table(settings.table)
    totals = everybody if isinstance(everybody, CategoryCube) else everybody.categories(table)
    pairs = everybody if isinstance(everybody, Cube) else None
    tally = Tally.of(totals)
    stated = importance if importance is not None else [None] * len(totals.features)
    results = [
        _feature(name, index, tally, pairs, int(totals.missing[0, index]), stated[index], settings)
        for index, name in enumerate(totals.features)
    ]
    if totals.is_weighted or settings.weight:
        results = [
            replace(result, weighted=_weighted(tally, index))
            for index, result in enumerate(results)
        ]
    if satisfaction is not None:
        results = [
            replace(result, satisfaction=_today(each, result))
            for result, each in zip(results, satisfaction, strict=True)
        ]
    if resamples is None:
        resamples = resample_features(tally.tested, settings)
    return Analysis(
        _corrected(_ranked(results, tally.decided, resamples, settings)),
        settings,
        resamples.by,
        resamples.agreement,
        int(everybody.people()[0]),
        float(everybody.effective()[0]),
    )


def _feature(
    name: str,
    index: int,
    tally: Tally,
    pairs: Cube | None,
    missing: int,
    stated: Importance | None,
    settings: Settings,
) -> FeatureResult:
    decided, tested, weight = tally.decided[index], tally.tested[index], tally.weight[index]
    categories = {
        rule: decision.letter(int(decision.decide(decided, rule, settings.tie_gap)))
        for rule in RULES
    }
    category = categories[settings.rule]
    people = tally.people[index].tolist()
    scaled = tally.scaled[index]
    a, o, m, _, _, _ = scaled.tolist()
    trials = float(coefficients.trials(scaled))
    below = coefficients.wilson(o + m, trials, settings.confidence)
    better, worse = _defined(coefficients.better(weight)), _defined(coefficients.worse(weight))
    errors = coefficients.standard_errors(scaled)
    strengths = decision.strengths(decided)
    return FeatureResult(
        name=name,
        n=sum(people),
        missing=missing,
        counts=dict(zip(CATEGORIES, people, strict=True)),
        pairs=None if pairs is None else tuple(map(tuple, pairs.n[0, index, 1:, 1:].tolist())),
        categories=categories,
        category=category,
        tied=decision.tied(decided),
        better=better,
        better_interval=coefficients.wilson(a + o, trials, settings.confidence),
        better_se=errors and errors.better,
        worse=worse,
        worse_interval=_negated(below),
        worse_se=errors and errors.worse,
        total_satisfaction=None if better is None or worse is None else better + worse,
        total_satisfaction_se=errors and errors.total_satisfaction,
        average_satisfaction=None if better is None or worse is None else (better - worse) / 2,
        average_satisfaction_se=errors and errors.average_satisfaction,
        better_with_reversals=_defined(coefficients.better_with_reversals(weight)),
        worse_with_reversals=_defined(coefficients.worse_with_reversals(weight)),
        category_strength=strengths and strengths[0],
        total_strength=strengths and strengths[1],
        strength=decision.strength_word(*strengths) if strengths else "",
        top_two=compare_top_two(tested),
        score=None if pairs is None else _score(pairs, index),
        importance=stated,
        rank=0,
        rank_interval=None,
        **_sureness(tested.tolist(), sum(people), category, settings),
    )


def _today(stated: StatedSatisfaction | None, result: FeatureResult) -> Satisfaction | None:
    return None if stated is None else of_feature(stated, result.better, result.worse)


def _score(pairs: Cube, index: int) -> Score | None:
    counts, weight, squared = (
        each[0, index, 1:, 1:] for each in (pairs.n, pairs.weight, pairs.weight_squared)
    )
    return score(counts, weight, float(effective_number(weight.sum(), squared.sum())))


def _weighted(tally: Tally, index: int) -> Weighted:
    weight, tested = tally.weight[index].tolist(), tally.tested[index].tolist()
    return Weighted(
        sum(weight),
        dict(zip(CATEGORIES, weight, strict=True)),
        float(tally.effective[index]),
        dict(zip(CATEGORIES, tested, strict=True)),
    )


def _sureness(counts: list[int], people: int, category: str | None, rules: Rules) -> _Sureness:
    """How sure the category is, by counts that may be fewer than the people behind them."""
    found = stability(counts, rules)
    if category is None or found is None:
        return _Sureness(
            probability=None, deciding_p=None, verdict=None, rival=None, more_answers=None
        )
    p = by_chance(counts, category, rules)
    word = verdict(found[category], p, sum(counts))
    other = None if word == "clear" else rival(category, found)
    more = None if other is None else more_answers(counts, category, other, rules.rule)
    if more is not None and sum(counts) != people:
        more = math.ceil(more * people / sum(counts))
    return _Sureness(probability=found, deciding_p=p, verdict=word, rival=other, more_answers=more)


def _ranked(
    results: list[FeatureResult], counts: Counts, resamples: Resamples, rules: Rules
) -> list[FeatureResult]:
    """The results, each with its rank and how far that could have come out otherwise."""
    if not results:
        return []
    importance = [result.importance for result in results]
    first = [comes_first(result) for result in results]
    rank = ranks(counts, rules, importance, first)
    intervals = rank_intervals(resamples.cells, rank, rules, importance, first)
    return [
        replace(result, rank=place, rank_interval=interval if result.n >= FEWEST else None)
        for result, place, interval in zip(results, rank.tolist(), intervals, strict=True)
    ]


def _corrected(results: list[FeatureResult]) -> tuple[FeatureResult, ...]:
    """The results, the p of each one's top two corrected over all of them."""
    tests = [result.top_two for result in results]
    corrected = holm([None if test is None else test.p for test in tests])
    return tuple(
        replace(result, top_two=test and replace(test, p_holm=p))
        for result, test, p in zip(results, tests, corrected, strict=True)
    )


def _defined(value: coefficients.Floats) -> float | None:
    return None if np.isnan(value) else float(value)


def _negated(interval: Interval | None) -> Interval | None:
    return None if interval is None else (0.0 - interval[1], 0.0 - interval[0])
