"""The sheet of a roadmap: what may be built, with which budgets, and what was planned.

A plan is no formula: it is written as values, by the command, and formulas beside it say whether
it still holds for what stands on the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.languages import text
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.grid import GridArea, GridSheet, Highlight, PickList, Printing
from kano_xl.planning.needs import ROW, colour_letters, fixed_column, text_height
from kano_xl.planning.results import ANALYSED, KnownFeatures
from kano_xl.planning.roadmap_curve import write_curve
from kano_xl.planning.roadmap_draft import RoadmapDraft
from kano_xl.planning.roadmap_filling import EXISTS, TIES, RoadmapFilling
from kano_xl.planning.roadmap_head import write_head
from kano_xl.planning.roadmap_layout import COLUMN_WIDTHS, LETTER, NAME, NUMBER, TEXTS, WORSE
from kano_xl.planning.roadmap_numbers import MadePlan
from kano_xl.planning.roadmap_rows import write_rows
from kano_xl.report.words import Words

KEY = "roadmap"

_ON_ONE_PAGE = 34
"""Features and relations up to which all is printed on one page."""

_SMALLEST = 70
"""In percent: what is printed smaller nobody reads."""

_HEAD, _BUDGETS_HEAD = 66, 38


def roadmap_sheet(
    words: Words,
    title: str,
    filling: RoadmapFilling,
    known: KnownFeatures,
    plan: MadePlan | None = None,
) -> GridSheet:
    """The sheet of a roadmap.

    Args:
        words: its language, and what the categories are called.
        title: the name on its tab.
        filling: what stands in it.
        known: the features of the survey that it looks up.
        plan: what was planned for the first rows of the filling; None for a sheet to be filled in.
    """
    on = RoadmapDraft(words, filling, known, plan)
    draft, place = on.draft, on.place
    _sizes(on)
    write_head(on, title)
    write_rows(on)
    _scalars(on)
    if plan is not None:
        write_curve(draft, place, on.language, plan, _room(on))
    _lists(on)
    _highlights(on)
    _names(on)
    return draft.sheet(KEY, title, place.hidden, (0, NAME + 1), _printing(on))


def _printing(on: RoadmapDraft) -> Printing:
    """All on one page of A4, or on A3 with the relations on pages of their own.

    The features are one page then, as long as they can be read.
    """
    place = on.place
    if place.rows + place.ties <= _ON_ONE_PAGE:
        return Printing((GridArea(0, 0, place.end, place.last),), "A4", 1)
    features = GridArea(0, 0, place.sentinel, place.last)
    ties = GridArea(place.sentinel + 2, 0, place.end, place.last)
    scale = int(max(_SMALLEST, on.draft.scale_on_a3(features)))
    return Printing((features, ties), "A3", 1, scale)


def _sizes(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(0, COLUMN_WIDTHS)
    draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
    draft.heights |= {0: 32, place.head: _HEAD, place.sentinel: 6, place.end: 6}
    draft.heights |= {place.budgets: _BUDGETS_HEAD, place.sentinel + 2: 26}
    width = sum(COLUMN_WIDTHS[NAME:])
    for row, words in enumerate(on.texts, TEXTS):
        draft.heights[row] = text_height(words, width, on.language)
    for row, each in enumerate(on.filling.rows, place.body):
        draft.heights[row] = text_height(each.name, COLUMN_WIDTHS[NAME], on.language)
    for row, tie in enumerate(on.filling.ties, place.tie_body):
        draft.heights[row] = max(
            text_height(name, COLUMN_WIDTHS[NAME], on.language) for name in (tie.first, tie.second)
        )


def _room(on: RoadmapDraft) -> tuple[int, int]:
    """Pixels across and down between the budgets and the edge, above the features."""
    rows = range(on.place.budgets, on.place.head)
    wide = sum(COLUMN_WIDTHS[on.place.at("exists") :])
    return wide - 2, sum(on.draft.heights[row] for row in rows) - 6


def _scalars(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    at = place.scalar("analysed")
    analysed = len(on.known.features)
    draft.calculate(at.row, at.column, ANALYSED, analysed, "helper")
    planned = 0 if on.plan is None else len(on.plan.rows)
    ties = 0 if on.plan is None else sum(bool(each.kind) for each in on.filling.ties)
    for key, value in (("planned", min(1, planned)), ("rows", planned), ("ties", ties)):
        cell = place.scalar(key)
        draft.put(cell.row, cell.column, value, "helper")
    for index, each in enumerate(on.filling.budgets if on.plan else ()):
        draft.put(place.budgets + 1 + index, place.helper("name"), each, "helper")
    cell = place.scalar("changed")
    draft.calculate(cell.row, cell.column, on.checks.changed(), 0, "helper")


def _lists(on: RoadmapDraft) -> None:
    place = on.place

    def pick(area: GridArea, source: Sequence[str] | str, key: str, strict: bool) -> None:
        words = (on.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
        title, prompt = words
        given = source if isinstance(source, str) else tuple(source)
        refusal = text(on.language, "planning.pick_one") if strict else ""
        on.draft.lists.append(PickList(area, given, title, prompt, refusal))

    def rows(column: int) -> GridArea:
        return GridArea(place.body, column, place.sentinel - 1, column)

    def ties(column: int) -> GridArea:
        return GridArea(place.tie_body, column, place.end - 1, column)

    pick(rows(NAME), "Kano_Feature", "feature", False)
    pick(rows(place.at("exists")), [EXISTS], "exists", True)
    here = rows(NAME).fixed
    pick(ties(NAME), here, "first", False)
    pick(ties(place.second), here, "second", False)
    pick(ties(place.kind), [on.words(f"ties.{key}") for key in TIES], "kind", True)


def _highlights(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    colour_letters(draft, place.down(LETTER))
    over = GridArea(place.budgets + 1, WORSE, place.total, WORSE)
    draft.highlights.append(Highlight(over, f"{over.first}<-0.000001", "wrong"))
    counts = GridArea(place.counts, LETTER, place.counts + 1, LETTER)
    draft.highlights.append(Highlight(counts, f"N({counts.first})>0", "wrong"))
    row = GridArea(place.body, NUMBER, place.sentinel - 1, NAME)
    period = fixed_column(place.body, place.at("period"))
    planned = place.scalar("planned").fixed
    exists = fixed_column(place.body, place.at("exists"))
    later = f'AND({planned}=1,NOT(ISNUMBER({period})),{exists}<>"{EXISTS}")'
    draft.highlights.append(Highlight(row, later, "later"))


def _names(on: RoadmapDraft) -> None:
    place, names = on.place, on.draft.names
    names["Plan_Roadmap"] = GridArea(0, 0, place.end, place.last)
    names["Plan_Requirements"] = place.down(NAME)
    names |= names_around(place.tables)
    names["Plan_Effort"] = place.down(place.at("effort"))
    names["Plan_Exists"] = place.down(place.at("exists"))
    names["Plan_Periods"] = place.down(place.at("period"))
    names["Plan_Budgets"] = GridArea(place.budgets + 1, LETTER, place.total - 1, LETTER)
    for name, column in (
        ("Plan_TieFirst", NAME),
        ("Plan_TieKind", place.kind),
        ("Plan_TieSecond", place.second),
    ):
        names[name] = place.tie_down(column)
