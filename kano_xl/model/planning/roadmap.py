"""A roadmap: which features to build within a budget, so that they are worth most.

What a feature is worth is Better + |Worse|, 0..2: what it pleases when it is there, and what it
displeases when it is not. Features come in the order of their rank, best first, so that the rows
of a sheet say nothing. `kano_xl.model.planning.roadmap_program` finds the best plan exactly,
`roadmap_periods` says what is finished when, `roadmap_sureness` how sure all that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.model.planning.house import Numbers

Pairs = tuple[tuple[int, int], ...]

MOST_UNITS = 5_000
"""The units of effort that a budget may have. A unit is the largest effort of which all are whole
multiples, so a budget of 2,500 days may be planned in half days."""

MOST_UNITS_OF_ALL = 1_000_000
"""The units that all efforts together may have, whatever the budget: what budgets reach is told
up to there."""

NEEDS_NEVER = "needs_never"
MUST_EXCLUDED = "must_excluded"
BUDGET_LACKS = "budget_lacks"
TOO_FINE = "too_fine"
TANGLED = "tangled"
REFUSALS = (NEEDS_NEVER, MUST_EXCLUDED, BUDGET_LACKS, TOO_FINE, TANGLED)
"""Why there is no plan: a feature that has to be in it needs one that may not be; two that have to
be exclude each other; what has to be there takes more than the budget; efforts so odd that there
are more than `MOST_UNITS` units, or one so large that all have more than `MOST_UNITS_OF_ALL`;
relations so tangled that no computer gets through."""


class NoPlanError(Exception):
    """There is no plan.

    Attributes:
        why: one of `REFUSALS`.
        features: by number, which are concerned; none where it is all of them.
        lacking: units of effort that the budget lacks; 0 for another reason.
    """

    def __init__(self, why: str, features: Sequence[int] = (), lacking: int = 0) -> None:
        self.why, self.features, self.lacking = why, tuple(features), lacking
        super().__init__(why)


def worth(better: npt.ArrayLike, worse: npt.ArrayLike) -> Numbers:
    """What features are worth: Better + |Worse|, 0..2; 0 where either is undefined.

    So a feature that nobody was asked about is worth nothing by itself, and may still be built
    because another one needs it.

    >>> worth([0.36, float("nan")], [-0.82, -0.5]).round(2).tolist()
    [1.18, 0.0]
    """
    gain = np.asarray(better, np.float64) - np.asarray(worse, np.float64)
    found: Numbers = np.where(np.isnan(gain), 0.0, gain)
    return found


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is to be planned: F features by number, 0-based, in the order of their rank.

    Attributes:
        effort: F whole units, 0 or more; see `whole_units`.
        needs: (a, b) each: a is of no use without b. In a circle it is all of them or none.
        excludes: (a, b) each: not both.
        there: features that exist already: what needs them may come, what excludes them may not.
        must: features that have to be in the plan, with all that they need.
        never: features that may not be: those that customers do not want, and those of whose
            effort nobody knows.
    """

    effort: tuple[int, ...]
    needs: Pairs = ()
    excludes: Pairs = ()
    there: frozenset[int] = frozenset()
    must: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()

    def closure(self, features: frozenset[int]) -> frozenset[int]:
        """These features and all that they need, without those that exist.

        >>> sorted(Backlog((1, 1, 1, 1), ((0, 1), (1, 2))).closure(frozenset({0})))
        [0, 1, 2]
        """
        found, new = frozenset[int](), features - self.there
        while new:
            found |= new
            new = frozenset(b for a, b in self.needs if a in new) - found - self.there
        return found

    @property
    def wanted(self) -> frozenset[int]:
        """All that has to be in the plan."""
        return self.closure(self.must)

    @property
    def barred(self) -> frozenset[int]:
        """All that cannot be: never, or excluded by what exists or has to be in the plan."""
        fixed = self.wanted | self.there
        both = [*self.excludes, *((b, a) for a, b in self.excludes)]
        return self.never | {a for a, b in both if b in fixed}

    def with_must(self, must: frozenset[int]) -> Backlog:
        """The same with other features that have to be in the plan."""
        return replace(self, must=must)

    def check(self, budget: int) -> None:
        """Make sure that there is a plan at all.

        Args:
            budget: units of effort.

        Raises:
            NoPlanError: ``needs_never``, ``must_excluded`` or ``budget_lacks``.
        """
        wanted = self.wanted
        if forbidden := wanted & self.never:
            raise NoPlanError(NEEDS_NEVER, sorted(forbidden))
        fixed = wanted | self.there
        for a, b in self.excludes:
            if {a, b} <= fixed and {a, b} & wanted:
                raise NoPlanError(MUST_EXCLUDED, (a, b))
        lacking = sum(self.effort[each] for each in wanted) - budget
        if lacking > 0:
            raise NoPlanError(BUDGET_LACKS, sorted(wanted), lacking)


class WholeUnits(NamedTuple):
    """Efforts and budgets in whole units.

    Attributes:
        effort: F units.
        until: P units that there are until the end of each period: budgets, summed up.
        unit: how much effort one unit is.
    """

    effort: tuple[int, ...]
    until: tuple[int, ...]
    unit: Fraction

    def of(self, amount: float) -> int:
        """How many whole units an amount of effort holds."""
        return int(_exact(amount) / self.unit)


def whole_units(effort: Sequence[float], budgets: Sequence[float]) -> WholeUnits:
    """Efforts and budgets in the largest unit of which every effort is a whole multiple.

    Numbers are taken as they are written: 0.1 is a tenth. Work may run over the end of a period,
    so what is finished by then has to fit the sum of the budgets up to there.

    Args:
        effort: F numbers, 0 or more.
        budgets: P numbers, 0 or more.

    Raises:
        NoPlanError: ``too_fine``: the budget, or all efforts if they are less, has more than
            `MOST_UNITS`; or all efforts have more than `MOST_UNITS_OF_ALL`.

    >>> whole_units([2.5, 10, 0], [6, 7.5])
    WholeUnits(effort=(1, 4, 0), until=(2, 5), unit=Fraction(5, 2))
    """
    exact = [_exact(each) for each in effort]
    scale = lcm(*(each.denominator for each in exact))
    counted = [int(each * scale) for each in exact]
    common = gcd(*counted) or 1
    unit = Fraction(common, scale)
    until = tuple(int(each / unit) for each in accumulate(map(_exact, budgets)))
    units = tuple(each // common for each in counted)
    if min(sum(units), max(until, default=0)) > MOST_UNITS or sum(units) > MOST_UNITS_OF_ALL:
        raise NoPlanError(TOO_FINE)
    return WholeUnits(units, until, unit)


def _exact(number: float) -> Fraction:
    return Fraction(repr(float(number)))
