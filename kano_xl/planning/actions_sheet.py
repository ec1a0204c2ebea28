"""The sheet of an action plan: what is to be done, by whom and when, and what moved since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kano_xl.model.planning.actions import DONE
from kano_xl.planning.actions_draft import ActionsDraft
from kano_xl.planning.actions_layout import (
    BODY,
    COLUMN_WIDTHS,
    COLUMNS,
    COUNTS,
    GROUP_HEAD,
    GROUPS,
    HEAD,
    HEADLINE,
    NAMES,
    WARNING,
)
from kano_xl.planning.actions_rows import is_day, write_measure
from kano_xl.planning.enclosed import names_around, told_outside
from kano_xl.planning.filling import ActionFilling, PlannedMeasure
from kano_xl.planning.grid import GridArea, GridCell, GridSheet, Highlight, PickList, Printing
from kano_xl.planning.needs import ROW, colour_letters, text_height
from kano_xl.planning.results import ANALYSED, KnownFeatures, first_said, quoted_text
from kano_xl.report.report import Scalar

KEY = "actions"
_WRAPPED = ("measure", "feature", "source", "owner", "expected", "compared", "check")
_LEFT = ("measure", "feature", "source", "owner", "expected", "compared", "check")


def actions_sheet(
    language: str, title: str, filling: ActionFilling, known: KnownFeatures, today: date
) -> GridSheet:
    """The sheet of an action plan.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
        today: for what is late when it is written; later its formulas ask for the day.
    """
    on = ActionsDraft(language, filling, known, today)
    draft, place = on.draft, on.place
    _sizes(on)
    _top(on, title)
    _heads(on)
    for index in range(place.rows):
        write_measure(on, index)
    draft.end(place.sentinel, place.last)
    at = place.analysed
    draft.calculate(at.row, at.column, ANALYSED, len(known.features), "helper")
    _lists(on)
    _highlights(on)
    draft.names["Plan_Actions"] = GridArea(0, 0, place.sentinel, place.last)
    draft.names.update({name: place.down(key) for key, name in NAMES.items()})
    draft.names.update(names_around(place.tables))
    return draft.sheet(
        KEY,
        title,
        place.hidden,
        (BODY, place.at("measure") + 1),
        Printing((draft.names["Plan_Actions"],), "A4", 0, repeated=(GROUP_HEAD, HEAD)),
    )


def _sizes(on: ActionsDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(0, COLUMN_WIDTHS)
    draft.heights.update(dict.fromkeys(range(place.sentinel), ROW))
    draft.heights |= {0: 32, HEAD: 2 * ROW - 4, place.sentinel: 6}
    for row, each in enumerate(on.filling.measures, BODY):
        draft.heights[row] = _height(on, row, each)


def _height(on: ActionsDraft, row: int, typed: PlannedMeasure) -> int:
    """Pixels of a row in which every text is seen."""
    said = on.measures[row - BODY].says
    texts = {key: getattr(typed, key, None) for key in _WRAPPED}
    texts["check"] = on.words(f"actions.says.{said}") if said else None
    most = ROW
    for key, words in texts.items():
        if isinstance(words, str):
            width = COLUMN_WIDTHS[on.place.at(key)]
            most = max(most, text_height(words, width, on.language))
    return most


def _top(on: ActionsDraft, title: str) -> None:
    """The title, and what the plan says."""
    draft, measure = on.draft, on.place.at("measure")
    draft.put(0, 0, title, "title")
    draft.put(1, 0, on.words("actions.note"), "note")
    formula, value = _headline(on)
    draft.calculate(HEADLINE, measure, formula, value, "strong")
    for index, (key, formula, count) in enumerate(_counts(on)):
        row, right = COUNTS + index % 2, index // 2
        column = on.place.at("source") if right else 0
        draft.calculate(row, column, formula, count, "count")
        draft.put(row, column + 1, on.words(f"actions.count.{key}"), "body")
    measures, used = on.down("measure"), on.down("used")
    lacking = f"SUMPRODUCT((LEN({measures})>0)*(1-ISNUMBER({used})))>0"
    warning = first_said(
        (told_outside(on.language, on.place.tables), (on.words("house.warning.row"), lacking))
    )
    draft.calculate(WARNING, measure, warning, "", "told_plain")


def _headline(on: ActionsDraft) -> tuple[str, str]:
    """What is due first; or what to type first."""
    measures, days = on.down("measure"), on.down("pending")
    first = f"MIN({days})"
    # TEXT would want the letters for year, month and day of the user's language.
    when = f'YEAR({first})&"-"&RIGHT("0"&MONTH({first}),2)&"-"&RIGHT("0"&DAY({first}),2)'
    named = f"INDEX({measures},MATCH({first},{days},0))"
    named = f'{on.quoted("actions.first")}&{named}&" ("&{when}&")"'
    begin, none = on.quoted("actions.begin"), on.quoted("actions.none_due")
    formula = f"IF(SUM({on.down('used')})=0,{begin},IF(COUNT({days})=0,{none},{named}))"
    pending = [each for each in on.measures if each.pending]
    if not any(each.is_used for each in on.measures):
        return formula, on.words("actions.begin")
    if not pending:
        return formula, on.words("actions.none_due")
    next_one = min(pending, key=lambda each: each.pending or date.max)
    return formula, f"{on.words('actions.first')}{next_one.typed.measure} ({next_one.pending})"


def _counts(on: ActionsDraft) -> Sequence[tuple[str, str, Scalar]]:
    """What is counted: its key, formula and number."""
    late, done = on.quoted("actions.late"), quoted_text(on.states[DONE])
    used, status = on.down("used"), on.down("status")
    found = on.measures
    return (
        ("late", f"SUMPRODUCT(--({on.down('late')}={late}))", sum(each.is_late for each in found)),
        (
            "check",
            f"SUMPRODUCT(--(LEN({on.down('check')})>0))",
            sum(bool(each.says) for each in found),
        ),
        (
            "done",
            f"SUMPRODUCT(({used}=1)*({status}={done}))",
            sum(each.is_used and each.state == DONE for each in found),
        ),
        (
            "moved",
            f"SUMPRODUCT(--(LEN({on.down('moved_category')})>0))",
            sum(each.moved.category is not None for each in found),
        ),
    )


def _heads(on: ActionsDraft) -> None:
    draft, place = on.draft, on.place
    for key in COLUMNS:
        named = "house.column.number" if key == "number" else f"actions.column.{key}"
        group = next((each for each in GROUPS if key.startswith(f"{each}_")), "")
        if group:
            part = key.removeprefix(f"{group}_")
            named = f"house.column.{'letter' if part == 'category' else part}"
        look = "head_left" if key in _LEFT else "head"
        head = GridCell(on.words(named), look)
        if group:
            draft.put(HEAD, place.at(key), head.value, look)
        else:
            draft.block(GridArea(GROUP_HEAD, place.at(key), HEAD, place.at(key)), head)
    for group, (first, last) in GROUPS.items():
        words = on.words(f"actions.group.{group}")
        draft.across(GROUP_HEAD, place.at(first), place.at(last), words, "head")


def _lists(on: ActionsDraft) -> None:
    draft, place = on.draft, on.place

    def pick(key: str, source: tuple[str, ...] | str, told: str) -> None:
        area = GridArea(BODY, place.at(key), place.sentinel - 1, place.at(key))
        title, prompt = (on.words(f"{told}.{each}") for each in ("title", "prompt"))
        draft.lists.append(PickList(area, source, title, prompt))

    pick("feature", "Kano_Feature", "actions.pick.feature")
    pick("status", tuple(on.states.values()), "actions.pick.status")


def _highlights(on: ActionsDraft) -> None:
    draft, place = on.draft, on.place

    def mark(key: str, formula: str) -> None:
        area = GridArea(BODY, place.at(key), place.sentinel - 1, place.at(key))
        draft.highlights.append(Highlight(area, formula, "wrong"))

    due, late, then = (on.cell(BODY, key) for key in ("due", "late", "then_category"))
    mark("due", f'OR({late}<>"",AND({due}<>"",NOT({is_day(due)})))')
    mark("then_category", f'AND({then}<>"",{on.cell(BODY, "letter")}="")')
    for key in ("then_category", "now_category"):
        colour_letters(draft, place.down(key))
    row = GridArea(BODY, place.at("measure"), place.sentinel - 1, place.at("expected"))
    draft.highlights.append(Highlight(row, on.ended(on.cell(BODY, "status")), "later"))


def empty_rows(filled: int) -> tuple[PlannedMeasure, ...]:
    """The empty rows of a plan with so many measures: at least three, and twelve rows in all."""
    return (PlannedMeasure(),) * max(3, 12 - filled)
