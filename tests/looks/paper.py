"""Places on paper, in points from the lower left corner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]

_NO_STEP = 1e-9


class Box(NamedTuple):
    """A rectangle along the edges of the paper."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """The smallest one that holds all points; nothing at the corner if there are none."""
        xs, ys = zip(*(tuple(points) or ((0.0, 0.0),)), strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def over(cls, boxes: Iterable[Box]) -> Box:
        """The smallest one that holds all boxes."""
        return cls.around(corner for box in boxes for corner in (box[:2], box[2:]))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def common(self, other: Box) -> Box:
        """What belongs to both; of negative width or height where they are apart."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def grown(self, across: float, up: float | None = None) -> Box:
        """A larger one on all sides; a smaller one for negative sizes."""
        up = across if up is None else up
        return Box(self.left - across, self.bottom - up, self.right + across, self.top + up)

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def holds_point(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def reaches_into(self, other: Box, depth: float) -> bool:
        """Whether they share a piece of at least this width and height."""
        return (
            min(self.right, other.right) - max(self.left, other.left) >= depth
            and min(self.top, other.top) - max(self.bottom, other.bottom) >= depth
        )


def passes_through(points: Sequence[Point], box: Box) -> bool:
    """Whether the line from point to point goes through a box."""
    if box.width <= 0 or box.height <= 0:
        return False
    return any(_piece_passes(start, end, box) for start, end in pairwise(points))


def _piece_passes(start: Point, end: Point, box: Box) -> bool:
    """Whether a straight piece is inside a box for a part of its way: the slabs it is in."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        step = (end[axis] - start[axis]) or _NO_STEP
        near, far = sorted((box[axis + side] - start[axis]) / step for side in (0, 2))
        enter, leave = max(enter, near), min(leave, far)
    return enter <= leave
