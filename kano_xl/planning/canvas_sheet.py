"""The sheet of a strategy canvas: how much we, the rivals and the industry offer of each factor."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.languages import text
from kano_xl.planning.canvas_curves import write_curves
from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_filling import RIVALS, CanvasFilling, Factor
from kano_xl.planning.canvas_head import write_heads, write_top
from kano_xl.planning.canvas_layout import (
    BODY,
    COLUMN_WIDTHS,
    HEAD,
    RIVAL_KEYS,
)
from kano_xl.planning.canvas_lists import write_lists, write_rules
from kano_xl.planning.canvas_numbers import calculate_canvas
from kano_xl.planning.canvas_picks import write_highlights, write_picks
from kano_xl.planning.canvas_rows import write_factor
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.grid import GridArea, GridSheet, Printing
from kano_xl.planning.needs import ROW, text_height
from kano_xl.planning.results import ANALYSED, KnownFeatures

KEY = "canvas"
NAMES = {
    "name": "Plan_Requirements",
    "now": "Plan_Now",
    "after": "Plan_Next",
    "industry": "Plan_Industry",
    "measure": "Plan_Measure",
    "owner": "Plan_Owner",
}
"""What is typed in a row, and the name of the sheet's own for its column."""

LEVELS_OF_RIVALS, NAMES_OF_RIVALS = "Plan_RivalLevels", "Plan_RivalNames"
"""The names of the sheet's own for the columns of the rivals, and for their heads."""

_ON_ONE_PAGE = 20
"""Factors up to which all is printed on one page of A4."""


def canvas_sheet(
    language: str, title: str, filling: CanvasFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a strategy canvas.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    on = CanvasDraft(language, calculate_canvas(filling, known), known)
    draft, place = on.draft, on.place
    _sizes(on)
    write_top(on, title)
    write_heads(on)
    for index, typed in enumerate(filling.rows):
        write_factor(on, index, typed)
    draft.end(place.sentinel, place.last)
    at = place.analysed
    draft.calculate(at.row, at.column, ANALYSED, len(known.features), "helper")
    write_lists(on)
    write_curves(on)
    write_rules(on)
    write_picks(on)
    write_highlights(on)
    draft.names["Plan_Canvas"] = GridArea(0, 0, place.end, place.last)
    draft.names |= {name: place.down(key) for key, name in NAMES.items()}
    draft.names |= names_around(place.tables)
    draft.names[LEVELS_OF_RIVALS] = place.down(RIVAL_KEYS[0], RIVAL_KEYS[-1])
    draft.names[NAMES_OF_RIVALS] = place.heads
    return draft.sheet(KEY, title, place.hidden, (BODY, place.at("name") + 1), _printing(on))


def empty_canvas(names: Sequence[str], language: str) -> CanvasFilling:
    """A canvas to be filled in, with rows for these factors and heads for two rivals."""
    first = tuple(text(language, f"canvas.{each}") for each in ("rival_a", "rival_b"))
    return CanvasFilling(tuple(map(Factor, names)), first + ("",) * (RIVALS - len(first)))


def _printing(on: CanvasDraft) -> Printing:
    """All on one page of A4, or on A3 with lists, curves and rules on a second page."""
    place = on.place
    if place.rows <= _ON_ONE_PAGE:
        return Printing((GridArea(0, 0, place.end, place.last),), "A4", 1)
    pages = (
        GridArea(0, 0, place.sentinel, place.last),
        GridArea(place.heading, 0, place.end, place.last),
    )
    scale = min(on.draft.scale_on_a3(each) for each in pages)
    return Printing(pages, "A3", 1, int(scale))


def _sizes(on: CanvasDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(0, COLUMN_WIDTHS)
    draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
    draft.heights |= {0: 32, HEAD: 84, place.sentinel: 6, place.heading: 26, place.rules - 1: 26}
    for index, typed in enumerate(on.filling.rows):
        draft.heights[BODY + index] = _height(on, index, typed)


def _height(on: CanvasDraft, index: int, typed: Factor) -> int:
    """Pixels of a row in which every text is seen."""
    texts = {"name": typed.name, "measure": typed.measure, "owner": typed.owner}
    texts["check"] = on.word("says", on.says[index])
    heights = [
        text_height(words, COLUMN_WIDTHS[on.place.at(key)], on.language)
        for key, words in texts.items()
        if isinstance(words, str)
    ]
    return max(ROW, *heights)
