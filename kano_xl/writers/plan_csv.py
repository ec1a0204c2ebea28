"""The ranked list of a priority matrix and the measures of a plan as CSV, for trackers of work."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kano_xl.languages import text
from kano_xl.planning.actions_numbers import CalculatedMeasure
from kano_xl.planning.filling import Typed
from kano_xl.planning.priority_numbers import CalculatedPriority
from kano_xl.writers.cell_text import reads_as_formula

_OF_MEASURES = (
    *("measure", "feature", "source", "owner", "due", "status", "expected", "late", "compared"),
)
_TYPED = ("kind", "requested_by", "status", "day")


def priority_csv(priority: CalculatedPriority, language: str) -> str:
    """What is ranked, the first at the top, with a header in a language.

    Must-be needs that have no rank follow without one, for they are not to be forgotten. No cell is
    taken for a formula by a spreadsheet: one that looks like it begins with an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    keys = ("rank", "class", "urgency", "effort", "score", *_TYPED)
    heads = {key: text(language, f"planning.priority.column.{key}") for key in keys}
    shared = ("requirement", "letter", "importance")
    heads |= {key: text(language, f"planning.house.column.{key}") for key in shared}
    order = ("rank", "requirement", "letter", "class", "importance", "urgency", "effort", "score")
    writer.writerow([heads[key] for key in (*order, *_TYPED)])
    for index in [*priority.order, *_unranked(priority)]:
        typed, key = priority.filling.rows[index], priority.classes[index]
        row: list[Typed] = [
            float(priority.rank[index]),
            typed.name,
            priority.features[index].shown,
            text(language, f"planning.priority.class.{key}") if key else "",
            *(float(each[index]) for each in (priority.importance, priority.urgency)),
            float(priority.effort[index]),
            round(float(priority.score[index]), 4),
            *(getattr(typed, each) for each in _TYPED),
        ]
        writer.writerow([plain_cell(each) for each in row])
    return file.getvalue()


def _unranked(priority: CalculatedPriority) -> list[int]:
    """The must-be needs without a rank."""
    return [
        index
        for index, each in enumerate(priority.features)
        if each.category == "M" and index not in priority.order
    ]


def actions_csv(measures: Sequence[CalculatedMeasure], language: str) -> str:
    """The measures of an action plan in their order, with a header in a language; as above."""
    file = io.StringIO()
    writer = csv.writer(file)
    heads = {key: text(language, f"planning.actions.column.{key}") for key in _OF_MEASURES}
    then, now = (text(language, f"planning.actions.group.{each}") for each in ("then", "now"))
    letter = text(language, "planning.house.column.letter")
    late = text(language, "planning.actions.late")
    shown = {"then": f"{letter}: {then}", "now": f"{letter}: {now}"}
    writer.writerow([*heads.values(), *shown.values()])
    for each in measures:
        due = each.typed.due if each.due is None else each.due.isoformat()
        typed = each.typed._asdict() | {"due": due, "late": late if each.is_late else None}
        row = [*(typed[key] for key in _OF_MEASURES), each.typed.then_category, each.found.shown]
        writer.writerow([plain_cell(value) for value in row])
    return file.getvalue()


def plain_cell(value: Typed, digits: int = 6) -> str:
    """What a cell of the list holds: "" for what is unknown, and nothing that begins a formula.

    Args:
        value: what was typed or found.
        digits: of a number, at most.
    """
    if isinstance(value, float | int):
        return "" if value != value else f"{value:.{digits}g}"
    words = "" if value is None else str(value)
    return f"'{words}" if reads_as_formula(words) else words
