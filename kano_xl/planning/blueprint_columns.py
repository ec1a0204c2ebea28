"""A step of a service blueprint: its lanes and arrows, what the survey says, what follows.

Every formula refers to cells of its own column, or to a whole row from one grey column to the
other: so columns may be inserted, copied, moved and deleted.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from kano_xl.model.planning.blueprint import (
    ASK,
    FIX_FIRST,
    FOLLOWS,
    KEEP,
    LANES,
    LATER,
    STOP,
)
from kano_xl.planning.blueprint_draft import BlueprintDraft
from kano_xl.planning.blueprint_filling import FAIL, WAIT
from kano_xl.planning.blueprint_layout import ARROWS, NAMES
from kano_xl.planning.blueprint_numbers import LEAST_MINUTES, NAMED_BY, CalculatedStep
from kano_xl.planning.grid import GridArea
from kano_xl.planning.results import (
    NOT_FOUND,
    first_said,
    quoted_text,
    trimmed,
)
from kano_xl.planning.sideways import FIRST, START
from kano_xl.report.report import Scalar

_ARROW = "↕"
_LOOKS = {
    **{lane: f"lane_{lane}" for lane in LANES},
    "time": "input_minutes",
    "fail": "input_letter",
    "wait": "input_letter",
    "feature": "input_middle",
    "owner": "input_middle",
}


def write_step(on: BlueprintDraft, index: int) -> None:
    """A column of the blueprint."""
    column, found = FIRST + index, on.blueprint.steps[index]
    for key in NAMES:
        value = getattr(on.filling.steps[index], key)
        on.draft.put(on.place.at(key), column, None if value == "" else value, _look(key))
    _arrows(on, column, found)
    _used(on, column, found)
    on.write_found(column, found)
    _follows(on, column, found)
    _check(on, column, found)


def _look(key: str) -> str:
    return _LOOKS.get(key, "input_text")


def _arrows(on: BlueprintDraft, column: int, found: CalculatedStep) -> None:
    """The arrows between neighbouring lanes that are both filled in."""
    for key, (above, below) in zip(ARROWS, pairwise(LANES), strict=True):
        both = f"AND({on.is_filled(above, column)},{on.is_filled(below, column)})"
        is_drawn = all(getattr(found.typed, each) is not None for each in (above, below))
        shown = _ARROW if is_drawn else ""
        on.put(key, column, f'IF({both},"{_ARROW}","")', shown, f"line_{key}")


def _used(on: BlueprintDraft, column: int, found: CalculatedStep) -> None:
    """Which step it is, whether it is filled in, what it is called, how long it takes."""
    start = GridArea.cell(on.place.at("used"), START).fixed
    number = f"COLUMN({on.cell('used', column)})-COLUMN({start})"
    on.put("step", column, number, found.number, "head")
    typed = "&".join(on.cell(key, column) for key in NAMES)
    formula = f"IF(LEN({trimmed(typed)})>0,1,0)"
    on.put("used", column, formula, int(found.is_used), "helper")
    name = '""'
    for key in reversed(NAMED_BY):
        name = f"IF({on.is_filled(key, column)},{trimmed(on.cell(key, column))},{name})"
    on.put("name", column, name, found.name, "helper")
    time = on.cell("time", column)
    minutes: Scalar = "" if found.minutes is None else found.minutes
    formula = f'IF(ISNUMBER({time}),IF(OR({time}=0,{time}>={LEAST_MINUTES}),{time},""),"")'
    on.put("minutes", column, formula, minutes, "helper")


def _follows(on: BlueprintDraft, column: int, found: CalculatedStep) -> None:
    """What follows, and which one it is of those to be fixed first."""
    one_of = partial(on.one_of, column=column)
    words = {each: on.words(f"follows.{each}") for each in FOLLOWS}
    marks = (_is_mark(on, key, column, mark) for key, mark in (("fail", FAIL), ("wait", WAIT)))
    trouble = f"OR({','.join((*marks, on.is_filled('problem', column)))})"
    waits = f"AND({on.is_filled('feature', column)},{on.on_the_left('analysed')}=0)"
    formula = first_said(
        (
            (words[STOP], one_of("R")),
            (words[FIX_FIRST], f"AND({one_of('MO')},{trouble})"),
            (words[LATER], f"AND({one_of('AI')},{trouble})"),
            (words[KEEP], one_of("MOAI")),
            ("", waits),
            (words[ASK], trouble),
        )
    )
    shown = words[found.follows] if found.follows else ""
    on.put("follows", column, formula, shown, "follows")
    every, fix = on.along("follows"), quoted_text(words[FIX_FIRST])
    own = on.cell("follows", column)
    before = f"SUMPRODUCT(({every}={fix})*(COLUMN({every})<=COLUMN({own})))"
    numbers = [each.number for each in on.blueprint.fix_first]
    value: Scalar = numbers.index(found.number) + 1 if found.number in numbers else ""
    on.put("first", column, f'IF({own}={fix},{before},"")', value, "helper")


def _is_mark(on: BlueprintDraft, key: str, column: int, mark: str) -> str:
    return f"{trimmed(on.cell(key, column))}={quoted_text(mark)}"


def _check(on: BlueprintDraft, column: int, found: CalculatedStep) -> None:
    """The first thing that is to be said of a step."""
    is_filled = {key: on.is_filled(key, column) for key in NAMES}
    evidence, customer, onstage, backstage, support = (is_filled[lane] for lane in LANES)

    def odd(key: str, mark: str) -> str:
        return f"AND({is_filled[key]},NOT({_is_mark(on, key, column, mark)}))"

    fix = quoted_text(on.words(f"follows.{FIX_FIRST}"))
    tests = (
        ("time", f'AND({is_filled["time"]},{on.cell("minutes", column)}="")'),
        ("fail", odd("fail", FAIL)),
        ("wait", odd("wait", WAIT)),
        ("unknown", f'{on.cell("number", column)}="{NOT_FOUND}"'),
        ("no_lane", f"NOT(OR({','.join(is_filled[lane] for lane in LANES)}))"),
        ("no_backstage", f"AND({onstage},NOT({backstage}))"),
        ("no_customer", f"AND({onstage},NOT({customer}))"),
        ("no_evidence", f"AND({customer},NOT({evidence}))"),
        ("skipped", f"AND({customer},NOT({onstage}),OR({backstage},{support}))"),
        (
            "no_measure",
            f"AND({on.cell('follows', column)}={fix},NOT({is_filled['measure']}))",
        ),
    )
    formula = first_said((on.words(f"says.{key}"), test) for key, test in tests)
    number = on.cell("step", column)
    ends = on.on_the_left("from"), on.on_the_left("till")
    between = f"AND({number}>{ends[0]},{number}<{ends[1]})"
    hole = first_said([(on.words("says.between"), between)])
    said = on.words(f"says.{found.says}") if found.says else ""
    used = f"{on.cell('used', column)}=1"
    on.put("check", column, f"IF({used},{formula},{hole})", said, "told")
