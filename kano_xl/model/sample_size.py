"""How many answers are enough?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kano_xl.model.coefficients import wilson

_DRAWS = 20_000


def chance_of_true_mode(shares: Sequence[float], n: int, seed: int = 1984) -> float:
    """Probability that the most frequent category of n answers is the true one, 0..1.

    Simulated with a fixed seed, to about ±0.01. A sample whose largest count is shared
    has not found the true one.

    Args:
        shares: the true share of each category, adding up to 1; the first is the largest.
        n: answers, at least 1.

    >>> 0.83 < chance_of_true_mode([0.45, 0.25, 0.20, 0.10], 30) < 0.88
    True

    Raises:
        ValueError: shares that do not add up to 1, or whose first is not the largest.
    """
    if max(shares) != shares[0] or abs(sum(shares) - 1) > 1e-9:
        raise ValueError("the shares must add up to 1, the largest first")
    draws = np.random.default_rng(seed).multinomial(n, shares, size=_DRAWS)
    return float((draws[:, 0] > draws[:, 1:].max(axis=1)).mean())


def half_width(n: int, confidence: float = 0.95) -> float:
    """How far Better or Worse can be off with n answers, at the worst (a share of one half).

    >>> round(half_width(100), 2)
    0.1

    Raises:
        ValueError: n is less than 1.
    """
    interval = wilson(n / 2, n, confidence)
    if interval is None:
        raise ValueError("n must be at least 1")
    return (interval[1] - interval[0]) / 2
