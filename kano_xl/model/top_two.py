"""Is the top category really the top? Tests of the two largest counts.

The two counts come from one sample, so given their sum the larger one is binomial with
share ½ when neither is ahead: that exact test leads. Fong's (1996) test takes them for
independent samples; it stands beside, for comparison with published work.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from kano_xl.model.analysis import Fong, TopTwo
from kano_xl.model.categories import CATEGORIES, PRECEDENCE

LEVEL = 0.10
"""Error rate of the tests, the one Fong's table is made for."""

POWER = 0.80
"""Chance of a significant test that 'enough answers' stands for."""

_FONG_Z = 1.65


def compare_top_two(counts: npt.ArrayLike) -> TopTwo | None:
    """Test the two largest of A O M I R; n includes Q. None where all five are 0.

    Equal counts are ordered by M>O>A>I>R.

    >>> test = compare_top_two([54, 54, 101, 81, 3, 3])
    >>> test.first, test.second, round(test.z, 2), test.fong.significant
    ('M', 'I', 1.48, True)
    """
    cells = np.asarray(counts, np.int64)
    n = int(cells.sum())
    by_letter = {name: int(cells[CATEGORIES.index(name)]) for name in PRECEDENCE if name != "Q"}
    first, second = sorted(by_letter, key=lambda name: -by_letter[name])[:2]
    a, b = by_letter[first], by_letter[second]
    if a == 0:
        return None
    critical = _FONG_Z * math.sqrt((a + b) * (2 * n - a - b) / (2 * n))
    fong = Fong(a - b, critical, not a - b < critical)
    return TopTwo(first, second, lead_by_chance(a, b), (a - b) / math.sqrt(a + b), fong)


def lead_by_chance(larger: int, smaller: int, gap: float = 0.0) -> float:
    """Two-sided exact probability of a lead this large when the true one is ``gap``; 1 for 0 and 0.

    Given their sum, the larger count is binomial; a true lead of ``gap`` answers makes its share
    ½ + gap/(2·sum).

    >>> lead_by_chance(5, 0), lead_by_chance(3, 3)
    (0.0625, 1.0)
    """
    both = larger + smaller
    if gap >= both:
        return 1.0
    return min(1.0, 2 * upper_tail(larger, both, (1 + gap / both) / 2 if both else 0.5))


def lag_by_chance(larger: int, smaller: int, gap: float) -> float:
    """Two-sided exact probability of a lead this small, or of falling behind, when the true lead
    is ``gap``.

    >>> round(lag_by_chance(3, 3, 0.0), 12), lag_by_chance(1, 1, 2.0)
    (1.0, 0.0)
    """
    both = larger + smaller
    if gap >= both:
        return 0.0
    return min(1.0, 2 * upper_tail(smaller, both, (1 - gap / both) / 2))


def upper_tail(successes: int, trials: int, share: float) -> float:
    """Probability of at least ``successes`` in ``trials``, each with chance ``share`` in (0, 1).

    >>> round(upper_tail(2, 3, 0.5), 12)
    0.5
    """
    if successes <= 0:
        return 1.0
    if successes > trials:
        return 0.0
    return min(1.0, float(_terms(successes, trials, share).sum()))


def _terms(successes: int, trials: int, share: float) -> npt.NDArray[np.float64]:
    """The probabilities of ``successes`` and of each number above it, up to the trials.

    Terms far above the mean are negligible, and left out: they fall faster than a normal tail.
    """
    far = math.ceil(max(successes, trials * share) + 12 * math.sqrt(trials) + 50)
    k = np.arange(successes, min(trials, far), dtype=np.float64)
    odds = math.log(share) - math.log1p(-share)
    steps = np.log((trials - k) / (k + 1)) + odds
    first = (
        math.lgamma(trials + 1)
        - math.lgamma(successes + 1)
        - math.lgamma(trials - successes + 1)
        + successes * math.log(share)
        + (trials - successes) * math.log1p(-share)
    )
    logs = np.zeros(len(k) + 1)
    np.cumsum(steps, out=logs[1:])
    terms: npt.NDArray[np.float64] = np.exp(first + logs)
    return terms


def answers_to_lead(larger: int, smaller: int, n: int) -> int | None:
    """About how many more answers would settle which of two counts is ahead.

    That many that the exact test at `LEVEL` has `POWER` when the true shares are the
    observed ones. 0 where it is settled; None where the two are equal, for then no number
    would do.

    Args:
        larger, smaller: the two counts.
        n: answers altogether.

    >>> 480 < answers_to_lead(55, 45, 100) < 550
    True
    >>> answers_to_lead(10, 10, 20) is None
    True
    """
    if larger == smaller:
        return None
    both = larger + smaller
    if lead_by_chance(larger, smaller) <= LEVEL:
        return 0
    return max(1, math.ceil(_enough_for(larger / both) * n / both - n))


def _enough_for(share: float) -> int:
    """The number of answers in the top two from which the exact test has `POWER`."""
    few, many = 1, 2
    while _power(many, share) < POWER:
        few, many = many, many * 2
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if _power(middle, share) >= POWER else (middle, many)
    return many


def _power(trials: int, share: float) -> float:
    return upper_tail(_smallest_significant(trials), trials, share)


@lru_cache(maxsize=4096)
def _smallest_significant(trials: int) -> int:
    """The smallest larger count that is significant; more than ``trials`` where none is."""
    guess = trials / 2 + NormalDist().inv_cdf(1 - LEVEL / 2) * math.sqrt(trials) / 2
    count = max(0, math.floor(guess) - 1)
    tails = np.cumsum(_terms(count, trials, 0.5)[::-1])
    return count + int(np.count_nonzero(2 * tails > LEVEL))
