"""What a priority matrix says: what comes first, and what is left out of the order."""

from __future__ import annotations

from kano_xl.addresses import address
from kano_xl.model.planning.ranking import DO_NOW, SCORINGS
from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.grid import GridArea, Highlight
from kano_xl.planning.needs import LETTER, NAME
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_layout import SCORING
from kano_xl.planning.results import quoted_text


def write_findings(on: PriorityDraft) -> None:
    """What comes first, and what is left out of the order."""
    draft, place = on.draft, on.place
    left = place.at("rank")
    order = on.found.order
    names, ranks = place.down(NAME).fixed, on.down("rank")
    begin, first = on.quoted("priority.begin"), on.quoted("priority.first")
    formula = f"IFERROR({first}&INDEX({names},MATCH(1,{ranks},0)),{begin})"
    formula = f"IF({_is_no_way(on)},{on.quoted('priority.no_way')},{formula})"
    said, outside = told_outside(on.language, place.tables)
    formula = f"IF({outside},{quoted_text(said)},{formula})"
    headline = GridArea.cell(SCORING, left + 1)
    draft.highlights.append(Highlight(headline, outside, "wrong"))
    shown = on.words("priority.begin")
    if order:
        shown = on.words("priority.first") + on.filling.rows[order[0]].name
    draft.calculate(SCORING, left + 1, formula, shown, "strong")
    letters, classes = place.down(LETTER).fixed, on.down("class")
    now = on.quoted(f"priority.class.{DO_NOW}")
    wanted = sum(bool(each.name) for each in on.filling.rows)
    reverse = sum(
        each.category == "R" and bool(row.name)
        for row, each in zip(on.filling.rows, on.found.features, strict=True)
    )
    counts = (
        ("now", f"SUMPRODUCT(--({classes}={now}))", on.found.classes.count(DO_NOW)),
        ("reverse", f'SUMPRODUCT(--(LEFT({letters},1)="R"))', reverse),
        (
            "unranked",
            f"SUMPRODUCT(--(LEN({names})>0))-COUNT({ranks})-{address(SCORING + 2, left)}",
            wanted - len(order) - reverse,
        ),
    )
    for row, (key, formula, count) in enumerate(counts, SCORING + 1):
        draft.calculate(row, left, formula, count, "count")
        draft.put(row, left + 1, on.words(f"priority.count.{key}"), "body")


def _is_no_way(on: PriorityDraft) -> str:
    """The formula for whether something stands where the way of scoring is picked that is none."""
    cell = GridArea.cell(SCORING, LETTER).fixed
    others = (f"{cell}<>{on.quoted(f'priority.scoring.{each}')}" for each in SCORINGS)
    return f'AND({cell}<>"",{",".join(others)})'
