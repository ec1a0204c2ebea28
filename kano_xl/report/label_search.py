"""The search behind `kano_xl.report.labels`: a free and near place for every rectangle.

Every rectangle has places to choose from, each with a cost; a first round takes them one
after the other, the most crowded first, later rounds let each improve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SIDES = ("right", "left", "above", "below")
"""Where a label can stand, seen from its anchor; the earlier the better."""

INSET = 2.0
"""Free pixels between an anchor and its label."""

MARKER = 6.0
"""Half the size of a point's marker."""

BESIDE = MARKER + 1
"""Distance of an anchor that is right beside its point."""

_REACH = 168
_STEPS_OUT = (BESIDE, 12.0, 20.0, 30.0, 44.0, 62.0, 84.0, 110.0)
_STEP_ALONG = 8
_ALONG_A_SIDE = (0, -12, 12, -30, 30, -60, 60)
_ROUNDS = 2
_AT_A_TIME = 128

_CROSSED_BY_A_LINE = 60.0
_LEADERS_CROSS = 40.0
_LEADER_OVER_A_POINT = 25.0
_OVER_A_RULE = 40.0
_NEAR_A_POINT = 9.0
_NEARNESS = 7.0


@dataclass(frozen=True)
class _Places:
    """K places to choose from, the cheapest first, seen from the point.

    ``offsets`` K×2 lead to the anchors, ``sides`` K index `SIDES`, ``costs`` K are what
    each place costs if nothing is in its way.
    """

    offsets: Floats
    sides: npt.NDArray[np.intp]
    costs: Floats


def _sorted_places(offsets: Floats, sides: npt.NDArray[np.intp]) -> _Places:
    costs = np.linalg.norm(offsets, axis=1) + sides
    order = np.argsort(costs, kind="stable")
    return _Places(offsets[order], sides[order], costs[order])


class LabelLayout:
    """Rectangles, each on one side of an anchor near its point, and the places chosen so far.

    Args:
        points: n×2, pixels from the top left.
        sizes: n×2, width and height.
        area: width and height of the plot.
        markers: m×2, the centres of all markers; no rectangle covers one.
        keep_clear: k×4 rectangles that hold something already.
        rules: thin rectangles that are covered only where it has to be.

    Attributes:
        anchors: n×2, NaN where there is no place.
        boxes: n×4, the rectangles; NaN where there is no place.
        sides: n indices into `SIDES`.
    """

    def __init__(
        self,
        points: Floats,
        sizes: Floats,
        area: tuple[float, float],
        markers: Floats,
        keep_clear: Floats,
        rules: Floats,
    ) -> None:
        self._points, self._sizes, self._area = points, sizes, area
        self._centres = markers
        self._markers = np.hstack([markers - MARKER, markers + MARKER])
        self._obstacles = np.vstack([self._markers, keep_clear])
        self._keep_clear, self._rules = keep_clear, rules
        self.anchors = np.full((len(points), 2), np.nan)
        self.boxes = np.full((len(points), 4), np.nan)
        self.sides = np.zeros(len(points), np.intp)

    def settle(self) -> None:
        """Choose near the point, or else anywhere; then improve until nothing moves."""
        distances = np.linalg.norm(self._points[:, None] - self._points[None], axis=2)
        crowd = (distances < _REACH / 2).sum(axis=1)
        order = np.argsort(-crowd, kind="stable").tolist()
        for index in order:
            if not self._choose(index, _AROUND):
                self._choose(index, self._anywhere(index))
        for _ in range(_ROUNDS):
            if sum(self._choose(index, _AROUND) for index in order) == 0:
                break

    def _anywhere(self, index: int) -> _Places:
        """Places all over the plot, for a label that finds none near its point."""
        width, height = self._area
        step_x, step_y = max(self._sizes[index, 0] / 2, 4.0), max(self._sizes[index, 1] / 2, 4.0)
        xs, ys = np.meshgrid(np.arange(0, width, step_x), np.arange(0, height, step_y))
        offsets = np.column_stack([xs.ravel(), ys.ravel()]) - self._points[index]
        sides = np.where(offsets[:, 0] >= 0, SIDES.index("right"), SIDES.index("left"))
        return _sorted_places(offsets, sides)

    def _choose(self, index: int, places: _Places) -> bool:
        """Take the cheapest free place, given where the other labels stand; whether it moved.

        What is in the way only adds to a place's cost, so the search ends as soon as all
        places further down the list cost more than the best one found.
        """
        point = self._points[index]
        others = np.flatnonzero(~np.isnan(self.boxes[:, 0]))
        others = others[others != index]
        taken = np.vstack([self._obstacles, self.boxes[others]])
        least, best = np.inf, None
        for first in range(0, len(places.costs), _AT_A_TIME):
            if least <= places.costs[first]:
                break
            some = slice(first, first + _AT_A_TIME)
            anchors, sides, costs = (
                point + places.offsets[some],
                places.sides[some],
                places.costs[some],
            )
            boxes = boxes_at(anchors, sides, self._sizes[index])
            inside = (boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2:] <= self._area).all(axis=1)
            free = np.flatnonzero(inside & ~_overlap(boxes, taken).any(axis=1))
            if not len(free):
                continue
            costs = costs[free] + self._nuisance(point, anchors[free], boxes[free], others)
            found = int(np.argmin(costs))
            if costs[found] < least:
                least, place = costs[found], free[found]
                best = anchors[place], int(sides[place]), boxes[place]
        if best is None:
            return False
        anchor, side, box = best
        if np.array_equal(box, self.boxes[index]):
            return False
        self.anchors[index], self.sides[index], self.boxes[index] = anchor, side, box
        return True

    def _nuisance(
        self, point: Floats, anchors: Floats, boxes: Floats, others: npt.NDArray[np.intp]
    ) -> Floats:
        """What makes each of K free places a worse one, given the labels in ``others``."""
        start = np.broadcast_to(point, anchors.shape)
        apart = (np.abs(self._centres - point) > MARKER).any(axis=1)
        markers = self._markers[apart]
        near = np.column_stack([boxes[:, :2] - _NEARNESS, boxes[:, 2:] + _NEARNESS])
        labels, ends, starts = self.boxes[others], self.anchors[others], self._points[others]
        return np.asarray(
            _CROSSED_BY_A_LINE * _crosses(start, anchors, labels).sum(axis=1)
            + _CROSSED_BY_A_LINE * _crosses(starts, ends, boxes).sum(axis=0)
            + _LEADERS_CROSS * _cross(start, anchors, starts, ends).sum(axis=1)
            + _LEADER_OVER_A_POINT * _crosses(start, anchors, markers).sum(axis=1)
            + _CROSSED_BY_A_LINE * _crosses(start, anchors, self._keep_clear).sum(axis=1)
            + _OVER_A_RULE * _overlap(boxes, self._rules).sum(axis=1)
            + _NEAR_A_POINT * _overlap(near, markers).sum(axis=1)
        )


def _around() -> _Places:
    """Places near a point: beside it, then further out."""
    right, left, above, below = range(len(SIDES))
    found: list[tuple[float, float, int]] = []
    for out in _STEPS_OUT:
        reach = 2 * _STEP_ALONG if out == BESIDE else _REACH
        for along in range(-reach, reach + 1, _STEP_ALONG):
            found += [(out, along, right), (-out, along, left)]
        for along in _ALONG_A_SIDE:
            found += [(along, -out, above), (along, out, below)]
    table = np.array(found, np.float64)
    return _sorted_places(table[:, :2], table[:, 2].astype(np.intp))


def boxes_at(anchors: Floats, sides: npt.NDArray[np.intp], size: Floats) -> Floats:
    """The rectangle of a label at each of K places: left, top, right, bottom."""
    width, height = size
    x, y = anchors[:, 0], anchors[:, 1]
    left = np.choose(sides, [x + INSET, x - INSET - width, x - width / 2, x - width / 2])
    top = np.choose(sides, [y - height / 2, y - height / 2, y - INSET - height, y + INSET])
    return np.column_stack([left, top, left + width, top + height])


def _overlap(first: Floats, second: Floats) -> npt.NDArray[np.bool_]:
    """Which rectangles of K×4 and M×4 share some area: K×M; NaN overlaps nothing."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    return np.asarray((low <= high).all(axis=2))


def _crosses(start: Floats, end: Floats, boxes: Floats) -> npt.NDArray[np.bool_]:
    """Which of K segments meet which of M rectangles: K×M (the slab method)."""
    way = end - start
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)[:, None, :]
    one = (boxes[None, :, :2] - start[:, None, :]) / way
    two = (boxes[None, :, 2:] - start[:, None, :]) / way
    enters = np.minimum(one, two).max(axis=2)
    leaves = np.maximum(one, two).min(axis=2)
    return np.asarray((enters <= leaves) & (enters <= 1) & (leaves >= 0))


def _cross(a: Floats, b: Floats, c: Floats, d: Floats) -> npt.NDArray[np.bool_]:
    """Which of the K segments a–b cross which of the M segments c–d, ends apart: K×M."""

    def turn(p: Floats, q: Floats, r: Floats) -> Floats:
        first, second = q - p, r - p
        return np.asarray(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0])

    a, b, c, d = a[:, None], b[:, None], c[None], d[None]
    return np.asarray((turn(a, b, c) * turn(a, b, d) < 0) & (turn(c, d, a) * turn(c, d, b) < 0))


_AROUND = _around()
