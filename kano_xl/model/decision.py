"""The category of a feature: three rules, the strength of the decision, and how sure it is.

Counts are in the order of `CATEGORIES`. Sources: Center for Quality of Management,
in Berger et al. (1993), for rule ``cqm``; Lee & Newcomb (1997) for the strengths.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from kano_xl.model.categories import CATEGORIES, NO_CATEGORY, PRECEDENCE
from kano_xl.settings import Settings

Indices = npt.NDArray[np.int64]
_Counts = npt.NDArray[np.int64]

UNCLEAR_STRENGTH = 0.06
"""A category strength up to this share is unclear (Lee & Newcomb 1997)."""

MIXED_STRENGTH = 0.60
"""… and mixed when the total strength reaches this share: a convention, its source unverified."""

CLEAR, LIKELY = 0.95, 0.80
"""Category probabilities from which a verdict is 'clear', or 'likely'; below it is 'open'."""

FEWEST = 5
"""Fewer answers than this are never 'clear' or 'likely': four that all agree come by chance in
one of eight surveys (the exact test of the top two, two-sided)."""

RESAMPLES = 10_000

_STRONGER_FIRST = np.array([CATEGORIES.index(letter) for letter in PRECEDENCE])
_WANTED, _UNWANTED = slice(0, 3), slice(3, 6)  # M O A and I R Q, in PRECEDENCE


def decide(counts: npt.ArrayLike, rule: str, tie_gap: float) -> Indices:
    """The category by a rule, as an index into `CATEGORIES`, for counts of shape (…, 6).

    ``mode`` takes the largest count. ``moai`` does too, but where the two largest are no
    more than ``tie_gap`` × n apart it takes the stronger of the two. ``cqm`` takes the
    largest of O, A, M if together they outnumber I, R, Q, else the largest of those.
    Ties go to the stronger, M>O>A>I>R>Q. No answers at all give `NO_CATEGORY`.

    >>> CATEGORIES[decide([93, 87, 65, 51, 0, 0], "mode", 0.05)]
    'A'
    >>> CATEGORIES[decide([93, 87, 65, 51, 0, 0], "moai", 0.05)]
    'O'
    """
    ordered = np.asarray(counts, np.int64)[..., _STRONGER_FIRST]
    place = _RULES[rule](ordered, tie_gap)
    decided: Indices = np.where(ordered.sum(axis=-1) > 0, _STRONGER_FIRST[place], NO_CATEGORY)
    return decided


def _mode(ordered: _Counts, tie_gap: float) -> Indices:
    winner: Indices = ordered.argmax(axis=-1)
    return winner


def _moai(ordered: _Counts, tie_gap: float) -> Indices:
    first = ordered.argmax(axis=-1, keepdims=True)
    others = ordered.copy()
    np.put_along_axis(others, first, -1, axis=-1)
    second = others.argmax(axis=-1, keepdims=True)
    top, next_to_top = (np.take_along_axis(ordered, place, -1) for place in (first, second))
    allowed = tie_gap * ordered.sum(axis=-1, keepdims=True) + 1e-9
    tied = (next_to_top > 0) & (top - next_to_top <= allowed)
    winner: Indices = np.where(tied, np.minimum(first, second), first)[..., 0]
    return winner


def _cqm(ordered: _Counts, tie_gap: float) -> Indices:
    wanted, unwanted = ordered[..., _WANTED], ordered[..., _UNWANTED]
    winner: Indices = np.where(
        wanted.sum(axis=-1) > unwanted.sum(axis=-1),
        wanted.argmax(axis=-1),
        unwanted.argmax(axis=-1) + _UNWANTED.start,
    )
    return winner


_RULES: dict[str, Callable[[_Counts, float], Indices]] = {
    "mode": _mode,
    "moai": _moai,
    "cqm": _cqm,
}


def letter(index: int) -> str | None:
    """The letter of an index into `CATEGORIES`; None for `NO_CATEGORY`."""
    return None if index == NO_CATEGORY else CATEGORIES[index]


def tied(counts: npt.ArrayLike) -> tuple[str, ...]:
    """The letters that share the largest count, the stronger first; () where all are 0.

    >>> tied([10, 4, 10, 0, 0, 0])
    ('M', 'A')
    """
    cells = np.asarray(counts)
    top = cells.max()
    return tuple(name for name in PRECEDENCE if top > 0 and cells[CATEGORIES.index(name)] == top)


def strengths(counts: npt.ArrayLike) -> tuple[float, float] | None:
    """Category strength and total strength, shares 0..1 of n with Q; None where n = 0.

    Category strength is the lead of the largest count over the second, among A O M I R;
    total strength is the share of A, O and M.

    >>> category, total = strengths([45, 123, 95, 33, 0, 0])
    >>> round(category, 2), round(total, 2)
    (0.09, 0.89)
    """
    cells = np.asarray(counts, np.int64)
    n = cells.sum()
    if n == 0:
        return None
    second, first = np.sort(cells[: CATEGORIES.index("Q")])[-2:]
    return float((first - second) / n), float(cells[: CATEGORIES.index("I")].sum() / n)


def strength_word(category_strength: float, total_strength: float) -> str:
    """``mixed``, ``unclear`` or "" for the two strengths of a feature."""
    if category_strength > UNCLEAR_STRENGTH:
        return ""
    return "mixed" if total_strength >= MIXED_STRENGTH else "unclear"


def probabilities(counts: npt.ArrayLike, settings: Settings) -> dict[str, float] | None:
    """How often each category wins by the chosen rule when the respondents are resampled.

    Resampling respondents of one feature is drawing from a multinomial with its shares,
    so the counts suffice. `RESAMPLES` draws, seeded by the settings; the shares add up
    to 1. None where n = 0.
    """
    cells = np.asarray(counts, np.int64)
    n = int(cells.sum())
    if n == 0:
        return None
    draws = np.random.default_rng(settings.seed).multinomial(n, cells / n, size=RESAMPLES)
    winners = np.bincount(decide(draws, settings.rule, settings.tie_gap), minlength=len(CATEGORIES))
    return {name: float(wins / RESAMPLES) for name, wins in zip(CATEGORIES, winners, strict=True)}


def verdict(probability: float, n: int) -> str:
    """``clear``, ``likely`` or ``open`` for the probability of a category among n answers.

    >>> verdict(0.96, 50), verdict(0.85, 50), verdict(0.5, 50), verdict(1.0, 2)
    ('clear', 'likely', 'open', 'open')
    """
    if n < FEWEST or probability < LIKELY:
        return "open"
    return "clear" if probability >= CLEAR else "likely"


def rival(category: str, probability: dict[str, float]) -> str | None:
    """The letter most likely to win instead of the category; None where no other ever wins.

    >>> rival("A", {"A": 0.6, "O": 0.1, "M": 0.0, "I": 0.3, "R": 0.0, "Q": 0.0})
    'I'
    """
    others = [name for name in PRECEDENCE if name != category and probability[name] > 0]
    return max(others, key=probability.__getitem__, default=None)
