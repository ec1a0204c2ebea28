"""The category of a feature by three rules, and the strength of the decision.

Counts are in the order of `CATEGORIES`. Sources: Center for Quality of Management,
in Berger et al. (1993), for rule ``cqm``; Lee & Newcomb (1997) for the strengths.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from kano_xl.model.categories import CATEGORIES, NO_CATEGORY, TIE_ORDER

Indices = npt.NDArray[np.int64]
_Counts = npt.NDArray[np.int64]

UNCLEAR_STRENGTH = 0.06
"""A category strength up to this share is unclear (Lee & Newcomb 1997)."""

MIXED_STRENGTH = 0.60
"""… and mixed when the total strength reaches this share: a convention, its source unverified."""

_ORDER = np.array([CATEGORIES.index(letter) for letter in TIE_ORDER])
_Q, _WANTED, _UNWANTED = 0, slice(1, 4), [0, 4, 5]  # Q; M O A; and Q I R, in TIE_ORDER


def decide(counts: npt.ArrayLike, rule: str, tie_gap: float) -> Indices:
    """The category by a rule, as an index into `CATEGORIES`, for counts of shape (…, 6).

    ``mode`` takes the largest count. ``moai`` takes the strongest, M>O>A>I>R, of all categories
    that are no more than ``tie_gap`` × n below the largest count, but Q where that one is Q's.
    ``cqm`` takes the largest of O, A, M if together they outnumber I, R, Q, else the largest of
    those. Equal counts go by `TIE_ORDER`. No answers at all give `NO_CATEGORY`.

    >>> CATEGORIES[decide([93, 87, 65, 51, 0, 0], "mode", 0.05)]
    'A'
    >>> CATEGORIES[decide([93, 87, 65, 51, 0, 0], "moai", 0.05)]
    'O'
    """
    ordered = np.asarray(counts, np.int64)[..., _ORDER]
    place = _RULES[rule](ordered, tie_gap)
    decided: Indices = np.where(ordered.sum(axis=-1) > 0, _ORDER[place], NO_CATEGORY)
    return decided


def _mode(ordered: _Counts, tie_gap: float) -> Indices:
    winner: Indices = ordered.argmax(axis=-1)
    return winner


def _moai(ordered: _Counts, tie_gap: float) -> Indices:
    top = ordered.max(axis=-1, keepdims=True)
    n = ordered.sum(axis=-1, keepdims=True)
    allowed = tie_gap * n + 1e-9 + 1e-12 * n
    near = (ordered > 0) & (top - ordered <= allowed)
    near[..., _Q] &= ordered[..., _Q] == top[..., 0]
    winner: Indices = near.argmax(axis=-1)
    return winner


def _cqm(ordered: _Counts, tie_gap: float) -> Indices:
    wanted, unwanted = ordered[..., _WANTED], ordered[..., _UNWANTED]
    winner: Indices = np.where(
        wanted.sum(axis=-1) > unwanted.sum(axis=-1),
        wanted.argmax(axis=-1) + _WANTED.start,
        np.take(_UNWANTED, unwanted.argmax(axis=-1)),
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
    """The letters that share the largest count, by `TIE_ORDER`; () where all are 0.

    >>> tied([10, 4, 10, 0, 0, 0])
    ('M', 'A')
    """
    cells = np.asarray(counts)
    top = cells.max()
    return tuple(name for name in TIE_ORDER if top > 0 and cells[CATEGORIES.index(name)] == top)


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
