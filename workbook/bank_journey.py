"""The customer journey map of the example bank, as a team may have filled it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint
from kano_xl.planning.results import KnownFeatures

EMOTIONS = (1, -1, -1, 0, 2, 1, 1, -2, -2, 2)
"""How each touchpoint feels."""

STAGES = (0, 0, 1, 1, 2, 2, 3, 3, 3, 4)
"""The stage of each touchpoint."""

BEHIND = (None, 5, None, 0, 2, 4, 1, 3, 11, 7)
"""The feature behind each touchpoint, by rank; None for one that no survey asked about."""

DAY = "2026-03-02"


def bank_journey(known: KnownFeatures, words: Mapping[str, Any]) -> JourneyFilling:
    """The journey map with the features of the survey.

    Args:
        known: the features by rank.
        words: what was typed, of ``example.toml``; "" for nothing.
    """
    names = [each.name for each in known.features]
    keys = ("touchpoint", "channel", "action", "thought", "pain", "measure", "owner", "measured_by")
    typed = [dict(zip(keys, line, strict=True)) for line in zip(*map(words.get, keys), strict=True)]
    touchpoints = tuple(
        Touchpoint(
            stage=words["stages"][STAGES[at]],
            emotion=EMOTIONS[at],
            feature="" if (rank := BEHIND[at]) is None else names[rank],
            **{key: value or None for key, value in each.items()},
        )
        for at, each in enumerate(typed)
    )
    above = {key: words[key] for key in ("persona", "goal", "scenario", "team")}
    return JourneyFilling(touchpoints, date=DAY, **above)
