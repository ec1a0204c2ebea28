"""A twin in Python of the formulas that place the labels of the live map."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.maps import BETTER_WORSE
from kano_xl.report.charts.scatter_frame import APART, LABEL_POINTS, LINE, PLOT, place_corners
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words
from kano_xl.writers.template.live_labels import NAME_PLACES, NUMBER_PLACES

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


def place(
    points: Sequence[tuple[float, float]],
    labels: Sequence[tuple[str, str]],
    language: str,
    split: tuple[float, float] = (0.5, 0.5),
) -> list[tuple[Box, bool]]:
    """The rectangle of each label, and whether it is the name, as the formulas place it.

    A label is a name, and the number that it may become; the map is split at ``split``.
    """
    _, _, width, height = PLOT
    lines = split[0] * width, (1 - split[1]) * height
    dots = [(x * width, (1 - y) * height) for x, y in points]
    corners = place_corners(BETTER_WORSE, BETTER_WORSE.middle, [], Words(language))
    taken = [(c.box.left, c.box.top, c.box.right, c.box.bottom) for c in corners]
    found = []
    for dot, (name, number) in zip(dots, labels, strict=True):
        ways = [
            boxes(dot, label, where)
            for label, where in ((name, NAME_PLACES), (number, NUMBER_PLACES))
        ]
        named, numbered = ([cost(box, taken, dots, lines) for box in each] for each in ways)
        is_name = min(named) < 5
        costs = named if is_name else numbered
        box = ways[not is_name][costs.index(min(costs))]
        taken.append(box)
        found.append((box, is_name))
    return found


def boxes(
    dot: tuple[float, float], label: str, places: Sequence[tuple[float, float, float]]
) -> list[Box]:
    width = text_width(label, LABEL_POINTS) + APART
    return [
        (left, top, left + width, top + LINE)
        for beside, share, below in places
        for left, top in [(dot[0] + beside - share * width, dot[1] + below)]
    ]


def cost(
    box: Box,
    taken: Sequence[Box],
    dots: Sequence[tuple[float, float]],
    lines: tuple[float, float],
) -> int:
    left, top, right, bottom = box
    outside = (left < 0) + (top < 0) + (right > PLOT[2]) + (bottom > PLOT[3])
    over = sum(overlap(box, other) for other in taken)
    points = sum(
        left - MARKER < x < right + MARKER and top - MARKER < y < bottom + MARKER for x, y in dots
    )
    crossed = (left < lines[0] < right) + (top < lines[1] < bottom)
    return 100 * outside + 10 * over + 5 * points + crossed


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
