"""A measure in an action plan: what was typed, what is found now, what moved, what is late."""

from __future__ import annotations

from datetime import date

from kano_xl.category_names import LETTERS
from kano_xl.planning.actions_draft import ActionsDraft
from kano_xl.planning.actions_layout import BODY
from kano_xl.planning.actions_numbers import (
    FIRST_DAY,
    LAST_DAY,
    CalculatedMeasure,
    day_of,
    serial,
)
from kano_xl.planning.filling import PlannedMeasure, Typed
from kano_xl.planning.needs import blank
from kano_xl.planning.results import (
    NOT_FOUND,
    OPEN_MARK,
    first_said,
    letter_of_row,
    look_up,
    of_row,
    quoted_text,
)
from kano_xl.report.report import Scalar

_LOOKS = {
    "source": "input_text",
    "owner": "input_text",
    "status": "input_centre",
    "expected": "input_text",
    "then_category": "input_letter",
    "then_better": "input_2",
    "then_worse": "input_2",
    "compared": "input_text",
}
_BETWEEN = f">={serial(FIRST_DAY)}", f"<{serial(LAST_DAY) + 1}"


def write_measure(on: ActionsDraft, index: int) -> None:
    """A row of the plan."""
    row, found = BODY + index, on.measures[index]
    _typed(on, row, found.typed)
    _now(on, row, found)
    _moved(on, row, found)
    _late(on, row, found)
    _check(on, row, found)


def _typed(on: ActionsDraft, row: int, typed: PlannedMeasure) -> None:
    draft, place = on.draft, on.place
    draft.put(row, place.at("measure"), typed.measure or None, "input_text")
    draft.put(row, place.at("feature"), typed.feature or None, "input_text")
    for key, look in _LOOKS.items():
        draft.put(row, place.at(key), getattr(typed, key), look)
    draft.put(row, place.at("due"), as_cell(typed.due), "input_date")
    draft.put(row, place.at("origin"), typed.origin or None, "helper")


def as_cell(due: Typed) -> Typed:
    """A day as the number that stands for it in a cell; anything else as it was typed."""
    day = day_of(due)
    return due if day is None else serial(day)


def _now(on: ActionsDraft, row: int, found: CalculatedMeasure) -> None:
    """What the survey says now."""
    draft, place, feature = on.draft, on.place, found.found
    at = on.cell(row, "number")
    is_named = bool(found.typed.feature and on.known.features)
    shown: Scalar = "" if not is_named else NOT_FOUND if found.row is None else found.row
    formula = look_up(on.cell(row, "feature"), place.analysed.fixed)
    draft.calculate(row, place.at("number"), formula, shown, "calculated_quiet")
    letter = place.at("now_category")
    draft.calculate(row, letter, letter_of_row(at), feature.shown, "letter")
    for key in ("better", "worse"):
        value = blank(getattr(feature, key))
        draft.calculate(row, place.at(f"now_{key}"), of_row(key, at), value, "calculated_2")


def _moved(on: ActionsDraft, row: int, found: CalculatedMeasure) -> None:
    """From then to now."""
    draft, place = on.draft, on.place
    then, now = on.cell(row, "then_category"), on.cell(row, "now_category")
    letters = [each + mark for mark in ("", OPEN_MARK) for each in LETTERS]
    known = ",".join(f"{then}={quoted_text(each)}" for each in letters)
    formula = f'IF(OR({known}),UPPER(LEFT({then},1)),"")'
    draft.calculate(row, place.at("letter"), formula, found.then.category or "", "helper")
    letter = on.cell(row, "letter")
    same = f'OR({letter}="",{now}="",{letter}=LEFT({now},1))'
    arrow = " → ".join(found.moved.category) if found.moved.category else ""
    draft.calculate(
        row,
        place.at("moved_category"),
        f'IF({same},"",{letter}&" → "&LEFT({now},1))',
        arrow,
        "calculated_centre",
    )
    for key in ("better", "worse"):
        before, after = on.cell(row, f"then_{key}"), on.cell(row, f"now_{key}")
        change = getattr(found.moved, key)
        draft.calculate(
            row,
            place.at(f"moved_{key}"),
            f'IF(COUNT({before},{after})=2,{after}-{before},"")',
            "" if change is None else change,
            "calculated_change",
        )


def _late(on: ActionsDraft, row: int, found: CalculatedMeasure) -> None:
    """Whether it is filled in, by when it is due as long as it is not ended, whether it is late."""
    draft, place = on.draft, on.place
    due, status = on.cell(row, "due"), on.cell(row, "status")
    measure, feature = on.cell(row, "measure"), on.cell(row, "feature")
    formula = f"IF(LEN({measure}&{feature})>0,1,0)"
    draft.calculate(row, place.at("used"), formula, int(found.is_used), "helper")
    pending = f"AND({on.cell(row, 'used')}=1,{is_day(due)},NOT({on.ended(status)}))"
    day: date | None = found.pending
    draft.calculate(
        row,
        place.at("pending"),
        f'IF({pending},INT({due}),"")',
        "" if day is None else serial(day),
        "helper",
    )
    when = on.cell(row, "pending")
    late = f'IF(ISNUMBER({when}),IF({when}<TODAY(),{on.quoted("actions.late")},""),"")'
    shown = on.words("actions.late") if found.is_late else ""
    draft.calculate(row, place.at("late"), late, shown, "told_centre")


def is_day(cell: str) -> str:
    """The formula for whether a cell holds a day."""
    return f"AND(ISNUMBER({cell}),{cell}{_BETWEEN[0]},{cell}{_BETWEEN[1]})"


def _check(on: ActionsDraft, row: int, found: CalculatedMeasure) -> None:
    """The first thing that is to be said of a row."""
    at = {key: on.cell(row, key) for key in ("measure", "feature", "owner", "due", "status")}
    measure, feature, owner, due, status = at.values()
    category, letter = on.cell(row, "then_category"), on.cell(row, "letter")
    number = on.cell(row, "number")
    known = ",".join(f"{status}={quoted_text(each)}" for each in on.states.values())
    active = f"NOT({on.ended(status)})"
    same = f"({on.down('measure')}={measure})*({on.down('feature')}={feature})"
    odd = [f'AND({category}<>"",{letter}="")']
    for key, low, high in (("better", 0, 1), ("worse", -1, 0)):
        cell = on.cell(row, f"then_{key}")
        share = f"NOT(ISNUMBER({cell})),N({cell})<{low},N({cell})>{high}"
        odd.append(f'AND({cell}<>"",OR({share}))')
    now = on.cell(row, "now_category")
    tests = (
        ("no_measure", f'{measure}=""'),
        ("twice", f"SUMPRODUCT({same})>1"),
        ("unknown", f'{number}="{NOT_FOUND}"'),
        ("due", f'AND({due}<>"",NOT({is_day(due)}))'),
        ("status", f'AND({status}<>"",NOT(OR({known})))'),
        ("then", f"OR({','.join(odd)})"),
        ("no_owner", f'AND({active},{owner}="")'),
        ("no_due", f'AND({active},{due}="")'),
        ("no_status", f'{status}=""'),
        ("no_then", f'AND({now}<>"",{category}="")'),
    )
    formula = first_said((on.words(f"actions.says.{key}"), test) for key, test in tests)
    said = on.words(f"actions.says.{found.says}") if found.says else ""
    used = f"{on.cell(row, 'used')}=1"
    on.draft.calculate(row, on.place.at("check"), f'IF({used},{formula},"")', said, "told")
