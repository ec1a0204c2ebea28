"""Whether things lie where they belong: in their chart, on the paper, on a page worth turning."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

from tests.looks.page import Page
from tests.looks.paper import Box

NEARLY_EMPTY = 0.06
"""Share of the paper inside the margins that a further page of a sheet must use."""


def misplaced(page: Page) -> Iterator[tuple[str, str]]:
    """What lies wrong on a page, as the kind of the finding and its words."""
    ends = [*(chart.order for chart in page.charts), sys.maxsize]
    for chart, (start, end) in zip(page.charts, pairwise(ends), strict=True):
        if not page.inside.grown(3).holds(chart.box):
            yield "chart cut by the page", ""
        for text in page.texts:
            if start < text.order < end and not chart.box.grown(1).holds(text.box):
                yield "outside its chart", text.quoted
    for chart, following in pairwise(page.charts):
        if chart.box.reaches_into(following.box, 3):
            yield "chart over chart", ""
    for text in page.body:
        if len(text.seen) > 2 and not text.seen.strip("#"):
            yield "###", "a number wider than its column"


def nearly_empty(page: Page, *, first: bool) -> Iterator[tuple[str, str]]:
    """Whether a page shows too little: nothing, or as a further one hardly anything."""
    used = Box.over([*(text.box for text in page.body), *(chart.box for chart in page.charts)])
    if not page.body or (not first and used.area < NEARLY_EMPTY * page.inside.area):
        yield "nearly empty", page.body[0].quoted if page.body else ""
