"""Do counts differ by more than chance? Tests of groups of people, and of the same people twice.

Tables of counts in, numbers out. Sources: Fisher (1922) for the exact test, McNemar (1947),
Bowker (1948), Holm (1979); Cramér (1946) for the size of a difference.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.top_two import lead_by_chance

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ENOUGH_EXPECTED = 5
"""The smallest expected count for which the χ² and the normal distribution are relied on."""

CHI2, PERMUTATION, Z, FISHER = "chi2", "permutation", "z", "fisher"
"""How a p was found."""

PERMUTATIONS = 9_999
"""So many are drawn; no p by permutation is smaller than one in one more."""

_FIRST, _BEYOND_DOUBT = 999, 150
"""So many tables are drawn at first; where so many of them are as far off, p is large enough to
be told from them alone."""

_MOST_DRAWN = 10**9
"""numpy draws from fewer things than this; beyond it the χ² distribution has to do."""


class TableTest(NamedTuple):
    """Whether the rows of a table of counts have different shares.

    Attributes:
        chi2: Pearson's χ², 0 or more.
        degrees_of_freedom: (rows − 1)·(columns − 1), without those that are empty.
        cramers_v: the size of the difference, 0..1.
        p: the probability of a χ² as large when there is no difference, 0..1.
        method: `CHI2` or `PERMUTATION`.
    """

    chi2: float
    degrees_of_freedom: int
    cramers_v: float
    p: float
    method: str


def same_shares(
    table: npt.ArrayLike, seed: int, permutations: int = PERMUTATIONS
) -> TableTest | None:
    """Test G groups with K counts each: χ², or permutations where `ENOUGH_EXPECTED` is not met.

    Rows and columns that are empty say nothing and are left out; None where fewer than two of
    either are left.

    Args:
        table: G×K whole numbers.
        seed: of the permutations.
        permutations: how many, at least 999.

    >>> same_shares([[30, 10, 5, 5], [10, 30, 5, 5]], 1)[:2]
    (20.0, 3)
    """
    cells = np.asarray(table, np.int64)
    cells = cells[cells.any(axis=1)][:, cells.any(axis=0)]
    rows, columns = cells.shape
    if min(rows, columns) < 2:
        return None
    chi2, freedom = _chi2(cells), (rows - 1) * (columns - 1)
    v = min(1.0, math.sqrt(chi2 / (int(cells.sum()) * (min(rows, columns) - 1))))
    if _expected(cells).min() >= ENOUGH_EXPECTED or cells.sum() >= _MOST_DRAWN:
        return TableTest(chi2, freedom, v, chi2_tail(chi2, freedom), CHI2)
    return TableTest(chi2, freedom, v, _permuted(cells, chi2, seed, permutations), PERMUTATION)


class ShareTest(NamedTuple):
    """Whether two shares differ.

    Attributes:
        difference: the second share minus the first, −1..1.
        z: that by its standard error under no difference; None where both shares are 0 or 1.
        p: two-sided, 0..1; None where z is.
        method: `Z` or `FISHER`.
    """

    difference: float
    z: float | None
    p: float | None
    method: str


def two_shares(hits: Sequence[int], trials: Sequence[int]) -> ShareTest | None:
    """Test two shares; Fisher's exact test where `ENOUGH_EXPECTED` is not met.

    Args:
        hits: two whole numbers, each at most its trials.
        trials: two whole numbers; None is returned where one is 0.

    >>> test = two_shares([3, 0], [3, 3])
    >>> test.difference, round(test.p, 4), test.method
    (-1.0, 0.1, 'fisher')
    """
    if min(trials) == 0:
        return None
    difference = hits[1] / trials[1] - hits[0] / trials[0]
    pooled = sum(hits) / sum(trials)
    spread = pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1])
    table = np.array([hits, [n - k for k, n in zip(hits, trials, strict=True)]], np.int64)
    method = Z if _expected(table).min() >= ENOUGH_EXPECTED else FISHER
    if spread == 0:
        return ShareTest(difference, None, None, method)
    z = difference / math.sqrt(spread)
    p = math.erfc(abs(z) / math.sqrt(2)) if method == Z else fisher(table)
    return ShareTest(difference, z, p, method)


def fisher(table: npt.ArrayLike) -> float:
    """Fisher's exact test of a 2×2 table, two-sided: all tables that are no more likely.

    >>> round(fisher([[3, 0], [0, 3]]), 4)
    0.1
    """
    (a, b), (c, d) = np.asarray(table, np.int64).tolist()
    first, hits, total = a + b, a + c, a + b + c + d
    low, high = max(0, first + hits - total), min(first, hits)
    k = np.arange(low, high, dtype=np.float64)
    steps = np.log((hits - k) * (first - k)) - np.log((k + 1) * (total - hits - first + k + 1))
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    chances = np.exp(logs - logs.max())
    # What is as likely must not fail to be so for a rounding error.
    as_far = chances <= chances[a - low] * (1 + 1e-7)
    return min(1.0, float(chances[as_far].sum() / chances.sum()))


def mcnemar(gained: int, lost: int) -> float:
    """McNemar's exact test of the same people twice, two-sided: 0..1; 1 where nobody changed.

    Args:
        gained: people of whom something holds the second time only.
        lost: people of whom it held the first time only.

    >>> mcnemar(5, 0), mcnemar(0, 0)
    (0.0625, 1.0)
    """
    return lead_by_chance(max(gained, lost), min(gained, lost))


class SymmetryTest(NamedTuple):
    """Whether people moved one way more than the other.

    Attributes:
        chi2: Bowker's χ², 0 or more.
        degrees_of_freedom: the pairs of categories between which anybody moved.
        p: 0..1.
        method: `CHI2` or `PERMUTATION`.
    """

    chi2: float
    degrees_of_freedom: int
    p: float
    method: str


def bowker(table: npt.ArrayLike, seed: int) -> SymmetryTest | None:
    """Bowker's test of symmetry: the same people twice, K categories; None where nobody moved.

    Where fewer than `ENOUGH_EXPECTED` are expected either way between two categories, p is found
    by letting each person's two answers change places at random.

    Args:
        table: K×K people by category the first time, category the second time.
        seed: of the permutations.

    >>> test = bowker([[10, 30], [10, 10]], 1)
    >>> test.chi2, test.degrees_of_freedom, round(test.p, 5), test.method
    (10.0, 1, 0.00157, 'chi2')
    """
    cells = np.asarray(table, np.int64)
    upper = np.triu_indices(len(cells), 1)
    one_way, both = cells[upper], cells[upper] + cells.T[upper]
    one_way, both = one_way[both > 0], both[both > 0]
    if not both.size:
        return None
    chi2 = float(((2 * one_way - both) ** 2 / both).sum())
    if both.min() >= 2 * ENOUGH_EXPECTED:
        return SymmetryTest(chi2, both.size, chi2_tail(chi2, both.size), CHI2)
    drawn = np.random.default_rng(seed).binomial(both, 0.5, (PERMUTATIONS, both.size))
    p = _share_as_far(((2 * drawn - both) ** 2 / both).sum(axis=1), chi2)
    return SymmetryTest(chi2, both.size, p, PERMUTATION)


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's correction, in the given order; None stays None and does not count.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted((p, index) for index, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for place, (p, index) in enumerate(order):
        largest = max(largest, min(1.0, p * (len(order) - place)))
        corrected[index] = largest
    return corrected


def chi2_tail(chi2: float, degrees_of_freedom: int) -> float:
    """Probability of a χ² this large or larger, for whole degrees of freedom ≥ 1.

    >>> round(chi2_tail(3.841458820694124, 1), 6)
    0.05
    """
    half = chi2 / 2
    if half == 0:
        return 1.0
    odd = degrees_of_freedom % 2
    tail = math.erfc(math.sqrt(half)) if odd else 0.0
    first = 0.5 if odd else 0.0
    steps = first + np.arange((degrees_of_freedom - odd) // 2)
    # By logarithms: with hundreds of degrees of freedom a term alone is beyond a float.
    logs = steps * math.log(half) - half - np.array([math.lgamma(step + 1) for step in steps])
    return min(1.0, tail + float(np.exp(logs).sum()))


def _expected(table: npt.NDArray[np.int64]) -> Floats:
    rows, columns = table.sum(axis=-1, keepdims=True), table.sum(axis=-2, keepdims=True)
    total = table.sum(axis=(-1, -2), keepdims=True)
    expected: Floats = rows.astype(np.float64) * columns / total
    return expected


def _chi2(table: Counts) -> float:
    expected = _expected(table)
    return float(((table - expected) ** 2 / expected).sum())


def _permuted(table: Counts, chi2: float, seed: int, permutations: int) -> float:
    """Share of tables with the same margins whose χ² is as large, this one included."""
    generator = np.random.default_rng(seed)
    found = _chi2_of_all(table, _FIRST, generator)
    if permutations > _FIRST and (found >= chi2).sum() < _BEYOND_DOUBT:
        rest = _chi2_of_all(table, permutations - _FIRST, generator)
        found = np.concatenate([found, rest])
    return _share_as_far(found, chi2)


def _share_as_far(found: Floats, chi2: float) -> float:
    return (1 + int((found >= chi2 - 1e-9 * (1 + chi2)).sum())) / (1 + found.size)


def _chi2_of_all(table: Counts, draws: int, generator: np.random.Generator) -> Floats:
    """χ² of tables that come of giving everybody a group at random.

    They all have the same margins, so χ² is Σ n²/e less the number of people.
    """
    sizes, weight = table.sum(axis=1), 1 / _expected(table)
    left = np.tile(table.sum(axis=0)[:, np.newaxis], (1, draws))
    chi2 = np.full(draws, -float(table.sum()))
    for group, size in enumerate(sizes[:-1]):
        drawn = _drawn(left, int(size), generator)
        left -= drawn
        chi2 += weight[group] @ drawn.astype(np.float64) ** 2
    chi2 += weight[-1] @ left.astype(np.float64) ** 2
    return chi2


def _drawn(left: Counts, size: int, generator: np.random.Generator) -> Counts:
    """Of how many people of each of K kinds a group of this size consists; K×draws."""
    drawn = np.empty_like(left)
    wanted, among = np.full(left.shape[1], size), left.sum(axis=0)
    for kind, here in enumerate(left[:-1]):
        among = among - here
        drawn[kind] = generator.hypergeometric(here, among, wanted)
        wanted = wanted - drawn[kind]
    drawn[-1] = wanted
    return drawn
