"""The list of a priority matrix: its needs by rank, and what a budget buys."""

from __future__ import annotations

import math

from kano_xl.planning.filling import number
from kano_xl.planning.needs import BETTER, IMPORTANCE, LETTER, NAME, NUMBER, WORSE, fixed_column
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.report.report import Scalar

_YES = "✓"


def write_list(on: PriorityDraft) -> None:
    """What a budget buys: by rank, and what does not fit is passed over."""
    draft, place = on.draft, on.place
    draft.put(place.heading, NAME, on.words("priority.list.heading"), "heading_left")
    heads = ("number", "name", "letter", "class", "class", "effort", "mark", "left")
    for column, key in enumerate(heads):
        look = "head_left" if column == NAME else "head"
        draft.put(place.head, column, on.words(f"priority.list.{key}"), look)
    draft.across(place.head, BETTER, WORSE, on.words("priority.list.class"), "head")
    left = number(on.filling.budget)
    order = on.found.order
    for index in range(place.rows):
        row = place.head + 1 + index
        here = order[index] if index < len(order) else None
        taken = here is not None and on.found.bought is not None
        if taken and on.found.bought is not None and on.found.bought.taken[here]:
            left -= float(on.found.effort[here])
        _listed(on, row, index, here, left)


def _listed(on: PriorityDraft, row: int, index: int, here: int | None, left: float) -> None:
    draft, place, found = on.draft, on.place, on.found
    at = f"MATCH({index + 1},{on.down('rank')},0)"

    def entry(area: str) -> str:
        cell = f"INDEX({area},{at})"
        return f'IFERROR(IF({cell}="","",{cell}),"")'

    shown: dict[str, Scalar] = dict.fromkeys(("name", "letter", "class", "effort", "mark"), "")
    if here is not None:
        key = found.classes[here]
        shown["name"] = on.filling.rows[here].name
        shown["letter"] = found.features[here].shown
        shown["class"] = on.words(f"priority.class.{key}") if key else ""
        typed = on.filling.rows[here].effort
        shown["effort"] = "" if typed is None else typed
        if found.bought is not None:
            later = on.words("priority.list.later")
            shown["mark"] = _YES if found.bought.taken[here] else later
    draft.put(row, NUMBER, index + 1, "calculated_quiet")
    draft.calculate(row, NAME, entry(place.down(NAME).fixed), shown["name"], "calculated_fit")
    draft.calculate(row, LETTER, entry(place.down(LETTER).fixed), shown["letter"], "letter")
    draft.across(row, BETTER, WORSE, None, "calculated_centre")
    draft.calculate(row, BETTER, entry(on.down("class")), shown["class"], "calculated_centre")
    draft.calculate(row, IMPORTANCE, entry(on.down("effort")), shown["effort"], "calculated_centre")
    budget = on.scalar("budget")
    mark, rest = place.at("urgency"), place.at("class")
    above = budget if index == 0 else fixed_column(row - 1, rest)
    name, work = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
    none = f'OR({name}="",{budget}="")'
    fits = f"AND(ISNUMBER({work}),N({work})>=0,N({work})<=N({above}))"
    later = on.quoted("priority.list.later")
    draft.calculate(row, mark, f'IF({none},"",IF({fits},"{_YES}",{later}))', shown["mark"], "mark")
    marked = fixed_column(row, mark)
    remains: Scalar = left if here is not None and not math.isnan(left) else ""
    draft.calculate(
        row,
        rest,
        f'IF({none},"",{above}-IF({marked}="{_YES}",{work},0))',
        remains,
        "calculated_centre",
    )
