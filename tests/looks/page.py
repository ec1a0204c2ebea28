"""A printed page of a sheet: what belongs to its margins, its cells and its charts."""

from __future__ import annotations

import sys
from functools import cached_property

import pypdfium2
from openpyxl.worksheet.page import PageMargins
from PIL.Image import Image

from tests.looks.drawn import Shape, drawn_on, squeezed
from tests.looks.paper import Box

PIXELS = 2
"""Of a picture, for each point of the paper."""

_LARGE = 40
"""Points that a chart is wide and high, at least."""

_FEWEST_POINTS = 6
"""Of the background of a chart. LibreOffice draws the fill of a cell with fewer."""

_OVER_THE_MARGIN = 10
"""Points that the last row may reach over it."""

_NO_MARGINS = PageMargins(0, 0, 0, 0)


class Page:
    """A page of a sheet as it is printed.

    LibreOffice draws the cells of a page first, then each chart from the back to the front.

    Args:
        page: of the PDF.
        number: within the workbook, from 1.
        margins: of its sheet.
        charts: whether the sheet has any; large areas of cells may look like one.

    Attributes:
        number: within the workbook, from 1.
        inside: the paper within the margins.
        texts: all that can be seen.
        cut: texts of which letters are cut off.
        body: the texts within the margins: no header and no footer.
        shapes: all other things that are drawn.
        charts: the backgrounds of charts.
        first: the order of the first chart's background; whatever is behind it is of cells.
        cells: what its cells show, without spaces.
    """

    def __init__(
        self,
        page: pypdfium2.PdfPage,
        number: int,
        margins: PageMargins = _NO_MARGINS,
        *,
        charts: bool = True,
    ) -> None:
        self.number, self._page = number, page
        width, height = page.get_size()
        self.inside = Box(
            72 * margins.left,
            72 * margins.bottom,
            width - 72 * margins.right,
            height - 72 * margins.top,
        )
        texts, self.shapes = drawn_on(page)
        self.texts = [text for text in texts if text.words]
        self.cut = [text for text in texts if text.lost]
        rows = self.inside.grown(0, _OVER_THE_MARGIN)
        self.body = [t for t in self.texts if rows.bottom < t.box.middle[1] < rows.top]
        self.charts = _charts(self.shapes) if charts else []
        self.first = self.charts[0].order if self.charts else sys.maxsize
        self.cells = squeezed("".join(t.seen for t in self.body if t.order < self.first))

    @cached_property
    def picture(self) -> Image:
        return self._page.render(scale=PIXELS).to_pil().convert("RGB")


def _charts(shapes: list[Shape]) -> list[Shape]:
    """The backgrounds of charts; a large rectangle within one is its plot area."""
    found: list[Shape] = []
    for shape in shapes:
        large = min(shape.box.width, shape.box.height) > _LARGE
        if not (shape.filled and large and len(shape.points) >= _FEWEST_POINTS):
            continue
        within = any(chart.box.grown(1).holds(shape.box) for chart in found)
        if shape.is_rectangle and not within:
            found.append(shape)
    return found
