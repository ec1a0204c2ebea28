"""The cube: everything the model knows of a survey is how often each pair of answers came.

Group × feature × functional × dysfunctional, each cell with its number of answers, the sum of
their weights and the sum of the squares of those. Categories, coefficients, tests and scores are
functions of it, so surveys, waves and regions add up, and nothing of a single person is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from kano_xl.model.answers import LEVELS
from kano_xl.model.categories import NO_CATEGORY, EvaluationTable

Codes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

EVERYBODY = ""
"""The name of the group of a survey that was not split."""

_BLOCK = 1 << 17


def effective_number(weight: npt.ArrayLike, weight_squared: npt.ArrayLike) -> Weights:
    """How many equal answers tell as much as weighted ones: (Σw)²/Σw²; 0 where there are none.

    Source: Kish (1965), *Survey Sampling*.

    >>> float(effective_number(2 + 2 + 2, 4 + 4 + 4)), float(effective_number(3 + 1, 9 + 1))
    (3.0, 1.6)
    """
    sums, squares = np.asarray(weight, np.float64), np.asarray(weight_squared, np.float64)
    number: Weights = np.divide(sums * sums, squares, out=np.zeros_like(squares), where=squares > 0)
    return number


@dataclass(frozen=True, eq=False)
class _ByGroup:
    """Answers by group and feature; the shape of a cell is a subclass's.

    Attributes:
        groups: G names, each once; `EVERYBODY` alone where nobody split the survey.
        features: F names, each once.
        n: G×F×… numbers of answers.
        weight: G×F×… sums of the answers' weights; equal to n where nobody weighted them.
        weight_squared: G×F×… sums of the squares of those.
    """

    groups: tuple[str, ...]
    features: tuple[str, ...]
    n: Counts
    weight: Weights
    weight_squared: Weights

    @classmethod
    def unweighted(cls, groups: Sequence[str], features: Sequence[str], n: Counts) -> Self:
        """Answers that count once each."""
        weight = n.astype(np.float64)
        return cls(tuple(groups), tuple(features), n, weight, weight)

    def __add__(self, other: Self) -> Self:
        """Both surveys together; what only one of them has keeps its answers."""
        groups = tuple(dict.fromkeys(self.groups + other.groups))
        features = tuple(dict.fromkeys(self.features + other.features))
        one, two = self._spread(groups, features), other._spread(groups, features)
        return type(self)(
            groups,
            features,
            one.n + two.n,
            one.weight + two.weight,
            one.weight_squared + two.weight_squared,
        )

    def group(self, name: str) -> Self:
        """The answers of one group.

        Raises:
            ValueError: there is no such group.
        """
        at = self.groups.index(name)
        return self._changed((name,), self.features, lambda values: values[at : at + 1])

    @property
    def is_weighted(self) -> bool:
        """Whether answers count more or less than once."""
        return not (
            np.array_equal(self.weight, self.n) and np.array_equal(self.weight_squared, self.n)
        )

    def people(self) -> Counts:
        """G numbers of respondents: of the feature that most were asked about, missing answers
        included.
        """
        totals: Counts = self._by_feature(self.n).max(axis=1, initial=0)
        return totals

    def effective(self) -> Weights:
        """G effective numbers of respondents, (Σw)²/Σw² (Kish 1965); as many as there are where
        nobody weighted them.
        """
        weight, squared = map(self._by_feature, (self.weight, self.weight_squared))
        numbers: Weights = effective_number(weight, squared).max(axis=1, initial=0)
        return numbers

    def named(self, name: str) -> Self:
        """The answers of all groups together, as one group of this name."""
        return replace(self.everybody(), groups=(name,))

    def only(self, features: Sequence[str]) -> Self:
        """The answers to some of the features, in this order.

        Raises:
            ValueError: there is no such feature.
        """
        where = [self.features.index(name) for name in features]
        return self._changed(self.groups, tuple(features), lambda values: values[:, where])

    def pooled(self, names: Sequence[str]) -> Self:
        """The groups under these names, one for each; those that share a name together."""
        groups = tuple(dict.fromkeys(names))
        where = np.array([groups.index(name) for name in names], np.intp)

        def pool(values: Any) -> Any:
            sums = np.zeros((len(groups), *values.shape[1:]), values.dtype)
            np.add.at(sums, where, values)
            return sums

        return self._changed(groups, self.features, pool)

    @staticmethod
    def _by_feature(values: Any) -> Any:
        return values.sum(axis=tuple(range(2, values.ndim)))

    def pick(self, where: Sequence[int]) -> Self:
        """The groups at these indices, in this order."""
        names = tuple(self.groups[index] for index in where)
        return self._changed(names, self.features, lambda values: values[list(where)])

    def everybody(self) -> Self:
        """The answers of all groups together."""
        return self._changed((EVERYBODY,), self.features, lambda each: each.sum(0, keepdims=True))

    def _spread(self, groups: tuple[str, ...], features: tuple[str, ...]) -> Self:
        """The values moved to where these names have them; zeros elsewhere."""
        where = np.ix_(
            [groups.index(name) for name in self.groups],
            [features.index(name) for name in self.features],
        )

        def spread(values: Any) -> Any:
            wide = np.zeros((len(groups), len(features), *values.shape[2:]), values.dtype)
            wide[where] = values
            return wide

        return self._changed(groups, features, spread)

    def _changed(
        self, groups: tuple[str, ...], features: tuple[str, ...], change: Callable[[Any], Any]
    ) -> Self:
        """The same change of the numbers, the weights and their squares."""
        values = (change(each) for each in (self.n, self.weight, self.weight_squared))
        return type(self)(groups, features, *values)


class Cube(_ByGroup):
    """How often each pair of answers came, per group and feature.

    The cells are 6×6 by [functional code, dysfunctional code]; code 0 is a missing answer.
    """

    def categories(self, table: EvaluationTable) -> CategoryCube:
        """The same answers by category, as the evaluation table says."""
        one_hot = (table.lookup.ravel()[:, None] == np.arange(NO_CATEGORY + 1)).astype(np.int64)
        shape = (len(self.groups), len(self.features), LEVELS * LEVELS)
        values = (self.n, self.weight, self.weight_squared)
        sums: Any = (each.reshape(shape) @ one_hot for each in values)
        return CategoryCube(self.groups, self.features, *sums)


class CategoryCube(_ByGroup):
    """How often each category came, per group and feature.

    The cells are 7: in the order of `kano_xl.model.categories.CATEGORIES`, then how often none
    came because an answer was missing.
    """

    @property
    def counts(self) -> Counts:
        """G×F×6 numbers of answers in the order of `kano_xl.model.categories.CATEGORIES`."""
        return self.n[..., :NO_CATEGORY]

    @property
    def missing(self) -> Counts:
        """G×F numbers of respondents without a full pair."""
        return self.n[..., NO_CATEGORY]


def count_categories(
    features: Sequence[str], counts: Counts, missing: Counts | None = None
) -> CategoryCube:
    """The cube of counts by category, where no more is known of a survey.

    Args:
        features: F names, each once.
        counts: F×6 numbers of answers in the order of `kano_xl.model.categories.CATEGORIES`.
        missing: F numbers of respondents without a full pair; none where left out.
    """
    lacking = np.zeros(len(features), np.int64) if missing is None else missing
    cells = np.concatenate([counts, lacking[:, np.newaxis]], axis=1, dtype=np.int64)
    return CategoryCube.unweighted((EVERYBODY,), features, cells[np.newaxis])


def count_pairs(features: Sequence[str], functional: Codes, dysfunctional: Codes) -> Cube:
    """Count the pairs of every feature, everybody together.

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
    return Cube.unweighted((EVERYBODY,), features, cells[np.newaxis])


def count_groups(
    features: Sequence[str],
    functional: Codes,
    dysfunctional: Codes,
    groups: Sequence[str],
    of: npt.NDArray[np.int64],
    weights: Weights | None = None,
) -> Cube:
    """Count the pairs of every feature, each group by itself.

    Args:
        features: F names, each once.
        functional, dysfunctional: F×N codes 0..5, one row per feature, uint8.
        groups: G names, each once.
        of: N indices of groups.
        weights: N weights of respondents; each counts once where left out.

    Raises:
        ValueError: as `count_pairs` does.
    """
    shape = (len(groups), len(features), LEVELS, LEVELS)
    n = np.empty(shape, np.int64)
    for group in range(len(groups)):
        held = of == group
        n[group] = count_pairs(features, functional[:, held], dysfunctional[:, held]).n[0]
    if weights is None:
        return Cube.unweighted(groups, features, n)
    sums = np.empty((2, *shape))
    for index, (first, second) in enumerate(zip(functional, dysfunctional, strict=True)):
        cell = (of * LEVELS + first) * LEVELS + second
        for power, each in enumerate((weights, weights**2)):
            counted = np.bincount(cell, each, len(groups) * LEVELS * LEVELS)
            sums[power, :, index] = counted.reshape(-1, LEVELS, LEVELS)
    return Cube(tuple(groups), tuple(features), n, *sums)


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
