"""The strategy canvas: what a team does with each factor of competition, and what Kano advises.

A level says how much of a factor is offered: 0 not at all, 1 least, 10 most. What nobody knows is
NaN, and so is what cannot be found without it. The four actions are those of Kim & Mauborgne
(2005), "Blue Ocean Strategy", who give no arithmetic for them; the rules here are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.planning.house import Numbers

LOWEST, HIGHEST = 0.0, 10.0
"""The ends of the scale of levels. With 0 for what is not offered, "not at all" and "badly" stay
apart, which the four actions need; ten steps above it are enough to tell four rivals apart."""

ELIMINATE, REDUCE, RAISE, CREATE, KEEP = "eliminate", "reduce", "raise", "create", "keep"
ACTIONS = (ELIMINATE, REDUCE, RAISE, CREATE)
"""The four actions of the book; `KEEP` is none of them."""

HOLD, RAISE_OR_CREATE = "hold", "raise_or_create"
ADVICE = {"M": HOLD, "O": RAISE, "A": RAISE_OR_CREATE, "I": REDUCE, "R": ELIMINATE}
"""What Kano advises for a factor of each category: never below the industry, raise, raise or
create, reduce, eliminate. Ours; a questionable factor has none."""

NO_RESULT, NOT_ASKED, NO_ANSWER = "no_result", "not_asked", "no_answer"
STILL_OPEN, QUESTIONABLE = "open", "questionable"
REASONS = (NO_RESULT, NOT_ASKED, NO_ANSWER, STILL_OPEN, QUESTIONABLE)
"""Why there is no advice: no survey yet, a factor that it did not ask about, nobody answered, a
verdict that is neither clear nor likely, answers that contradict themselves."""

SURE = ("clear", "likely")
"""Verdicts that advice rests on."""

AGREES, CONTRARY, NOT_FOLLOWED = "agrees", "contrary", "not_followed"
NO_INDUSTRY, NO_ADVICE = "no_industry", "no_advice"
AGREEMENTS = (AGREES, CONTRARY, NOT_FOLLOWED, NO_INDUSTRY, NO_ADVICE)
"""How a move stands to the advice; see `agreement`."""

_UP, _DOWN = (RAISE, CREATE), (REDUCE, ELIMINATE)
_WANTED = {RAISE: _UP, RAISE_OR_CREATE: _UP, REDUCE: _DOWN, ELIMINATE: (ELIMINATE,)}


def on_scale(levels: npt.ArrayLike) -> Numbers:
    """Levels from 0 to 10; NaN for any other.

    >>> on_scale([0, 10, 11, -1]).tolist()
    [0.0, 10.0, nan, nan]
    """
    found = np.asarray(levels, np.float64)
    known: Numbers = np.where((found >= LOWEST) & (found <= HIGHEST), found, np.nan)
    return known


def industry_mean(rivals: npt.ArrayLike) -> Numbers:
    """The mean level of the rivals whose level is known, 0 to 10; NaN where none is.

    It is rounded to 9 decimals, so that a level which is the same as the mean is equal to it.

    Args:
        rivals: F × R levels of R rivals.

    >>> industry_mean([[2, 4], [5, float("nan")], [float("nan")] * 2]).tolist()
    [3.0, 5.0, nan]
    """
    levels = on_scale(rivals)
    known = ~np.isnan(levels)
    number = known.sum(axis=1)
    total = np.where(known, levels, 0.0).sum(axis=1)
    mean: Numbers = np.divide(total, number, out=np.full(len(levels), np.nan), where=number > 0)
    found: Numbers = np.round(mean, 9)
    return found


def move(now: float, after: float, industry: float) -> str:
    """What a team does with a factor: one of `ACTIONS`, `KEEP`, or "" where that is unknown.

    The level after is compared with ours now; where that is unknown, as for a newcomer, with the
    industry's. The same is "keep"; down to 0 "eliminate", down to anything else "reduce"; up from
    0 where the industry's level is 0 too "create", any other way up "raise".

    Args:
        now, after, industry: levels, 0 to 10; NaN for unknown.

    >>> move(3, 0, 5), move(3, 2, 5), move(3, 4, 5), move(0, 4, 0), move(3, 3, 5)
    ('eliminate', 'reduce', 'raise', 'create', 'keep')
    >>> nan = float("nan")
    >>> move(nan, 4, 5), move(0, 4, nan), move(nan, 4, nan), move(3, nan, 5)
    ('reduce', 'raise', '', '')
    """
    before = industry if np.isnan(now) else now
    if np.isnan(after) or np.isnan(before):
        return ""
    if after == before:
        return KEEP
    if after < before:
        return ELIMINATE if after == LOWEST else REDUCE
    return CREATE if before == industry == LOWEST else RAISE


def advice(category: str, verdict: str) -> str:
    """What Kano advises for a feature that was asked about: a value of `ADVICE`, or a reason.

    Args:
        category: its letter; "" where nobody answered.
        verdict: "clear", "likely" or "open".

    Returns:
        The advice, or one of `REASONS` why there is none.

    >>> advice("M", "clear"), advice("A", "likely"), advice("M", "open"), advice("Q", "clear")
    ('hold', 'raise_or_create', 'open', 'questionable')
    """
    if not category:
        return NO_ANSWER
    if verdict not in SURE:
        return STILL_OPEN
    return ADVICE.get(category, QUESTIONABLE)


def agreement(advised: str, moved: str, after: float, industry: float) -> str:
    """How a move stands to the advice: one of `AGREEMENTS`, or "" where there is no move.

    A must-be factor is judged by where it ends: at the industry's level or above it "agrees", below
    it "contrary", and "no_industry" where that level is unknown. For the others a move the way
    that is advised "agrees", the other way is "contrary", anything else, such as keeping what
    should be raised, "not_followed". At the end of the scale there is no further to go, so staying
    there agrees. Reducing what should be eliminated is not enough.

    Args:
        advised: as `advice` says.
        moved: as `move` says.
        after, industry: levels, 0 to 10; NaN for unknown.

    >>> agreement("hold", "reduce", 4, 3.5), agreement("hold", "raise", 4, 5)
    ('agrees', 'contrary')
    >>> agreement("raise", "keep", 4, 5), agreement("raise", "keep", 10, 5)
    ('not_followed', 'agrees')
    >>> agreement("eliminate", "reduce", 1, 5), agreement("reduce", "eliminate", 0, 5)
    ('not_followed', 'agrees')
    >>> agreement("reduce", "create", 4, 0), agreement("open", "raise", 4, 5)
    ('contrary', 'no_advice')
    """
    if not moved:
        return ""
    if advised in REASONS:
        return NO_ADVICE
    if advised == HOLD:
        if np.isnan(industry):
            return NO_INDUSTRY
        return AGREES if after >= industry else CONTRARY
    wanted = _WANTED[advised]
    is_up = wanted is _UP
    if moved in wanted or after == (HIGHEST if is_up else LOWEST):
        return AGREES
    return CONTRARY if moved in (_DOWN if is_up else _UP) else NOT_FOLLOWED


class Divergence(NamedTuple):
    """How far a team's curve is from the industry's.

    Attributes:
        now, after: the mean distance |level − industry| over the same factors, 0 to 10; NaN
            without any.
        factors: over how many, those for which all three levels are known.
    """

    now: float
    after: float
    factors: int


def divergence(now: npt.ArrayLike, after: npt.ArrayLike, industry: npt.ArrayLike) -> Divergence:
    """How far our curve is from the industry's, now and after.

    The book asks of a good strategy that its curve diverges from the others, and gives no number
    for that; this mean is ours, and no limit says how much is enough.

    Args:
        now, after, industry: F levels each; NaN for unknown.

    >>> divergence([3, 5, 1], [6, 5, float("nan")], [4, 5, 5])
    Divergence(now=0.5, after=1.0, factors=2)
    """
    levels = np.stack([on_scale(each) for each in (now, after, industry)])
    levels = levels[:, ~np.isnan(levels).any(axis=0)]
    if not levels.shape[1]:
        return Divergence(np.nan, np.nan, 0)
    ours, later = np.abs(levels[:2] - levels[2]).mean(axis=1).tolist()
    return Divergence(ours, later, levels.shape[1])


def listed(moves: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The factors by each of the four actions, in the order given.

    >>> listed(["raise", "keep", "create", "raise"])
    {'eliminate': (), 'reduce': (), 'raise': (0, 3), 'create': (2,)}
    """
    return {
        each: tuple(index for index, moved in enumerate(moves) if moved == each) for each in ACTIONS
    }
