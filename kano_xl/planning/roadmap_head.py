"""Above the features of a roadmap: what it says, the budgets of its periods, what it counts."""

from __future__ import annotations

from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.filling import Typed, number
from kano_xl.planning.grid import GridArea, GridCell, Highlight
from kano_xl.planning.needs import fixed_column
from kano_xl.planning.results import quoted_text
from kano_xl.planning.roadmap_draft import RoadmapDraft
from kano_xl.planning.roadmap_filling import PERIODS
from kano_xl.planning.roadmap_layout import (
    BETTER,
    COUNTS,
    LETTER,
    NAME,
    STATUS,
    TEXTS,
    WORSE,
    WORTH,
)


def write_head(on: RoadmapDraft, title: str) -> None:
    """All that stands above the features."""
    _top(on, title)
    _budgets(on)
    _counts(on)


def _top(on: RoadmapDraft, title: str) -> None:
    draft, place = on.draft, on.place
    draft.put(0, 0, title, "title")
    draft.put(1, 0, on.words("note"), "note")
    changed = place.scalar("changed").fixed
    status = on.words(f"status.{_status(on)}")
    formula = f"IF({changed}=1,{on.quoted('status.changed')},{quoted_text(status)})"
    said, outside = told_outside(on.language, place.tables)
    formula = f"IF({outside},{quoted_text(said)},{formula})"
    draft.calculate(STATUS, NAME, formula, status, "strong")
    at = GridArea.cell(STATUS, NAME)
    draft.highlights.append(Highlight(at, f"OR({changed}=1,{outside})", "wrong"))
    for row, words in enumerate(on.texts, TEXTS):
        area = GridArea(row, NAME, row, place.last)
        draft.block(area, GridCell(words, "body_wrapped"))


def _status(on: RoadmapDraft) -> str:
    if on.plan is None:
        return "none"
    return "absent" if on.plan.absent else "made"


def _budgets(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    heads = ("period_name", "budget", "planned", "left")
    for column, key in enumerate(heads, NAME):
        look = "head_left" if column == NAME else "head"
        draft.put(place.budgets, column, on.words(f"budgets.{key}"), look)
    for index in range(PERIODS):
        _period(on, index)
    row = place.total
    first, last = row - PERIODS, row - 1
    draft.put(row, NAME, on.words("budgets.total"), "head_left")
    sums = (_budget(on), _effort(on))
    for column, total in zip((LETTER, BETTER), sums, strict=True):
        area = GridArea(first, column, last, column).fixed
        draft.calculate(row, column, f"SUM({area})", total, "calculated_effort")
    left = f"{fixed_column(row, LETTER)}-{fixed_column(row, BETTER)}"
    draft.calculate(row, WORSE, left, sums[0] - sums[1], "calculated_effort")
    worth = f'SUMIF({on.down("period")},">0",{place.down(WORTH).fixed})'
    draft.put(row + 1, NAME, on.words("budgets.worth"), "head_left")
    reached = on.plan.worth if on.plan else 0.0
    draft.across(row + 1, LETTER, BETTER, None, "calculated_2")
    draft.calculate(row + 1, LETTER, worth, reached, "calculated_2")


def _budget(on: RoadmapDraft) -> float:
    found = [number(each) for each in on.filling.budgets]
    return sum(each for each in found if each == each)


def _effort(on: RoadmapDraft, until: int = PERIODS, since: int = 1) -> float:
    """The effort of what is finished in some periods."""
    if on.plan is None:
        return 0.0
    both = zip(on.plan.rows, on.filling.rows, strict=False)
    return sum(number(row.effort) for each, row in both if since <= each.period <= until)


def _period(on: RoadmapDraft, index: int) -> None:
    draft, row = on.draft, on.place.budgets + 1 + index
    top = on.place.budgets + 1
    typed = on.filling.budgets[index]
    draft.put(row, NAME, on.words("budgets.period", n=index + 1), "head_left")
    draft.put(row, LETTER, typed, "input_centre")
    planned = f"SUMIF({on.down('period')},{index + 1},{on.down('effort')})"
    effort = _effort(on, index + 1, index + 1)
    draft.calculate(row, BETTER, planned, effort, "calculated_effort")
    both = [GridArea(top, each, row, each).fixed for each in (LETTER, BETTER)]
    draft.calculate(
        row,
        WORSE,
        f"SUM({both[0]})-SUM({both[1]})",
        sum(_blank_as_nothing(each) for each in on.filling.budgets[: index + 1])
        - _effort(on, index + 1),
        "calculated_effort",
    )


def _counts(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    for row, key in enumerate(COUNTS, place.counts):
        formula, value = on.checks.count(key)
        draft.calculate(row, LETTER, formula, value, "count")
        draft.put(row, NAME, on.words(f"count.{key}"), "label")


def _blank_as_nothing(typed: Typed) -> float:
    """A number as it was typed, 0 for anything else: as sums of a sheet take it."""
    found = number(typed)
    return found if found == found else 0.0
