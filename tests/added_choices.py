"""Choices that nobody has, to see that all else follows from declaring them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kano_xl.choices import Settings
from kano_xl.kinds import OneOf, Share, YesNo, declared
from kano_xl.languages import catalogue


@dataclass(frozen=True)
class More(Settings):
    """Four choices more, of which ``mute`` can be made from Python alone."""

    depth: float = field(
        default=0.25,
        metadata=declared(Share(), place=35, commands=("analyse",), on_sheet=True, in_results=True),
    )
    mood: str = field(
        default="bad",
        metadata=declared(OneOf(("good", "bad")), place=125, commands=("analyse",), on_sheet=True),
    )
    is_loud: bool = field(
        default=False,
        metadata=declared(YesNo(), place=126, commands=("analyse",), on_sheet=True),
    )
    mute: bool = field(default=False, metadata=declared(YesNo(), place=127))


_FLAGS = {"depth": "How deep.", "mood": "How it feels.", "is_loud": "Whether it is loud."}
_ROWS = {
    "depth": {"name": "Depth", "meaning": "How deep.", "error": "From 0% to 100%."},
    "mood": {"name": "Mood", "meaning": "How it feels.", "good": "Fine", "bad": "Sad"},
    "is_loud": {"name": "Loud", "meaning": "Whether it is loud."},
}
_RANGE = "the depth is a share; {given} is not"


def add_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the texts of the choices into the English catalogue for as long as a test runs."""
    texts = catalogue("en")
    monkeypatch.setitem(texts["problems"], "depth_range", _RANGE)
    for where, added in (
        (texts["terminal"]["help"], _FLAGS),
        (texts["template"]["settings"], _ROWS),
    ):
        for key, words in added.items():
            monkeypatch.setitem(where, key, words)
