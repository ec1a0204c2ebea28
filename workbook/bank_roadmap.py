"""The roadmap of the example bank, as a team may have filled it in."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import EXCLUDES, NEEDS, Buildable, RoadmapFilling, Tie

BUDGETS = (60, 40, 30, None)
TIES = ((4, NEEDS, 3), (9, NEEDS, 6), (7, EXCLUDES, 8))
"""How features are tied, by rank."""

ADVISER, OWN_EFFORT = 8, 5
"""The feature that needs what no survey asked, and the effort of that."""


def bank_roadmap(known: KnownFeatures, effort: Sequence[float], own_need: str) -> RoadmapFilling:
    """The roadmap with the features of the survey, and with a need of the team's own.

    Args:
        known: the features by rank.
        effort: of each.
        own_need: what no survey asked.
    """
    names = [each.name for each in known.features]
    own = own_need[:1].upper() + own_need[1:]
    rows = [Buildable(name, each) for name, each in zip(names, effort, strict=True)]
    ties = [Tie(names[a], kind, names[b]) for a, kind, b in TIES]
    ties.append(Tie(names[ADVISER], NEEDS, own))
    return RoadmapFilling((*rows, Buildable(own, OWN_EFFORT)), tuple(ties), BUDGETS)
