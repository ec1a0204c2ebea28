"""When each feature of a roadmap is finished.

Work may run over the end of a period: what is finished by then fits the budgets summed up to
there. So what is chosen depends on the sum of all budgets alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kano_xl.model.planning.house import Numbers
from kano_xl.model.planning.roadmap import Backlog
from kano_xl.model.planning.roadmap_program import Units, best_plans


def finished_in(backlog: Backlog, values: Numbers, until: Sequence[int]) -> Units:
    """The period by whose end each feature is finished.

    As many of those that have to be in the plan as can be are finished by the end of period 1, and
    of such choices the one that is worth most; then by the end of period 2, and so on. What a
    feature needs is never finished later than it.

    Args:
        backlog: F features.
        values: F, what they are worth.
        until: units of effort that there are until the end of each of P periods, rising.

    Returns:
        F periods, 1 to P; 0 for what is not built.

    Raises:
        NoPlanError: as of `kano_xl.model.planning.roadmap_program.best_plans`.

    >>> backlog = Backlog((3, 2, 2), must=frozenset({0}))
    >>> finished_in(backlog, np.array([0.5, 1.2, 1.0]), (3, 5)).tolist()
    [1, 2, 0]
    """
    worth = np.asarray(values, np.float64)
    (chosen,) = best_plans(backlog, worth[np.newaxis], until[-1])
    out = frozenset(np.flatnonzero(~chosen).tolist()) - backlog.there
    must = np.isin(np.arange(len(worth)), list(backlog.must))
    # More than all values together, so that the number of those that have to be counts first.
    wanted = worth + must * (1 + np.abs(worth).sum())
    period, early = np.where(chosen, len(until), 0), np.zeros(len(worth), np.bool_)
    for number, budget in enumerate(until[:-1], 1):
        fixed = frozenset(np.flatnonzero(early).tolist())
        # Those that have to be in the plan need not be in it by then.
        part = replace(backlog, must=fixed, never=out)
        (now,) = best_plans(part, wanted[np.newaxis], budget)
        period[now & ~early] = number
        early = now
    return period
