"""The house of quality: what customers want against what can be built, as numbers.

Requirements are rows (I of them), technical characteristics are columns (J of them). What nobody
has filled in is NaN. The formulas are those of the planning matrix in Cohen (1995), "Quality
function deployment: how to make QFD work for you".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

STRONG, MEDIUM, WEAK = 9, 3, 1
RELATIONS = (STRONG, MEDIUM, WEAK)
"""How strongly a characteristic serves a requirement; empty or 0 is not at all."""

CORRELATIONS = (2, 1, -1, -2)
"""How a pair of characteristics go together: help a lot, help, hinder, hinder a lot."""

SALES_POINTS = (1, 1.2, 1.5)
"""What a requirement is worth in selling: nothing of its own, some, a lot (Cohen 1995)."""

LEVELS = (1, 2, 3, 4, 5)
"""Importance, and how well a requirement is met, today or as a target."""

NO_ADJUSTMENT, TAN_SHEN, CHAUDHA, TONTINI = "none", "tan-shen", "chaudha", "tontini"
ADJUSTMENTS = (NO_ADJUSTMENT, TAN_SHEN, CHAUDHA, TONTINI)
"""How the category bears on the improvement ratio; see `adjusted`."""

WITH_TARGETS, IMPORTANCE_ALONE = "targets", "importance"
WEIGHTINGS = (WITH_TARGETS, IMPORTANCE_ALONE)
"""What the weight of a requirement is; see `raw_weights`."""

TAN_SHEN_K: Mapping[str, float] = MappingProxyType({"M": 0.5, "O": 1.0, "A": 2.0})
"""The exponent's k of Tan & Shen by category; others have none."""

CHAUDHA_K: Mapping[str, float] = MappingProxyType({"I": 0.0, "M": 0.5, "O": 1.0, "A": 1.5})
"""The exponent k of Chaudha et al. by category; others have none."""

TOO_BIG = 15
"""With more characteristics than this a house is more than a meeting can fill in: our rule."""


def improvement_ratio(now: npt.ArrayLike, target: npt.ArrayLike) -> Numbers:
    """How much better a requirement shall be met: target/now, above 0.

    1, no change, where either is missing or not above 0. Source: Cohen (1995).

    Args:
        now, target: how well it is met today, and shall be, 1 to 5; of any one shape.

    >>> improvement_ratio([4, 2, float("nan")], [5, 4, 4]).tolist()
    [1.25, 2.0, 1.0]
    """
    ours, wanted = np.asarray(now, np.float64), np.asarray(target, np.float64)
    known = (ours > 0) & (wanted > 0)
    ratio: Numbers = np.divide(wanted, ours, out=np.ones(known.shape), where=known)
    return ratio


def adjusted(
    ratio: npt.ArrayLike,
    category: Sequence[str],
    better: npt.ArrayLike,
    worse: npt.ArrayLike,
    how: str,
) -> Numbers:
    """The improvement ratio as the category of the requirement bears on it, 0 or more.

    With IR the ratio and m = max(Better, |Worse|), one of:

    - "none": IR.
    - "tan-shen": IR^(1/k), k = ½ for M, 1 for O, 2 for A. Raises must-be requirements; changes
      nothing where IR = 1. Others have no k and keep IR.
    - "chaudha": (1+m)^k · IR, k = 0 for I, ½ for M, 1 for O, 1½ for A. Raises attractive ones
      most. R and Q have no k and keep IR.
    - "tontini": m · IR, so that the importance itself is multiplied by m.

    The two with a k pull in opposite directions: none of them is right by itself, so the weights
    without an adjustment are always to be shown too. A requirement without a result of a survey,
    with "" as its category and NaN as its coefficients, keeps IR in any case.

    Sources: Tan & Shen (2000), Total Quality Management 11:1141–1151; Chaudha, Jain, Singh &
    Mishra (2011), Int. J. Adv. Manuf. Technol. 53:689–698, which says that it adjusts the ratio
    of Tan & Shen; Tontini (2007), Total Quality Management & Business Excellence 18(6):599–612.
    That these articles exist and what they are about has been checked; the values of k and the
    exact formulas are given as they are commonly cited and have not been checked against the
    articles themselves.

    Args:
        ratio: I improvement ratios.
        category: I letters; "" for none.
        better, worse: I coefficients, 0..1 and −1..0.
        how: one of `ADJUSTMENTS`.

    Raises:
        ValueError: there is no such adjustment.

    >>> adjusted([1.25, 2.0], "MA", [0.36, 0.65], [-0.82, -0.3], "tan-shen").round(4).tolist()
    [1.5625, 1.4142]
    """
    plain = np.asarray(ratio, np.float64)
    if how == NO_ADJUSTMENT:
        return plain
    largest = largest_effect(better, worse)
    if how == TAN_SHEN:
        return plain ** (1 / _by_category(category, TAN_SHEN_K, 1.0))
    if how == CHAUDHA:
        known = np.nan_to_num(largest)
        return (1 + known) ** _by_category(category, CHAUDHA_K, 0.0) * plain
    if how == TONTINI:
        return np.where(np.isnan(largest), 1.0, largest) * plain
    raise ValueError(f"{how!r} is none of {', '.join(ADJUSTMENTS)}")


def largest_effect(better: npt.ArrayLike, worse: npt.ArrayLike) -> Numbers:
    """max(Better, |Worse|), 0..1; NaN where both are undefined.

    >>> largest_effect([0.36, 0.65], [-0.82, -0.3]).tolist()
    [0.82, 0.65]
    """
    found: Numbers = np.fmax(np.asarray(better, np.float64), -np.asarray(worse, np.float64))
    return found


def _by_category(category: Sequence[str], k: Mapping[str, float], otherwise: float) -> Numbers:
    return np.array([k.get(letter, otherwise) for letter in category], np.float64)


def raw_weights(
    importance: npt.ArrayLike, ratio: npt.ArrayLike, sales_point: npt.ArrayLike, weighting: str
) -> Numbers:
    """The weight of each requirement, 0 or more.

    With "targets" importance × (adjusted) improvement ratio × sales point, with "importance" the
    importance alone. 0 where there is no importance; a missing sales point counts as 1. Source:
    Cohen (1995).

    Args:
        importance: I importances.
        ratio: I ratios as of `adjusted`.
        sales_point: I of `SALES_POINTS`.
        weighting: one of `WEIGHTINGS`.

    Raises:
        ValueError: there is no such weighting.

    >>> raw_weights([5, 3], [1.25, 2.0], [1, 1.5], "targets").tolist()
    [6.25, 9.0]
    """
    stated = np.nan_to_num(np.asarray(importance, np.float64))
    if weighting == IMPORTANCE_ALONE:
        return stated
    if weighting != WITH_TARGETS:
        raise ValueError(f"{weighting!r} is none of {', '.join(WEIGHTINGS)}")
    points = np.asarray(sales_point, np.float64)
    weights: Numbers = stated * np.asarray(ratio, np.float64) * np.where(points > 0, points, 1.0)
    return weights


def relative(weights: npt.ArrayLike) -> Numbers:
    """Weights as shares of their sum, 0..1; NaN where the sum is 0.

    >>> relative([6, 2]).tolist()
    [0.75, 0.25]
    """
    parts = np.asarray(weights, np.float64)
    total = parts.sum()
    shares: Numbers = parts / total if total > 0 else np.full(parts.shape, np.nan)
    return shares


def technical_importance(weights: npt.ArrayLike, relations: npt.ArrayLike) -> Numbers:
    """What each characteristic does for all requirements: T_j = Σ_i weight_i · relation_ij.

    The roof enters no sum. Source: Cohen (1995).

    Args:
        weights: I raw weights.
        relations: I×J of 9, 3, 1 and 0; NaN counts as 0.

    >>> technical_importance([5, 3], [[9, 1], [1, 9]]).tolist()
    [48.0, 32.0]
    """
    served = np.nan_to_num(np.asarray(relations, np.float64))
    found: Numbers = np.asarray(weights, np.float64) @ served
    return found


def rank_of(values: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """The rank of each number, 1 for the largest; equal ones share the best rank.

    >>> rank_of([48, 32, 48]).tolist()
    [1, 3, 1]
    """
    given = np.asarray(values, np.float64)
    ranks: npt.NDArray[np.int64] = 1 + np.count_nonzero(given > given[:, None], axis=1)
    return ranks


class TradeOff(NamedTuple):
    """Two characteristics, 0-based, that hinder each other: −1, or −2 for a lot."""

    first: int
    second: int
    correlation: int


def trade_offs(roof: npt.ArrayLike) -> tuple[TradeOff, ...]:
    """The pairs of characteristics between which somebody has to decide.

    Args:
        roof: J×J correlations, of which the part above the diagonal counts.

    >>> trade_offs([[0, -2, 1], [0, 0, -1], [0, 0, 0]])
    (TradeOff(first=0, second=1, correlation=-2), TradeOff(first=1, second=2, correlation=-1))
    """
    values = np.asarray(roof, np.float64)
    pairs = combinations(range(len(values)), 2)
    return tuple(TradeOff(i, j, int(values[i, j])) for i, j in pairs if values[i, j] < 0)


class HouseChecks(NamedTuple):
    """What a house lacks; 0-based indices.

    Attributes:
        unserved: requirements that no characteristic serves.
        weakly_served: requirements that none serves strongly, though some do.
        unneeded: characteristics that serve no requirement.
        reverse: requirements that customers do not want.
        too_big: whether there are more than `TOO_BIG` characteristics.
    """

    unserved: tuple[int, ...]
    weakly_served: tuple[int, ...]
    unneeded: tuple[int, ...]
    reverse: tuple[int, ...]
    too_big: bool


def checks(relations: npt.ArrayLike, category: Sequence[str] = ()) -> HouseChecks:
    """What to look at before anybody trusts the sums.

    Args:
        relations: I×J.
        category: I letters, where they are known.

    >>> checks([[9, 0], [3, 0], [0, 0]], "MOR")
    HouseChecks(unserved=(2,), weakly_served=(1,), unneeded=(1,), reverse=(2,), too_big=False)
    """
    served = np.nan_to_num(np.asarray(relations, np.float64))
    strongest = served.max(axis=1, initial=0)
    return HouseChecks(
        _where(strongest == 0),
        _where((strongest > 0) & (strongest < STRONG)),
        _where(served.max(axis=0, initial=0) == 0),
        tuple(index for index, letter in enumerate(category) if letter == "R"),
        served.shape[1] > TOO_BIG,
    )


def _where(found: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(found).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class HouseNumbers:
    """Everything that a house of quality calculates; I requirements, J characteristics.

    Attributes:
        ratio: I improvement ratios.
        adjusted: the same as the category bears on them.
        raw: I weights.
        weight: I shares of the weights, NaN where all are 0.
        plain: the same without an adjustment.
        importance: J technical importances.
        share: J shares of them, NaN where all are 0.
        rank: J ranks, 1 for the most important.
        trade_offs: pairs that hinder each other.
        checks: what is lacking.
    """

    ratio: Numbers
    adjusted: Numbers
    raw: Numbers
    weight: Numbers
    plain: Numbers
    importance: Numbers
    share: Numbers
    rank: npt.NDArray[np.int64]
    trade_offs: tuple[TradeOff, ...]
    checks: HouseChecks


def house(
    *,
    category: Sequence[str],
    better: npt.ArrayLike,
    worse: npt.ArrayLike,
    importance: npt.ArrayLike,
    now: npt.ArrayLike,
    target: npt.ArrayLike,
    sales_point: npt.ArrayLike,
    relations: npt.ArrayLike,
    roof: npt.ArrayLike,
    adjustment: str = NO_ADJUSTMENT,
    weighting: str = WITH_TARGETS,
) -> HouseNumbers:
    """A whole house of quality.

    Args:
        category, better, worse: what the survey found; "" and NaN for what it did not ask.
        importance, now, target, sales_point: what the team filled in, I of each.
        relations: I×J.
        roof: J×J.
        adjustment: one of `ADJUSTMENTS`.
        weighting: one of `WEIGHTINGS`.

    Raises:
        ValueError: there is no such adjustment or weighting.
    """
    ratio = improvement_ratio(now, target)
    bearing = adjusted(ratio, category, better, worse, adjustment)
    raw = raw_weights(importance, bearing, sales_point, weighting)
    plain = raw_weights(importance, ratio, sales_point, weighting)
    technical = technical_importance(raw, relations)
    return HouseNumbers(
        ratio,
        bearing,
        raw,
        relative(raw),
        relative(plain),
        technical,
        relative(technical),
        rank_of(technical),
        trade_offs(roof),
        checks(relations, category),
    )
