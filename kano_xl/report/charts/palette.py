"""One look per category, for charts and cells alike: told apart by colour and by shape.

The hues are those of Okabe and Ito (2008), which people with any common colour
blindness can tell apart, darkened until white text on them and they themselves on
white have a contrast of at least 4.5 : 1 (WCAG AA).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a category looks.

    Attributes:
        colour: of points, bars and letters, ``#RRGGBB``.
        tint: the same, light enough to lie behind black text.
        marker: the shape of a point; a name that spreadsheets know.
    """

    colour: str
    tint: str
    marker: str


LOOKS = {
    "M": Look("#B34A00", "#FBE9DD", "square"),
    "O": Look("#0068A5", "#DFEEF8", "circle"),
    "A": Look("#007A59", "#DDF3EC", "triangle"),
    "I": Look("#666666", "#EEEEEE", "diamond"),
    "R": Look("#9C3F78", "#F7E6F0", "x"),
    "Q": Look("#806000", "#F8F0D6", "plus"),
}
"""The look of every letter in A O M I R Q."""

INK = "#222222"
"""Text and axes."""

QUIET = "#6B6B6B"
"""Notes, quadrant names: readable, not loud."""

RULE = "#D0D0D0"
"""Grid lines and borders."""
