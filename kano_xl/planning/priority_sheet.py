"""The sheet of a priority matrix: what is wanted, in which order, and what a budget buys."""

from __future__ import annotations

import math

from kano_xl.model.planning.ranking import SPLIT
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.filling import PriorityFilling, number
from kano_xl.planning.grid import GridArea, GridSheet, Printing
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, ROW, WIDTHS, blank, name_height
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_findings import write_findings
from kano_xl.planning.priority_head import write_heads, write_top, write_weights
from kano_xl.planning.priority_layout import (
    BODY,
    BUDGET,
    COLUMN_WIDTHS,
    HEAD,
    SCORING,
    SPLIT_AT,
    WEIGHT_COLUMNS,
    WEIGHTS,
)
from kano_xl.planning.priority_list import write_list
from kano_xl.planning.priority_map import write_map
from kano_xl.planning.priority_numbers import calculate_priority
from kano_xl.planning.priority_picks import write_highlights, write_lists
from kano_xl.planning.priority_rows import write_need
from kano_xl.planning.results import ANALYSED, LARGEST, KnownFeatures
from kano_xl.report.report import Scalar
from kano_xl.report.words import Words

KEY = "priority"
OF_ROWS = {
    "importance": "Plan_Importance",
    "urgency": "Plan_Urgency",
    "effort": "Plan_Effort",
    "benefit": "Plan_Benefit",
    "penalty": "Plan_Penalty",
    "risk": "Plan_Risk",
    "kind": "Plan_Kind",
    "requested_by": "Plan_RequestedBy",
    "status": "Plan_Status",
    "day": "Plan_Day",
}
"""What is typed in a row, and the name of the sheet's own for its column."""

_ON_ONE_PAGE = 20
"""Needs up to which all is printed on one page of A4."""


def priority_sheet(
    words: Words, title: str, filling: PriorityFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a priority matrix.

    Args:
        words: its language, and what the categories are called.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    return _sheet(PriorityDraft(words, calculate_priority(filling, known), known), title)


def _sheet(on: PriorityDraft, title: str) -> GridSheet:
    draft, place = on.draft, on.place
    _sizes(on)
    write_top(on, title)
    write_weights(on)
    write_heads(on)
    for index, typed in enumerate(on.filling.rows):
        write_need(on, index, typed)
    draft.end(place.sentinel, place.last)
    _scalars(on)
    write_findings(on)
    write_list(on)
    write_map(draft, place, on.found, on.named)
    write_lists(on)
    write_highlights(on)
    _names(on)
    return draft.sheet(KEY, title, place.hidden, (BODY, NAME + 1), _printing(on))


def _printing(on: PriorityDraft) -> Printing:
    """All on one page of A4, or on A3 with the list and the map on a second page."""
    place = on.place
    if place.rows <= _ON_ONE_PAGE:
        return Printing((GridArea(0, 0, place.end, place.last),), "A4", 1)
    pages = (
        GridArea(0, 0, place.sentinel, place.last),
        GridArea(place.heading, 0, place.end, place.last),
    )
    return Printing(pages, "A3", 1, int(on.draft.scale_on_a3(pages[0])))


def _sizes(on: PriorityDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(0, WIDTHS)
    draft.columns(len(WIDTHS), COLUMN_WIDTHS)
    draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
    draft.heights |= {0: 32, HEAD: 84, place.sentinel: 6, place.heading: 26}
    for row, each in enumerate(on.filling.rows, BODY):
        draft.heights[row] = name_height(each.name, on.language)


def _scalars(on: PriorityDraft) -> None:
    split, budget = GridArea.cell(SPLIT_AT, LETTER).fixed, GridArea.cell(BUDGET, LETTER).fixed
    scores = [each for each in on.found.score if not math.isnan(each)]
    typed = number(on.filling.split)
    cells: dict[str, tuple[str, Scalar]] = {
        "analysed": (ANALYSED, len(on.known.features)),
        "largest": (LARGEST, on.known.largest),
        "split": (
            f"IF(ISNUMBER({split}),{split},{SPLIT:g})",
            SPLIT if math.isnan(typed) else typed,
        ),
        "scored": (f"COUNT({on.down('score')})", len(scores)),
        "budget": (f'IF(ISNUMBER({budget}),{budget},"")', blank(number(on.filling.budget))),
    }
    for key, (formula, value) in cells.items():
        at = on.place.scalar(key)
        on.draft.calculate(at.row, at.column, formula, value, "helper")


def _names(on: PriorityDraft) -> None:
    place, names = on.place, on.draft.names
    names["Plan_Priority"] = GridArea(0, 0, place.end, place.last)
    names["Plan_Requirements"] = place.down(NAME)
    for key, name in OF_ROWS.items():
        column = IMPORTANCE if key == "importance" else place.at(key)
        names[name] = place.down(column)
    names["Plan_Scoring"] = GridArea.cell(SCORING, LETTER)
    names["Plan_Split"] = GridArea.cell(SPLIT_AT, LETTER)
    names["Plan_Budget"] = GridArea.cell(BUDGET, LETTER)
    names.update(names_around(place.tables))
    for key in WEIGHT_COLUMNS:
        names[f"Plan_Weight{key.capitalize()}"] = GridArea.cell(WEIGHTS, place.at(key))
