"""How sure a feature's category is: stable when people are drawn again, and a lead not by chance.

Stability alone is too sure of small surveys, for ties in a resample all go to one side: with two
categories truly equal, 10 answers make one of them stable in 17 % of surveys. So the lead that
decides has to pass an exact test as well. `tests.error_rates` measures what is left.

Counts are in the order of `kano_xl.model.categories.CATEGORIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Rules
from kano_xl.model.categories import CATEGORIES, PRECEDENCE, TIE_ORDER
from kano_xl.model.decision import decide
from kano_xl.model.top_two import LEVEL, answers_to_lead, lag_by_chance, lead_by_chance

FEWEST = 5
"""Fewer answers than this are never 'clear' or 'likely': four that all agree come by chance in
one of eight surveys (the exact test of the top two, two-sided)."""


class _Limit(NamedTuple):
    verdict: str
    stability: float
    p: float


LIMITS = (_Limit("clear", 0.95, LEVEL), _Limit("likely", 0.80, 4 * LEVEL))
"""What a verdict needs: a stability of at least so much, and a p of at most so much. Both stand
for the same risk, 5 % or 20 % on either side; what reaches neither is 'open'."""

RESAMPLES = 10_000

_FIRST = 2_000
_BEYOND_DOUBT = 5.0  # standard errors

_WANTED, _UNWANTED = "OAM", "IRQ"


def stability(counts: npt.ArrayLike, rules: Rules) -> dict[str, float] | None:
    """How often each category wins by the chosen rule when the respondents are resampled.

    Resampling respondents of one feature is drawing from a multinomial with its shares,
    so the counts suffice. `RESAMPLES` draws, seeded by the rules; a fifth of them where the
    category's share is then so far from all `LIMITS` that the rest could not change the
    verdict. The shares add up to 1. None where n = 0.

    >>> stability([0, 0, 12, 0, 0, 0], Rules())["M"]
    1.0
    """
    cells = np.asarray(counts, np.int64)
    n = int(cells.sum())
    if n == 0:
        return None
    generator, shares = np.random.default_rng(rules.seed), cells / n
    category = int(decide(cells, rules.rule, rules.tie_gap))
    wins = np.zeros(len(CATEGORIES), np.int64)
    for draws in (_FIRST, RESAMPLES - _FIRST):
        drawn = decide(generator.multinomial(n, shares, draws), rules.rule, rules.tie_gap)
        wins += np.bincount(drawn, minlength=len(CATEGORIES))
        if _beyond_doubt(wins[category] / wins.sum()):
            break
    return dict(zip(CATEGORIES, (wins / wins.sum()).tolist(), strict=True))


def _beyond_doubt(share: float) -> bool:
    """Whether a share of the first draws is far from every limit."""
    return all(
        abs(share - limit.stability)
        > _BEYOND_DOUBT * (limit.stability * (1 - limit.stability) / _FIRST) ** 0.5
        for limit in LIMITS
    )


def by_chance(counts: Sequence[int], category: str, rules: Rules) -> float:
    """The largest p of all that makes a feature's category by the rule, two-sided and exact.

    Under ``mode`` that is the lead over the next, Q among them (winner against runner-up: valid
    without correction, Hung & Fithian, arXiv:1610.03944). Under ``cqm`` the lead of O, A, M
    together over I, R, Q, or the other way round, and that over the next on the same side.
    Under ``moai`` that the category lies within the gap of the largest weaker one, that the
    largest stronger one lies beyond the gap of the largest of all, and that this one leads Q;
    the p of the latter two is multiplied by how many could have come out largest (Bonferroni),
    for the largest of several that are truly level always seems ahead.

    >>> round(by_chance([0, 0, 7, 3, 0, 0], "M", Rules()), 5)
    0.34375
    """
    count = dict(zip(CATEGORIES, counts, strict=True))
    return max(_PARTS[rules.rule](count, category, rules.tie_gap))


def _of_mode(count: dict[str, int], category: str, tie_gap: float) -> Iterator[float]:
    yield lead_by_chance(*_largest(count, CATEGORIES))


def _of_cqm(count: dict[str, int], category: str, tie_gap: float) -> Iterator[float]:
    side, other = (_WANTED, _UNWANTED) if category in _WANTED else (_UNWANTED, _WANTED)
    yield lead_by_chance(*(sum(count[name] for name in group) for group in (side, other)))
    yield lead_by_chance(*_largest(count, side))


def _of_moai(count: dict[str, int], category: str, tie_gap: float) -> Iterator[float]:
    if category == "Q":
        yield from _of_mode(count, category, tie_gap)
        return
    top, gap = max(count.values()), tie_gap * sum(count.values())
    stronger, weaker = (
        [count[name] for name in group if name != "Q"] for group in PRECEDENCE.split(category)
    )
    largest_of = max(1, sum(n > 0 for n in count.values()) - 1)
    yield min(1.0, largest_of * lead_by_chance(top, count["Q"]))
    if stronger:
        yield min(1.0, largest_of * lead_by_chance(top, max(stronger), gap))
    if weaker:
        yield lag_by_chance(max(weaker), count[category], gap)


_PARTS: dict[str, Callable[[dict[str, int], str, float], Iterator[float]]] = {
    "mode": _of_mode,
    "cqm": _of_cqm,
    "moai": _of_moai,
}


def _largest(count: dict[str, int], names: str) -> tuple[int, int]:
    first, second = sorted((count[name] for name in names), reverse=True)[:2]
    return first, second


def verdict(stability: float, p: float, n: int) -> str:
    """``clear``, ``likely`` or ``open``.

    Args:
        stability: that of the category, 0..1.
        p: as `by_chance` gives it.
        n: answers.

    >>> verdict(0.96, 0.02, 50), verdict(0.96, 0.34, 10), verdict(0.5, 0.9, 50), verdict(1, 0, 2)
    ('clear', 'likely', 'open', 'open')
    """
    if n < FEWEST:
        return "open"
    reached = (each.verdict for each in LIMITS if stability >= each.stability and p <= each.p)
    return next(reached, "open")


def rival(category: str, stability: dict[str, float]) -> str | None:
    """The letter most likely to win instead of the category; None where no other ever wins.

    >>> rival("A", {"A": 0.6, "O": 0.1, "M": 0.0, "I": 0.3, "R": 0.0, "Q": 0.0})
    'I'
    """
    others = [name for name in TIE_ORDER if name != category and stability[name] > 0]
    return max(others, key=stability.__getitem__, default=None)


def more_answers(counts: Sequence[int], category: str, rival: str, rule: str) -> int | None:
    """About how many more answers would settle which of the two is ahead, as the shares are.

    None where that is not the question: under ``moai``, which asks for the gap; under ``cqm``
    for two on different sides; where either is Q, for then the question has to be rewritten;
    or where a third is ahead of one of them. None too where no number would do.

    >>> more_answers([55, 0, 0, 45, 0, 0], "A", "I", "cqm") is None
    True
    """
    count = dict(zip(CATEGORIES, counts, strict=True))
    sides = {"mode": ("OAMIR",), "cqm": ("OAM", "IR")}.get(rule, ())
    for side in sides:
        if {category, rival} <= set(side):
            smaller, larger = sorted((count[category], count[rival]))
            if (larger, smaller) == _largest(count, side):
                return answers_to_lead(larger, smaller, sum(counts))
    return None
