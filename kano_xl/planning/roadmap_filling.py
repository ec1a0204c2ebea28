"""What a team fills into a roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kano_xl.planning.filling import Typed

PERIODS = 4
"""Periods that a roadmap has room for."""

EXISTS = "✓"
"""Stands for a feature that exists already."""

NEEDS, EXCLUDES = "needs", "excludes"
TIES = (NEEDS, EXCLUDES)
"""How two features are tied: the first is of no use without the second, or not both."""


class Buildable(NamedTuple):
    """A row of a roadmap.

    Attributes:
        name: that of a feature, or of something else that has to be built; "" for an empty row.
        effort: in the unit of the budgets, 0 or more; empty is unknown, not nothing.
        exists: `EXISTS` for what is there already.
    """

    name: str = ""
    effort: Typed = None
    exists: Typed = None


class Tie(NamedTuple):
    """A relation between two features.

    Attributes:
        first, second: their names; "" where nothing was filled in.
        kind: one of `TIES`; "" where none of them was picked.
    """

    first: str = ""
    kind: str = ""
    second: str = ""


class RoadmapFilling(NamedTuple):
    """A roadmap as it is filled in.

    Attributes:
        rows: what may be built.
        ties: the relations between them.
        budgets: of each period; None where there is none.
    """

    rows: tuple[Buildable, ...]
    ties: tuple[Tie, ...] = ()
    budgets: tuple[Typed, ...] = (None,) * PERIODS


_EMPTY_TIES, _MORE_TIES, _MORE_ROWS = 8, 4, 3


def empty_roadmap(names: Sequence[str]) -> RoadmapFilling:
    """A roadmap to be filled in, with rows for these features and for some relations."""
    return RoadmapFilling(tuple(map(Buildable, names)), (Tie(),) * _EMPTY_TIES)


def with_room(filling: RoadmapFilling) -> RoadmapFilling:
    """The same with some empty rows, for what is still to come."""
    ties = max(_MORE_TIES, _EMPTY_TIES - len(filling.ties))
    return RoadmapFilling(
        filling.rows + (Buildable(),) * _MORE_ROWS,
        filling.ties + (Tie(),) * ties,
        filling.budgets,
    )
