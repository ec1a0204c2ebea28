"""On the left of a customer journey map: whose journey it is, what it says, what its rows are."""

from __future__ import annotations

from kano_xl.model.planning.journey import FOLLOWS
from kano_xl.planning.actions_rows import as_cell
from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.grid import GridArea, GridCell
from kano_xl.planning.journey_draft import JourneyDraft
from kano_xl.planning.journey_filling import MOST_TOUCHPOINTS
from kano_xl.planning.journey_layout import (
    ABOVE,
    COUNTED,
    COUNTS,
    HEADLINE,
    ROWS,
    TOP,
    WARNING,
)
from kano_xl.planning.journey_numbers import is_used
from kano_xl.planning.results import first_said, quoted_text
from kano_xl.planning.sideways import HINT, LABEL
from kano_xl.report.report import Scalar

_FROM_RESULTS = {"letter": "letter", "better": "better", "worse": "worse"}
_SIGNED = '"+0;\N{MINUS SIGN}0;0"'


def write_left(on: JourneyDraft, title: str) -> None:
    """Title, what is typed once, what the map says, and what its rows are called."""
    draft = on.draft
    draft.put(0, LABEL, title, "title")
    draft.put(1, LABEL, on.words("note"), "note")
    for row, key in enumerate(ABOVE, TOP):
        draft.put(row, LABEL, on.words(f"above.{key}"), "row_head")
        typed = getattr(on.filling, key)
        if key == "date":
            draft.put(row, HINT, as_cell(typed), "input_date")
        else:
            draft.put(row, HINT, typed, "input_text")
    formula, value = headline(on)
    across = GridArea(HEADLINE, LABEL, HEADLINE, HINT)
    draft.block(across, GridCell(value, "strong_wrapped", formula))
    for row, key in enumerate(COUNTED, COUNTS):
        formula, count = _count(on, key)
        draft.calculate(row, LABEL, formula, count, "count")
        draft.put(row, HINT, on.words(f"count.{key}"), "body")
    formula, value = _warning(on)
    across = GridArea(WARNING, LABEL, WARNING, HINT)
    draft.block(across, GridCell(value, "told_wrapped", formula))
    for key in ROWS:
        draft.put(on.place.at(key), LABEL, row_name(on, key), "row_head")
        draft.put(on.place.at(key), HINT, on.words(f"hint.{key}"), "row_hint")


def row_name(on: JourneyDraft, key: str) -> str:
    """What a row is called."""
    return on.words(f"row.{key}")


def headline(on: JourneyDraft) -> tuple[str, str]:
    """What feels worst; or what to type first."""
    used, valid, names = (on.along(key) for key in ("used", "valid", "touchpoint"))
    worst = f"MIN({valid})"
    name = f"INDEX({names},MATCH({worst},{valid},0))"
    before, after = (quoted_text(each) for each in on.words("more", n="\0").split("\0"))
    others = f"COUNTIF({valid},{worst})-1"
    more = f'IF({others}>0,{before}&{others}&{after},"")'
    lowest = f'{on.quoted("lowest")}&{name}&" ("&TEXT({worst},{_SIGNED})&")"&{more}'
    begin, feel = on.quoted("begin"), on.quoted("feel")
    formula = f"IF(SUM({used})=0,{begin},IF(COUNT({valid})=0,{feel},{lowest}))"
    journey = on.journey
    if not any(is_used(each) for each in on.filling.touchpoints):
        return formula, on.words("begin")
    if not journey.lowest:
        return formula, on.words("feel")
    first = journey.touchpoints[journey.lowest[0]]
    felt = f"{first.emotion or 0:+.0f}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")
    n = len(journey.lowest) - 1
    ending = on.words("more", n=n) if n else ""
    return formula, f"{on.words('lowest')}{first.typed.touchpoint} ({felt}){ending}"


def _count(on: JourneyDraft, key: str) -> tuple[str, Scalar]:
    """The formula and the number of touchpoints for which something follows, or is to be said."""
    if key in FOLLOWS:
        words = quoted_text(on.words(f"follows.{key}"))
        return f"SUMPRODUCT(--({on.along('follows')}={words}))", on.journey.count(key)
    said = sum(bool(each.says) for each in on.journey.touchpoints)
    return f"SUMPRODUCT(--(LEN({on.along('check')})>0))", said


def _warning(on: JourneyDraft) -> tuple[str, str]:
    """What is wrong with the sheet itself, or that it is too long."""
    names, stages, used = (on.along(key) for key in ("touchpoint", "stage", "used"))
    lacking = f"SUMPRODUCT((LEN({names})+LEN({stages})>0)*(1-ISNUMBER({used})))>0"
    long = on.words("warning.long", most=MOST_TOUCHPOINTS)
    tests = (
        told_outside(on.language, on.place.tables),
        (on.words("warning.column"), lacking),
        (long, f"SUM({used})>{MOST_TOUCHPOINTS}"),
    )
    n = sum(is_used(each) for each in on.filling.touchpoints)
    return first_said(tests), long if n > MOST_TOUCHPOINTS else ""
