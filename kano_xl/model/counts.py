"""Counting: everything the model knows of a survey is how often each pair of answers came.

Categories, coefficients, tests and scores are functions of these counts, so surveys,
waves and regions add up, and nothing of a single person is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano_xl.model.answers import LEVELS
from kano_xl.model.categories import CATEGORIES, EvaluationTable

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]

_BLOCK = 1 << 17


@dataclass(frozen=True, eq=False)
class CategoryCounts:
    """How often each category came, per feature.

    Attributes:
        features: F names, each once.
        cells: F×6 counts in the order of `CATEGORIES`.
        missing: F counts of respondents without a full pair.
    """

    features: tuple[str, ...]
    cells: Counts
    missing: Counts

    def __add__(self, other: CategoryCounts) -> CategoryCounts:
        """Both surveys together; a feature that only one has keeps its counts."""
        names = _joined(self.features, other.features)
        return CategoryCounts(
            names,
            _spread(self.features, self.cells, names) + _spread(other.features, other.cells, names),
            _spread(self.features, self.missing, names)
            + _spread(other.features, other.missing, names),
        )


@dataclass(frozen=True, eq=False)
class PairCounts:
    """How often each pair of answers came, per feature.

    Attributes:
        features: F names, each once.
        cells: F×6×6 counts by [feature, functional code, dysfunctional code];
            code 0 is a missing answer.
    """

    features: tuple[str, ...]
    cells: Counts

    def __add__(self, other: PairCounts) -> PairCounts:
        """Both surveys together; a feature that only one has keeps its counts."""
        names = _joined(self.features, other.features)
        return PairCounts(
            names,
            _spread(self.features, self.cells, names) + _spread(other.features, other.cells, names),
        )

    def categories(self, table: EvaluationTable) -> CategoryCounts:
        """The same counts by category, as the evaluation table says."""
        pairs = self.cells[:, 1:, 1:].reshape(len(self.features), -1)
        letters = table.lookup[1:, 1:].ravel()
        one_hot = (letters[:, None] == np.arange(len(CATEGORIES))).astype(np.int64)
        missing = self.cells.sum(axis=(1, 2)) - pairs.sum(axis=1)
        return CategoryCounts(self.features, pairs @ one_hot, missing)


def count_pairs(features: Sequence[str], functional: Codes, dysfunctional: Codes) -> PairCounts:
    """Count the pairs of every feature.

    Args:
        features: F names, each once.
        functional, dysfunctional: F×N codes 0..5, one row per feature, uint8.

    Raises:
        ValueError: shapes that do not fit, a code outside 0..5, or a name twice.
    """
    shape = (len(features), functional.shape[-1])
    if functional.shape != shape or dysfunctional.shape != shape:
        raise ValueError(f"expected two arrays of shape {shape}")
    if len(set(features)) != len(features):
        raise ValueError("a feature's name stands twice")
    cells = np.empty((len(features), LEVELS, LEVELS), np.int64)
    for index, (first, second) in enumerate(zip(functional, dysfunctional, strict=True)):
        cells[index] = _count_column(first, second)
    return PairCounts(tuple(features), cells)


def _count_column(functional: Codes, dysfunctional: Codes) -> Counts:
    """6×6 counts of one feature's pairs.

    Two neighbouring pairs are counted at once as one 16-bit number, in blocks that
    stay in the processor's cache; the two halves are told apart at the end.
    """
    if functional.size and max(functional.max(), dysfunctional.max()) >= LEVELS:
        raise ValueError("codes are 0 (missing) and 1..5")
    pairs = LEVELS * LEVELS
    twos = np.zeros(256 * pairs, np.int64)
    end = functional.size - functional.size % 2
    for start in range(0, end, _BLOCK):
        block = slice(start, min(start + _BLOCK, end))
        pair = functional[block] * np.uint8(LEVELS) + dysfunctional[block]
        twos += np.bincount(pair.view(np.uint16), minlength=twos.size)
    halves = twos.reshape(pairs, 256)[:, :pairs]
    counts: Counts = halves.sum(axis=0) + halves.sum(axis=1)
    for first, second in zip(functional[end:], dysfunctional[end:], strict=True):
        counts[int(first) * LEVELS + int(second)] += 1
    return counts.reshape(LEVELS, LEVELS)


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


def _spread(features: tuple[str, ...], values: Counts, names: tuple[str, ...]) -> Counts:
    """The rows of ``values`` moved to where ``names`` has their features; zeros elsewhere."""
    spread = np.zeros((len(names), *values.shape[1:]), np.int64)
    spread[[names.index(name) for name in features]] = values
    return spread
