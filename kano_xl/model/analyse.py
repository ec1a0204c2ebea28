"""From counts to results: the one place where the parts of the model come together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kano_xl.model import coefficients, decision
from kano_xl.model.analysis import Analysis, FeatureResult, Importance, Interval
from kano_xl.model.categories import CATEGORIES, evaluation_table
from kano_xl.model.counts import CategoryCounts, Counts, PairCounts
from kano_xl.model.priority import priority
from kano_xl.model.scores import score
from kano_xl.model.top_two import answers_to_settle, compare_top_two
from kano_xl.settings import RULES, Settings


def analyse(
    counts: PairCounts | CategoryCounts,
    settings: Settings | None = None,
    importance: Sequence[Importance | None] | None = None,
) -> Analysis:
    """Everything the Kano model says of a survey.

    Args:
        counts: pairs of answers, or categories where no more is known (then ``pairs``
            and ``score`` of the results are None).
        settings: evaluation table, rule and level; the defaults where left out.
        importance: one value per feature, in the order of the counts.

    Returns:
        One result per feature, in the order of the counts.

    Raises:
        SettingsError: the evaluation table of the settings is none.

    >>> from kano_xl.model.counts import count_pairs
    >>> like, dislike = np.uint8([[1, 1, 1]]), np.uint8([[5, 5, 3]])
    >>> result, = analyse(count_pairs(["Fast transfers"], like, dislike)).features
    >>> result.category, result.better, round(result.worse, 2)
    ('O', 1.0, -0.67)
    """
    settings = settings or Settings()
    table = evaluation_table(settings.table)
    if isinstance(counts, PairCounts):
        totals, pairs = counts.categories(table), counts.cells[:, 1:, 1:]
    else:
        totals, pairs = counts, None
    stated = importance if importance is not None else [None] * len(totals.features)
    results = [
        _feature(
            name,
            totals.cells[index],
            int(totals.missing[index]),
            None if pairs is None else pairs[index],
            stated[index],
            settings,
        )
        for index, name in enumerate(totals.features)
    ]
    return Analysis(_ranked(results), settings)


def _feature(
    name: str,
    counts: Counts,
    missing: int,
    pairs: Counts | None,
    stated: Importance | None,
    settings: Settings,
) -> FeatureResult:
    categories = {
        rule: decision.letter(int(decision.decide(counts, rule, settings.tie_gap)))
        for rule in RULES
    }
    category = categories[settings.rule]
    probability = decision.probabilities(counts, settings)
    verdict = rival = more_answers = None
    if category is not None and probability is not None:
        verdict = decision.verdict(probability[category], int(counts.sum()))
        if verdict != "clear":
            rival = decision.rival(category, probability)
    top_two = compare_top_two(counts)
    if top_two is not None and {category, rival} == {top_two.first, top_two.second}:
        more_answers = answers_to_settle(counts)
    strengths = decision.strengths(counts)
    a, o, m, _, _, _ = (int(count) for count in counts)
    trials = float(coefficients.trials(counts))
    below = coefficients.wilson(o + m, trials, settings.confidence)
    better, worse = _defined(coefficients.better(counts)), _defined(coefficients.worse(counts))
    return FeatureResult(
        name=name,
        n=int(counts.sum()),
        missing=missing,
        counts=dict(zip(CATEGORIES, map(int, counts), strict=True)),
        pairs=None if pairs is None else tuple(tuple(map(int, row)) for row in pairs),
        categories=categories,
        category=category,
        tied=decision.tied(counts),
        better=better,
        better_interval=coefficients.wilson(a + o, trials, settings.confidence),
        worse=worse,
        worse_interval=_negated(below),
        total_satisfaction=None if better is None or worse is None else better + worse,
        average_satisfaction=None if better is None or worse is None else (better - worse) / 2,
        better_with_reversals=_defined(coefficients.better_with_reversals(counts)),
        worse_with_reversals=_defined(coefficients.worse_with_reversals(counts)),
        category_strength=strengths and strengths[0],
        total_strength=strengths and strengths[1],
        strength=decision.strength_word(*strengths) if strengths else "",
        top_two=top_two,
        probability=probability,
        verdict=verdict,
        rival=rival,
        more_answers=more_answers,
        score=None if pairs is None else score(pairs),
        importance=stated,
        rank=0,
    )


def _ranked(results: list[FeatureResult]) -> tuple[FeatureResult, ...]:
    """The results in their order, each with its rank; equal ones by their order."""

    def key(index: int) -> tuple[float, ...]:
        result = results[index]
        mean = result.importance.mean if result.importance else None
        return priority(result.category, result.better, result.worse, mean, result.n)

    order = sorted(range(len(results)), key=key)
    rank = {index: place for place, index in enumerate(order, 1)}
    return tuple(replace(result, rank=rank[index]) for index, result in enumerate(results))


def _defined(value: coefficients.Floats) -> float | None:
    return None if np.isnan(value) else float(value)


def _negated(interval: Interval | None) -> Interval | None:
    return None if interval is None else (0.0 - interval[1], 0.0 - interval[0])
