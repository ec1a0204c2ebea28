"""The service blueprint of the example survey, as a team may have filled it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kano_xl.planning.blueprint_filling import FAIL, WAIT, BlueprintFilling, BlueprintStep

TIMES = (1, 2, 1, 9, 5760, 2, 4)
FAILS, WAITS = (1, 4), (3, 4)
"""Minutes of each step, and which of them are fail points and wait points."""

FEATURES = (7, 8, None, 9, None, 0, 11)
"""The feature behind each step, by its place in the survey."""

TEXTS = (
    *("evidence", "customer", "onstage", "backstage", "support"),
    *("problem", "measure", "owner"),
)


def bank_blueprint(words: Mapping[str, Any], features: Sequence[str]) -> BlueprintFilling:
    """The service blueprint of the bank.

    Args:
        words: what stands in it, of `example.toml`.
        features: of the survey, in its order.
    """
    typed = zip(*(words[key] for key in TEXTS), strict=True)
    steps = [
        BlueprintStep(
            **{key: text or None for key, text in zip(TEXTS, texts, strict=True)},
            time=TIMES[at],
            fail=FAIL if at in FAILS else None,
            wait=WAIT if at in WAITS else None,
            feature="" if (which := FEATURES[at]) is None else features[which],
        )
        for at, texts in enumerate(typed)
    ]
    above = words["scene"], words["goal"], "2026-01-15", words["team"]
    return BlueprintFilling((*steps, BlueprintStep()), *above)
