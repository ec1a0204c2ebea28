"""Whether texts can be read: their size and their contrast with what is behind them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.looks.drawn import Colour
from tests.looks.page import PIXELS, Page
from tests.looks.paper import Box

SMALLEST = 6.0
"""Points of a text on paper."""

CONTRAST, CONTRAST_OF_LARGE, LARGE = 4.5, 3.0, 18.0
"""What WCAG 2.2 asks for (1.4.3): of a text, and of one from so many points on."""

WHITE: Colour = (255, 255, 255)

_NOT_DRAWN = "#N/A"  # is pale on purpose
_HARDLY = 0.1  # share of what is around a text


def illegible(page: Page) -> Iterator[tuple[str, str]]:
    """What is too small or too pale on a page, as the kind of the finding and its words."""
    for text in page.texts:
        if text.size < SMALLEST - 0.05:
            yield "small", f"{text.size:.1f} pt"
        needed = CONTRAST_OF_LARGE if text.size >= LARGE else CONTRAST
        if text.seen == _NOT_DRAWN:
            continue
        behind = _behind(page, text.box, text.colour)
        found = contrast(text.colour, behind)
        if found < needed - 0.05:
            yield "contrast", f"{found:.1f}, {_code(text.colour)} on {_code(behind)}"


def contrast(one: Colour, other: Colour = WHITE) -> float:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _behind(page: Page, box: Box, ink: Colour) -> Colour:
    """The most frequent colour around a text but its own; its own where there is hardly another."""
    left, bottom, right, top = (round(PIXELS * side) for side in box.grown(1))
    height = page.picture.height
    part = page.picture.crop((left, height - top, right, height - bottom))
    counted = part.getcolors(part.width * part.height)
    count, shade = max((one for one in counted if one[1] != ink), default=(0, ink))
    return shade if count > _HARDLY * part.width * part.height else ink


def _code(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
