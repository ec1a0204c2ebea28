"""What a house of quality says: what comes first, what is lacking, what to decide."""

from __future__ import annotations

import math

from kano_xl.model.planning.house import TOO_BIG
from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import (
    NAMES,
    PAIR_COUNT,
    PAIR_I,
    PAIR_J,
    PAIR_VALUE,
    RIGHT,
    TOP,
    HouseLayout,
)
from kano_xl.planning.house_says import is_unneeded, said_of
from kano_xl.planning.needs import NAME, NUMBER
from kano_xl.planning.results import NOT_FOUND, first_said

_TRADE_OFFS_SHOWN = 8


def write_findings(on: HouseDraft) -> None:
    """What comes first, and how many rows and columns lack something."""
    draft, place = on.draft, on.place
    left = place.right(RIGHT[0])
    draft.put(TOP, left + 1, on.words("house.findings"), "heading")
    formula, value = _headline(on)
    draft.calculate(TOP + 1, left + 1, formula, value, "strong")
    for row, (key, formula, count) in enumerate(_counts(on), TOP + 2):
        draft.calculate(row, left, formula, count, "count")
        draft.put(row, left + 1, on.words(f"house.count.{key}"), "body")
    formula, value = _warning(on)
    draft.calculate(TOP + 8, left + 1, formula, value, "told_plain")


def _headline(on: HouseDraft) -> tuple[str, str]:
    """What comes first; or what to type first."""
    place, found = on.place, on.house.numbers
    names = place.along(NAMES).fixed
    shares, ranks = (place.along(place.foot_row(key)).fixed for key in ("share", "rank"))
    best = f"INDEX({names},MATCH(1,{ranks},0))"
    first = f'{on.quoted("house.first")}&{best}&" ("&TEXT(MAX({shares}),"0%")&")"'
    begin, relate = on.quoted("house.begin"), on.quoted("house.relate")
    formula = f"IF({on.scalar('named')}=0,{begin},IF(COUNT({ranks})=0,{relate},{first}))"
    if not on.has_columns:
        return formula, on.words("house.begin")
    if not found.importance.sum() > 0:
        return formula, on.words("house.relate")
    top = int(found.rank.argmin())
    share = math.floor(float(found.share[top]) * 100 + 0.5)
    name = on.filling.characteristics[top].name
    return formula, f"{on.words('house.first')}{name} ({share}%)"


def _counts(on: HouseDraft) -> list[tuple[str, str, int]]:
    """What is counted: its key, formula and number."""
    place = on.place
    said = place.down(place.check).fixed
    rows = place.down(NUMBER).fixed
    keys = [said_of(on, index) for index in range(place.rows)]
    unneeded = sum(is_unneeded(on, index) for index in range(place.columns))
    values = place.of_pairs(PAIR_VALUE).fixed
    named = [each.name for each in on.filling.requirements if each.name]
    here = {on.known.row(name) for name in named} - {None}
    lost = sum(on.known.row(name) is None for name in named) if on.known.features else 0
    negative = len(on.house.numbers.trade_offs)

    def told(key: str) -> str:
        return f"SUMPRODUCT(--({said}={on.quoted(f'house.says.{key}')}))"

    found = f"SUMPRODUCT(--(FREQUENCY({rows},{rows})>0))"
    checks = place.along(place.foot_row("check")).fixed
    return [
        ("unserved", told("unserved"), keys.count("unserved")),
        ("weak", told("weak"), keys.count("weak")),
        ("unneeded", f'SUMPRODUCT(--({checks}="!"))', unneeded),
        ("trade_offs", f'COUNTIF({values},"<0")', negative),
        ("absent", f"{on.scalar('analysed')}-{found}", len(on.known.features) - len(here)),
        ("unknown", f'SUMPRODUCT(--({rows}="{NOT_FOUND}"))', lost),
    ]


def _warning(on: HouseDraft) -> tuple[str, str]:
    """What is wrong with the sheet itself, or that it is too big."""
    place = on.place
    names, rows = place.along(NAMES).fixed, place.down(NAME).fixed
    raws, sums = (place.down(place.right("raw")).fixed, _along(place.foot_row("technical"), place))
    n = on.scalar("columns")
    tests = (
        ("roof_rows", f"{n}<>ROWS({place.correlations.fixed})"),
        ("row", f"SUMPRODUCT((LEN({rows})>0)*(1-ISNUMBER({raws})))>0"),
        ("column", f"SUMPRODUCT((LEN({names})>0)*(1-ISNUMBER({sums})))>0"),
        ("big", f"{on.scalar('named')}>{TOO_BIG}"),
    )
    said = [(on.words(f"house.warning.{key}"), test) for key, test in tests]
    said.insert(1, told_outside(on.language, place.tables))
    formula = first_said(said)
    named = sum(bool(each.name) for each in on.filling.characteristics)
    return formula, on.words("house.warning.big") if named > TOO_BIG else ""


def write_trade_offs(on: HouseDraft) -> None:
    """The pairs that hinder each other, in words."""
    draft, place = on.draft, on.place
    left = place.right(RIGHT[0])
    draft.put(place.foot, left + 1, on.words("house.trade_offs"), "heading_small")
    names = place.along(NAMES).fixed
    counted = place.of_pairs(PAIR_COUNT).fixed
    found = on.house.numbers.trade_offs
    named = [each.name for each in on.filling.characteristics]
    for index in range(_TRADE_OFFS_SHOWN):
        at = f"MATCH({index + 1},{counted},0)"
        first, second, value = (
            f"INDEX({place.of_pairs(row).fixed},{at})" for row in (PAIR_I, PAIR_J, PAIR_VALUE)
        )
        joined = f'INDEX({names},{first})&"  ↔  "&INDEX({names},{second})'
        formula = f'IFERROR({joined}&IF({value}<=-2,"  (−−)","  (−)"),"")'
        shown = ""
        if index < len(found):
            pair = found[index]
            sign = "−−" if pair.correlation <= -2 else "−"
            shown = f"{named[pair.first]}  ↔  {named[pair.second]}  ({sign})"
        draft.calculate(place.foot + 1 + index, left + 1, formula, shown, "body")


def _along(row: int, place: HouseLayout) -> str:
    return place.along(row).fixed
