"""One look per category, for charts and cells alike: told apart by colour and by shape.

The hues are near those of Okabe and Ito (2008), darkened until white text on them and they
themselves on white and on their tints have a contrast of at least 4.5 : 1 (WCAG AA). That
leaves little room for light and dark, so their lightness is spread by hand: with either kind of
red-green blindness as simulated by Machado et al. (2009) any two of them stay 15 or more apart
(CIE76), and with none of them 30.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
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
    "A": Look("#005238", "#DDF3EC", "triangle"),
    "I": Look("#6E6E6E", "#F3F3F3", "diamond"),
    "R": Look("#7A1F5C", "#F7E6F0", "x"),
    "Q": Look("#5A2FC2", "#ECE6FA", "plus"),
}
"""The look of every letter in A O M I R Q."""

INK = "#222222"
"""Text and axes."""

QUIET = "#6B6B6B"
"""Notes, quadrant names: readable, not loud."""

RULE = "#D0D0D0"
"""Grid lines and borders."""
