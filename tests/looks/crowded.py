"""Things over each other: text over text, markers, lines and areas over text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tests.looks.drawn import Shape, Text
from tests.looks.legible import contrast
from tests.looks.page import Page
from tests.looks.paper import Box, passes_through

DEEP = 0.15
"""How far two things reach into each other to count, in sizes of the text."""

VISIBLE = 2.3
"""Contrast with white from which on a line disturbs a text."""

_MARKER = (2, 16)
"""Points that a marker is wide and high. Its rim is a line within that size."""

_ROUND = 0.12
"""Share of its size that the box of a round marker is larger than what is inked, on each side."""

Told = tuple[str, str]
"""The kind of a finding, and its words."""


class _Placed(NamedTuple):
    """A word with the text it belongs to."""

    box: Box
    text: Text


def crowded(page: Page) -> Iterator[Told]:
    """What lies over a text of a page, or is crossed by it."""
    words = [_Placed(word.box, text) for text in page.texts for word in text.words]
    if not words:
        return
    boxes = np.array([word.box for word in words])
    yield from _texts_over_texts(words, boxes)
    areas = [shape for shape in page.shapes if shape.filled]
    for shape in page.shapes:
        part = _part_of(shape, page.first)
        if part is None:
            continue
        for index in np.flatnonzero(_meeting(boxes, shape.box)):
            told = _over(part, shape, words[index], page.first, areas)
            if told:
                yield told, words[index].text.quoted


def _meeting(boxes: np.ndarray, box: Box) -> np.ndarray:
    """Which of many boxes have something in common with one."""
    return (boxes[:, :2] <= box[2:]).all(axis=1) & (boxes[:, 2:] >= box[:2]).all(axis=1)


def _texts_over_texts(words: Sequence[_Placed], boxes: np.ndarray) -> Iterator[Told]:
    for index, word in enumerate(words):
        for other in np.flatnonzero(_meeting(boxes[index + 1 :], word.box)):
            box, text = words[index + 1 + other]
            deep = DEEP * min(word.text.size, text.size)
            if text is not word.text and word.box.reaches_into(box, deep):
                yield "text over text", " and ".join(sorted((word.text.quoted, text.quoted)))


class _Part(NamedTuple):
    """What a shape can disturb a text as; ``inked`` is where it surely has colour."""

    cover: bool
    marker: bool
    line: bool
    inked: Box


def _part_of(shape: Shape, first: int) -> _Part | None:
    """What a shape is; None where it cannot disturb: frames of cells, pale lines."""
    width, height, chart = shape.box.width, shape.box.height, shape.order > first
    if not shape.filled:
        rim = len(shape.points) >= 4 and max(width, height) <= _MARKER[1]
        if chart and not rim and contrast(shape.colour) > VISIBLE:
            return _Part(False, False, True, shape.box)
        return None
    cover = shape.is_rectangle and height > 4
    low, high = _MARKER
    marker = chart and low < height < high and 0.6 < width / height < 1.7
    if not (cover or marker):
        return None
    inked = shape.box if shape.is_rectangle else shape.box.grown(-_ROUND * width, -_ROUND * height)
    return _Part(cover, marker, False, inked)


def _over(part: _Part, shape: Shape, word: _Placed, first: int, areas: list[Shape]) -> str:
    """The kind of what a shape does to a word, "" for nothing."""
    box, text = word
    if part.cover and shape.order > text.order and part.inked.holds_point(box.middle):
        return "covered"
    if text.order < first:
        return ""
    if part.marker and part.inked.reaches_into(box, DEEP * text.size):
        return "" if shape.box.holds(box) else "marker over text"  # else it is written on it
    if part.line and passes_through(shape.points, box.grown(-0.1 * text.size, -0.3 * box.height)):
        between = (area for area in areas if shape.order < area.order < text.order)
        return "" if any(area.box.holds(box) for area in between) else "line through text"
    return ""
