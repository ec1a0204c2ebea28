"""The strategy canvas of the example bank, as its team may have filled it in."""

from __future__ import annotations

from typing import Any

from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.results import KnownFeatures

LEVELS = (
    (7, 9, 8, 8),
    (6, 8, 7, 8),
    (7, 7, 8, 7),
    (4, 6, 7, 6),
    (5, 8, 7, 6),
    (3, 7, 4, 3),
    (6, 6, 6, 7),
    (5, 6, 6, 0),
    (0, 7, 0, 0),
    (2, 0, 3, 5),
    (6, 2, 5, 7),
    (5, 0, 3, 0),
)
"""We now, we next, and both rivals, for each feature by rank."""

PRICE = (6, 6, 7, 4)
MEASURES = {3: (0, 2), 5: (1, 4), 8: (2, 3), 10: (3, 4)}
"""Rows with a measure: which one, and whose."""


def bank_canvas(known: KnownFeatures, words: dict[str, Any]) -> CanvasFilling:
    """The canvas of the bank: the features of its survey by rank, and the price.

    Args:
        known: the features.
        words: those of the example in a language.
    """
    names = [*(each.name for each in known.features), words["price"]]
    rows = []
    for at, (name, levels) in enumerate(zip(names, (*LEVELS, PRICE), strict=True)):
        now, after, *theirs = levels
        row = Factor(name, now, after, (*theirs, None, None))
        if at in MEASURES:
            which, whose = MEASURES[at]
            measure, owner = words["canvas_measures"][which], words["requested_by"][whose]
            row = row._replace(measure=measure, owner=owner)
        rows.append(row)
    return CanvasFilling(tuple(rows), (*words["rivals"], "", ""))
