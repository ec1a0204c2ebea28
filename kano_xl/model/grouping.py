"""Which groups may be shown, so that nobody is singled out, nor by subtraction.

A group of fewer than `FEWEST_PEOPLE` is nobody's business: the smallest groups are put together
until enough people are in one. The same holds within a group for a feature that few answered: its
result is left out, and so is the next smallest group's where that of all groups together, less
what is shown, would tell it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FEWEST_PEOPLE = 5
"""No result is about fewer people than this."""

Flags = npt.NDArray[np.bool_]


def to_be_pooled(sizes: Sequence[int]) -> list[int]:
    """The indices of the groups that have to be one, the smallest first; none where all will do.

    >>> to_be_pooled([20, 3, 15, 1, 4]), to_be_pooled([20, 2, 30]), to_be_pooled([5, 5])
    ([3, 1, 4], [1, 0], [])
    """
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    pooled: list[int] = []
    together = 0
    for index in order:
        if sizes[index] >= FEWEST_PEOPLE and (not pooled or together >= FEWEST_PEOPLE):
            break
        pooled.append(index)
        together += sizes[index]
    return pooled


def shown(n: npt.ArrayLike) -> Flags:
    """Which results may be shown: G×F flags.

    Args:
        n: G×F answers.

    >>> shown([[30], [20], [2]]).tolist(), shown([[30], [20], [0]]).tolist()
    ([[True], [False], [False]], [[True], [True], [False]])
    """
    answers = np.asarray(n, np.int64)
    may = answers >= FEWEST_PEOPLE
    for feature in range(answers.shape[1]):
        here, seen = answers[:, feature], may[:, feature]
        while seen.any() and 0 < here[~seen].sum() < FEWEST_PEOPLE:
            smallest = min(np.flatnonzero(seen), key=lambda group: int(here[group]))
            seen[smallest] = False
    return may
