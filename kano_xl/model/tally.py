"""Counts of weighted answers in the three forms that are computed with.

Coefficients and categories are of the weights themselves. How sure anything is depends on how
many answers there are, and answers of unequal weight tell less than as many equal ones: intervals
and exact tests take counts that are rescaled to the effective number of answers and rounded.
`tests.error_rates` measures that their errors are as rare as they say; on plain weighted counts
they are two to four times as frequent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from kano_xl.model.categories import NO_CATEGORY
from kano_xl.model.cube import CategoryCube, Counts, Weights, effective_number

PARTS = 1 << 20
"""An answer of the mean weight is so many whole parts. In whole numbers what is equal stays so for
all roundings of floats, and answers of one weight each are as good as unweighted ones."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Answers to F features by category, in the order of `kano_xl.model.categories.CATEGORIES`.

    Attributes:
        people: F×6 numbers of answers.
        weight: F×6 sums of their weights; equal to ``people`` where nobody weighted them.
        effective: F effective numbers of answers.
        decided: F×6 whole numbers in the proportions of the weights, to decide by.
        tested: F×6 whole numbers that add up to the effective number, to be tested.
    """

    people: Counts
    weight: Weights
    effective: Weights
    decided: Counts
    tested: Counts

    @classmethod
    def of(cls, totals: CategoryCube) -> Self:
        """The answers of everybody."""
        whole = totals.everybody()
        people = whole.counts[0]
        weight, squared = (
            each[0, :, :NO_CATEGORY] for each in (whole.weight, whole.weight_squared)
        )
        if not whole.is_weighted:
            return cls(people, weight, people.sum(axis=1).astype(np.float64), people, people)
        effective = effective_number(weight.sum(axis=1), squared.sum(axis=1))
        mean = float(weight.sum() / max(1, people.sum())) or 1.0
        decided, tested = in_parts(weight, mean), rescaled(weight, effective)
        return cls(people, weight, effective, decided, tested)

    @cached_property
    def scaled(self) -> Weights:
        """F×6 weights that add up to the effective number."""
        total = self.weight.sum(axis=1)
        factor = np.divide(self.effective, total, out=np.zeros_like(total), where=total > 0)
        scaled: Weights = self.weight * factor[:, np.newaxis]
        return scaled


def in_parts(weight: npt.ArrayLike, mean: float) -> Counts:
    """Weights as whole numbers of `PARTS` of the mean weight of an answer.

    >>> in_parts([0.1 + 0.2, 0.3], 0.3).tolist() == [PARTS, PARTS]
    True
    """
    parts: Counts = np.rint(np.asarray(weight, np.float64) / mean * PARTS).astype(np.int64)
    return parts


def rescaled(weight: Weights, effective: Weights) -> Counts:
    """F×6 weights as whole numbers that add up to the effective number, rounded.

    What is lost by rounding goes to those that lost most. At least 1 answer is left where there
    was any.

    >>> rescaled(np.array([[2.0, 2, 2, 0, 0, 0]]), np.array([3.0])).tolist()
    [[1, 1, 1, 0, 0, 0]]
    >>> rescaled(np.array([[4.5, 3.5, 2, 0, 0, 0]]), np.array([5.0])).tolist()
    [[2, 2, 1, 0, 0, 0]]
    """
    total = weight.sum(axis=1, keepdims=True)
    size = np.where(total[:, 0] > 0, np.maximum(1, np.rint(effective)), 0)[:, np.newaxis]
    exact = np.divide(weight * size, total, out=np.zeros_like(weight), where=total > 0)
    # Sums of floats may lie a hair below the whole number that they are.
    counts = np.floor(exact + 1e-9)
    lacking = np.rint(size - counts.sum(axis=1, keepdims=True))
    order = np.argsort(counts - exact, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    tested: Counts = (counts + (place < lacking)).astype(np.int64)
    return tested
