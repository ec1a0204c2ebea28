"""The search behind `kano_xl.report.charts.labels`: a free and near place for every rectangle.

Every rectangle has places to choose from, each with a cost. They are taken one after the
other, the most crowded first, and stay where they are put. What lies where is kept as counts
on a raster of the plot, so that a place is judged as fast among many labels as among few.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

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
_AT_A_TIME = 128

_CELL = 2.0
"""Pixels of a side of the raster's cells."""

_STRIDE = 4.0
"""Pixels between the places at which it is looked what a line passes over."""

_CROSSED = 1e6
"""Cost of a line over a label, which hardly anybody can read then: only where nothing else is."""

_LINE_OVER_A_LINE = 40.0
_LINE_OVER_A_POINT = 8.0
"""Costs for every such place."""

_OVER_A_RULE = 40.0
_NEAR_A_POINT = 9.0
"""Costs of a rectangle, the last one for every point."""

_NEARNESS = 7.0


class _Places(NamedTuple):
    """K places to choose from, the cheapest first, seen from the point.

    ``offsets`` K×2 lead to the anchors, ``sides`` K index `SIDES`, ``costs`` K are what
    each place costs if nothing is in its way.
    """

    offsets: Floats
    sides: Indices
    costs: Floats


def _sorted_places(offsets: Floats, sides: Indices) -> _Places:
    costs = np.linalg.norm(offsets, axis=1) + sides
    order = np.argsort(costs, kind="stable")
    return _Places(offsets[order], sides[order], costs[order])


class _Raster:
    """How many things lie in each cell of a plot of this width and height."""

    def __init__(self, area: tuple[float, float], boxes: Floats) -> None:
        width, height = (int(np.ceil(length / _CELL)) for length in area)
        self._most = np.array([width, height])
        self._cells = np.zeros((height, width), np.int32)
        self._sums = np.zeros((height + 1, width + 1), np.int32)
        self._is_summed = False
        for box in boxes:
            self.add_box(box)

    def add_box(self, box: Floats) -> None:
        """Put a rectangle there."""
        left, top, right, bottom = self._ranges(box).tolist()
        self._cells[top:bottom, left:right] += 1
        if self._is_summed:
            height, width = self._cells.shape
            down = np.minimum(np.arange(1, height - top + 1, dtype=np.int32), bottom - top)
            across = np.minimum(np.arange(1, width - left + 1, dtype=np.int32), right - left)
            self._sums[top + 1 :, left + 1 :] += np.multiply.outer(down, across)

    def add_line(self, start: Floats, end: Floats) -> None:
        """Put a line there, two cells broad, so that whoever crosses it is sure to touch it."""
        along = np.linspace(start, end, int(np.hypot(*(end - start)) / _CELL) + 2)
        cells = (along / _CELL).astype(np.intp)
        for broader in (0, 1):
            column, row = np.minimum(cells + broader, self._most - 1).T
            self._cells[row, column] = 1
        self._is_summed = False

    def within(self, boxes: Floats) -> Indices:
        """What is counted in the cells that each of K rectangles touches: K."""
        if not self._is_summed:
            np.cumsum(self._cells, axis=0, out=self._sums[1:, 1:])
            np.cumsum(self._sums[1:, 1:], axis=1, out=self._sums[1:, 1:])
            self._is_summed = True
        left, top, right, bottom = self._ranges(boxes).T
        sums = self._sums
        found = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return np.asarray(found, np.intp)

    def shared(self, boxes: Floats, others: Floats) -> Indices:
        """How many cells K rectangles touch that M others touch too, counted for each: K."""
        first, second = self._ranges(boxes)[:, None], self._ranges(others)[None]
        low = np.maximum(first[..., :2], second[..., :2])
        high = np.minimum(first[..., 2:], second[..., 2:])
        return np.asarray(np.maximum(high - low, 0).prod(axis=2).sum(axis=1))

    def under(self, places: Floats) -> npt.NDArray[np.bool_]:
        """Whether anything is at each of some places of the plot, …×2."""
        cells = np.minimum((places / _CELL).astype(np.intp), self._most - 1)
        return np.asarray(self._cells[cells[..., 1], cells[..., 0]] > 0)

    def _ranges(self, boxes: Floats) -> Indices:
        """The cells that rectangles touch: first column and row, and those after the last."""
        scaled = boxes / _CELL
        cells = np.concatenate([np.floor(scaled[..., :2]), np.ceil(scaled[..., 2:])], axis=-1)
        most = np.concatenate([self._most, self._most])
        return np.asarray(np.minimum(np.maximum(cells, 0), most), np.intp)


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
        self._marked = np.hstack([markers - MARKER, markers + MARKER])
        self._taken = _Raster(area, np.vstack([self._marked, keep_clear]))
        self._written = _Raster(area, keep_clear)
        self._markers = _Raster(area, self._marked)
        self._lines = _Raster(area, keep_clear[:0])
        self._rules = _Raster(area, rules)
        self.anchors = np.full((len(points), 2), np.nan)
        self.boxes = np.full((len(points), 4), np.nan)
        self.sides = np.zeros(len(points), np.intp)

    def settle(self) -> None:
        """Choose a place near each point, or else anywhere."""
        distances = np.linalg.norm(self._points[:, None] - self._points[None], axis=2)
        crowd = (distances < _REACH / 2).sum(axis=1)
        for index in np.argsort(-crowd, kind="stable").tolist():
            for less_than in (_CROSSED, np.inf):
                if self._choose(index, _AROUND, less_than):
                    break
                if self._choose(index, self._anywhere(index), less_than):
                    break

    def _anywhere(self, index: int) -> _Places:
        """Places all over the plot, for a label that finds none near its point."""
        width, height = self._area
        step_x, step_y = max(self._sizes[index, 0] / 2, 4.0), max(self._sizes[index, 1] / 2, 4.0)
        xs, ys = np.meshgrid(np.arange(0, width, step_x), np.arange(0, height, step_y))
        offsets = np.column_stack([xs.ravel(), ys.ravel()]) - self._points[index]
        sides = np.where(offsets[:, 0] >= 0, SIDES.index("right"), SIDES.index("left"))
        return _sorted_places(offsets, sides)

    def _choose(self, index: int, places: _Places, less_than: float) -> bool:
        """Take the cheapest free place, given where the other labels stand; False without one.

        It costs ``less_than`` that.

        What is in the way only adds to a place's cost, so the search ends as soon as all
        places further down the list cost more than the best one found.
        """
        point = self._points[index]
        least, best = less_than, None
        for first in range(0, len(places.costs), _AT_A_TIME):
            if least <= places.costs[first]:
                break
            some = slice(first, first + _AT_A_TIME)
            anchors, sides = point + places.offsets[some], places.sides[some]
            boxes = boxes_at(anchors, sides, self._sizes[index])
            inside = (boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2:] <= self._area).all(axis=1)
            free = np.flatnonzero(inside & (self._taken.within(boxes) == 0))
            if not len(free):
                continue
            costs = places.costs[some][free] + self._nuisance(point, anchors[free], boxes[free])
            found = int(np.argmin(costs))
            if costs[found] < least:
                least, place = costs[found], free[found]
                best = anchors[place], int(sides[place]), boxes[place]
        if best is None:
            return False
        self._put(index, *best)
        return True

    def _put(self, index: int, anchor: Floats, side: int, box: Floats) -> None:
        self.anchors[index], self.sides[index], self.boxes[index] = anchor, side, box
        self._taken.add_box(box)
        self._written.add_box(box)
        point = self._points[index]
        if np.hypot(*(anchor - point)) > _STRIDE + BESIDE:
            self._lines.add_line(point, anchor)

    def _nuisance(self, point: Floats, anchors: Floats, boxes: Floats) -> Floats:
        """What makes each of K free places a worse one."""
        passed, ended = _on_the_way(point, anchors, BESIDE + _STRIDE, _STRIDE)
        over, over_ended = _on_the_way(point, anchors, MARKER, _CELL)
        return np.asarray(
            _CROSSED * (self._written.under(over) & ~over_ended).any(axis=1)
            + _CROSSED * (self._lines.within(boxes) > 0)
            + _LINE_OVER_A_POINT * (self._markers.under(passed) & ~ended).sum(axis=1)
            + _LINE_OVER_A_LINE * (self._lines.under(passed) & ~ended).any(axis=1)
            + _OVER_A_RULE * (self._rules.within(boxes) > 0)
            + _NEAR_A_POINT * self._markers_near(point, boxes)
        )

    def _markers_near(self, point: Floats, boxes: Floats) -> Floats:
        """How many markers K rectangles come near to, apart from those at the point: K."""
        near = np.column_stack([boxes[:, :2] - _NEARNESS, boxes[:, 2:] + _NEARNESS])
        here = (np.abs(self._centres - point) <= MARKER).all(axis=1)
        others = self._markers.within(near) - self._markers.shared(near, self._marked[here])
        return others / (2 * MARKER / _CELL) ** 2


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


def _on_the_way(
    start: Floats, ends: Floats, first: float, stride: float
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Where the lines from a point to each of K others pass, from a distance on, step by step.

    Returns:
        K×S×2 places, and K×S whether a line has come to its end before that place.
    """
    ways = ends - start
    lengths = np.linalg.norm(ways, axis=1)[:, None]
    along = np.arange(first, lengths.max() + stride, stride)
    places = start + ways[:, None, :] * (np.minimum(along, lengths) / lengths)[:, :, None]
    return places, along > lengths


_AROUND = _around()
