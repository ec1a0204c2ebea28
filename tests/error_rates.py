"""How often is a verdict wrong, how often does an interval of ranks hold the true rank, and how
often does a test of weighted answers find a lead that is none?

    .venv/bin/python -m tests.error_rates [--trials N] [--people N …]

Prints tables for CONTRIBUTING.md. Surveys are drawn from known shares, so the truth is known. At
a true tie whichever category is called is wrong on its side: the worst side is shown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from kano_xl.choices import Rules
from kano_xl.model.categories import CATEGORIES, STANDARD
from kano_xl.model.cube import Codes, count_pairs, effective_number
from kano_xl.model.decision import decide, letter
from kano_xl.model.priority import rank_intervals, ranks
from kano_xl.model.resamples import resample_features, resample_respondents
from kano_xl.model.tally import rescaled
from kano_xl.model.top_two import LEVEL, lead_by_chance
from kano_xl.model.verdict import by_chance, stability, verdict

Hurdles = tuple[tuple[float, float], tuple[float, float]]

PEOPLE = (6, 10, 20, 30, 50, 80, 100, 200, 400, 1000)


@dataclass(frozen=True)
class Truth:
    """Shares of all who could be asked.

    Attributes:
        rule: the rule that decides.
        name: what the truth is like.
        shares: in percent, by letter.
        right: the letter that is right; several at a true tie.
    """

    rule: str
    name: str
    shares: dict[str, float]
    right: str

    def draw(self, people: int, trials: int, seed: int = 7) -> np.ndarray:
        shares = np.array([self.shares.get(each, 0.0) for each in CATEGORIES]) / 100
        return np.random.default_rng(seed).multinomial(people, shares, trials)


TRUTHS = (
    Truth("mode", "two equal", {"M": 40, "I": 40, "A": 10, "O": 5, "R": 5}, "MI"),
    Truth("mode", "two equal, nothing else", {"M": 50, "I": 50}, "MI"),
    Truth("mode", "one equal to Q", {"I": 45, "Q": 45, "A": 10}, "IQ"),
    Truth("mode", "three equal", {"M": 30, "O": 30, "A": 30, "I": 10}, "MOA"),
    Truth("mode", "four equal", {"M": 25, "O": 25, "A": 25, "I": 25}, "MOAI"),
    Truth("mode", "nearly two equal", {"I": 40.5, "M": 39.5, "A": 10, "O": 5, "R": 5}, "I"),
    Truth("mode", "nearly three equal", {"I": 34, "M": 33, "O": 33}, "I"),
    Truth("cqm", "sides equal, nothing else", {"M": 50, "I": 50}, "MI"),
    Truth("cqm", "sides equal", {"A": 10, "O": 10, "M": 30, "I": 40, "R": 10}, "MI"),
    Truth("cqm", "two equal on a side", {"M": 35, "O": 35, "I": 20, "R": 10}, "MO"),
    Truth("cqm", "three equal on a side", {"M": 25, "O": 25, "A": 25, "I": 25}, "MOA"),
    Truth("cqm", "both, four equal", {"M": 25, "O": 25, "I": 25, "R": 25}, "MOIR"),
    Truth("cqm", "sides nearly equal", {"M": 49.5, "I": 50.5}, "I"),
    Truth("moai", "gap of 5 %", {"I": 40, "M": 35, "A": 10, "O": 10, "R": 5}, "MI"),
    Truth("moai", "gap of 5 %, nothing else", {"I": 52.5, "M": 47.5}, "MI"),
    Truth("moai", "gap of 5 %, three", {"A": 35, "O": 30, "M": 30, "I": 5}, "MOA"),
    Truth("moai", "gap of 5 %, four", {"I": 28.75, "M": 23.75, "O": 23.75, "A": 23.75}, "MOAI"),
    Truth(
        "moai",
        "gap of 5 %, below three equal",
        {"A": 26.25, "O": 26.25, "I": 26.25, "M": 21.25},
        "MO",
    ),
    Truth("moai", "gap of 6 %", {"I": 41, "M": 35, "A": 10, "O": 9, "R": 5}, "I"),
    Truth("moai", "two equal", {"M": 40, "I": 40, "A": 10, "O": 5, "R": 5}, "M"),
)


@cache
def _called(counts: tuple[int, ...], rule: str, verdicts: tuple[str, ...]) -> str | None:
    """The category, where it has one of these verdicts."""
    rules, n = Rules(rule=rule), sum(counts)
    category = letter(int(decide(counts, rule, rules.tie_gap)))
    assert category is not None
    p = by_chance(counts, category, rules)
    if verdict(1, p, n) not in verdicts:  # no stability would do, so it need not be known
        return None
    found = stability(counts, rules)
    assert found is not None
    return category if verdict(found[category], p, n) in verdicts else None


def wrong(truth: Truth, people: int, trials: int, verdicts: tuple[str, ...] = ("clear",)) -> float:
    """The share of surveys, 0..1, that call a wrong category so; at a tie on the worst side."""
    drawn = map(tuple, truth.draw(people, trials).tolist())
    called = Counter(_called(counts, truth.rule, verdicts) for counts in drawn)
    right = truth.right if len(truth.right) == 1 else None
    return max((n for each, n in called.items() if each not in (None, right)), default=0) / trials


SAME = ((-0.9, 0.1), (-0.9, 0.1))
"""From the most to the least wanted feature: what a person has to exceed to like having it, and to
dislike lacking it. Features of one category, for the most part."""

MIXED = ((-0.8, 0.8), (0.4, -0.4))
"""The same for features of all categories, some of them between two."""


def alike_people(
    features: int, people: int, alike: float, seed: int, hurdles: Hurdles = SAME
) -> tuple[Codes, Codes]:
    """Answers of people who differ in how much they want everything, F×N functional and
    dysfunctional codes: what all answers of a person share is ``alike`` of their variance.
    """
    generator = np.random.default_rng(seed)
    bent = generator.normal(size=people) * alike**0.5
    wanting, missing = (np.linspace(*ends, features)[:, np.newaxis] for ends in hurdles)
    own = generator.normal(size=(2, features, people)) * (1 - alike) ** 0.5
    wants, misses = bent + own[0] > wanting, bent + own[1] > missing
    return np.where(wants, 1, 3).astype(np.uint8), np.where(misses, 5, 3).astype(np.uint8)


def coverage(
    features: int, people: int, alike: float, trials: int, hurdles: Hurdles
) -> tuple[float, float]:
    """The share of intervals of ranks that hold the true rank, by person and by feature."""
    names = [str(index) for index in range(features)]
    asked, rules = [None] * features, Rules()
    everybody = count_pairs(names, *alike_people(features, 1_000_000, alike, 0, hurdles))
    true = ranks(everybody.categories(STANDARD).counts[0], rules, asked)
    held = np.zeros(2)
    for seed in range(1, trials + 1):
        answers = alike_people(features, people, alike, seed, hurdles)
        counts = count_pairs(names, *answers).categories(STANDARD).counts[0]
        rank = ranks(counts, rules, asked)
        resampled = resample_respondents(*answers, rules), resample_features(counts, rules)
        for index, each in enumerate(resampled):
            ends = rank_intervals(each.cells, rank, rules, asked)
            held[index] += sum(low <= r <= high for (low, high), r in zip(ends, true, strict=True))
    by_person, by_feature = (held / (trials * features)).tolist()
    return by_person, by_feature


TWO_EQUAL = (0.4, 0.0, 0.4, 0.2, 0.0, 0.0)
"""A and M equal, the rest indifferent."""

VARIATIONS = (0.5, 1.0, 2.0)
"""Standard deviations of weights whose mean is 1."""


def weighted_people(
    people: int, variation: float, trials: int, seed: int = 7
) -> tuple[np.ndarray, np.ndarray]:
    """Surveys of one feature, two of whose categories are equal, with lognormal weights.

    Returns:
        trials×6 sums of weights by category, and trials sums of their squares.
    """
    generator = np.random.default_rng(seed)
    spread = np.log1p(variation**2)
    weights = generator.lognormal(-spread / 2, spread**0.5, (trials, people))
    letters = generator.choice(len(CATEGORIES), (trials, people), p=TWO_EQUAL)
    sums = np.stack(
        [np.where(letters == each, weights, 0).sum(axis=1) for each in range(len(CATEGORIES))], 1
    )
    return sums, (weights**2).sum(axis=1)


def weighted_errors(people: int, variation: float, trials: int) -> tuple[float, float]:
    """How often the exact test at `LEVEL` finds one of two equal categories ahead, 0..1: on
    counts on the effective number, and on weighted counts as they are.
    """
    sums, squares = weighted_people(people, variation, trials)
    plain = np.rint(sums * people / sums.sum(axis=1, keepdims=True)).astype(int)
    rates = []
    for counts in (rescaled(sums, effective_number(sums.sum(axis=1), squares)), plain):
        leads = (sorted((int(each[0]), int(each[2]))) for each in counts)
        rates.append(sum(lead_by_chance(more, less) <= LEVEL for less, more in leads) / trials)
    return rates[0], rates[1]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--people", type=int, nargs="+", default=PEOPLE)
    parser.add_argument("--verdict", nargs="+", default=["clear"])
    chosen = parser.parse_args()
    print("| rule | truth |", *(f" {n:,} |" for n in chosen.people), sep="")
    print("|---|---|" + "---:|" * len(chosen.people))
    for truth in TRUTHS:
        rates = (wrong(truth, n, chosen.trials, tuple(chosen.verdict)) for n in chosen.people)
        cells = "".join(f" {100 * rate:.1f} |" for rate in rates)
        print(f"| `{truth.rule}` | {truth.name} |{cells}", flush=True)
    print("\n| features | people | shared | by respondent | by feature |")
    print("|---|---:|---:|---:|---:|")
    trials = max(1, chosen.trials // 10)
    for name, hurdles in (("alike", SAME), ("mixed", MIXED)):
        for people, alike in product((30, 100, 200), (0.0, 0.3, 0.5)):
            held = coverage(12, people, alike, trials, hurdles)
            cells = " | ".join(f"{each:.1%}" for each in (alike, *held))
            print(f"| {name} | {people} | {cells} |", flush=True)
    print("\n| people | variation of weights | on the effective number | weighted counts |")
    print("|---:|---:|---:|---:|")
    for people, variation in product((30, 50, 100, 200, 1000), VARIATIONS):
        cells = " | ".join(
            f"{each:.1%}" for each in weighted_errors(people, variation, chosen.trials)
        )
        print(f"| {people} | {variation} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
