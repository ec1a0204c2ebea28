"""Above the needs of a priority matrix: its settings, weights and headers."""

from __future__ import annotations

from kano_xl.model.planning.ranking import SCORINGS
from kano_xl.planning.grid import GridArea, PickList
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_layout import (
    BUDGET,
    COLUMNS,
    HEAD,
    SCORING,
    SPLIT_AT,
    WEIGHT_COLUMNS,
    WEIGHTS,
)
from kano_xl.planning.results import quoted_text


def write_top(on: PriorityDraft, title: str) -> None:
    """The title, and what can be chosen."""
    draft, filling = on.draft, on.filling
    draft.put(0, 0, title, "title")
    draft.put(1, 0, on.words("priority.note"), "note")
    labels = tuple(on.words(f"priority.scoring.{each}") for each in SCORINGS)
    draft.put(SCORING, NAME, on.words("priority.scoring.name"), "label")
    chosen = SCORINGS.index(filling.scoring)
    draft.across(SCORING, LETTER, IMPORTANCE, labels[chosen], "input_centre")
    cell = GridArea.cell(SCORING, LETTER)
    title_, refusal = on.words("priority.scoring.name"), on.words("pick_one")
    draft.lists.append(PickList(cell, labels, title_, "", refusal))
    known = "{" + ",".join(map(quoted_text, labels)) + "}"
    at = on.place.scalar("scoring")
    formula = f"IFERROR(MATCH({cell.fixed},{known},0),1)"
    draft.calculate(at.row, at.column, formula, chosen + 1, "helper")
    for row, key, typed in ((SPLIT_AT, "split", filling.split), (BUDGET, "budget", filling.budget)):
        draft.put(row, NAME, on.words(f"priority.{key}"), "label")
        draft.across(row, LETTER, IMPORTANCE, typed, "input_centre")


def write_weights(on: PriorityDraft) -> None:
    """What each part counts in the scoring of Wiegers, above its column."""
    draft, place = on.draft, on.place
    first = place.at("effort")
    draft.put(WEIGHTS, first - 1, on.words("priority.weights"), "label")
    for key, index in WEIGHT_COLUMNS.items():
        draft.put(WEIGHTS, place.at(key), on.filling.weights[index], "input_centre")


def write_heads(on: PriorityDraft) -> None:
    """The headers."""
    draft, place = on.draft, on.place
    left = ("number", "requirement", "letter", "better", "worse", "importance")
    for column, key in enumerate(left):
        look = "head_left" if column == NAME else "head" if column <= LETTER else "head_up"
        draft.put(HEAD, column, on.words(f"house.column.{key}"), look)
    upright = ("urgency", "effort", "benefit", "penalty", "risk", "rank")
    for key in COLUMNS:
        look = "head_up" if key in upright else "head_left" if key == "check" else "head"
        draft.put(HEAD, place.at(key), on.words(f"priority.column.{key}"), look)
