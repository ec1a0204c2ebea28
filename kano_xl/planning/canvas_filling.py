"""What a team fills into a strategy canvas."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.planning.filling import Typed

RIVALS = 4
"""Rivals that a canvas has room for."""


class Factor(NamedTuple):
    """A row of a strategy canvas: a factor that the industry competes on.

    Attributes:
        name: that of a feature, or of a factor of the team's own, such as the price; "" for an
            empty row.
        now, after: how much of it we offer, and how much we shall, 0 to 10; None is unknown.
        rivals: how much each of the rivals offers.
        industry: how much the industry offers; None leaves it to the rivals.
        measure: what is to be done for it.
        owner: who does that.
    """

    name: str = ""
    now: Typed = None
    after: Typed = None
    rivals: tuple[Typed, ...] = (None,) * RIVALS
    industry: Typed = None
    measure: Typed = None
    owner: Typed = None


class CanvasFilling(NamedTuple):
    """A strategy canvas as it is filled in.

    Attributes:
        rows: its factors.
        rivals: what they are called; "" for one that nobody has named.
    """

    rows: tuple[Factor, ...]
    rivals: tuple[str, ...] = ("",) * RIVALS
