"""What to do first: must-be, then one-dimensional, then attractive, then the rest."""

from __future__ import annotations

from kano_xl.model.categories import PRECEDENCE


def priority(
    category: str | None,
    better: float | None,
    worse: float | None,
    importance: float | None,
    n: int,
) -> tuple[float, ...]:
    """A sort key, the smallest first.

    By category M O A I R Q, then none; within must-be by |Worse|, within one-dimensional
    by Better + |Worse|, within attractive by Better; then by importance, then by n.

    >>> priority("M", 0.2, -0.8, None, 100) < priority("M", 0.2, -0.7, None, 100)
    True
    >>> priority("M", 0.2, -0.1, None, 100) < priority("O", 0.9, -0.9, None, 100)
    True
    """
    gain, loss = better or 0.0, abs(worse or 0.0)
    weight = {"M": loss, "O": gain + loss, "A": gain}.get(category or "", 0.0)
    order = PRECEDENCE.index(category) if category else len(PRECEDENCE)
    return order, -weight, -(importance or 0.0), -n
