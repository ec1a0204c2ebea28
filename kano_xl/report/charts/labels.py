"""Where the labels of a scatter chart stand, so that none covers another or a point.

A label stands on one side of its anchor; the anchor is beside the point where there is
room, and where there is none it moves away and a thin line leads to it. The labels of
points that coincide stand together in a block, to which one line leads.

All lengths are pixels; y counts downwards from the top of the plot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kano_xl.report.charts.label_search import BESIDE, INSET, SIDES, Floats, LabelLayout, boxes_at
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import shortened

_SAME_PLACE = 3.0
_NEEDS_A_LINE = 3 * BESIDE


class LabelBox(NamedTuple):
    """A rectangle that labels keep clear of."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle.

        >>> LabelBox(10, 0, 30, 16).centre
        (20.0, 8.0)
        """
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Label(NamedTuple):
    """A label's place: on one of `SIDES` of the anchor (``x``, ``y``).

    ``led`` says whether a line leads from the point to the anchor.
    """

    x: float
    y: float
    side: str
    led: bool = False

    def box(self, width: float, height: float) -> LabelBox:
        """The rectangle that its text covers.

        >>> Label(100, 50, "right").box(60, 16)
        LabelBox(left=102.0, top=42.0, right=162.0, bottom=58.0)
        """
        anchors, sides = np.array([[self.x, self.y]]), np.array([SIDES.index(self.side)])
        return LabelBox(*boxes_at(anchors, sides, np.array([width, height]))[0].tolist())


def fitted(name: str, points: float, width: float) -> str:
    """A name on one line of at most ``width`` pixels, shortened at a whole word.

    >>> fitted("Alerts on the account's security", 9, 130)
    'Alerts on the…'
    """
    line = shortened(name) or "–"
    if text_width(line, points) <= width:
        return line
    while text_width(f"{line}…", points) > width:
        line = line[:-1]
    words, _, _ = line.rpartition(" ")
    return f"{words if words and len(words) >= len(line) / 2 else line}…"


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    area: tuple[float, float],
    keep_clear: Sequence[LabelBox] = (),
    rules: Sequence[LabelBox] = (),
) -> tuple[Label | None, ...]:
    """One place per label; None for a label that finds no free place at all.

    The places do not overlap each other, any point's marker, or ``keep_clear``, and lie
    within the plot. The same arguments give the same places.

    Args:
        points: n points in the plot.
        sizes: width and height of their n labels.
        area: width and height of the plot.
        keep_clear: rectangles that hold something already.
        rules: rectangles, thin ones, that a label crosses only where it has to.

    >>> place_labels([(100, 100)], [(60, 16)], (400, 300))
    (Label(x=107.0, y=100.0, side='right', led=False),)
    >>> place_labels([(395, 100)], [(60, 16)], (400, 300))[0].side
    'left'
    """
    if not points:
        return ()
    groups: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(points):
        groups.setdefault((round(x / _SAME_PLACE), round(y / _SAME_PLACE)), []).append(index)
    blocks = [_Block.of([sizes[index] for index in group]) for group in groups.values()]
    layout = LabelLayout(
        np.array([points[group[0]] for group in groups.values()], np.float64),
        np.array([block.size for block in blocks], np.float64),
        area,
        np.array(points, np.float64),
        _rows(keep_clear),
        _rows(rules),
    )
    layout.settle()
    found: list[Label | None] = [None] * len(points)
    for place, (group, block) in enumerate(zip(groups.values(), blocks, strict=True)):
        if np.isnan(layout.anchors[place]).any():
            continue
        box, side = LabelBox(*layout.boxes[place].tolist()), SIDES[layout.sides[place]]
        apart = math.dist(layout.anchors[place], points[group[0]]) > _NEEDS_A_LINE
        for member, index in enumerate(group):
            found[index] = block.label(member, box, side, apart)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels in rows and columns: how many, and the width and height of each cell."""

    count: int
    columns: int
    width: float
    height: float

    @classmethod
    def of(cls, sizes: Sequence[tuple[float, float]]) -> _Block:
        """A block about as wide as it is high."""
        width, height = max(w for w, _ in sizes), max(h for _, h in sizes)
        columns = max(1, round(math.sqrt(len(sizes) * height / width)))
        return cls(len(sizes), min(columns, len(sizes)), width, height)

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def size(self) -> tuple[float, float]:
        return self.columns * self.width, self.rows * self.height

    def label(self, member: int, box: LabelBox, side: str, apart: bool) -> Label:
        """The place of a member, row by row, in the block's rectangle on one side of its anchor.

        Where the block stands ``apart`` from the point, a line leads to the member that
        is in the middle of the side nearest to the point.
        """
        row, column = divmod(member, self.columns)
        left, top = box.left + column * self.width, box.top + row * self.height
        last = self.count - 1
        x, y, nearest = {
            "right": (left - INSET, top + self.height / 2, (self.rows - 1) // 2 * self.columns),
            "left": (
                left + self.width + INSET,
                top + self.height / 2,
                min((self.rows - 1) // 2 * self.columns + self.columns - 1, last),
            ),
            "above": (
                left + self.width / 2,
                top + self.height + INSET,
                min((self.rows - 1) * self.columns + self.columns // 2, last),
            ),
            "below": (left + self.width / 2, top - INSET, (self.columns - 1) // 2),
        }[side]
        return Label(x, y, side, led=apart and member == nearest)


def _rows(boxes: Sequence[LabelBox]) -> Floats:
    rows = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    return np.array(rows, np.float64).reshape(-1, 4)
