"""Below the factors of a strategy canvas: those of each action, and the rules."""

from __future__ import annotations

from kano_xl.model.planning.canvas import ACTIONS, listed
from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_layout import COLUMN_WIDTHS, LISTS, RULES, action_place
from kano_xl.planning.grid import GridArea, GridCell
from kano_xl.planning.needs import text_height
from kano_xl.report.report import Scalar


def write_lists(on: CanvasDraft) -> None:
    """The factors that are eliminated, reduced, raised and created."""
    draft, place = on.draft, on.place
    draft.put(place.heading, place.at("name"), on.words("actions"), "heading_left")
    factors, names, places = listed(on.found.moves), on.down("label"), on.down("place")
    for action in ACTIONS:
        first, last = (place.at(each) for each in LISTS[action])
        here = factors[action]
        moves, word = on.down("move"), on.quoted(f"move.{action}")
        counted = f'{word}&" ("&SUMPRODUCT(--({moves}={word}))&")"'
        shown = f"{on.words(f'move.{action}')} ({len(here)})"
        _across(on, place.head, first, last, counted, shown, f"act_{action}")
        for index in range(place.rows):
            at = f"MATCH({action_place(action, index + 1)},{places},0)"
            name = on.label(here[index]) if index < len(here) else ""
            formula = f'IFERROR(INDEX({names},{at})&"","")'
            row = place.head + 1 + index
            _across(on, row, first, last, formula, name, "calculated_fit")


def _across(
    on: CanvasDraft, row: int, first: int, last: int, formula: str, value: Scalar, look: str
) -> None:
    on.draft.block(GridArea(row, first, row, last), GridCell(value, look, formula))


def write_rules(on: CanvasDraft) -> None:
    """How levels, moves, advice and agreement are to be read."""
    draft, place = on.draft, on.place
    name = place.at("name")
    draft.put(place.rules - 1, name, on.words("rules.heading"), "heading_left")
    width = sum(COLUMN_WIDTHS[name:])
    for row, key in enumerate(RULES, place.rules):
        words = on.words(f"rules.{key}")
        draft.across(row, name, place.last, words, "body_wrapped")
        draft.heights[row] = text_height(words, width, on.language)
