"""On the left of a service blueprint: its scene, its rows' names, what it says, what it counts."""

from __future__ import annotations

from kano_xl.languages import traits_of
from kano_xl.model.planning.blueprint import FIX_FIRST, LANES
from kano_xl.planning.actions_rows import as_cell
from kano_xl.planning.blueprint_draft import BlueprintDraft
from kano_xl.planning.blueprint_filling import FAIL, MOST_STEPS, WAIT
from kano_xl.planning.blueprint_layout import (
    ABOVE,
    ARROWS,
    COUNTED,
    HEADLINE,
    LINES,
    MOST_NAMED,
    NAMES,
    ROWS,
    WARNING,
)
from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.results import ANALYSED, first_said, quoted_text, trimmed
from kano_xl.planning.sideways import HINT, LABEL, START
from kano_xl.report.report import Scalar

_BETWEEN = " · "
_CUT = "…"


def write_left(on: BlueprintDraft, title: str) -> None:
    """All that stands beside the steps."""
    _top(on, title)
    _rows(on)
    _hidden(on)
    formula, value = headline(on)
    on.draft.calculate(HEADLINE, LABEL, formula, value, "strong")
    on.draft.calculate(WARNING, LABEL, *_warning(on), "told_plain")
    for key, (formula, count) in zip(COUNTED, _counts(on), strict=True):
        row = on.place.counted(key)
        look = "count_minutes" if key in ("minutes", "waiting") else "count"
        on.draft.calculate(row, LABEL, formula, count, look)
        on.draft.put(row, HINT, on.words(f"count.{key}"), "body")


def _top(on: BlueprintDraft, title: str) -> None:
    """The title, and what is typed above the steps."""
    on.draft.put(0, LABEL, title, "title")
    for row, key in enumerate(("note", "more_steps"), 1):
        on.draft.put(row, LABEL, on.words(key), "note")
    for key in ABOVE:
        at, typed = on.place.above(key), getattr(on.filling, key)
        look = "input_date" if key == "date" else "input_text"
        on.draft.put(at.row, LABEL, on.words(f"above.{key}"), "row_head")
        on.draft.put(at.row, HINT, as_cell(typed) if key == "date" else typed, look)


def _rows(on: BlueprintDraft) -> None:
    """What the rows are called and how they are filled in; the lines go on over all columns."""
    draft, place = on.draft, on.place
    for key in ROWS:
        row = place.at(key)
        if key in ARROWS:
            named = on.words(f"line.{key}") if key in LINES else None
            draft.put(row, LABEL, named, f"line_{key}_name")
            draft.put(row, HINT, None, f"line_{key}_name")
            continue
        look = f"lane_{key}_name" if key in LANES else "row_head"
        draft.put(row, LABEL, on.words(f"row.{key}"), look)
        draft.put(row, HINT, on.words(f"hint.{key}"), "row_hint")
    for row in range(place.at(ROWS[0]), place.at(ROWS[-1]) + 1):
        key = ROWS[row - place.at(ROWS[0])]
        for column in (START, place.end):
            draft.put(row, column, None, f"line_{key}_end" if key in ARROWS else "sentinel")


def _hidden(on: BlueprintDraft) -> None:
    """The hidden cells on the left."""
    used, names, firsts = (on.along(key) for key in ("used", "name", "first"))
    numbers = [each.number for each in on.blueprint.steps if each.is_used]
    last = f"LOOKUP(2,1/({used}=1),COLUMN({used})-COLUMN(INDEX({used},1)))"
    cells: dict[str, tuple[str, Scalar]] = {
        "analysed": (ANALYSED, len(on.known.features)),
        "from": (f"IFERROR(MATCH(1,{used},0)-1,0)", min(numbers, default=0)),
        "till": (f"IFERROR({last},0)", max(numbers, default=0)),
    }
    found = on.blueprint.fix_first
    steps, longest = on.along("step"), _longest(on)
    for at in range(1, MOST_NAMED + 1):
        position = f"MATCH({at},{firsts},0)"
        name = f"INDEX({names},{position})"
        short = f'IF(LEN({name})>{longest},LEFT({name},{longest - 1})&"{_CUT}",{name})'
        formula = f'IFERROR(INDEX({steps},{position})&" "&{short},"")'
        value = (
            f"{found[at - 1].number} {_short(on, found[at - 1].name)}" if at <= len(found) else ""
        )
        cells[f"named_{at}"] = (formula, value)
    for key, (formula, shown) in cells.items():
        at_cell = on.place.on_the_left(key)
        on.draft.calculate(at_cell.row, at_cell.column, formula, shown, "helper")


def _longest(on: BlueprintDraft) -> int:
    """How many characters of a step's name the headline shows."""
    return traits_of(on.language).longest_label


def _short(on: BlueprintDraft, name: str) -> str:
    return name if len(name) <= _longest(on) else f"{name[: _longest(on) - 1]}{_CUT}"


def headline(on: BlueprintDraft) -> tuple[str, str]:
    """What is to be fixed first; or what to type first."""
    found, firsts = on.blueprint.fix_first, on.along("first")
    named = [on.on_the_left(f"named_{at}") for at in range(1, MOST_NAMED + 1)]
    first, *others = named
    more = "&".join(f'IF({each}="","","{_BETWEEN}"&{each})' for each in others)
    rest = f'IF(MAX({firsts})>{MOST_NAMED},"{_BETWEEN}+"&(MAX({firsts})-{MOST_NAMED}),"")'
    begin, nothing, waits = (on.words(key) for key in ("begin", "nothing", "waits"))
    formula = f"{on.quoted('first')}&{first}&{more}&{rest}"
    for words, test in (
        (nothing, f"COUNT({firsts})=0"),
        (waits, f"{on.on_the_left('analysed')}=0"),
        (begin, f"SUM({on.along('used')})=0"),
    ):
        formula = f"IF({test},{quoted_text(words)},{formula})"
    if not any(each.is_used for each in on.blueprint.steps):
        return formula, begin
    if not on.known.features:
        return formula, waits
    if not found:
        return formula, nothing
    shown = [f"{each.number} {_short(on, each.name)}" for each in found[:MOST_NAMED]]
    shown += [f"+{len(found) - MOST_NAMED}"] if len(found) > MOST_NAMED else []
    return formula, on.words("first") + _BETWEEN.join(shown)


def _warning(on: BlueprintDraft) -> tuple[str, str]:
    """A column without formulas, or too many of them."""
    typed, used = "&".join(on.along(key) for key in NAMES), on.along("used")
    lacks = f"SUMPRODUCT((LEN({typed})>0)*(1-ISNUMBER({used})))>0"
    long = on.words("warning.long", most=MOST_STEPS)
    many = f"SUM({used})>{MOST_STEPS}"
    formula = first_said(
        (
            told_outside(on.language, on.place.tables),
            (on.words("warning.column"), lacks),
            (long, many),
        )
    )
    steps = sum(each.is_used for each in on.blueprint.steps)
    return formula, long if steps > MOST_STEPS else ""


def _counts(on: BlueprintDraft) -> list[tuple[str, Scalar]]:
    """What is counted, in the order of `COUNTED`."""
    steps, times = on.blueprint.steps, on.blueprint.times
    minutes, used = on.along("minutes"), on.along("used")
    is_wait = f"({trimmed(on.along('wait'))}={quoted_text(WAIT)})"
    fix = on.quoted(f"follows.{FIX_FIRST}")
    return [
        (f"SUMPRODUCT(--({on.along('follows')}={fix}))", len(on.blueprint.fix_first)),
        (_marked(on, "fail", FAIL), sum(each.is_fail for each in steps)),
        (_marked(on, "wait", WAIT), sum(each.is_wait for each in steps)),
        (_timed(minutes, f"SUM({minutes})"), _or_empty(times.total)),
        (_timed(minutes, f"SUMPRODUCT(--{is_wait},{minutes})"), _or_empty(times.waiting)),
        (f"SUMPRODUCT(({used}=1)*(1-ISNUMBER({minutes})))", times.untimed),
        (
            f"SUMPRODUCT(--(LEN({on.along('check')})>0))",
            sum(bool(each.says) for each in steps),
        ),
    ]


def _timed(minutes: str, formula: str) -> str:
    """A sum of minutes, which says nothing as long as no step has a time."""
    return f'IF(COUNT({minutes})=0,"",{formula})'


def _or_empty(minutes: float | None) -> Scalar:
    return "" if minutes is None else minutes


def _marked(on: BlueprintDraft, key: str, mark: str) -> str:
    return f"SUMPRODUCT(--({trimmed(on.along(key))}={quoted_text(mark)}))"
